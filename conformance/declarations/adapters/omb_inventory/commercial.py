"""The consolidated list of 2025: which commercial products an agency uses for which of the common tasks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.omb_inventory.answers import NO, YES, begins, standing
from conformance.declarations.adapters.state import State

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.omb_inventory.row import Row

_USED = (*YES, "y", "x")
_UNUSED = (*NO, "n")
_TASKS: Mapping[re.Pattern[str], str] = {
    re.compile(pattern): function
    for pattern, function in (
        (r"searching for", "search-filtering"),
        (r"summariz|drafts? of|first drafts|generating code|visual repr|presentations|transcrib|written communications",
         "content-generation"),
        (r"editing images", "content-editing"),
        (r"categoriz|cataloging", "classification"),
        (r"scheduling|booking", "scheduling-dispatch"),
        (r"curating|news articles", "personalised-recommendation"),
        (r"facial recognition", "face-verification"),
        (r"unusual patterns|security controls", "classification"),
        (r"travel routes", "decision-support"),
    )
}  # fmt: skip
"""What the common tasks of the instructions of 2024 and 2025 make a product do."""
_OTHER_TASKS = re.compile(
    r"paper forms|digitizing text|word processors|time spent on tasks|knowledge retrieval|help desk|accessibility|time management"
)


def functions_of_task(task: Node) -> list[str]:
    """Return the functions that a common task names."""
    found = [function for pattern, function in _TASKS.items() if pattern.search(task.word)]
    return list(dict.fromkeys(found))


def is_common_task(task: Node) -> bool:
    """Tell whether a task is one of those that the instructions list."""
    return bool(functions_of_task(task)) or _OTHER_TASKS.search(task.word) is not None


def is_use(row: Row) -> bool:
    """Tell whether a row is about a use: the agency says so, or, where it says nothing, names a product."""
    used = row.get("used")
    if begins(used, _UNUSED):
        return False
    return bool(used) or any(_tells(row.get(question)) for question in ("product", "licences"))


def map_commercial_use(row: Row, draft: Draft) -> None:
    """Map a use of a commercial product."""
    agency, task, product, used = (row.get(question) for question in ("agency", "task", "product", "used"))
    draft.put("/organisation/name", agency.text, agency)
    draft.put("/organisation/country", "US", rule="the inventories are of agencies of the United States")
    draft.put("/organisation/type", "national-government-body", rule="the inventories are of federal agencies")
    if _tells(product):
        draft.put("/system/name", product.text, product)
    else:
        draft.put("/system/name", task.text, task, rule="no product is named: the task stands for it")
        if product:
            draft.leave_open("/system/name", standing(product), product)
    draft.put("/use/intended_purpose", task.text, task)
    draft.extend("/use/sectors", ["public-administration"], rule="the lists are of common tasks of the administration")
    draft.extend("/system/functions", functions_of_task(task), task, rule="the common task of the instructions")
    if begins(used, _USED):
        nodes, rule = [used], ""
    else:
        nodes, rule = [product], "the question is not answered, but a product or its users are told"
        if used:
            draft.doubt(used, "is neither yes nor no")
    draft.extend("/organisation/roles", ["deployer"], *nodes, rule=rule)
    draft.put("/system/lifecycle_stage", "operation", *nodes, rule=rule or "it is used")
    draft.add(
        "/markets", {"jurisdiction": "US", "basis": ["put-into-service"]}, *nodes, rule="an agency of the United States uses it"
    )
    filing = {"kind": "public-algorithm-record", "jurisdiction": "US", "authority": "Office of Management and Budget"}
    draft.add("/records/filings", filing, rule="the row stands in the inventory")


def _tells(node: Node) -> bool:
    return bool(node) and standing(node) is State.STATED and any(letter.isalnum() for letter in node.text)
