"""The parts of a bill around the model: licences, data sets, base models, other components."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING

from conformance.declarations import cyclonedx_terms as terms
from conformance.declarations import pointers
from conformance.declarations.adapters.cyclonedx.bill import is_dataset, is_model
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of
from conformance.declarations.form import declaration_form
from conformance.declarations.spdx_licences import LICENCES

if TYPE_CHECKING:
    from conformance.declarations.adapters.cyclonedx.bill import Bill
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_EXTRA = "properties are extras that anybody may name; none is trusted as a field"
_REFERENCE = "an identifier within the bill"
LARGEST = Decimal("1e300")
_HARDWARE = frozenset({"device"})
_SENSITIVE = re.compile(
    r"\b(?:PHI|health|medical|biometric|genetic|race|racial|ethnic|religio\w+|sexual|political|trade union)\b", re.IGNORECASE
)
_PERSONAL = re.compile(r"\b(?:PII|personal|personally|names?|e-?mails?|phone|address(?:es)?|face|faces|birth)\b", re.IGNORECASE)
_USED = "the data sets of a model card are those used to train and evaluate the model"


@cache
def allowed(field: str) -> frozenset[str]:
    """Return the values of a field, or of the items of a list; empty when any text is one.

    Args:
        field: JSON Pointer; of a list, with an index.
    """
    return frozenset((declaration_form().field(pointers.split(field)) or {}).get("enum", ()))


def stated(field: str, node: Node, draft: Draft) -> None:
    """State a field as the text of a node, unless it says nothing; then remember that."""
    state = state_of(node)
    if state is State.STATED:
        draft.text(field, node)
    elif node:
        draft.leave_open(field, state, node)


def silent(node: Node, draft: Draft) -> None:
    """Leave out a part whose words say nothing, such as NOASSERTION."""
    if state_of(node) is State.ABSENT:
        draft.ignore(node, "says that nothing is asserted")


def number(text: str) -> int | float | None:
    """Return the number that a text is, a whole one only when it is written so; None when it is none or beyond all measure."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    if not exact.is_finite() or abs(exact) > LARGEST:
        return None
    return int(exact) if text.lstrip("+-").isdigit() else float(exact)


def own_properties(properties: Node) -> Mapping[str, list[Node]]:
    """Return the properties of the namespace ``ai-conformance`` by their name in it."""
    found: dict[str, list[Node]] = {}
    for each in properties.each():
        name = each.get("name").text
        if name.startswith(terms.NAMESPACE):
            found.setdefault(name.removeprefix(terms.NAMESPACE), []).append(each)
    return found


def ignore_extras(properties: Node, draft: Draft, own: Mapping[str, list[Node]] | None = None) -> None:
    """Leave the properties out, but for the values of those in ``own``."""
    kept = {each.pointer for nodes in (own or {}).values() for each in nodes}
    for each in properties.each():
        if each.pointer in kept:
            draft.ignore(each.get("name"), "the name of the property")
        else:
            draft.ignore(each, _EXTRA)


def licences(component: Node, draft: Draft) -> Iterator[tuple[str, Node]]:
    """Yield the licences of a component as the SPDX list spells them, with the parts that say so."""
    for choice in component.get("licenses").each():
        licence = choice.get("license")
        for each in (licence, choice):
            for name in ("text", "url", "licensing", "bom-ref", "acknowledgement", "properties"):
                draft.ignore(each.get(name), "it belongs to the text of the licence")
        node = next((each for each in (licence.get("id"), licence.get("name"), choice.get("expression")) if each.text), None)
        if node is None:
            continue
        if (state := state_of(node)) is not State.STATED:
            draft.leave_open("/model/artefacts", state, node)
            continue
        known = LICENCES.get(node.text.casefold())
        if known and known != node.text and node.pointer.endswith("/id"):
            draft.doubt(node, f"is spelt {known} in the SPDX list")
        yield known or node.text, node


