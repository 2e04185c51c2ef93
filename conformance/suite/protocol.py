"""What the runner and a checker say to each other: one JSON object a line, one answer to each question.

=========  ==========================================================================================================
`start`    version of the protocol; the checker answers with its name and the verdicts it can give
`dialect`  the schemas that the next cases rest on; the checker makes ready
`case`     a declaration and a day; the checker answers with a verdict, or says that it skips the case or failed
`stop`     the end; the checker leaves
=========  ==========================================================================================================
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.catalogue.load import BASE_URI
from conformance.declarations import derive
from conformance.verdicts import Status

if TYPE_CHECKING:
    from conformance.catalogue import Catalogue

PROTOCOL = 1
STATUSES = tuple(str(status) for status in Status if status is not Status.WAIVED)


class ProtocolError(Exception):
    """An answer that the protocol does not know; ``str()`` says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a checker says of itself.

    Attributes:
        name: what it is called.
        version: its version, ``""`` if it does not say.
        verdicts: the verdicts it can give; cases that expect another are not put to it.
    """

    name: str
    version: str
    verdicts: frozenset[str]


def start() -> dict[str, Any]:
    """Return the first question."""
    return {"cmd": "start", "version": PROTOCOL}


def dialect(catalogue: Catalogue, regime: str) -> dict[str, Any]:
    """Return the message that hands over a regime and all facts, by their URIs."""
    names = [name for name in catalogue.documents if name.startswith("facts/") or name == f"regimes/{regime}.json"]
    return {
        "cmd": "dialect",
        "dialect": f"{BASE_URI}dialect.json",
        "regime": f"{BASE_URI}regimes/{regime}.json",
        "candidate": catalogue.regimes[regime].candidate,
        "schemas": {BASE_URI + name: catalogue.documents[name] for name in names},
    }


def case(
    seq: int, requirement: str, declaration: Mapping[str, Any], as_of: date, *, suppose_in_force: bool = False
) -> dict[str, Any]:
    """Return a question: how does the declaration stand to the requirement on that day, or would if it were in force?

    ``judged`` is the declaration with its derived fields, for checkers that do not derive them; one that does, should.
    """
    judged = derive(declaration, as_of)
    return {
        "cmd": "case",
        "seq": seq,
        "requirement": f"{BASE_URI}regimes/{requirement.replace('/', '.json#/$defs/')}",
        "asOf": as_of.isoformat(),
        "supposeInForce": suppose_in_force,
        "declaration": declaration,
        "judged": judged.document,
        "incomplete": sorted(judged.incomplete),
    }


def stop() -> dict[str, Any]:
    """Return the last message, which has no answer."""
    return {"cmd": "stop"}


def line(message: Mapping[str, Any]) -> bytes:
    """Return a message as a line."""
    return json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def read(answer: bytes) -> dict[str, Any]:
    """Return the object that a line holds.

    Raises:
        ProtocolError: it holds something else.
    """
    try:
        said = json.loads(answer)
    except ValueError:
        raise ProtocolError(f"the answer is not JSON: {answer[:80].decode(errors='replace').rstrip()!r}") from None
    if not isinstance(said, dict):
        raise ProtocolError("the answer is not a JSON object")
    return said


def introduction(answer: Mapping[str, Any]) -> Introduction:
    """Read the answer to `start`.

    Raises:
        ProtocolError: it speaks another version, has no name, or names verdicts that there are not.
    """
    if answer.get("version") != PROTOCOL:
        raise ProtocolError(f"the checker speaks version {answer.get('version')!r} of the protocol, not {PROTOCOL}")
    name = answer.get("name")
    verdicts = answer.get("verdicts", list(STATUSES))
    if not isinstance(name, str) or not name:
        raise ProtocolError("the answer to start has no name")
    if not isinstance(verdicts, list) or not set(verdicts) <= set(STATUSES):
        raise ProtocolError(f"the verdicts are some of {', '.join(STATUSES)}")
    return Introduction(name, str(answer.get("checkerVersion", "")), frozenset(verdicts))


def verdict(answer: Mapping[str, Any], seq: int) -> tuple[str, str]:
    """Read the answer to `case`: ``(verdict, "")``, ``("skipped", reason)`` or ``("error", message)``.

    Raises:
        ProtocolError: it answers another case, or says none of these.
    """
    if answer.get("seq") != seq:
        raise ProtocolError(f"the answer is to case {answer.get('seq')!r}, not to {seq}")
    if "skipped" in answer:
        return "skipped", str(answer["skipped"])
    if "error" in answer:
        return "error", str(answer["error"])
    given = answer.get("verdict")
    if given not in STATUSES:
        raise ProtocolError(f"{given!r} is no verdict")
    return str(given), ""
