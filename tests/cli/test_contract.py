"""What scripts rely on: exit codes, where output goes, and that no mistake of a user ends in a traceback."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from conformance.cli.main import COMMANDS
from conformance.resources import data_path

EXEMPLARY = data_path("fixtures", "declarations", "examples", "exemplary.declaration.yaml")
DAY = ("--as-of", "2026-11-23")


@pytest.mark.parametrize("command", ["", *sorted(COMMANDS)])
def test_help_has_examples_and_is_as_it_was(run, golden, command):
    result = run(*command.split(), "--help", prog_name="conformance")
    assert result.exit_code == 0
    assert "Examples:" in result.output
    golden(f"help-{command or 'conformance'}.txt", result.output)


def test_the_list_of_commands_tells_what_their_help_tells(run):
    for command, summary in COMMANDS.items():
        assert summary.rstrip(".").split()[0] in run(command, "--help").output, command


def test_version(run):
    from conformance import __version__

    assert run("--version").output == f"conformance {__version__}\n"


def test_a_conforming_declaration_exits_with_0(run):
    result = run("check", EXEMPLARY, "--regime", "us-ca-ab2013", *DAY)
    assert result.exit_code == 0, result.output
    assert "conforms" in result.output.splitlines()[-1]


def test_one_that_does_not_conform_exits_with_1(run, small):
    result = run("check", small, "--regime", "eu-ai-act", *DAY)
    assert result.exit_code == 1
    assert re.search(
        r"^small\.declaration\.yaml:\d+:\d+: UNDECLARED eu-ai-act/[a-z0-9-]+ \(Art\. .*; missing: /", result.output, re.MULTILINE
    )
    assert "does not conform" in result.output.splitlines()[-1]


WRONG = [
    (("check",), "Missing argument"),
    (("check", "none.yaml"), "none.yaml"),
    (("check", "{small}", "--regime", "eu-ai-akt"), "did you mean eu-ai-act"),
    (("check", "{small}", "--as-of", "2026-02-30"), "not a day of the calendar"),
    (("check", "{small}", "--as-of", "20260230"), "not a day of the calendar"),
    (("check", "{small}", "--market", "germany"), "not a code like"),
    (("check", "{small}", "--market", "UK"), "did you mean GB?"),
    (("check", "{small}", "--market", "JA"), "is no code of ISO 3166"),
    (("check", "{small}", "--market", "US-CL"), "is no part of US"),
    (("regimes", "--between", "2026-01-01", "2026-12-31", "--market", "UK"), "did you mean GB?"),
    (("check", "{small}", "--level", "must"), "'must'"),
    (("check", "{small}", "--format", "xml"), "'xml'"),
    (("check", "{small}", "--waivers", "none.yaml"), "the waivers cannot be read"),
    (("check", "{small}", "-o", "no/such/folder/out.json"), "cannot be written"),
    (("matrix", "none.yaml"), "none.yaml"),
    (("matrix", "{small}", "--by", "moon"), "'moon'"),
    (("explain", "eu-ai-act/art-50-22"), "did you mean eu-ai-act/art-50-2"),
    (("explain", "eu-ai-act/art-50-2", "none.yaml"), "none.yaml"),
    (("regimes", "us-ca-sb54"), "did you mean us-ca-sb53"),
    (("facts", "is-providr"), "did you mean is-provider"),
    (("init", "--role", "wizard"), "'wizard' is not one of developer"),
    (("chekc",), "Did you mean check"),
    (("--nonsense",), "nonsense"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_wrong_use_and_unreadable_input_exit_with_2_and_say_why(run, small, arguments, message):
    result = run(*(argument.format(small=small) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_unreadable_input_outweighs_a_finding_and_hides_no_other_file(run, small, tmp_path):
    (tmp_path / "broken.declaration.yaml").write_text("declaration: [\n", encoding="utf-8")
    result = run("check", ".", "--regime", "eu-ai-act", *DAY)
    assert result.exit_code == 2
    assert "broken.declaration.yaml:" in result.stderr
    assert "small.declaration.yaml: does not conform" in result.stdout


def test_a_matrix_exits_with_0_whatever_it_shows(run, small):
    assert run("matrix", small, *DAY).exit_code == 0


def test_an_explanation_exits_with_0_whatever_the_verdict(run, small):
    result = run("explain", "eu-ai-act/art-5-1-a", small, *DAY)
    assert result.exit_code == 0
    assert "would make it pass" in result.output


def test_strict_counts_what_may_apply(run, tmp_path):
    head = "declaration: {id: 'urn:x:1', version: '1', language: en, issued_on: 2026-01-31}\n"
    text = head + "organisation: {name: E}\nsystem: {name: S}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    lax = run("check", "a.yaml", "--regime", "us-ca-ab2013", *DAY)
    strict = run("check", "a.yaml", "--regime", "us-ca-ab2013", "--strict", *DAY)
    assert (lax.exit_code, strict.exit_code) == (0, 1)
    assert "conforms as far as it says" in lax.output
    assert "UNDETERMINED us-ca-ab2013/" in strict.output


def test_a_supposed_market_brings_its_law(run, small):
    without = run("check", small, "--regime", "us-ca-ab2013", *DAY)
    supposed = run("check", small, "--regime", "us-ca-ab2013", "--market", "US-CA", *DAY)
    assert "undetermined" not in without.output.splitlines()[-1]
    assert supposed.output != without.output


def test_what_is_still_to_come_can_be_supposed_in_force(run, small):
    asked = ("--regime", "us-il-ai-safety", "--market", "US-IL", "--as-of", "2026-11-23")
    plain = json.loads(run("check", small, *asked, "--format", "json").stdout)
    supposing = json.loads(run("check", small, *asked, "--suppose-in-force", "--format", "json").stdout)

    def verdicts(report):
        (declaration,) = report["declarations"]
        return {verdict["status"] for verdict in declaration["verdicts"]}

    assert (plain["supposeInForce"], supposing["supposeInForce"]) == (False, True)
    assert verdicts(plain) == {"not-in-force"}
    assert "not-in-force" not in verdicts(supposing)
    text = run("check", small, *asked, "--suppose-in-force", "--strict").output
    assert "supposed to be in force; in fact: from 2027-01-01" in text
    assert "supposed to be in force: what is stayed, undated or still to come" in text
    assert "supposed to be in force" in run("matrix", small, *asked, "--suppose-in-force").output
    assert "supposed to be in force" in run("matrix", small, *asked, "--suppose-in-force", "--by", "requirement").output
    explained = run("explain", "us-il-ai-safety/framework", small, *asked[2:], "--suppose-in-force").output
    assert "in fact: from 2028-01-01" in explained


def test_a_candidate_counts_when_it_is_named(run, small):
    everything = json.loads(run("check", small, "--format", "json", *DAY).stdout)
    named = json.loads(run("check", small, "--regime", "waico-candidate", "--format", "json", *DAY).stdout)

    def counting(report):
        (declaration,) = report["declarations"]
        return [v for v in declaration["verdicts"] if v["regime"] == "waico-candidate" and v["counts"]]

    assert not counting(everything)
    assert counting(named)


def test_waivers_lie_over_findings(run, small, tmp_path):
    (tmp_path / "w.yaml").write_text(
        "waivers:\n  - {requirement: eu-ai-act/*, reason: pilot, expires: 2026-12-31}\n", encoding="utf-8"
    )
    result = run("check", small, "--regime", "eu-ai-act", "--waivers", "w.yaml", *DAY)
    assert result.exit_code == 0
    late = run("check", small, "--regime", "eu-ai-act", "--waivers", "w.yaml", "--as-of", "2027-01-01")
    assert late.exit_code == 1
    assert "w.yaml:2:5: the waiver of eu-ai-act/* expired on 2026-12-31" in late.output


def test_the_order_of_paths_does_not_matter(run, tmp_path, small):
    (tmp_path / "other.declaration.yaml").write_text((tmp_path / small).read_text(encoding="utf-8"), encoding="utf-8")
    orders = [(small, "other.declaration.yaml"), ("other.declaration.yaml", small), (".",)]
    outputs = {
        run("check", *paths, "--regime", "eu-ai-act", "--format", "csv", *DAY).stdout.replace("./", "") for paths in orders
    }
    assert len(outputs) == 1


def test_standard_input_is_read(run, tmp_path, small):
    text = (tmp_path / small).read_text(encoding="utf-8")
    result = run("check", "-", "--regime", "eu-ai-act", *DAY, input=text)
    assert "<stdin>:" in result.output


def test_output_goes_to_a_file_that_is_replaced_as_a_whole(run, small, tmp_path):
    out = tmp_path / "out.json"
    out.write_text("before", encoding="utf-8")
    result = run("check", small, "--regime", "us-ca-sb53", "--format", "json", "-o", out, *DAY)
    assert not result.stdout
    assert json.loads(out.read_text(encoding="utf-8"))["regimes"][0]["id"] == "us-ca-sb53"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json", "small.declaration.yaml"]


def test_a_started_declaration_reads_without_error(run, tmp_path):
    assert run("init", "--role", "provider", "-o", "new.declaration.yaml").exit_code == 0
    result = run("check", "new.declaration.yaml", "--regime", "us-ca-sb53", *DAY)
    assert result.exit_code in (0, 1)
    assert not result.stderr
    refused = run("init", "-o", "new.declaration.yaml")
    assert refused.exit_code == 2
    assert "--force replaces it" in refused.stderr


def test_a_started_declaration_explains_every_field_of_the_format(run):
    from conformance.declarations.form import declaration_form

    text = run("init").stdout
    names = {path.rpartition(".")[2].removesuffix("[]") for path, _ in declaration_form().fields()}
    assert not {name for name in names - {"$schema"} if not re.search(rf"\b{name}:", text)}


def test_every_line_of_a_started_declaration_can_be_taken_up(run, tmp_path):
    """All at once they contradict each other in two places only: what is stated cannot also be left out or be incomplete."""
    text = "\n".join(line.removeprefix("# ") for line in run("init").stdout.splitlines())
    (tmp_path / "full.yaml").write_text(text, encoding="utf-8")
    result = run("check", "full.yaml", "--regime", "us-ca-sb53", *DAY)
    told = result.stderr.splitlines()
    assert [line for line in told if "/declaration/omissions/" not in line and "/declaration/incomplete_lists/" not in line] == []


def test_the_schema_for_editors_is_the_shipped_bundle(run):
    assert json.loads(run("schema").stdout) == json.loads(
        data_path("schemas", "declaration", "bundle.json").read_text(encoding="utf-8")
    )


def test_regimes_are_listed_with_their_clauses(run):
    regimes = {each["id"] for each in json.loads(run("regimes", "--format", "json", *DAY).stdout)["regimes"]}
    assert regimes == {path.stem for path in data_path("schemas", "regimes").glob("*.json")}
    one = json.loads(run("regimes", "us-ca-ab2013", "--format", "json", *DAY).stdout)
    assert {"id", "clause", "source", "inForce"} <= one["requirements"][0].keys()


def test_the_default_matrix_is_of_real_systems(run):
    report = json.loads(run("matrix", "--regime", "us-ca-sb53", "--format", "json", *DAY).stdout)
    keys = [declaration["key"] for declaration in report["declarations"]]
    assert keys
    assert not [key for key in keys if key.startswith(("/", "examples/"))]


def test_colours_need_a_terminal(program, small):
    done = subprocess.run(**program("check", small, "--regime", "eu-ai-act", *DAY), capture_output=True, check=False)
    assert b"does not conform" in done.stdout
    assert b"\x1b[" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs POSIX")
@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_for_terminals_that_want_them(program, small, variables, coloured):
    import pty

    master, slave = pty.openpty()
    chunks = []
    with subprocess.Popen(**program("check", small, "--regime", "eu-ai-act", *DAY, **variables), stdout=slave):
        os.close(slave)
        with suppress(OSError):
            while chunk := os.read(master, 65536):
                chunks.append(chunk)
    os.close(master)
    assert b"does not conform" in b"".join(chunks)
    assert (b"\x1b[" in b"".join(chunks)) is coloured


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_leaves_early_is_no_error(program):
    with subprocess.Popen(**program("facts"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        errors = process.stderr.read()
    assert errors == b""
    assert process.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("check", "none.yaml"), ("chekc",)], ids=" ".join)
def test_a_reader_that_leaves_is_no_finding_whatever_was_to_be_told(program, arguments):
    """1 would say that a declaration does not conform."""
    with subprocess.Popen(**program(*arguments), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        process.stdout.close()
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is of Linux")
@pytest.mark.parametrize("arguments", [("facts",), ("--help",)], ids=" ".join)
def test_a_full_disk_is_told_and_is_no_traceback(program, arguments):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(**program(*arguments), stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells close what a program starts with")
@pytest.mark.parametrize(
    ("arguments", "closed", "message"),
    [
        ("check -", "<&-", "error: <stdin>: standard input is closed"),
        ("facts", ">&-", "error: standard output cannot be written: it is closed"),
    ],
)
def test_closed_input_and_output_are_told(program, arguments, closed, message):
    settings = program(*arguments.split())
    words = settings.pop("args")
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *words], **settings, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(message)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX names of open handles")
def test_output_can_go_to_an_open_handle(program):
    done = subprocess.run(**program("schema", "-o", "/dev/stdout"), capture_output=True, check=False)
    assert json.loads(done.stdout)["$schema"]


def test_the_package_runs_as_a_module(program):
    settings = program("--version", code="")
    settings["args"] = [sys.executable, "-m", "conformance", "--version"]
    done = subprocess.run(**settings, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout[:12]) == (0, "conformance ")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupt_is_no_traceback(program):
    code = "import conformance.cli.check\nprint('ready', flush=True)\nfrom conformance.cli.main import main\nmain()"
    settings = program("check", "-", "--regime", "us-ca-sb53", code=code)
    with subprocess.Popen(**settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert errors == b"\ninterrupted\n"
    assert process.returncode == 130


COLD = """
import sys
from conformance.cli.main import cli
try:
    cli()
except SystemExit:
    pass
print(sorted(set(sys.modules) & {"pytest", "hypothesis", "jsonschema", "referencing", "z3"}))
"""


def test_a_start_with_kept_code_imports_nothing_heavy(program, small, tmp_path):
    settings = program("check", small, "--regime", "us-ca-sb53", code=COLD, CONFORMANCE_CACHE_DIR=str(tmp_path / "cache"))
    for _ in range(2):
        done = subprocess.run(**settings, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
