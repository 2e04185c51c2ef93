"""Process checklists of AI Verify (Singapore): yes, no or not applicable to each numbered check, and a word about it.

The toolkit keeps a checklist as a flat object (``completed-1.1.1``, ``elaboration-1.1.1``), wraps it in an input block of a
plugin, collects blocks in a group, and takes in sheets of rows. Checks are told by their number; the questions are not
repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.ai_verify_checklist.checks import (
    CHANNELS,
    ITEMS,
    LISTS,
    MONITORING,
    NUMBERS,
    OVERSIGHT,
    PRINCIPLES,
    TRUTHS,
)
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.trees import read_json_document
from conformance.declarations.adapters.words import state_of, yes_or_no
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_FLAT = re.compile(r'"completed-\d{1,2}(?:\.\d{1,2}){1,2}"\s*:')
_ROWS = re.compile(r'"pid"\s*:\s*"\d{1,2}(?:\.\d{1,2}){1,2}"')
_COMPLETED = re.compile(r"completed-(\d{1,2}(?:\.\d{1,2}){1,2})")
_PLUGIN = "aiverify.stock.process_checklist"
_OTHER_PLUGIN = re.compile(r"veritas|^generic_|ethics_and_accountability", re.IGNORECASE)
_PRINCIPLE = re.compile(r"summary-justification-(.+)")
_WORDS = re.compile(r"[^a-z]+")
_MODES = (
    (re.compile(r"human[- ]in[- ]the[- ]loop", re.IGNORECASE), "in-the-loop"),
    (re.compile(r"human[- ](?:over|on)[- ]the[- ]loop", re.IGNORECASE), "on-the-loop"),
    (re.compile(r"human[- ]out[- ](?:of[- ])?the[- ]loop", re.IGNORECASE), "out-of-the-loop"),
)
_IN_PLACE = "in place; the checklist does not describe it"
_LARGEST = 12
_WRAPPERS = ("input_blocks", "checklists", "submissions", "blocks", "data")


class _Answer(NamedTuple):
    """The answer to a check.

    Attributes:
        number: the number of the check.
        completed: the answer.
        elaboration: what is said about it.
    """

    number: str
    completed: Node
    elaboration: Node

    @property
    def nodes(self) -> tuple[Node, ...]:
        return (self.completed, self.elaboration) if self.elaboration else (self.completed,)


class AiVerifyChecklist:
    """Reads a checklist, a block, a group of blocks or sheets as one declaration."""

    name = "ai-verify-checklist"
    title = "AI Verify process checklist (AI Verify Foundation, Singapore)"
    suffixes = (".json",)
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the names of the answers."""
        if original.suffix != ".json":
            return False
        head = original.head_text
        return _FLAT.search(head) is not None or ('"sheets"' in head and '"completed"' in head and _ROWS.search(head) is not None)

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the one record of the file; checklists of several principles describe one system."""
        record = read_json_document(original)
        if isinstance(record, MalformedDocument):
            yield record
            return
        yield _other(record) or record

    def map(self, record: Record, draft: Draft) -> None:
        """Map the answers, check by check."""
        for block in _blocks(record.root):
            _name(block, draft)
            for name, node in block.members():
                if _PRINCIPLE.fullmatch(name) or name == "summaryJustification":
                    draft.ignore(node, "sums a principle up in words")
        for answer in _answers(record.root):
            _map(answer, draft)


def _map(answer: _Answer, draft: Draft) -> None:
    number, completed = answer.number, answer.completed
    if number not in NUMBERS and f"{number}.1" not in NUMBERS:
        draft.doubt(completed, f"{number} is no process check of AI Verify")
        return
    state = _state(completed)
    if state is State.UNREADABLE:
        draft.doubt(completed, "is neither yes, no nor not applicable")
        return
    rule = f"AI Verify process check {number}, answered with {completed.text or 'nothing'}"
    for field, values in LISTS.get(number, ()):
        if state is State.STATED:
            draft.extend(field, values, *answer.nodes, rule=rule)
        else:
            draft.leave_open(field, state, *answer.nodes)
    for field, item in ITEMS.get(number, ()):
        if state is State.STATED:
            draft.add(field, item, *answer.nodes, rule=rule)
        else:
            draft.leave_open(field, state, *answer.nodes)
    if field := TRUTHS.get(number, ""):
        if state is State.STATED or (state is State.NONE and number == MONITORING):
            draft.put(field, state is State.STATED, *answer.nodes, rule=rule)
        else:
            draft.leave_open(field, state, *answer.nodes)
    if field := CHANNELS.get(number, ""):
        _channel(field, answer, state, rule, draft)
    if number == OVERSIGHT and state is State.STATED:
        modes = {mode for pattern, mode in _MODES if pattern.search(answer.elaboration.text)}
        if len(modes) == 1:
            draft.put("/oversight/mode", modes.pop(), answer.elaboration, rule="the mode that the elaboration names")
        else:
            draft.leave_open("/oversight/mode", State.UNREADABLE if answer.elaboration else State.ABSENT, answer.elaboration)


def _channel(field: str, answer: _Answer, state: State, rule: str, draft: Draft) -> None:
    if state is State.STATED:
        told = answer.elaboration
        draft.put(field, told.lines if state_of(told) is State.STATED else _IN_PLACE, *answer.nodes, rule=rule)
    elif state in (State.NONE, State.NOT_APPLICABLE):
        draft.close(field, state, *answer.nodes, rule=rule)
    else:
        draft.leave_open(field, state, *answer.nodes)


def _state(node: Node) -> State:
    answer = yes_or_no(node)
    if answer is not None:
        return State.STATED if answer else State.NONE
    found = state_of(node)
    return State.UNREADABLE if found is State.STATED else found


def _name(block: Node, draft: Draft) -> None:
    """Take the name of a group, and leave out what the toolkit keeps for itself."""
    group = block.get("group") or block.get("groupName")
    if group and isinstance(group.data, str):
        draft.put("/system/name", group.text, group, rule="the group under which the toolkit keeps the checklists of a system")
    day = read_date(block.get("updated_at").text.replace("T", " ")[:19]) if block.get("updated_at") else None
    if day and day.iso and not draft.states("/declaration/issued_on"):
        draft.put("/declaration/issued_on", day.iso, block.get("updated_at"), rule="the day of the last change")
    for name in ("id", "gid", "cid", "name", "created_at", "updated_at", "groupNumber", "principleName", "sheetName"):
        if isinstance(block.get(name).data, str | int):
            draft.ignore(block.get(name), "the toolkit's own bookkeeping")


def _blocks(node: Node, depth: int = 0) -> Iterator[Node]:
    """Yield the objects that may hold answers, from the outside in."""
    if isinstance(node.data, dict):
        yield node
        if depth < _LARGEST:
            for name in (*_WRAPPERS, "sheets"):
                if isinstance(node.get(name).data, list | dict):
                    yield from _blocks(node.get(name), depth + 1)
            for name, member in node.members():
                if isinstance(member.data, dict) and name.replace("_", " ").casefold().startswith(tuple(PRINCIPLES)):
                    yield from _blocks(member, depth + 1)
    elif isinstance(node.data, list) and depth < _LARGEST:
        for item in node.each():
            if isinstance(item.data, dict):
                yield from _blocks(item, depth + 1)


def _answers(root: Node) -> Iterator[_Answer]:
    for block in _blocks(root):
        for name, node in block.members():
            if match := _COMPLETED.fullmatch(name):
                yield _Answer(match[1], node, block.get(f"elaboration-{match[1]}"))
        rows = [*block.get("rows").each()] if isinstance(block.get("rows").data, list) else [block]
        for row in rows:
            number, completed = row.get("pid"), row.get("completed")
            if number.text and completed.exists:
                yield _Answer(number.text, completed, row.get("elaboration"))


def _other(record: Record) -> Refusal | None:
    """Return why a checklist is not of this framework, or None: another plugin numbers its checks in the same way."""
    root = record.root
    plugins = {block.get("gid").text for block in _blocks(root)} - {"", _PLUGIN}
    if plugins or _OTHER_PLUGIN.search(PurePath(record.file.replace("\\", "/")).name):
        whose = min(plugins, default="another plugin (Veritas)")
        what = f"these are answers to the checks of {whose}, whose numbers mean other things"
        return _refused(record, "other-checklist", what, "convert the checklists of aiverify.stock.process_checklist")
    answers = [answer.number for answer in _answers(root)]
    if not answers:
        return _refused(
            record, "no-answers", "there is no answer to a process check in it", "check the file, or name the format with --from"
        )
    if (principle := _principle(record)) is not None and all(number.partition(".")[0] != str(principle[1]) for number in answers):
        what = f"the checks of {principle[0]} begin with {principle[1]}, and these with {answers[0].partition('.')[0]}"
        return _refused(record, "other-checklist", what, "a checklist of another plugin numbers its checks in the same way")
    return None


def _principle(record: Record) -> tuple[str, int] | None:
    """Return the one principle that a flat checklist says it is of, with its number."""
    if not isinstance(record.data, dict):
        return None
    titles = [match[1] for name in record.data if (match := _PRINCIPLE.fullmatch(name))]
    titles += [record.get("cid").text, PurePath(record.file.replace("\\", "/")).name]
    for title in titles:
        plain = _WORDS.sub(" ", title.casefold()).strip()
        for name, number in PRINCIPLES.items():
            if plain.startswith(name):
                return name, number
    return None


def _refused(record: Record, code: str, what: str, hint: str) -> Refusal:
    where = record.positions.of("")
    why = "an answer is read by the number of its check"
    return MalformedDocument(record.file, 0, [Problem(code, record.file, where.line, where.column, None, what, why, hint)])


ADAPTER = AiVerifyChecklist()
