"""`coach prep --card`: the card for the break, as text or as a page to print. It needs no answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer

from interview_coach.cli.streams import Terminal, say, say_json
from interview_coach.guides.card import Card
from interview_coach.guides.settled import Settled
from interview_coach.render.card_html import card_page
from interview_coach.render.card_page import card_data, card_lines
from interview_coach.storage.cards import card_of, write_card

WIDEST, PIPED, NARROWEST = 72, 60, 20
"""Columns of the card: at most on a terminal, where there is none, and at least."""


def print_card(
    role: str,
    rules: Iterable[Path],
    settled: Settled | None,
    terminal: Terminal,
    *,
    html: str = "",
    plain: bool = False,
    as_json: bool = False,
) -> None:
    """Print the card as text or JSON, or with `html` write it as a page to that file, `-` for standard output.

    Raises BadRules, and BadInput for an unknown role or a file that cannot be written.
    """
    card = card_of(role, tuple(rules), settled)
    if html:
        _give_page(card, html)
        return
    if as_json:
        say_json(card_data(card))
        return
    from interview_coach.cli.console import print_lines

    is_styled = terminal.colour and not terminal.plain and not plain
    print_lines(card_lines(card, width_of(terminal)), colour=is_styled)


def width_of(terminal: Terminal) -> int:
    """The columns to draw a card or a rehearsal in."""
    return max(NARROWEST, min(terminal.width, WIDEST)) if terminal.interactive else PIPED


def _give_page(card: Card, html: str) -> None:
    page = card_page(card)
    if html == "-":
        typer.echo(page, nl=False)
        return
    write_card(Path(html).expanduser(), page)
    say(f"Your card: {html}\nOnly you can read it on this computer. Open it in a browser to print it.")
