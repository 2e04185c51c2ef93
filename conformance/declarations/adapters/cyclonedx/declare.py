"""One declaration from a bill: who speaks, of what, by whom it was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.declarations import cyclonedx_terms as terms
from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.contacts import LEFT_OUT, PERSONS_DROPPED, is_mail_address
from conformance.declarations.adapters.countries import country_code
from conformance.declarations.adapters.cyclonedx.bill import DATA, MODEL, is_model
from conformance.declarations.adapters.cyclonedx.card import map_card
from conformance.declarations.adapters.cyclonedx.parts import (
    allowed,
    ignore_extras,
    licences,
    map_bases,
    map_datasets,
    map_others,
    number,
    own_properties,
    silent,
    stated,
)
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.licences import is_open, restrictions
from conformance.declarations.adapters.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.declarations.adapters.cyclonedx.bill import Bill, BillRecord
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_ADDRESS = re.compile(r"https?://\S+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SERIAL = re.compile(r"urn:uuid:[0-9a-fA-F-]{36}")
_VERSION = re.compile(r"1\.(\d+)")
_FIRST_WITH_CARDS, _FIRST_OF_ECMA, _LAST_KNOWN = 5, 6, 7
_CONTACTS = "contacts of persons are dropped"
_DOCUMENT = {
    "$schema": "it names the format",
    "bomFormat": "it names the format",
    "signature": "a signature of the bill; it is not verified",
    "citations": "they tell who wrote which part of the bill",
    "annotations": "remarks on the bill",
}
_OF_THE_BILL = {
    "tools": "the tools that wrote the bill",
    "authors": _CONTACTS,
    "lifecycles": "they tell when in the life cycle the bill was made",
    "licenses": "the licence of the bill itself",
    "distributionConstraints": "they are about the bill itself",
}
_REFERENCES = {"advisories": "/security/vulnerability/advisories", "security-contact": "/security/vulnerability/channel"}
_NO_DOCUMENT = {
    "license": "an address of the licence's text",
    "issue-tracker": "an address for developers",
    "vcs": "an address for developers",
    "build-system": "an address for developers",
    "build-meta": "an address for developers",
}


def declare(bill: Bill, record: BillRecord, draft: Draft) -> None:
    """Put into a draft what a bill says of one component."""
    subject = bill.at(record.subject)
    main = [subject] if is_model(subject) or not subject else list(bill.main_models)
    model = main[0] if len(main) == 1 and main[0] else None
    _head(bill, record, subject, draft)
    _claims(bill, draft)
    if subject:
        _identity(subject, draft)
        _figures(own_properties(subject.get("properties")), draft)
        ours = [each for each in (subject, model) if each and _same_name(each, subject)]
        _organisation(bill, ours, draft)
        _references(subject, draft)
    else:
        draft.doubt(bill.root.get("components"), "the bill is of data alone and names no system")
        if len(bill.datasets) == 1:
            name = bill.datasets[0].get("name")
            draft.put("/system/name", name.text, name, rule="the data set stands in the place of a system")
        members = (("supplier", "name"), ("manufacturer", "name"), ("publisher",))
        _speaker(bill, {each.get(*path).word for each in bill.datasets for path in members} - {""}, draft)
    if model is not None:
        _model(model, subject, draft)
    map_bases(bill, subject, model, main, draft)
    map_datasets(bill, subject if model is None else model, draft)
    map_others(bill, [each for each in (subject, *main) if each], draft)


def _same_name(component: Node, subject: Node) -> bool:
    return component.get("name").word == subject.get("name").word


def _head(bill: Bill, record: BillRecord, subject: Node, draft: Draft) -> None:
    root = bill.root
    for name, why in _DOCUMENT.items():
        draft.ignore(root.get(name), why)
    ignore_extras(root.get("properties"), draft)
    serial = root.get("serialNumber")
    if _SERIAL.fullmatch(serial.text):
        part = subject.get("bom-ref").text if not record.alone else ""
        part = part or (str(record.index + 1) if not record.alone else "")
        rule = "the serial number of the bill" + (" and the reference of the component in it" if part else "")
        draft.put("/declaration/id", serial.text + (f"#{'%20'.join(part.split())}" if part else ""), serial, rule=rule)
    elif serial:
        draft.doubt(serial, "is no serial number (urn:uuid:...)")
    if edition := root.get("version").text:
        draft.put("/declaration/version", edition, root.get("version"), rule="the version of the bill")
    _specification(root.get("specVersion"), draft)
    _covered(bill, draft)
    metadata = root.get("metadata")
    for name, why in _OF_THE_BILL.items():
        draft.ignore(metadata.get(name), why)
    ignore_extras(metadata.get("properties"), draft)
    stamp = metadata.get("timestamp")
    if stamp:
        written = read_date(stamp.text.partition("T")[0])
        if written and written.iso:
            draft.put("/declaration/issued_on", written.iso, stamp, rule="the day of the time stamp of the bill")
        else:
            draft.leave_open("/declaration/issued_on", State.UNREADABLE, stamp)


def _specification(node: Node, draft: Draft) -> None:
    match = _VERSION.fullmatch(node.text)
    minor = int(match[1]) if match else None
    if minor is None or not _FIRST_WITH_CARDS <= minor <= _LAST_KNOWN:
        draft.doubt(node, f"CycloneDX '{node.text}' is none of 1.5, 1.6 and 1.7; it is read as they are")
    if minor is not None:
        value = "cyclonedx-1.6" if minor >= _FIRST_OF_ECMA else "older"
        draft.put("/interoperability/bom/format", value, node, rule="this is the bill of materials")


def _covered(bill: Bill, draft: Draft) -> None:
    for name, found in (("model", bill.models), ("dataset", bill.datasets)):
        if found:
            draft.extend("/interoperability/bom/covers", [name], found[0].get("type"), rule="the bill lists some")
    if other := next((each for each in bill.components if each.get("type").word not in (MODEL, DATA, "")), None):
        draft.extend("/interoperability/bom/covers", ["software"], other.get("type"), rule="the bill lists some")


def _claims(bill: Bill, draft: Draft) -> None:
    """Tell of prior claims of conformity; they are judged anew and never copied."""
    claims = bill.root.get("declarations")
    if claims:
        draft.ignore(claims, "prior claims of conformity are no evidence: they are judged anew, not copied")
        for each in claims.get("attestations").each():
            number = sum(1 for _ in each.get("map").each())
            draft.doubt(each, f"attests {number} requirement{'' if number == 1 else 's'}; a prior claim that is not copied")
    draft.ignore(bill.root.get("definitions"), "definitions of standards say nothing of the system")


def _identity(subject: Node, draft: Draft) -> None:
    draft.put("/system/name", subject.get("name").text, subject.get("name"))
    stated("/system/version", subject.get("version"), draft)
    stated("/system/description", subject.get("description"), draft)
    silent(subject.get("copyright"), draft)
    purl = subject.get("purl")
    if _URI.fullmatch(purl.text):
        draft.put("/system/id", purl.text, purl, rule="the package URL")


def _organisation(bill: Bill, components: list[Node], draft: Draft) -> None:
    metadata = bill.root.get("metadata")
    makers, suppliers, publishers = [], [], []
    for component in components:
        makers.append(component.get("manufacturer"))
        suppliers.append(component.get("supplier"))
        if is_mail_address(component.get("publisher").text):
            draft.ignore(component.get("publisher"), _CONTACTS)
        else:
            publishers.append(component.get("publisher"))
        for name in ("author", "authors"):
            draft.ignore(component.get(name), _CONTACTS)
    if bill.about and components[0].pointer == bill.about.pointer:
        makers.append(metadata.get("manufacture"))
        suppliers.append(metadata.get("supplier"))
    author = metadata.get("manufacturer")
    told = {each.get("value").word for each in own_properties(components[0].get("properties")).get("organisation", ())}
    maker = _first(makers)
    publisher = next((each for each in publishers if each.text), None)
    supplier = _first(suppliers)
    named = [each for each in (maker, supplier) if each]
    words = told | {each.get("name").word for each in named} | ({publisher.word} if publisher else set())
    if maker:
        _entity(maker, draft)
        draft.extend("/organisation/roles", ["developer"], maker.get("name"), rule="the manufacturer created the component")
    if publisher and (not maker or publisher.word == maker.get("name").word):
        draft.put("/organisation/name", publisher.text, publisher)
        draft.extend("/organisation/roles", ["provider"], publisher, rule="the publisher offers it under its own name")
    if supplier and (not draft.states("/organisation/name") or supplier.get("name").word in _names(maker, publisher)):
        _entity(supplier, draft)
    if author.get("name") and (not draft.states("/organisation/name") or author.get("name").word in told):
        _entity(author, draft)
    groups = [each.get("group") for each in components if each.get("group").text]
    if groups and not draft.states("/organisation/name"):
        draft.put("/organisation/name", groups[0].text, groups[0], rule="the group that the component belongs to")
    for repeated in (*groups, *publishers, *(each.get("name") for each in (*makers, *suppliers))):
        if repeated.word in words:
            draft.ignore(repeated, "repeats the name of the organisation")
    for entity in (*named, author):
        draft.ignore(entity.get("contact"), _CONTACTS)
        draft.ignore(entity.get("bom-ref"), "an identifier within the bill")
    _speaker(bill, words, draft)


def _names(maker: Node | None, publisher: Node | None) -> set[str]:
    return ({maker.get("name").word} if maker else set()) | ({publisher.word} if publisher else set())


def _first(entities: list[Node]) -> Node | None:
    return next((each for each in entities if each.get("name").text and not is_mail_address(each.get("name").text)), None)


def _entity(entity: Node, draft: Draft) -> None:
    draft.put("/organisation/name", entity.get("name").text, entity.get("name"))
    address = entity.get("address")
    if country := address.get("country"):
        if code := country.text if _COUNTRY.fullmatch(country.text) else country_code(country.text):
            draft.put("/organisation/country", code, country, rule="" if code == country.text else "the code of the country")
        else:
            draft.leave_open("/organisation/country", State.UNREADABLE, country)
    parts = [
        address.get(name)
        for name in ("streetAddress", "postOfficeBoxNumber", "postalCode", "locality", "region")
        if address.get(name).text
    ]
    if parts:
        draft.put("/organisation/address", ", ".join(each.text for each in parts), *parts)
    draft.ignore(address.get("bom-ref"), "an identifier within the bill")
    for url in entity.get("url").each():
        if _URI.fullmatch(url.text) and not draft.states("/organisation/website"):
            draft.put("/organisation/website", url.text, url)


def _speaker(bill: Bill, makers: set[str], draft: Draft) -> None:
    """Set who speaks: the maker when the bill names it as its own author or supplier; a tool; somebody else."""
    metadata = bill.root.get("metadata")
    entities = [metadata.get(name) for name in ("manufacturer", "manufacture", "supplier")]
    speakers = {each.get("name").word for each in (*entities, *metadata.get("authors").each()) if each.get("name").word}
    if speakers and (speakers & makers or not makers):
        draft.authority = Authority.FIRST_PARTY
    elif speakers:
        draft.authority = Authority.THIRD_PARTY
    elif metadata.get("tools"):
        draft.authority = Authority.TOOL
    else:
        draft.authority = Authority.THIRD_PARTY
        draft.doubt(bill.root, "the bill does not say who made it; it is not taken for the word of the maker")
    author = metadata.get("manufacturer")
    if author.get("name").word in makers:
        draft.ignore(author.get("name"), "tells that the maker made the bill too")
    if draft.authority is Authority.THIRD_PARTY and author.get("name"):
        draft.put("/declaration/author", author.get("name").text, author.get("name"), rule="who made the bill")


def _references(subject: Node, draft: Draft) -> None:
    documents = allowed("/records/documents/0/kind")
    for reference in subject.get("externalReferences").each():
        kind, url, comment = reference.get("type"), reference.get("url"), reference.get("comment")
        draft.ignore(reference.get("hashes"), "hashes of what stands at an address")
        if url.text == LEFT_OUT:
            draft.ignore(reference, PERSONS_DROPPED)
            continue
        if not _URI.fullmatch(url.text):
            if url:
                draft.doubt(url, "is no address")
            continue
        if comment.text in documents or kind.word in terms.REFERENCES:
            item = {"kind": comment.text if comment.text in documents else terms.REFERENCES[kind.word], "url": url.text}
            draft.add("/records/documents", item, kind, url, *([comment] if comment.text in documents else []))
        elif kind.word in _REFERENCES:
            draft.put(_REFERENCES[kind.word], url.text, kind, url)
        elif kind.word == "bom":
            draft.put("/interoperability/bom/url", url.text, kind, url)
        elif kind.word == "distribution":
            draft.extend("/system/distribution", ["download"], kind, url, rule="there is a place to download it from")
        elif kind.word == "website" and _ADDRESS.fullmatch(url.text) and not draft.states("/system/id"):
            draft.put("/system/id", url.text, kind, url, rule="the address of the component")
        elif kind.word in _NO_DOCUMENT:
            draft.ignore(reference, _NO_DOCUMENT[kind.word])


def _model(model: Node, subject: Node, draft: Draft) -> None:
    """Map the model inside the system: its name, its card, its licences and hashes."""
    for component in {each.pointer: each for each in (subject, model)}.values():
        draft.ignore(component.get("bom-ref"), "an identifier within the bill")
    if not draft.states("/model/name"):
        draft.put("/model/name", model.get("name").text, model.get("name"))
        stated("/model/version", model.get("version"), draft)
    if not draft.states("/system/techniques"):
        draft.extend(
            "/system/techniques", ["machine-learning"], model.get("type"), rule="a component of this type is a trained model"
        )
    for name, node in licences(model, draft):
        item = {"kind": "weights", "licence": name, "open": is_open(name), "restrictions": restrictions(name) or None}
        draft.add("/model/artefacts", item, node, rule="the licence of the model")
    _digest(model, draft)
    if model.pointer != subject.pointer:
        _references(model, draft)
    map_card(model.get("modelCard"), draft)


def _figures(own: Mapping[str, list[Node]], draft: Draft) -> None:
    for name, (field, how) in terms.FIGURES.items():
        nodes = [each.get("value") for each in own.get(name, [])]
        if not nodes:
            continue
        if how == "list":
            values = allowed(f"{field}/0")
            for node in nodes:
                if not values or node.text in values:
                    draft.extend(field, [node.lines], node)
                else:
                    draft.leave_open(field, State.UNREADABLE, node)
        elif how == "text":
            stated(field, nodes[0], draft)
        elif (value := number(nodes[0].text)) is not None and value >= 0:
            draft.put(field, value, nodes[0])
        else:
            draft.leave_open(field, State.UNREADABLE, nodes[0])


def _digest(model: Node, draft: Draft) -> None:
    known = list(terms.ALGORITHMS)
    hashes = [
        each
        for each in model.get("hashes").each()
        if each.get("alg").text in known and terms.HASH_CONTENT.fullmatch(each.get("content").text)
    ]
    if not hashes:
        return
    best = max(hashes, key=lambda each: (each.get("alg").text == "SHA-256", known.index(each.get("alg").text)))
    algorithm, content = best.get("alg"), best.get("content")
    draft.put("/model/digest", f"{terms.ALGORITHMS[algorithm.text]}:{content.text}", algorithm, content)
    for each in hashes:
        if each is not best:
            draft.ignore(each, "one hash identifies it")
