"""What bare `coach` does: a line at once, and on a terminal a small menu below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from interview_coach.cli.streams import say, terminal_of
from interview_coach.problems import ExitStatus

AROUND: Mapping[str, tuple[str, str]] = {
    "1": ("prep", "before: get ready, or decide not to go"),
    "2": ("followup", "after: write to them, or to someone who helps"),
    "3": ("debrief", "after: look back, learn, let it go"),
    "4": ("history", "what you kept"),
}


def open_first(context: typer.Context) -> None:
    """Print a line to leave with, and offer the rest. No past interview is ever shown here."""
    from interview_coach.cli import script

    script.say_a_line(script.ScriptOptions(), afresh=True)
    if not terminal_of(context).interactive:
        say("\ncoach assess   decide        coach script     another line")
        say("coach prep     before it     coach followup   after it     coach --help   everything")
        return
    say("\n1  decide (coach assess)\n2  another line (coach script)\n3  before and after\nEnter  done")
    chosen = _key()
    if chosen == "1":
        _run(context, "assess")
    elif chosen == "2":
        script.say_a_line(script.ScriptOptions(), 1, afresh=True)
    elif chosen == "3":
        _offer_before_and_after(context)


def _offer_before_and_after(context: typer.Context) -> None:
    say()
    for key, (name, meaning) in AROUND.items():
        say(f"{key}  {meaning} (coach {name})")
    say("Enter  done")
    if chosen := AROUND.get(_key()):
        _run(context, chosen[0])


def _key() -> str:
    """One key, without Enter."""
    try:
        key = typer.getchar()
    except (EOFError, KeyboardInterrupt):
        key = ""
    if not key:
        raise typer.Exit(ExitStatus.INTERRUPTED)
    return key


def _run(context: typer.Context, name: str) -> None:
    """Run a command as if it had been typed."""
    group: Any = context.command
    command = group.get_command(context, name)
    with command.make_context(name, [], parent=context) as inner:
        command.invoke(inner)
