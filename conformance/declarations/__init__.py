"""Reading, checking and deriving declarations.

:func:`load` reads declarations from files, folders, patterns and standard input; :func:`derive` makes of a declaration the
document that is judged on one day. What cannot be accepted is a :class:`Refusal`, which says what, where, why and how to mend.
"""

from conformance.declarations.declaration import Declaration
from conformance.declarations.derive import Judged, derive
from conformance.declarations.first_party import first_party
from conformance.declarations.limits import Limits
from conformance.declarations.load import convert_all, is_known_format, load, read
from conformance.declarations.positions import Position
from conformance.declarations.refusals import InvalidDeclaration, MalformedDocument, Problem, Refusal, UnreadableSource

__all__ = [
    "Declaration",
    "InvalidDeclaration",
    "Judged",
    "Limits",
    "MalformedDocument",
    "Position",
    "Problem",
    "Refusal",
    "UnreadableSource",
    "convert_all",
    "derive",
    "first_party",
    "is_known_format",
    "load",
    "read",
]
