"""The protocol of docs/suite.md from the checker's side: read a line, answer with a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any, Protocol

Message = Mapping[str, Any]


class Regime(Protocol):
    """What a checker makes of the schemas of one regime."""

    def __call__(self, case: Message) -> str:
        """Return the verdict on a case."""


def serve(name: str, version: str, prepare: Callable[[Message], Regime], verdicts: list[str] | None = None) -> None:
    """Answer questions on standard input until there are no more.

    Args:
        name: what the checker is called.
        version: its version.
        prepare: makes a judge of the schemas that a `dialect` message hands over.
        verdicts: the verdicts that it can give, if not all.
    """
    judge: Regime | None = None
    for line in sys.stdin:
        message = json.loads(line)
        if message["cmd"] == "stop":
            return
        if message["cmd"] == "start":
            answer: dict[str, Any] = {"version": 1, "name": name, "checkerVersion": version}
            if verdicts is not None:
                answer["verdicts"] = verdicts
        elif message["cmd"] == "dialect":
            judge = prepare(message)
            answer = {"ok": True}
        elif judge is None:
            answer = {"seq": message["seq"], "error": "there was no dialect before the first case"}
        else:
            answer = {"seq": message["seq"], "verdict": judge(message)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
