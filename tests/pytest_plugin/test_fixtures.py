"""The fixtures for Python tests."""

import pytest


def test_a_marked_test_runs_once_for_each_declaration(declare, pytester, judged):
    declare("systems/a", "hopeless")
    declare("systems/b", "minimal")
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.declaration("systems/*.declaration.yaml")
        def test_names(declaration):
            assert declaration.data["system"]["name"]
        """
    )
    output = judged("--strict-markers", "-v", "-k", "test_names").stdout.str()
    for name in "ab":
        assert f"::test_names[systems/{name}.declaration.yaml] PASSED" in output


def test_a_class_may_carry_the_marker_and_documents_are_numbered(declare, pytester, judged):
    file = declare("a", "minimal")
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}---\n{text}", encoding="utf-8")
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.declaration("a.declaration.yaml")
        class TestSystems:
            def test_names(self, declaration):
                assert declaration.data["system"]["name"]

            def test_other(self):
                pass
        """
    )
    output = judged("-v", "-k", "TestSystems").stdout.str()
    assert "test_names[a.declaration.yaml] PASSED" in output
    assert "test_names[a.declaration.yaml#2] PASSED" in output
    assert output.count("::test_other PASSED") == 1


def test_judge_follows_the_settings_and_can_depart_from_them(declare, pytester, judged):
    declare("a", "hopeless")
    pytester.makepyfile(
        """
        from datetime import date

        import pytest

        REQUIREMENT = "cn-content-labeling/art-5-implicit"

        @pytest.mark.declaration("a.declaration.yaml")
        def test_settings(declaration, judge, regimes):
            verdicts = judge(declaration)
            assert list(regimes) == ["cn-content-labeling"]
            assert list(verdicts) == [r.id for r in regimes["cn-content-labeling"].codified]
            assert verdicts[REQUIREMENT].status == "fail"

        @pytest.mark.declaration("a.declaration.yaml")
        @pytest.mark.parametrize("day", ["2020-01-01", date(2020, 1, 1)])
        def test_day(declaration, judge, day):
            assert judge(declaration, as_of=day)[REQUIREMENT].status == "not-in-force"
            assert judge(declaration, as_of=day, suppose_in_force=True)[REQUIREMENT].status == "fail"

        @pytest.mark.parametrize("declaration", ["a.declaration.yaml"], indirect=True)
        def test_forms(declaration, judge):
            status = judge(declaration)[REQUIREMENT].status
            assert judge(declaration.data)[REQUIREMENT].status == status
            assert judge("a.declaration.yaml")[REQUIREMENT].status == status

        def test_market(judge):
            data = {
                "declaration": {"id": "https://a.example/1", "version": "1", "language": "en", "issued_on": "2026-01-01"},
                "organisation": {"name": "A"},
                "system": {"name": "A"},
                "markets": [],
            }
            assert judge(data)[REQUIREMENT].scope is False
            assert judge(data, markets=["CN"])[REQUIREMENT].scope is True
        """
    )
    judged(
        "-k", "test_ and not hopeless", pytester.path / "test_judge_follows_the_settings_and_can_depart_from_them.py"
    ).assert_outcomes(passed=5)


def test_what_is_no_declaration_is_told_in_words(declare, pytester, judged):
    pytester.path.joinpath("a.declaration.yaml").write_text("system: {}\n", encoding="utf-8")
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.declaration("a.declaration.yaml")
        def test_a(declaration):
            pass
        """
    )
    result = judged(pytester.path / "test_what_is_no_declaration_is_told_in_words.py")
    assert "a.declaration.yaml:1:1: " in result.stdout.str()
    assert "Traceback" not in result.stdout.str()
    assert result.ret == pytest.ExitCode.INTERRUPTED


@pytest.mark.parametrize("marker", ["", "@pytest.mark.declaration()"])
def test_a_test_that_does_not_say_which_declaration_is_told_how(pytester, judged, marker):
    pytester.makepyfile(f"import pytest\n{marker}\ndef test_a(declaration): pass")
    result = judged()
    assert "@pytest.mark.declaration('a.declaration.yaml')" in result.stdout.str()
    assert "Traceback" not in result.stdout.str()
    assert result.ret != 0


def test_a_fixture_of_that_name_in_the_project_is_used_instead(pytester, judged):
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def declaration():
            return "theirs"

        def test_theirs(declaration):
            assert declaration == "theirs"
        """
    )
    judged().assert_outcomes(passed=1)
