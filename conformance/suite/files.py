"""The frozen suite as files: how it is written, read, and compared with what would be written now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from conformance.errors import ConformanceError
from conformance.files import replace_text
from conformance.resources import data_path

from .case import Case, Kind

VERSION = "1.1.0"
"""Version of the suite's format and protocol; what the cases say is told by the digests."""

INDEX = "index.json"
SCHEMAS = "https://ai-conformance.example/schemas/suite/"


class SuiteError(ConformanceError):
    """The suite cannot be read.

    Attributes:
        path: the file.
        problem: what is wrong with it.
    """

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path} {self.problem}; `conformance suite build` writes the suite anew"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one requirement.

    Attributes:
        requirement: its id.
        title: what it is called.
        clause: where its source says so.
        cases: conforming, violating, not-applicable first; a case is named by its place, from 0.
    """

    requirement: str
    title: str
    clause: str
    cases: tuple[Case, ...]

    @property
    def name(self) -> str:
        """The file's path inside the suite."""
        return f"{self.requirement}.json"

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of its cases."""
        return frozenset(case.kind for case in self.cases)

    def text(self) -> str:
        """Return the file's text, a case a line."""
        head = {
            "$schema": f"{SCHEMAS}file.json",
            "requirement": self.requirement,
            "title": self.title,
            "clause": self.clause,
        }
        members = [f"  {json.dumps(name)}: {_line(value)}" for name, value in head.items()]
        lines = ",\n".join(f"    {_line(case.to_json())}" for case in self.cases)
        cases = f"[\n{lines}\n  ]" if self.cases else "[]"
        return "{\n" + ",\n".join([*members, f'  "cases": {cases}']) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def suite_path() -> Path:
    """Return the folder of the shipped suite."""
    return data_path("fixtures", "suite")


def read_file(path: Path) -> CaseFile:
    """Return the cases of one file.

    Raises:
        SuiteError: it is no file of a suite.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        cases = tuple(map(Case.from_json, said["cases"]))
        return CaseFile(said["requirement"], said["title"], said["clause"], cases)
    except OSError as problem:
        raise SuiteError(path, f"cannot be read: {problem.strerror}") from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise SuiteError(path, f"is no file of the suite: {problem!r}") from problem


def read_suite(folder: Path, regimes: Iterable[str] | None = None) -> Iterator[CaseFile]:
    """Yield the files of a suite in the order of their requirements' ids.

    Args:
        folder: the suite.
        regimes: ids of the regimes wanted, or None for all.

    Raises:
        SuiteError: the suite is not there, or a file of it cannot be read.
    """
    if not (folder / INDEX).is_file():
        raise SuiteError(folder, "holds no suite")
    wanted = None if regimes is None else frozenset(regimes)
    for file in sorted(folder.glob("*/*.json")):
        if wanted is None or file.parent.name in wanted:
            yield read_file(file)


def index_text(files: Mapping[str, str], regimes: Mapping[str, str], missing: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of the index.

    Args:
        files: the text of each file by its path.
        regimes: the digest of each regime and the facts it rests on.
        missing: for each requirement that lacks one of the three first kinds, which, and why.
    """
    digests = {name: sha256(text.encode()).hexdigest() for name, text in sorted(files.items())}
    said = {
        "$schema": f"{SCHEMAS}index.json",
        "version": VERSION,
        "digest": sha256(json.dumps(digests).encode()).hexdigest(),
        "regimes": dict(sorted(regimes.items())),
        "missing": {id: dict(kinds) for id, kinds in sorted(missing.items())},
        "files": digests,
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def write_suite(folder: Path, texts: Mapping[str, str], regimes: Iterable[str]) -> None:
    """Write the files of a suite, and remove those of the named regimes that are no longer part of it."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            replace_text(path, text)
    for path in stale(folder, texts, regimes):
        path.unlink()


def stale(folder: Path, texts: Mapping[str, str], regimes: Iterable[str]) -> list[Path]:
    """Return the files of the named regimes in the folder that are not among the texts."""
    found = (path for regime in regimes for path in sorted((folder / regime).glob("*.json")))
    return [path for path in found if path.relative_to(folder).as_posix() not in texts]


def differences(folder: Path, texts: Mapping[str, str], regimes: Iterable[str]) -> list[str]:
    """Return what would change if the texts were written, a file a line."""
    found = []
    for name, text in sorted(texts.items()):
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif path.read_text(encoding="utf-8") != text:
            found.append(f"{name} differs")
    return [
        *found,
        *(f"{path.relative_to(folder).as_posix()} is no longer part of the suite" for path in stale(folder, texts, regimes)),
    ]
