"""Model cards: front matter wherever it stands, sections, tables, and what is refused."""

from datetime import date

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.declarations.adapters.card_topics import Topic, topic_of
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.hugging_face import ADAPTER
from conformance.declarations.adapters.languages import language_code, listed_languages
from conformance.declarations.adapters.markdown_sections import read_sections
from conformance.declarations.adapters.original import Original
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration, Refusal
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "hugging-face")
CARDS = sorted(path.name for path in FOLDER.glob("*.md"))
DAY = date(2026, 1, 1)


def original(name):
    return Original(name, FOLDER / name, None, DEFAULT_LIMITS)


def of_text(text, name="card.md"):
    return Original(name, None, text.encode(), DEFAULT_LIMITS)


def converted(source):
    (found,) = convert(source, ADAPTER, DAY)
    if isinstance(found, Refusal):
        raise found
    return found


def entries(conversion, field):
    return [entry for entry in conversion.with_sources()["declaration"]["sources"] if entry["field"] == field]


@pytest.mark.parametrize("name", CARDS)
def test_every_card_is_told_by_its_content(name):
    assert ADAPTER.detects(original(name))


@pytest.mark.parametrize(
    "text",
    [
        "# A library\n\nInstall it with pip.\n\n## Usage\n\n```\nrun\n```\n\n## License\n\nMIT\n",
        "---\nlayout: post\ntitle: News\n---\n# News\n\nNothing of interest.\n",
        "",
        "declaration:\n  id: urn:example:1\n",
    ],
)
def test_other_texts_are_not_claimed(text):
    assert not ADAPTER.detects(of_text(text))


def test_a_catalogue_card_without_known_headings_is_told_by_how_it_is_run():
    assert ADAPTER.detects(of_text("# Brine\n\n```bash\ndocker model run ai/brine\n```\n"))


def test_other_suffixes_are_not_claimed():
    assert not ADAPTER.detects(of_text("---\nlicense: mit\n---\n", "card.yaml"))


def test_norwegian_is_a_language_and_crlf_ends_lines():
    conversion = converted(original("crlf.md"))
    assert conversion.data["system"]["languages"] == ["no"]
    assert conversion.data["system"]["limitations"] == [
        "Dialects of the far north are shortened badly.",
        "Names of drugs may be lost.",
    ]
    assert conversion.data["use"] == {
        "sectors": ["health"],
        "intended_purpose": "Nurses use it to shorten their own notes.",
    }
    assert conversion.unmapped == ()


def test_values_point_at_their_line_and_quote_it():
    conversion = converted(original("crlf.md"))
    assert conversion.declaration.positions.of("/system/languages/0") == (2, 11)
    assert conversion.declaration.positions.of("/use/intended_purpose") == (18, 1)
    assert conversion.declaration.positions.of("/assurance/evaluations/1/value") == (30, 15)
    assert entries(conversion, "/system/languages/0")[0]["quote"] == "no"
    assert entries(conversion, "/system/languages/0")[0]["locator"] == "/front_matter/language"


def test_contacts_never_come_out():
    conversion = converted(original("crlf.md"))
    assert conversion.ignored["/sections/Fjord Summariser/sections/Contact/text"] == "contacts of persons are dropped"
    assert "kari" not in str(conversion.with_sources()).casefold()
    conversion = converted(of_text("---\nlicense: mit\n---\n# M\n\nAsk ann.lee+x@mail.example.org about it.\n"))
    assert conversion.data["system"]["description"] == "Ask [contact left out] about it."
    assert "ann.lee" not in str(conversion.with_sources())


def test_front_matter_of_today_is_mapped():
    conversion = converted(original("modern.md"))
    data = conversion.data
    assert data["system"]["languages"] == ["en", "pt-BR"]
    assert data["system"]["functions"] == ["content-generation"]
    assert data["system"]["input_modalities"] == ["image", "text"]
    assert data["model"]["artefacts"] == [
        {
            "kind": "weights",
            "licence": "harbour-non-commercial",
            "open": False,
            "restrictions": ["non-commercial use only"],
        }
    ]
    assert data["model"]["base_models"] == [{"name": "breakwater/Tide-7B", "developer": "breakwater", "relation": "fine-tuned"}]
    assert data["model"]["weights_access"] == "gated"
    assert data["model"]["footprint"] == {"ghg_kgco2e": 1.25, "method": "a power meter; fine-tuning; Lisbon"}
    assert data["organisation"] == {"name": "Coast Research Cooperative", "roles": ["developer"]}
    assert data["declaration"]["id"] == "https://huggingface.co/coast/Harbour-7B"


