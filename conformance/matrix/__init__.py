"""Verdicts and relations laid out for people, as plain data."""

from __future__ import annotations

from .model import Cell, JudgedDeclaration, judged_declaration
from .standing import Group, Grouping, Standing, standing
from .survey import Survey, SurveyedSource, survey
from .uptake import FAILS, MEETS, NO_COUNTRY, SILENT, Uptake, uptake

__all__ = [
    "FAILS",
    "MEETS",
    "NO_COUNTRY",
    "SILENT",
    "Cell",
    "Group",
    "Grouping",
    "JudgedDeclaration",
    "Standing",
    "Survey",
    "SurveyedSource",
    "Uptake",
    "judged_declaration",
    "standing",
    "survey",
    "uptake",
]
