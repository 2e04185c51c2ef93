"""Atoms to Python expressions, once the values they look at have been fetched."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.logic.terms import (
    FALSE,
    Contains,
    Every,
    EveryMember,
    ItemCount,
    Length,
    Matches,
    MultipleOf,
    Not,
    OneOf,
    Opaque,
    Path,
    PropertyCount,
    Range,
    Term,
    Test,
    Type,
    UniqueItems,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conformance.logic.placement import Block
    from conformance.logic.values import Json


@dataclass(frozen=True, slots=True)
class Expression:
    """Two Python expressions, used for their truth: ``certain`` whatever is added to the document, and ``possible``.

    ``depth`` counts the parentheses inside each other, which Python's parser limits; ``is_boolean`` says that the value is
    ``True`` or ``False``, and not only as good as one of them. ``unknown``, if there is one, tells *possible* for what
    is not certain, at less cost.
    """

    certain: str
    possible: str
    depth: int = 1
    is_boolean: bool = True
    unknown: str = ""


def definite(expression: str) -> Expression:
    """Return the expression of something that no addition can change."""
    return Expression(expression, expression)


YES, NO = definite("True"), definite("False")


def named(name: str, module: Module, *, is_boolean: bool = True) -> Expression:
    """Return the expression for a truth value that has a local name."""
    return Expression(name, f"{name} is not False" if module.is_open else name, is_boolean=is_boolean)


def truth(expression: Expression, module: Module) -> str:
    """Return the source of the truth value itself."""
    if expression is YES or expression is NO:
        return expression.certain
    if not module.is_open or expression.certain == expression.possible:
        return expression.certain if expression.is_boolean else f"True if {expression.certain} else False"
    if expression.possible == f"{expression.certain} is not False":
        return expression.certain
    if expression.unknown:
        return f"True if {expression.certain} else None if {expression.unknown} else False"
    return f"True if {expression.certain} else None if {expression.possible} else False"


def joined(word: str, parts: list[Expression]) -> Expression:
    """Return the expressions joined by ``and`` or ``or``, the cheapest first, since one may decide."""
    parts = sorted(parts, key=lambda part: len(part.certain))
    depth = max(part.depth for part in parts) + 1
    certain, possible = (
        f" {word} ".join(texts) for texts in zip(*((part.certain, part.possible) for part in parts), strict=True)
    )
    return Expression(f"({certain})", f"({possible})", depth, is_boolean=all(part.is_boolean for part in parts))


def exactly_one(parts: list[Expression]) -> Expression:
    """Return the expression that tells whether one part holds and no other."""
    certain = " + ".join(f"(1 if {part.certain} else 0)" for part in parts)
    possible = " + ".join(f"(1 if {part.possible} else 0)" for part in parts)
    depth = max(part.depth for part in parts) + 2
    if certain == possible:
        return Expression(f"({certain} == 1)", f"({certain} == 1)", depth)
    return Expression(f"({possible} == 1 == {certain})", f"({certain} <= 1 <= {possible})", depth)


@dataclass(slots=True)
class Module:
    """What all scopes of one generated module share: constants, flags, names, and the questions it cannot answer itself."""

    is_open: bool
    open_lists: frozenset[str]
    constants: dict[str, str] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    asked: list[Test] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    free: dict[str, list[str]] = field(default_factory=dict)

    def fresh(self, prefix: str) -> str:
        """Return a local name that nothing else has."""
        if self.free.get(prefix):
            return self.free[prefix].pop()
        self.names[prefix] += 1
        return f"{prefix}{self.names[prefix]}"

    def release(self, names: Iterable[str]) -> None:
        """Let local names that are not used any more be made again.

        A frame of more than 2,000 local names does not fit the memory that Python keeps for frames (16 kB), and then each call
        pays for memory of its own.
        """
        for name in names:
            self.free.setdefault(name.rstrip("0123456789"), []).append(name)

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Release the local names that are made in this context after it."""
        names, free = self.names.copy(), {prefix: list(those) for prefix, those in self.free.items()}
        yield
        self.names, self.free = names, free

    def constant(self, source: str) -> str:
        """Return the global name of a constant that is made once, when the module is loaded."""
        return self.constants.setdefault(source, f"K{len(self.constants) + 1}")

    def flag(self, shape: str) -> str:
        """Return the expression that tells whether the list of this shape may get further items."""
        if shape in self.open_lists:
            return "True"
        return self.flags.setdefault(shape, f"o{len(self.flags) + 1}")

    def question(self, test: Test) -> int:
        """Return the number under which the interpreter is asked a test."""
        if test not in self.asked:
            self.asked.append(test)
        return self.asked.index(test)


