"""What a run was asked for: each command-line option and its ini setting, the option winning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest

LEVELS = ("shall", "should", "may")
EVIDENCE = ("any", "first-party")
MATRIX_FORMATS = {".json": "json", ".csv": "csv", ".md": "markdown"}
DEFAULT_FILES = ("*.declaration.yaml", "*.declaration.yml", "*.declaration.json")


class Option(NamedTuple):
    """An option ``--conformance-NAME`` that the ini setting ``conformance_NAME`` can give too.

    Attributes:
        name: as in the option, with hyphens.
        kind: ``text``, ``many`` (repeatable; a list in the ini file), ``path`` or ``flag``.
        metavar: how help shows its value.
        help: what it does.
    """

    name: str
    kind: Literal["text", "many", "path", "flag"]
    metavar: str
    help: str

    @property
    def key(self) -> str:
        """Its name as an ini setting and as an attribute of ``config.option``."""
        return "conformance_" + self.name.replace("-", "_")


OPTIONS = (
    Option("regime", "many", "ID", "judge against this regime only (repeatable; all regimes by default)"),
    Option("as-of", "text", "DATE", "judge by what is in force on this day, as YYYY-MM-DD (today by default)"),
    Option("level", "text", "LEVEL", "the weakest level that can fail a test: shall, should or may (shall by default)"),
    Option("market", "many", "CODE", "judge as if the system were placed on this market too, e.g. EU, CN, US-CA (repeatable)"),
    Option(
        "from", "text", "FORMAT", "the format of the files, as 'conformance formats' lists them; told from each file by default"
    ),
    Option("evidence", "text", "WHOSE", "whose word counts: any (the default) or first-party"),
    Option("suppose-in-force", "flag", "", "judge as if what is stayed, undated or still to come were in force"),
    Option("waivers", "path", "FILE", "accept what this file waives, until each waiver expires"),
    Option("strict", "flag", "", "fail where a declaration does not say whether a requirement applies"),
    Option("selftest", "flag", "", "test the regimes themselves: each requirement can pass and fail, and plain validators agree"),
    Option("matrix", "path", "FILE", "write the matrix of verdicts to this file: .json, .csv or .md"),
)
FILES = Option("files", "many", "GLOB", "names of files to collect as declarations")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    Attributes:
        files: globs over file names (or over paths, when they hold a slash) that mark a declaration.
        regimes: ids of the regimes to judge against, or None for all.
        as_of: the day whose law counts.
        level: the weakest level that can fail a test.
        markets: jurisdiction codes to assume besides those declared.
        format_name: the format of all files, or None to tell it from each.
        evidence: whose word counts, ``any`` or ``first-party``.
        suppose_in_force: whether what is stayed, undated or not yet in force is judged as if it were in force.
        waivers: file of waivers, absolute, or None.
        strict: whether *undetermined* fails.
        selftest: whether the regimes themselves are tested.
        matrix: where the matrix goes, absolute, or None.
    """

    files: tuple[str, ...]
    regimes: tuple[str, ...] | None
    as_of: date
    level: str
    markets: tuple[str, ...]
    format_name: str | None
    evidence: str
    suppose_in_force: bool
    waivers: Path | None
    strict: bool
    selftest: bool
    matrix: Path | None

    def names_declaration(self, path: Path) -> bool:
        """Tell whether a file is a declaration by its name."""
        whole = path.as_posix()
        return any(fnmatchcase(whole, f"*/{glob}") if "/" in glob else fnmatchcase(path.name, glob) for glob in self.files)


SETTINGS = pytest.StashKey[Settings]()


def add_options(parser: pytest.Parser) -> None:
    """Register every option and ini setting."""
    group = parser.getgroup("conformance", "declarations of AI systems (ai-conformance)")
    for option in OPTIONS:
        flag = f"--conformance-{option.name}"
        if option.kind == "flag":
            group.addoption(flag, action="store_true", default=None, dest=option.key, help=option.help)
            parser.addini(option.key, option.help, type="bool", default=False)
        elif option.kind == "many":
            group.addoption(flag, action="append", metavar=option.metavar, dest=option.key, help=option.help)
            parser.addini(option.key, option.help, type="args", default=[])
        else:
            group.addoption(flag, metavar=option.metavar, dest=option.key, help=option.help)
            parser.addini(option.key, option.help, type="string", default="")
    parser.addini(FILES.key, f"{FILES.help} (by default {', '.join(DEFAULT_FILES)})", type="args", default=list(DEFAULT_FILES))


