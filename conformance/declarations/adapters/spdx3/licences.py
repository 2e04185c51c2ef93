"""Licences of an element of an SPDX 3 document, by its relationships."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of
from conformance.declarations.spdx_licences import LICENCES

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.spdx3.graph import Graph, Part

_DECLARED = ("hasdeclaredlicense", "hasdeclaredlicence", "declaredlicense")
_CONCLUDED = ("hasconcludedlicense", "hasconcludedlicence", "concludedlicense")
_LIST = "spdx.org/licenses/"


def licences(graph: Graph, part: Part, draft: Draft) -> Iterator[tuple[str, Node, str]]:
    """Yield the declared licences of an element, or else those concluded: the name, the part that says so, and the rule."""
    for kinds, rule in ((_DECLARED, ""), (_CONCLUDED, "concluded by who made the document; none is declared")):
        found = [named for each, reference, _ in graph.related(part, *kinds) if (named := _name(each, reference, draft))]
        if found:
            yield from ((name, node, rule) for name, node in found)
            return


def _name(licence: Part, reference: Node, draft: Draft) -> tuple[str, Node] | None:
    if licence.type in ("LicenseExpression", "ListedLicense", "CustomLicense", "SimpleLicensingText"):
        names = [licence.one(name) for name in ("licenseExpression", "name", "seeAlso")]
        names += [licence.one("spdxId")] if licence.type == "ListedLicense" else []
        if (node := next((each for each in names if each.text), None)) is None:
            return None
    else:
        node = reference
    text = node.text.rpartition("/")[2] if _LIST in node.text else node.text
    word = text.rpartition("/")[2].casefold()
    if word in ("noassertionlicense", "nonelicense", "noassertion") or state_of(node) is not State.STATED:
        draft.leave_open("/model/artefacts", State.ABSENT, node)
        return None
    if licence.type == "" and _LIST not in node.text:
        return None
    return LICENCES.get(text.casefold(), text), node
