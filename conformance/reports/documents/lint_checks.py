"""``docs/lint.md``: every check of linting, each with an example that fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from conformance.lint import CHECKS, Stage

from .coverage import GENERATED
from .table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.lint import Check, Edit

HEAD = f"""\
{GENERATED}

# Checking schemas

`conformance lint` tells a standards editor what is wrong with a draft. It takes a folder laid out as `schemas/`, with
`facts/` and `regimes/`; the dialect, the axes and the declaration format are the shipped ones unless the folder has
its own. Without a folder it checks the shipped schemas.

```console
$ conformance lint --no-prove
...
... files: 0 errors, ...; no proofs were run: ...
$ conformance lint nowhere/
error: nowhere: there is no such folder; name a folder laid out as schemas/, with facts/ and regimes/ in it
```

It exits with 0 when there are no errors, with 1 when there are, and with 2 when something cannot be read. A finding
is one line: `file:line:column: SEVERITY code: what (at JSON Pointer); why; mend: how`. `--format json` follows
`schemas/reports/lint.json`; `csv` and `markdown` have a row a finding.

Checks of stage *proof* ask Z3 (`pip install 'ai-conformance[prove]'`) whether a declaration of a certain kind exists,
over all declarations that can be written. They take about a minute for all shipped regimes; `--no-prove` leaves them
out and says so. A file with a defect of its own is not looked at as formulas (stages *terms* and *proof*) before that
is mended. Checks of stage *register* need `--register DIR`.
"""
STAGES = {
    Stage.READ: "reads the files",
    Stage.TERMS: "takes requirements as formulas",
    Stage.PROOF: "proves",
    Stage.REGISTER: "compares with `--register DIR`",
}


def lint_checks() -> str:
    """Return the document: an overview of the checks, then each with its example."""
    rows = [[f"[{c.code}](#{c.code})", str(c.severity), str(c.stage), c.title] for c in CHECKS]
    overview = table(["code", "severity", "stage", "what it finds"], rows)
    return "\n".join([HEAD, overview, "", *(line for check in CHECKS for line in _section(check))])


def _section(check: Check) -> Iterator[str]:
    yield f"## {check.code}"
    yield ""
    yield f"{check.title}: {check.severity}; {STAGES[check.stage]}."
    yield ""
    yield f"{check.explanation} Otherwise {check.why}."
    yield ""
    yield "Fails:"
    yield ""
    for edit in check.example:
        yield from _edit(edit)


def _edit(edit: Edit) -> Iterator[str]:
    yield f"- `{edit.file}`" + (f" with this at `{edit.pointer}`:" if edit.pointer else ":")
    yield ""
    yield "  ```json"
    yield from (f"  {line}" for line in json.dumps(edit.value, indent=2, ensure_ascii=False).splitlines())
    yield "  ```"
    yield ""
