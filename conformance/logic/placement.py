"""Where each of many terms is computed: as deep in the document as it looks, and only where its truth is still open.

A term that looks at one section only is computed in the block of statements that runs when that section is there, so that a
document without the section does not pay for it. Conjunctions that share a conjunct stand behind it: where it is false, so are
they. A term that several others need is computed once, in the innermost block that holds all of these.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.logic.terms import And, At, ExactlyOne, Not, Or, Path, Present, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """A conjunction that was asked for.

    Attributes:
        places: the positions of its truth value among all that was asked.
        gates: the conjuncts behind which it stands; none of them is false there.
        left: the other conjuncts.
    """

    places: tuple[int, ...]
    gates: tuple[Term, ...]
    left: tuple[Term, ...]

    def behind(self, gate: Term) -> Answer:
        """Return the answer with one more conjunct made a gate."""
        return Answer(self.places, (*self.gates, gate), tuple(each for each in self.left if each is not gate))


@dataclass(slots=True, eq=False)
class Block:
    """Statements that run together.

    Attributes:
        home: the object whose presence the block stands behind; empty for the whole value.
        parent: the block that holds this one behind a conjunct; ``None`` for the first block of a home.
        depth: how many conjuncts it stands behind.
        named: the terms that it computes for all blocks within, each after what it needs.
        branches: what stands behind a further conjunct.
        answers: what it answers itself.
    """

    home: Path
    parent: Block | None = None
    depth: int = 0
    named: list[Term] = field(default_factory=list)
    branches: list[tuple[Term, Block]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everything is computed.

    Attributes:
        blocks: the first block of each home.
        computed: the home of the block that computes a term.
        needed: the home within which a term is needed.
        of_nothing: the truth of a term where nothing that it looks at can be there.
    """

    blocks: tuple[Block, ...]
    computed: dict[Term, Path]
    needed: dict[Term, Path]
    of_nothing: dict[Term, bool]


def placed(terms: Sequence[Term], *, is_shared: Callable[[Term], bool], is_open: bool) -> Placement:
    """Return the blocks that answer all terms.

    Args:
        terms: what is asked.
        is_shared: tells which atoms get a name even if they are needed once.
        is_open: whether the truth of a gate is needed again behind it, where it may be true or unknown.
    """
    places: dict[Term, list[int]] = {}
    for place, term in enumerate(terms):
        places.setdefault(term, []).append(place)
    order: list[Term] = []
    parts: dict[Term, tuple[Term, ...]] = {}
    for term in places:
        _visit(term, parts, order)
    inner = {part for each in parts.values() for part in each}
    homes = _homes(order, parts)
    asked: dict[Path, list[Answer]] = {}
    for term, at in places.items():
        conjuncts = term.terms if isinstance(term, And) and term not in inner else (term,)
        asked.setdefault(homes[term], []).append(Answer(tuple(at), (), conjuncts))
    blocks = {home: Block(home) for home in dict.fromkeys(homes[term] for term in order)}
    uses: dict[Term, list[Block]] = {}
    for home, answers in asked.items():
        _branch(blocks[home], answers, uses, again=is_open)
    computed: dict[Term, Path] = {}
    for term in reversed(order):
        users = uses.get(term, [])
        if isinstance(term, Not):
            uses.setdefault(term.term, []).extend(users)
        elif users:
            block = users[0]
            if len(users) > 1 or is_shared(term):
                block = _innermost(users) or blocks[homes[term]]
                block.named.append(term)
            computed[term] = block.home
            for part in parts[term]:
                uses.setdefault(part, []).append(block)
    for block in blocks.values():
        _in_order(block)
    needed = {term: _common([user.home for user in users]) for term, users in uses.items()}
    return Placement(tuple(blocks.values()), computed, needed, _truths_of_nothing(order))


def _visit(term: Term, parts: dict[Term, tuple[Term, ...]], order: list[Term]) -> None:
    if term in parts:
        return
    match term:
        case And(terms=terms) | Or(terms=terms) | ExactlyOne(terms=terms):
            parts[term] = terms
        case Not(term=inner):
            parts[term] = (inner,)
        case _:
            parts[term] = ()
    for each in parts[term]:
        _visit(each, parts, order)
    order.append(term)


def _truths_of_nothing(order: Iterable[Term]) -> dict[Term, bool]:
    found: dict[Term, bool] = {}
    for term in order:
        match term:
            case And(terms=terms):
                found[term] = all(found[each] for each in terms)
            case Or(terms=terms):
                found[term] = any(found[each] for each in terms)
            case ExactlyOne(terms=terms):
                found[term] = sum(found[each] for each in terms) == 1
            case Not(term=inner):
                found[term] = not found[inner]
            case _:
                found[term] = False
    return found


def _homes(order: Iterable[Term], parts: dict[Term, tuple[Term, ...]]) -> dict[Term, Path]:
    """Return for each term the innermost object that holds all it looks at, unless that is looked at as a list too."""
    paths = [term.path for term in order if isinstance(term, At | Present)]
    lists = {path[:depth] for path in paths for depth, step in enumerate(path) if isinstance(step, int)}
    homes: dict[Term, Path] = {}
    for term in order:
        home = term.path[:-1] if isinstance(term, At | Present) else _common([homes[part] for part in parts[term]])
        while home and home in lists:
            home = home[:-1]
        homes[term] = home
    return homes


def _common(paths: Sequence[Path]) -> Path:
    if not paths:
        return ()
    common = min(paths, key=len)
    while any(path[: len(common)] != common for path in paths):
        common = common[:-1]
    return common


def _branch(block: Block, answers: list[Answer], uses: dict[Term, list[Block]], *, again: bool) -> None:
    """Put the answers behind the conjuncts that most of them share."""
    having: dict[Term, list[Answer]] = {}
    for answer in answers:
        for term in answer.left:
            having.setdefault(term, []).append(answer)
    counts = Counter({term: len(those) for term, those in having.items() if len(those) > 1})
    taken: set[tuple[int, ...]] = set()
    while counts and block.depth < _DEEPEST:
        gate = max(counts, key=counts.__getitem__)
        if counts.pop(gate) < 2:
            break
        behind = [answer for answer in having[gate] if answer.places not in taken]
        for answer in behind:
            taken.add(answer.places)
            counts.subtract(term for term in answer.left if term in counts)
        within = Block(block.home, block, block.depth + 1)
        block.branches.append((gate, within))
        uses.setdefault(gate, []).extend([block, block] if again else [block])
        _branch(within, [answer.behind(gate) for answer in behind], uses, again=again)
    block.answers = [answer for answer in answers if answer.places not in taken]
    for answer in block.answers:
        for term in answer.left:
            uses.setdefault(term, []).append(block)


def _innermost(blocks: Sequence[Block]) -> Block | None:
    """Return the innermost block that holds all of these, unless it is the first of a home."""
    found: Block | None = blocks[0]
    for block in blocks[1:]:
        other: Block | None = block
        while found is not other:
            if found is None or other is None:
                return None
            if found.depth >= other.depth:
                found, other = (found.parent, other) if found.depth > other.depth else (found.parent, other.parent)
            else:
                other = other.parent
    return found if found is not None and found.parent is not None else None


def _in_order(block: Block) -> None:
    block.named.reverse()
    for _, within in block.branches:
        _in_order(within)
