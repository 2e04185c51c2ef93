"""``conformance init``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from .options import output_option
from .output import emit

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\b
Examples:
  conformance init -o system.declaration.yaml
  conformance init --role provider --role developer -o system.declaration.yaml"""


@click.command(name="init", epilog=EPILOG)
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="A role of the organisation toward the system; repeatable.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@output_option
def command(roles: tuple[str, ...], force: bool, output: Path | None) -> None:
    """Write a declaration to fill in: every field explained, valid as it stands."""
    from conformance.reports.template import declaration_template

    known = _roles()
    for role in roles:
        if role not in known:
            raise click.BadParameter(f"{role!r} is not one of {', '.join(known)}", param_hint="--role")
    if output is not None and output.exists() and not force:
        raise click.UsageError(f"{output} exists; --force replaces it")
    emit(declaration_template(date.today(), tuple(dict.fromkeys(roles))), output)  # noqa: DTZ011  # the day on the author's calendar


def _roles() -> tuple[str, ...]:
    from conformance.declarations.form import declaration_form

    form = declaration_form()
    field = form.field(["organisation", "roles"], indices=False) or {}
    return tuple(form.resolve(field.get("items", {})).get("enum", ()))
