"""Checks of what a regime says about itself and its requirements: dates, axes, sources, and that it asks for all of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.declarations.pointers import escape

from .files import ACT
from .model import Check, Edit, Flaw, Severity
from .walk import stays, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .draft import Draft, SchemaFile


def _requirements(draft: Draft) -> Iterator[tuple[SchemaFile, str, Mapping[str, Any]]]:
    for file in draft.within("regimes"):
        for slug, body in file.requirements:
            yield file, f"/$defs/{escape(slug)}", body


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def no_such_days(draft: Draft) -> Iterator[Flaw]:
    """Find dates that no calendar has."""
    for file, pointer, body in _requirements(draft):
        for window, where in (*windows(body, pointer), *stays(body, pointer)):
            for end in ("from", "to"):
                if window.get(end) is not None and _day(window[end]) is None:
                    yield Flaw(file, f"{where}/{end}", f"{window[end]!r} is no day of the calendar", "write YYYY-MM-DD", "value")
    for file in draft.within("regimes"):
        about = file.data.get("regime")
        if isinstance(about, dict) and "statusAsOf" in about and _day(about["statusAsOf"]) is None:
            yield Flaw(
                file, "/regime/statusAsOf", f"{about['statusAsOf']!r} is no day of the calendar", "write YYYY-MM-DD", "value"
            )


def dates_out_of_order(draft: Draft) -> Iterator[Flaw]:
    """Find windows that close before they open, or that close and never open, and stays that end before they begin."""
    for file, pointer, body in _requirements(draft):
        for window, where in windows(body, pointer):
            first, last = _day(window.get("from")), _day(window.get("to"))
            if first is not None and last is not None and first > last:
                yield Flaw(
                    file, f"{where}/to", f"in force from {first} to {last}, which is no day at all", "exchange or mend the dates"
                )
            if first is None and last is not None and window.get("from") is None:
                yield Flaw(
                    file, f"{where}/to", f"ends on {last} and has no first day, so it is never in force", "give the first day"
                )
        for stay, where in stays(body, pointer):
            first, last = _day(stay.get("from")), _day(stay.get("to"))
            if first is not None and last is not None and first > last:
                yield Flaw(
                    file, f"{where}/to", f"stayed from {first} to {last}, which is no day at all", "exchange or mend the dates"
                )


def unknown_axes(draft: Draft) -> Iterator[Flaw]:
    """Find axes that ``axes.json`` does not have."""
    axes = draft.own_or_shipped("axes.json")
    known = [axis["id"] for axis in (*axes["centralAxes"], *axes["axes"])]
    for file, pointer, body in _requirements(draft):
        named = body["requirement"].get("axes")
        for index, axis in enumerate(named if isinstance(named, list) else ()):
            if axis not in known:
                yield Flaw(
                    file, f"{pointer}/requirement/axes/{index}", f"there is no axis {axis!r}", _near(str(axis), known), "value"
                )


def unknown_sources(draft: Draft) -> Iterator[Flaw]:
    """Find requirements whose source the regime does not list."""
    for file, pointer, body in _requirements(draft):
        known = [source.get("id") for source in _sources(file)]
        text = body["requirement"].get("source")
        for name in (part.strip() for part in str(text).replace(";", ",").split(",")):
            if name not in known:
                mend = f"name one of {', '.join(map(str, known)) or 'no sources yet'}, or add it to /regime/sources"
                yield Flaw(file, f"{pointer}/requirement/source", f"the regime lists no source {name!r}", mend, "value")


def sources_without_address(draft: Draft) -> Iterator[Flaw]:
    """Find sources that nobody can open."""
    for file in draft.within("regimes"):
        for index, source in enumerate(_sources(file)):
            if not source.get("url"):
                what = f"source {source.get('id')} ({source.get('title')}) has no address"
                yield Flaw(file, f"/regime/sources/{index}", what, "add its url, or cite a source that has one")


def _sources(file: SchemaFile) -> list[Mapping[str, Any]]:
    about = file.data.get("regime")
    found = about.get("sources") if isinstance(about, dict) else None
    return [source for source in found if isinstance(source, dict)] if isinstance(found, list) else []


def not_asked(draft: Draft) -> Iterator[Flaw]:
    """Find requirements that the regime's own ``then`` leaves out, or asks for though they are past."""
    for file in draft.within("regimes"):
        about, then = file.data.get("regime"), file.data.get("then")
        listed = then.get("allOf", [then]) if isinstance(then, dict) else []
        asked = {each.get("$ref") for each in listed if isinstance(each, dict)}
        status = str(about.get("statusAsOf")) if isinstance(about, dict) else ""
        for slug, body in file.requirements:
            window = body["requirement"].get("inForce")
            last = window.get("to") if isinstance(window, dict) else None
            wanted = "uncodified" not in body["requirement"] and not (isinstance(last, str) and last < status)
            reference = f"#/$defs/{escape(slug)}"
            if wanted and reference not in asked:
                yield Flaw(file, "/then", f"does not ask for {slug}", f'add {{"$ref": "{reference}"}} to its allOf')
            if not wanted and reference in asked:
                yield Flaw(file, "/then", f"asks for {slug}, which is uncodified or past on {status}", "take it out of its allOf")


