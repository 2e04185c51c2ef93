"""From the document that is judged back to a declaration that somebody could write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from conformance.declarations import pointers
from conformance.declarations.derivation_plan import Plan, derivation_plan
from conformance.declarations.form import declaration_form
from conformance.declarations.jurisdictions import reach
from conformance.verdicts.explain import fill_required

STATED: Mapping[str, Mapping[str, str]] = {
    "declaration": {"id": "urn:example:declaration", "version": "1", "language": "en"},
    "organisation": {"name": "Example organisation"},
    "system": {"name": "Example system"},
}
"""What every declaration has to name, in words that claim nothing."""


def declared(document: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Return a declaration from which, on a day, what the document says is derived.

    - A reach becomes a jurisdiction; one that no single jurisdiction has becomes several entries that are alike otherwise.
    - A number of days becomes the date that lies so far before the day, or before the first placing. Another date is that day.
    - A null becomes an entry of ``declaration.omissions`` with the reason ``none``.
    - What the format requires besides is filled in with neutral values.

    Nothing is promised of a document whose parts contradict each other, as an age and a date do: judge what is returned.

    Args:
        document: as :func:`conformance.declarations.derive` returns it, or a part of such a document.
        as_of: the day of judgement.
    """
    plan = derivation_plan()
    writer = _Writer(as_of)
    entire = _spread(document, plan)
    writer.placed = _first_placing(entire, as_of)
    raw: dict[str, Any] = writer.written(entire, plan, "")
    for section, members in STATED.items():
        raw[section] = {**members, **raw.get(section, {})}
    raw["declaration"].setdefault("issued_on", as_of.isoformat())
    if writer.omitted:
        stated = raw["declaration"].get("omissions", [])
        told = {each["field"] for each in stated}
        added = [{"field": pointer, "reason": "none"} for pointer in writer.omitted if pointer not in told]
        raw["declaration"]["omissions"] = [*stated, *added]
    filled = fill_required(raw, as_of)
    return {name: filled[name] for name in declaration_form().bundle["properties"] if name in filled}


class _Writer:
    """Writes values back, keeping account of what is said to be none."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self.placed = as_of
        self.omitted: list[str] = []

    def written(self, value: Any, plan: Plan | None, pointer: str) -> Any:
        if isinstance(value, list):
            return [self.written(item, plan, f"{pointer}/{index}") for index, item in enumerate(_different(value))]
        if not isinstance(value, Mapping):
            return value
        below: dict[str, Plan] = {} if plan is None else dict((*plan.members, *plan.lists))
        derived = frozenset(() if plan is None else plan.rules)
        stated = {**value, **dict(() if plan is None else self._sources(value, plan))}
        kept: dict[str, Any] = {}
        for name, member in stated.items():
            here = f"{pointer}/{pointers.escape(name)}"
            if name in derived or (here == "/declaration/exemptions" and not member):
                continue
            if member is None:
                self.omitted.append(here)
            else:
                kept[name] = self.written(member, below.get(name), here)
        return kept

    def _sources(self, value: Mapping[str, Any], plan: Plan) -> Iterator[tuple[str, Any]]:
        for source, age, before_placing in plan.dates:
            if isinstance(value.get(age), int):
                yield source, _before(self._as_of, value[age])
            elif before_placing is not None and isinstance(value.get(before_placing), int):
                yield source, _before(self.placed, value[before_placing])
            elif isinstance(value.get(source), str) and not _is_day(value[source]):
                yield source, self._as_of.isoformat()
            elif source not in value and (age in value or before_placing in value):
                yield source, None
        for source, name in plan.reaches:
            if source not in value and value.get(name):
                yield source, value[name][0]


def _different(items: list[Any]) -> list[Any]:
    """Return the items without those that were there before; the format asks that of many lists, and no law counts twice."""
    return [item for index, item in enumerate(items) if item not in items[:index]]


def _before(day: date, days: int) -> str:
    ordinal = min(max(day.toordinal() - days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal).isoformat()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year > 0
    except ValueError:
        return False


def _first_placing(document: Mapping[str, Any], as_of: date) -> date:
    """Return the earliest placing among the markets; the day of judgement when none is dated."""
    days = [each.get("placed_on_age_days") for each in document.get("markets") or () if isinstance(each, Mapping)]
    ages = [days_ago for days_ago in days if isinstance(days_ago, int)]
    return as_of - timedelta(days=max(ages)) if ages else as_of


def _spread(document: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Return the document with an entry for each jurisdiction that its lists of entries reach."""
    changed = dict(document)
    for name, inner in plan.lists:
        if inner.reaches and isinstance(document.get(name), list):
            changed[name] = [each for item in document[name] for each in _entries(item, inner)]
    return changed


def _entries(item: Any, plan: Plan) -> Iterator[Any]:
    ((source, name),) = plan.reaches
    codes = item.get(name) if isinstance(item, Mapping) else None
    if not codes or (source in item and set(codes) <= set(reach(item[source]))):
        yield item
        return
    for code in _covering(codes):
        yield {**item, source: code, name: list(reach(code))}


def _covering(codes: Iterable[str]) -> tuple[str, ...]:
    """Return few jurisdictions that reach all of the codes and little else."""
    chosen: list[str] = []
    for code in sorted(set(codes), key=lambda code: (len(reach(code)), code)):
        if not any(code in reach(each) for each in chosen):
            chosen.append(code)
    return tuple(chosen)
