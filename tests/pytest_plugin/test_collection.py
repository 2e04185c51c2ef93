"""Which files become tests, and what the tests are called."""

import pytest

from conformance.catalogue import load_catalogue

REGIME = "cn-content-labeling"


def collected(result):
    return [line for line in result.outlines if "::" in line]


@pytest.fixture
def collect(judged):
    return lambda *args, **settings: judged("--collect-only", "-q", *args, **settings)


def test_an_item_a_requirement_in_the_order_of_the_regime(declare, collect):
    declare("a")
    requirements = load_catalogue().regimes[REGIME].codified
    assert collected(collect()) == [f"a.declaration.yaml::{REGIME}::{r.slug}" for r in requirements]


def test_all_regimes_unless_some_are_named(declare, collect):
    declare("a")
    regimes = list(dict.fromkeys(line.split("::")[1] for line in collected(collect(regime=None))))
    assert regimes == list(load_catalogue().regimes)


def test_requirements_that_no_declaration_can_show_are_no_items(declare, collect):
    declare("a")
    codified = sum(len(regime.codified) for regime in load_catalogue().regimes.values())
    assert len(collected(collect(regime=None))) == codified


MINIMAL_JSON = """\
{"declaration": {"id": "https://a.example/1", "version": "1", "language": "en", "issued_on": "2026-01-01"},
 "organisation": {"name": "A"}, "system": {"name": "A"}}
"""


@pytest.mark.parametrize("suffix", ["yaml", "yml", "json"])
def test_files_named_as_declarations_are_collected_in_folders(declare, collect, suffix):
    file = declare(f"systems/a.declaration.{suffix}")
    if suffix == "json":
        file.write_text(MINIMAL_JSON, encoding="utf-8")
    assert collected(collect())[0].startswith(f"systems/a.declaration.{suffix}::{REGIME}::")


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.json", "declaration.yaml", "a.declaration.txt", "a.declaration.yaml.bak"])
def test_other_files_in_folders_are_left_alone(declare, collect, name):
    declare(name)
    result = collect()
    assert collected(result) == []
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_file_given_by_path_is_collected_whatever_its_name(declare, collect):
    declare("a.yaml")
    assert collected(collect("a.yaml"))[0].startswith(f"a.yaml::{REGIME}::")


def test_a_file_given_by_path_that_another_plugin_collects_is_left_to_it(declare, pytester, collect):
    declare("a.yaml")
    pytester.makeconftest(
        """
        import pytest

        class Item(pytest.Item):
            def runtest(self):
                pass

        class File(pytest.File):
            def collect(self):
                yield Item.from_parent(self, name="theirs")

        def pytest_collect_file(file_path, parent):
            if file_path.suffix == ".yaml":
                return File.from_parent(parent, path=file_path)
        """
    )
    assert collected(collect("a.yaml")) == ["a.yaml::theirs"]


@pytest.mark.parametrize(
    ("globs", "names"),
    [
        ("*.card.yaml", ["x.card.yaml"]),
        ("cards/*.yaml", ["cards/b.yaml"]),
        ("*.card.yaml cards/*.yaml", ["cards/b.yaml", "x.card.yaml"]),
        ("", []),
    ],
)
def test_the_ini_setting_says_which_files_are_declarations(declare, pytester, collect, globs, names):
    pytester.makeini(f"[pytest]\nconformance_files = {globs}\n")
    for name in ("a", "x.card.yaml", "cards/b.yaml"):
        declare(name)
    assert sorted({line.partition("::")[0] for line in collected(collect())}) == names


def test_documents_of_one_file_are_numbered(declare, collect):
    file = declare("a", "minimal")
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}---\n{text}", encoding="utf-8")
    ids = collected(collect())
    assert sorted({"::".join(line.split("::")[:3]) for line in ids}) == [
        f"a.declaration.yaml::{number}::{REGIME}" for number in (1, 2)
    ]


@pytest.mark.parametrize("part", ["", "::{regime}", "::{regime}::{slug}"])
def test_node_ids_select_a_declaration_a_regime_or_a_requirement(declare, collect, part):
    declare("a")
    declare("b")
    requirements = load_catalogue().regimes[REGIME].codified
    slug = requirements[0].slug
    found = collected(collect("a.declaration.yaml" + part.format(regime=REGIME, slug=slug)))
    assert len(found) == (1 if "slug" in part else len(requirements))
    assert all(line.startswith("a.declaration.yaml::") for line in found)


def test_the_marker_tells_declarations_from_other_tests(declare, pytester, collect):
    declare("a")
    pytester.makepyfile("def test_python(): pass")
    args = ("--strict-markers", "-m")
    assert collected(collect(*args, "not conformance")) == ["test_the_marker_tells_declarations_from_other_tests.py::test_python"]
    assert all(line.startswith("a.declaration.yaml::") for line in collected(collect(*args, "conformance")))


BROKEN = """\
declaration:
  id: https://a.example/1
  id: https://a.example/2
"""


def test_an_unreadable_declaration_is_told_in_words_that_name_file_and_line(declare, pytester, judged):
    declare("a")
    pytester.path.joinpath("b.declaration.yaml").write_text(BROKEN, encoding="utf-8")
    result = judged()
    result.stdout.fnmatch_lines(
        ["*ERROR collecting b.declaration.yaml*", "b.declaration.yaml:3:3: *id*", "ERROR b.declaration.yaml*"]
    )
    assert "Traceback" not in result.stdout.str()
    assert ".py:" not in result.stdout.str()
    assert result.ret == pytest.ExitCode.INTERRUPTED


def test_an_unreadable_document_does_not_hide_the_others(declare, judged):
    file = declare("a", "minimal")
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}---\nsystem: {{}}\n---\n{text}", encoding="utf-8")
    result = judged("--continue-on-collection-errors", "-v")
    assert "ERROR a.declaration.yaml::2" in result.stdout.str()
    assert {line.split("::")[1] for line in result.outlines if f"::{REGIME}::" in line} == {"1", "3"}
    assert "Traceback" not in result.stdout.str()


def test_a_declaration_is_judged_once_however_many_items_it_has(declare, pytester, judged):
    declare("a")
    pytester.makeconftest(
        """
        from conformance.pytest_plugin.bench import Bench

        examine = Bench.examine

        def counted(self, declaration, **kwargs):
            print("EXAMINED", declaration.file)
            return examine(self, declaration, **kwargs)

        Bench.examine = counted
        """
    )
    assert judged("-s", apart=True).stdout.str().count("EXAMINED") == 1