@dataclass(slots=True)
class Site:
    """A place below the scope's value, what is asked of it, and the local names that hold what was fetched.

    Attributes:
        value: the value itself, or a sentinel.
        always: whether it cannot be a sentinel.
        is_object: whether it is known to be an object.
        block: what is computed as soon as everything below is fetched.
        path: where it is.
        reach: the length of the path of the object within which the names are used.
        number: the value if it is a number, else NaN.
        strings: the list if it is one, else nothing; for the tests that look for strings in it, if they are few.
        listed: whether it is a list.
        growing: whether further items may come: for a list by its flag, for an absent value yes.
        bits: the bit of each term that the items of the list are asked.
        counts: the counters of certain and of possible items that satisfy a term, for the tests that count them.
        found: the truth of each test of the list that is answered by these bits.
        some, every: masks of the terms that some item, that all items certainly satisfy.
        some_possible, every_possible: the same, possibly.
    """

    value: str
    shape: str
    always: bool
    is_object: bool = False
    block: Block | None = None
    path: Path = ()
    reach: int = 0
    tests: dict[Test, None] = field(default_factory=dict)
    below: dict[str | int, Site] = field(default_factory=dict)
    number: str = ""
    strings: str = ""
    listed: str = ""
    growing: str = ""
    bits: dict[Term, int] = field(default_factory=dict)
    counts: dict[Term, tuple[str, str]] = field(default_factory=dict)
    found: dict[Test, str] = field(default_factory=dict)
    some: str = ""
    every: str = ""
    some_possible: str = ""
    every_possible: str = ""


def wanted_strings(test: Term) -> tuple[str, ...] | None:
    """Return the strings of a value list that has nothing else, in order; ``None`` for any other term."""
    if not isinstance(test, OneOf):
        return None
    values = test.values
    return tuple(values) if all(isinstance(value, str) for value in values) else None


def asks_strings(test: Test) -> bool:
    """Tell whether a test of a list is answered by which strings are in it."""
    match test:
        case Contains(term=term, minimum=1, maximum=None) | Every(start=0, term=term):
            return wanted_strings(term) is not None
    return False


def asks_items(test: Test) -> bool:
    """Tell whether a test of a list is answered by looping over its items."""
    match test:
        case Contains() | Every(start=0):
            return not asks_strings(test)
    return False


def is_counted(test: Test) -> bool:
    """Tell whether a test of a list is answered by counting its items."""
    return isinstance(test, Contains) and (test.minimum, test.maximum) != (1, None)


def asks_number(test: Test) -> bool:
    """Tell whether a test looks at a number."""
    match test:
        case Range() | MultipleOf():
            return True
        case Type(kinds=kinds):
            return "number" in kinds or "integer" in kinds
        case OneOf():
            return any(_is_number(value) for value in test.values)
    return False


def is_interpreted(test: Test, *, is_open: bool) -> bool:
    """Tell whether a test is left to the interpreter: those that are rare, and those whose open reading looks deep."""
    match test:
        case OneOf(texts=texts):
            return is_open and any(text[0] in "[{" for text in texts)
        case UniqueItems():
            return is_open
        case EveryMember(name=name, term=term):
            return term is not FALSE or allowed_names(name) is None
    if isinstance(test, Contains | Every):
        return not (asks_strings(test) or asks_items(test))
    return isinstance(test, Opaque)


