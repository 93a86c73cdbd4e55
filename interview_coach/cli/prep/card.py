"""`coach prep --card`: the card for the break, as text or as a page to print. It needs no answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from interview_coach.cli.options import DEFAULT_ROLE
from interview_coach.cli.streams import Terminal, say, say_json
from interview_coach.problems import BadInput

if TYPE_CHECKING:
    from interview_coach.book.guides import Guides, Prep
    from interview_coach.guides.card import Card
    from interview_coach.guides.settled import Settled

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
        from interview_coach.render.card_page import card_data

        say_json(card_data(card))
        return
    from interview_coach.cli.console import print_lines
    from interview_coach.render.card_page import card_lines

    is_styled = terminal.colour and not terminal.plain and not plain
    print_lines(card_lines(card, width_of(terminal)), colour=is_styled)


def card_of(role: str, rules: Iterable[Path], settled: Settled | None) -> Card:
    """The card of a role, with what was settled, if anything was. Raises BadRules and BadInput."""
    from interview_coach.guides.card import chosen_questions, make_card
    from interview_coach.guides.settled import Settled
    from interview_coach.storage.books import load_book

    rules = tuple(rules)
    book = load_book(role, rules)
    own, fallback = guides_of(role, rules)
    prep = own.prep or fallback
    known = settled or Settled()
    return make_card(
        book,
        prep.card,
        deal_breakers=known.deal_breakers,
        stance=known.profile().stance,
        questions=chosen_questions(own.prep, known.questions),
        country=next((each for each in own.countries if each.id == known.country), None),
        prep=_command("prep", role) if own.prep else "",
        followup=_command("followup", role) if own.followup else "",
    )


def guides_of(role: str, rules: Iterable[Path]) -> tuple[Guides, Prep]:
    """The guides of a role, and the prep whose wording it borrows where it has none of its own."""
    from interview_coach.storage.books import load_guides

    rules = tuple(rules)
    own = load_guides(role, rules)
    prep = own.prep or load_guides(DEFAULT_ROLE, rules).prep
    if prep is None:
        raise BadInput(f"the rules have no prep.yaml for {role}, nor for {DEFAULT_ROLE}; add one")
    return own, prep


def width_of(terminal: Terminal) -> int:
    """The columns to draw a card or a rehearsal in."""
    return max(NARROWEST, min(terminal.width, WIDEST)) if terminal.interactive else PIPED


def _command(name: str, role: str) -> str:
    return f"coach {name}" if role == DEFAULT_ROLE else f"coach {name} --role {role}"


def _give_page(card: Card, html: str) -> None:
    from interview_coach.render.card_html import card_page

    page = card_page(card)
    if html == "-":
        typer.echo(page, nl=False)
        return
    from interview_coach.storage.card_files import write_card

    write_card(Path(html).expanduser(), page)
    say(f"Your card: {html}\nOnly you can read it on this computer. Open it in a browser to print it.")
