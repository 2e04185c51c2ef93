"""What a plain JSON Schema validator can say: valid or not, hence four of the six verdicts, and never *undeclared*."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lines import Message, Regime

VERDICTS = ["pass", "fail", "not-applicable", "not-in-force"]
Valid = Callable[[str, Any], bool]
"""Tells whether a document is valid against the schema at an address."""


def regime(message: Message, valid: Valid) -> Regime:
    """Return the judge of a regime.

    Args:
        message: the `dialect` message.
        valid: the validator, with the schemas of the message.
    """
    file = message["regime"]
    requirements: Mapping[str, Any] = message["schemas"][file]["$defs"]

    def holds(uri: str, schema: Any, document: Any) -> bool:
        return schema if isinstance(schema, bool) else valid(uri, document)

    def verdict(case: Message) -> str:
        uri = case["requirement"]
        requirement = requirements[uri.rpartition("/")[2]]
        document = case["judged"]
        if not message["candidate"]:
            dates = window = requirement["requirement"]["inForce"]
            for number, variant in enumerate(window.get("variants", ())):
                if holds(f"{uri}/requirement/inForce/variants/{number}/if", variant["if"], document):
                    window = variant
                    break
            begun = case["supposeInForce"] or (_begun(window, case["asOf"]) and not _within(dates.get("stayed"), case["asOf"]))
            if not begun or _ended(window, case["asOf"]):
                return "not-in-force"
        scope = message["schemas"][file].get("if", True)
        if not holds(f"{file}#/if", scope, document) or not holds(f"{uri}/if", requirement.get("if", True), document):
            return "not-applicable"
        return "pass" if holds(f"{uri}/then", requirement["then"], document) else "fail"

    return verdict


def _begun(span: Mapping[str, Any], day: str) -> bool:
    return span["from"] is not None and span["from"] <= day


def _ended(span: Mapping[str, Any], day: str) -> bool:
    return span["to"] is not None and span["to"] < day


def _within(span: Mapping[str, Any] | None, day: str) -> bool:
    return span is not None and _begun(span, day) and not _ended(span, day)
