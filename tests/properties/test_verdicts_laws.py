"""The laws of judging.

A declaration is *complete* for a regime when the regime's scope and every trigger and duty in it are definite: nothing asked
about is left unsaid, and no list that matters may hold more than it names. Of complete declarations, a plain JSON Schema
validator that reads the regime file as it stands says the same as the verdicts do.
"""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from conformance.catalogue import load_catalogue
from conformance.catalogue.references import fields_asked
from conformance.catalogue.usage import usages
from conformance.declarations import derive, pointers
from conformance.declarations.form import declaration_form
from conformance.resources import data_path
from conformance.verdicts import Judge, Status, status_of
from conformance.verdicts.derived import source_pointer
from conformance.verdicts.samples import samples

DAY = date(2026, 11, 23)
SMALL = Path(__file__).parents[1] / "verdicts" / "schemas"
HEAD = {"id": "urn:example:1", "version": "1", "language": "en", "issued_on": "2026-01-31"}
DATES = ["2019-05-01", "2025-12-31", "2026-03-01", "2026-11-01", "2027-02-01"]
REGIMES = [
    ("small", "eu-toy"),
    ("small", "cn-toy"),
    ("shipped", "us-ca-ab2013"),
    ("shipped", "us-ca-sb942"),
    ("shipped", "cn-genai-measures"),
]
regimes = pytest.mark.parametrize(("which", "regime"), REGIMES)
lawful = settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
)


@cache
def catalogue(which):
    return load_catalogue(SMALL if which == "small" else None)


@cache
def judge(which, regime):
    return Judge(catalogue(which), [regime])


@cache
def asked(which, regime):
    """The stated fields that anything in a regime asks about, and all that lead to them."""
    (found,) = catalogue(which).select((regime,))
    schemas = [(found.scope, found.uri)]
    for requirement in found.codified:
        schemas += [(requirement.trigger, requirement.uri), (requirement.duty, requirement.uri)]
        schemas += [(variant.condition, requirement.uri) for variant in requirement.in_force.variants]
    fields = {source_pointer(f) for schema, base in schemas for f in fields_asked(catalogue(which), schema, base)}
    tokens = [pointers.split(field) for field in fields if not field.startswith("/declaration")]
    return frozenset(pointers.join(part[:n]) for part in tokens for n in range(1, len(part) + 1))


@cache
def named(which, regime):
    """The values that the regime's schemas name, so that what is drawn often meets or breaks them."""
    shelf = catalogue(which)
    (found,) = shelf.select((regime,))
    facts = set(usages(shelf, (found,)))
    texts = [
        json.dumps(shelf.documents[f"regimes/{regime}.json"]["$defs"]),
        *(json.dumps(shelf.facts[id].schema) for id in facts),
    ]
    return frozenset(re.findall(r'"([A-Za-z0-9-]+)"', " ".join(texts)))


def value(schema, pointer, wanted, *, whole):
    """Values of a field of the declaration format; with ``whole`` nothing that is asked about is left out."""
    form = declaration_form()
    schema = form.resolve(schema)
    if "enum" in schema:
        likely = [each for each in schema["enum"] if each in wanted.values]
        return st.sampled_from([*likely, *schema["enum"][:2]])
    if "items" in schema:
        item = value(schema["items"], pointer, wanted, whole=whole)
        unique = form.resolve(schema["items"]).get("type") != "object"
        some = st.lists(item, min_size=1, max_size=3, unique=unique)
        return some if pointer == "/markets" else some | st.just([])
    if "properties" in schema:
        return members(schema, pointer, wanted, whole=whole)
    kind = schema.get("type")
    if kind == "boolean":
        return st.booleans()
    if kind in ("integer", "number"):
        return st.integers(schema.get("minimum", 0), schema.get("maximum", 4000))
    if schema.get("format") == "date":
        return st.sampled_from(DATES)
    if pointer == "/markets/jurisdiction":
        return st.sampled_from([*sorted({"EU", "CN", "US-CA"} & wanted.values), "DE", "JP"])
    return st.sampled_from([each for each in samples({}, schema, DAY) if isinstance(each, str)][:2] or ["x"])


class Wanted(NamedTuple):
    """What a regime asks about."""

    fields: frozenset
    values: frozenset


def members(schema, pointer, wanted, *, whole):
    required, optional = {}, {}
    for name, member in schema["properties"].items():
        here = f"{pointer}/{name}"
        if name in schema.get("required", ()):
            required[name] = value(member, here, wanted, whole=whole)
        elif here in wanted.fields:
            (required if whole else optional)[name] = value(member, here, wanted, whole=whole)
    return st.fixed_dictionaries(required, optional=optional)


