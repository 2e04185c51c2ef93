"""Values that people expect to see, in place of those that a prover happens to choose."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from conformance.declarations.form import declaration_form
from conformance.verdicts.samples import samples

if TYPE_CHECKING:
    from datetime import date

Tokens = tuple[str | int, ...]
MOST_SAMPLES = 3


def plain(
    data: Mapping[str, Any],
    keeps: Callable[[Mapping[str, Any]], bool],
    as_of: date,
    untouched: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the declaration with free texts and numbers put plainly, where it keeps a property.

    Args:
        data: a declaration that has the property.
        keeps: the property.
        as_of: the day of judgement.
        untouched: a declaration whose values are left as they are.
    """
    own = dict(_scalars(untouched or {}, ()))
    result: dict[str, Any] = copy.deepcopy(dict(data))
    for tokens, value in list(_scalars(result, ())):
        form = declaration_form().field([str(token) for token in tokens]) or {}
        if own.get(tokens) == value or tokens[0] == "declaration" or tokens[1:] == ("name",) or isinstance(value, bool):
            continue
        for sample in islice(samples({}, form, as_of), MOST_SAMPLES):
            if type(sample) is not type(value) or sample == value:
                continue
            _put(result, tokens, sample)
            if keeps(result):
                break
            _put(result, tokens, value)
    return result


def _scalars(value: Any, above: Tokens) -> Iterator[tuple[Tokens, Any]]:
    if isinstance(value, Mapping):
        for name, member in value.items():
            yield from _scalars(member, (*above, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*above, index))
    else:
        yield above, value


def _put(data: Any, tokens: Tokens, value: Any) -> None:
    for token in tokens[:-1]:
        data = data[token]
    data[tokens[-1]] = value
