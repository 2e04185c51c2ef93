"""``jsonschema-rs`` as a checker."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

import jsonschema_rs
from lines import Message, Regime, serve
from plain import VERDICTS, regime


def prepare(message: Message) -> Regime:
    """Make a validator for each schema when it is first needed."""
    registry = jsonschema_rs.Registry(list(message["schemas"].items()), draft=jsonschema_rs.Draft202012)

    @cache
    def validator(uri: str) -> Any:
        return jsonschema_rs.Draft202012Validator({"$ref": uri}, registry=registry)

    return regime(message, lambda uri, document: bool(validator(uri).is_valid(document)))


if __name__ == "__main__":
    serve("jsonschema-rs", version("jsonschema-rs"), prepare, VERDICTS)
