"""Draws the card as lines of text, for a terminal, a printer or a note on the phone."""

from __future__ import annotations

from typing import Any

from interview_coach.book.pack import Line as SpokenLine
from interview_coach.book.vocabulary import Purpose
from interview_coach.guides.card import Card
from interview_coach.guides.settled import Plan
from interview_coach.render.layout import (
    BLANK,
    Line,
    bullet,
    bullets,
    indented,
    labelled,
    paragraph,
    paragraphs,
    sentences,
)
from interview_coach.render.line_json import SCHEMA_VERSION, line_data

ASKS = {Purpose.RAISE: "Ask", Purpose.PAUSE: "Pause", Purpose.BUY_TIME: "Time"}
"""What each line that asks for something is called on the card."""

NONE_WRITTEN = "Your own deal-breakers: none written down yet"
FURTHER = "These too, with a line from below:"
PUSHED = "If they push"
SAY, DO = "Say", "Do"
SAY_NOTHING = "Nothing. Or"
AFTERWARDS = "Afterwards, when you feel up to it"


def card_lines(card: Card, width: int) -> list[Line]:
    """The card at this width: headings in capitals, an empty row between its parts."""
    wording = card.wording
    asks = (labelled(ASKS[line.purpose], f'"{line.text}"', width) for line in card.asks)
    lines: list[Line] = []
    for heading, part in (
        (wording.title, paragraph(wording.equals, width, "good")),
        (wording.danger, _danger(card, width)),
        (plans_heading(card), _plans(card, width)),
        (wording.lines, _exits(card, width)),
        (wording.ask, [row for rows in asks for row in rows]),
        (wording.questions, bullets(card.questions, width)),
    ):
        if part:
            lines += [*paragraph(heading.upper(), width, "title"), *part, BLANK]
    return [*lines, *(row for text in later_lines(card) for row in paragraph(text, width, "hint"))]


def emergency_lines(card: Card) -> tuple[str, ...]:
    """The number of emergency help and how to be heard without speaking, where the country is set."""
    country = card.emergency
    if country is None:
        return ()
    is_said = "where you are" in card.danger.cannot_leave
    number = f"Emergency help ({country.name}): {country.emergency}."
    return (number if is_said else f"{number} Say first where you are.", *filter(None, (country.silent,)))


def plan_sentences(plan: Plan) -> tuple[tuple[str, str], ...]:
    """A plan as pairs of a condition and the words to say then. The second comes after a no to the first."""
    if plan.ask is None:
        return ((f"{plan.when}, say:", plan.say.text),)
    return ((f"{plan.when}, ask:", plan.ask.text), (f"{plan.when_refused}, say:", plan.say.text))


def none_written(card: Card) -> str:
    """What stands where no deal-breaker is written down."""
    return f"{NONE_WRITTEN}; `{card.prep}` takes fifteen minutes." if card.prep else f"{NONE_WRITTEN}."


def plans_heading(card: Card) -> str:
    """The heading of the deal-breakers. Each plan says "if" itself, so that the heading need not."""
    return card.wording.deal_breakers.removesuffix(" if")


def later_lines(card: Card) -> tuple[str, ...]:
    """The last lines: what the guide says, and the command for afterwards."""
    if not card.followup:
        return (card.wording.later,)
    return (card.wording.later, f"{AFTERWARDS}: `{card.followup}`")


def tone_name(line: SpokenLine) -> str:
    return line.tone.value.capitalize()


def card_data(card: Card) -> dict[str, Any]:
    """The card as plain data, keys in the order of its page."""
    danger = card.danger
    return {
        "schema_version": SCHEMA_VERSION,
        "role": card.role,
        "danger": {
            "signs": list(danger.signs),
            "act": danger.act,
            "meaning": danger.meaning,
            "line": line_data(danger.line) if danger.line else None,
            "cannot_leave": danger.cannot_leave or None,
            "emergency": list(emergency_lines(card)),
        },
        "deal_breakers": [plan_data(plan) for plan in card.plans],
        "further": list(card.further),
        "exits": [line_data(line) for line in card.exits],
        "do": card.body or None,
        "asks": [line_data(line) for line in card.asks],
        "questions": list(card.questions),
    }


def plan_data(plan: Plan) -> dict[str, Any]:
    """A plan as plain data."""
    return {
        "flag": plan.flag.id,
        "if": plan.when,
        "ask": plan.ask.text if plan.ask else None,
        "if_refused": plan.when_refused if plan.ask else None,
        "say": plan.say.text,
    }


def _danger(card: Card, width: int) -> list[Line]:
    danger = card.danger
    act = sentences(danger.act, danger.meaning)
    lines = [*bullets(danger.signs, width), *paragraph(act, width, "grave")]
    if danger.line:
        said = " ".join(danger.line.beats[:2])
        lines += labelled(SAY, f'{SAY_NOTHING}: "{said}"', width, "quote")
    held = f"{danger.cannot_leave_title} {danger.cannot_leave}" if danger.cannot_leave else ""
    return lines + paragraphs(width, *(("plain", text) for text in (held, *emergency_lines(card))))


def _plans(card: Card, width: int) -> list[Line]:
    if not card.plans:
        return paragraph(none_written(card), width)
    lines: list[Line] = []
    for plan in card.plans:
        first, *second = (f'{when} "{words}"' for when, words in plan_sentences(plan))
        lines += bullet(first, width)
        for text in second:
            lines += indented(text, width)
    if card.further:
        lines += [*paragraph(FURTHER, width), *bullets(card.further, width)]
    return lines


def _exits(card: Card, width: int) -> list[Line]:
    lines: list[Line] = []
    for line in card.exits:
        lines += bullet(f'{tone_name(line)}: "{line.text}"', width)
        if line.if_they_push:
            lines += indented(f'{PUSHED}: "{line.if_they_push}"', width)
    return [*lines, *(labelled(DO, card.body, width) if card.body else [])]
