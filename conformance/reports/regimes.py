"""The catalogue for people: lists of regimes and facts, and one of each in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.catalogue import Catalogue, Fact, Level, Regime, Requirement
from conformance.catalogue.references import fields_asked
from conformance.verdicts.explain import sources_of
from conformance.verdicts.in_force import contains, describe_stay
from conformance.verdicts.wording import in_words

from .explanation import field_words, in_force_words
from .provenance import tool_data
from .tables import TableForm, render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from conformance.catalogue.usage import Usage


def status_of_requirement(regime: Regime, requirement: Requirement, day: date) -> str:
    """Return how a requirement stands on a day, whatever the system.

    Returns:
        ``candidate``, ``in force``, ``stayed since DATE``, ``from DATE``, ``until DATE``, ``depends`` when its variants decide,
        or ``no date``.
    """
    if regime.candidate:
        return "candidate"
    windows, stay = requirement.in_force.windows, requirement.in_force.stay
    if stay is not None and stay.contains(day):
        return f"stayed since {stay.from_}"
    inside = [contains(window, day) for window in windows]
    if all(inside):
        return "in force"
    if any(inside):
        return "depends"
    starts = [window.from_ for window in windows if window.from_ and window.from_ > day]
    if starts:
        return f"from {min(starts)}"
    ends = [window.to for window in windows if window.to]
    return f"until {max(ends)}" if ends else "no date"


def status_of_regime(regime: Regime, day: date) -> str:
    """Return ``candidate``, or how many of its requirements are in force on a day, e.g. ``81 of 94 in force``."""
    if regime.candidate:
        return "candidate"
    codified = regime.codified
    inside = sum(status_of_requirement(regime, r, day) in ("in force", "depends") for r in codified)
    return f"{inside} of {len(codified)} in force"


def render_regimes(catalogue: Catalogue, regimes: Sequence[Regime], day: date, form: str) -> str:
    """Render the list of regimes.

    Args:
        catalogue: for the axes.
        regimes: the rows.
        day: the day their status is told for.
        form: ``table``, ``markdown``, ``csv`` or ``json``.
    """
    headers = ["regime", "jurisdiction", "kind", "status", *(str(level) for level in Level), "uncodified", "title"]
    rows = [
        [
            regime.id,
            regime.jurisdiction,
            regime.kind,
            status_of_regime(regime, day),
            *_by_level(regime).values(),
            len(regime.requirements) - len(regime.codified),
            regime.title,
        ]
        for regime in regimes
    ]
    axis_headers = ["axis", "central", *(regime.id for regime in regimes)]
    axis_rows = [
        [axis.id, "yes" if axis.central else "", *(_by_axis(catalogue, regime)[axis.id] for regime in regimes)]
        for axis in catalogue.axes.values()
    ]
    renderers: Mapping[str, Callable[[], str]] = {
        "table": lambda: _list(headers, rows, axis_headers, axis_rows, "table", day),
        "markdown": lambda: _list(headers, rows, axis_headers, axis_rows, "markdown", day),
        "csv": lambda: render_csv(headers, rows),
        "json": lambda: render_json(
            {"tool": tool_data(), "asOf": day.isoformat(), "regimes": [_row_data(catalogue, r, day) for r in regimes]}
        ),
    }
    return renderers[form]()


def _list(  # two tables are four lists
    headers: list[str], rows: list[list[Any]], axis_headers: list[str], axis_rows: list[list[Any]], form: TableForm, day: date
) -> str:
    tables = [render_table(headers, rows, form)]
    for start in range(2, len(axis_headers), 8):
        columns = [0, 1, *range(start, min(start + 8, len(axis_headers)))]
        tables.append(render_table([axis_headers[n] for n in columns], [[row[n] for n in columns] for row in axis_rows], form))
    return "\n\n".join([*tables, f"{len(rows)} regimes as of {day}; a requirement may bear on several axes"]) + "\n"


def _by_level(regime: Regime) -> dict[str, int]:
    return {str(level): sum(r.level is level for r in regime.codified) for level in Level}


def _by_axis(catalogue: Catalogue, regime: Regime) -> dict[str, int]:
    return {axis: sum(axis in r.axes for r in regime.codified) for axis in catalogue.axes}


def _row_data(catalogue: Catalogue, regime: Regime, day: date) -> dict[str, Any]:
    return {
        "id": regime.id,
        "title": regime.title,
        "jurisdiction": regime.jurisdiction,
        "kind": regime.kind,
        "instrument": regime.instrument,
        "candidate": regime.candidate,
        "status": status_of_regime(regime, day),
        "statusAsOf": regime.status_as_of.isoformat(),
        "sha256": regime.sha256,
        "levels": _by_level(regime),
        "axes": _by_axis(catalogue, regime),
        "uncodified": len(regime.requirements) - len(regime.codified),
    }


def render_regime(catalogue: Catalogue, regime: Regime, day: date, form: str) -> str:
    """Render one regime with its clauses; arguments as for :func:`render_regimes`."""
    headers = ["requirement", "clause", "level", "status", "source", "confidence", "title"]
    rows = [
        [
            r.id,
            r.clause,
            str(r.level),
            "uncodified" if r.uncodified else status_of_requirement(regime, r, day),
            r.source,
            r.confidence,
            r.title,
        ]
        for r in regime.requirements
    ]
    renderers: Mapping[str, Callable[[], str]] = {
        "table": lambda: _regime_text(regime, headers, rows, day, "table"),
        "markdown": lambda: _regime_text(regime, headers, rows, day, "markdown"),
        "csv": lambda: render_csv(headers, rows),
        "json": lambda: render_json(
            {
                **_row_data(catalogue, regime, day),
                "notes": regime.notes,
                "sources": _sources_data(regime),
                "requirements": _requirements_data(regime, day),
            }
        ),
    }
    return renderers[form]()


def _regime_text(regime: Regime, headers: list[str], rows: list[list[Any]], day: date, form: TableForm) -> str:
    head = [
        f"{regime.id}: {regime.title}",
        f"{regime.instrument}; {regime.jurisdiction}, {regime.kind}",
        f"{status_of_regime(regime, day)} as of {day}; read as of {regime.status_as_of}",
    ]
    if regime.notes:
        head.append(regime.notes)
    sources = [f"{source.id}: {source.title} {source.url or '(no address)'}" for source in regime.sources]
    stayed = [f"{r.id}: {describe_stay(r.in_force.stay)}" for r in regime.requirements if r.in_force.stay]
    uncodified = [f"{r.id}: {r.uncodified}" for r in regime.requirements if r.uncodified]
    blocks = ["\n".join(head), render_table(headers, rows, form), "\n".join(["sources:", *sources])]
    if stayed:
        blocks.insert(2, "\n".join(["stays:", *stayed]))
    if uncodified:
        blocks.append("\n".join(["not codified, for no declaration can show it:", *uncodified]))
    return "\n\n".join(blocks) + "\n"


def _sources_data(regime: Regime) -> list[dict[str, Any]]:
    return [{"id": source.id, "title": source.title, "url": source.url} for source in regime.sources]


def _requirements_data(regime: Regime, day: date) -> list[dict[str, Any]]:
    return [
        {
            "id": r.id,
            "clause": r.clause,
            "title": r.title,
            "description": r.description,
            "level": str(r.level),
            "dutyHolders": list(r.duty_holders),
            "axes": list(r.axes),
            "status": "uncodified" if r.uncodified else status_of_requirement(regime, r, day),
            "inForce": in_force_words(r),
            "source": r.source,
            "confidence": r.confidence,
            "uncodified": r.uncodified,
        }
        for r in regime.requirements
    ]


def render_facts(facts: Sequence[Fact], used: Mapping[str, Usage], form: str) -> str:
    """Render the list of facts with how many requirements rest on each; ``form`` as for :func:`render_regimes`."""
    headers = ["fact", "section", "requirements", "regimes", "meaning"]
    rows = [[f.id, f.section, len(_requirements(used.get(f.id))), len(_regimes(used.get(f.id))), f.description] for f in facts]
    if form == "json":
        return render_json([dict(zip(headers, row, strict=True)) for row in rows])
    if form == "csv":
        return render_csv(headers, rows)
    return render_table(headers, rows, "markdown" if form == "markdown" else "table") + f"\n\n{len(rows)} facts\n"


def _requirements(usage: Usage | None) -> tuple[str, ...]:
    return () if usage is None else tuple(sorted({*usage.triggers, *usage.duties}))


def _regimes(usage: Usage | None) -> tuple[str, ...]:
    return () if usage is None else tuple(sorted({id.partition("/")[0] for id in _requirements(usage)} | set(usage.scopes)))


def render_fact(catalogue: Catalogue, fact: Fact, usage: Usage | None, form: str) -> str:
    """Render one fact: meaning, definition, fields, and who rests on it; ``text`` or ``json``."""
    if form == "json":
        return render_json(
            {
                "id": fact.id,
                "section": fact.section,
                "title": fact.title,
                "description": fact.description,
                "definition": fact.schema,
                "fields": list(sources_of(fields_asked(catalogue, fact.schema, fact.uri))),
                "usedBy": {
                    "triggers": list(usage.triggers) if usage else [],
                    "duties": list(usage.duties) if usage else [],
                    "scopes": list(usage.scopes) if usage else [],
                },
            }
        )
    return "\n".join(_fact_lines(catalogue, fact, usage)) + "\n"


def _fact_lines(catalogue: Catalogue, fact: Fact, usage: Usage | None) -> Iterator[str]:
    yield f"{fact.id}: {fact.description}"
    yield f"holds when {in_words(catalogue, fact.schema, fact.uri)}"
    yield ""
    yield "fields:"
    for field in sources_of(fields_asked(catalogue, fact.schema, fact.uri)):
        yield f"  {field_words(field) or field}"
    for title, users in (
        ("decides whether these apply:", usage.triggers if usage else ()),
        ("demanded by:", usage.duties if usage else ()),
        ("in the scope of:", usage.scopes if usage else ()),
    ):
        if users:
            yield ""
            yield title
            yield from (f"  {user}" for user in users)
    yield ""
    yield f"schema: {fact.uri}"
