"""What a source says of a field, when it says anything: the states that a value can be in."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How a source stands to a field. Only *stated* and *none* are evidence."""

    STATED = "stated"
    NONE = "none"
    NOT_APPLICABLE = "not-applicable"
    IN_PROGRESS = "in-progress"
    WITHHELD = "withheld"
    ABSENT = "absent"
    UNREADABLE = "unreadable"

    @property
    def meaning(self) -> str:
        """One sentence that says what the state tells the reader."""
        return {
            State.STATED: "the source states it",
            State.NONE: "the source states that there is none",
            State.NOT_APPLICABLE: "the source states that the question does not apply",
            State.IN_PROGRESS: "the source states that it is being done; that is no evidence that it is done",
            State.WITHHELD: "the source states that it does not tell",
            State.ABSENT: "the source has the field and says nothing in it",
            State.UNREADABLE: "the source says something that cannot be read without guessing",
        }[self]
