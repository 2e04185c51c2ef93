"""``pytest --conformance-selftest``: the regimes themselves under test, a property for each requirement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from .bench import bench

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.catalogue import Requirement
    from conformance.verdicts import Judge

EXAMPLES = 3
"""Declarations drawn for each requirement."""


class LawBroken(Exception):
    """A requirement breaks a law that all requirements keep; ``str()`` says which, and shows a declaration."""


def requirement_items(session: pytest.Session, config: pytest.Config) -> Iterator[pytest.Item]:
    """Yield an item for each codified requirement of the chosen regimes."""
    for regime in bench(config).regimes:
        for requirement in regime.codified:
            yield RequirementItem.from_parent(session, name=requirement.id, requirement=requirement)


class RequirementItem(pytest.Item):
    """The laws that one requirement must keep."""

    def __init__(self, *, requirement: Requirement, **named: Any) -> None:
        super().__init__(**named)
        self.requirement = requirement
        self.add_marker("conformance")

    def runtest(self) -> None:
        """Draw declarations that pass and that fail, and judge them twice: by our reading, and by a plain validator."""
        from hypothesis import HealthCheck, given, settings
        from hypothesis import strategies as st
        from hypothesis.errors import Unsatisfiable

        from conformance.strategies import conforming, violating

        @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(st.data())
        def laws(data: st.DataObject) -> None:
            keep(self.requirement, data.draw(conforming(self.requirement.id)), met=True)
            keep(self.requirement, data.draw(violating(self.requirement.id)), met=False)

        try:
            laws()
        except Unsatisfiable:
            pytest.skip("no declaration was found that passes and, changed in one place, fails")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show a broken law in its own words."""
        if isinstance(excinfo.value, LawBroken):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Any, None, str]:
        """Name the file that the requirement stands in."""
        from conformance.resources import data_path

        file = data_path("schemas", "regimes", f"{self.requirement.regime_id}.json")
        return file, None, f"selftest: {self.requirement.id}"


def keep(requirement: Requirement, declaration: Mapping[str, Any], *, met: bool) -> None:
    """Judge a declaration as we do and as a plain validator does.

    Raises:
        LawBroken: a verdict is not the one that the declaration was drawn for, or the validator disagrees.
    """
    import json

    from conformance.declarations import derive
    from conformance.strategies import judging_day
    from conformance.verdicts import Status
    from conformance.verdicts.in_force import may_be_in_force

    day = judging_day(requirement.id)
    judged = derive(declaration, day)
    suppose = not may_be_in_force(requirement.in_force, day)
    verdicts = {each.id: each for each in _judge(requirement.regime_id)(judged, as_of=day, suppose_in_force=suppose)}
    verdict = verdicts[requirement.id]
    wanted = (Status.PASS,) if met else (Status.FAIL, Status.UNDECLARED)
    shown = json.dumps(declaration, ensure_ascii=False)
    if verdict.status not in wanted:
        raise LawBroken(f"{requirement.id} [{requirement.clause}] is {verdict.status}, not {wanted[0]}, on {day}: {shown}")
    for part, truth in (("if", verdict.applies), ("then", verdict.demands)):
        plain = _plainly(requirement, part, judged.document)
        if truth is not None and plain is not truth and not (part == "if" and verdict.scope is not True):
            raise LawBroken(f"{requirement.id}: a plain validator says {plain} to its {part!r}, we say {truth}: {shown}")


@cache
def _judge(regime: str) -> Judge:
    from conformance.catalogue import load_catalogue
    from conformance.verdicts import Judge

    return Judge(load_catalogue(), [regime])


def _plainly(requirement: Requirement, part: str, document: Any) -> bool:
    schema = requirement.trigger if part == "if" else requirement.duty
    return schema if isinstance(schema, bool) else bool(_validator(f"{requirement.uri}/{part}").is_valid(document))


@cache
def _registry() -> Any:
    import jsonschema_rs

    from conformance.catalogue import load_catalogue
    from conformance.verdicts.compiled import registry_of

    known = registry_of(load_catalogue())
    contents: list[tuple[str, Any]] = [(uri, known.contents(uri)) for uri in known]
    return jsonschema_rs.Registry(contents, draft=jsonschema_rs.Draft202012)


@cache
def _validator(uri: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator({"$ref": uri}, registry=_registry())
