"""Our own engine as a checker: it derives what is derived, and judges what is absent as unknown."""

from __future__ import annotations

from datetime import date

from lines import Message, Regime, serve

from conformance import __version__
from conformance.catalogue import load_catalogue
from conformance.declarations import derive
from conformance.verdicts import Judge

CATALOGUE = load_catalogue()


def prepare(message: Message) -> Regime:
    """Compile the regime that the message names; its schemas are those that we ship."""
    judge = Judge(CATALOGUE, [name_of(message["regime"])])

    def verdict(case: Message) -> str:
        as_of = date.fromisoformat(case["asOf"])
        wanted = case["requirement"].rpartition("/")[2]
        verdicts = judge(derive(case["declaration"], as_of), as_of=as_of, suppose_in_force=case["supposeInForce"])
        return str(next(each.status for each in verdicts if each.requirement.slug == wanted))

    return verdict


def name_of(uri: str) -> str:
    """Return the id of a regime by the address of its file."""
    return uri.rpartition("/")[2].removesuffix(".json")


if __name__ == "__main__":
    serve("ai-conformance", __version__, prepare)