def _near(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"name one of {', '.join(known)}"


CHECKS = (
    Check(
        code="no-such-day",
        title="Date that no calendar has",
        severity=Severity.ERROR,
        why="nobody can tell whether the requirement is in force",
        explanation="`from`, `to` and `statusAsOf` are days of the Gregorian calendar, or null where the dialect allows it.",
        example=(Edit(ACT, "/$defs/art-1/requirement/inForce/from", "2026-02-30"),),
        find=no_such_days,
    ),
    Check(
        code="dates-out-of-order",
        title="Dates out of order",
        severity=Severity.ERROR,
        why="such a window has no days, so the requirement binds nobody",
        explanation=(
            "In the window of a requirement, in each variant of it and in its stay, `from` is not after `to`, and the last day "
            "of a window has a first day."
        ),
        example=(Edit(ACT, "/$defs/art-1/requirement/inForce", {"from": "2027-02-01", "to": "2027-01-31"}),),
        find=dates_out_of_order,
    ),
    Check(
        code="unknown-axis",
        title="Unknown axis",
        severity=Severity.ERROR,
        why="no matrix would count the requirement there",
        explanation="Each of the `axes` of a requirement is an id in `axes.json`.",
        example=(Edit(ACT, "/$defs/art-1/requirement/axes/0", "ethics-framework"),),
        find=unknown_axes,
    ),
    Check(
        code="unknown-source",
        title="Source that the regime lacks",
        severity=Severity.ERROR,
        why="nobody can read the clause where it was read",
        explanation="The `source` of a requirement names ids of `/regime/sources`, separated by commas.",
        example=(Edit(ACT, "/$defs/art-1/requirement/source", "S7"),),
        find=unknown_sources,
    ),
    Check(
        code="source-without-address",
        title="Source without address",
        severity=Severity.WARNING,
        why="a reader cannot compare the requirement with its source",
        explanation="Each of `/regime/sources` has a `url`. A warning: some standards are sold on paper only.",
        example=(Edit(ACT, "/regime/sources/0", {"id": "S1", "title": "Example Act"}),),
        find=sources_without_address,
    ),
    Check(
        code="requirement-not-asked",
        title="Requirement that the regime does not ask for",
        severity=Severity.ERROR,
        why="a plain validator, which knows nothing of our members, runs the file from its root",
        explanation=(
            "The `then` of a regime asks for each codified requirement whose last day is not past on `statusAsOf`, and for no "
            "other."
        ),
        example=(Edit(ACT, "/then/allOf", [{"$ref": "#/$defs/art-1"}]),),
        find=not_asked,
    ),
)
