"""Prints lines through Rich, which knows what the terminal can show."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from interview_coach.render.layout import Line, visible

STYLES = {"title": "bold", "label": "bold", "good": "green", "warning": "bold yellow", "grave": "bold red"}


class _Console(Console):
    """A console that tells a reader who stopped reading as `print` does, not as a failure."""

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError


def print_lines(lines: Iterable[Line], *, colour: bool) -> None:
    """Print styled lines as they are: no markup is read, nothing is wrapped again."""
    console = _Console(file=sys.stdout, force_terminal=colour, highlight=False, markup=False, soft_wrap=True)
    for line in lines:
        text = Text()
        for style, piece in line:
            text.append(piece, STYLES.get(style, ""))
        text.rstrip()
        console.print(text)


def print_beside(
    names: Sequence[str], rows: Iterable[Sequence[Iterable[str]]], width: int, *, colour: bool
) -> None:
    """Print rows of three cells, a label and what two things with these names have. A cell holds paragraphs."""
    table = Table(box=None, width=width, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold")
    table.add_column("", ratio=2, style="bold")
    for name in names:
        table.add_column(_cell([name]), ratio=3)
    for row in rows:
        table.add_row(*map(_cell, row))
    console = Console(width=width, force_terminal=colour, no_color=not colour, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(table)
    typer.echo("\n".join(line.rstrip() for line in capture.get().rstrip().splitlines()), color=colour)


def _cell(paragraphs: Iterable[str]) -> Text:
    return Text("\n".join(map(visible, paragraphs)))


@contextmanager
def progress_of_lines(size: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr over a file of so many bytes, None where that is not known; it is told of each line's bytes."""
    columns = (BarColumn(), TextColumn("{task.fields[lines]:,} lines"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=size, lines=0)

        def went_on(count: int) -> None:
            bar.update(task, advance=count, lines=bar.tasks[task].fields["lines"] + 1)

        yield went_on
