"""`coach rules show`: one flag, option, line, topic, row or question, whole."""

from __future__ import annotations

from typing import Annotated

import typer

from interview_coach.commands.options import Json, Rules
from interview_coach.commands.rules.loading import OneRole, books_of, load_rules
from interview_coach.commands.streams import reporting, say, say_json, terminal_of
from interview_coach.problems import BadInput, no_such


def show(
    context: typer.Context,
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a flag, option, line, topic, row or question.")
    ],
    rules: Rules = None,
    role: OneRole = "",
    as_json: Json = False,
) -> None:
    """Show one flag, line, topic or row whole.

    In every pack that has something of this id.
    """
    from interview_coach.commands.console import print_lines
    from interview_coach.rendering.entries import entries_of, entry_data, entry_lines, find

    with reporting():
        books = books_of(load_rules(rules), role)
        found = [(book, entry) for book in books for entry in find(book, id_)]
        if not found:
            known = {entry.id for book in books for entry in entries_of(book)}
            raise BadInput(no_such("flag, option, line, topic, row or question", id_, known))
        if as_json:
            say_json([entry_data(*each) for each in found])
            return
        terminal = terminal_of(context)
        width = max(20, min(terminal.width, 100))
        for number, (book, entry) in enumerate(found):
            if number:
                say()
            print_lines(entry_lines(book, entry, width), colour=terminal.colour and not terminal.plain)
