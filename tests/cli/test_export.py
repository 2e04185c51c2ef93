"""Exporting on the command line."""

import json

from conformance.resources import data_path

EXEMPLARY = data_path("fixtures", "declarations", "examples", "exemplary.declaration.yaml")


def test_the_document_and_what_is_lost_go_apart(run, tmp_path):
    piped = run("export", EXEMPLARY, "--to", "gb45438", "--content-id", "7")
    assert json.loads(piped.stdout)["AIGC"]["ProduceID"] == "7"
    assert "lost /organisation/country: " in piped.stderr
    filed = run("export", EXEMPLARY, "--to", "hugging-face", "-o", "README.md")
    assert filed.exit_code == 0
    assert "statements cannot be said" in filed.stdout
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith("---\n")


def test_what_cannot_be_exported_is_told(run, small, tmp_path):
    for arguments, message in (
        ((EXEMPLARY, "--to", "gb45438"), "give it with --content-id"),
        ((small, "--to", "telegram"), "'telegram' is not one of"),
        (("nowhere.yaml", "--to", "gb45438"), "there is no such file"),
        ((small,), "Missing option '--to'"),
    ):
        result = run("export", *arguments)
        assert result.exit_code == 2
        assert message in result.stderr
    two = tmp_path / "two.declaration.yaml"
    two.write_text(
        (tmp_path / small).read_text(encoding="utf-8") + "---\n" + (tmp_path / small).read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    assert "holds 2 declarations; export takes one" in run("export", "two.declaration.yaml", "--to", "hugging-face").stderr
