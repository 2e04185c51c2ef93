"""The crosswalk of small regimes whose relations can be seen by eye, and the algebra of relations."""

import json
import os
import subprocess
import sys
from datetime import date
from itertools import permutations, product
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from click.testing import CliRunner

pytest.importorskip("z3", reason="relations are proved with the extra 'prove'")

from conformance.catalogue import Catalogue, Level, load_catalogue
from conformance.cli.main import cli
from conformance.matrix.crosswalk.build import comparison_of, compute, crosswalk, terms_of
from conformance.matrix.crosswalk.coverage import Coverage, Covered, Support
from conformance.matrix.crosswalk.evidence import coverage_evidence, pair_evidence
from conformance.matrix.crosswalk.model import Coverages, Crosswalk, Selection, from_data, to_data
from conformance.matrix.crosswalk.relations import Preclusion, Relation
from conformance.reports.crosswalk import View, crosswalk_view_data
from conformance.resources import data_path

DAY = date(2026, 11, 23)
BASE = "https://ai-conformance.example/schemas/"


def at(section: str, name: str, leaf: dict[str, Any]) -> dict[str, Any]:
    inner = {"type": "object", "required": [name], "properties": {name: leaf}}
    return {"type": "object", "required": [section], "properties": {section: inner}}


PUBLIC = at("use", "circumstances", {"type": "array", "contains": {"const": "public-facing"}})
REPLY = "reply_days"
REQUIREMENTS: dict[str, dict[str, tuple[Any, Any]]] = {
    "aa": {
        "fast": (True, at("rights", REPLY, {"type": "integer", "maximum": 10})),
        "neutral": (PUBLIC, at("model", "viewpoint", {"const": "neutral"})),
        "channel": (True, at("rights", "complaint_channel", {"type": "string"})),
    },
    "bb": {
        "slow": (True, at("rights", REPLY, {"type": "integer", "maximum": 30})),
        "prescribed": (True, at("model", "viewpoint", {"const": "prescribed-values"})),
        "both": (
            PUBLIC,
            {"allOf": [at("rights", "complaint_channel", {"type": "string"}), at("model", "name", {"type": "string"})]},
        ),
        "ten": (True, at("rights", REPLY, {"type": "integer", "exclusiveMaximum": 11})),
        "other": (True, at("use", "purpose", {"type": "string"})),
    },
    "cc": {
        "stop": (True, at("system", "lifecycle_stage", {"const": "retirement"})),
        "run": (at("system", "lifecycle_stage", {"const": "operation"}), at("rights", "help", {"type": "string"})),
        "values": (
            at("model", "viewpoint", {"const": "prescribed-values"}),
            at("use", "circumstances", {"type": "array", "not": {"contains": {"const": "public-facing"}}}),
        ),
    },
}


def regime(name: str) -> dict[str, Any]:
    def body(trigger: Any, duty: Any) -> dict[str, Any]:
        about = {
            "clause": "1",
            "level": "shall",
            "dutyHolder": ["provider"],
            "inForce": {"from": "2020-01-01", "to": None},
            "axes": ["technical-standardization"],
            "checkability": "full",
            "source": "S1",
            "confidence": "high",
        }
        return {"title": "t", "description": "d", "requirement": about, "if": trigger, "then": duty}

    entries = {slug: body(*terms) for slug, terms in REQUIREMENTS[name].items()}
    return {
        "$id": f"{BASE}regimes/{name}.json",
        "title": name.upper(),
        "description": "made up",
        "regime": {
            "id": name,
            "jurisdiction": "INT",
            "kind": "standard",
            "instrument": "none",
            "statusAsOf": "2026-01-01",
            "notes": "",
            "sources": [{"id": "S1", "title": "none", "url": None}],
        },
        "if": {"$ref": "#/$defs/scope"},
        "then": {"allOf": [{"$ref": f"#/$defs/{slug}"} for slug in entries]},
        "$defs": {"scope": {}, **entries},
    }


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    root = tmp_path_factory.mktemp("schemas")
    (root / "regimes").mkdir()
    for name in REQUIREMENTS:
        (root / "regimes" / f"{name}.json").write_text(json.dumps(regime(name)), encoding="utf-8")
    axes = {"centralAxes": [], "axes": [], "folder": str(root)}
    (root / "axes.json").write_text(json.dumps(axes), encoding="utf-8")
    return load_catalogue(root)


