"""Regimes, requirements, facts and axes as frozen values, read from the shipped schemas."""

from __future__ import annotations

from .errors import CatalogueError, UnknownNameError
from .load import load_catalogue
from .model import Axis, Catalogue, Fact, InForce, Level, Regime, Requirement, Schema, Source, Stay, Variant, Window

__all__ = [
    "Axis",
    "Catalogue",
    "CatalogueError",
    "Fact",
    "InForce",
    "Level",
    "Regime",
    "Requirement",
    "Schema",
    "Source",
    "Stay",
    "UnknownNameError",
    "Variant",
    "Window",
    "load_catalogue",
]
