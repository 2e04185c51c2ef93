"""Statements that fetch what terms look at: the scopes of generated code.

There is one scope for the document, and one for the items of each list that is looped over. A scope fetches every path once,
from the top down. All tests of one list are answered in one pass: each string of a list is looked up in a table of bits; each
object yields a bit mask of the terms it satisfies, looked up by the member that tells their kinds apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.logic.expressions import (
    NO,
    YES,
    Expression,
    Module,
    Site,
    asks_items,
    asks_number,
    asks_strings,
    checked,
    contains_all,
    counted,
    exactly_one,
    expression_of,
    is_counted,
    is_interpreted,
    joined,
    named,
    present,
    truth,
    wanted_strings,
)
from conformance.logic.kinds import kinds_apart
from conformance.logic.kleene import member_pointer
from conformance.logic.terms import And, At, Contains, Every, ExactlyOne, Not, OneOf, Or, Path, Present, Term, Test

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conformance.logic.placement import Block

_DEEPEST = 25
_FEW_GROUPS = 3
_FEW = 2
"""Up to so many tests look for strings in a list as it is; for more, each item is looked up in a table of bits."""


@dataclass(frozen=True, slots=True)
class Row:
    """A name that a block defines.

    Attributes:
        name: the name, or the place of an answer.
        absent: its value if what the block stands behind may be declared yet; empty if it has that already.
        never: its value if that cannot be there; empty likewise.
        reach: the length of the path of the object within which the name is used.
    """

    name: str
    absent: str
    never: str
    reach: int


@dataclass(slots=True)
class Lines:
    """The lines of a function, and how deep the next ones stand."""

    indent: int
    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Add one line."""
        self.lines.append("    " * self.indent + line)

    def deeper(self) -> Lines:
        """Return the same lines, for what stands one step deeper."""
        return Lines(self.indent + 1, self.lines)

    def assign(self, values: Iterable[tuple[str, str]]) -> None:
        """Assign many names, those of one value in one statement."""
        by_value: dict[str, list[str]] = {}
        for name, value in values:
            by_value.setdefault(value, []).append(name)
        for value, names in by_value.items():
            self.add(f"{' = '.join(names)} = {value}")