@pytest.fixture(scope="module")
def computed(catalogue: Catalogue) -> Crosswalk:
    return compute(catalogue, catalogue.select(None), "0" * 64)


@pytest.fixture(scope="module")
def coverages(catalogue: Catalogue, computed: Crosswalk) -> Coverages:
    return Coverages(computed, frozenset(each.id for regime in catalogue.regimes.values() for each in regime.codified))


@pytest.mark.parametrize(
    ("one", "other", "duties", "triggers"),
    [
        ("bb/slow", "aa/fast", Relation.SUBSET, Relation.EQUAL),
        ("aa/fast", "bb/slow", Relation.SUPERSET, Relation.EQUAL),
        ("aa/fast", "bb/ten", Relation.EQUAL, Relation.EQUAL),
        ("aa/channel", "bb/both", Relation.SUBSET, Relation.SUPERSET),
        ("aa/neutral", "bb/prescribed", Relation.CONFLICT, Relation.SUBSET),
    ],
)
def test_relations_are_those_a_reader_sees(
    computed: Crosswalk, one: str, other: str, duties: Relation, triggers: Relation
) -> None:
    pair = computed.pair(one, other)
    assert pair is not None
    assert (pair.duties, pair.triggers) == (duties, triggers)


DOCUMENTS = [
    {"rights": {REPLY: days, **channel}, "model": {**viewpoint, **name}, "use": {"circumstances": circumstances}}
    for days, channel, viewpoint, name, circumstances in product(
        (9, 10, 11, 30, 31),
        ({}, {"complaint_channel": "mail"}),
        ({}, {"viewpoint": "neutral"}),
        ({}, {"name": "m"}),
        ([], ["public-facing"]),
    )
]


def test_a_is_a_subset_of_b_where_b_contains_all_of_a_and_more(catalogue: Catalogue, computed: Crosswalk) -> None:
    """So NIST IR 8477 has it: what a subset contains, the other concept contains too, and more.

    What a duty contains is what it asks: whoever meets B meets A, and some who meet A fail B. Of triggers it is the situations.
    """
    seen = set()
    for pair in (each for both in computed.pairs.values() for each in (both, both.inverse)):
        one, other = (catalogue.requirement(id) for id in (pair.one, pair.other))
        if pair.duties is Relation.SUBSET:
            meets, meets_other = (jsonschema.Draft202012Validator(each.duty).is_valid for each in (one, other))
            assert all(meets(document) for document in DOCUMENTS if meets_other(document))
            assert any(meets(document) and not meets_other(document) for document in DOCUMENTS)
            seen.add("duties")
        if pair.triggers is Relation.SUBSET:
            applies, applies_other = (jsonschema.Draft202012Validator(each.trigger).is_valid for each in (one, other))
            assert all(applies_other(document) for document in DOCUMENTS if applies(document))
            assert any(applies_other(document) and not applies(document) for document in DOCUMENTS)
            seen.add("triggers")
    assert seen == {"duties", "triggers"}


@pytest.mark.parametrize(
    ("one", "other", "preclusion"),
    [
        ("cc/stop", "cc/run", Preclusion.PRECLUDES),
        ("cc/run", "cc/stop", Preclusion.PRECLUDED),
        ("aa/neutral", "cc/values", Preclusion.MUTUAL),
        ("aa/neutral", "bb/prescribed", None),
    ],
)
def test_what_ends_the_other_is_no_conflict(
    computed: Crosswalk, coverages: Coverages, one: str, other: str, preclusion: Preclusion | None
) -> None:
    pair = computed.pair(one, other)
    assert pair is not None
    assert pair.preclusion is preclusion
    assert (pair.duties is Relation.CONFLICT) is (preclusion is None)
    assert coverages.of("aa", "cc/run").coverage is Coverage.NEW


