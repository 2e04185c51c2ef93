"""How well the adapters read files of their formats: ``python -m benchmarks.adapters PATH...``.

For each format: sources and records read without error, the share of non-empty source fields that a declaration rests on, the
share left out on purpose, and records a second. Files that no adapter takes for its own are counted by suffix.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tabulate import tabulate

from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import Refusal

DAY = date(2026, 1, 1)


@dataclass
class Score:
    """What was measured of one format."""

    sources: int = 0
    records: int = 0
    refused: int = 0
    fields: int = 0
    mapped: int = 0
    unmapped: int = 0
    doubts: int = 0
    seconds: float = 0.0
    left: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def files(paths: list[str]) -> Iterator[Path]:
    """Yield the files that the paths name or hold, sorted."""
    for path in map(Path, paths):
        yield from sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


def measure(path: Path, score: Score, name: str) -> None:
    """Convert one file and add what came of it."""
    start = time.process_time()
    score.sources += 1
    for found in convert(Original(str(path), path, None, DEFAULT_LIMITS), adapter_named(name), DAY):
        if isinstance(found, Refusal):
            score.refused += 1
            score.problems.append(str(found).splitlines()[0])
            continue
        score.records += 1
        score.fields += len(found.fields)
        score.mapped += len(found.mapped)
        score.unmapped += len(found.unmapped)
        score.doubts += len(found.doubts)
        for pointer in found.unmapped:
            score.left["/".join("*" if token.isdigit() else token for token in pointer.split("/"))] += 1
    score.seconds += time.process_time() - start


def main(arguments: list[str]) -> None:
    """Measure all files and print a row a format; with ``-v`` what was refused and what is left unmapped most often."""
    wordy = "-v" in arguments
    scores: dict[str, Score] = {}
    nobody: Counter[str] = Counter()
    several: list[str] = []
    for path in files([each for each in arguments if each != "-v"]):
        found = detect(Original(str(path), path, None, DEFAULT_LIMITS))
        if len(found) > 1:
            several.append(f"{path}: {', '.join(adapter.name for adapter in found)}")
        elif not found:
            nobody[path.suffix] += 1
            if wordy:
                print(f"nobody's: {path}")
        else:
            measure(path, scores.setdefault(found[0].name, Score()), found[0].name)
    rows = [
        [
            name, score.sources, score.records, score.refused, score.fields,
            _share(score.mapped, score.fields),
            _share(score.fields - score.mapped - score.unmapped, score.fields),
            _share(score.unmapped, score.fields), score.doubts,
            round(score.records / score.seconds) if score.seconds else "",
        ]
        for name, score in sorted(scores.items())
    ]  # fmt: skip
    heads = ["format", "sources", "records", "refused", "fields", "mapped", "left out", "not mapped", "doubts", "records/s"]
    print(tabulate(rows, heads))
    print(f"taken by no adapter: {dict(nobody)}; by several: {len(several)}")
    print("\n".join(several))
    if wordy:
        for name, score in sorted(scores.items()):
            print(f"\n{name}: not mapped most often: {score.left.most_common(30)}")
            print("\n".join(score.problems[:20]))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    main(sys.argv[1:])
