"""US federal inventories of AI use cases, in made-up copies of each layout."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.catalogue import load_catalogue
from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.omb_inventory.columns import is_consolidated, is_inventory, questions_of
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.adapters.state import State
from conformance.declarations.derive import derive
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path
from conformance.verdicts import Judge, Status

FOLDER = data_path("fixtures", "imports", "us-omb-inventory")
DAY = date(2026, 11, 23)
LAYOUTS = ["2023.csv", "2024-coded.csv", "2024-questions.csv", "2025.csv", "2025-commercial.csv", "agency-2025.csv"]


@pytest.fixture
def inventory(converted):
    return lambda name: converted(FOLDER / name, "us-omb-inventory")


def states(conversion, field):
    return [origin.state for origin in conversion.provenance.origins if origin.field == field]


def why(conversion):
    return [doubt.why for doubt in conversion.doubts]


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_is_told_by_its_questions(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["us-omb-inventory"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_row_becomes_a_valid_declaration_of_a_federal_agency(inventory, name):
    for conversion in inventory(name):
        assert not isinstance(conversion, Refusal)
        body = conversion.data["organisation"]
        assert (body["country"], body["type"], body["roles"][0]) == ("US", "national-government-body", "deployer")
        assert conversion.data["declaration"]["authority"] == "first-party"


@pytest.mark.parametrize(
    "heading",
    ["name,title,description,status", "Use Case Name,Agency,Vendor", "id,agency,benefits", "Agency,Use Case,Product"],
)
def test_other_tables_are_nobodys(original, heading):
    assert not adapter_named("us-omb-inventory").detects(original(f"{heading}\n1,2,3,4\n"))


def test_columns_of_the_same_name_belong_to_the_question_before_them():
    found = questions_of(("Which, if any, demographic variables does the AI use case use?", "If Other, please explain.",
                          "How is the agency providing reasonable and timely notice regarding the use of AI?",
                          "If Other, please explain.#2"))  # fmt: skip
    assert found["demographic other"] == ("If Other, please explain.",)
    assert found["notice other"] == ("If Other, please explain.#2",)


def test_headings_are_told_apart_by_what_they_ask():
    assert is_inventory(["Use Case Name", "Stage of Development", "Is the AI use case high-impact?"])
    assert not is_inventory(["AI Use Case", "Agency Use (Y/N)?"])
    assert is_consolidated(["Agency", "AI Use Case", "Agency Use (Y/N)?"])


def test_2023_tells_summary_stage_and_techniques(inventory):
    lamps, buoys, tides = inventory("2023.csv")
    assert lamps.data["organisation"]["name"] == "Department of Examples"
    assert lamps.data["declaration"]["author"] == "Bureau of Lighthouses, Office of Lamps"
    assert lamps.data["system"]["techniques"] == ["machine-learning", "deep-learning"]
    assert lamps.data["system"]["description"].startswith("The model looks at photos of lamps\nand tells")
    assert lamps.data["model"]["artefacts"] == [{"kind": "code"}]
    assert why(lamps) == ["characters were lost before this file was written"]
    assert buoys.data["system"]["lifecycle_stage"] == "inception"
    assert "lifecycle_stage" not in tides.data["system"]
    assert tides.unmapped == ("/Development_Stage",)
    assert why(tides) == ["is none of the stages of development that the instructions name"]
    # The first row has a line break in it.
    assert [each.record.positions.of("").line for each in (lamps, buoys, tides)] == [2, 4, 5]


def test_2024_answers_become_practices_under_the_memorandum_of_that_year(inventory):
    letters, _, _ = inventory("2024-coded.csv")
    assert letters.data["risk"]["classifications"] == [
        {"scheme": "us-omb-m-24-10", "tier": "high", "basis": "self-assessment", "rationale": "rights-impacting"}
    ]
    assert letters.data["use"]["output_weight"] == "heaviest"
    assert letters.data["use"]["intended_purpose"] == letters.data["use"]["benefits"]
    assert letters.data["incidents"] == {
        "monitoring": True,
        "monitoring_covers": ["performance", "fundamental-rights", "drift"],
    }
    assert letters.data["assurance"]["evaluations"] == [{"kind": "accuracy", "timing": "real-world-test", "subject": "system"}]
    assert letters.data["assurance"]["assessments"][0] == {
        "kind": "impact", "method": "M-24-10, section 5(c)(iv)(A)", "covers": ["independent-review"],
        "assessor": "oversight-board",
    }  # fmt: skip
    assert letters.data["transparency"]["notices"] == [{"kind": "ai-interaction", "channels": ["terms", "individual"]}]
    assert letters.data["governance"]["consultations"] == [{"group": "end-users"}, {"group": "public"}]
    assert letters.data["data"]["kinds"] == ["personal", "sensitive-personal"]
    assert letters.data["oversight"]["mode"] == "in-the-loop"
    assert letters.data["markets"] == [{"jurisdiction": "US", "basis": ["put-into-service"], "placed_on": "2024-03-04"}]


def test_2024_denials_are_none_and_reasons_are_kept(inventory):
    _, fog, _ = inventory("2024-coded.csv")
    omitted = {each["field"]: each["reason"] for each in fog.data["declaration"]["omissions"]}
    assert omitted == dict.fromkeys(
        ("/data/kinds", "/assurance/evaluations", "/assurance/assessments", "/governance/consultations", "/risk/risks"), "none"
    )
    assert fog.data["incidents"] == {"monitoring": False}
    assert fog.data["system"]["autonomy"] == "full"
    assert fog.data["declaration"]["exemptions"][0] == {
        "regime": "us-omb-m-24-10", "ground": "precluded-by-law", "requirement": "us-omb-m-24-10/appeal",
        "rationale": "A statute says so.",
    }  # fmt: skip
    assert states(fog, "/transparency/notices") == [State.NOT_APPLICABLE]
    assert "transparency" not in fog.data
    # A spreadsheet wrote 2024 as a day of 1905: the year is known, the day is not.
    assert states(fog, "/markets/0/placed_on") == [State.UNREADABLE]
    assert "placed_on" not in fog.data["markets"][0]


def test_2024_waivers_and_answers_of_another_question(inventory):
    *_, gate = inventory("2024-coded.csv")
    waiver, appeal = gate.data["declaration"]["exemptions"]
    assert (waiver["ground"], waiver["requirement"]) == ("waiver", "us-omb-m-24-10/impact-assessment")
    assert waiver["authority"] == "Chief AI Officer of the agency"
    assert (appeal["ground"], "rationale" in appeal) == ("not-practicable", False)
    assert states(gate, "/rights/controls") == [State.NOT_APPLICABLE]
    assert "markets" not in gate.data, "a retired use need not have been in use"


def test_2024_as_questions_is_read_in_its_code_page(inventory):
    (ferry,) = inventory("2024-questions.csv")
    assert ferry.data["use"]["intended_purpose"] == "Answers questions \u2013 day and night."
    assert ferry.data["system"]["capabilities"] == "Text"
    assert ferry.data["declaration"]["exemptions"][0]["rationale"] == "Ferries leave on time."
    assert ferry.data["use"]["sectors"] == ["other"]
    assert why(ferry) == ["cannot be read as /governance/consultations without guessing"]
    assert ferry.doubts[0].pointer == "/If Other, please explain.#3"


def test_2025_practices_come_from_the_questions(inventory):
    claims, _, _ = inventory("2025.csv")
    assert claims.data["risk"]["classifications"][0]["scheme"] == "us-omb-m-25-21"
    assert claims.data["incidents"]["monitoring_covers"] == ["performance", "security", "privacy", "fundamental-rights"]
    assert claims.data["assurance"]["assessments"] == [
        {"kind": "impact", "method": "M-25-21, appendix, section 4(b)(ii)", "covers": ["harms", "independent-review"],
         "assessor": "oversight-board"},
        {"kind": "data-protection", "url": "https://example.org/pia/claims.pdf", "public": True},
        {"kind": "security", "method": "authorization to operate", "outcome": "passed"},
    ]  # fmt: skip
    assert claims.data["assurance"]["evaluations"][0]["timing"] == "before-first-use"
    assert claims.data["governance"]["training"] == [{"audience": "operators"}]
    assert claims.data["governance"]["consultations"] == [{"group": "end-users"}, {"group": "public"}]
    assert claims.data["governance"]["suppliers"] == [{"name": "Acme Widgets, Inc."}, {"name": "Beta Works"}]
    assert claims.data["oversight"]["measures"] == ["fail-safe"]
    assert claims.data["rights"]["contest_channel"] == "Appeal Process Established"
    assert claims.data["records"]["filings"][0]["number"] == "DOX-7"
    assert claims.declaration.remark("/use/output_weight").endswith("defines it: a principal basis")


def test_contacts_of_persons_are_nowhere_in_the_output(inventory):
    claims, doors, _ = inventory("2025.csv")
    assert "pat.doe" not in str(claims.with_sources())
    assert claims.data["use"]["intended_purpose"] == "Claims pile up; ask [contact left out]."
    assert claims.ignored["/contact_email"] == "contacts of persons are dropped"
    assert doors.data["organisation"]["contact"] == "https://example.org/contact"


def test_2025_a_presumption_set_aside_and_a_withheld_use(inventory):
    _, doors, _ = inventory("2025.csv")
    assert doors.data["declaration"]["exemptions"] == [
        {"regime": "us-omb-m-25-21", "ground": "presumption-rebuttal", "rationale": "It only counts open doors."}
    ]
    assert doors.data["risk"]["classifications"][0]["tier"] == "low"
    assert {"field": "/records/filings/0/url", "reason": "legal", "rationale": "Yes - Prohibited by Law"} in (
        doors.data["declaration"]["omissions"]
    )
    assert states(doors, "/assurance/evaluations") == [State.IN_PROGRESS]
    assert states(doors, "/governance/consultations") == [State.ABSENT]
    assert "assurance" not in doors.data
    assert doors.ignored["/hi_failsafe_presence"].startswith("the use is not high-impact")
    assert why(doors) == [
        "cannot be read as /markets/0/placed_on without guessing",
        "identifies nothing outside this inventory",
    ]


def test_2025_waivers_name_their_practice(inventory):
    *_, drone = inventory("2025.csv")
    exemptions = [(each["ground"], each["requirement"].partition("/")[2]) for each in drone.data["declaration"]["exemptions"]]
    assert exemptions == [
        ("waiver", "pre-deployment-testing"), ("waiver", "ongoing-monitoring"), ("waiver", "human-training"),
        ("waiver", "feedback"), ("not-appropriate", "oversight-failsafe"), ("precluded-by-law", "appeal"),
    ]  # fmt: skip
    assert drone.data["assurance"]["assessments"] == [{"kind": "peer-review", "assessor": "internal-independent"}]
    assert drone.data["markets"][0]["placed_on"] == "2024-09-24"
    assert "intended_purpose" not in drone.data["use"]


def test_a_product_that_is_not_used_is_no_declaration(inventory):
    code, finder, words = inventory("2025-commercial.csv")
    assert [each.record.index for each in (code, finder, words)] == [0, 2, 4]
    assert code.data["system"] == {
        "name": "Example Pilot", "functions": ["content-generation"], "lifecycle_stage": "operation",
    }  # fmt: skip
    assert "the question is not answered" in finder.declaration.remark("/system/lifecycle_stage")
    assert words.data["system"]["name"] == "Using AI-assisted tools in word processors."
    assert code.unmapped == ("/Estimated # of Licenses~1Users",)


def test_one_agencys_inventory_has_a_title_line_breaks_and_letters(inventory):
    valves, pipes = inventory("agency-2025.csv")
    assert valves.data["organisation"]["name"] == "Department of Energy"
    assert valves.data["declaration"]["author"] == "NA-IM (Enterprise)"
    assert valves.data["system"]["lifecycle_stage"] == "operation"
    assert valves.data["system"]["functions"] == ["prediction"]
    assert states(valves, "/assurance/assessments") == [State.IN_PROGRESS]
    assert valves.data["oversight"]["measures"] == ["fail-safe"]
    assert pipes.data["system"]["functions"] == ["agentic-action"]
    assert "rationale" not in pipes.data["declaration"]["exemptions"][0]


def test_a_date_before_use_is_a_plan_and_an_abbreviation_names_the_agency(original):
    rows = (
        "agency,use_case_name,development_stage,is_high_impact,operational_date,has_pii\n"
        "NASA,Moon map,Pre-deployment,Not High-impact,10/1/2026,perhaps\n"
    )
    (moon,) = convert(original(rows), adapter_named("us-omb-inventory"), DAY)
    assert moon.data["organisation"]["name"] == "National Aeronautics and Space Administration"
    assert states(moon, "/markets/0/placed_on") == [State.IN_PROGRESS]
    assert "markets" not in moon.data
    assert why(moon) == ["is neither yes nor no"]


def test_verdicts_come_out(inventory):
    judge = Judge(load_catalogue(), ["us-omb-m-25-21"])
    for conversion in inventory("2025.csv"):
        verdicts = {each.id: each.status for each in judge(derive(conversion.data, DAY), as_of=DAY)}
        assert verdicts["us-omb-m-25-21/high-impact-determination"] is Status.PASS
        assert Status.FAIL not in verdicts.values()
    drone = {each.id: each.status for each in judge(derive(inventory("2025.csv")[2].data, DAY), as_of=DAY)}
    waived = ("pre-deployment-testing", "ongoing-monitoring", "human-training", "feedback")
    assert {drone[f"us-omb-m-25-21/{name}"] for name in waived} == {Status.PASS}


CELLS = st.text(st.sampled_from("aYNo)/-[]'\",;:\n\r \u00a0\u2013\ufffd01"), max_size=12) | st.sampled_from(
    ["Yes", "No", "N/A", "['a) Race/Ethnicity'", "CAIO Waived", "High-impact", "Both", "7/16/1905", "a) ", "Other", "TRUE"]
)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(LAYOUTS), rows=st.lists(st.lists(CELLS, max_size=40), min_size=1, max_size=3), cut=st.integers(0, 40))
def test_cells_of_any_kind_are_converted_or_refused(name, rows, cut):
    adapter = adapter_named("us-omb-inventory")
    path = FOLDER / name
    source = Original(name, path, None, DEFAULT_LIMITS)
    with source.open_text() as text:
        heading = next(cells for cells in csv.reader(text) if is_inventory(cells) or is_consolidated(cells))
    written = io.StringIO()
    csv.writer(written).writerows([heading, *rows])
    content = written.getvalue()
    content = content[: len(content) - cut] if cut > 30 else content
    for found in convert(Original("x.csv", None, content.encode(), DEFAULT_LIMITS), adapter, date(2026, 1, 1)):
        assert not isinstance(found, Refusal) or found.problems
