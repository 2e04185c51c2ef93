"""Full declarations made from the declaration schema: the same for the same seed, of the size that a vendor writes.

Every section is there more often than not and most of its fields are filled; lists hold a handful of entries, free texts a
sentence or two.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from conformance.resources import data_path

Json = Any

_WORDS = [
    word
    for line in (
        "the system answers questions about products and drafts text in several languages it was tested on data from before",
        "release by a team that did not build it results are published with every version users see a notice when they talk to",
        "it a person reviews each decision with legal effect and can overrule it logs are kept for the period stated in policy",
    )
    for word in line.split(" ")
]


def _word(dice: random.Random) -> str:
    return dice.choice(_WORDS)


def _one_of(*codes: str) -> Callable[[random.Random], str]:
    return lambda dice: dice.choice(codes)


_BY_PATTERN: dict[str, Callable[[random.Random], str]] = {
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$": lambda dice: (
        f"{dice.randint(2021, 2027)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    ),
    r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$": lambda dice: f"https://vendor.example/{_word(dice)}/{dice.randint(1, 9999)}",
    "^[A-Z]{2}$": _one_of("CN", "US", "DE", "FR", "CA", "KR", "JP", "SG", "IN", "AE", "BR", "ZA"),
    "^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$": _one_of("EU", "CN", "US", "US-CA", "DE", "FR", "CA", "KR", "JP", "BR"),
    "^[A-Z]{3}$": _one_of("USD", "EUR", "CNY", "JPY"),
    "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$": _one_of("en", "zh-Hans", "de", "fr", "es", "ja", "ko", "pt-BR", "ar", "hi"),
    "^[a-z0-9-]+:[0-9a-fA-F]+$": lambda dice: f"sha256:{dice.getrandbits(256):064x}",
    "^[a-z0-9]+(-[a-z0-9]+)*$": lambda dice: f"{_word(dice)}-{_word(dice)}",
    "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$": lambda dice: f"{_word(dice)}/{_word(dice)}",
    "^(/([^~/]|~[01])*)*$": lambda dice: f"/{dice.choice(('model', 'data', 'use'))}/{_word(dice)}",
    r"^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$": lambda dice: f"{dice.randint(0, 4)}.0.{dice.randint(0, 9)}",
}


class Generator:
    """Makes declarations from a seed.

    Args:
        seed: any number; equal seeds give equal declarations in equal order.
    """

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._bundle: Json = json.loads(data_path("schemas", "declaration", "bundle.json").read_text(encoding="utf-8"))

    def declaration(self) -> Json:
        """Return the next declaration, 10 to 30 kB of JSON as a rule."""
        return self._value(self._bundle, depth=0)

    def _value(self, schema: Json, depth: int) -> Json:
        while "$ref" in schema:
            schema = self._resolve(schema["$ref"]) | {name: value for name, value in schema.items() if name != "$ref"}
        if "enum" in schema:
            return self._dice.choice(schema["enum"])
        if "const" in schema:
            return schema["const"]
        match schema["type"]:
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, depth)
            case "string":
                return self._string(schema)
            case "boolean":
                return self._dice.random() < 0.6
            case "integer":
                return int(self._number(schema))
            case "number":
                return self._number(schema)
        raise ValueError(f"the declaration schema has a type this generator does not know: {schema['type']!r}")

    def _resolve(self, reference: str) -> Json:
        found = self._bundle
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
        return found

    def _object(self, schema: Json, depth: int) -> Json:
        chance = (0.97, 0.7, 0.75, 0.75)[min(depth, 3)]
        required = schema.get("required", ())
        return {
            name: self._value(each, depth + 1)
            for name, each in schema.get("properties", {}).items()
            if name in required or self._dice.random() < chance
        }

    def _array(self, schema: Json, depth: int) -> Json:
        items = schema["items"]
        if "properties" in items:
            return [self._value(items, depth + 1) for _ in range(self._dice.choice((0, 1, 1, 2, 2, 3)))]
        wanted = self._dice.choice((0, 1, 2, 2, 3, 3, 4, 6))
        return list(dict.fromkeys(self._value(items, depth + 1) for _ in range(wanted)))

    def _string(self, schema: Json) -> str:
        make = _BY_PATTERN.get(schema.get("pattern", ""))
        if make is not None:
            return make(self._dice)
        return " ".join(self._dice.choices(_WORDS, k=self._dice.choice((2, 3, 5, 8, 12, 25)))).capitalize()

    def _number(self, schema: Json) -> float:
        low: float = schema.get("minimum", 0)
        high: float | None = schema.get("maximum")
        if high is not None:
            return round(self._dice.uniform(low, high), 3)
        return round(low + 10 ** self._dice.uniform(0, 5 if schema["type"] == "integer" else 26), 1)
