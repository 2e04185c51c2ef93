"""Checking schemas themselves: are they valid, dated, sourced, used, and neither empty nor contradictory?"""

from .draft import Draft, NotSchemas, SchemaFile, read_draft
from .model import Check, Edit, Finding, Flaw, Severity, Stage
from .registers import NotRegisters, read_registers
from .run import CHECKS, lint

__all__ = [
    "CHECKS",
    "Check",
    "Draft",
    "Edit",
    "Finding",
    "Flaw",
    "NotRegisters",
    "NotSchemas",
    "SchemaFile",
    "Severity",
    "Stage",
    "lint",
    "read_draft",
    "read_registers",
]