def settle(config: pytest.Config) -> Settings:
    """Return the settings of the run, and leave in ``config.option`` what worker processes must not settle anew.

    Raises:
        pytest.UsageError: a value is not one the option takes.
    """
    settings = Settings(
        files=tuple(config.getini(FILES.key)),
        regimes=_regimes(_given(config, "conformance_regime")),
        as_of=_day(_given(config, "conformance_as_of")),
        level=_level(_given(config, "conformance_level")),
        markets=_markets(_given(config, "conformance_market")),
        format_name=_format(_given(config, "conformance_from")),
        evidence=_evidence(_given(config, "conformance_evidence")),
        suppose_in_force=bool(_given(config, "conformance_suppose_in_force")),
        waivers=_waivers(_path(config, "conformance_waivers")),
        strict=bool(_given(config, "conformance_strict")),
        selftest=bool(_given(config, "conformance_selftest")),
        matrix=_matrix(_path(config, "conformance_matrix")),
    )
    # Workers start with these options: the same day at midnight, the same file whatever folder they start in.
    config.option.conformance_as_of = settings.as_of.isoformat()
    config.option.conformance_waivers = settings.waivers and str(settings.waivers)
    config.option.conformance_matrix = settings.matrix and str(settings.matrix)
    return settings


def _given(config: pytest.Config, key: str) -> Any:
    value = config.getoption(key)
    return config.getini(key) if value is None else value


def _path(config: pytest.Config, key: str) -> Path | None:
    if value := config.getoption(key):
        return Path(config.invocation_params.dir, value)
    if value := config.getini(key):
        return Path(config.inipath.parent if config.inipath else config.rootpath, value)
    return None


def _day(value: str) -> date:
    if not value:
        return datetime.now().astimezone().date()
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    # `fromisoformat` reads other forms of ISO 8601 too; one form is enough to be understood by every reader.
    if day is None or day.isoformat() != value:
        raise pytest.UsageError(f"conformance: as-of: {value!r} is not a date of the form YYYY-MM-DD")
    return day


def _level(value: str) -> str:
    if value not in ("", *LEVELS):
        raise pytest.UsageError(f"conformance: level: {value!r} is none of {', '.join(LEVELS)}")
    return value or LEVELS[0]


def _markets(codes: Sequence[str]) -> tuple[str, ...]:
    if codes:
        from conformance.declarations.jurisdictions import what_is_wrong

        for code in codes:
            if problem := what_is_wrong(code):
                raise pytest.UsageError(f"conformance: market: {code!r} {problem}")
    return tuple(codes)


def _format(name: str) -> str | None:
    if not name:
        return None
    from conformance.declarations.adapters.registry import adapter_named
    from conformance.errors import ConformanceError

    try:
        return adapter_named(name).name
    except ConformanceError as error:
        raise pytest.UsageError(f"conformance: from: {error}") from error


def _evidence(value: str) -> str:
    if value not in ("", *EVIDENCE):
        raise pytest.UsageError(f"conformance: evidence: {value!r} is none of {', '.join(EVIDENCE)}")
    return value or EVIDENCE[0]


def _regimes(ids: Sequence[str]) -> tuple[str, ...] | None:
    if not ids or "all" in ids:
        return None
    from conformance.resources import data_path

    # A look at the folder, not at the catalogue: the ini setting is read in every run, also in those that meet no declaration.
    known = sorted(file.stem for file in data_path("schemas", "regimes").glob("*.json"))
    for id in ids:
        if id not in known:
            raise pytest.UsageError(f"conformance: regime: {id!r} is not known; known are {', '.join(known)}")
    return tuple(dict.fromkeys(ids))


def _waivers(file: Path | None) -> Path | None:
    if file is not None and not file.is_file():
        raise pytest.UsageError(f"conformance: waivers: there is no file {file}")
    return file


def _matrix(file: Path | None) -> Path | None:
    if file is None:
        return None
    if file.suffix not in MATRIX_FORMATS:
        raise pytest.UsageError(f"conformance: matrix: {file.name!r} does not end in one of {', '.join(MATRIX_FORMATS)}")
    if not file.parent.is_dir():
        raise pytest.UsageError(f"conformance: matrix: there is no folder {file.parent}")
    return file
