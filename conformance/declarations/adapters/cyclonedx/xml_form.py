"""A bill in XML in the form that the same bill has in JSON, with the places of the elements.

Sources: the XML and the JSON schemas of CycloneDX 1.5 to 1.7. Lists stand in a wrapper in XML, attributes are members in JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from conformance.declarations.positions import Position, Spot

if TYPE_CHECKING:
    from conformance.declarations.adapters.xml_elements import Element

NAMESPACE = "http://cyclonedx.org/schema/bom/"
_ITEMS: Mapping[str, tuple[str, ...]] = {
    "components": ("component",), "ancestors": ("component",), "descendants": ("component",), "variants": ("component",),
    "licenses": ("license", "expression", "expression-detailed"), "hashes": ("hash",), "externalReferences": ("reference",),
    "properties": ("property",), "dependencies": ("dependency",), "authors": ("author",), "lifecycles": ("lifecycle",),
    "datasets": ("dataset", "ref"), "inputs": ("input",), "outputs": ("output",), "performanceMetrics": ("performanceMetric",),
    "collection": ("graphic",), "users": ("user",), "useCases": ("useCase",), "technicalLimitations": ("technicalLimitation",),
    "performanceTradeoffs": ("performanceTradeoff",), "ethicalConsiderations": ("ethicalConsideration",),
    "fairnessAssessments": ("fairnessAssessment",), "energyConsumptions": ("energyConsumption",), "custodians": ("custodian",),
    "stewards": ("steward",), "owners": ("owner",), "tags": ("tag",), "services": ("service",), "standards": ("standard",),
    "requirements": ("requirement",), "levels": ("level",), "assessors": ("assessor",), "attestations": ("attestation",),
    "claims": ("claim",), "signatories": ("signatory",), "compositions": ("composition",), "vulnerabilities": ("vulnerability",),
    "annotations": ("annotation",), "descriptions": ("description",),
}  # fmt: skip
"""For each wrapper, the elements that are its items."""
_REPEATED = frozenset({"url", "contact", "energyProviders", "data", "sensitiveData", "map"})
"""Elements that repeat without a wrapper; in JSON they are lists, wherever the member of an organisation or a data set is one."""
_SINGLE_URL = frozenset({"reference", "license", "contents"})
_WITH_TEXT = {"hash": "content", "property": "value", "text": "content", "image": "content"}
"""Elements with attributes whose characters are a member in JSON, and its name."""


def in_json_form(element: Element) -> tuple[Any, Spot]:
    """Return an element as the JSON value it stands for, and the places of its parts."""
    if element.name in _ITEMS and element.children and all(each.name in _ITEMS[element.name] for each in element.children):
        pairs = [_item(child) for child in element.children]
        return [value for value, _ in pairs], Spot(element.at, element.at, [spot for _, spot in pairs])
    text = element.text.strip()
    if not element.children and not element.attributes:
        return text, Spot(element.at, element.at, None)
    members: dict[str, Any] = {}
    spots: dict[str, Spot] = {}
    for name, value in element.attributes.items():
        members[name], spots[name] = value, _leaf(element.at)
    if text:
        name = _WITH_TEXT.get(element.name, "value")
        members[name], spots[name] = text, _leaf(element.at)
    for name, value, spot in _members(element):
        _place(members, spots, name, value, spot, repeats=_is_list(name, element))
    return members, Spot(element.at, element.at, spots)


def _members(element: Element) -> Iterator[tuple[str, Any, Spot]]:
    for child in element.children:
        if not child.space.startswith(NAMESPACE):
            continue
        if element.name == "dependency" and child.name in ("dependency", "provides"):
            yield ("dependsOn" if child.name == "dependency" else "provides"), child.attributes.get("ref", ""), _leaf(child.at)
        else:
            yield (child.name, *in_json_form(child))


def _is_list(name: str, parent: Element) -> bool:
    if name == "url":
        return parent.name not in _SINGLE_URL
    if name == "data":
        return parent.name in ("component", "evidence")
    return name in ("dependsOn", "provides") or name in _REPEATED


def _place(members: dict[str, Any], spots: dict[str, Spot], name: str, value: Any, spot: Spot, *, repeats: bool) -> None:
    """Put a member among others; a second one of the same name makes a list of both."""
    if name not in members:
        members[name] = [value] if repeats and not isinstance(value, list) else value
        spots[name] = Spot(spot.value, spot.value, [spot]) if repeats and not isinstance(value, list) else spot
        return
    if not isinstance(members[name], list):
        members[name] = [members[name]]
        spots[name] = Spot(spots[name].value, spots[name].value, [spots[name]])
    inner = spots[name].inner
    assert isinstance(inner, list)  # noqa: S101  # a list has its places as a list
    if isinstance(value, list):
        members[name] += value
        inner += spot.inner if isinstance(spot.inner, list) else []
    else:
        members[name].append(value)
        inner.append(spot)


def _item(child: Element) -> tuple[Any, Spot]:
    value, spot = in_json_form(child)
    if child.name in ("license", "expression"):
        return {child.name: value}, Spot(child.at, child.at, {child.name: spot})
    if child.name == "ref":
        return {"ref": value}, Spot(child.at, child.at, {"ref": spot})
    if child.name in _WITH_TEXT and not isinstance(value, dict):
        name = _WITH_TEXT[child.name]
        return {name: value}, Spot(child.at, child.at, {name: spot})
    return value, spot


def _leaf(at: Position) -> Spot:
    return Spot(at, at, None)
