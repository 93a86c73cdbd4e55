"""Prints lines through Rich, which knows what the terminal can show."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from interview_coach.rendering.layout import Line

STYLES = {"title": "bold", "label": "bold", "good": "green", "warning": "bold yellow", "grave": "bold red"}


def print_lines(lines: Iterable[Line], *, colour: bool) -> None:
    """Print styled lines as they are: no markup is read, nothing is wrapped again."""
    console = Console(file=sys.stdout, force_terminal=colour, highlight=False, markup=False, soft_wrap=True)
    for line in lines:
        text = Text()
        for style, piece in line:
            text.append(piece, STYLES.get(style, ""))
        text.rstrip()
        console.print(text)
