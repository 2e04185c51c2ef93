"""Who stands behind an entry: the body that uses the algorithm, or the vendor of a template; its units, pages and suppliers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.declarations.adapters import dutch
from conformance.declarations.adapters.contacts import LEFT_OUT, PERSONS_DROPPED, is_mail_address
from conformance.declarations.adapters.nl_algorithm_register.entry import Entry, address, links, state, stated
from conformance.declarations.adapters.state import State

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_USE = "the register names the organisation that uses the algorithm or answers for its use"
_OWN_WORK = re.compile(
    r"\b(?:intern|zelf|eigen|in-?house)\b.{0,30}\b(?:ontwikkel\w*|beheer|gebouwd|gemaakt)|\bin-?house\b"
    r"|\bontwikkel\w*\b.{0,30}\b(?:zelf|intern)\b|^(?:intern|eigen|zelf)$"
)
_TOGETHER = re.compile(r"\b(?:samenwerking|samen met|i\.?s\.?m\b)")


def map_parties(entry: Entry, draft: Draft) -> None:
    """State the organisation, what kind it is, and those beside it."""
    body, provider = entry.get("organization"), entry.get("provider")
    if stated(body):
        _user(entry, body, draft)
        _supplier(stated(body), provider, draft)
        _pages(entry, draft)
    else:
        if stated(provider):
            _vendor(provider, draft)
        else:
            draft.doubt(body, "names neither an organisation nor a vendor")
        draft.ignore(entry.get("begin_date"), "a template is not in use itself")
        for node in entry.all("website"):
            draft.ignore(node, "a page about the template, not of an organisation that uses it")
    for node in entry.all("contact"):
        if (link := address(stated(node))) is not None:
            draft.put("/organisation/contact", link, node)
        elif is_mail_address(node.text) or LEFT_OUT in node.text:
            draft.ignore(node, PERSONS_DROPPED)
        elif state(node) is State.STATED:
            draft.ignore(node, f"{PERSONS_DROPPED}; this one is no web page")
    units = [node for name in ("department", "competent_authority") for node in entry.all(name) if stated(node)]
    if units:
        contact = ", ".join(dict.fromkeys(stated(node) for node in units))
        rule = "the unit that answers for the use of the algorithm"
        draft.add("/governance/officers", {"role": "accountable-executive", "contact": contact}, *units, rule=rule)


def _user(entry: Entry, body: Node, draft: Draft) -> None:
    draft.put("/organisation/name", stated(body), body)
    draft.put("/organisation/country", "NL", body, rule="the register is of public bodies of the Netherlands")
    kind = dutch.body_type(stated(body))
    draft.put("/organisation/type", kind, body, rule="the name tells what kind of body it is")
    if kind is not None and kind.endswith("government-body"):
        draft.extend("/system/traits", ["intended-for-public-authorities"], body, rule="a public authority uses it")
    draft.extend("/organisation/roles", ["deployer"], body, rule=_USE)
    if code := stated(entry.get("org_id")):
        draft.add("/organisation/identifiers", {"scheme": "public-body", "value": code}, entry.get("org_id"))


def _supplier(name: str, provider: Node, draft: Draft) -> None:
    """Tell own work from that of others."""
    supplier = stated(provider)
    own = supplier.casefold() == name.casefold() or _OWN_WORK.search(supplier.casefold())
    if supplier and own and not dutch.denies(supplier):
        draft.extend("/organisation/roles", ["developer"], provider, rule="it developed the algorithm itself")
        if _TOGETHER.search(supplier.casefold()):
            draft.add("/governance/suppliers", {"name": supplier}, provider)
    elif supplier:
        draft.add("/governance/suppliers", {"name": supplier}, provider)
    elif provider:
        draft.leave_open("/governance/suppliers", state(provider), provider)


def _vendor(provider: Node, draft: Draft) -> None:
    supplier = stated(provider)
    found = links(supplier)
    maker = supplier.replace(found[0], "").strip(" -–—,()") if found else supplier
    draft.put("/organisation/name", maker, provider, rule="a template without organisation: its vendor speaks")
    draft.put("/organisation/website", found[0] if found else None, provider)
    draft.extend("/organisation/roles", ["provider"], provider, rule="a vendor offers the template with its product")
    rule = "the templates of the register are for public bodies of the Netherlands"
    draft.extend("/system/traits", ["intended-for-public-authorities"], provider, rule=rule)
    draft.add("/markets", {"jurisdiction": "NL", "basis": ["placed"]}, provider, rule=rule)


def _pages(entry: Entry, draft: Draft) -> None:
    for node in (node for name in ("website", "documentation") for node in entry.all(name)):
        if link := address(stated(node)) or next(iter(links(stated(node))), None):
            if draft.states("/organisation/website"):
                draft.ignore(node, "another page of the organisation about it")
            else:
                draft.put("/organisation/website", link, node, rule="a page of the organisation about it")
        elif stated(node):
            draft.leave_open("/organisation/website", State.UNREADABLE, node)