def test_a_pair_and_many_languages_are_no_language():
    doubts = {doubt.pointer for doubt in converted(original("modern.md")).doubts}
    assert {"/front_matter/language/2", "/front_matter/language/3"} <= doubts


def test_results_name_benchmark_metric_and_who_verified():
    conversion = converted(original("modern.md"))
    results = conversion.data["assurance"]["evaluations"]
    assert {
        "kind": "accuracy",
        "subject": "model",
        "benchmark": "Quays (small, test, 5f3c)",
        "metric": "Accuracy",
        "value": 87.5,
        "url": "https://boards.example/quays",
        "evaluator": "third-party",
    } in results
    verified = next(entry for entry in entries(conversion, "/assurance/evaluations/1") if entry.get("quote") == "87.5")
    assert verified["authority"] == "third-party"


def test_only_the_own_column_of_a_comparison_is_taken():
    results = converted(original("modern.md")).data["assurance"]["evaluations"]
    assert {"kind": "accuracy", "subject": "model", "benchmark": "Quay|QA", "value": 87.5} in results
    assert {"kind": "content-safety", "subject": "model", "benchmark": "Night Safety", "value": 41.0} in results
    assert not any(result.get("value") in (61.0, 33.0) or result.get("benchmark") == "Range" for result in results)


def test_lists_become_items_and_the_compute_of_a_tuned_model_is_not_made_up():
    data = converted(original("modern.md")).data
    assert data["use"]["out_of_scope_uses"] == ["Deciding whether a ship may enter.", "Finding persons."]
    assert data["data"]["training"]["processing"] == ["Faces were blurred.", "Duplicates were dropped."]
    assert data["data"]["training"]["size"] == 2_500_000_000
    assert "training_flop" not in data["model"]["compute"]


def test_a_catalogue_of_a_distributor_says_so():
    conversion = converted(original("catalogue.md"))
    data = conversion.data
    assert data["declaration"]["authority"] == "distributor"
    assert data["organisation"] == {"name": "Saltworks Ltd", "roles": ["provider"]}
    assert data["system"]["languages"] == ["en", "no", "ja"]
    assert data["system"]["input_modalities"] == ["text", "image"]
    assert data["model"]["parameters"] == 1_240_000_000
    assert data["model"]["artefacts"] == [{"kind": "weights", "licence": "Apache 2.0", "open": True}]
    states = {entry.get("state") for entry in entries(conversion, "/data/training/collected_to")}
    assert states == {"withheld"}
    assert "collected_to" not in data.get("data", {}).get("training", {})


def test_compute_follows_from_size_and_tokens_and_says_so():
    conversion = converted(original("specs.md"))
    compute = conversion.data["model"]["compute"]
    assert compute["training_flop"] == 6 * 13 * 10**9 * 2 * 10**12
    assert compute["method"] == "estimated"
    assert "6 * parameters * training tokens" in entries(conversion, "/model/compute/training_flop")[0]["rule"]
    assert conversion.data["model"]["architecture"] == "Base model structure: Cedar\nNumber of layers: 40"
    assert conversion.data["data"]["datasets"] == [{"name": "Cedar corpus", "role": "training"}]
    assert conversion.unmapped == ()


def test_labelled_lines_and_html_tables():
    conversion = converted(original("labels.md"))
    data = conversion.data
    assert data["organisation"] == {"name": "Lantern Labs", "roles": ["developer"]}
    assert data["model"]["released_on"] == "2025-04-05"
    assert data["model"]["footprint"]["ghg_kgco2e"] == 1_999_000
    assert data["system"]["languages"] == ["ar", "en", "th"]
    assert data["use"]["out_of_scope_uses"] == ["Whatever the law forbids."]
    rows = conversion.record.get("sections", "Model Information", "tables", 0)
    assert [row["Model"] for row in rows.data] == ["Lantern", "Lantern"]
    assert conversion.record.positions.of(rows.get(1, "Params").pointer) == (11, 7)
    assert any("collected_to" in doubt.why for doubt in conversion.doubts), "a month is no day"
    assert "training_flop" not in data["model"].get("compute", {}), "a mixture of experts has no 6ND of all its parameters"


