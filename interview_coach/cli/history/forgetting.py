"""`coach history forget` and `retain`: what goes for good, now or after some days."""

from __future__ import annotations

from typing import Annotated

import typer

from interview_coach.cli.history.records import OneRole, Wanted, find_one
from interview_coach.cli.streams import reporting, say, terminal_of
from interview_coach.problems import BadInput, ExitStatus
from interview_coach.storage.journal import forget_everything, open_journal

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")]


def forget(
    context: typer.Context,
    wanted: Wanted = "",
    all_: Annotated[
        bool,
        typer.Option(
            "--all", help="Everything: the journal, the draft and the last result, even if damaged."
        ),
    ] = False,
    yes: Yes = False,
    role: OneRole = "",
) -> None:
    """Forget one interview, or everything, for good.

    No byte of it is left in the coach's files. It cannot reach what is elsewhere: your shell's
    history, backups and synced folders, files you exported, cards you printed, letters you sent,
    the clipboard, what others saw on a shared screen, what was deleted from a disk but not yet
    written over, and whatever a company laptop keeps of what you do.
    """
    with reporting():
        if all_ and wanted:
            raise BadInput("name one interview, or say --all, not both")
        if all_:
            _confirm(context, "Forget everything that is kept, drafts included?", is_sure=yes)
            forget_everything()
            say("Forgotten. Nothing is kept any more.")
            return
        if not wanted:
            raise BadInput("which one? `coach history` lists them; `coach history forget --all` takes all")
        with open_journal() as journal:
            interview = find_one(journal, wanted, role)
        name = f"interview {interview.id} ({interview.name})"
        if interview.is_general:
            name = f"what holds for every interview ({interview.role})"
        _confirm(context, f"Forget {name} and all that is kept of it?", is_sure=yes)
        with open_journal() as journal:
            if journal is not None:
                journal.forget(interview.id)
        say("Forgotten.")


def retain(
    context: typer.Context,
    days: Annotated[
        int, typer.Argument(metavar="DAYS", help="Days after the last touch; 0 keeps it until forgotten.")
    ],
    yes: Yes = False,
) -> None:
    """Set for how many days things are kept.

    They are counted from when an interview was last written to. What is older is forgotten the next
    time the journal is opened.
    """
    with reporting():
        with open_journal() as journal:
            expiring = journal.older_than(days) if journal and days > 0 else ()
        if expiring:
            count = f"{len(expiring)} record{'' if len(expiring) == 1 else 's'}"
            _confirm(context, f"{count} older than that would be forgotten now. Go on?", is_sure=yes)
        with open_journal(create=True) as journal:
            journal.set_retention(days)
            journal.forget_expired()
        say(f"Kept for {days} days after the last touch." if days else "Kept until you forget it.")


def _confirm(context: typer.Context, question: str, *, is_sure: bool) -> None:
    """Ask y or n. Ends the command if it is not y; without a terminal `--yes` is needed."""
    if is_sure:
        return
    if not terminal_of(context).interactive:
        raise BadInput("there is no terminal to ask on whether you are sure; add --yes if you are")
    say(f"{question} y/n")
    try:
        answer = input("> ").strip().lower()
    except EOFError:
        raise KeyboardInterrupt from None
    if answer not in ("y", "yes"):
        say("Left as it is.")
        raise typer.Exit(ExitStatus.DONE)
