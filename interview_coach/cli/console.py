"""Prints lines through Rich, which knows what the terminal can show."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import NoReturn

from rich.console import Console
from rich.text import Text

from interview_coach.render.layout import Line

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
