"""Reading what the world already declares: one adapter a format, and what they share.

An adapter tells whether a source is of its format, reads its records one after another, and maps each to a declaration whose
every value knows where it comes from. Adapters are found through the entry points of the group ``conformance.adapters``.
"""

from conformance.declarations.adapters.adapter import Adapter, Authority
from conformance.declarations.adapters.conversion import Conversion
from conformance.declarations.adapters.draft import Draft
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.adapters.state import State

__all__ = ["Adapter", "Authority", "Conversion", "Doubt", "Draft", "Node", "Original", "Record", "State"]
