"""`coach history compare`: two interviews side by side, or below one another where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.cli.history.looking import width_of
from interview_coach.cli.history.records import OneRole, Words, find_record
from interview_coach.cli.options import Json, Plain, Rules
from interview_coach.cli.streams import reporting, say, say_json, terminal_of
from interview_coach.storage.journal import open_journal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from interview_coach.render.record_pages import Row

ROOM_FOR_TWO = 60
"""Columns from which two texts beside one another can be read."""

One = Annotated[
    str, typer.Argument(metavar="N|NAME", help="The number or name of one interview.", show_default=False)
]
Other = Annotated[
    str, typer.Argument(metavar="N|NAME", help="The number or name of the other.", show_default=False)
]


def compare(
    context: typer.Context,
    first: One,
    second: Other,
    role: OneRole = "",
    rules: Rules = None,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Compare two interviews, side by side.

    What differs comes first. Of several assessments the last one counts.
    """
    from interview_coach.cli.console import print_lines
    from interview_coach.render.record_forms import comparison_data
    from interview_coach.render.record_pages import rows_of, stacked_lines
    from interview_coach.render.record_parts import title_of

    with reporting(), open_journal() as journal:
        left, right = find_record(journal, first, role), find_record(journal, second, role)
        words = Words(journal, rules)
        rows = rows_of(left, right, words.of(left), words.of(right))
        if as_json:
            say_json(comparison_data(rows, left, right))
            return
        if not rows:
            say("There is nothing to compare yet: neither has anything kept.")
            return
        terminal = terminal_of(context)
        width = width_of(terminal.width)
        is_plain = terminal.plain or plain
        colour = terminal.colour and not is_plain
        names = (title_of(left), title_of(right))
        if names[0] == names[1]:
            names = (f"{names[0]} ({left.interview.id})", f"{names[1]} ({right.interview.id})")
        if is_plain or width < ROOM_FOR_TWO:
            print_lines(stacked_lines(rows, names, width), colour=colour)
        else:
            _print_table(rows, names, width, colour=colour)


def _print_table(rows: Iterable[Row], names: tuple[str, str], width: int, *, colour: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    from interview_coach.render.record_pages import headed

    table = Table(box=None, width=width, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold")
    table.add_column("", ratio=2, style="bold")
    for name in names:
        table.add_column(_text([name]), ratio=3)
    for heading, row in headed(rows):
        if heading:
            table.add_row(_text([heading]))
        table.add_row(
            _text([row.label]), _text(row.left), _text(row.right if row.differs else ["(the same)"])
        )
    console = Console(width=width, force_terminal=colour, no_color=not colour, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(table)
    typer.echo("\n".join(line.rstrip() for line in capture.get().rstrip().splitlines()), color=colour)


def _text(paragraphs: Iterable[str]) -> Text:
    """Paragraphs as Rich shows them: no markup is read in them."""
    from rich.text import Text

    from interview_coach.render.layout import visible

    return Text("\n".join(visible(paragraph) for paragraph in paragraphs))
