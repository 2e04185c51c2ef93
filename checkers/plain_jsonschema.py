"""``jsonschema`` as a checker."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from jsonschema import Draft202012Validator
from lines import Message, Regime, serve
from plain import VERDICTS, regime
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


def prepare(message: Message) -> Regime:
    """Make a validator for each schema when it is first needed."""
    resources = ((uri, Resource(contents=schema, specification=DRAFT202012)) for uri, schema in message["schemas"].items())
    registry: Any = Registry().with_resources(resources)

    @cache
    def validator(uri: str) -> Any:
        return Draft202012Validator({"$ref": uri}, registry=registry)

    return regime(message, lambda uri, document: bool(validator(uri).is_valid(document)))


if __name__ == "__main__":
    serve("jsonschema", version("jsonschema"), prepare, VERDICTS)
