"""Words of Dutch public bodies that several formats share: stages, assessments, kinds of body, and what a sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from conformance.declarations.adapters.dates import WrittenDate, read_date

STAGES: Mapping[str, str] = {
    **dict.fromkeys(
        ("in ontwikkeling", "ontwikkeling", "development", "in development", "in_ontwikkeling", "ontwerp", "design"), "design"
    ),
    **dict.fromkeys(("gepland", "planned"), "inception"),
    "pilot": "pilot",
    **dict.fromkeys(
        ("in gebruik", "in_gebruik", "gebruik", "production", "in productie", "in use", "operationeel", "operational"),
        "operation",
    ),
    **dict.fromkeys(
        ("buiten gebruik", "buiten_gebruik", "uitgefaseerd", "retired", "decommissioned", "beëindigd", "out of use"), "retired"
    ),
}
"""Life-cycle stage by the status of the register and of system cards."""
LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("nld", "nl", "dut", "nederlands", "dutch"), "nl"),
    **dict.fromkeys(("eng", "en", "engels", "english"), "en"),
    **dict.fromkeys(("fry", "fy", "fries", "frysk"), "fy"),
}
FOUNDS_THE_PROCESS = "the law that founds the process in which it is used: a public body processes personal data on that basis"
"""Why a law that a public body names for the use is the legal basis of its data."""
_BODIES = (
    (
        re.compile(
            r"gemeente |provincie |waterschap |hoogheemraadschap |hdsr |wetterskip |omgevingsdienst|veiligheidsregio|regio |ggd |"
            r"gemeenschappelijke regeling|vervoerregio|metropoolregio|.*\b(?:belastingsamenwerking|waterschap|omgevingsdienst|"
            r"veiligheidsregio|gemeenschappelijke regeling|uitvoeringsdienst|milieudienst)\b"
        ),
        "subnational-government-body",
    ),
    (
        re.compile(
            r"ministerie |rijks|belastingdienst|douane\b|toeslagen\b|inspectie |"
            r"nederlandse (?:voedsel|arbeidsinspectie|zorgautoriteit)|"
            r"dienst (?:uitvoering onderwijs|justitiële|toeslagen|wegverkeer|publiek)|uitvoeringsinstituut werknemers|"
            r"sociale verzekeringsbank|"
            r"centraal (?:bureau|justitieel|orgaan|planbureau|administratie)|"
            r"immigratie- en naturalisatiedienst|politie\b|nationale politie|"
            r"kadaster\b|kamer van koophandel|"
            r"openbaar ministerie|raad voor de (?:rechtspraak|kinderbescherming)|raad voor rechtsbijstand|"
            r"justitiële informatiedienst|"
            r"nationaal (?:archief|cyber security centrum|coördinator)|nederlands forensisch instituut|"
            r"autoriteit |raad van state|"
            r"algemene rekenkamer|koninklijk nederlands meteorologisch|justis\b|justid\b|logius\b|cibg\b|"
            r"(?:uwv|svb|duo|rdw|cbs|cjib|ind|rvo|nvwa)\b"
        ),
        "national-government-body",
    ),
    (re.compile(r"universiteit |hogeschool |.* universiteit$|radboud"), "university"),
)
_ASSESSMENTS = (
    (re.compile(r"\bd?pia\b|data protection impact|gegevensbeschermings-?effect|privacy impact"), "data-protection"),
    (
        re.compile(
            r"\biama\b|\bfria\b|\bfraia\b|mensenrechten|minskerjochten|grondrechten|human rights|fundamental rights|"
            r"fundamentele rechten"
        ),
        "fundamental-rights",
    ),
    (re.compile(r"\baiia\b|\bai[ -](?:impact|ympact)"), "impact"),
    (re.compile(r"\bdeda\b|\bethi|\buthiek\b|z-inspection"), "ethics-review"),
)
_SCAN = re.compile(r"pre-?scan|quick-?scan|pre-?dpia|pré-?dpia")
_DENIAL = re.compile(r"\b(?:geen|niet|nooit|nog|zonder|nee|nvt|n\.v\.t|no|not|none)\b")
_UNDER_WAY = re.compile(
    r"\b(?:in uitvoering|in voorbereiding|in ontwikkeling|wordt|worden|zal|zullen|gepland|loopt|lopend|bezig|concept|via)\b"
)
_UNSURE = re.compile(r"\b(?:kan|kunnen|zou|zouden|zal|zullen|indien|als|wanneer|soms|mits|tenzij)\b")
_ENGLISH_MONTHS = {"maart": "march", "mrt": "march", "mei": "may", "oktober": "october", "okt": "october"}
_MONTHS_APART = re.compile("|".join(_ENGLISH_MONTHS), re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;\n]+(?:\s+|$)")
_STAFF = (
    r"(?:medewerk\w+|mens\w*|ambtena\w+|behandelaa?r\w*|beslisser\w*|consulent\w*|inspecteur\w*|taxateur\w*|adviseur\w*|"
    r"professional\w*|handhaver\w*|boa|toezichthouder\w*|beoordelaar\w*|functionaris\w*)"
)
_HUMAN_DECIDES = re.compile(
    rf"\b(?:uiteindelijke|definitieve)\s+(?:beslissing|besluit|beoordeling|keuze)\b.*\b{_STAFF}\b"
    rf"|\beind(?:beslissing|besluit|oordeel|beoordeling)\b.*\b{_STAFF}\b"
    rf"|\b{_STAFF}\b.*\b(?:neemt|nemen|maakt|maken)\b.*\b(?:beslissing|besluit|keuze)"
    rf"|\b(?:besluit\w*|beslissing\w*)\b.*\b(?:wordt|worden)\b.*\bdoor (?:een |de |het )?{_STAFF}\b"
    rf"|\b{_STAFF}\b (?:beslist|beslissen|besluit|besluiten)\b(?!(?: \w+){{0,3}} of\b)"
)
_NO_AUTOMATED_DECISION = re.compile(r"\bgeen (?:sprake van )?(?:volledig )?geautomatiseerde (?:besluit|beslis)\w*")
_NO_HUMAN = re.compile(
    r"(?:nee|geen|geen menselijke tussenkomst(?: nodig)?"
    r"|er (?:is|vindt) geen (?:sprake van )?menselijke tussenkomst(?: plaats| nodig)?)"
)
_WATCHED = re.compile(
    r"\b(?:wordt|worden)\b.*\b(?:gemonitord|gemonitoord|geëvalueerd|bewaakt|gecontroleerd)\b"
    r"|\b(?:monitort|monitoren|monitoort|evalueert|evalueren)\b"
)
_NO_LEGAL_BASIS = re.compile(r"\bgeen (?:specifieke |directe |expliciete )?(?:wettelijke|juridische) (?:grondslag|basis)\b")


def read_day(text: str) -> WrittenDate | None:
    """Return the date that a Dutch text is, the day before the month; None when it is none or cannot be told."""
    return read_date(_MONTHS_APART.sub(lambda match: _ENGLISH_MONTHS[match[0].casefold()], text), "day-first")


def body_type(name: str) -> str | None:
    """Return the kind of organisation that the name of a Dutch public body tells; None when it does not."""
    name = name.casefold()
    return next((kind for pattern, kind in _BODIES if pattern.match(name)), None)


def assessment_kinds(title: str) -> list[str]:
    """Return the kinds of assessment that a title names: DPIA, IAMA, AIIA, DEDA and the like.

    A scan whether one is due is none.
    """
    title = title.casefold()
    return [] if _SCAN.search(title) else [kind for pattern, kind in _ASSESSMENTS if pattern.search(title)]


def denies(text: str) -> bool:
    """Tell whether a text says that something is not so, or not yet."""
    return _DENIAL.search(text.casefold()) is not None


def is_under_way(text: str) -> bool:
    """Tell whether a text says that something is being done, will be, or is left to others."""
    return _UNDER_WAY.search(text.casefold()) is not None


def says_human_decides(text: str) -> bool:
    """Tell whether a sentence says outright that a person takes the decision, or that no decision is automated."""
    return any(
        _NO_AUTOMATED_DECISION.search(each)
        or (_HUMAN_DECIDES.search(each) and not _DENIAL.search(each) and not _UNSURE.search(each))
        for each in _sentences(text)
    )


def says_no_human(text: str) -> bool:
    """Tell whether a text begins by saying that nobody intervenes."""
    first = next(_sentences(text), "")
    return _NO_HUMAN.fullmatch(first.strip(" ,:")) is not None


def says_monitored(text: str) -> bool:
    """Tell whether a sentence says outright that the use is watched or evaluated."""
    return any(_WATCHED.search(each) and not _DENIAL.search(each) and not _UNSURE.search(each) for each in _sentences(text))


def says_no_legal_basis(text: str) -> bool:
    """Tell whether a text says that no law founds the use."""
    return _NO_LEGAL_BASIS.search(text.casefold()) is not None


def _sentences(text: str) -> Iterator[str]:
    yield from (each for each in _SENTENCE.split(text.casefold()) if each.strip())
