"""Comparing a draft with registers of clauses: YAML documents with ``regime`` and ``clauses``, each clause with its ``id``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.declarations.documents import Document
from conformance.declarations.positions import Position, Positions, Spot
from conformance.declarations.text import decode

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
        NotRegisters: there is no such folder, no register in it, or a file that is not YAML.
        Refusal: a file is no text, or too large.
    """
    if not folder.is_dir():
        raise NotRegisters(folder, "there is no such folder")
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    found = tuple(SchemaFile(path.name, str(path), document) for path in paths for document in _registers(path))
    if not found:
        raise NotRegisters(folder, "holds no register")
    return found


def _registers(path: Path) -> Iterator[Document]:
    """Yield what is compared of each register in a file: its regime and the ids of its clauses, with their places."""
    import yaml

    try:
        for node in yaml.compose_all(decode(path.read_bytes(), str(path), LIMITS), Loader=yaml.SafeLoader):
            members = _members(node)
            regime, clauses = members.get("regime"), members.get("clauses")
            if isinstance(regime, yaml.ScalarNode) and isinstance(clauses, yaml.SequenceNode):
                ids = [getattr(_members(clause).get("id"), "value", None) for clause in clauses.value]
                data = {"regime": regime.value, "clauses": ids}
                inner = {"regime": _spot(regime), "clauses": _spot(clauses, [_spot(clause) for clause in clauses.value])}
                spot = Spot(_position(node), None, inner)
                yield Document(data, Positions(lambda spot=spot: spot))  # type: ignore[misc]
    except yaml.MarkedYAMLError as error:
        place = f" at line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise NotRegisters(path, f"is not YAML{place}: {error.problem}") from error
    except OSError as error:
        raise NotRegisters(path, f"cannot be read: {error.strerror}") from error


def _members(node: Any) -> dict[str, Any]:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _spot(node: Any, items: list[Spot] | None = None) -> Spot:
    return Spot(_position(node), None, items)


def _position(node: Any) -> Position:
    return Position(node.start_mark.line + 1, node.start_mark.column + 1)


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
            if clause not in known:
                what = f"the clause {clause or 'without id'} has neither a requirement nor a reason in {file.path}"
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