def allowed_names(refused: Term) -> tuple[str, ...] | None:
    """Return the member names outside a negated value list, ``None`` for any other term over names."""
    return wanted_strings(refused.term) if isinstance(refused, Not) else None


def expression_of(test: Test, site: Site, module: Module) -> Expression:
    """Return the expression for a test of the value at a site."""
    if test in site.found:
        return named(site.found[test], module)
    match test:
        case Contains(term=term):
            return _contains(wanted_strings(term) or (), site, module)
        case Every(term=term):
            inside = f"{module.constant(literal(wanted_strings(term) or ()))}.issuperset({site.strings})"
            return Expression(
                f"({site.listed} and not {site.growing} and {inside})" if module.is_open else f"({site.listed} and {inside})",
                f"(({site.listed} or {site.growing}) and {inside})",
                3,
            )
        case ItemCount():
            return _item_count(test, site, module)
        case PropertyCount() | EveryMember():
            return _members(test, site, module)
    certain = _scalar(test, site, module)
    if site.always:
        return Expression(certain, certain, 2)
    return Expression(certain, f"({certain} or {site.value} is A)", 2, unknown=f"{site.value} is A")


def present(site: Site) -> Expression:
    """Return the expression for the presence of the value at a site."""
    if site.always:
        return YES
    return Expression(f"({site.value} is not A and {site.value} is not N)", f"({site.value} is not N)")


def _contains(wanted: tuple[str, ...], site: Site, module: Module) -> Expression:
    if len(wanted) == 1:
        found = f"{wanted[0]!r} in {site.strings}"
    else:
        found = f"not {module.constant(literal(wanted))}.isdisjoint({site.strings})"
    return Expression(f"({found})", f"({site.growing} or {found})", 2, unknown=site.growing)


def contains_all(wanted: Iterable[str], site: Site, module: Module) -> Expression:
    """Return the expression for a list in which all these strings are."""
    found = f"{module.constant(literal(sorted(wanted)))}.issubset({site.strings})"
    return Expression(f"({found})", f"({site.growing} or {found})", 2, unknown=site.growing)


def counted(test: Contains, site: Site, module: Module) -> str:
    """Return the source of the truth value of a test of how many items satisfy a term."""
    known, possible = site.counts[test.term]
    if module.is_open:
        return f"counted({known}, None if {site.growing} else {possible}, {test.minimum}, {test.maximum})"
    return f"{known} >= {test.minimum}" if test.maximum is None else f"{test.minimum} <= {known} <= {test.maximum}"


def _item_count(test: ItemCount, site: Site, module: Module) -> Expression:
    value = site.value
    enough = f"len({value}) >= {test.minimum}" if test.minimum else "True"
    few = f"len({value}) <= {test.maximum}" if test.maximum is not None else "True"
    listed = f"({checked(site, 'list')})"
    if not module.is_open:
        return definite(f"({' and '.join(part for part in (listed, enough, few) if part != 'True')})")
    flag = module.flag(site.shape)
    stays = "True" if test.maximum is None else f"not {flag} and {few}"
    absent = "False" if site.always else f"{value} is A"
    return Expression(
        f"({listed} and {enough} and {stays})",
        f"({absent} or {listed} and ({flag} or {enough}) and {few})",
        3,
    )


