"""The `coach` command: what there is, what a guessed word might have meant, and the first screen."""

from __future__ import annotations

import difflib
import sys
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from interview_coach import __version__
from interview_coach.commands import assess, rules, script
from interview_coach.commands.streams import reporting, say, terminal_of
from interview_coach.problems import ExitStatus

MEANINGS = {
    "script": ("leave", "say", "exit", "line", "goodbye", "bye", "quit", "words", "out", "sentence"),
    "assess": ("should", "start", "decide", "ask", "check", "go", "stay", "begin", "redflag", "flags", "now"),
    "rules": ("rule", "packs", "pack", "lint"),
}
"""Words that people guess, by what they most likely mean."""


class GuessingGroup(TyperGroup):
    """Answers an unknown command with what it may have meant; it never runs it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            typer.echo(f"coach: {meant(args[0], list(self.commands))}", err=True)
            raise typer.Exit(ExitStatus.USAGE)
        return super().resolve_command(ctx, args)


def meant(word: str, commands: list[str]) -> str:
    """What to say to an unknown command."""
    lowered = word.lower()
    for command, words in MEANINGS.items():
        if lowered in words:
            return f"there is no command {word!r}; did you mean `coach {command}`?"
    near = difflib.get_close_matches(lowered, commands, n=1, cutoff=0.5)
    if near:
        return f"there is no command {word!r}; did you mean `coach {near[0]}`?"
    return f"there is no command {word!r}; try `coach script` for a line, `coach assess` to decide"


app = typer.Typer(
    cls=GuessingGroup,
    name="coach",
    help="Should I stay, end it politely, or leave now, and what do I say?",
    epilog="Nothing leaves this computer. It is advice, not permission: you may always go.",
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("assess")(assess.assess)
app.command("script")(script.script)
app.add_typer(rules.app, name="rules")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"coach {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Should I stay, end it politely, or leave now, and what do I say?

    \b
    coach assess   a few questions, then what to do
    coach script   a line to say, at once
    """
    if context.invoked_subcommand is None:
        with reporting():
            _open(context)


def _open(context: typer.Context) -> None:
    """A line at once; on a terminal a small menu below it."""
    script.say_a_line(script.Wanted())
    if not terminal_of(context).interactive:
        say("\ncoach assess   decide    coach script   another line    coach --help   everything")
        return
    say("\n1  decide (coach assess)\n2  another line (coach script)\nEnter  done")
    choice = _typed_choice()
    if choice == "1":
        assess.run(context, assess.Wanted())
    elif choice == "2":
        script.say_a_line(script.Wanted(nth=1))


def _typed_choice() -> str:
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        raise typer.Exit(ExitStatus.INTERRUPTED) from None


def main() -> None:
    """Run the command. Output that the terminal cannot show is replaced, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(ExitStatus.DONE) from None
