"""The adapter: a save file holds the answers by the names of the questions, and says of which version they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.ca_aia.answers import Answers
from conformance.declarations.adapters.ca_aia.assurance import map_assurance
from conformance.declarations.adapters.ca_aia.departments import DEPARTMENTS
from conformance.declarations.adapters.ca_aia.scores import points_of, questionnaire_of, score_of
from conformance.declarations.adapters.ca_aia.system import map_system
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.trees import read_json_records
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_MEMBERS = re.compile(r'"translationsOnResult"\s*:')
_QUESTIONS = re.compile(r'"(?:projectDetails|riskProfile|businessDrivers|impact|decisionSector|aboutSystem)\w*"\s*:')
_TIERS = ("low", "medium", "high", "high")
_PERSONS = ("projectDetailsRespondent", "projectDetailsJob", "ADMresponsible", "consultedTeams")
_INTERNAL = ("projectDetailsID", "ServiceID")


class AlgorithmicImpactAssessment:
    """Reads save files of the official questionnaire."""

    name = "ca-aia"
    title = "Algorithmic Impact Assessment, save file of the questionnaire (Treasury Board of Canada Secretariat)"
    suffixes = (".json",)
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the members of a save file and the names of the questions."""
        if original.suffix not in self.suffixes:
            return False
        head = original.head_text
        saved = _MEMBERS.search(head) is not None or '"currentPage"' in head
        return saved and _QUESTIONS.search(head) is not None and '"pages"' not in head

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the one assessment of a file."""
        for found in read_json_records(original):
            if isinstance(found, Refusal):
                yield found
            elif not isinstance(found.get("data").data, dict):
                what = "the save file has no answers: its member 'data' is no mapping"
                problem = Problem(
                    "no-answers", found.file, 1, 1, "/data", what, "answers stand under the names of their questions",
                    "save the questionnaire again",
                )  # fmt: skip
                yield MalformedDocument(found.file, found.index, [problem])
            else:
                yield found

    def map(self, record: Record, draft: Draft) -> None:
        """Map the answers, and the impact level that they give."""
        answers = Answers(record.get("data"), record.get("version"))
        draft.ignore(record.get("currentPage"), "the page on which the file was saved")
        draft.ignore(record.get("translationsOnResult"), "translations of the same answers")
        for name in _PERSONS:
            draft.ignore(answers.get(name), PERSONS_DROPPED)
        for name in _INTERNAL:
            draft.ignore(answers.get(name), "a number within the institution")
        edition = answers.get("projectAIAnumber")
        if edition:
            draft.put("/declaration/version", edition.text, edition, rule="the number of the published assessment")
        department = answers.get("projectDetailsDepartment-NS") or answers.get("projectDetailsDepartment")
        number = department.text.removeprefix("item")
        if number in DEPARTMENTS:
            draft.put("/organisation/name", DEPARTMENTS[number], department, rule="the number of the department")
        elif department:
            draft.doubt(department, "is no number of a department")
        branch = answers.get("projectDetailsBranch")
        draft.put("/declaration/author", branch.text, branch, rule="the branch that answers")
        draft.put("/organisation/country", "CA", rule="the questionnaire is for federal institutions of Canada")
        draft.put("/organisation/type", "national-government-body", rule="the questionnaire is for federal institutions")
        draft.extend("/organisation/roles", ["deployer"], rule="the institution assesses a system that it will use")
        map_system(answers, draft)
        map_assurance(answers, draft)
        _level(record, draft)


def _level(record: Record, draft: Draft) -> None:
    version, data = record.get("version"), record.get("data")
    questionnaire = questionnaire_of(version.text)
    if questionnaire is None:
        draft.leave_open("/risk/classifications", State.UNREADABLE, version)
        return
    answered = {name for name, node in data.members() if node}
    missing = sorted(questionnaire.always_asked - answered)
    if missing:
        draft.leave_open("/risk/classifications", State.IN_PROGRESS, version)
        draft.doubt(data, f"leaves {len(missing)} questions that score unanswered, such as {missing[0]}: no level follows")
        return
    score = score_of(data.data, questionnaire)
    item = {
        "scheme": "ca-dadm",
        "tier": _TIERS[score.level - 1],
        "level": score.level,
        "basis": "questionnaire-score",
        "score_share": round(score.share, 4),
        "rationale": f"impact {score.impact}, mitigation {score.mitigation}, final score {score.total}",
    }
    scored = [node for _, node in data.members() if points_of(node.data)]
    rule = "the official rule over the scores of the answers; an assessment yields one class"
    draft.extend("/risk/classifications", [item], *scored, version, rule=rule, complete=True)


ADAPTER = AlgorithmicImpactAssessment()
