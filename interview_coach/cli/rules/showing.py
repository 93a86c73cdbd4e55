"""`coach rules show`: one flag, option, line, topic, row, question, step, letter or country, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.cli.options import Json, Rules
from interview_coach.cli.rules.loading import OneRole, books_of, load_rules
from interview_coach.cli.streams import reporting, say, say_json, terminal_of
from interview_coach.problems import BadInput, no_such

if TYPE_CHECKING:
    from interview_coach.book.pack import Book
    from interview_coach.render.entries import Entry


def show(
    context: typer.Context,
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of a flag, option, line, topic, row, question, step or letter."
        ),
    ],
    rules: Rules = None,
    role: OneRole = "",
    as_json: Json = False,
) -> None:
    """Show one flag, line, topic, step or letter whole.

    In every pack that has something of this id.
    """
    from interview_coach.cli.console import print_lines
    from interview_coach.render.entries import entries_of, entry_data, entry_lines, guide_entries_of

    with reporting():
        loaded = load_rules(rules)
        there: list[tuple[Book, Entry]] = []
        for number, book in enumerate(books_of(loaded, role)):
            guides = guide_entries_of(loaded.guides[book.info.id], with_countries=number == 0)
            there += [(book, entry) for entry in (*entries_of(book), *guides)]
        found = [(book, entry) for book, entry in there if entry.id == id_]
        if not found:
            known = {entry.id for _, entry in there}
            raise BadInput(no_such("flag, option, line, topic, row, question, step or letter", id_, known))
        if as_json:
            say_json([entry_data(*each) for each in found])
            return
        terminal = terminal_of(context)
        width = max(20, min(terminal.width, 100))
        for number, (book, entry) in enumerate(found):
            if number:
                say()
            print_lines(entry_lines(book, entry, width), colour=terminal.colour and not terminal.plain)