def test_a_preclusion_comes_with_what_cannot_hold_together(catalogue: Catalogue, computed: Crosswalk) -> None:
    terms = terms_of(catalogue, catalogue.select(None))
    by_id = {each.id: each for each in terms}
    stop, run = by_id["cc/stop"], by_id["cc/run"]
    for one, other in ((stop, run), (run, stop)):
        pair = computed.pair(one.id, other.id)
        assert pair is not None
        assert set(pair_evidence(one, other, pair, comparison_of(terms), DAY).clash) == {stop.duty, run.trigger}


def test_unrelated_duties_are_left_out(computed: Crosswalk, coverages: Coverages) -> None:
    assert computed.pair("aa/fast", "bb/other") is None
    assert coverages.of("aa", "bb/other").coverage is Coverage.NEW


def test_coverage_names_what_it_rests_on(catalogue: Catalogue, coverages: Coverages) -> None:
    assert coverages.of("aa", "bb/slow") == Covered(Coverage.FREE, ("aa/fast",))
    assert coverages.of("aa", "bb/both") == Covered(Coverage.PARTLY, ("aa/channel",))
    assert coverages.of("aa", "bb/prescribed") == Covered(Coverage.CONFLICT, ("aa/neutral",))
    counts = coverages.tally("aa", Selection(DAY, Level.SHALL).of(catalogue.regimes["bb"]))
    assert {str(each): counts.count(each) for each in Coverage} == {"free": 2, "partly": 1, "new": 1, "conflict": 1}
    assert counts.total == 5


def test_what_is_not_in_force_covers_nothing(computed: Crosswalk) -> None:
    without = Coverages(computed, frozenset({"aa/channel", "bb/slow", "bb/prescribed", "bb/ten"}))
    assert without.of("aa", "bb/slow").coverage is Coverage.NEW
    assert without.of("aa", "bb/prescribed").coverage is Coverage.NEW
    assert without.of("bb", "aa/fast") == Covered(Coverage.FREE, ("bb/ten",))


def test_any_of_several_supports_will_do() -> None:
    support = Support((("a/1", "a/2"), ("a/2", "a/3")))
    assert support.among({"a/1", "a/2", "a/3"}) == ("a/2",)
    assert support.among({"a/1", "a/3"}) == ("a/1", "a/3")
    assert support.among({"a/2"}) == ("a/2",)
    assert support.among({"a/1"}) == ()
    assert Support(together=("a/1", "a/2")).among({"a/1"}) == ()
    assert Support().among({"a/1"}) == ()


def test_a_conflict_comes_with_a_minimal_core(catalogue: Catalogue, computed: Crosswalk) -> None:
    terms = terms_of(catalogue, catalogue.select(None))
    comparison = comparison_of(terms)
    by_id = {each.id: each for each in terms}
    one, other = by_id["aa/neutral"], by_id["bb/prescribed"]
    pair = computed.pair(one.id, other.id)
    assert pair is not None
    evidence = pair_evidence(one, other, pair, comparison, DAY)
    assert set(evidence.clash) == {one.duty, other.duty}
    assert not comparison.pool.possible(evidence.clash)
    for left_out in evidence.clash:
        assert comparison.pool.possible([each for each in evidence.clash if each is not left_out])


def test_a_difference_comes_with_a_declaration_that_shows_it(catalogue: Catalogue, computed: Crosswalk) -> None:
    terms = terms_of(catalogue, catalogue.select(None))
    comparison = comparison_of(terms)
    by_id = {each.id: each for each in terms}
    pair = computed.pair("bb/slow", "aa/fast")
    assert pair is not None
    evidence = pair_evidence(by_id["bb/slow"], by_id["aa/fast"], pair, comparison, DAY)
    shown = {witness.shows: witness for witness in evidence.witnesses}
    witness = shown["it does what bb/slow asks and not what aa/fast asks"]
    assert 10 < witness.document["rights"][REPLY] <= 30
    assert witness.declaration