def _members(test: PropertyCount | EveryMember, site: Site, module: Module) -> Expression:
    value = site.value
    absent = "False" if site.always else f"{value} is A"
    if isinstance(test, EveryMember):
        allowed = allowed_names(test.name) or ()
        known = f"({checked(site, 'dict')}) and {value}.keys() <= {module.constant(literal(allowed))}"
        return Expression("False", f"({absent} or {known})", 2) if module.is_open else definite(f"({known})")
    enough = f"len({value}) >= {test.minimum}" if test.minimum else "True"
    few = f"len({value}) <= {test.maximum}" if test.maximum is not None else "True"
    if not module.is_open:
        return definite(f"(({checked(site, 'dict')}) and {enough} and {few})")
    certain = "False" if test.maximum is not None else f"(({checked(site, 'dict')}) and {enough})"
    return Expression(certain, f"({absent} or ({checked(site, 'dict')}) and {few})", 2)


def checked(site: Site, kind: str) -> str:
    """Return the expression that tells whether a value is a ``dict``, ``list`` or ``str``; comparing the type is quickest."""
    value = site.value
    rare = f"isinstance({value}, {kind})" if site.always else f"{value} is not A and isinstance({value}, {kind})"
    return f"type({value}) is {kind} or {rare}"


_IS_KIND = {
    "boolean": "{value} is True or {value} is False",
    "integer": "{number} == {number} and (isinstance({number}, int) or {number}.is_integer())",
    "null": "{value} is None",
    "number": "{number} == {number}",
}
_IS_CLASS = {"array": "list", "object": "dict", "string": "str"}


def _is_kind(kind: str, site: Site) -> str:
    if kind in _IS_CLASS:
        return checked(site, _IS_CLASS[kind])
    return _IS_KIND[kind].format(value=site.value, number=site.number)


def _scalar(test: Test, site: Site, module: Module) -> str:
    value, number = site.value, site.number
    match test:
        case Type(kinds=kinds):
            return f"({' or '.join(_is_kind(kind, site) for kind in kinds)})"
        case OneOf(values=values):
            return f"({' or '.join(_equals(values, site, module))})"
        case Range():
            return _within(test, number)
        case MultipleOf(divisor=divisor):
            return f"({number} == {number} and is_multiple({number}, {divisor!r}))"
        case Length(minimum=minimum, maximum=maximum):
            bounds = [f"len({value}) >= {minimum}"] if minimum else []
            bounds += [f"len({value}) <= {maximum}"] if maximum is not None else []
            is_string = f"({checked(site, 'str')})"
            return f"({' and '.join([is_string, *bounds])})"
        case Matches(pattern=pattern):
            return f"(({checked(site, 'str')}) and {module.constant(f'Pattern({pattern!r})')}({value}))"
        case UniqueItems():
            return f"(({checked(site, 'list')}) and all_different({value}))"
    raise AssertionError(test)


def _equals(values: tuple[Json, ...], site: Site, module: Module) -> Iterable[str]:
    strings = [each for each in values if isinstance(each, str)]
    numbers = [each for each in values if _is_number(each)]
    compounds = [each for each in values if isinstance(each, dict | list)]
    yield from (f"{site.value} is {each}" for each in values if each is None or isinstance(each, bool))
    if len(strings) == 1:
        yield f"{site.value} == {strings[0]!r}"
    elif strings:
        yield f"{site.value} in {module.constant(literal(strings))}"
    if len(numbers) == 1:
        yield f"{site.number} == {numbers[0]!r}"
    elif numbers:
        yield f"{site.number} in {module.constant(literal(numbers))}"
    if compounds:
        yield f"equals_any({site.value}, {module.constant(repr(tuple(compounds)))})"


def _within(test: Range, number: str) -> str:
    bounds = []
    if test.minimum is not None:
        bounds.append(f"{number} {'>' if test.exclusive_minimum else '>='} {test.minimum!r}")
    if test.maximum is not None:
        bounds.append(f"{number} {'<' if test.exclusive_maximum else '<='} {test.maximum!r}")
    return f"({' and '.join(bounds or [f'{number} == {number}'])})"


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def literal(values: Iterable[Json]) -> str:
    """Return the source of a frozen set of scalars."""
    items = ", ".join(map(repr, values))
    return f"frozenset(({items},))" if items else "frozenset()"
