"""What came of a run, as a table, as JSON, for JUnit readers, and as a badge."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from xml.etree import ElementTree as ET

from .files import SCHEMAS, VERSION
from .run import Outcome, Result, Run

FORMATS = ("table", "json", "junit", "badge")
SHOWN = 20
_FORBIDDEN = dict.fromkeys(code for code in range(32) if code not in (9, 10, 13))


def render(run: Run, format_: str) -> str:
    """Return a run in one of `FORMATS`."""
    return {"table": _table, "json": _json, "junit": _junit, "badge": _badge}[format_](run)


def _counts(run: Run) -> dict[str, Counter[Result]]:
    counts: dict[str, Counter[Result]] = {}
    for outcome in run.outcomes:
        counts.setdefault(outcome.regime, Counter())[outcome.result] += 1
    return counts


def _table(run: Run) -> str:
    from tabulate import tabulate

    counts = _counts(run)
    rows = [[regime, *(found[result] for result in Result)] for regime, found in sorted(counts.items())]
    rows.append(["total", *(run.count(result) for result in Result)])
    parts = [tabulate(rows, headers=["regime", *map(str, Result)], tablefmt="simple")]
    if laws := run.laws:
        broken = Counter(outcome.law for outcome in run.outcomes)
        parts.append("Laws broken:\n" + "\n".join(f"  {law} ({broken[law]} cases): {law.meaning}" for law in laws))
    wrong = [outcome for outcome in run.outcomes if outcome.result in (Result.DISAGREED, Result.ERROR)]
    if wrong:
        shown = "\n".join(
            f"  {outcome.id} [{outcome.law}] {outcome.message}\n    {outcome.case.description}" for outcome in wrong[:SHOWN]
        )
        more = f"\n  and {len(wrong) - SHOWN} others" if len(wrong) > SHOWN else ""
        parts.append(f"Cases:\n{shown}{more}")
    named = " ".join(filter(None, (run.introduction.name, run.introduction.version)))
    restarts = f", started again {run.restarts} times" if run.restarts else ""
    told = run.count(Result.AGREED) + run.count(Result.DISAGREED) + run.count(Result.ERROR)
    parts.append(f"{named}: {run.count(Result.AGREED)} of {told} cases agreed, {run.count(Result.SKIPPED)} skipped{restarts}")
    return "\n\n".join(parts)


def _json(run: Run) -> str:
    said = {
        "$schema": f"{SCHEMAS}results.json",
        "suite": VERSION,
        "checker": {
            "name": run.introduction.name,
            "version": run.introduction.version,
            "command": list(run.command),
            "verdicts": sorted(run.introduction.verdicts),
        },
        "restarts": run.restarts,
        "counts": {str(result): run.count(result) for result in Result},
        "laws": [str(law) for law in run.laws],
        "cases": [_outcome(outcome) for outcome in run.outcomes],
    }
    return json.dumps(said, indent=1, ensure_ascii=False)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    said: dict[str, Any] = {"id": outcome.id, "result": str(outcome.result), "expected": outcome.case.verdict}
    if outcome.given:
        said["given"] = outcome.given
    if outcome.law is not None:
        said["law"] = str(outcome.law)
    return {**said, "message": outcome.message} if outcome.message else said


def _junit(run: Run) -> str:
    root = ET.Element("testsuites", name=_clean(run.introduction.name))
    for regime, found in sorted(_counts(run).items()):
        suite = ET.SubElement(
            root,
            "testsuite",
            name=regime,
            tests=str(sum(found.values())),
            failures=str(found[Result.DISAGREED]),
            errors=str(found[Result.ERROR]),
            skipped=str(found[Result.SKIPPED]),
        )
        for outcome in run.outcomes:
            if outcome.regime == regime:
                _test(suite, outcome)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _test(suite: ET.Element, outcome: Outcome) -> None:
    test = ET.SubElement(suite, "testcase", classname=outcome.requirement, name=outcome.id)
    tag = {Result.DISAGREED: "failure", Result.ERROR: "error", Result.SKIPPED: "skipped"}.get(outcome.result)
    if tag is not None:
        told = ET.SubElement(test, tag, message=_clean(outcome.message))
        if outcome.law is not None:
            told.set("type", str(outcome.law))
            told.text = _clean(f"{outcome.law}: {outcome.law.meaning}\n{outcome.case.description}")


def _clean(text: str) -> str:
    return text.translate(_FORBIDDEN)


def _badge(run: Run) -> str:
    """Return an endpoint badge, as shields.io reads it."""
    told = len(run.outcomes) - run.count(Result.SKIPPED)
    agreed = run.count(Result.AGREED)
    message = f"{agreed} of {told}"
    colour = "brightgreen" if run.agrees else "yellow" if agreed >= told * 0.9 else "red"
    return json.dumps({"schemaVersion": 1, "label": f"AI conformance suite {VERSION}", "message": message, "color": colour})
