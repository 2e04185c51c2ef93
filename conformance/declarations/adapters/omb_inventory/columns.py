"""The columns of the inventories: four layouts, and those of single agencies, ask the same questions under other headings.

Sources of the headings: the data dictionaries of the 2024 and 2025 inventories in OMB's repositories.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_PRACTICE = re.compile(r"\b(?:sub ?)?practices? (?:complete|conduct|ensure|provide|offer|consult)\b.*")

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "use case id", "use case id agency abbrev"),
    "name": ("use case name", "2 use case name", "title", "ai use case name", "title of use case", "use case title"),
    "agency": ("agency name", "3 agency", "department"),
    "agency or code": ("agency",),
    "agency code": ("3 abr", "agency abbreviation", "department code"),
    "bureau": (
        "agency bureau", "4 bureau", "bureau", "bureau component", "bureau department", "bureau component division branch",
        "operating division", "component",
    ),
    "office": ("office",),
    "contact": (
        "contact email", "email address", "contact email address", "contact name", "point of contact", "contact", "poc",
        "poc name", "poc email",
    ),
    "withheld": ("is withheld", "should this ai use case be withheld from public reporting"),
    "stage": (
        "development stage", "16 dev stage", "stage of development", "stage of system development life cycle",
        "stage of system development life cycle sdlc",
    ),
    "impact": (
        "17 impact type", "is the ai use case rights impacting safety impacting both or neither", "impact type",
        "rights impacting or safety impacting",
    ),
    "high impact": ("is high impact", "is the ai use case high impact", "high impact"),
    "justification": ("hi justification", "justification"),
    "topic": ("topic area", "8 topic area", "use case topic area"),
    "topic other": ("8 question type", "other use case topic area"),
    "commercial": ("10 commercial ai", "is the ai use case found in"),
    "summary": ("summary", "description", "summary of use case", "use case summary", "use case description"),
    "purpose": ("problem solved", "what problem is the ai intended to solve"),
    "purpose and benefits": (
        "11 purpose benefits", "what is the intended purpose and expected benefits", "intended purpose and expected benefits",
    ),
    "benefits": ("benefits", "what are the expected benefits and positive outcomes"),
    "outputs": ("system outputs", "12 outputs", "describe the ai system s outputs", "describe the ai systems outputs", "outputs"),
    "initiated": ("18 date initiated", "date initiated"),
    "acquired": ("19 date acq dev began", "date when acquisition and or development began"),
    "operational": (
        "operational date", "20 date implemented", "date implemented", "date when ai use case became operational",
    ),
    "retired": ("21 date retired", "date retired"),
    "development": (
        "contracting usage", "22 dev method", "was the ai system involved in this use case developed",
        "was the system involved in this use case purchased",
    ),
    "contracts": ("23 contract piids", "provide the procurement instrument identifier"),
    "vendor": ("vendor name", "vendor s name", "vendor", "vendors"),
    "provider support": ("24 hisp support", "is this ai use case supporting a high impact service provider"),
    "provider": ("25 hisp name", "which hisp is the ai use case supporting"),
    "public service": ("26 public service", "which public facing service is the ai use case supporting"),
    "public information": ("27 public info", "does this ai use case disseminate information to the public"),
    "information quality": ("28 iqa compliance", "how is the agency ensuring compliance with information quality act"),
    "personal": ("has pii", "29 contains pii", "does this ai use case involve personally identifiable information"),
    "privacy review": ("30 saop review", "has the senior agency official for privacy"),
    "privacy assessment": (
        "pia url", "if publicly available provide the link to the ai use case s associated privacy impact assessment",
    ),
    "catalogue": ("31 data catalog", "do you have access to an enterprise data catalog"),
    "catalogue other": ("31 question type",),
    "data": ("data description", "33 agency data", "describe any agency owned data used to", "describe any data used to train"),
    "data link": ("link to data", "if the data is required to be publicly disclosed as an open government data asset"),
    "data documents": ("34 data docs", "is there available documentation for the model training and evaluation data"),
    "demographic": ("demographic features", "35 demo features", "which if any demographic variables does the ai use case"),
    "demographic other": ("35 question type",),
    "custom code": ("has custom code", "37 custom code", "does this project include custom developed code"),
    "code access": ("38 code access", "does the agency have access to the code associated with the ai use case"),
    "code link": (
        "code url", "39 code link", "source code", "if the code is open source provide the link",
    ),
    "authorisation": (
        "have ato", "40 has ato", "does this ai use case have an associated authority to operate",
        "does this ai use case have an associated authorization to operate",
    ),
    "authorised system": ("system name ato", "41 system name", "system name", "system s name", "systems name"),
    "wait": ("42 dev tools wait", "how long have you waited for the necessary developer tools"),
    "infrastructure": ("43 infra provisioned", "for this ai use case is the required it infrastructure provisioned"),
    "infrastructure other": ("43 question type",),
    "computing": ("45 compute request", "do you have a process in place to request access to computing resources"),
    "computing other": ("45 question type",),
    "timely": ("47 timely resources", "has communication regarding the provisioning of your requested resources been timely"),
    "timely other": ("47 question type",),
    "reuse": ("49 existing reuse", "how are existing data science tools"),
    "shared": ("50 internal review", "has information regarding the ai use case including performance metrics"),
    "extension": ("51 extension request", "has your agency requested an extension to implement"),
    "assessment": (
        "hi assessment completed", "52 impact assessment", "has an ai impact assessment been conducted",
        "has an ai impact assessment been completed",
    ),
    "testing": ("hi testing conducted", "has pre deployment testing been conducted"),
    "real-world testing": ("53 real world testing", "has the ai use case been tested in operational or real world environments"),
    "risks": ("54 key risks", "what are the key risks from using the ai"),
    "impacts": ("hi potential impacts", "what are the potential impacts of using the ai"),
    "review": (
        "hi independent review", "55 independent eval", "has an independent evaluation of the ai use case been conducted",
        "has as independent review of the ai use case", "has an independent review of the ai use case",
    ),
    "monitoring": ("hi ongoing monitoring", "is there a process to conduct ongoing monitoring"),
    "degree of monitoring": ("56 monitor postdeploy", "is there a process to monitor performance of the ai system"),
    "training": ("hi training established", "has the agency established sufficient and periodic training"),
    "autonomous": (
        "57 autonomous impact", "for this particular use case can the ai carry out a decision",
    ),
    "autonomous other": ("57 question type",),
    "notice": ("59 ai notice", "how is the agency providing reasonable and timely notice regarding the use of ai"),
    "notice other": ("59 question type",),
    "adverse": ("61 adverse impact", "is the ai used to significantly influence or inform decisions or actions"),
    "disparity": ("62 disparity mitigation", "what steps has the agency taken to detect and mitigate significant disparities"),
    "consultation": (
        "hi public consultation", "63 stakeholder consult", "what steps has the agency taken to consult and incorporate feedback",
    ),
    "consultation other": ("63 question type",),
    "fail-safe": ("hi failsafe presence", "does this ai use case have an appropriate fail safe"),
    "appeal": (
        "hi appeal process", "65 appeal process", "is there an established appeal process",
        "is there an established fallback and escalation process",
    ),
    "appeal other": ("66 no appeal reason",),
    "opt-out": (
        "67 opt out", "where practicable and consistent with applicable law",
    ),
    "opt-out other": ("67 question type",),
    "classification": ("classification", "ai classification"),
    "techniques": ("techniques", "ai techniques"),
}  # fmt: skip
_EXPLAIN = ("if other please explain", "if no please explain")
_QUESTIONS: Mapping[str, str] = {heading: question for question, headings in _HEADINGS.items() for heading in headings}
_LONG = tuple(sorted((heading for heading in _QUESTIONS if heading.count(" ") >= 3), key=len, reverse=True))

_CONSOLIDATED: Mapping[str, tuple[str, ...]] = {
    "agency": ("agency", "agency name"),
    "task": ("ai use case", "use case", "common commercial ai use case"),
    "used": ("agency use y n", "agency use", "in use y n", "used y n"),
    "product": ("name of commercial product or service used", "commercial product or service used", "product or service"),
    "licences": ("estimated of licenses users", "estimated number of licenses users", "estimated of licenses or users"),
}
_CONSOLIDATED_QUESTIONS: Mapping[str, str] = {
    heading: question for question, headings in _CONSOLIDATED.items() for heading in headings
}
_STAGES_AND_RISKS = ("stage", "impact", "high impact", "purpose", "purpose and benefits", "outputs", "commercial")


def plain(heading: str) -> str:
    """Return a heading for comparisons: lower-case words alone, without the name of the practice that some carry."""
    return _PRACTICE.sub("", _NOT_WORDS.sub(" ", heading.casefold())).strip()


@lru_cache(maxsize=64)
def questions_of(columns: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return for each question of an inventory the columns that hold its answer, in their order.

    A column that asks to explain belongs to the question before it, for nine of them have the same heading.
    """
    found: dict[str, list[str]] = {}
    before = ""
    for column in columns:
        heading = plain(column.partition("#")[0])
        if heading.startswith(_EXPLAIN):
            question: str | None = f"{before} other"
        else:
            question = _question(heading)
            before = question or before
        if question:
            found.setdefault(question, []).append(column)
    if "agency or code" in found:
        # The 2025 edition writes the code under `agency` and the name beside it; the 2023 one writes a bureau there.
        named = "agency" in found
        role = "bureau" if named and "agency code" in found else "agency code" if named else "agency"
        found[role] = [*found.pop("agency or code"), *found.get(role, [])]
    return {question: tuple(names) for question, names in found.items()}


@lru_cache(maxsize=64)
def consolidated_questions_of(columns: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return for each question of the list of commercial products the columns that hold its answer."""
    found: dict[str, list[str]] = {}
    for column in columns:
        if question := _CONSOLIDATED_QUESTIONS.get(plain(column)):
            found.setdefault(question, []).append(column)
    return {question: tuple(names) for question, names in found.items()}


def is_inventory(names: Sequence[str]) -> bool:
    """Tell whether a row names the columns of an inventory of use cases."""
    found = questions_of(tuple(names))
    if "name" not in found:
        return False
    asked = sum(question in found for question in _STAGES_AND_RISKS)
    return asked >= 2 or ("summary" in found and "stage" in found and ("agency code" in found or "id" in found))


def is_consolidated(names: Sequence[str]) -> bool:
    """Tell whether a row names the columns of the list of commercial products by agency and task."""
    found = consolidated_questions_of(tuple(names))
    return "task" in found and "used" in found


def _question(heading: str) -> str | None:
    if exact := _QUESTIONS.get(heading):
        return exact
    return next((_QUESTIONS[long] for long in _LONG if heading.startswith(long)), None)