def test_what_is_not_free_has_a_system_that_conforms_and_fails(catalogue: Catalogue, coverages: Coverages) -> None:
    terms = terms_of(catalogue, catalogue.select(None))
    comparison = comparison_of(terms)
    regime_aa = [each for each in terms if each.id.startswith("aa/")]
    both = next(each for each in terms if each.id == "bb/both")
    found = coverage_evidence(regime_aa, both, coverages.of("aa", "bb/both"), comparison, DAY)
    assert found.witness is not None
    for validator in (jsonschema.Draft202012Validator, jsonschema_rs.Draft202012Validator):
        for each in catalogue.regimes["aa"].requirements:
            rule = {"if": each.trigger, "then": each.duty}
            assert validator(rule).is_valid(found.witness.document)
        assert not validator(catalogue.requirement("bb/both").duty).is_valid(found.witness.document)


def test_free_means_that_no_such_system_exists(catalogue: Catalogue, coverages: Coverages) -> None:
    terms = terms_of(catalogue, catalogue.select(None))
    comparison = comparison_of(terms)
    regime_aa = [each for each in terms if each.id.startswith("aa/")]
    slow = next(each for each in terms if each.id == "bb/slow")
    assert coverage_evidence(regime_aa, slow, coverages.of("aa", "bb/slow"), comparison, DAY).witness is None


def test_inverses_and_compositions_are_consistent_over_all_triples(catalogue: Catalogue, computed: Crosswalk) -> None:
    ids = [each.id for regime in catalogue.regimes.values() for each in regime.codified]
    for one, two, three in permutations(ids, 3):
        pairs = [computed.pair(one, two), computed.pair(two, three), computed.pair(one, three)]
        for kind in ("duties", "triggers"):
            relations = [Relation.NONE if pair is None else getattr(pair, kind) for pair in pairs]
            if kind == "duties" and Relation.CONFLICT not in relations:
                assert relations[2] in relations[0].then(relations[1]), (one, two, three)
    for one, two in permutations(ids, 2):
        there, back = computed.pair(one, two), computed.pair(two, one)
        assert (there is None) is (back is None)
        if there and back and there.duties and back.duties:
            assert there.duties is back.duties.inverse


def test_the_data_round_trip_and_meet_their_schema(catalogue: Catalogue, computed: Crosswalk) -> None:
    assert from_data(json.loads(json.dumps(to_data(computed)))) == computed
    view = View(catalogue, computed, Selection(DAY, Level.MAY), catalogue.select(None), "regime")
    assert valid_report(crosswalk_view_data(view))


@pytest.fixture
def cached(catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(folder))
    monkeypatch.setattr("conformance.cli.crosswalk.load_catalogue", lambda: catalogue)
    return folder


