"""Every command shown in README.md and in docs/ is run, and must print what is shown there.

A fenced block marked ``console`` is a terminal session: a line that starts with ``$ `` is a command (a backslash at its end
continues it), what follows up to the next command is its output, standard error included. ``...`` within a line of output
stands for any text of that line; alone on a line it stands for any number of lines. Any other fenced block that starts with a
comment of a file name alone, as ``# a.declaration.yaml``, is written to that file. The blocks of one document take effect one
after another in one shell, in an empty folder in which ``fixtures`` and ``checkers`` are those of the checkout.

With ``REFRESH_DOCUMENTS=1`` in the environment the outputs are written into the documents instead; read the difference.
"""

import doctest
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md")))
    if "\n```console\n" in path.read_text(encoding="utf-8")
]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"# ([\w.]+\.\w+)\n")
INSTALL = "python3 -m venv"


@dataclass(frozen=True)
class Step:
    """A command of a document, the output shown for it, and the line it stands on."""

    command: str
    output: str
    line: int


def steps_of(text):
    for fence in FENCE.finditer(text):
        language, block = fence.groups()
        line = text.count("\n", 0, fence.start()) + 2
        if language == "console":
            yield from steps(block, line)
        elif named := FILE_NAME.match(block):
            yield Step(f"cat > {named[1]} <<'END OF FILE'\n{block}END OF FILE", "", line - 1)


def steps(block, line):
    """Return the steps of a block that starts on that line.

    >>> steps("$ true\\n$ echo a \\\\\\n    b\\na b\\n", 1)
    [Step(command='true', output='', line=1), Step(command='echo a \\\\\\n    b', output='a b\\n', line=2)]
    """
    found = []
    lines = iter(enumerate(block.splitlines(keepends=True), line))
    for number, text in lines:
        if text.startswith("$ "):
            command = text[2:]
            while command.endswith("\\\n"):
                command += next(lines)[1]
            found.append(Step(command.rstrip("\n"), "", number))
        else:
            assert found, f"line {number}: a console block starts with a command"
            last = found[-1]
            found[-1] = Step(last.command, last.output + text, last.line)
    return found


def pattern(shown):
    """Return the regular expression of an output with its ellipses.

    >>> bool(pattern("a ... c\\n...\\nz\\n").fullmatch("a b c\\n1\\n2\\nz\\n"))
    True
    >>> bool(pattern("a ... c\\n").fullmatch("a b\\n c\\n"))
    False
    """
    return re.compile("".join(map(line_pattern, shown.splitlines())))


def line_pattern(line):
    return "(?:.*\n)*?" if line.strip() == "..." else ".*?".join(map(re.escape, line.split("..."))) + "\n"


def environment(home):
    scripts = sysconfig.get_path("scripts")
    kept = {name: os.environ[name] for name in ("PIP_CERT", "PIP_INDEX_URL", "SSL_CERT_FILE", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "COLUMNS": "120",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TERM": "dumb",
    }


def run(shown, folder, home):
    """Run the steps in one shell and return the output of each."""
    mark = "--- end of step ---"
    script = "".join(f"{step.command}\nstatus=$?\necho '{mark}'\n(exit $status)\n" for step in shown)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    return done.stdout.split(f"{mark}\n")[:-1]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_print_what_the_document_shows(document, tmp_path):
    text = (ROOT / document).read_text(encoding="utf-8")
    shown = [step for step in steps_of(text) if not step.command.startswith(INSTALL)]
    folder = tmp_path / "work"
    folder.mkdir()
    for name in ("fixtures", "checkers"):
        (folder / name).symlink_to(ROOT / name)
    printed = run(shown, folder, tmp_path)
    assert len(printed) == len(shown)
    if os.environ.get("REFRESH_DOCUMENTS"):
        (ROOT / document).write_text(refreshed(text, shown, printed), encoding="utf-8")
        return
    for step, output in zip(shown, printed, strict=True):
        if not pattern(step.output).fullmatch(output):
            assert output == step.output, f"{document}:{step.line}: `{step.command}` prints something else"


def refreshed(text, shown, printed):
    """Return the document with the outputs of a run in place of those that differ; those with an ellipsis are left to people."""
    lines = text.splitlines(keepends=True)
    for step, output in reversed(list(zip(shown, printed, strict=True))):
        if step.output != output and "..." not in step.output:
            start = step.line + step.command.count("\n")
            lines[start : start + step.output.count("\n")] = [output]
    return "".join(lines)


def installations():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [step for step in steps_of(text) if step.command.startswith(INSTALL)]


def test_readme_installs_with_two_one_line_commands():
    assert [step.command.rpartition("/")[2].split()[0] for step in installations()] == ["conformance", "tox"]


def test_the_first_installs_the_suite_and_prints_the_matrix_of_the_shipped_declarations(tmp_path):
    """Run in the unpacked source distribution, which is what a clone holds."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path / "sdist"]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (archive,) = (tmp_path / "sdist").iterdir()
    with tarfile.open(archive) as sdist:
        sdist.extractall(tmp_path, filter="data")
    folder = tmp_path / archive.name.removesuffix(".tar.gz")
    step = installations()[0]
    (output,) = run([step], folder, tmp_path)
    if "No matching distribution found" in output:
        pytest.skip("no package index can be reached from here")
    assert pattern(step.output).fullmatch(output), output
    for regime in (ROOT / "schemas" / "regimes").glob("*.json"):
        assert regime.stem in output


def test_the_second_is_what_the_gate_runs():
    """It cannot be run here: it runs this test."""
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f"\n{installations()[1].command}\n" in gate


def test_the_examples_of_this_module_hold():
    assert doctest.testmod(sys.modules[__name__]).failed == 0
