"""Draws a rehearsal: the line to say, what they push with, what helps, and what to do afterwards."""

from __future__ import annotations

from interview_coach.book.guides import Push, Rehearsal
from interview_coach.guides.settled import Practised
from interview_coach.render.layout import BLANK, Line, labelled, paragraph, paragraphs, quoted

TITLE = "Say it aloud"


def line_lines(rehearsal: Rehearsal, practised: Practised, body: str, width: int) -> list[Line]:
    """The first screen: the line, and when it is to be said."""
    when = f"{practised.when}:" if practised.when else ""
    return [
        *paragraphs(width, ("title", TITLE), ("plain", rehearsal.intro)),
        BLANK,
        *paragraphs(width, ("plain", when)),
        *labelled("Say", quoted(practised.line.text), width, "quote"),
        *_do(practised, body, width),
    ]


def push_lines(push: Push, practised: Practised, width: int, *, at: str = "") -> list[Line]:
    """They push back; the line is said again. `at` tells how far one has come."""
    return [
        *paragraph(f"They push back {at}".rstrip(), width, "title"),
        *labelled("They", quoted(push.they), width, "quote"),
        *paragraph(push.hint, width),
        BLANK,
        *labelled("Say", quoted(practised.line.if_they_push or practised.line.text), width, "quote"),
    ]


def end_lines(rehearsal: Rehearsal, practised: Practised, body: str, width: int) -> list[Line]:
    """The end: what to do with body or mouse, and that it is done."""
    return [
        *paragraph("Then go", width, "title"),
        *_do(practised, body, width),
        BLANK,
        *paragraph(rehearsal.after, width, "good"),
    ]


def whole_rehearsal(rehearsal: Rehearsal, practised: Practised, body: str, width: int) -> list[Line]:
    """All of it below one another, for reading without a terminal to press keys on."""
    lines = line_lines(rehearsal, practised, body, width)
    for push in rehearsal.pushes:
        lines += [BLANK, *push_lines(push, practised, width)]
    return [*lines, BLANK, *end_lines(rehearsal, practised, body, width)]


def _do(practised: Practised, body: str, width: int) -> list[Line]:
    act = practised.line.body or body
    return labelled("Do", act, width) if act else []
