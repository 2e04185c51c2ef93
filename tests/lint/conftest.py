"""A small folder of schemas without defects, and copies of it with some."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture
def folder(tmp_path):
    """A copy that a test may spoil."""
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    return tmp_path / "schemas"


@pytest.fixture
def spoil(folder):
    """Makes the edits of an example; returns the folder of registers if they made one, otherwise None."""

    def make(edits):
        registers = None
        for edit in edits:
            if edit.file.startswith("register/"):
                path = folder.parent / edit.file
                path.parent.mkdir(exist_ok=True)
                path.write_text(yaml.safe_dump(edit.value), encoding="utf-8")
                registers = path.parent
                continue
            path = folder / edit.file
            data = json.loads(path.read_text(encoding="utf-8"))
            *above, last = edit.pointer.split("/")[1:]
            holder = data
            for token in above:
                holder = holder[int(token)] if isinstance(holder, list) else holder[token]
            if isinstance(holder, list):
                holder[int(last)] = edit.value
            else:
                holder[last] = edit.value
            path.write_text(json.dumps(data, indent=2), encoding="utf-8")
        return registers

    return make
