"""Words of Dutch public bodies, plain text of markup, and contacts in prose."""

import pytest

from conformance.declarations.adapters import dutch
from conformance.declarations.adapters.contacts import is_mail_address, text_without_contacts
from conformance.declarations.adapters.markup import plain_text
from conformance.declarations.adapters.node import Node


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Gemeente Reigerdam", "subnational-government-body"),
        ("Omgevingsdienst Lepelland", "subnational-government-body"),
        ("Modulaire gemeenschappelijke regeling Plas en Dijk", "subnational-government-body"),
        ("Ministerie van Vogels", "national-government-body"),
        ("UWV", "national-government-body"),
        ("Dienst Uitvoering Onderwijs", "national-government-body"),
        ("Dienst Kwaksluis", None),
        ("Stichting Purperreiger", None),
        ("Radboud Universiteit", "university"),
    ],
)
def test_a_name_tells_the_kind_of_body_or_nothing(name, kind):
    assert dutch.body_type(name) == kind


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Data Protection Impact Assessment (DPIA)", ["data-protection"]),
        ("DPIA en IAMA", ["data-protection", "fundamental-rights"]),
        ("AI Impact Assessment (AIIA)", ["impact"]),
        ("De Ethische Data Assistent (DEDA)", ["ethics-review"]),
        ("Pre-scan DPIA", []),
        ("Privacy Quickscan", []),
        ("Overig", []),
    ],
)
def test_titles_of_assessments(title, kinds):
    assert dutch.assessment_kinds(title) == kinds


@pytest.mark.parametrize(
    ("text", "decides"),
    [
        ("De medewerker neemt altijd het besluit.", True),
        ("De uiteindelijke beslissing ligt bij een ambtenaar.", True),
        ("Er is geen sprake van geautomatiseerde besluitvorming.", True),
        ("Het besluit wordt genomen door een medewerker van het loket.", True),
        ("De medewerker neemt geen besluit.", False),
        ("Als het score laag is, neemt de medewerker een besluit.", False),
        ("De medewerker beslist zelf of de scan wordt gebruikt.", False),
        ("Een mens kijkt mee.", False),
        ("", False),
    ],
)
def test_a_person_decides_only_where_a_sentence_says_so_outright(text, decides):
    assert dutch.says_human_decides(text) is decides


@pytest.mark.parametrize(
    ("text", "nobody"), [("Nee", True), ("Geen menselijke tussenkomst nodig. Zie ook.", True), ("Neem contact op", False)]
)
def test_nobody_intervenes_only_where_the_text_begins_so(text, nobody):
    assert dutch.says_no_human(text) is nobody


@pytest.mark.parametrize(
    ("text", "watched"),
    [
        ("Het gebruik wordt maandelijks gemonitord.", True),
        ("We evalueren het elk jaar.", True),
        ("Het wordt nog niet gemonitord.", False),
        ("Dit zou periodiek geëvalueerd worden.", False),
        ("Monitoring", False),
    ],
)
def test_it_is_watched_only_where_a_sentence_says_so_outright(text, watched):
    assert dutch.says_monitored(text) is watched


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<div><p>Een</p><p>Twee&nbsp;&amp; drie<br/>vier</p></div>", "Een\nTwee & drie\nvier"),
        ("a < b en c > d", "a < b en c > d"),
        ("<!-- x --><b>vet</b>gedrukt", "vetgedrukt"),
        ("  ", ""),
    ],
)
def test_markup_becomes_plain_text(text, plain):
    assert plain_text(Node("", text)) == plain


@pytest.mark.parametrize(
    "text",
    ["Mail a.b-c@reiger.example.", "Bel 010-5550123", "Bel +31 10 5550123", "Bel 0105550123", "(020) 5550123 of 06-55501234"],
)
def test_contacts_are_left_out_of_prose(text):
    assert "[contact left out]" in text_without_contacts(text)
    assert "5550123" not in text_without_contacts(text)


@pytest.mark.parametrize(
    "text", ["BWBR0037885", "2024-01-17", "https://wetten.example/0105550123/x", "artikel 4, 5 en 6", "1.000.000"]
)
def test_numbers_of_laws_and_days_stay(text):
    assert text_without_contacts(text) == text


def test_a_mail_address_alone_is_one():
    assert is_mail_address("mailto:info@reiger.example")
    assert not is_mail_address("https://reiger.example/contact")