def test_it_is_computed_once(cached: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    first = crosswalk(catalogue, catalogue.select(None))
    assert list(cached.iterdir())
    monkeypatch.setattr("conformance.matrix.crosswalk.build.compute", None)
    assert crosswalk(catalogue, catalogue.select(None)) == first


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "aa             -          2 / 1 / 1"),
        (["--rows", "requirement"], "bb/slow        t        shall    already asked"),
        (["--rows", "requirement", "--of", "bb", "aa"], "bb/both        t        shall    stricter\n"),
        (["--format", "csv"], "aa,-,2 / 1 / 1"),
        (["--format", "html", "--rows", "requirement"], '<td class="conflict">in conflict</td>'),
        (["--cell", "aa", "bb"], "2 come for free (proved)\n  bb/slow  through aa/fast\n  bb/ten  through aa/fast"),
        (["--cell", "aa", "bb/slow"], "comes for free: every system in both scopes that conforms to aa meets it"),
        (["--cell", "aa", "bb/both"], "A declaration that shows it: it conforms to aa and fails bb/both."),
        (["--cell", "aa/neutral", "bb/prescribed"], "duties: conflict. Both can apply to one system"),
        (["--cell", "aa/fast", "bb/other"], "duties: no relationship."),
        (["--cell", "cc/stop", "cc/run"], "preclusion: precludes. Both can apply to one system, but to one that meets cc/stop"),
        (["--cell", "bb/both", "aa/channel"], "What bb/both asks beyond aa/channel:\n  - a condition on /model/name"),
        (["--cell", "aa", "bb/both"], "What no clause of aa settles:\n  - a condition on /model/name"),
    ],
)
def test_the_command_tells_it(cached: Path, arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(cli, ["crosswalk", "--as-of", "2026-11-23", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    assert told in result.output


def valid_report(data: Any) -> bool:
    schemas = [json.loads(path.read_text("utf-8")) for path in data_path("schemas", "reports").glob("*.json")]
    registry = jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas])
    own = next(schema for schema in schemas if schema["$id"].endswith("/crosswalk.json"))
    return jsonschema_rs.Draft202012Validator(own, registry=registry).is_valid(data)


def test_witnesses_are_shown_with_every_cell_that_is_not_settled(cached: Path, catalogue: Catalogue) -> None:
    asked = ["crosswalk", "aa", "--of", "bb", "--witnesses", "--as-of", "2026-11-23", "--format"]
    data = json.loads(CliRunner().invoke(cli, [*asked, "json"], catch_exceptions=False).stdout)
    assert valid_report(data)
    assert data["why"] == "conformance crosswalk --cell A B --as-of 2026-11-23 --level may"
    cells = {each["requirement"]: each for each in data["coverage"]}
    assert {id: "witness" in each for id, each in cells.items()} == {
        "bb/slow": False,
        "bb/prescribed": False,
        "bb/both": True,
        "bb/ten": False,
        "bb/other": True,
    }
    document = cells["bb/other"]["witness"]["document"]
    assert not jsonschema.Draft202012Validator(catalogue.requirement("bb/other").duty).is_valid(document)
    for each in catalogue.regimes["aa"].requirements:
        assert jsonschema.Draft202012Validator({"if": each.trigger, "then": each.duty}).is_valid(document)
    page = CliRunner().invoke(cli, [*asked, "html", "--rows", "requirement"], catch_exceptions=False).stdout
    assert '<td class="new"><a href="#aa--bb--other">new</a></td>' in page
    assert '<h2 id="aa--bb--other">bb/other beside aa</h2>' in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--witnesses"], "--witnesses are looked for with --of REGIME"),
        (["--of", "aa", "--witnesses"], "shown with --format json or html"),
        (["aa", "--of", "aa"], "name a regime beside aa"),
        (["--cell", "aa", "bb", "--format", "json"], "there is no json of it"),
        (["cc", "--cell", "aa", "bb"], "leave out --of and further regimes"),
        (["--of", "zz"], "there is no regime 'zz'"),
    ],
)
def test_wrong_use_is_told(cached: Path, arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(cli, ["crosswalk", *arguments])
    assert result.exit_code != 0
    assert told in result.output + str(result.exception)


@pytest.mark.parametrize(
    "arguments", [["us-ca-sb53", "us-ny-raise"], ["--cell", "us-ca-sb53/framework", "us-ny-raise/framework"]]
)
def test_without_the_prover_it_is_told_what_to_install(tmp_path: Path, arguments: list[str]) -> None:
    """In a process of its own, so that nothing that was imported before hides a missing Z3."""
    program = "import sys; sys.modules['z3'] = None; from conformance.cli.main import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", program, "crosswalk", *arguments],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("error: relations are proved with Z3, which is not installed")
    assert "pip install 'ai-conformance[prove]'" in run.stderr


def test_what_was_computed_is_read_without_the_prover(cached: Path, catalogue: Catalogue) -> None:
    crosswalk(catalogue, catalogue.select(None))
    program = (
        "import sys; sys.modules['z3'] = None\n"
        "import pathlib\n"
        "from conformance.catalogue import load_catalogue\n"
        "from conformance.matrix.crosswalk.build import crosswalk\n"
        "catalogue = load_catalogue(pathlib.Path(sys.argv[1]))\n"
        "print(len(crosswalk(catalogue, catalogue.select(None)).pairs))"
    )
    folder = catalogue.documents["axes.json"]["folder"]
    run = subprocess.run([sys.executable, "-c", program, folder], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert int(run.stdout) > 0
