"""The ``conformance`` command: finds the subcommand, loads only that, and turns refusals into exit code 2."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from conformance.errors import ConformanceError

from .output import drop_held_output, reader_gone

COMMANDS = {
    "check": "Judge declarations against regimes.",
    "convert": "Turn what is declared in another format into declarations.",
    "crosswalk": "Lay out how regimes relate, every relation proved.",
    "explain": "Say why a requirement gets its verdict, and what would change it.",
    "export": "Write a declaration in the format of somebody else.",
    "facts": "List the named facts, or show one.",
    "formats": "List the formats that are read.",
    "init": "Write a commented declaration to fill in.",
    "joint": "Find the smallest declaration that satisfies several regimes, or the clauses that clash.",
    "lint": "Check schemas themselves for defects.",
    "matrix": "Lay out how declarations stand to regimes.",
    "plan": "Plan the fewest changes that bring a declaration into conformity.",
    "regimes": "List the regimes, or the clauses of one.",
    "schema": "Print the declaration schema for editors.",
    "suite": "Test any checker against the frozen suite.",
    "survey": "Count how many declared systems of each country meet each requirement.",
}
EPILOG = """\b
Examples:
  conformance init -o system.declaration.yaml
  conformance check system.declaration.yaml
  conformance explain eu-ai-act/art-50-2 system.declaration.yaml
  conformance matrix

\b
Exit codes: 0 conforms, 1 does not conform, 2 wrong use or unreadable input."""
INTERRUPTED = 130
OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""A run is short and reads much data that stays: looking for garbage at Python's usual pace would cost a tenth of its time."""


class Refusal(click.ClickException):
    """A :class:`ConformanceError` on its way to the terminal: its message, and exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the message to standard error."""
        click.echo(f"error: {self.format_message()}", file=file, err=True)


class Commands(click.Group):
    """The subcommands, each imported when it is invoked."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of all subcommands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """Import the module of that name and return its command, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"conformance.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        """Write the list of subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand; an unknown one is refused with the nearest name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else f" Commands: {', '.join(sorted(COMMANDS))}."
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        """Read the options; help that nobody reads to its end is no finding."""
        try:
            return super().make_context(*arguments, **settings)
        except BrokenPipeError:
            raise reader_gone() from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; a user's error ends with exit code 2, never with a traceback."""
        try:
            return super().invoke(ctx)
        except ConformanceError as error:
            raise Refusal(str(error)) from error
        except BrokenPipeError:
            raise reader_gone() from None


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from conformance import __version__

        click.echo(f"conformance {__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    epilog=EPILOG,
)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version and exit.")
def cli() -> None:
    """Judge declarations of AI systems against the law and the standards of many jurisdictions."""


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    try:
        sys.exit(_code())
    except BrokenPipeError:
        sys.exit(reader_gone().exit_code)


def _code() -> int:
    try:
        return cli.main(standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        Refusal(str(error)).show()
        drop_held_output()
        return Refusal.exit_code
