"""The card for the break: one page to hold on a phone or on paper, as data.

It holds no word that the person wrote, no figure, and no name: whoever sees it learns nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from interview_coach.book.guides import CardWording, Country, Prep, Settles
from interview_coach.book.pack import Book, Line
from interview_coach.book.vocabulary import DANGER, Purpose, Stance, Tone, Verdict
from interview_coach.engine.lines import fill, lines_for
from interview_coach.guides.settled import Plan, plans_for

IN_FULL = 6
"""Deal-breakers that have room on one page with their lines. The others are only named."""

IN_SHORT = 9
"""Further deal-breakers, and questions to ask them, that have room on one page."""


ASKING = (Purpose.RAISE, Purpose.PAUSE, Purpose.BUY_TIME)


class DangerPart(Struct, frozen=True):
    """What stands first: when to go at once, with what line, and what if one cannot get out."""

    signs: tuple[str, ...]
    act: str
    meaning: str
    line: Line | None
    cannot_leave_title: str
    cannot_leave: str


class Card(Struct, frozen=True):
    """Everything on the card, in the order of its page."""

    role: str
    wording: CardWording
    danger: DangerPart
    emergency: Country | None
    """The country whose emergency number is named, if the person has set one."""
    plans: tuple[Plan, ...]
    further: tuple[str, ...]
    """Deal-breakers for which there is no room in full, as they stand on their tick-list."""
    exits: tuple[Line, ...]
    """One general line to leave with for each tone."""
    body: str
    """What to do with body or mouse while saying it."""
    asks: tuple[Line, ...]
    """A line to raise something with, one to pause and one to buy time, as far as the book has them."""
    questions: tuple[str, ...]
    prep: str
    """The command that writes down deal-breakers, or nothing where this role has none."""
    followup: str
    """The command for afterwards, or nothing where this role has none."""


def make_card(
    book: Book,
    wording: CardWording,
    *,
    deal_breakers: Iterable[str] = (),
    stance: Stance = Stance.BALANCED,
    questions: Sequence[str] = (),
    country: Country | None = None,
    prep: str = "",
    followup: str = "",
) -> Card:
    """The card of one role. With nothing settled it holds what helps anyone.

    `questions` are texts to ask them (see `chosen_questions`), `prep` is the command to name where no
    deal-breaker is written down, and `followup` the one for afterwards.
    """
    plans = plans_for(book, deal_breakers, stance)
    return Card(
        book.info.id,
        wording,
        _danger(book, country.emergency if country else ""),
        country,
        plans[:IN_FULL],
        _at_most([plan.flag.text for plan in plans[IN_FULL:]]),
        tuple(
            line
            for tone in Tone
            for line in lines_for(book, Purpose.EXIT, tone=tone)[:1]
            if line.tone is tone
        ),
        book.wording.body,
        tuple(line for purpose in ASKING for line in lines_for(book, purpose)[:1]),
        _at_most(questions),
        prep,
        followup,
    )


def chosen_questions(prep: Prep | None, chosen: Iterable[str]) -> tuple[str, ...]:
    """The texts of the questions that were ticked in `prep`, in its order."""
    wanted = set(chosen)
    return tuple(
        option.text
        for step in (prep.steps if prep else ())
        if step.settles is Settles.QUESTIONS
        for option in step.options
        if option.id in wanted
    )


def _at_most(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts that have room, and how many more there are."""
    if len(texts) <= IN_SHORT:
        return tuple(texts)
    return (*texts[: IN_SHORT - 1], f"and {len(texts) - IN_SHORT + 1} more")


def _danger(book: Book, number: str) -> DangerPart:
    options = book.danger.options
    row = next(row for row in book.rows if row.verdict is Verdict.WALK_OUT and row.at_least(DANGER))
    lines = lines_for(book, Purpose.EXIT, topics=(DANGER,))
    held = next((book.flag_by_id[option.id] for option in options if option.id in book.flag_by_id), None)
    return DangerPart(
        tuple(option.text for option in options),
        row.headline,
        row.meaning,
        lines[0] if lines else None,
        book.wording.cannot_leave_title,
        fill(held.cannot_leave, {"number": number}) if held else "",
    )
