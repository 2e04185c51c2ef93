"""Which jurisdictions a market entry bears on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from conformance import resources

_ASSIGNED = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF"
    " CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH"
    " GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW"
    " KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG"
    " NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN"
    " SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT"
    " ZA ZM ZW"
)
_COUNTRIES = frozenset(_ASSIGNED.split())
"""The codes that ISO 3166-1 assigns."""
_OWN_USE = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")
"""The codes that ISO 3166-1 leaves to its users, such as ``XK``."""
_USUAL = {"UK": "GB", "EL": "GR"}
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}")


@dataclass(frozen=True, slots=True)
class Table:
    """The nesting of jurisdictions.

    Attributes:
        covers: for a code, the codes directly inside it.
        inside: for a code, the code directly around it.
        separate: codes that do not lie inside the code before their hyphen but stand for another (``CN-HK`` for ``HK``).
    """

    covers: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, str]
    separate: Mapping[str, str]


@cache
def jurisdiction_table() -> Table:
    """Return the shipped table, ``schemas/jurisdictions.json``."""
    content = json.loads(resources.data_path("schemas", "jurisdictions.json").read_text(encoding="utf-8"))
    covers = {code: tuple(inner) for code, inner in content["covers"].items()}
    return Table(covers, {code: outer for outer, inner in covers.items() for code in inner}, content["separate"])


@cache
def reach(code: str) -> tuple[str, ...]:
    """Return the jurisdictions that a market entry for ``code`` bears on.

    They are the code itself, then those around it from the inside out, then those inside it: ``DE`` reaches ``EU``, ``US``
    reaches ``US-CA``, ``CN-GD`` reaches ``CN``. Hong Kong, Macao and Taiwan have codes and law of their own and never
    reach ``CN``.

    Args:
        code: ISO 3166-1 alpha-2 or ISO 3166-2 code, ``EU``, or ``US-NY-NYC``.
    """
    table = jurisdiction_table()
    own = [code]
    if code in table.separate:
        own.append(table.separate[code])
    return tuple(dict.fromkeys([*own, *_around(own[-1], table), *(inner for outer in own for inner in _within(outer, table))]))


def what_is_wrong(code: str) -> str | None:
    """Return why a code names no jurisdiction, in words that follow the code, and what does; None when it names one.

    Args:
        code: what somebody wrote for an ISO 3166-1 alpha-2 or ISO 3166-2 code, ``EU``, or ``US-NY-NYC``.
    """
    if not _CODE.fullmatch(code):
        return "is not a code like CN, EU or US-CA"
    country, _, part = code.partition("-")
    if country not in _COUNTRIES and country != "EU" and not _OWN_USE.fullmatch(country):
        usual = _USUAL.get(country)
        return f"is no code of ISO 3166; did you mean {usual}{code[2:]}?" if usual else "is no code of ISO 3166"
    table = jurisdiction_table()
    # Only of some countries the parts are listed; those of others are believed.
    if part and country in table.covers and code not in table.inside and code not in table.separate:
        return f"is no part of {country} that ISO 3166-2 lists"
    return None


def _around(code: str, table: Table) -> Iterator[str]:
    while code:
        if code in table.separate:
            code = table.separate[code]
        elif code in table.inside:
            code = table.inside[code]
        else:
            code = code.rpartition("-")[0]
        if code:
            yield code


def _within(code: str, table: Table) -> Iterator[str]:
    for inner in table.covers.get(code, ()):
        yield inner
        yield from _within(inner, table)
