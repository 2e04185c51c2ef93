"""Generated code kept between runs: trusted only where nobody else could have put it, and rebuilt when damaged."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conformance import logic
from conformance.logic import programs
from conformance.logic.cache import CacheRefused, CodeCache

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="without POSIX ownership nothing is kept")

SCHEMAS: dict[str, Any] = {"x": {"const": "x"}, "list": {"type": "array", "minItems": 1}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cache"
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(place))
    return place


@pytest.fixture
def generated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record how often code is generated rather than loaded."""
    runs: list[str] = []
    original = programs.Given.code

    def code(self: programs.Given) -> Any:
        runs.append("generated")
        return original(self)

    monkeypatch.setattr(programs.Given, "code", code)
    return runs


def entry(folder: Path) -> Path:
    (only,) = folder.iterdir()
    return only


def test_the_second_run_generates_nothing(folder: Path, generated: list[str]) -> None:
    assert logic.compile(SCHEMAS)("x") == (True, False)
    assert logic.compile(SCHEMAS)([1]) == (False, True)
    assert generated == ["generated"]


def test_only_the_owner_may_look_or_write(folder: Path) -> None:
    logic.compile(SCHEMAS)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry(folder).stat().st_mode) == 0o600


def test_another_schema_reading_or_open_list_is_another_entry(folder: Path) -> None:
    logic.compile(SCHEMAS)
    logic.compile({"x": {"const": "y"}})
    logic.compile(SCHEMAS, reading="open")
    logic.compile(SCHEMAS, reading="open", open_lists=frozenset({"/a"}))
    assert len(list(folder.iterdir())) == 4


def test_the_package_itself_is_part_of_the_digest(folder: Path, monkeypatch: pytest.MonkeyPatch, generated: list[str]) -> None:
    logic.compile(SCHEMAS)
    monkeypatch.setattr(programs, "_own_digest", lambda: "another version")
    logic.compile(SCHEMAS)
    assert generated == ["generated"] * 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-1],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: b"\0" * len(content),
        lambda content: content + b"more",
    ],
    ids=["empty", "cut", "flipped", "zeroed", "longer"],
)
def test_a_damaged_entry_is_rebuilt(folder: Path, generated: list[str], damage: Any) -> None:
    logic.compile(SCHEMAS)
    whole = entry(folder).read_bytes()
    entry(folder).write_bytes(damage(whole))
    assert logic.compile(SCHEMAS)("x") == (True, False)
    assert generated == ["generated"] * 2
    assert entry(folder).read_bytes() == whole


def test_an_entry_under_another_name_is_not_run(folder: Path, generated: list[str]) -> None:
    logic.compile(SCHEMAS)
    first = entry(folder)
    logic.compile({"x": {"const": "y"}})
    (second,) = set(folder.iterdir()) - {first}
    second.write_bytes(first.read_bytes())
    assert logic.compile({"x": {"const": "y"}})("y") == (True,)
    assert generated == ["generated"] * 3


def test_an_entry_that_is_a_link_or_writable_by_others_is_not_run(folder: Path, tmp_path: Path, generated: list[str]) -> None:
    logic.compile(SCHEMAS)
    entry(folder).chmod(0o666)
    logic.compile(SCHEMAS)
    assert generated == ["generated"] * 2
    moved = tmp_path / "elsewhere"
    entry(folder).rename(moved)
    (folder / CodeCache.usual().folder.name).unlink(missing_ok=True)
    logic.compile(SCHEMAS)
    name = entry(folder)
    name.unlink()
    name.symlink_to(moved)
    logic.compile(SCHEMAS)
    assert generated == ["generated"] * 4
    assert not name.is_symlink()


def _world_writable(place: Path) -> None:
    place.mkdir()
    place.chmod(0o777)


def _link(place: Path) -> None:
    (place.parent / "target").mkdir(mode=0o700)
    place.symlink_to(place.parent / "target")


def _file(place: Path) -> None:
    place.write_text("in the way")


@pytest.mark.parametrize(
    ("prepare", "why"),
    [(_world_writable, "others can write"), (_link, "symbolic link"), (_file, "no folder")],
    ids=["writable", "link", "file"],
)
def test_a_named_folder_that_is_not_safe_is_refused(folder: Path, prepare: Any, why: str) -> None:
    prepare(folder)
    with pytest.raises(CacheRefused, match=why) as refused:
        logic.compile(SCHEMAS)
    assert "CONFORMANCE_CACHE_DIR" in str(refused.value)


def test_a_folder_of_somebody_else_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logic.compile(SCHEMAS)
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(CacheRefused, match="belongs to somebody else"):
        logic.compile(SCHEMAS)


@pytest.mark.parametrize("prepare", [_world_writable, _link, _file], ids=["writable", "link", "file"])
def test_an_unsafe_folder_at_the_usual_place_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepare: Any, generated: list[str]
) -> None:
    monkeypatch.delenv("CONFORMANCE_CACHE_DIR", raising=False)
    monkeypatch.setattr(CodeCache, "usual", classmethod(lambda cls: cls(tmp_path / "ai-conformance", named=False)))
    prepare(tmp_path / "ai-conformance")
    for _ in range(2):
        assert logic.compile(SCHEMAS)("x") == (True, False)
    assert generated == ["generated"] * 2


def test_the_usual_place_is_in_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONFORMANCE_CACHE_DIR", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert CodeCache.usual() == CodeCache(tmp_path / "ai-conformance", named=False)


def test_a_folder_that_cannot_be_made_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(tmp_path / "file" / "cache"))
    with pytest.raises(CacheRefused):
        logic.compile(SCHEMAS)
    monkeypatch.setattr(CodeCache, "usual", classmethod(lambda cls: cls(tmp_path / "file" / "cache", named=False)))
    assert logic.compile(SCHEMAS)("x") == (True, False)


def test_old_entries_make_room(folder: Path) -> None:
    for number in range(70):
        logic.compile({"x": {"const": number}})
    assert len(list(folder.iterdir())) == 64


PROGRAM = """
import sys
from conformance import logic
print(logic.compile({"x": {"const": "x"}, "y": {"const": int(sys.argv[1]) % 2}})("x"))
"""


def test_many_processes_at_once(folder: Path) -> None:
    commands = [[sys.executable, "-c", PROGRAM, str(number)] for number in range(12)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    assert {process.communicate(timeout=60)[0] for process in running} == {"(True, False)\n"}
    assert all(each.suffix == ".code" for each in folder.iterdir())