def declarations(which, regime, *, whole=False):
    form = declaration_form()
    wanted = Wanted(asked(which, regime), named(which, regime))
    sections = {}
    for name, member in form.resolve(form.bundle)["properties"].items():
        if f"/{name}" in wanted.fields and name != "declaration":
            sections[name] = value(member, f"/{name}", wanted, whole=whole)
    base = st.fixed_dictionaries(
        {name: sections[name] for name in sections if whole}, optional={name: sections[name] for name in sections if not whole}
    )
    return base.map(
        lambda data: {
            **data,
            "declaration": HEAD,
            "organisation": {"name": "Example"} | data.get("organisation", {}),
            "system": {"name": "Example"} | data.get("system", {}),
        }
    )


@st.composite
def less(draw, data):
    """A part of a declaration: some of its fields left out, no item of a list, and nothing of the markets it states.

    (The first placing on any market is what other dates are counted from, so a market's date is not a fact by itself.)
    """
    kept = {}
    for name, part in data.items():
        if name == "declaration" or (name == "markets" and draw(st.booleans())):
            kept[name] = part
        elif name != "markets":
            kept[name] = draw(fewer(part)) if isinstance(part, dict) else part
    for name in ("organisation", "system"):
        kept[name] = {"name": "Example"} | kept[name]
    return kept


@st.composite
def fewer(draw, value):
    if isinstance(value, list):
        return [draw(fewer(item)) for item in value]
    if isinstance(value, dict):
        return {name: draw(fewer(part)) for name, part in value.items() if draw(st.integers(0, 3))}
    return value


def verdicts(which, regime, data):
    return {v.id: v for v in judge(which, regime)(derive(data, DAY), as_of=DAY)}


@regimes
@lawful
@given(data=st.data())
def test_adding_facts_never_turns_pass_or_fail_into_undeclared(which, regime, data):
    more = data.draw(declarations(which, regime))
    before, after = verdicts(which, regime, data.draw(less(more))), verdicts(which, regime, more)
    for id, verdict in before.items():
        if verdict.status in (Status.PASS, Status.FAIL):
            assert after[id].status not in (Status.UNDECLARED, Status.UNDETERMINED), id
        for was, now in (
            (verdict.applies, after[id].applies),
            (verdict.demands, after[id].demands),
            (verdict.scope, after[id].scope),
        ):
            assert was is None or was is now, id


@regimes
@lawful
@given(data=st.data())
def test_judging_is_deterministic_and_leaves_the_declaration_alone(which, regime, data):
    declared = data.draw(declarations(which, regime))
    before = json.dumps(declared, sort_keys=True)
    assert verdicts(which, regime, declared) == verdicts(which, regime, json.loads(before))
    assert json.dumps(declared, sort_keys=True) == before


@regimes
@lawful
@given(data=st.data())
def test_verdicts_follow_the_table(which, regime, data):
    for verdict in verdicts(which, regime, data.draw(declarations(which, regime))).values():
        assert verdict.underlying is status_of(verdict.applies, verdict.demands)
        if verdict.in_force is True:
            assert verdict.status is verdict.underlying
        assert (verdict.status is Status.NOT_IN_FORCE) == (verdict.in_force is False)


@cache
def plain_validator(which, regime):
    root = SMALL if which == "small" else data_path("schemas")
    files = [*(root / "facts").glob("*.json"), root / "regimes" / f"{regime}.json"]
    resources = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    for each in resources:
        each["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    registry = jsonschema_rs.Registry([(each["$id"], each) for each in resources])
    return jsonschema_rs.Draft202012Validator({"$ref": resources[-1]["$id"]}, registry=registry), resources[-1]


@regimes
@lawful
@given(data=st.data())
def test_a_plain_validator_agrees_on_every_complete_declaration(which, regime, data):
    judged = derive(data.draw(declarations(which, regime, whole=True)), DAY)
    found = judge(which, regime)(judged, as_of=DAY)
    assume(all(None not in (v.scope, v.applies, v.demands) for v in found))
    validator, file = plain_validator(which, regime)
    listed = {each["$ref"].rpartition("/")[2] for each in file["then"]["allOf"]}
    broken = [v.id for v in found if v.requirement.slug in listed and v.underlying is Status.FAIL]
    assert validator.is_valid(judged.document) == (not broken), broken
