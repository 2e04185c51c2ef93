"""The assertions about a value by itself (JSON Schema 2020-12 validation, section 6), by keyword."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conformance.logic.values import all_different, equal, is_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _number(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda bound, value: not is_kind(value, ("number",)) or test(value, bound)


SCALAR_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": lambda kinds, value: is_kind(value, (kinds,) if isinstance(kinds, str) else kinds),
    "const": lambda constant, value: equal(value, constant),
    "enum": lambda constants, value: any(equal(value, constant) for constant in constants),
    "minimum": _number(lambda value, bound: value >= bound),
    "maximum": _number(lambda value, bound: value <= bound),
    "exclusiveMinimum": _number(lambda value, bound: value > bound),
    "exclusiveMaximum": _number(lambda value, bound: value < bound),
    "minLength": lambda least, value: not isinstance(value, str) or len(value) >= least,
    "maxLength": lambda most, value: not isinstance(value, str) or len(value) <= most,
    "pattern": lambda pattern, value: not isinstance(value, str) or re.search(pattern, value) is not None,
    "uniqueItems": lambda wanted, value: not (wanted and isinstance(value, list)) or all_different(value),
}
"""Each takes the keyword's value and the value in question; a value of another type passes, as the standard has it."""
