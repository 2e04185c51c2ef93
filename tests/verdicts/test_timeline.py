"""What comes into and goes out of force: every window of every requirement, each end on its day, for the market asked for."""

from datetime import date

from conformance.catalogue import load_catalogue
from conformance.verdicts.timeline import OTHERWISE, Turn, timeline

EVER = (date(1900, 1, 1), date(2200, 1, 1))


def test_every_end_of_every_window_is_an_event():
    catalogue = load_catalogue()
    regimes = catalogue.select(None)
    ends = 0
    for requirement in (r for regime in regimes for r in regime.requirements):
        spans = (*requirement.in_force.windows, *filter(None, (requirement.in_force.stay,)))
        ends += sum((span.from_ is not None) + (span.to is not None) for span in spans)
    events = timeline(catalogue, regimes, *EVER)
    assert len(events) == ends
    assert list(events) == sorted(events, key=lambda event: event.day)


def test_both_days_are_included_and_no_others():
    catalogue = load_catalogue()
    regimes = catalogue.select(("eu-ai-act",))
    day = date(2026, 8, 2)
    on_the_day = timeline(catalogue, regimes, day, day)
    assert on_the_day
    assert {event.day for event in on_the_day} == {day}
    assert all(event.turn is Turn.FIRST_DAY for event in on_the_day)


def test_a_market_brings_the_law_around_and_within_it_and_no_other():
    catalogue = load_catalogue()
    regimes = catalogue.select(None)

    def jurisdictions(market):
        return {event.regime.jurisdiction for event in timeline(catalogue, regimes, *EVER, market)}

    assert jurisdictions("DE") == {"EU"}
    assert jurisdictions("EU") == {"EU", "IT"}
    assert "US-CA" in jurisdictions("US-CA")
    assert "CN" not in jurisdictions("HK")


def test_variants_tell_for_whom():
    catalogue = load_catalogue()
    events = timeline(catalogue, catalogue.select(("eu-ai-act",)), *EVER)
    varied = [event for event in events if event.requirement.in_force.variants]
    assert any(event.condition == OTHERWISE for event in varied)
    told = [event for event in varied if event.condition != OTHERWISE]
    assert told
    assert all(event.condition and event.reason for event in told)