@dataclass(slots=True)
class Scope:
    """One value whose paths are fetched together, and the terms asked of it."""

    module: Module
    lines: Lines
    root: Site
    uses: Counter[Term] = field(default_factory=Counter)
    known: dict[Term, Expression] = field(default_factory=dict)
    reach: dict[Term, int] = field(default_factory=dict)

    def answer(self, terms: Sequence[Term]) -> list[Expression]:
        """Write the statements that the terms need, and return their expressions."""
        order: list[Term] = []
        for term in terms:
            self._count(term, order)
        for term in order:
            self._locate(term)
        self._fetch(self.root, self.lines)
        for term in order:
            if isinstance(term, Not) and self._express(term.term).certain.isidentifier():
                continue
            if self.uses[term] > 1 or (isinstance(term, At | Test) and self._is_asked(term)):
                self._share(term)
        return [self._express(term) for term in terms]

    def _count(self, term: Term, order: list[Term]) -> None:
        self.uses[term] += 1
        if self.uses[term] > 1:
            return
        match term:
            case And(terms=terms) | Or(terms=terms) | ExactlyOne(terms=terms):
                for each in terms:
                    self._count(each, order)
            case Not(term=inner):
                self._count(inner, order)
        order.append(term)

    def _locate(self, term: Term) -> None:
        match term:
            case Present(path=path):
                self._site(path)
            case At(path=path, test=test):
                self._site(path).tests[test] = None
            case Test():
                self.root.tests[term] = None

    def _site(self, path: Path) -> Site:
        site = self.root
        for step in path:
            if step not in site.below:
                shape = site.shape if isinstance(step, int) else member_pointer(site.shape, step)
                site.below[step] = Site("", shape, always=False, path=(*site.path, step))
            site = site.below[step]
        return site

    def _is_asked(self, term: Term) -> bool:
        test = term.test if isinstance(term, At) else term
        return isinstance(test, Test) and is_interpreted(test, is_open=self.module.is_open)

    # ------------------------------------------------------------------ fetching

    def _fetch(self, site: Site, lines: Lines, depth: int = 0) -> list[Row]:
        """Write what prepares a site whose value is there or a sentinel, and everything below it; return the names it defines."""
        self._plan(site)
        value = site.value
        rows = [Row(value, "A" if self.module.is_open else "N", "N", site.reach)]
        if site.number:
            absent = "" if site.always else f"NAN if {value} is A else "
            lines.add(
                f"{site.number} = {absent}{value} if type({value}) is int or type({value}) is float else number_of({value})"
            )
            rows.append(Row(site.number, "NAN", "NAN", site.reach))
        if site.growing:
            rows += self._fetch_list(site, lines)
        for container, steps in _by_container(site):
            is_known = site.is_object and container == "dict"
            if not is_known:
                lines.add(f"if {checked(site, container)}:")
            inner = lines if is_known else lines.deeper()
            defined: list[Row] = []
            for step in steps:
                below = site.below[step]
                below.value = self.module.fresh("v")
                inner.add(f"{below.value} = {self._member(site, step)}")
                defined += self._fetch(below, inner, depth + 1)
            if site.block and site.block.home:
                defined += self._write(site.block, inner)
            if container == "dict" and depth:
                self.module.release(row.name for row in defined if row.reach >= depth)
                defined = [row for row in defined if row.reach < depth]
            rows += defined
            if not is_known:
                self._otherwise(site, defined, lines)
        return rows

    def _write(self, block: Block, lines: Lines) -> list[Row]:  # noqa: ARG002  # items of lists have no blocks
        """Write what a block computes and answers, and return the names it defines."""
        return []

    def _otherwise(self, site: Site, rows: Sequence[Row], lines: Lines) -> None:
        """Write what names stand for where a value is not of the type that was asked for."""
        absent = [(row.name, row.absent) for row in rows if row.absent]
        never = [(row.name, row.never) for row in rows if row.never]
        if self.module.is_open and not site.always and (absent or never):
            lines.add(f"elif {site.value} is A:")
            lines.deeper().assign(absent or [("_", "A")])
        if never:
            lines.add("else:")
            lines.deeper().assign(never)

    def _member(self, site: Site, step: str | int) -> str:
        if isinstance(step, str):
            return f"{site.value}.get({step!r}, A)"
        absent = f"A if {self.module.flag(site.shape)} else N" if self.module.is_open else "N"
        return f"{site.value}[{step}] if len({site.value}) > {step} else {absent}"

    def _plan(self, site: Site) -> None:
        """Choose the local names that the tests of a site need."""
        fresh = self.module.fresh
        if any(map(asks_number, site.tests)):
            site.number = fresh("n")
        strings = [test for test in site.tests if asks_strings(test)]
        if len(strings) > _FEW:
            strings = []
        elif strings:
            site.strings = fresh("s")
        if any(isinstance(test, Every) for test in strings):
            site.listed = fresh("l")
        is_open = self.module.is_open
        looped = [test for test in site.tests if test not in strings and (asks_items(test) or asks_strings(test))]
        for test in sorted(looped, key=lambda test: isinstance(test, Every)):  # the bits of each sort side by side
            site.found[test] = fresh("x")
            if isinstance(test, Contains) and is_counted(test):
                site.bits.setdefault(test.term, 1 << len(site.bits))
                site.counts[test.term] = (fresh("c"), fresh("c"))
            elif isinstance(test, Contains):
                site.some = site.some or fresh("m")
                site.some_possible = site.some_possible or (fresh("m") if is_open else site.some)
                site.bits.setdefault(test.term, 1 << len(site.bits))
            elif isinstance(test, Every):
                site.every = site.every or fresh("e")
                site.every_possible = site.every_possible or (fresh("e") if is_open else site.every)
                site.bits.setdefault(test.term, 1 << len(site.bits))
        if strings or site.bits:
            site.growing = fresh("u")

    def _list_rows(self, site: Site) -> list[Row]:
        is_open = self.module.is_open
        rows = [
            Row(name, "None" if is_open else "False", "False", self.reach.get(At(site.path, test) if site.path else test, 0))
            for test, name in site.found.items()
        ]
        if site.growing and is_open:
            rows.append(Row(site.growing, "True", "False", site.reach))
        of_strings = ((site.strings, "NOTHING"), (site.listed, "False"))
        return [*rows, *(Row(name, nothing, nothing, site.reach) for name, nothing in of_strings if name)]

    # ------------------------------------------------------------------ lists

    def _fetch_list(self, site: Site, lines: Lines) -> list[Row]:
        value = site.value
        lines.add(f"if {checked(site, 'list')}:")
        inner = lines.deeper()
        if self.module.is_open:
            inner.add(f"{site.growing} = {self.module.flag(site.shape)}")
        if site.listed:
            inner.add(f"{site.listed} = True")
        if site.strings:
            inner.add(f"{site.strings} = {value}")
        if site.bits:
            with self.module.passing():
                self._loop(site, inner)
            self._name_bits(site, inner)
        rows = self._list_rows(site)
        self._otherwise(site, rows, lines)
        return rows

    def _loop(self, site: Site, lines: Lines) -> None:
        """Write the one pass over a list that finds which terms some item satisfies, and which all items do."""
        is_open = self.module.is_open
        every_bit = (1 << len(site.bits)) - 1
        kinds = kinds_apart(site.bits)
        item, mask = self.module.fresh("i"), self.module.fresh("b")
        if kinds and kinds.is_whole and not site.every and not site.counts:
            table = self.module.constant(repr(kinds.table))
            lines.add(f"{site.some} = 0")
            lines.add(f"for {item} in {site.value}:")
            lines.deeper().add(f"{site.some} |= {table}.get({item}, 0)")
            if is_open:
                lines.add(f"{site.some_possible} = {every_bit} if {site.growing} else {site.some}")
            return
        possible = self.module.fresh("q") if is_open else mask
        pairs = [(site.some, site.every, mask)]
        if is_open:
            pairs.append((site.some_possible, site.every_possible, possible))
        lines.assign((name, "0") for some, _, _ in pairs for name in (some,) if name)
        lines.assign((name, "0") for counters in site.counts.values() for name in counters[: 1 + is_open])
        lines.assign((name, str(every_bit)) for _, every, _ in pairs for name in (every,) if name)
        lines.add(f"for {item} in {site.value}:")
        body = lines.deeper()
        self._judge_item(Site(item, site.shape, always=True), site.bits, mask, possible, body)
        for term, counters in site.counts.items():
            for counter, found in zip(counters, dict.fromkeys((mask, possible)), strict=False):
                body.add(f"if {found} & {site.bits[term]}:")
                body.deeper().add(f"{counter} += 1")
        for some, every, found in pairs:
            if some:
                body.add(f"{some} |= {found}")
            if every:
                body.add(f"{every} &= {found}")
        if is_open:
            lines.add(f"if {site.growing}:")
            if site.some:
                lines.deeper().add(f"{site.some_possible} = {every_bit}")
            if site.every:
                lines.deeper().add(f"{site.every} = 0")

    def _name_bits(self, site: Site, lines: Lines) -> None:
        """Write what takes the truth of each test of a list out of the masks, eight at once, or out of the counters."""
        for test, name in site.found.items():
            if isinstance(test, Contains) and is_counted(test):
                lines.add(f"{name} = {counted(test, site, self.module)}")
        for sort, mask, possible in ((Contains, site.some, site.some_possible), (Every, site.every, site.every_possible)):
            names = {
                site.bits[test.term]: name for test, name in site.found.items() if isinstance(test, sort) and not is_counted(test)
            }
            if not names:
                continue
            every = [names.get(1 << bit, "_") for bit in range(len(site.bits))]
            inner = lines
            if self.module.is_open:
                lines.add(f"if {mask} == {possible}:")
                inner = lines.deeper()
            for part, shift, keep in _in_parts(every, 8):
                inner.add(f"{', '.join(part)}, = {self.module.constant(f'bits({len(part)})')}[{_part(mask, shift, keep)}]")
            if self.module.is_open:
                lines.add("else:")
                for part, shift, _ in _in_parts(every, 4):
                    index = f"{_part(mask, shift, 15)} | ({_part(possible, shift, 15)}) << {len(part)}"
                    table = self.module.constant(f"truths({len(part)})")
                    lines.deeper().add(f"{', '.join(part)}, = {table}[{index}]")

    def _judge_item(self, item: Site, bits: dict[Term, int], mask: str, possible: str, lines: Lines) -> None:
        """Write what computes the mask of the terms that one item satisfies."""
        kinds = kinds_apart(bits)
        names = list(dict.fromkeys((mask, possible)))
        if kinds is None:
            lines.assign((name, str((1 << len(bits)) - 1)) for name in names)
            self._judge_rest(item, bits, mask, possible, lines)
            return
        if kinds.is_whole:
            lines.add(f"{' = '.join(names)} = {self.module.constant(repr(kinds.table))}.get({item.value}, 0)")
            return
        scope = Scope(self.module, lines, Site(item.value, item.shape, always=True))
        key = scope._site(kinds.path)
        scope._fetch(scope.root, lines)
        groups = self.module.fresh("g") if len(kinds.groups) > _FEW_GROUPS else ""
        table = self.module.constant(repr(kinds.with_groups() if groups else kinds.table))
        found, otherwise = (f"{mask}, {groups}", f"({kinds.always}, ())") if groups else (mask, str(kinds.always))
        inner = lines
        if self.module.is_open and not key.always:
            lines.add(f"if {key.value} is A:")
            lines.deeper().assign([(mask, str(kinds.always)), (possible, str((1 << len(bits)) - 1))])
            lines.deeper().assign([(groups, repr(tuple(range(len(kinds.groups)))))] if groups else [])
            lines.add("else:")
            inner = lines.deeper()
        inner.add(f"{found} = {table}.get({key.value}, {otherwise})")
        inner.assign((name, mask) for name in names[1:])
        self._judge_rest(item, kinds.rest, mask, possible, lines)
        if kinds.path:  # whatever has a kind, or could have one, is an object
            item = Site(item.value, item.shape, always=True, is_object=True)
        if groups:
            group = self.module.fresh("g")
            lines.add(f"for {group} in {groups}:")
            self._judge_group(item, kinds.groups, 0, group, (mask, possible), lines.deeper())
            return
        for rest in kinds.groups:
            lines.add(f"if {possible} & {sum(rest.values())}:")
            with self.module.passing():
                self._judge_rest(item, rest, mask, possible, lines.deeper())

    def _judge_group(  # a step of a recursion
        self, item: Site, groups: Sequence[dict[Term, int]], first: int, group: str, masks: tuple[str, str], lines: Lines
    ) -> None:
        """Write the choice of one group by its number, halving them at each step."""
        if len(groups) == 1:
            with self.module.passing():
                self._judge_rest(item, groups[0], *masks, lines)
            return
        half = len(groups) // 2
        lines.add(f"if {group} < {first + half}:")
        self._judge_group(item, groups[:half], first, group, masks, lines.deeper())
        lines.add("else:")
        self._judge_group(item, groups[half:], first + half, group, masks, lines.deeper())

    def _judge_rest(self, item: Site, rest: dict[Term, int], mask: str, possible: str, lines: Lines) -> None:
        """Write what takes from the mask, in which they all are possible, the terms that an item does not satisfy."""
        scope = Scope(self.module, lines, Site(item.value, item.shape, always=True, is_object=item.is_object))
        for bit, found in zip(rest.values(), scope.answer(list(rest)), strict=True):
            if not self.module.is_open:
                lines.add(f"if not {found.certain}:")
                lines.deeper().add(f"{mask} ^= {bit}")
                continue
            lines.add(f"if not {found.possible}:")
            lines.deeper().add(f"{possible} ^= {bit}")
            lines.deeper().add(f"{mask} &= {~bit}")
            if found.certain != found.possible:
                lines.add(f"elif not {found.certain}:")
                lines.deeper().add(f"{mask} &= {~bit}")

    # ------------------------------------------------------------------ expressions

    def _share(self, term: Term) -> str:
        """Compute a term once, into a local name; return that name if it is new."""
        found = self._express(term)
        if found is YES or found is NO or found.certain.isidentifier():
            return ""
        name = self.module.fresh("t")
        is_open = self.module.is_open
        self.lines.add(f"{name} = {truth(found, self.module) if is_open else found.certain}")
        self.known[term] = named(name, self.module, is_boolean=is_open or found.is_boolean)
        return name

    def _express(self, term: Term) -> Expression:
        found = self.known.get(term)
        if found is None:
            found = self.known[term] = self._combine(term)
            if found.depth > _DEEPEST:
                self._share(term)
                found = self.known[term]
        return found

    def _combine(self, term: Term) -> Expression:
        match term:
            case And(terms=()):
                return YES
            case Or(terms=()):
                return NO
            case And(terms=terms):
                return joined("and", [*self._all_strings(terms)])
            case Or(terms=terms):
                return joined("or", [self._express(each) for each in terms])
            case Not(term=inner):
                found = self._express(inner)
                return Expression(f"(not {found.possible})", f"(not {found.certain})", found.depth + 1)
            case ExactlyOne(terms=terms):
                return exactly_one([self._express(each) for each in terms])
            case Present(path=path):
                return self._settled(present(self._site(path)))
            case At(path=path, test=test):
                return self._test(test, self._site(path))
            case Test():
                return self._test(term, self.root)
        raise AssertionError(term)

    def _settled(self, found: Expression) -> Expression:
        return (
            found
            if self.module.is_open or found is YES
            else Expression(found.certain, found.certain, found.depth, found.is_boolean)
        )

    def _test(self, test: Test, site: Site) -> Expression:
        if not is_interpreted(test, is_open=self.module.is_open):
            return self._settled(expression_of(test, site, self.module))
        name = self.module.fresh("t")
        self.lines.add(f"{name} = ask({self.module.question(test)}, {site.value}, {site.shape!r})")
        return named(name, self.module)

    def _all_strings(self, terms: Iterable[Term]) -> Iterable[Expression]:
        """Express conjuncts, those that ask one list for one string each together."""
        together: dict[int, tuple[Site, list[str]]] = {}
        for term in terms:
            site = self._site(term.path) if isinstance(term, At) else self.root
            test = term.test if isinstance(term, At) else term
            if term not in self.known and isinstance(test, Contains) and asks_strings(test) and test not in site.found:
                wanted = wanted_strings(test.term) or ()
                if len(wanted) == 1:
                    together.setdefault(id(site), (site, []))[1].extend(wanted)
                    continue
            yield self._express(term)
        for site, strings in together.values():
            if len(strings) > 1:
                yield self._settled(contains_all(strings, site, self.module))
            else:
                yield self._settled(expression_of(Contains(OneOf.of(*strings), 1, None), site, self.module))


def _by_container(site: Site) -> list[tuple[str, list[str | int]]]:
    names: list[str | int] = [step for step in site.below if isinstance(step, str)]
    indices: list[str | int] = [step for step in site.below if isinstance(step, int)]
    return [(container, steps) for container, steps in (("dict", names), ("list", indices)) if steps]


def _in_parts(names: Sequence[str], size: int) -> Iterable[tuple[list[str], int, int]]:
    """Return the names of bits, lowest first, in parts with the highest first; with the shift and the mask of each part."""
    for start in range(0, len(names), size):
        part = names[start : start + size]
        if any(name != "_" for name in part):
            yield [*reversed(part)], start, (1 << size) - 1 if start + size < len(names) else 0


def _part(mask: str, shift: int, keep: int) -> str:
    shifted = f"{mask} >> {shift}" if shift else mask
    return f"{shifted} & {keep}" if keep else shifted
