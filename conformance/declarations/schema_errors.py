"""The validator's errors, without letting a hostile document make millions of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.declarations.form import declaration_form, declaration_validator

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

_MOST_VALUES = 10_000
_MOST_UNKNOWN_KEYS = 100


def schema_errors(data: dict[str, Any]) -> list[ValidationError]:
    """Return errors of ``data``, which the declaration schema refuses.

    The validator gathers all errors before it tells the first, in a time that grows with their number. So errors are looked for
    in the beginning of the document, far beyond the size of real declarations; when that is valid by itself, the first error
    of the whole is returned.
    """
    from jsonschema_rs import ValidationError

    known = frozenset(path.rpartition(".")[2].removesuffix("[]") for path, _ in declaration_form().fields())
    errors = list(declaration_validator().iter_errors(_Beginning(known).of(data)))
    if not errors:
        try:
            declaration_validator().validate(data)
        except ValidationError as error:
            errors.append(error)
    return errors


class _Beginning:
    """Cuts lists and unknown keys once enough values are kept; known keys stay, so that none is reported as missing."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._left = _MOST_VALUES

    def of(self, value: Any) -> Any:
        self._left -= 1
        if isinstance(value, dict):
            unknown = 0
            kept = {}
            for key, item in value.items():
                if key not in self._known:
                    unknown += 1
                    if unknown > _MOST_UNKNOWN_KEYS:
                        continue
                kept[key] = self.of(item)
            return kept
        if isinstance(value, list):
            return [self.of(item) for index, item in enumerate(value) if index == 0 or self._left > 0]
        return value
