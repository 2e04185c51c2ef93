"""One cell of the crosswalk in sentences, with its evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from conformance.logic.terms import And
from conformance.matrix.crosswalk.coverage import Coverage
from conformance.matrix.crosswalk.footprints import footprint
from conformance.matrix.crosswalk.relations import Preclusion, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.catalogue import Regime, Requirement
    from conformance.logic.terms import Term
    from conformance.matrix.crosswalk.evidence import CoverageEvidence, PairEvidence, Witness
    from conformance.matrix.crosswalk.model import Coverages

DUTIES = {
    Relation.EQUAL: "Whoever does what one asks does what the other asks.",
    Relation.SUBSET: "Whoever does what {other} asks does what {one} asks; the other way round is not so.",
    Relation.SUPERSET: "Whoever does what {one} asks does what {other} asks; the other way round is not so.",
    Relation.INTERSECTS: "They share something, and each asks for something the other does not settle.",
    Relation.NONE: "Nothing that one asks for follows from anything the other asks for.",
    Relation.CONFLICT: "Both can apply to one system, and then nothing meets both while both still apply.",
}
TRIGGERS = {
    Relation.EQUAL: "They apply to the same systems.",
    Relation.SUBSET: "Wherever {one} applies, {other} applies; the other way round is not so.",
    Relation.SUPERSET: "Wherever {other} applies, {one} applies; the other way round is not so.",
    Relation.INTERSECTS: "Some systems fall under both, some under one alone.",
    Relation.NONE: "No system falls under both.",
}
PRECLUSIONS = {
    Preclusion.PRECLUDES: "Both can apply to one system, but to one that meets {one}, {other} does not apply. No conflict.",
    Preclusion.PRECLUDED: "Both can apply to one system, but to one that meets {other}, {one} does not apply. No conflict.",
    Preclusion.MUTUAL: "Both can apply to one system, but to one that meets either, the other does not apply. No conflict.",
}
COVERAGE = {
    Coverage.FREE: "{requirement} comes for free: every system in both scopes that conforms to {regime} meets it.",
    Coverage.PARTLY: "{regime} asks for a part of what {requirement} asks for.",
    Coverage.NEW: "{regime} asks for nothing of what {requirement} asks for.",
    Coverage.CONFLICT: "{requirement} clashes with {regime}.",
}


def render_pair(one: Requirement, other: Requirement, evidence: PairEvidence, names: Mapping[Term, str]) -> str:
    """Tell how two requirements relate and why.

    Args:
        one: a requirement.
        other: another.
        evidence: what was found.
        names: the titles of terms that are named facts or conditions.
    """
    pair = evidence.pair
    names = {evidence.triggers[1]: f"{other.id} applies", evidence.triggers[0]: f"{one.id} applies", **names}
    ids = {"one": one.id, "other": other.id}
    lines = [f"{each.id} ({each.clause}, {each.level}): {each.title}" for each in (one, other)]
    lines.append("")
    lines.append(f"duties: {pair.duties or 'undecided'}. {DUTIES[pair.duties].format(**ids) if pair.duties else pair.reason}")
    lines.append(
        f"triggers: {pair.triggers or 'undecided'}. {TRIGGERS[pair.triggers].format(**ids) if pair.triggers else pair.reason}"
    )
    if pair.preclusion:
        lines.append(f"preclusion: {pair.preclusion}. {PRECLUSIONS[pair.preclusion].format(**ids)}")
    if evidence.clash:
        lines.append("")
        lines.append("These cannot hold together, and none of them may be left out (proved):")
        facts = (_fact_with(_fact_with(term, evidence.duties[0], names), evidence.duties[1], names) for term in evidence.clash)
        lines.extend(dict.fromkeys(f"  - {_named(term, names)}" for term in facts))
    if evidence.shared and pair.duties is not Relation.CONFLICT:
        lines.append("")
        lines.append("What they share (proved):")
        lines.extend(f"  - {text}" for text in dict.fromkeys(_shared(part, peer, names) for part, peer in evidence.shared))
    lines.extend(_beyond(f"What {one.id} asks beyond {other.id}:", evidence.beyond[0], evidence.duties[0], names))
    lines.extend(_beyond(f"What {other.id} asks beyond {one.id}:", evidence.beyond[1], evidence.duties[1], names))
    for witness in evidence.witnesses:
        lines.extend(("", *_witness(witness)))
    return "\n".join(lines) + "\n"


def _shared(part: Term, peer: Term, names: Mapping[Term, str]) -> str:
    if part == peer:
        return _named(part, names)
    return f"{_named(part, names)} | {_named(peer, names)}"


def _beyond(head: str, parts: Sequence[Term], duty: Term, names: Mapping[Term, str]) -> Iterator[str]:
    """Yield lines that tell parts of a duty, by the facts that the duty is made of where they have a name."""
    if parts:
        yield from ("", head, *dict.fromkeys(f"  - {_named(_fact_with(part, duty, names), names)}" for part in parts))


def _fact_with(part: Term, duty: Term, names: Mapping[Term, str]) -> Term:
    """Return the smallest named fact of several parts that the duty asks for and the part belongs to, or the part."""
    asked = set(duty.terms) if isinstance(duty, And) else {duty}
    facts = [term for term in names if isinstance(term, And) and part in term.terms and asked.issuperset(term.terms)]
    return part if part in names else min(facts, key=lambda term: len(term.terms), default=part)


def _named(term: Term, names: Mapping[Term, str]) -> str:
    places = sorted("/" + "/".join(map(str, path)) for path in footprint(term).places)
    return names.get(term, f"a condition on {', '.join(places)}")


def _witness(witness: Witness) -> Iterator[str]:
    yield sentence(witness)
    yield json.dumps(witness.document, indent=2, ensure_ascii=False)


def sentence(witness: Witness) -> str:
    """Tell what a document shows."""
    kind = "A declaration" if witness.declaration else "A document as judged, with derived fields"
    return f"{kind} that shows it: {witness.shows}."


def render_coverage(regime: Regime, requirement: Requirement, evidence: CoverageEvidence, names: Mapping[Term, str]) -> str:
    """Tell what conforming to a regime means for a requirement of another, and why.

    Args:
        regime: the regime.
        requirement: the requirement.
        evidence: what was found.
        names: the titles of terms that are named facts or conditions.
    """
    words = COVERAGE[evidence.covered.coverage].format(regime=regime.id, requirement=requirement.id)
    lines = [f"{requirement.id} ({requirement.clause}, {requirement.level}): {requirement.title}", "", words]
    if evidence.covered.through:
        lines.append(f"It rests on: {', '.join(evidence.covered.through)}.")
    lines.extend(_beyond(f"What no clause of {regime.id} settles:", evidence.beyond, evidence.duty, names))
    if evidence.witness is not None:
        lines.extend(("", *_witness(evidence.witness)))
    elif evidence.reason:
        lines.extend(("", f"No system that conforms to {regime.id} and fails it was found: {evidence.reason}."))
    elif evidence.covered.coverage in (Coverage.PARTLY, Coverage.NEW):
        lines.extend(("", f"And yet no system can conform to {regime.id}, fall under it and fail it (proved)."))
    return "\n".join(lines) + "\n"


def render_regimes_cell(coverages: Coverages, row: Regime, column: Regime, counted: Sequence[Requirement]) -> str:
    """Tell how much of one regime comes for free to one who conforms to another, requirement by requirement."""
    counts = coverages.tally(row.id, counted)
    lines = [f"To one who conforms to {row.id}, of the {counts.total} requirements of {column.id} that count:"]
    titles = {
        Coverage.FREE: "come for free (proved)",
        Coverage.PARTLY: "are met in part",
        Coverage.CONFLICT: "clash (proved)",
        Coverage.NEW: "ask for something else",
    }
    for coverage, words in titles.items():
        lines.append(f"\n{counts.count(coverage)} {words}")
        for id in counts.requirements[coverage]:
            through = coverages.of(row.id, id).through
            lines.append(f"  {id}{'  through ' + ', '.join(through) if through else ''}")
    return "\n".join(lines) + "\n"
