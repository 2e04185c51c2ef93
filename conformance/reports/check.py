"""The outcome of a check: findings with file, line and column, and counts (JSON: ``schemas/reports/check.json``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conformance.matrix import judged_declaration
from conformance.verdicts import Examination, Status, Verdict, Waiver, WaiverUse, at_level, counts, offends

from .cells import SUPPOSED_NOTE
from .provenance import declarations_data, regimes_data, tool_data
from .style import Paint, plain
from .tables import TableForm, render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from conformance.catalogue import Level, Regime
    from conformance.verdicts.grounds import Grounds

POINTERS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Check:
    """What was judged, how, and what came out.

    Attributes:
        as_of: the day judged at.
        level: the weakest level that counts.
        strict: whether ``undetermined`` counts against a declaration.
        named: regimes asked for by name, so that they count even when they are candidates.
        what_if: jurisdictions every system was supposed to be placed in.
        suppose_in_force: whether requirements were supposed to be in force that are not.
        regimes: all regimes judged against.
        examinations: the declarations, in order of their keys.
        waiver_use: waivers that had expired or were not needed, or None when no waivers were given.
    """

    as_of: date
    level: Level
    strict: bool
    named: tuple[str, ...]
    what_if: tuple[str, ...]
    suppose_in_force: bool
    regimes: tuple[Regime, ...]
    examinations: tuple[Examination, ...]
    waiver_use: WaiverUse | None

    def verdicts(self, examination: Examination) -> tuple[Verdict, ...]:
        """Return the verdicts at the level that counts."""
        return at_level(examination.verdicts, self.level)

    def offends(self, verdict: Verdict) -> bool:
        """Tell whether a verdict counts against its declaration."""
        return offends(verdict, strict=self.strict, named=self.named)

    def conforms(self, examination: Examination) -> bool:
        """Tell whether nothing counts against a declaration."""
        return not any(self.offends(verdict) for verdict in self.verdicts(examination))


def render_check(check: Check, form: str, paint: Paint = plain) -> str:
    """Render the outcome.

    Args:
        check: what to show.
        form: ``table`` (findings a line each, counts, a summary), ``markdown`` (the same for reading), ``csv`` (a row a
            verdict) or ``json``.
        paint: colours the words of the table form.
    """
    renderers: Mapping[str, Callable[[], str]] = {
        "table": lambda: _text(check, paint),
        "markdown": lambda: _markdown(check),
        "csv": lambda: _csv(check),
        "json": lambda: render_json(check_data(check)),
    }
    return renderers[form]()


def finding(examination: Examination, verdict: Verdict) -> tuple[int, int, str]:
    """Return line and column of a finding, and in words what it rests on and how to mend it."""
    grounds = examination.grounds(verdict)
    places = examination.places(grounds.missing or grounds.rests_on)
    line, column = (places[0].line, places[0].column) if places else (1, 1)
    names = [f"{place.pointer} ({place.remark})" if place.remark.startswith("withheld") else place.pointer for place in places]
    listed = ", ".join(names[:POINTERS_SHOWN]) + (
        f" and {len(names) - POINTERS_SHOWN} more" if len(names) > POINTERS_SHOWN else ""
    )
    status = verdict.underlying if verdict.status is Status.WAIVED else verdict.status
    words = {
        Status.FAIL: f"contradicted by {listed or 'the declaration'}; mend: comply, then declare it",
        Status.UNDECLARED: f"missing: {listed}; mend: declare what is so",
        Status.UNDETERMINED: f"depends on: {listed}; mend: declare what is so",
    }.get(status, "")
    return line, column, words


def _line(examination: Examination, verdict: Verdict, paint: Paint) -> str:
    line, column, words = finding(examination, verdict)
    requirement = verdict.requirement
    status = paint(verdict.status.upper(), verdict.status)
    what = f"{requirement.title}; {words}" + (f"; {verdict.reason}" if verdict.reason else "")
    return f"{examination.declaration.file}:{line}:{column}: {status} {requirement.id} ({requirement.clause}) {what}"


def _text(check: Check, paint: Paint) -> str:
    findings = [
        _line(examination, verdict, paint)
        for examination in check.examinations
        for verdict in check.verdicts(examination)
        if check.offends(verdict)
    ]
    blocks = ["\n".join(findings)] if findings else []
    blocks.append(_count_table(check, "table"))
    blocks.append("\n".join([*_notes(check), *_summary(check)]))
    return "\n\n".join(blocks) + "\n"


def _count_table(check: Check, form: TableForm) -> str:
    statuses = [str(status) for status in Status]
    if len(check.examinations) == 1:
        verdicts = check.verdicts(check.examinations[0])
        rows = [
            [
                regime.id + (" (candidate)" if regime.candidate else ""),
                *_numbers([v for v in verdicts if v.requirement.regime_id == regime.id]),
            ]
            for regime in check.regimes
        ]
        return render_table(["regime", *statuses, "total"], rows, form)
    rows = [[e.key, *_numbers(check.verdicts(e)), "yes" if check.conforms(e) else "no"] for e in check.examinations]
    return render_table(["declaration", *statuses, "total", "conforms"], rows, form)


def _numbers(verdicts: tuple[Verdict, ...] | list[Verdict]) -> list[int]:
    return [*counts(verdicts).values(), len(verdicts)]


def _notes(check: Check) -> Iterator[str]:
    weaker: dict[Level, list[str]] = {}
    for regime in check.regimes:
        if regime.codified and not any(check.level.includes(r.level) for r in regime.codified):
            strongest = min((r.level for r in regime.codified), key=lambda level: level.rank)
            weaker.setdefault(strongest, []).append(regime.id)
    for level, ids in sorted(weaker.items(), key=lambda item: item[0].rank):
        yield f"{', '.join(ids)} {'asks' if len(ids) == 1 else 'ask'} nothing at level {check.level}: use --level {level}"
    candidates = [regime.id for regime in check.regimes if regime.candidate and regime.id not in check.named]
    if candidates:
        yield f"candidates, not counted unless named with --regime: {', '.join(candidates)}"
    if check.suppose_in_force:
        yield SUPPOSED_NOTE
    if check.waiver_use is not None:
        yield from (f"{w.place}: the waiver of {w.requirement} expired on {w.expires}" for w in check.waiver_use.expired)
        yield from (f"{w.place}: the waiver of {w.requirement} was not needed" for w in check.waiver_use.unused)


def _summary(check: Check) -> Iterator[str]:
    for examination in check.examinations:
        tally = counts(check.verdicts(examination))
        counted = counts([v for v in check.verdicts(examination) if check.offends(v)])
        against = ", ".join(f"{number} {status}" for status, number in counted.items() if number)
        open_ = tally[Status.UNDETERMINED] - counted[Status.UNDETERMINED]
        outcome = ("conforms as far as it says" if open_ else "conforms") if not against else f"does not conform: {against}"
        rest = f"; {open_} undetermined, which --strict counts" if open_ else ""
        yield f"{examination.key}: {outcome}{rest} (level {check.level}, as of {check.as_of})"
    if len(check.examinations) > 1:
        conforming = sum(check.conforms(examination) for examination in check.examinations)
        yield f"{conforming} of {len(check.examinations)} declarations conform"


def _markdown(check: Check) -> str:
    blocks = [
        "# Conformance",
        "\n".join(f"- {line}" for line in [*_summary(check), *_notes(check)]),
        _count_table(check, "markdown"),
    ]
    for examination in check.examinations:
        rows = []
        for verdict in check.verdicts(examination):
            if check.offends(verdict):
                line, _, words = finding(examination, verdict)
                requirement = verdict.requirement
                rows.append(
                    [str(verdict.status), requirement.id, requirement.clause, f"{requirement.title}; {words}", f"line {line}"]
                )
        if rows:
            blocks += [
                f"## {examination.key}",
                render_table(["verdict", "requirement", "clause", "finding", "place"], rows, "markdown"),
            ]
    return "\n\n".join(blocks) + "\n"


CSV_HEADERS = (
    "file", "document", "line", "column", "declaration", "requirement", "clause", "level", "status", "candidate", "counts",
    "reason", "rests_on", "missing",
)  # fmt: skip


def _csv(check: Check) -> str:
    return render_csv(CSV_HEADERS, _csv_rows(check))


def _csv_rows(check: Check) -> Iterator[list[object]]:
    for examination in check.examinations:
        for verdict in check.verdicts(examination):
            line, column, _ = finding(examination, verdict)
            grounds = examination.grounds(verdict)
            yield [
                examination.declaration.file, examination.declaration.index, line, column, examination.declaration.id,
                verdict.id, verdict.requirement.clause, str(verdict.level), str(verdict.status), _word(verdict.candidate),
                _word(check.offends(verdict)), verdict.reason, " ".join(grounds.rests_on), " ".join(grounds.missing),
            ]  # fmt: skip


def _word(truth: bool) -> str:
    return "true" if truth else "false"


def check_data(check: Check) -> dict[str, Any]:
    """Return the outcome as JSON data, every verdict with the places it rests on."""
    rows = [judged_declaration(e.key, e.declaration.data, e.verdicts) for e in check.examinations]
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/check.json",
        "tool": tool_data(),
        "asOf": check.as_of.isoformat(),
        "level": str(check.level),
        "strict": check.strict,
        "named": list(check.named),
        "whatIf": list(check.what_if),
        "supposeInForce": check.suppose_in_force,
        "conforms": all(check.conforms(examination) for examination in check.examinations),
        "regimes": regimes_data(check.regimes),
        "declarations": [
            {**about, **_declaration_data(check, examination)}
            for about, examination in zip(declarations_data(rows), check.examinations, strict=True)
        ],
        "waivers": None if check.waiver_use is None else {
            "expired": [_waiver_data(waiver) for waiver in check.waiver_use.expired],
            "unused": [_waiver_data(waiver) for waiver in check.waiver_use.unused],
        },
    }  # fmt: skip


def _declaration_data(check: Check, examination: Examination) -> dict[str, Any]:
    verdicts = check.verdicts(examination)
    return {
        "file": examination.declaration.file,
        "document": examination.declaration.index,
        "conforms": check.conforms(examination),
        "total": len(verdicts),
        "counts": {str(status): number for status, number in counts(verdicts).items()},
        "verdicts": [_verdict_data(check, examination, verdict) for verdict in verdicts],
    }


def _verdict_data(check: Check, examination: Examination, verdict: Verdict) -> dict[str, Any]:
    requirement = verdict.requirement
    basis = examination.basis(verdict)
    return {
        "requirement": requirement.id,
        "regime": requirement.regime_id,
        "clause": requirement.clause,
        "title": requirement.title,
        "level": str(requirement.level),
        "axes": list(requirement.axes),
        "status": str(verdict.status),
        "underlying": str(verdict.underlying),
        "counts": check.offends(verdict),
        "candidate": verdict.candidate,
        "inForce": verdict.in_force,
        "reason": verdict.reason,
        "applies": _grounds_data(examination, basis.applies),
        "demands": _grounds_data(examination, basis.demands),
        "waiver": None if verdict.waiver is None else _waiver_data(verdict.waiver),
    }


def _grounds_data(examination: Examination, grounds: Grounds) -> dict[str, Any]:
    return {
        "value": grounds.value,
        "restsOn": _places_data(examination, grounds.rests_on),
        "missing": _places_data(examination, grounds.missing),
    }


def _places_data(examination: Examination, pointers: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {
            "pointer": place.pointer,
            "line": place.line,
            "column": place.column,
            **({"remark": place.remark} if place.remark else {}),
        }
        for place in examination.places(pointers)
    ]


def _waiver_data(waiver: Waiver) -> dict[str, Any]:
    return {
        "requirement": waiver.requirement,
        "declaration": waiver.declaration,
        "reason": waiver.reason,
        "expires": waiver.expires.isoformat(),
        "approvedBy": waiver.approved_by,
        "place": waiver.place,
    }
