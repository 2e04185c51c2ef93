"""How many questions of the public containment suite are decided, how fast, and how many wrongly.

Run ``python -m benchmarks.containment DIR``, where DIR holds ``tests/draft2020-12`` of the JSON Schema containment test suite.
Ours and ``jsonschema-rs`` are asked the same questions in one run. The exit code is 1 if any of our answers is wrong, or if we
decide fewer questions than ``jsonschema-rs``.

Questions that need a format, another resource or ``$dynamicRef`` are left out, as the suite's readers agree. A label that an
answer contradicts counts as wrong unless a witness, which two validators judged, shows that the label is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.logic.prove import Disagreement, Questions
from conformance.logic.prove.questions import second_opinion

_LEFT_OUT = re.compile(r'"\$(id|anchor|dynamicRef|dynamicAnchor)"|localhost:1234|json-schema\.org')


@dataclass(frozen=True, slots=True)
class Question:
    """Is everything valid against ``schema`` valid against ``other``? ``label`` is the suite's answer."""

    name: str
    schema: Any
    other: Any
    label: bool


def questions(folder: Path) -> Iterator[Question]:
    """Yield the questions of the suite that are in the fragment, in the order of the files."""
    root = folder / "tests" / "draft2020-12"
    for file in sorted(root.rglob("*.json")):
        place = file.relative_to(root)
        if "optional" in place.parts or file.name == "format.json":
            continue
        for case in json.loads(file.read_text(encoding="utf-8")):
            one, two = case["schema1"], case["schema2"]
            if _LEFT_OUT.search(json.dumps([one, two])):
                continue
            name = f"{place.as_posix()}#{case['id']}"
            for key, schema, other in (("s1SubsetEqOfs2", one, two), ("s2SubsetEqOfs1", two, one)):
                if case["tests"].get(key) is not None:
                    yield Question(f"{name} {key}", schema, other, case["tests"][key])


def main() -> int:
    """Ask every question and print the tally."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.containment", description="Decide the containment suite.")
    parser.add_argument("folder", type=Path, help="the suite's folder, which holds tests/draft2020-12")
    parser.add_argument("--seconds", type=float, default=30.0, help="time for one question (default: 30)")
    arguments = parser.parse_args()
    asked = list(questions(arguments.folder))
    if not asked:
        parser.error(f"{arguments.folder} holds no tests/draft2020-12")
    ours = Questions(seconds=arguments.seconds, second_opinion=False)
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    start = time.perf_counter()
    for question in asked:
        decision = ours.entails(question.schema, question.other)
        tally[decision.verdict] += 1
        if decision.verdict == "undecided":
            print(f"undecided  {question.name}: {decision.reason}")
        elif (decision.verdict == "yes") is not question.label:
            if decision.verdict == "no":
                tally["label wrong"] += 1
                print(f"wrong label  {question.name}: {json.dumps(decision.witness)} is valid against the first alone")
            else:
                wrong.append(question.name)
    spent = time.perf_counter() - start
    theirs, clashes, their_time = _theirs(asked)
    decided = tally["yes"] + tally["no"]
    print(f"\nquestions              {len(asked)}")
    print(f"decided                ours {decided}   jsonschema-rs {theirs}")
    print(f"wrong answers          ours {len(wrong)}   {' '.join(wrong)}".rstrip())
    print(f"labels that are wrong  {tally['label wrong']} (each with a witness above)")
    print(f"seconds                ours {spent:.1f}   jsonschema-rs {their_time:.1f}   ratio {spent / their_time:.0f}")
    print(f"contradictions of jsonschema-rs to a witness of ours  {clashes}")
    return 1 if wrong or decided < theirs else 0


def _theirs(asked: list[Question]) -> tuple[int, int, float]:
    start = time.perf_counter()
    opinions = [second_opinion(question.schema, question.other) for question in asked]
    spent = time.perf_counter() - start
    right = sum(opinion == ("yes" if question.label else "no") for opinion, question in zip(opinions, asked, strict=True))
    judge = Questions()
    clashes = 0
    for opinion, question in zip(opinions, asked, strict=True):
        if opinion == "yes" and not question.label:
            try:
                judge.entails(question.schema, question.other)
            except Disagreement:
                clashes += 1
    return right, clashes, spent


if __name__ == "__main__":
    sys.exit(main())
