"""Bytes become text without a character being replaced, and no name leads out of a folder."""

import sys

import pytest

from conformance.declarations import Limits, UnreadableSource

ROWS = "name,purpose\r\n" + "\r\n".join(f"System {n},It doesn\u2019t decide \u2013 people do" for n in range(40))


@pytest.mark.parametrize(
    ("encoding", "name", "guessed"),
    [("utf-8", "utf-8", False), ("utf-8-sig", "utf-8-sig", False), ("utf-16", "utf-16", False), ("cp1252", "cp1252", True)],
)
def test_the_encoding_is_what_the_source_says_or_what_its_bytes_tell(original, encoding, name, guessed):
    source = original(ROWS.encode(encoding))
    assert (source.encoding.name, source.encoding.guessed) == (name, guessed)
    assert source.text() == ROWS


def test_chinese_in_the_national_encoding_is_told(original):
    text = "模型名称,备案单位,备案号\n" + "\n".join(f"示例大模型第{n}号,示例科技有限公司,北京市" for n in range(60))
    assert original(text.encode("gb18030")).text() == text


def test_without_the_library_that_tells_encodings_the_way_to_get_it_is_told(original, monkeypatch):
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    with pytest.raises(UnreadableSource, match=r"pip install 'ai-conformance\[convert\]'"):
        original(ROWS.encode("cp1252")).text()


def test_a_source_that_is_missing_is_refused_with_the_reason(original, tmp_path):
    source = original("x")
    (tmp_path / "source.csv").unlink()
    with pytest.raises(UnreadableSource, match="cannot be read: No such file"):
        source.text()


def test_a_source_of_one_record_is_held_to_the_size_of_a_declaration(original):
    with pytest.raises(UnreadableSource, match="more than 10 bytes"):
        original("x" * 11, limits=Limits(size=10)).text()


def test_siblings_are_files_of_the_same_folder_only(original, tmp_path):
    source = original("x", "folder/spec.yaml")
    (tmp_path / "folder" / "notes.md").write_text("beside", encoding="utf-8")
    (tmp_path / "secret.md").write_text("above", encoding="utf-8")
    (tmp_path / "folder" / "link.md").symlink_to(tmp_path / "secret.md")
    assert source.sibling("notes.md").text() == "beside"
    for name in ("../secret.md", "/etc/passwd", "..", "", "link.md", "missing.md", "."):
        assert source.sibling(name) is None


def test_a_way_leads_into_the_folder_and_below_only(original, tmp_path):
    original("a", "folder/parts/inner.yaml")
    original("secret", "outside.yaml")
    source = original("b", "folder/card.yaml")
    (tmp_path / "folder" / "link").symlink_to(tmp_path)
    assert source.inside("parts/inner.yaml").text() == "a"
    for way in ("../outside.yaml", "link/outside.yaml", "/etc/hostname", "parts", "", "..", "parts/../card.yaml", "c:/x", "a\\b"):
        assert source.inside(way) is None, way