def map_bases(bill: Bill, subject: Node, model: Node | None, main: list[Node], draft: Draft) -> None:
    """Map the models that the system builds on: by dependency, by ancestry, or held in it beside others."""
    ours = {each.pointer for each in (subject, *([model] if model else []))}
    for link in bill.root.get("dependencies").each():
        draft.ignore(link.get("ref"), _REFERENCE)
        for name in ("dependsOn", "provides"):
            for reference in link.get(name).each():
                draft.ignore(reference, _REFERENCE)
                if not bill.named(reference.text):
                    draft.doubt(reference, "names no component of the bill")
    if model is None:
        for each in main:
            _base(each, "the system holds the model", draft)
    for component in [model] if model else main:
        for base in bill.depends_on(component, deep=True):
            if is_model(base) and base.pointer not in ours:
                _base(base, "the bill says that it depends on it", draft)
        for base in component.get("pedigree", "ancestors").each():
            _base(base, "the bill names it as an ancestor", draft)
        draft.ignore(component.get("pedigree", "commits"), "the history of the source code")
        draft.ignore(component.get("pedigree", "patches"), "the history of the source code")


def _base(base: Node, rule: str, draft: Draft) -> None:
    name, version = base.get("name"), base.get("version")
    if not name.text:
        return
    developer = next(
        (each for each in (base.get("manufacturer", "name"), base.get("publisher"), base.get("group")) if each.text), None
    )
    own = own_properties(base.get("properties"))
    relation = own["relation"][0].get("value") if "relation" in own else None
    known = relation is not None and relation.text in allowed("/model/base_models/0/relation")
    with_version = state_of(version) is State.STATED and version.text not in name.text
    item = {
        "name": f"{name.text} {version.text}" if with_version else name.text,
        "developer": developer.text if developer else None,
        "relation": relation.text if relation and known else None,
    }
    nodes = [name, *([version] if with_version else []), *([developer] if developer else []), *([relation] if relation else [])]
    draft.add("/model/base_models", item, *nodes, rule=rule)
    _leave(base, draft, own)
    used = {each.pointer for each in nodes} | {f"{base.pointer}/manufacturer", f"{base.pointer}/properties"}
    for node in (*(node for _, node in base.members()), base.get("manufacturer", "url"), base.get("manufacturer", "address")):
        if node.pointer not in used:
            draft.ignore(node, "what a base model is like is for its own declaration")


def map_datasets(bill: Bill, component: Node, draft: Draft) -> None:
    """Map the data sets of the card, those that the model depends on, and those of a bill that is about one system."""
    seen: set[str] = set()
    for item in component.get("modelCard", "modelParameters", "datasets").each():
        reference = item.get("ref")
        target = bill.named(reference.text) if reference.text else item
        draft.ignore(reference, _REFERENCE)
        if reference.text and not target:
            draft.doubt(reference, "names no component of the bill")
        elif target.pointer not in seen:
            seen.add(target.pointer)
            _dataset(target, draft, used=True)
    linked = [each for each in bill.depends_on(component) if is_dataset(each)]
    for each in [*linked, *(bill.datasets if bill.about or not bill.models else ())]:
        if each.pointer not in seen:
            seen.add(each.pointer)
            _dataset(each, draft, used=False)


def _dataset(node: Node, draft: Draft, *, used: bool) -> None:
    """Map a component of data, or one data set of a card."""
    items = [each for each in node.get("data").each() if each.get("type").word in ("dataset", "")] or [node]
    own = own_properties(node.get("properties"))
    for item in items:
        name = item.get("name") if item.get("name").text and len(items) > 1 else node.get("name")
        name = name if name.text else item.get("name")
        if not name.text:
            continue
        parts: dict[str, Node] = {"name": name}
        values: dict[str, str] = {"name": name.text}
        if found := next(licences(node, draft), None):
            values["licence"], parts["licence"] = found
        owner = _owner(node, item)
        if owner is not None:
            values["source_or_owner"], parts["source_or_owner"] = owner.text, owner
        for member in terms.DATASET_MEMBERS:
            value = own[member][0].get("value") if member in own else None
            if value is not None and value.text in allowed(f"/data/datasets/0/{member}"):
                values[member], parts[member] = value.text, value
        for reference in node.get("externalReferences").each():
            url = reference.get("url")
            if reference.get("comment").word == terms.DATASHEET and _URI.fullmatch(url.text):
                values["datasheet"], parts["datasheet"] = url.text, url
                draft.ignore(reference.get("type"), "the comment tells the kind")
                draft.ignore(reference.get("comment"), "it tells the kind of the reference")
        draft.add("/data/datasets", values, parts=parts, rule=_USED if used else "the bill lists it")
        _sensitive(item, draft, used=used)
        for role in ("owners", "custodians", "stewards"):
            for party in item.get("governance", role).each():
                draft.ignore(party.get("contact"), "contacts of persons are dropped")
        if owner is not None:
            for each in (maker for maker in _makers(node) if maker.word == owner.word):
                draft.ignore(each, "repeats the owner")
        for name_of_item in (item.get("name"), node.get("name")):
            if name_of_item.word == name.word:
                draft.ignore(name_of_item, "repeats the name of the data set")
        draft.ignore(item.get("type"), "tells that it is data")
        draft.ignore(item.get("bom-ref"), _REFERENCE)
    _leave(node, draft, own)


