"""The plugin beside others and without them: the same verdicts, whatever else pytest runs with."""

import sys

import pytest

ALONE = ()
COMPANIONS = {
    "without-xdist": ("-p", "no:xdist"),
    "no-workers": ("-n0",),
    "two-workers": ("-n2",),
    "two-workers-by-file": ("-n2", "--dist=loadfile"),
    "without-cache": ("-p", "no:cacheprovider"),
    "without-hypothesis": ("-p", "no:hypothesispytest"),
    "in-importlib-mode": ("--import-mode=importlib",),
}


@pytest.fixture
def corpus(declare):
    declare("a", "exemplary")
    declare("b", "hopeless")
    declare("c", "minimal")


@pytest.mark.parametrize("args", COMPANIONS.values(), ids=COMPANIONS.keys())
def test_reports_and_matrix_are_the_same(corpus, pytester, cases, args):
    file = pytester.path / "m.json"
    alone = cases(f"--conformance-matrix={file}")
    matrix = file.read_bytes()
    file.unlink()
    accompanied = cases(f"--conformance-matrix={file}", *args)
    assert accompanied == alone
    assert file.read_bytes() == matrix
    assert {case.outcome for case in alone.values()} == {"passed", "failed", "skipped"}


def test_the_terminal_shows_the_same_failures_under_xdist(corpus, judged):
    def told(*args):
        lines = judged("--color=no", *args).outlines
        start = next(n for n, line in enumerate(lines) if line.endswith(" FAILURES ==================================="))
        blocks, block = [], []
        for line in lines[start + 1 :]:
            if line.startswith("="):
                break
            if line.startswith("_") and block:
                blocks.append(block)
                block = []
            if not line.startswith("[gw"):
                block.append(line.strip("_ "))
        return sorted([*blocks, block])

    alone = told()
    assert len(alone) > 5
    assert told("-n2") == alone


def test_without_a_terminal_the_matrix_is_written_all_the_same(corpus, pytester, judged):
    result = judged("-p", "no:terminal", "--conformance-matrix=m.json")
    assert (pytester.path / "m.json").exists()
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_properties_are_text_that_junit_can_hold(corpus, cases):
    case = next(case for name, case in cases().items() if name.endswith("art-5-implicit") and case.outcome == "failed")
    assert case.message.startswith("fail: cn-content-labeling/art-5-implicit: ")
    assert case.properties == {
        "conformance.declaration": "https://hopeless.example/declarations/everything",
        "conformance.system": "Everything Machine 1",
        "conformance.organisation": "Hopeless Systems Corp.",
        "conformance.country": "ZZ",
        "conformance.sha256": case.properties["conformance.sha256"],
        "conformance.requirement": "cn-content-labeling/art-5-implicit",
        "conformance.clause": case.properties["conformance.clause"],
        "conformance.level": "shall",
        "conformance.verdict": "fail",
    }
    assert len(case.properties["conformance.sha256"]) == 64


def test_without_xdist_installed(corpus, pytester, judged):
    """A module that refuses to be imported stands in for one that is not there."""
    pytester.path.joinpath("xdist.py").write_text("raise ImportError('not installed')\n", encoding="utf-8")
    result = judged("-p", "no:xdist", "-p", "no:xdist.looponfail")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "conformance" in result.stdout.str()


def test_an_unrelated_run_is_left_alone(pytester, judged):
    pytester.makepyfile("def test_python(): pass")
    pytester.path.joinpath("config.yaml").write_text("a: 1\n", encoding="utf-8")
    pytester.path.joinpath("data.json").write_text("{}", encoding="utf-8")
    judged(regime=None, as_of=None).assert_outcomes(passed=1)


def test_the_plugin_can_be_turned_off(corpus, pytester):
    result = pytester.runpytest_subprocess("-p", "no:conformance")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_an_unrelated_run_imports_no_module_of_the_layers_below(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_modules():
            layers = "catalogue declarations logic matrix reports strategies suite verdicts pytest_plugin.selftest".split()
            assert [name for name in sys.modules if name.startswith(tuple(f"conformance.{layer}" for layer in layers))] == []
        """
    )
    pytester.run(sys.executable, "-m", "pytest", "-n2").assert_outcomes(passed=1)


def test_a_member_project_draws_declarations_and_judges_them(pytester, judged):
    pytester.makepyfile(
        """
        from hypothesis import given, settings

        from conformance.strategies import conforming, judging_day

        NAME = "us-ca-sb53/framework"

        @settings(max_examples=3, deadline=None, derandomize=True, database=None)
        @given(declaration=conforming(NAME))
        def test_drawn(judge, declaration):
            assert judge(declaration, as_of=judging_day(NAME))[NAME].status == "pass"
        """
    )
    judged(regime="us-ca-sb53").assert_outcomes(passed=1)
