"""``conformance joint``."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import click

from conformance.catalogue import Level, load_catalogue
from conformance.matrix.joint.kinds import KINDS, ORDINARY, facts_of

from .options import as_of_option, format_option, level_option, output_option, timeout_option
from .output import emit

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_KINDS = "\n".join(
    fill(f"{name}: {', '.join(facts)}", 110, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)
    for name, facts in (*KINDS.items(), ("and all of them", ORDINARY))
)
EPILOG = f"""\b
Kinds of systems, and what each supposes:
{_KINDS}

\b
Examples:
  conformance joint eu-ai-act cn-genai-measures us-ca-sb942 --system generative-service
  conformance joint eu-ai-act kr-ai-basic-act --fact is-provider --fact is-large-language-model --format yaml
  conformance joint eu-ai-act --fact not:avoids-social-scoring --fact is-provider

\b
Exit codes: 0 possible; 1 impossible, or undecided, which the first word of the output tells; 2 wrong use."""


@click.command(name="joint", epilog=EPILOG)
@click.argument("regimes", nargs=-1, required=True, metavar="REGIME...")
@click.option("--system", "kind", type=click.Choice(sorted(KINDS)), help="A kind of system, which stands for facts; see below.")
@click.option("--fact", "facts", metavar="ID", multiple=True, help="A fact to suppose, or not:ID for its opposite; repeatable.")
@timeout_option
@as_of_option
@level_option(Level.SHALL)
@format_option("table", "json", "yaml")
@output_option
def command(
    regimes: tuple[str, ...],
    kind: str | None,
    facts: tuple[str, ...],
    timeout: float,
    as_of: date,
    level: Level,
    format_: str,
    output: Path | None,
) -> None:
    """Find the smallest declaration that satisfies several regimes at once, or the clauses that clash.

    The system is placed so that every regime reaches it, and relies on no exemption. Every clause in force is met, or definitely
    does not apply. If there is no such declaration, the minimal sets of clauses that cannot be met together are shown, each with
    the parts of the duties and the suppositions that clash.
    """
    from conformance.matrix.joint.together import joint
    from conformance.reports.joint import render_joint

    supposed = dict.fromkeys([*(facts_of(kind) if kind else ()), *facts])
    found = joint(load_catalogue(), regimes, facts=tuple(supposed), as_of=as_of, level=level, seconds=timeout)
    emit(render_joint(found, format_), output)
    raise click.exceptions.Exit(0 if found.declaration is not None else 1)
