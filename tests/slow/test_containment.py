"""The public containment suite, as its command runs it: no wrong answer, and no fewer decided than ``jsonschema-rs``."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="the prover needs the extra 'prove'")

ROOT = Path(__file__).resolve().parents[2]


def _suite() -> Path | None:
    named = os.environ.get("CONTAINMENT_SUITE")
    beside = ROOT.parent / "shared" / "suites" / "containment"
    return Path(named) if named else beside if beside.is_dir() else None


def test_no_wrong_answer_and_no_fewer_than_jsonschema_rs() -> None:
    suite = _suite()
    if suite is None:
        pytest.skip("the containment suite is neither named by CONTAINMENT_SUITE nor beside the checkout")
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.containment", str(suite)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "wrong answers          ours 0" in run.stdout
    assert "contradictions of jsonschema-rs to a witness of ours  0" in run.stdout