@pytest.mark.parametrize(
    ("name", "oddity"),
    [
        ("blank-lines-first.md", "blank lines stand before the front matter"),
        ("without-opening.md", "the front matter has no opening '---'"),
        ("text-first.md", "text stands before the front matter"),
    ],
)
def test_displaced_front_matter_is_read_and_doubted(name, oddity):
    conversion = converted(original(name))
    assert [doubt.why for doubt in conversion.doubts] == [oddity]
    assert conversion.record.get("front_matter").data
    assert "front_matter" not in str(conversion.unmapped)


def test_a_card_without_front_matter():
    conversion = converted(original("without-front-matter.md"))
    assert conversion.data["system"]["description"] == "This model was fine-tuned on Quays."
    assert [entry["state"] for entry in entries(conversion, "/data/datasets")] == ["absent"]
    assert {"field": "/system/limitations", "reason": "not-applicable"} in conversion.data["declaration"]["omissions"]


@pytest.mark.parametrize(
    ("name", "place", "what"),
    [
        ("dataset-card.md", "dataset-card.md:3:1", "the card of a data set, as 'size_categories' shows"),
        ("space-card.md", "space-card.md:3:1", "the card of a Space, as 'sdk' shows"),
        ("broken-yaml.md", "broken-yaml.md:3:5", "did not find expected ',' or ']'"),
    ],
)
def test_what_is_no_model_card_is_refused(name, place, what):
    with pytest.raises(Refusal) as refused:
        converted(original(name))
    assert str(refused.value).startswith(place)
    assert what in str(refused.value)


def test_the_first_of_two_equal_keys_counts_and_tags_are_not_acted_on():
    conversion = converted(original("duplicate-key.md"))
    assert [artefact["licence"] for artefact in conversion.data["model"]["artefacts"]] == ["mit"]
    assert [doubt.pointer for doubt in conversion.doubts] == ["/front_matter/license", "/front_matter/tags"]


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Intended uses & limitations", Topic.INTENDED_USE),
        ("Bias, Risks, and Limitations", Topic.LIMITATIONS),
        ("2.1 Training data", Topic.TRAINING_DATA),
        ("Out-of-Scope Use", Topic.OUT_OF_SCOPE),
        ("Finetuned from model [optional]", Topic.BASE_MODEL),
        ("🌍 Environmental Impact", Topic.FOOTPRINT),
        ("Evaluation#2", Topic.EVALUATION),
        ("The harbour at dawn", None),
    ],
)
def test_headings_are_told_by_their_words(heading, topic):
    assert topic_of(heading) is topic


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no", "no"),
        ("English", "en"),
        ("zh-tw", "zh-TW"),
        ("pt_BR", "pt-BR"),
        ("en-de", None),
        ("unk", None),
        ("multilingual", None),
    ],
)
def test_languages(text, code):
    assert language_code(text) == code


def test_a_sentence_is_no_list_of_languages():
    assert listed_languages("English, French (beta) and 日本語") == ["en", "fr", "ja"]
    assert listed_languages("English and many others") is None


def test_a_template_that_nobody_filled_in_states_nothing():
    conversion = converted(original("unfilled.md"))
    assert set(conversion.data) == {"declaration", "organisation", "system", "records"}
    assert conversion.data["system"] == {"name": "unfilled"}
    assert conversion.unmapped == ()
    assert {entry["state"] for entry in entries(conversion, "/use/out_of_scope_uses")} == {"absent"}
    assert {entry["state"] for entry in entries(conversion, "/model/footprint/ghg_kgco2e")} == {"absent"}


