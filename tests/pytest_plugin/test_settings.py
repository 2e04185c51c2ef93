"""The options, the ini settings, and what they refuse."""

import pytest

from conformance.pytest_plugin.settings import FILES, OPTIONS

REGIME = "cn-content-labeling"


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_is_in_the_help_with_its_ini_setting(pytester, option):
    text = pytester.runpytest("--help").stdout.str()
    assert f"--conformance-{option.name}" in text
    assert f"\n  {option.key} (" in text


@pytest.mark.parametrize("option", [*OPTIONS, FILES], ids=lambda option: option.name)
def test_every_setting_is_documented(option):
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "pytest.md").read_text(encoding="utf-8")
    assert f"`{option.key}`" in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--conformance-regime=eu-ai-akt"], "conformance: regime: 'eu-ai-akt' is not known; known are *eu-ai-act*"),
        (["--conformance-as-of=2026-13-01"], "conformance: as-of: '2026-13-01' is not a date of the form YYYY-MM-DD"),
        (["--conformance-as-of=20261123"], "conformance: as-of: '20261123' is not a date of the form YYYY-MM-DD"),
        (["--conformance-level=must"], "conformance: level: 'must' is none of shall, should, may"),
        (["--conformance-market=UK"], "conformance: market: 'UK' is no code of ISO 3166; did you mean GB[?]"),
        (
            ["--conformance-from=hugging-fase"],
            "conformance: from: there is no format 'hugging-fase': did you mean hugging-face[?]",
        ),
        (["--conformance-waivers=none.yaml"], "conformance: waivers: there is no file *none.yaml"),
        (["--conformance-matrix=matrix.xlsx"], "conformance: matrix: 'matrix.xlsx' does not end in one of .json, .csv, .md"),
        (["--conformance-matrix=nowhere/matrix.json"], "conformance: matrix: there is no folder *nowhere"),
    ],
)
@pytest.mark.parametrize("given", ["option", "ini"])
def test_a_wrong_value_ends_the_run_with_what_would_be_right(pytester, args, message, given):
    if given == "ini":
        name, value = args[0].removeprefix("--").split("=")
        pytester.makeini(f"[pytest]\n{name.replace('-', '_')} = {value}\n")
        args = []
    result = pytester.runpytest_subprocess(*args)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{message}*"])


def outcomes(cases, **settings):
    return {name.rpartition(".")[2]: case.outcome for name, case in cases(**settings).items()}


def test_ini_settings_mean_what_the_options_mean(declare, pytester, cases):
    declare("a", "hopeless")
    by_option = outcomes(lambda: cases("--conformance-level=should", "--conformance-market=CN"))
    pytester.makeini(
        f"[pytest]\nconformance_regime = {REGIME}\nconformance_as_of = 2026-11-23\n"
        "conformance_level = should\nconformance_market = CN\n"
    )
    assert outcomes(lambda: cases(regime=None, as_of=None)) == by_option


def test_an_option_wins_over_its_ini_setting(declare, pytester, cases):
    declare("a", "hopeless")
    pytester.makeini("[pytest]\nconformance_regime = eu-ai-act us-ca-sb53\nconformance_as_of = 2020-01-01\n")
    names = cases()
    assert {name.split(".")[3] for name in names} == {REGIME}
    assert "failed" in {case.outcome for case in names.values()}


def test_ini_paths_start_at_the_ini_file_and_option_paths_where_pytest_was_started(declare, pytester, judged):
    declare("inner/a", "minimal")
    pytester.makeini("[pytest]\nconformance_matrix = from_ini.json\n")
    folder = pytester.path / "inner"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        judged()
        judged("--conformance-matrix=from_option.json")
    assert sorted(path.name for path in pytester.path.rglob("*.json")) == ["from_ini.json", "from_option.json"]
    assert (pytester.path / "from_ini.json").exists()


def test_native_toml_settings_under_strict_configuration(declare, pytester, judged):
    if pytest.version_tuple < (9, 0):
        pytest.skip("native TOML settings came with pytest 9.0")
    declare("a", "minimal")
    pytester.makepyprojecttoml(f'[tool.pytest]\nstrict = true\nconformance_regime = ["{REGIME}"]\nconformance_strict = true\n')
    assert judged(regime=None).ret == pytest.ExitCode.TESTS_FAILED
