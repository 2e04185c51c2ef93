"""The transparency index: three editions, disclosures that deny, and scores as the judgement of somebody else."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.fmti import ADAPTER
from conformance.declarations.adapters.fmti_indicators import MAPPINGS
from conformance.declarations.adapters.original import Original
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration, Refusal
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "fmti")
DEC = "Kelp_Works_fmtransparencyreport_Dec2025.csv"
MAY = "Moss_Lab_fmtransparencyreport-May2024.csv"
DAY = date(2026, 1, 1)


def original(name):
    return Original(name, FOLDER / name, None, DEFAULT_LIMITS)


def conversions(name):
    found = list(convert(original(name), ADAPTER, DAY))
    for each in found:
        if isinstance(each, Refusal):
            raise each
    return found


def entries(conversion, field):
    return [entry for entry in conversion.with_sources()["declaration"]["sources"] if entry["field"] == field]


@pytest.mark.parametrize("name", [DEC, MAY, "October2023_scores.csv", "May2024_disclosures.csv"])
def test_each_layout_is_told_by_its_columns(name):
    assert ADAPTER.detects(original(name))


def test_definitions_of_indicators_are_nobodys():
    assert not ADAPTER.detects(original("fmti-indicators.csv"))


def test_a_report_is_one_record_of_the_developer_in_its_name():
    (conversion,) = conversions(DEC)
    data = conversion.data
    assert data["organisation"] == {"name": "Kelp Works", "roles": ["developer", "provider"]}
    assert data["declaration"]["version"] == "December 2025"
    assert data["model"]["kinds"] == ["general-purpose"]
    assert data["data"]["crawlers"] == ["KelpBot"]
    assert data["data"]["crawl_protocols"] == ["robots-txt"]
    assert data["model"]["compute"] == {"training_flop": 3.2e24, "method": "estimated"}
    assert data["model"]["weights_access"] == "public"
    assert data["governance"]["whistleblowing"] == {"channel": "anonymous"}
    assert {risk["category"] for risk in data["risk"]["risks"]} == {"cbrn", "cyber-offence", "loss-of-control"}
    assert data["records"]["documents"] == [{"kind": "release-notes", "url": "https://kelp.example/log", "public": True}]


def test_a_stated_absence_closes_the_list_and_a_denial_states_no_practice():
    (conversion,) = conversions(DEC)
    assert conversion.data["model"]["base_models"] == []
    assert "/model/base_models" not in conversion.data["declaration"]["incomplete_lists"]
    assert "vulnerability" not in conversion.data.get("security", {}), "a point for 'we run none' is no programme"


def test_what_is_not_told_is_withheld_or_absent():
    (conversion,) = conversions(DEC)
    (omission,) = conversion.data["declaration"]["omissions"]
    assert (omission["field"], omission["reason"]) == ("/model/footprint/training_energy_kwh", "trade-secret")
    assert {entry["state"] for entry in entries(conversion, "/model/footprint/ghg_kgco2e")} == {"absent"}
    assert "ghg_kgco2e" not in conversion.data["model"].get("footprint", {})


def test_the_score_is_the_judgement_of_a_third_party():
    (conversion,) = conversions(MAY)
    assert conversion.data["declaration"]["authority"] == "first-party"
    found = entries(conversion, "/data/training/size")
    assert [(entry["quote"], entry.get("authority")) for entry in found] == [
        ("A corpus of 1.5 trillion tokens.", None),
        ("1", "third-party"),
    ]
    assert found[1]["rule"] == "the index judges that this is disclosed"


def test_a_disclosure_without_the_point_is_kept_and_doubted():
    (conversion,) = conversions(DEC)
    assert conversion.data["system"]["capabilities"] == "Tides, charts and pilotage."
    assert any(
        doubt.pointer == "/indicators/Capabilities taxonomy/Score" and "does not answer" in doubt.why
        for doubt in conversion.doubts
    )


def test_a_refusal_in_other_words_lists_no_data_set():
    text = "Indicator,Definition,Disclosure,Score,Justification\nPublic datasets,,Details would bring risks.,0,Nothing.\n"
    source = Original("X_fmtransparencyreport_Dec2025.csv", None, text.encode(), DEFAULT_LIMITS)
    (conversion,) = convert(source, ADAPTER, DAY)
    assert "data" not in conversion.data


def of_rows(*rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Indicator", "Definition", "Disclosure", "Score", "Justification"])
    writer.writerows([indicator, "", said, "1", "Yes."] for indicator, said in rows)
    source = Original("X_fmtransparencyreport_Dec2025.csv", None, text.getvalue().encode(), DEFAULT_LIMITS)
    (conversion,) = convert(source, ADAPTER, DAY)
    return conversion.data


@pytest.mark.parametrize(
    ("indicator", "said", "section"),
    [
        ("Model theft prevention measures", "It is open and can be downloaded by anyone.", "security"),
        ("Compute provider", '"Our models are a series of models developed by ourselves."', "governance"),
        ("Permitted, restricted, and prohibited uses", "No restrictions beyond the licence.", "governance"),
    ],
)
def test_a_point_for_something_else_states_no_practice(indicator, said, section):
    assert section not in of_rows((indicator, said))


def test_ranges_and_sentences_are_no_values():
    data = of_rows(
        ("Carbon emissions for final training run", "200-300 tCO2eq"),
        ("Model dependencies", "We take the base model of last year and employ reinforcement learning for it."),
    )
    assert "ghg_kgco2e" not in data["model"]["footprint"]
    assert "base_models" not in data["model"]


def test_crawlers_are_named_once_and_addresses_name_none():
    said = (
        "The Kelp-Agent crawls; name the user-agent kelp-agent in robots.txt, see https://kelp.example/how-to-block-the-crawler"
    )
    assert of_rows(("Crawling", said))["data"]["crawlers"] == ["Kelp-Agent"]


def test_marks_need_a_scheme_and_one_kind_of_content():
    data = of_rows(("Detection of machine-generated content", "Images carry C2PA data."))
    assert data["content_marking"]["markings"] == [{"modality": "image", "layer": "metadata", "scheme": "c2pa"}]
    assert "content_marking" not in of_rows(("Detection of machine-generated content", "Images and text carry C2PA data."))


def test_who_wrote_the_report_of_2025_is_a_doubt():
    (conversion,) = conversions(DEC)
    assert conversion.data["declaration"]["authority"] == "third-party"
    assert any("developer or the team of the index" in doubt.why for doubt in conversion.doubts)


def test_a_drifted_first_column_a_byte_order_mark_and_crlf():
    (conversion,) = conversions(MAY)
    data = conversion.data
    assert data["system"]["input_modalities"] == ["text", "image"]
    assert data["model"]["parameters"] == 8_000_000_000
    assert data["model"]["compute"]["training_days"] == 84
    assert data["model"]["artefacts"] == [{"kind": "weights", "licence": "Moss Community Licence"}]
    assert data["transparency"]["notices"] == [{"kind": "ai-interaction"}]
    assert any("'Downstream applications'" in doubt.why for doubt in conversion.doubts)
    assert conversion.declaration.positions.of("/model/parameters").line == 4


def test_a_range_is_no_number():
    (conversion,) = conversions(MAY)
    assert "training_energy_kwh" not in conversion.data["model"]["footprint"]


def test_addresses_of_persons_are_cut_out():
    (conversion,) = conversions(DEC)
    assert conversion.data["rights"]["feedback_channel"] == "Write to [contact left out] or press the thumb."
    assert "desk@" not in str(conversion.with_sources())


def test_what_has_no_field_stays_unmapped():
    (conversion,) = conversions(DEC)
    assert conversion.unmapped == ("/indicators/AI bug bounty/Disclosure", "/indicators/Organization chart/Disclosure")
    (conversion,) = conversions(MAY)
    assert conversion.unmapped == ("/indicators/Data creators/Disclosure",)


def test_a_matrix_of_scores_has_a_record_a_developer():
    found = conversions("October2023_scores.csv")
    assert [each.data["organisation"]["name"] for each in found] == ["Meta", "OpenAI", "Google"]
    assert len({each.data["declaration"]["id"] for each in found}) == 3
    assert found[0].data["model"]["public_information"] == ["architecture"]
    assert found[1].data["records"]["documents"] == [{"kind": "release-notes", "public": True}]
    assert {entry["state"] for entry in entries(found[0], "/model/footprint/training_energy_kwh")} == {"absent"}
    assert all(each.data["declaration"]["authority"] == "third-party" for each in found)


def test_a_matrix_of_disclosures_has_a_record_a_developer():
    amazon, ibm, _ = conversions("May2024_disclosures.csv")
    assert amazon.data["system"]["output_modalities"] == ["text"]
    assert ibm.data["data"]["training"] == {"size": 2_000_000_000_000, "size_unit": "tokens"}
    assert "distribution" not in ibm.data["system"], "without a score nothing is affirmed"


def test_an_empty_report_is_refused():
    source = Original("a.csv", None, b"Indicator,Definition,Disclosure,Score,Justification\n", DEFAULT_LIMITS)
    with pytest.raises(Refusal, match="no row with an indicator"):
        raise next(convert(source, ADAPTER, DAY))


_CELLS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            "N/A",
            "No.",
            "not disclosed",
            "5 MWh",
            "1e25 FLOP",
            "8 billion parameters",
            "https://x",
            "3 weeks",
            "at least 18 years",
        ]
    ),
)


@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(sorted(MAPPINGS)), _CELLS, _CELLS, st.sampled_from(["0", "1", "", "x"])), max_size=8))
def test_no_cell_escapes(rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Indicator", "Definition", "Notes", "Disclosure", "References", "Score", "Justification"])
    writer.writerows([name, "", "", said, where, score, said] for name, said, where, score in rows)
    source = Original("x_fmtransparencyreport_Dec2025.csv", None, text.getvalue().encode("utf-8", "replace"), DEFAULT_LIMITS)
    for found in convert(source, ADAPTER, DAY):
        assert not isinstance(found, InvalidDeclaration), str(found)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([DEC, MAY, "October2023_scores.csv"]), st.integers(0, 3_000))
def test_no_truncated_file_escapes(name, cut):
    source = Original(name, None, (FOLDER / name).read_bytes()[:cut], DEFAULT_LIMITS)
    for found in convert(source, ADAPTER, DAY):
        assert not isinstance(found, InvalidDeclaration), str(found)
