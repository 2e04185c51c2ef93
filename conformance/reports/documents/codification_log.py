"""``docs/codification-log.md``: an index over the logs of the second readings, with how they were decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .coverage import GENERATED
from .table import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CELL = re.compile(r"(?<!\\)\|")
DECISIONS = ("adopted", "adopted differently", "rejected", "other")
HEAD = f"""\
{GENERATED}

# Codification log

Each clause was read a second time against its source. What the second reading said, and what was done, is logged
remark by remark: one file a regime, and some for what several regimes share. *Adopted differently* counts what was
adopted in part or in another form; *rejected* also what is rejected for now; *other* what was kept, settled
elsewhere, left uncodified, or changed without a remark.
"""


def codification_log(logs: Mapping[str, str], regimes: Sequence[str]) -> str:
    """Return the index.

    Args:
        logs: name of each log, without ``.md``, and its text.
        regimes: ids of all regimes; a log of that name is the regime's own.
    """
    counts = {name: _counts(text) for name, text in logs.items()}
    own = [name for name in logs if name in regimes]
    shared = [name for name in logs if name not in regimes]
    without = [regime for regime in regimes if regime not in logs]
    blocks = [
        HEAD,
        _table("regime", own, counts, "all regimes"),
        "\n## What several regimes share\n",
        _table("log", shared, counts, "all"),
    ]
    if without:
        blocks.append(f"\nWithout a log of their own: {', '.join(without)}.")
    return "\n".join(blocks) + "\n"


def _table(head: str, names: Sequence[str], counts: Mapping[str, Mapping[str, int]], total: str) -> str:
    rows = [[f"[{name}](codification/{name}.md)", *counts[name].values(), sum(counts[name].values())] for name in names]
    sums = [sum(counts[name][kind] for name in names) for kind in DECISIONS]
    return table([head, *DECISIONS, "remarks"], [*rows, [total, *sums, sum(sums)]])


def _counts(text: str) -> dict[str, int]:
    found = [_kind(decision) for decision in _decisions(text)]
    return {kind: found.count(kind) for kind in DECISIONS}


def _decisions(text: str) -> Iterator[str]:
    """Yield the cells of the column *decision* of every table that has one."""
    column: int | None = None
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in CELL.split(line.strip().removeprefix("|").removesuffix("|"))]
        if not inside:
            inside, column = True, cells.index("decision") if "decision" in cells else None
        elif column is not None and column < len(cells) and cells[0].strip("-: "):
            yield cells[column]


def _kind(decision: str) -> str:
    """Return under which decision a remark is counted.

    >>> [_kind(words) for words in ("adopted (b)", "adopted in part", "differently", "rejected for now", "kept")]
    ['adopted', 'adopted differently', 'adopted differently', 'rejected', 'other']
    """
    if decision.startswith("rejected"):
        return "rejected"
    if re.match(r"differently|partly|adopted.*(differently|in part|, but|narrower|as far as)", decision):
        return "adopted differently"
    return "adopted" if decision.startswith("adopted") else "other"
