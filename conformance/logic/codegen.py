"""Many terms to the source of one Python function.

The function first fetches every path once, from the top down, so that an absent section costs one test; what looks at one
section only is computed and answered right there. Then follows the rest, each conjunction behind the conjuncts that it
shares with others. The answers start as what they are of nothing, so that only what differs is written.

In the open reading an expression comes as a pair, *certain* and *possible*, the two ends of Kleene's truth order; a
negation swaps them. In the strict reading both are one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.logic.expressions import YES, Expression, Module, Site, joined, truth
from conformance.logic.placement import Answer, Block, placed
from conformance.logic.scopes import Lines, Row, Scope
from conformance.logic.terms import At, Present, Term, Test

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_NEAR = (
    "A=A, N=N, NAN=NAN, NOTHING=NOTHING, "
    "dict=dict, float=float, int=int, isinstance=isinstance, list=list, number_of=number_of, str=str, type=type"
)
"""Global names that generated code uses often, as parameters: a local name is found sooner, by shorter code."""


@dataclass(frozen=True, slots=True)
class Program:
    """A generated module.

    Attributes:
        source: Python source that defines ``judge(value, grows, ask)``, which returns one truth value a term. ``grows``
            tells by shape whether a list may get further items (``None``: none may), ``ask`` is the interpreter.
        asked: the tests that the function hands to ``ask``, by number.
    """

    source: str
    asked: tuple[Test, ...]


def generate(terms: Sequence[Term], *, is_open: bool, open_lists: frozenset[str]) -> Program:
    """Return the program that answers all terms about one value."""
    module = Module(is_open, open_lists)
    body = Lines(indent=1)
    scope = _Document(module, body, Site("d", "", always=True))
    answers = scope.judge(terms)
    lines = [f"def judge(d, grows, ask, {_NEAR}):"]
    if module.flags:
        lines.append("    if grows is None:")
        lines.append(f"        {' = '.join(module.flags.values())} = False")
        lines.append("    else:")
        lines.extend(f"        {name} = grows({shape!r})" for shape, name in module.flags.items())
    lines.append(f"    a = [*{module.constant(answers)}]")
    lines += body.lines
    lines.append("    return tuple(a)")
    constants = [f"{name} = {source}" for source, name in module.constants.items()]
    return Program("\n".join([*constants, *lines, ""]), tuple(module.asked))


@dataclass(slots=True)
class _Document(Scope):
    """The whole value, and all terms that were asked."""

    of_nothing: dict[Term, bool] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    def judge(self, terms: Sequence[Term]) -> str:
        """Write the statements that put each truth value into the list ``a``, and return the tuple of those it starts with."""
        order: list[Term] = []
        for term in terms:
            self._count(term, order)
        for term in order:
            self._locate(term)
        placement = placed(terms, is_shared=self._is_asked, is_open=self.module.is_open)
        for block in placement.blocks:
            self._site(block.home).block = block
        for site in _sites(self.root):
            site.reach = len(site.path) - 1
        self.reach = {term: len(home) for term, home in placement.needed.items()}
        for term, home in placement.computed.items():
            if isinstance(term, At | Present):
                site = self._site(term.path)
                site.reach = min(site.reach, len(home))
        self.of_nothing = placement.of_nothing
        self.answers = ["False"] * len(terms)
        self._fetch(self.root, self.lines)
        if self.root.block:
            self._write(self.root.block, self.lines)
        return f"({''.join(f'{each}, ' for each in self.answers)})"

    def _write(self, block: Block, lines: Lines) -> list[Row]:
        """Write what a block computes and answers, and return the names it defines."""
        rows: list[Row] = []
        outer, self.lines = self.lines, lines
        for term in block.named:
            name = self._share(term)
            if name:
                nothing = str(self.of_nothing[term])
                rows.append(Row(name, "None" if self.module.is_open else nothing, nothing, self.reach[term]))
        passing = [row.name for row in rows] if block.parent else []
        rows = [] if block.parent else rows
        for gate, within in block.branches:
            lines.add(f"if {self._express(gate).possible}:")
            rows += self._write(within, lines.deeper())
        for answer in block.answers:
            targets = [f"a[{place}]" for place in answer.places]
            nothing = str(all(self.of_nothing[term] for term in (*answer.gates, *answer.left)))
            first = self._settle(answer, " = ".join(targets), nothing if not answer.gates else "False", is_deep=bool(block.home))
            absent, never = ("" if value == first else value for value in ("None" if self.module.is_open else nothing, nothing))
            rows += [Row(target, absent, never, -1) for target in targets if absent or never]
            for place in answer.places:
                self.answers[place] = first
        self.module.release(passing)
        self.lines = outer
        return rows

    def _settle(self, answer: Answer, targets: str, nothing: str, *, is_deep: bool) -> str:
        """Write what puts an answer into its places, and return what stands there if that does not run."""
        found = joined("and", [*self._all_strings(answer.left)]) if answer.left else YES
        if self.module.is_open:
            if answer.gates:
                gates = " and ".join(self._express(gate).certain for gate in answer.gates)
                found = Expression(f"{gates} and {found.certain}" if answer.left else gates, found.possible, is_boolean=False)
            self.lines.add(f"{targets} = {truth(found, self.module)}")
            return "None" if is_deep and not answer.gates else "False"
        if not answer.left:
            self.lines.add(f"{targets} = True")
            return "False"
        if nothing == "True":
            self.lines.add(f"if not {found.certain}:")
            self.lines.deeper().add(f"{targets} = False")
            return "True"
        self.lines.add(f"if {found.certain}:")
        self.lines.deeper().add(f"{targets} = True")
        return "False"


def _sites(site: Site) -> Iterable[Site]:
    yield site
    for below in site.below.values():
        yield from _sites(below)
