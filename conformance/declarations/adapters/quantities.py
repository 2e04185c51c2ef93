"""Quantities as sources write them: sizes of models, counts of tokens, operations."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = {
    "": 1,
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "t": 10**12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_NUMBER = r"(\d{1,3}(?:[,_ ]\d{3}){1,12}(?:\.\d{1,40})?|\d{1,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,2})?)"
_UNIT = r"(trillion|billion|million|thousand|bn|[kmbt])?"
_QUANTITY = re.compile(rf"~?{_NUMBER}\s*{_UNIT}", re.IGNORECASE)
_EXPERTS = re.compile(rf"(\d+)\s*[\u00d7x*]\s*{_NUMBER}\s*{_UNIT}", re.IGNORECASE)
_ACTIVE = re.compile(rf"{_NUMBER}{_UNIT}-a{_NUMBER}{_UNIT}", re.IGNORECASE)
_TAIL = re.compile(r"\s*(?:parameters?|params?|tokens?|parámetros|參數|参数)?\.?(?:\s*\((?:dense|total)\))?$", re.IGNORECASE)


def read_quantity(text: str) -> int | float | None:
    """Return the number that a text is, with its words of size: ``671B``, ``2,072,488,058,295``, ``7B parameters (dense)``.

    None when it is anything else: a range, a product of experts, two numbers, a word.
    """
    match = _QUANTITY.fullmatch(_TAIL.sub("", text.strip(), count=1))
    return None if match is None else _value(match[1], match[2])


def read_parameters(text: str) -> tuple[int | float, str] | None:
    """Return how many parameters a text says a model has, and by which rule it was read; None when it cannot be told.

    ``30B-A3B`` has 30 billion, of which 3 billion are active. ``8x3.8b`` names eight experts that may share parts, so that
    the total is not their product: None.
    """
    plain = _TAIL.sub("", text.strip(), count=1)
    if match := _ACTIVE.fullmatch(plain):
        return _value(match[1], match[2]), "the total before the dash; after it stand the active parameters"
    if _EXPERTS.search(plain):
        return None
    value = read_quantity(plain)
    return None if value is None else (value, "")


def training_flop(parameters: float, tokens: float) -> tuple[int, str]:
    """Return the operations of a training by the rule 6·N·D, and the rule in words.

    Source: Kaplan et al., Scaling Laws for Neural Language Models, arXiv:2001.08361, section 2.1: about six operations for each
    parameter and token.
    """
    return int(6 * Decimal(str(parameters)) * Decimal(str(tokens))), "6 * parameters * training tokens (arXiv:2001.08361)"


def _value(number: str, unit: str | None) -> int | float:
    exact = Decimal(re.sub(r"[,_ ]", "", number)) * _UNITS[(unit or "").casefold()]
    return int(exact) if exact == exact.to_integral_value() else float(exact)
