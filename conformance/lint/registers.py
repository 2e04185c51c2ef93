"""Comparing a draft with registers of clauses: YAML documents with ``regime`` and ``clauses``, each clause with its ``id``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.declarations import Refusal
from conformance.declarations.text import decode
from conformance.declarations.yaml_reader import read_yaml

from .draft import LIMITS, NotSchemas, SchemaFile
from .model import Check, Edit, Flaw, Severity, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .draft import Draft


class NotRegisters(NotSchemas):
    """The path is not a folder of clause registers."""

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; name a folder of YAML files with `regime: ID` and `clauses: [{{id: ID/SLUG}}, ...]`"


def read_registers(folder: Path) -> tuple[SchemaFile, ...]:
    """Return the registers in the YAML files of a folder, one a document; documents of another form are passed over.

    Raises:
        NotRegisters: there is no such folder, or no register in it.
        Refusal: a file is not YAML.
    """
    if not folder.is_dir():
        raise NotRegisters(folder, "there is no such folder")
    found = []
    for path in sorted(each for each in folder.iterdir() if each.suffix in (".yaml", ".yml")):
        for document in read_yaml(decode(path.read_bytes(), str(path), LIMITS), str(path), LIMITS):
            if isinstance(document, Refusal):
                raise document
            if isinstance(document.data, dict) and "regime" in document.data and isinstance(document.data.get("clauses"), list):
                found.append(SchemaFile(path.name, str(path), document))
    if not found:
        raise NotRegisters(folder, "holds no register")
    return tuple(found)


def clauses_without_requirement(draft: Draft) -> Iterator[Flaw]:
    """Find clauses of the registers that are neither codified nor left uncodified with a reason."""
    for register in draft.registers:
        regime = str(register.data["regime"])
        file = draft.files.get(f"regimes/{regime}.json")
        if file is None:
            if register.data["clauses"]:
                what = f"no file regimes/{regime}.json codifies the {len(register.data['clauses'])} clauses of {regime}"
                yield Flaw(register, "/regime", what, "write it, or take the register out of the folder", "value")
            continue
        known = {f"{regime}/{slug}" for slug, _ in file.requirements}
        for index, clause in enumerate(register.data["clauses"]):
            id: Any = clause.get("id") if isinstance(clause, dict) else None
            if id not in known:
                what = f"the clause {id} has neither a requirement nor a reason in {file.path}"
                mend = 'add it to its $defs: with "if" and "then", or with "uncodified" and why no declaration can show it'
                yield Flaw(register, f"/clauses/{index}", what, mend, "value")


CHECKS = (
    Check(
        code="clause-without-requirement",
        title="Clause of a register that is not codified",
        severity=Severity.ERROR,
        why="a clause that is neither codified nor refused with a reason is forgotten",
        explanation=(
            "With `--register DIR`: each clause id of the registers is the id of a requirement, codified or with the reason "
            "why it is not. "
            "A register is a YAML document with `regime` and a list `clauses`, each with an `id` of the form `regime/slug`."
        ),
        example=(
            Edit(
                "register/example-act.yaml",
                "",
                {
                    "regime": "example-act",
                    "clauses": [{"id": "example-act/art-1"}, {"id": "example-act/art-4", "clause": "Art. 4"}],
                },
            ),
        ),
        find=clauses_without_requirement,
        stage=Stage.REGISTER,
    ),
)
