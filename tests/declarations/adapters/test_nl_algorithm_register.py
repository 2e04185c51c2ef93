"""Entries of the Dutch algorithm register, in made-up copies of each version of its standard."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "nl-algorithm-register")
VERSIONS = ["short.json", "v0_2.json", "v0_3.json", "v0_4.json", "v1_0.csv", "v1_0_0.json"]


@pytest.fixture
def entries(converted):
    return lambda name: converted(FOLDER / name, "nl-algorithm-register")


def whys(found):
    return [doubt.why for doubt in found.doubts]


@pytest.mark.parametrize("name", VERSIONS)
def test_each_version_is_told_by_its_fields_and_by_this_adapter_alone(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["nl-algorithm-register"]


@pytest.mark.parametrize(
    "text",
    [
        '{"description": "x", "properties": {"name": {"help_text": "x"}, "organization": {}, "human_intervention": {}}}',
        '{"$schema": "x", "properties": {"name": {}, "organization": {}, "description_short": {}}}',
        '{"name": "x", "organization": "y", "ai_act_profile": {"role": "aanbieder"}, "human_intervention": "z"}',
        '{"name": "x", "organization": "y"}',
    ],
)
def test_a_definition_of_the_standard_or_a_system_card_is_no_entry(original, text):
    assert not adapter_named("nl-algorithm-register").detects(original(text, "x.json"))


def test_the_short_list_is_taken_out_of_its_document(entries):
    sure, left, unclear = entries("short.json")
    assert sure.data["declaration"]["id"] == "https://ai-conformance.example/imports/nl-algorithm-register/90000001"
    assert sure.data["declaration"]["language"] == "nl"
    assert sure.data["declaration"]["issued_on"] == "2025-11-03"
    assert sure.data["organisation"] == {
        "name": "Gemeente Reigerdam", "country": "NL", "type": "subnational-government-body", "roles": ["deployer"],
    }  # fmt: skip
    assert sure.data["markets"] == [{"jurisdiction": "NL", "home": True, "basis": ["put-into-service"]}]
    assert sure.data["records"]["filings"][0]["number"] == "90000001"
    assert sure.declaration.positions.of("/use/intended_purpose").line == 7
    assert sure.unmapped == left.unmapped == ()
    assert whys(unclear) == ["is no status of the register", "cannot be read as /declaration/issued_on without guessing"]


def test_invisible_characters_and_odd_hyphens_are_gone(entries):
    first, second, _ = entries("short.json")
    assert first.data["system"]["name"] == "Strooiroutes Reigerdam"
    assert second.data["system"]["name"] == "Brieven-sorteerder"


def test_a_word_about_all_assessments_names_none(entries):
    yes, no, unknown = entries("short.json")
    assert all("assurance" not in each.data for each in (yes, no, unknown))
    states = [each.provenance.of("/assurance/assessments")[0].state for each in (yes, no, unknown)]
    assert states == ["unreadable", "none", "absent"]
    assert "omissions" not in no.data["declaration"]


def test_contacts_of_persons_appear_nowhere(entries):
    for name in VERSIONS:
        for found in entries(name):
            text = json.dumps(found.with_sources())
            assert "@" not in text
            assert "5550123" not in text


def test_the_sections_of_version_0_2_are_one_entry(entries):
    quay, _ = entries("v0_2.json")
    assert quay.data["use"]["intended_purpose"] == "Drukte op de kade meten.\nSchippers krijgen een ligplaats toegewezen."
    assert quay.data["system"]["techniques"] == ["machine-learning"]
    assert quay.data["governance"]["officers"] == [{"role": "accountable-executive", "contact": "Havenbeheer, Team Haven"}]
    assert quay.data["rights"]["contest_channel"] == "Bezwaar bij de havenmeester."
    assert quay.data["oversight"] == {"final_decision": "human"}
    assert quay.data["incidents"] == {"monitoring": True}
    assert quay.ignored["/metadata/revision_date"] == "when the entry is due to be looked at again, not when it was"
    assert quay.unmapped == ()


def test_the_yes_that_the_store_of_version_0_2_filled_in_is_no_assessment(entries):
    assert all("assurance" not in found.data for found in entries("v0_2.json"))


def test_denials_are_denials(entries):
    _, birds = entries("v0_2.json")
    assert birds.data["oversight"] == {"mode": "out-of-the-loop"}
    assert birds.data["declaration"]["omissions"] == [
        {"field": "/rights/contest_channel", "reason": "none", "rationale": "Nee, alleen intern gebruik."}
    ]
    assert "data" not in birds.data
    assert "says that no law founds the use, at least in part" in whys(birds)


def test_yes_and_no_to_assessments_in_version_0_3(entries):
    (check,) = entries("v0_3.json")
    assert check.data["assurance"]["assessments"] == [{"kind": "fundamental-rights", "url": "https://lepelland.example/iama.pdf"}]
    assert check.data["declaration"]["language"] == "fy"
    assert check.data["organisation"]["roles"] == ["deployer", "developer"]
    assert check.data["data"]["kinds"] == ["personal"]
    assert check.data["declaration"]["omissions"] == [{"field": "/rights/contest_channel", "reason": "not-applicable"}]


def test_a_yes_that_its_explanation_denies_is_doubtful(original):
    text = json.dumps(
        {"name": "x", "organization": "Gemeente Y", "dpia": "Ja", "dpia_description": "Er is geen DPIA gedaan.", "goal": "z"}
    )
    (found,) = convert(original(text, "x.json"), adapter_named("nl-algorithm-register"), date(2026, 1, 1))
    assert whys(found) == ["says that there is no DPIA, while 'dpia' says that there is one"]


def test_names_of_assessments_in_version_0_4(entries):
    (desk,) = entries("v0_4.json")
    assert desk.data["assurance"]["assessments"] == [
        {
            "kind": "data-protection",
            "method": "Data Protection Impact Assessment (DPIA)",
            "url": "https://roerdomp.example/dpia",
        }
    ]
    assert [origin.state for origin in desk.provenance.of("/assurance/assessments")] == ["in-progress", "none"]
    assert [doubt.pointer for doubt in desk.doubts] == ["/impacttoetsen/1", "/impacttoetsen/4"]
    assert desk.data["system"]["techniques"] == ["machine-learning"]
    assert desk.ignored["/begin_date"] == "tells the month alone, the declaration format takes days"
    assert desk.data["organisation"]["contact"] == "https://roerdomp.example/contact"
    assert desk.data["governance"]["suppliers"] == [{"name": "Sneeuwgors B.V."}]


def test_groupings_in_the_cells_of_version_1_0(entries):
    meter, _ = entries("v1_0.csv")
    assert meter.data["assurance"]["assessments"] == [
        {
            "kind": "data-protection",
            "method": "Data Protection Impact Assessment (DPIA)",
            "url": "https://grutto.example/dpia",
        },
        {"kind": "impact", "method": "AI Impact Assessment (AIIA)"},
    ]
    assert meter.data["data"]["datasets"][1] == {"name": "Dijkenkaart", "datasheet": "https://grutto.example/kaart"}
    assert meter.data["markets"][0]["placed_on"] == "2024-05-17"
    assert meter.data["use"]["sectors"] == ["environment", "transport"]
    assert [(each["scheme"], each["tier"]) for each in meter.data["risk"]["classifications"]] == [
        ("nl-algorithm-register", "high"),
        ("eu-ai-act", "high"),
    ]
    assert meter.declaration.positions.of("/use/intended_purpose").line == 2


def test_a_template_without_organisation_is_its_vendors(entries):
    _, template = entries("v1_0.csv")
    assert template.data["organisation"] == {
        "name": "Stuwsoft", "website": "https://stuwsoft.example", "roles": ["provider"],
    }  # fmt: skip
    assert template.data["markets"] == [{"jurisdiction": "NL", "basis": ["placed"]}]
    assert "records" not in template.data
    assert template.data["data"]["datasets"] == [{"name": "Peilen van de KNMI data\nregen"}]


def test_what_a_template_leaves_to_come_or_to_others_is_no_statement(original):
    entry = {
        "name": "x", "organization": None, "description_short": "Dit sjabloon is binnenkort beschikbaar",
        "provider": "Stuwsoft", "impacttoetsen": ["DPIA, via gemeenten"], "website": "https://stuwen.example",
        "begin_date": "2023-01", "standard_version": "0.4",
    }  # fmt: skip
    (found,) = convert(original(json.dumps([entry]), "x.json"), adapter_named("nl-algorithm-register"), date(2026, 1, 1))
    assert "description" not in found.data["system"]
    assert "assurance" not in found.data
    assert "website" not in found.data["organisation"]
    assert found.unmapped == ()


def test_the_names_of_the_schema_of_1_0_0_are_known(entries):
    (guide,) = entries("v1_0_0.json")
    assert guide.unmapped == ()
    assert guide.data["use"]["alternatives"] == "Een folder bleek te grof."
    assert guide.data["risk"]["classifications"][0]["tier"] == "medium"
    assert guide.data["data"]["legal_basis"] == "Omgevingswet\nhttps://wetten.example/ow"
    assert guide.ignored["/contact"] == "contacts of persons are dropped; this one is no web page"


def test_prose_that_says_nothing_outright_is_kept_for_a_person_to_read(entries):
    (guide,) = entries("v1_0_0.json")
    assert "oversight" not in guide.data
    assert "cannot be read as /oversight/final_decision without guessing" in whys(guide)
    kept = [each for each in guide.with_sources()["declaration"]["sources"] if each["field"] == "/oversight/final_decision"]
    assert [(each["state"], each["quote"]) for each in kept] == [("unreadable", "Inwoners kunnen altijd bellen.")]


def test_why_an_assessment_was_not_made_is_told_as_none(entries):
    (guide,) = entries("v1_0_0.json")
    assert guide.data["assurance"]["assessments"] == [{"kind": "data-protection", "method": "DPIA"}]
    assert [origin.state for origin in guide.provenance.of("/assurance/assessments")] == ["none"]


@pytest.mark.parametrize(
    ("provider", "roles", "suppliers"),
    [
        ("Intern ontwikkeld", ["deployer", "developer"], 0),
        ("Gemeente Y", ["deployer", "developer"], 0),
        ("Zelf ontwikkeld in samenwerking met Sneeuwgors", ["deployer", "developer"], 1),
        ("Niet intern ontwikkeld, maar door Sneeuwgors", ["deployer"], 1),
        ("n.v.t.", ["deployer"], 0),
        ("Sneeuwgors", ["deployer"], 1),
    ],
)
def test_who_developed_it(original, provider, roles, suppliers):
    text = json.dumps({"name": "x", "organization": "Gemeente Y", "provider": provider, "goal": "z", "lawful_basis": "Waterwet"})
    (found,) = convert(original(text, "x.json"), adapter_named("nl-algorithm-register"), date(2026, 1, 1))
    assert found.data["organisation"]["roles"] == roles
    assert len(found.data.get("governance", {}).get("suppliers", [])) == suppliers


@pytest.mark.parametrize(
    ("written", "day"),
    [("44484", "2021-10-15"), ("3 maart 2024", "2024-03-03"), ("05-11-2022", "2022-11-05"), ("mei 2020", None), ("n.v.t.", None)],
)
def test_days_as_spreadsheets_and_people_write_them(original, written, day):
    entry = {"name": "x", "organization": "Gemeente Y", "status": "In gebruik", "begin_date": written, "goal": "z", "risks": "-"}
    (found,) = convert(original(json.dumps(entry), "x.json"), adapter_named("nl-algorithm-register"), date(2026, 1, 1))
    assert found.data["markets"][0].get("placed_on") == day
    assert found.doubts == ()


def test_a_table_saved_by_a_spreadsheet_is_read(original):
    head = '\ufeff"name";"organization";"description_short";"human_intervention";"lang"\r\n'
    source = original(head + '"Meter";"Provincie Z";"Meet\u2011water";"";"nl-NL"\r\n', "x.csv")
    assert adapter_named("nl-algorithm-register").detects(source)
    (found,) = convert(source, adapter_named("nl-algorithm-register"), date(2026, 1, 1))
    assert found.data["system"] == {
        "name": "Meter", "traits": ["intended-for-public-authorities"], "description": "Meet-water",
    }  # fmt: skip
    assert found.data["declaration"]["language"] == "nl"


def test_the_entry_of_a_detail_page_is_taken_out_of_its_wrapper(original):
    entry = {"name": "x", "organization": "Gemeente Y", "goal": "z", "lars": "12345678", "create_dt": "2025-05-06T07:08:09"}
    source = original(json.dumps({"id": "12345678", "fetched_at": "x", "detail": entry}), "x.json")
    (found,) = convert(source, adapter_named("nl-algorithm-register"), date(2026, 1, 1))
    assert found.data["declaration"]["issued_on"] == "2025-05-06"
    assert found.data["system"]["id"] == "https://algoritmes.overheid.nl/nl/algoritme/12345678"


@pytest.mark.parametrize("record", [7, None, [], {}, {"organization": "y"}, {"name": "  "}])
def test_what_has_no_name_is_refused(original, record):
    (found,) = convert(original(json.dumps([record]), "x.json"), adapter_named("nl-algorithm-register"), date(2026, 1, 1))
    assert isinstance(found, Refusal)
    assert (found.problems[0].code, found.problems[0].line) == ("no-entry", 1)


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["Ja", "1", "n.v.t.", "<p>x", "https://a.b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "link", "x"]), inner, max_size=3),
    max_leaves=5,
)
FIELDS = sorted(
    {
        name
        for version in ("v0_2.json", "v0_3.json", "v0_4.json", "v1_0_0.json", "short.json")
        for each in [json.loads((FOLDER / version).read_text(encoding="utf-8"))]
        for entry in (each if isinstance(each, list) else each.get("algoritmes", [each]))
        for name in entry
    }
    | {"impacttoetsen_grouping", "lawful_basis_grouping", "source_data_grouping", "personal_data", "mprd", "detail", "results"}
)


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=12) | ODD, max_size=3), st.integers(0, 40))
def test_no_shape_breaks_it(tmp_path_factory, records, cut):
    path = tmp_path_factory.mktemp("register") / "x.json"
    text = json.dumps(records)
    path.write_text(text[: len(text) - cut] if cut < 5 else text, encoding="utf-8")
    for found in convert(
        Original("x.json", path, None, DEFAULT_LIMITS), adapter_named("nl-algorithm-register"), date(2026, 1, 1)
    ):
        assert not isinstance(found, InvalidDeclaration), found
