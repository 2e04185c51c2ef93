"""The scores of the questionnaire and the impact level that they give.

Source: the official tool, canada-ca/aia-eia-js: the choices of the questionnaire carry their scores after the last hyphen, and
`calculateFinalScore` sums them up. The highest scores were added up from the questionnaire of each version by the rule
of the tool: the best single choice, and all choices of a question with several answers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_CHOICE = re.compile(r"item\d+-(\d+)")
_SECTION = re.compile(r"[A-Za-z]+")
_MITIGATION = ("consultation", "dataQuality", "fairness", "privacy")
_ENOUGH = 0.8
"""Share of the highest mitigation score from which mitigation counts."""
_DEDUCTION = 0.15
_LIMITS = (0.25, 0.5, 0.75)
"""Shares of the highest impact score up to which the level is I, II and III; above it is IV."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What the score of one version of the questionnaire is measured against.

    Attributes:
        highest_impact: highest sum of the impact questions.
        highest_mitigation: highest sum of the mitigation questions of one phase; only one phase is asked.
        sections: beginnings of the names of the impact questions.
        always_asked: impact questions with one answer that are asked whatever the other answers.
    """

    highest_impact: int
    highest_mitigation: int
    sections: tuple[str, ...]
    always_asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """What the answers come to.

    Attributes:
        impact: sum of the impact questions.
        mitigation: sum of the mitigation questions.
        total: the impact, less 15 % where mitigation is enough.
        share: the total, divided by the highest impact.
        level: 1 to 4.
    """

    impact: int
    mitigation: int
    total: int
    share: float
    level: int


_SECTIONS_0_9 = (
    "riskProfile",
    "projectAuthority",
    "aboutAlgorithm",
    "decisionSector",
    "impact",
    "aboutDataSource",
    "aboutDataType",
)
_SECTIONS_0_10 = ("businessDrivers", *_SECTIONS_0_9)
_SECTIONS_1_0 = (
    "businessDrivers", "riskProfile", "projectAuthority", "aboutSystem", "aboutAlgorithm", "decisionSector", "impact",
    "aboutDataSource",
)  # fmt: skip


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASKED_0_9 = _names(
    "riskProfile1 riskProfile2 riskProfile3 riskProfile4 projectAuthority1 aboutAlgorithm1 aboutAlgorithm2 impact1 "
    "impact2 impact3 impact5 impact6 impact7 impact9 impact11 impact13 impact15 aboutDataSource1 aboutDataSource2 "
    "aboutDataSource3 aboutDataSource4 aboutDataSource5 aboutDataSource6 aboutDataSource7 aboutDataSource8 "
    "aboutDataType1"
)
_ASKED_0_10 = (_ASKED_0_9 - _names("impact1 impact2")) | _names(
    "businessDrivers5 businessDrivers9 riskProfile5 impact30 impact22 impact24"
)
_ASKED_1_0 = _names(
    "businessDrivers5 businessDrivers9 riskProfile1 riskProfile2 riskProfile3 riskProfile4 riskProfile7 riskProfile8 "
    "projectAuthority1 aboutSystem3 aboutSystem4 aboutSystem5 aboutSystem6 aboutSystem7 aboutSystem8 aboutSystem9 "
    "aboutSystem10A aboutSystem11 aboutAlgorithm1 aboutAlgorithm2 aboutAlgorithm5 aboutAlgorithm8 aboutAlgorithm9 "
    "aboutAlgorithm11 impact30 impact3 impact4A impact22 impact5 impact6 impact7 impact9 impact24 impact11 impact13 "
    "impact15 impact18 impact19I impact23 impact26 impact28 aboutDataSource1 aboutDataSource15 aboutDataSource16 "
    "aboutDataSource2 aboutDataSource17 aboutDataSource3 aboutDataSource4 aboutDataSource5 aboutDataSource6 "
    "aboutDataSource7 aboutDataSource8 aboutDataSourceType1 aboutDataSourceType3"
)
QUESTIONNAIRES: Mapping[str, Questionnaire] = {
    "0.9": Questionnaire(107, 45, _SECTIONS_0_9, _ASKED_0_9),
    "0.9.1": Questionnaire(107, 45, _SECTIONS_0_9, _ASKED_0_9),
    "0.10.0": Questionnaire(126, 46, _SECTIONS_0_10, _ASKED_0_10),
    "1.0.0": Questionnaire(167, 77, _SECTIONS_1_0, _ASKED_1_0),
    "1.0.1": Questionnaire(167, 77, _SECTIONS_1_0, _ASKED_1_0),
}


def questionnaire_of(version: str) -> Questionnaire | None:
    """Return the questionnaire of a version such as ``v1.0.1``; None when its scores are not known."""
    return QUESTIONNAIRES.get(version.strip().removeprefix("v"))


def score_of(answers: Mapping[str, Any], questionnaire: Questionnaire) -> Score:
    """Return what answers come to, by the rule of the official tool.

    Args:
        answers: choices by question, each text, or a list of texts; anything else, and words, score nothing.
        questionnaire: the version that was answered.
    """
    impact = sum(points_of(answer) for name, answer in answers.items() if _section(name).startswith(questionnaire.sections))
    mitigation = sum(points_of(answer) for name, answer in answers.items() if _section(name).startswith(_MITIGATION))
    total = impact
    if mitigation >= _ENOUGH * questionnaire.highest_mitigation:
        total = math.floor((1 - _DEDUCTION) * impact + 0.5)
    highest = questionnaire.highest_impact
    level = 1 + sum(total > highest * limit for limit in _LIMITS)
    return Score(impact, mitigation, total, total / highest, level)


def points_of(answer: Any) -> int:
    """Return the score that an answer carries; 0 for words."""
    if isinstance(answer, list):
        return sum(points_of(item) for item in answer if isinstance(item, str))
    match = _CHOICE.fullmatch(answer) if isinstance(answer, str) else None
    return int(match[1]) if match else 0


def _section(name: str) -> str:
    match = _SECTION.match(name)
    return match[0] if match else ""
