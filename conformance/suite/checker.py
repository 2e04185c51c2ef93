"""A checker as a process: asked line by line, with time limits, and started again when it dies."""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from typing import IO, Any

from conformance.errors import ConformanceError

from . import protocol

_NO_MORE = None
_KEPT_LINES = 5
MOST_BYTES = 1_000_000
"""Longest answer."""


class CheckerDied(Exception):
    """The checker ended, hung or talked nonsense; ``str()`` says which. It has been ended."""


class CannotStart(ConformanceError):
    """The command starts no checker.

    Attributes:
        command: the command.
        problem: what happened.
    """

    def __init__(self, command: Sequence[str], problem: str) -> None:
        super().__init__(command, problem)
        self.command = tuple(command)
        self.problem = problem

    def __str__(self) -> str:
        return f"{' '.join(self.command)} is no checker: {self.problem}; docs/suite.md tells what a checker answers"


class Checker:
    """One run of a checker's process.

    Args:
        command: program and arguments.
        seconds: longest wait for an answer to a case; the first two messages may take ten times as long.

    Raises:
        CheckerDied: it did not introduce itself.
        OSError: the program cannot be run.
    """

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._seconds = seconds
        self._process = subprocess.Popen(  # noqa: S603  # the user's own command, without a shell
            list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._answers: queue.Queue[bytes | None] = queue.Queue()
        self._complaints: list[str] = []
        self._threads = [
            threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._overhear, args=(self._process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self.introduction = self._introduced()

    def _introduced(self) -> protocol.Introduction:
        answer = self._ask(protocol.start(), self._seconds * 10)
        try:
            return protocol.introduction(answer)
        except protocol.ProtocolError as error:
            raise self._dead(str(error)) from None

    def prepare(self, dialect: Mapping[str, Any]) -> None:
        """Hand over schemas.

        Raises:
            CheckerDied: it does not take them.
        """
        answer = self._ask(dialect, self._seconds * 10)
        if answer.get("ok") is not True:
            raise self._dead(f"the dialect was refused: {answer.get('error', answer)}")

    def judge(self, case: Mapping[str, Any]) -> tuple[str, str]:
        """Return what the checker says to a case; see `protocol.verdict`.

        Raises:
            CheckerDied: it gave no answer in time, or none that the protocol knows.
        """
        answer = self._ask(case, self._seconds)
        try:
            return protocol.verdict(answer, case["seq"])
        except protocol.ProtocolError as error:
            raise self._dead(str(error)) from None

    def stop(self) -> None:
        """Ask the checker to leave, and end it if it stays."""
        try:
            self._send(protocol.stop())
            self._process.wait(timeout=self._seconds)
        except (OSError, subprocess.TimeoutExpired):
            self._process.kill()
        self._close()

    def _close(self) -> None:
        self._process.wait()
        for thread in self._threads:
            thread.join(timeout=1)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what was not sent any more is not missed

    def _ask(self, message: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        try:
            self._send(message)
            answer = self._answers.get(timeout=seconds)
        except OSError:
            answer = _NO_MORE
        except queue.Empty:
            raise self._dead(f"no answer within {seconds:g} s") from None
        if answer is _NO_MORE:
            raise self._dead("it ended")
        try:
            return protocol.read(answer)
        except protocol.ProtocolError as error:
            raise self._dead(str(error)) from None

    def _send(self, message: Mapping[str, Any]) -> None:
        if self._process.stdin is None:
            raise OSError
        self._process.stdin.write(protocol.line(message))
        self._process.stdin.flush()

    def _dead(self, why: str) -> CheckerDied:
        self._process.kill()
        self._close()
        said = f"; it said: {' / '.join(self._complaints)}" if self._complaints else ""
        return CheckerDied(why + said)

    def _listen(self, stream: IO[bytes]) -> None:
        while answer := stream.readline(MOST_BYTES):
            self._answers.put(answer)
        self._answers.put(_NO_MORE)

    def _overhear(self, stream: IO[bytes]) -> None:
        for said in stream:
            self._complaints = [*self._complaints, said.decode(errors="replace").strip()[:200]][-_KEPT_LINES:]
