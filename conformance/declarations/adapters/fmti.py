"""Reports and scores of the Foundation Model Transparency Index (Stanford, Princeton, MIT): one record a developer.

A report has a row an indicator, with the disclosure, the score and the reasons of the index; the columns stand in another order
in each edition, and the name of the first one drifts. The matrices of disclosures and of scores have a column a developer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.contacts import text_without_contacts
from conformance.declarations.adapters.fmti_indicators import FIELDS, MAPPINGS, POINTS, Disclosure
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.tables import header_of, read_table
from conformance.declarations.adapters.words import state_of
from conformance.declarations.pointers import escape
from conformance.declarations.positions import Position, Positions, Spot
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original

_REPORT = frozenset({"definition", "disclosure", "score", "justification"})
_DEVELOPERS = frozenset(
    {
        "adept", "ai21 labs", "aleph alpha", "alibaba", "amazon", "anthropic", "bigcode", "bigscience", "cohere", "deepseek",
        "google", "hugging face", "ibm", "inflection", "meta", "microsoft", "midjourney", "mistral", "openai", "servicenow",
        "stability ai", "writer", "xai",
    }
)  # fmt: skip
_NOT_DEVELOPERS = frozenset({"domain", "subdomain", "indicator", "total", "totals", "average", "sum", "mean"})
_FILE = re.compile(r"(?P<developer>.+?)_fmtransparencyreport[-_](?P<edition>[A-Za-z]+\d{4})", re.IGNORECASE)
_EDITION = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December|Dec|Oct|Nov)[-_ ]?(20\d\d)"
)
_MONTHS = {"Dec": "December", "Oct": "October", "Nov": "November"}
_FIRST_EDITIONS_OF_DEVELOPERS = ("May 2024",)
_NOTHING = re.compile(
    r"^\W*(?:no(?:t)? (?:\w+ ){0,4}?(?:information|disclos\w+|provided|found|mention\w*|available)\b|none\b|n/a\b|unknown\b)",
    re.IGNORECASE,
)
_SECRET = re.compile(r"\bproprietary\b|competitive|trade secret|intellectual propert", re.IGNORECASE)
_SECURITY = re.compile(r"security (?:risk|vulnerabilit)|safety risk", re.IGNORECASE)
_UNDISCLOSED = re.compile(
    r"\b(?:not|n[\u2019']t|cannot|never|unable to)\b(?: \w+){0,4}? (?:disclos|shar|provid|releas|report|publish|tell|reveal)\w*",
    re.IGNORECASE,
)
_LONGEST_REFUSAL = 400
_INDEX_WORDS = "the index's own words on the indicator"
_JUDGED = "the judgement of the index on a disclosure that has no field here"


class TransparencyIndex:
    """Reads reports, disclosures and scores of the index as its repository publishes them."""

    name = "fmti"
    title = "Foundation Model Transparency Index report or scores (Stanford CRFM)"
    suffixes = (".csv",)
    authority = Authority.THIRD_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the columns of a report, or by an indicator column beside columns of known developers."""
        if original.suffix not in self.suffixes:
            return False
        columns = {column.casefold() for column in header_of(original.head_text.lstrip("\ufeff"))}
        return columns >= _REPORT or ("indicator" in columns and len(columns & _DEVELOPERS) >= 3)

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the one record of a report, or a record for each developer of a matrix."""
        rows: list[Record] = []
        columns: list[str] = []

        def is_header(names: Sequence[str]) -> bool:
            columns[:] = dict.fromkeys(name for name in names if name)
            return _is_table_of_the_index(names)

        for found in read_table(original, is_header):
            if isinstance(found, Refusal):
                yield found
            else:
                rows.append(found)
        if not rows:
            raise original.refusal("no-indicators", "the table has no row with an indicator", "check the file")
        if {column.casefold() for column in columns} >= _REPORT:
            yield _report(original, columns, rows)
        else:
            yield from _matrix(original, columns, rows)

    def map(self, record: Record, draft: Draft) -> None:
        """Map the disclosures of one developer, and lay the scores beside them."""
        edition = _edition(record.file)
        developer = record.get("developer")
        name = developer.text or _developer_of(record.file)
        rule = "" if developer else "the name of the file"
        nodes = (developer,) if developer else ()
        draft.put("/organisation/name", name, *nodes, rule=rule)
        draft.extend(
            "/organisation/roles",
            ["developer", "provider"],
            *nodes,
            rule="the index examines models that their developers release",
        )
        draft.put("/system/name", f"Flagship model of {name}", *nodes, rule="the index names the developer and not the model")
        draft.extend("/model/kinds", ["general-purpose"], *nodes, rule="the index examines foundation models")
        if edition:
            draft.put("/declaration/version", edition, rule="the edition of the index, by the name of the file")
        if edition in _FIRST_EDITIONS_OF_DEVELOPERS and record.get("indicators"):
            draft.put("/declaration/authority", str(Authority.FIRST_PARTY), rule="developers sent the reports of this edition")
        elif any(said.get("Disclosure") for _, said in record.get("indicators").members()):
            draft.doubt(
                Node("", None), "the report does not say whether the developer or the team of the index wrote its disclosures"
            )
        for indicator, said in record.get("indicators").members():
            _indicator(indicator, said, draft)


def _indicator(name: str, said: Node, draft: Draft) -> None:
    key = " ".join(name.casefold().split())
    text, score, why = said.get("Disclosure"), said.get("Score"), said.get("Justification")
    for column in ("Definition", "Notes", "Example disclosure", "New disclosure?"):
        draft.ignore(said.get(column), _INDEX_WORDS if column != "New disclosure?" else "whether it was new in this edition")
    point = {"1": True, "1.0": True, "0": False, "0.0": False}.get(score.text)
    references = said.get("References")
    if key not in MAPPINGS:
        for node in (score, why):
            draft.ignore(node, _JUDGED)
        if not text:
            draft.ignore(references, _JUDGED)
        return
    if not text:
        _only_score(key, score, why, references, draft, point=point)
        return
    if _says_nothing(key, text, score, draft):
        for node in (why, references):
            draft.ignore(node, "the reasons of the index for finding nothing")
        return
    said_here = Disclosure(key, text, references, point, tuple(node for node in (text, references) if node))
    before = draft.statements
    MAPPINGS[key](said_here, draft)
    if draft.statements == before:
        for node in (score, why):
            draft.ignore(node, _JUDGED)
    elif point:
        judges = [node for node in (score, why) if node]
        draft.vouch(before, *judges, rule="the index judges that this is disclosed", authority=Authority.THIRD_PARTY)
    else:
        draft.doubt(score, "the index judges that this does not answer the indicator")
        for node in (score, why):
            draft.ignore(node, "a judgement that is told as a doubt")


def _says_nothing(key: str, text: Node, score: Node, draft: Draft) -> bool:
    """Remember that a disclosure tells nothing, or why it does not tell; False when it tells something."""
    field = FIELDS.get(key, "")
    words = text.text
    if state_of(text) in (State.ABSENT, State.WITHHELD) or _NOTHING.match(words):
        _leave_open(field, State.ABSENT, text, score, draft)
        return True
    if score.text.startswith("1") or len(words) > _LONGEST_REFUSAL or not _UNDISCLOSED.search(words):
        return False
    reason = "trade-secret" if _SECRET.search(words) else "security" if _SECURITY.search(words) else ""
    if field and reason:
        draft.withhold(field, reason, text, score, rationale=words)
    else:
        _leave_open(field, State.WITHHELD, text, score, draft)
    return True


def _leave_open(field: str, state: State, text: Node, score: Node, draft: Draft) -> None:
    if field:
        draft.leave_open(field, state, text, score)
    else:
        for node in (text, score):
            draft.ignore(node, "says that nothing is disclosed")


def _only_score(key: str, score: Node, why: Node, references: Node, draft: Draft, *, point: bool | None) -> None:
    for node in (why, references):
        draft.ignore(node, _JUDGED)
    if point and key in POINTS:
        field, value = POINTS[key]
        rule = "the index gives the point for what is published"
        if isinstance(value, dict):
            draft.add(field, value, score, rule=rule, authority=Authority.THIRD_PARTY)
        else:
            draft.extend(field, [value], score, rule=rule)
    elif point is False and key in FIELDS:
        draft.leave_open(FIELDS[key], State.ABSENT, score)
    else:
        draft.ignore(score, "a score without a disclosure, which says that something is disclosed and not what")


def _is_table_of_the_index(names: Sequence[str]) -> bool:
    columns = {name.casefold() for name in names}
    return columns >= _REPORT or ("indicator" in columns and len(columns & _DEVELOPERS) >= 3)


def _report(original: Original, columns: list[str], rows: list[Record]) -> Record:
    """Return the rows of a report as one record; the first column holds the indicator, whatever it is called."""
    indicators: dict[str, dict[str, str]] = {}
    spots: dict[str, Spot] = {}
    doubts: list[Doubt] = []
    first, *others = columns
    if first.casefold() != "indicator":
        doubts.append(Doubt("", f"the first column is called '{first}' and holds the indicators"))
    titles = {name: name.strip() for name in others}
    for row in rows:
        name = text_without_contacts(Node("", row.data.get(first)).text)
        if not name or name in indicators:
            doubts.append(Doubt("", f"the row at line {row.positions.of('').line} has no indicator of its own"))
            continue
        indicators[name] = {titles[column]: row.data[column] for column in others if column in row.data}
        at = row.positions.of("")
        cells = {
            titles[column]: Spot(row.positions.of(f"/{escape(column)}"), at, None) for column in others if column in row.data
        }
        spots[name] = Spot(at, at, cells)
        doubts += [replace(doubt, pointer=f"/indicators/{escape(name)}{doubt.pointer}") for doubt in row.doubts]
    spot = Spot(Position(1, 1), None, {"indicators": Spot(Position(1, 1), Position(1, 1), spots)})
    return Record(original.name, 0, {"indicators": indicators}, Positions(lambda: spot), doubts=tuple(doubts))


def _matrix(original: Original, columns: list[str], rows: list[Record]) -> Iterator[Record]:
    """Yield a record for each column of a developer."""
    indicator = next(column for column in columns if column.casefold() == "indicator")
    developers = [column for column in columns if column.casefold() not in _NOT_DEVELOPERS and not column.startswith("column ")]
    for index, developer in enumerate(developers):
        cells: dict[str, dict[str, str]] = {}
        spots: dict[str, Spot] = {}
        for row in rows:
            name = text_without_contacts(Node("", row.data.get(indicator)).text)
            cell = row.data.get(developer, "")
            if not name or name in cells or name.casefold() in _NOT_DEVELOPERS:
                continue
            kind = "Score" if cell.strip() in ("0", "1", "0.0", "1.0") else "Disclosure"
            cells[name] = {kind: cell}
            at = row.positions.of(f"/{escape(developer)}")
            spots[name] = Spot(at, at, {kind: Spot(at, at, None)})
        top = Position(1, 1)
        spot = Spot(top, None, {"developer": Spot(top, top, None), "indicators": Spot(top, top, spots)})
        yield Record(original.name, index, {"developer": developer, "indicators": cells}, Positions(_already(spot)))


def _already(spot: Spot) -> Callable[[], Spot]:
    return lambda: spot


def _edition(file: str) -> str:
    match = _EDITION.search(file.replace("\\", "/").rpartition("/")[2])
    return f"{_MONTHS.get(match[1], match[1])} {match[2]}" if match else ""


def _developer_of(file: str) -> str:
    stem = PurePath(file.replace("\\", "/")).stem
    match = _FILE.match(stem)
    return " ".join((match["developer"] if match else stem).replace(":", ", ").replace("_", " ").split())


ADAPTER = TransparencyIndex()
