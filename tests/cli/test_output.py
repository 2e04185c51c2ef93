"""What a file that is written replaces, and what it leaves as it was."""

import os
import stat
import sys
import threading

import pytest

from conformance.files import replace_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, permissions and pipes of POSIX")


def test_a_link_goes_on_to_lead_to_its_file(tmp_path):
    (tmp_path / "link").symlink_to("file")
    replace_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "new"


def test_a_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "secret"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    replace_text(path, "new")
    assert (path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o600)


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    """As root, ``-o /dev/null`` would otherwise put a file in the place of the device."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read = []
    reader = threading.Thread(target=lambda: read.append(path.read_text(encoding="utf-8")))
    reader.start()
    replace_text(path, "new")
    reader.join(timeout=10)
    assert read == ["new"]
    assert path.is_fifo()


def test_what_cannot_be_written_leaves_what_was_there(tmp_path):
    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        replace_text(path, "\ud800")
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("file", "old")]
