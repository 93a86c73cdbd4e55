"""`coach history rename`."""

from __future__ import annotations

from typing import Annotated

import typer

from interview_coach.cli.history.records import OneRole, find_one
from interview_coach.cli.streams import reporting, say
from interview_coach.problems import BadInput
from interview_coach.storage.journal import open_journal


def rename(
    wanted: Annotated[
        str, typer.Argument(metavar="N|NAME", help="The number or name it has now.", show_default=False)
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it.", show_default=False)],
    role: OneRole = "",
) -> None:
    """Call an interview something else."""
    with reporting(), open_journal() as journal:
        interview = find_one(journal, wanted, role)
        if journal is None or interview.is_general:
            raise BadInput("what holds for every interview has no name of its own; name one interview")
        journal.rename(interview.id, name)
        say(f"Interview {interview.id} is now called {journal.interview(interview.id).name}.")