def test_a_card_that_a_training_program_wrote():
    data = converted(original("trained.md")).data
    assert data["model"]["base_models"] == [{"name": "feather/bird-base", "developer": "feather", "relation": "fine-tuned"}]
    assert data["assurance"]["evaluations"] == [
        {"kind": "quality", "subject": "model", "metric": "Loss", "value": 0.412},
        {"kind": "accuracy", "subject": "model", "metric": "Accuracy", "value": 0.93},
    ]
    assert data["data"]["datasets"][0] == {"name": "feather/gulls", "role": "training"}
    assert data["governance"]["suppliers"][0] == {"name": "Transformers 4.40.0", "component": "software"}
    assert "intended_purpose" not in data.get("use", {}), "'more information needed' is silence"


def test_code_comments_and_rules_are_no_headings():
    lines = ["# Title", "", "```sh", "# not a heading", "| a | b |", "```", "", "<!-- # nor this -->", ""]
    data, places = read_sections([*lines, "Setext", "------", "", "text", "", "***", ""])
    assert list(data["sections"]) == ["Title"]
    assert list(data["sections"]["Title"]["sections"]) == ["Setext"]
    assert data["sections"]["Title"]["code"] == "# not a heading\n| a | b |"
    assert places["title"].value == (1, 3)


def test_repeated_headings_are_kept_apart():
    data, _ = read_sections(["# A", "one", "# A", "two"])
    assert {name: section["text"] for name, section in data["sections"].items()} == {"A": "one", "A#2": "two"}


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["no", "N/A", "12 kg", "7B"]),
)
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=6
)
_MEMBERS = [
    "language", "license", "license_name", "tags", "datasets", "metrics", "pipeline_tag", "base_model", "base_model_relation",
    "co2_eq_emissions", "model-index", "library_name", "model_name", "model_creator", "extra_gated_prompt", "version", "widget",
]  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(_MEMBERS), _VALUES, max_size=8))
def test_no_member_of_any_shape_escapes(members):
    text = f"---\nlicense_link: x\n{yaml.safe_dump(members, allow_unicode=True) if members else ''}---\n# M\n"
    for found in convert(of_text(text), ADAPTER, DAY):
        assert not isinstance(found, InvalidDeclaration), str(found)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(CARDS), st.data())
def test_no_truncated_or_shuffled_card_escapes(name, data):
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    cut = data.draw(st.integers(0, len(lines)))
    kept = data.draw(st.permutations(lines[:cut]) if data.draw(st.booleans()) else st.just(lines[:cut]))
    for found in convert(of_text("\n".join(kept)), ADAPTER, DAY):
        assert not isinstance(found, InvalidDeclaration), str(found)


def test_a_text_of_more_lines_than_any_card_is_refused():
    with pytest.raises(Refusal, match="more than 50,000 lines"):
        converted(of_text("---\nlicense: mit\n---\n" + "# A\n" * 50_000))


def test_endless_lists_and_tables_are_read_up_to_a_bound():
    items = "# Out-of-scope use\n" + "".join(f"- item {number}\n" for number in range(3_000))
    rows = "# Evaluation\n| Benchmark | Score |\n|---|---|\n" + "".join(
        f"| b{number} | 1.{number} |\n" for number in range(5_000)
    )
    data = converted(of_text(f"---\nlicense: mit\n---\n{items}{rows}")).data
    assert len(data["use"]["out_of_scope_uses"]) == 1_000
    assert len(data["assurance"]["evaluations"]) < 5_000


@pytest.mark.parametrize("piece", ["[", "![", "<", "`", "*", "|-", "\n# A", "\n**A:** ", "<table>", "\\", "a@", "<!--"])
def test_long_repetitions_take_no_long_time(piece):
    for found in convert(of_text("---\nlicense: mit\n---\n" + piece * 20_000), ADAPTER, DAY):
        assert found is not None


def test_numbers_are_no_organisation_and_a_repository_ends_with_its_name():
    text = "---\nlicense: mit\n---\n# Tern\n\n**Organization:** 16964\n\n**Base model:** feather/bird_v1.1 from the hub\n"
    data = converted(of_text(text)).data
    assert data["organisation"] == {"name": "(not named)"}
    assert data["model"]["base_models"] == [{"name": "feather/bird_v1.1"}]