def _owner(node: Node, item: Node) -> Node | None:
    owners = [each.get("organization", "name") for each in item.get("governance", "owners").each()]
    return next((each for each in (*owners, *_makers(node), item.get("contents", "url")) if each.text), None)


def _makers(component: Node) -> tuple[Node, ...]:
    paths = (("manufacturer", "name"), ("supplier", "name"), ("publisher",), ("group",))
    return tuple(component.get(*path) for path in paths)


def _sensitive(item: Node, draft: Draft, *, used: bool) -> None:
    for each in item.get("sensitiveData").each():
        contents = [
            name for name, words in (("personal", _PERSONAL), ("sensitive-personal", _SENSITIVE)) if words.search(each.text)
        ]
        if used and contents:
            draft.extend("/data/training/contents", contents, each, rule=_USED)


def map_others(bill: Bill, ours: list[Node], draft: Draft) -> None:
    """Map the suppliers of the other parts; the parts themselves are not what a declaration is about."""
    skipped = {each.pointer for each in ours}
    for each in bill.components:
        if each.pointer in skipped:
            draft.ignore(each.get("type"), "tells what kind of component it is")
            draft.ignore(each.get("bom-ref"), _REFERENCE)
            ignore_unless_own(each.get("properties"), draft)
            licences_of_system(each, draft)
        elif not is_model(each) and not is_dataset(each):
            _software(each, draft)


def ignore_unless_own(properties: Node, draft: Draft) -> None:
    """Leave out the properties of other namespaces."""
    ignore_extras(properties, draft, own_properties(properties))


def licences_of_system(component: Node, draft: Draft) -> None:
    """Leave out the parts of the licences that no field takes; a licence of a system that is no model is one of its code."""
    if not is_model(component):
        for name, node in licences(component, draft):
            draft.add("/model/artefacts", {"kind": "code", "licence": name}, node, rule="the licence of the system's component")


def _software(component: Node, draft: Draft) -> None:
    name, version = component.get("name"), component.get("version")
    supplier = next(
        (
            each
            for each in (component.get("supplier", "name"), component.get("manufacturer", "name"), component.get("publisher"))
            if each.text
        ),
        None,
    )
    kept = {"components", *(("name", "version", "supplier", "manufacturer", "publisher") if supplier else ())}
    for member, node in component.members():
        if member not in kept:
            draft.ignore(node, "parts of software are the business of the bill itself")
    if supplier is not None and name.text:
        kind = "hardware" if component.get("type").word in _HARDWARE else "software"
        title = f"{supplier.text}: {name.text}" + (f" {version.text}" if version.text else "")
        nodes = [name, supplier, *([version] if version else [])]
        draft.add("/governance/suppliers", {"name": title, "component": kind}, *nodes, rule="the bill lists the component")
        for entity in (component.get("supplier"), component.get("manufacturer")):
            draft.ignore(entity.get("contact"), "contacts of persons are dropped")


def _leave(component: Node, draft: Draft, own: Mapping[str, list[Node]]) -> None:
    """Leave out what a bill needs and a declaration does not of a component that is mapped as a part."""
    draft.ignore(component.get("bom-ref"), _REFERENCE)
    draft.ignore(component.get("type"), "tells what kind of component it is")
    ignore_extras(component.get("properties"), draft, own)
    silent(component.get("copyright"), draft)
    for name in ("author", "authors"):
        draft.ignore(component.get(name), "contacts of persons are dropped")
    for entity in ("supplier", "manufacturer"):
        draft.ignore(component.get(entity, "contact"), "contacts of persons are dropped")
