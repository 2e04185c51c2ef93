"""How fast all shipped requirements are judged, beside other validators and beside reading the documents alone.

Run ``python -m benchmarks.evaluate`` with the dependency group ``benchmarks`` installed. Every tool sees the same documents
in the same run: the shipped declarations, and generated ones of realistic size (``benchmarks.generate``). Ours answers the
trigger and the duty of each requirement, one by one; the others get one validator a requirement, which answers its
``if``/``then`` as a whole. Each document is read right before a tool judges it, as a program would; the reading is timed for
``orjson`` only. Times are CPU time. A tool that is slow sees the first documents only, and the table says how many; its
time is a mean over those. The answers of ``jsonschema-rs`` are compared with ours; the exit code is 1 if one differs.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import fastjsonschema
import jsonschema_rs
import orjson
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012, SchemaRegistry

from benchmarks.generate import Generator
from conformance import logic
from conformance.declarations import Declaration, derive, load
from conformance.logic.lower import Lowering
from conformance.logic.terms import And, ExactlyOne, Not, Or, Term
from conformance.resources import data_path

Json = Any

_BASE = "https://ai-conformance.example/schemas/"
_AS_OF = date(2026, 12, 1)
_CHUNK = 500
_ROUNDS = 20


def main() -> int:
    """Measure, print, and compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description="Judge many declarations.")
    parser.add_argument("--documents", type=int, default=10_000, help="how many declarations to generate (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=20261123, help="what they are generated from (default: %(default)s)")
    options = parser.parse_args()

    corpus = Corpus.shipped()
    terms = corpus.terms()
    print(f"{len(corpus.requirements)} codified requirements of {len(corpus.regimes)} regimes: {len(terms)} triggers and duties")
    print(f"{len(set(terms))} of these are distinct; they rest on {_questions(terms)} distinct questions about a declaration\n")

    agree = True
    for title, documents in (
        (f"shipped declarations, {_ROUNDS} times", _shipped()),
        ("generated declarations", _generated(options)),
    ):
        race = Race(corpus)
        for chunk in documents:
            race.run(chunk)
        race.report(title)
        agree = agree and not race.differences
    _growth(corpus, options)
    return 0 if agree else 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """The shipped requirements.

    Attributes:
        files: the schema files by URI.
        regimes: the URIs of regimes.
        requirements: the URI, with a pointer, of each codified requirement.
    """

    files: dict[str, Json]
    regimes: list[str]
    requirements: list[str]

    @classmethod
    def shipped(cls) -> Corpus:
        """Read them."""
        folder = data_path("schemas")
        paths = [path for name in ("facts", "regimes") for path in sorted((folder / name).glob("*.json"))]
        files = {_BASE + path.relative_to(folder).as_posix(): json.loads(path.read_text(encoding="utf-8")) for path in paths}
        regimes = [uri for uri in files if "/regimes/" in uri]
        requirements = [
            f"{uri}#/$defs/{slug}"
            for uri in regimes
            for slug, entry in files[uri]["$defs"].items()
            if {"requirement", "if"} <= entry.keys()
        ]
        for content in files.values():
            content.pop("$schema", None)  # our annotations mean nothing to a validator; fastjsonschema stumbles over the dialect
        return cls(files, regimes, requirements)

    def registry(self) -> SchemaRegistry:
        """Return the files for ``referencing``."""
        return Registry().with_resources((uri, DRAFT202012.create_resource(content)) for uri, content in self.files.items())

    def parts(self) -> dict[str, Json]:
        """Return the triggers and duties, as references."""
        return {f"{uri}/{part}": {"$ref": f"{uri}/{part}"} for uri in self.requirements for part in ("if", "then")}

    def terms(self) -> list[Term]:
        """Return the triggers and duties as terms."""
        lowering = Lowering(self.registry())
        return [lowering.lower(schema) for schema in self.parts().values()]


@dataclass(slots=True)
class Lap:
    """One tool: what it does with a document, how many it has seen, and how long it took."""

    name: str
    run: Callable[[Json], object]
    most: int
    seen: int = 0
    seconds: float = 0.0

    def time(self, documents: Sequence[bytes]) -> None:
        """Run the tool over documents that it has not seen, as far as it goes."""
        run, clock = self.run, time.process_time
        for document in documents[: max(self.most - self.seen, 0)]:
            given = document if run is orjson.loads else orjson.loads(document)
            started = clock()
            run(given)
            self.seconds += clock() - started
            self.seen += 1

    @property
    def microseconds(self) -> float:
        """The mean time for a document."""
        return self.seconds / self.seen * 1e6


@dataclass(slots=True)
class Race:
    """All tools over the same documents."""

    corpus: Corpus
    size: int = 0
    differences: int = 0
    strict: logic.Evaluator = field(init=False)
    laps: list[Lap] = field(init=False)
    theirs: list[Callable[[Json], bool]] = field(init=False)

    def __post_init__(self) -> None:
        corpus = self.corpus
        self.strict = logic.compile(corpus.parts(), registry=corpus.registry(), cache=False)
        opened = logic.compile(corpus.parts(), registry=corpus.registry(), reading="open", cache=False)
        self.theirs = _jsonschema_rs(corpus)
        laps = [
            Lap("ours, strict reading", self.strict, sys.maxsize),
            Lap("ours, open reading", opened, sys.maxsize),
            Lap("jsonschema-rs", _each(self.theirs), 200),
            Lap("jsonschema", _each(_jsonschema(corpus)), 10),
        ]
        fast, failed = _fastjsonschema(corpus)
        laps.append(
            Lap(
                f"fastjsonschema ({failed} of {len(corpus.requirements)} not compiled)" if failed else "fastjsonschema",
                _each(fast),
                50,
            )
        )
        self.laps = [Lap("orjson.loads alone", orjson.loads, sys.maxsize), *laps]

    def run(self, documents: list[bytes]) -> None:
        """Let each tool run over one chunk."""
        gc.collect()
        gc.disable()
        for lap in self.laps:
            lap.time(documents)
        gc.enable()
        self.size += sum(map(len, documents))
        for document in map(orjson.loads, documents[: max(0, 200 - self.laps[0].seen + len(documents))]):
            ours = self.strict(document)
            whole = [not trigger or duty for trigger, duty in zip(ours[::2], ours[1::2], strict=True)]
            self.differences += whole != [judge(document) for judge in self.theirs]

    def report(self, title: str) -> None:
        """Print the table."""
        reading, ours = self.laps[0], self.laps[1]
        print(f"{title}: {reading.seen} documents, {self.size / reading.seen / 1000:.1f} kB on average")
        print(f"{'':42}{'documents':>10}{'µs/document':>14}{'x ours':>10}{'x orjson':>10}")
        for lap in self.laps:
            ratios = f"{lap.microseconds / ours.microseconds:>10.2f}{lap.microseconds / reading.microseconds:>10.2f}"
            print(f"{lap.name:42}{lap.seen:>10}{lap.microseconds:>14.1f}{ratios}")
        print(f"documents on which jsonschema-rs and ours differ: {self.differences}\n")


def _each(validators: Sequence[Callable[[Json], object]]) -> Callable[[Json], object]:
    def run(document: Json) -> None:
        for validator in validators:
            validator(document)

    return run


def _jsonschema_rs(corpus: Corpus) -> list[Callable[[Json], bool]]:
    registry = jsonschema_rs.Registry(list(corpus.files.items()), draft=jsonschema_rs.Draft202012)
    return [jsonschema_rs.Draft202012Validator({"$ref": uri}, registry=registry).is_valid for uri in corpus.requirements]


def _jsonschema(corpus: Corpus) -> list[Callable[[Json], bool]]:
    registry = corpus.registry().crawl()
    return [Draft202012Validator({"$ref": uri}, registry=registry).is_valid for uri in corpus.requirements]


def _fastjsonschema(corpus: Corpus) -> tuple[list[Callable[[Json], object]], int]:
    """Compile what it can; it knows drafts 4 to 7, and raises for an invalid document."""
    compiled: list[Callable[[Json], object]] = []
    for uri in corpus.requirements:
        try:
            check = fastjsonschema.compile({"$ref": uri}, handlers={"https": corpus.files.__getitem__})
        except Exception:  # noqa: BLE001  # whatever it stumbles over counts as not compiled
            continue
        compiled.append(_quiet(check))
    return compiled, len(corpus.requirements) - len(compiled)


def _quiet(check: Callable[[Json], object]) -> Callable[[Json], bool]:
    def is_valid(document: Json) -> bool:
        try:
            check(document)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return is_valid


def _judged(declaration: Json) -> bytes:
    document = derive(declaration, _AS_OF).document
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _shipped() -> Iterator[list[bytes]]:
    found = load([data_path("fixtures", "declarations")])
    documents = [_judged(each.data) for each in found if isinstance(each, Declaration)]
    yield from [documents] * _ROUNDS


def _generated(options: argparse.Namespace) -> Iterator[list[bytes]]:
    generator = Generator(options.seed)
    for start in range(0, options.documents, _CHUNK):
        yield [_judged(generator.declaration()) for _ in range(min(_CHUNK, options.documents - start))]


def _questions(terms: Sequence[Term]) -> int:
    atoms: set[Term] = set()
    stack = list(terms)
    while stack:
        term = stack.pop()
        match term:
            case And(terms=parts) | Or(terms=parts) | ExactlyOne(terms=parts):
                stack.extend(parts)
            case Not(term=inner):
                stack.append(inner)
            case _:
                atoms.add(term)
    return len(atoms)


def _growth(corpus: Corpus, options: argparse.Namespace) -> None:
    """Show what the time grows with: first more of the corpus, then more requirements over the same facts."""
    generator = Generator(options.seed)
    documents = [_judged(generator.declaration()) for _ in range(200)]
    terms = corpus.terms()
    reading = Lap("orjson.loads alone", orjson.loads, sys.maxsize)
    reading.time(documents)
    print(f"{'':42}{'terms':>10}{'questions':>14}{'µs/document':>14}{'x orjson':>10}")
    for share in (0.25, 0.5, 0.75, 1.0):
        _print_growth(f"{share:.0%} of the requirements", terms[: int(len(terms) * share)], documents, reading)
    for times in (2, 4, 8):
        combined = list(terms)
        for shift in range(1, times):
            combined += [And((one, two)) for one, two in zip(terms, terms[shift:] + terms[:shift], strict=True)]
        _print_growth(f"{times} x the requirements, over the same facts", combined, documents, reading)


def _print_growth(title: str, terms: Sequence[Term], documents: Sequence[bytes], reading: Lap) -> None:
    judge = logic.compile({str(index): term for index, term in enumerate(terms)}, cache=False)
    gc.disable()
    laps = [Lap(title, judge, sys.maxsize) for _ in range(3)]
    for lap in laps:
        lap.time(documents)
    gc.enable()
    best = min(lap.microseconds for lap in laps)
    print(f"{title:42}{len(terms):>10}{_questions(terms):>14}{best:>14.1f}{best / reading.microseconds:>10.2f}")


if __name__ == "__main__":
    sys.exit(main())
