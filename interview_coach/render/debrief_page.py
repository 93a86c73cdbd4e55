"""Draws what a debrief amounts to: one page to end on, everything that was noted, and the same as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from interview_coach.book.guides import Section, Settles, StepKind
from interview_coach.guides.path import steps_to_ask
from interview_coach.guides.review import OWN_WORDS, Fix, Noted, NotedSection, Review, not_your_fault
from interview_coach.render.layout import (
    BLANK,
    Commands,
    Line,
    fitting,
    indented,
    keys,
    paragraph,
    paragraphs,
    rule,
    sentences,
    text_of,
    visible,
    with_role,
    wrapped,
)
from interview_coach.render.line_json import SCHEMA_VERSION

ROWS, ROWS_WHERE_WIDE, WIDE = 20, 23, 60
"""What the last page takes at most where it can leave something to *more*: a phone, or a terminal."""

NOTHING = "You noted nothing, and that is fine."
LETTERS = "Letters for afterwards: coach followup"
TELL = "Tell someone you trust. You needn't carry it alone."
IT_CAN_WAIT = "Nothing is noted. It can wait."
WHO_CAN_ACT = "When you feel up to it: coach followup report"

ROWS_EACH = 2
"""Rows that one note may take on the last page."""


class Rank(IntEnum):
    """What gets room on the last page first."""

    NEEDED = 0
    """Shown in any case."""
    FIX = 1
    GOOD = 2
    KIND_WORDS = 3
    FIRST = 4
    """The first note of a section."""
    FACTS = 5
    OTHER = 6


HAVE_LINES = (Settles.ACTION, Settles.FIXES)
"""What the sections of these hold has lines of its own on the last page."""

_SETTLED = frozenset({Settles.MISTAKES, Settles.FIXES, Settles.ACTION, Settles.ACTION_DATE})


def afterwards(review: Review) -> str:
    """Where to go on from here."""
    return with_role(WHO_CAN_ACT if review.is_unsafe else LETTERS, review.role)


def nothing(review: Review) -> str:
    """What is said where nothing was noted."""
    return IT_CAN_WAIT if review.is_unsafe else NOTHING


def let_go(review: Review) -> tuple[str, ...]:
    """The closing. Nobody is told to let go of something unsafe."""
    return () if review.is_unsafe else review.debrief.closing


def last_page(review: Review, width: int, *, commands: Commands = (), message: str = "") -> list[Line]:
    """The page that a debrief ends on: the main notes, then let it go. What finds no room is left to *more*."""
    head = paragraph(review.debrief.title, width, "title")
    foot = [*farewell(review, width), *paragraphs(width, ("warning", message)), *keys(commands, width)]
    rows = ROWS_WHERE_WIDE if width >= WIDE else ROWS
    return [*head, *fitting(_blocks(review, width), rows - len(head) - len(foot)), *foot]


def farewell(review: Review, width: int) -> list[Line]:
    """What is said whatever was noted: let it go, and where to find a person.

    After something unsafe: that it was not their fault, whom to tell, and that the rest has time.
    """
    fault = not_your_fault(review)
    kind = [*let_go(review)]
    if review.is_unsafe:
        kind = [TELL] if fault in review.said_back else [fault, TELL]
    person = review.debrief.a_person_to_talk_to
    last = (("plain", person), ("hint", afterwards(review)))
    return [rule(width), *paragraphs(width, *(("good", text) for text in kind), *last)]


def _blocks(review: Review, width: int) -> Iterator[tuple[Rank, list[Line]]]:
    """Blocks of rows in their order, each with its rank."""
    if not review.parts:
        yield Rank.NEEDED, paragraph(nothing(review), width)
    said = review.said_back[::-1] if review.is_unsafe else review.said_back
    for number, text in enumerate(said):
        is_first = number == 0 or review.is_unsafe
        yield Rank.NEEDED if is_first else Rank.OTHER, paragraph(text, width, "good")
    for number, part in enumerate(review.parts):
        for noted in part.notes:
            is_tick = noted.step.kind is StepKind.TICKS
            if is_tick and review.is_unsafe:
                asked = paragraph(noted.step.ask, width, "label")
                texts = (f"- {text}" for text in noted.lines)
                yield Rank.NEEDED, [*asked, *(row for text in texts for row in paragraph(text, width))]
            elif is_tick or not any(_holds(part.section, settles) for settles in HAVE_LINES):
                yield from _short(noted, part, is_first=number == 0, width=width)
    for fix in review.fixes:
        if fix.fix:
            yield Rank.FIX, _cut("Next time:", fix.fix, width)
    if review.action:
        yield Rank.NEEDED, _cut("Next step:", review.next_step, width)
    for part in review.parts:
        for noted in part.notes if _holds(part.section, Settles.ACTION) else ():
            if noted.step.kind in OWN_WORDS and noted.step.settles not in _SETTLED:
                for text in noted.lines:  # beside the next step: what one would tell a friend
                    yield Rank.KIND_WORDS, _cut("In your own words:", f'"{text}"', width)


def _short(
    noted: Noted, part: NotedSection, *, is_first: bool, width: int
) -> Iterator[tuple[Rank, list[Line]]]:
    """A note on the last page. Lists stand under their section's title, a word or two under their question.

    What it felt like, in the first section, is no word to end on.
    """
    shown = [other for other in part.notes if other.step.kind is not StepKind.CHOICE]
    rank = Rank.FIRST if shown[:1] == [noted] else Rank.OTHER
    match noted.step.kind:
        case StepKind.LINES:
            text = sentences(*noted.lines)
            yield Rank.FACTS if is_first else Rank.GOOD, _cut(f"{part.section.title}:", text, width)
        case StepKind.TICKS:
            yield rank, _cut(noted.step.ask, "; ".join(noted.lines), width)
        case StepKind.TEXT | StepKind.DATE if not is_first:
            yield rank, _cut(noted.step.ask, noted.lines[0], width)
        case _:
            return


def _holds(section: Section, settles: Settles) -> bool:
    return any(step.settles is settles for step in section.steps)


def _cut(label: str, text: str, width: int) -> list[Line]:
    """A label and a text in at most two rows; three dots say that there is more of it."""
    rows = [text_of(row) for row in paragraph(f"{label} {text}", width)]
    if len(rows) > ROWS_EACH:
        rows = [*rows[: ROWS_EACH - 1], f"{wrapped(rows[ROWS_EACH - 1], width - 4)[0]} ..."]
    shown = visible(label)
    lines: list[Line] = [(("plain", row),) for row in rows]
    if rows[0].startswith(shown):
        lines[0] = (("label", shown), ("plain", rows[0].removeprefix(shown)))
    return lines


def all_notes(review: Review, width: int) -> list[Line]:
    """Everything that was noted, question by question, with what the coach says to it."""
    lines: list[Line] = []
    if not review.parts:
        lines += paragraph(nothing(review), width)
    for part in review.parts:
        lines += [*([BLANK] if lines else []), *paragraph(part.section.title, width, "title")]
        for noted in part.notes:
            if noted.step.settles is not Settles.FIXES:
                lines += paragraph(noted.step.ask, width, "hint")
                for style, text in _said(noted, review.fixes):
                    lines += indented(text, width, style)
    return lines


def _said(noted: Noted, fixes: Sequence[Fix]) -> Iterator[tuple[str, str]]:
    """The texts of a note with their styles: mistakes each with its fix, and last what the coach says."""
    if noted.step.settles is Settles.MISTAKES:
        for fix in fixes:
            yield "plain", fix.mistake
            if fix.fix:
                yield "label", f"Next time: {fix.fix}"
    else:
        yield from (("plain", text) for text in noted.lines)
    yield from (("good", remark) for remark in noted.remarks)


def as_data(review: Review) -> dict[str, object]:
    """A debrief as JSON data: what was noted, and what could still be answered."""
    return {
        "schema_version": SCHEMA_VERSION,
        "noted": [
            {
                "section": part.section.title,
                "answers": [
                    {"step": noted.step.id, "ask": noted.step.ask, "said": list(noted.lines)}
                    for noted in part.notes
                ],
            }
            for part in review.parts
        ],
        "open": [
            {
                "step": step.id,
                "ask": step.ask,
                "kind": step.kind.value,
                "options": {option.id: option.text for option in step.options},
            }
            for section in review.debrief.sections
            for step in steps_to_ask(section, review.debrief.sections, review.answers)
            if step.id not in review.answers
        ],
        "said_back": list(review.said_back),
        "fixes": [{"mistake": fix.mistake, "next_time": fix.fix} for fix in review.fixes],
        "next_step": {"what": review.action, "on": review.action_date} if review.action else None,
        "closing": list(let_go(review)),
        "a_person_to_talk_to": review.debrief.a_person_to_talk_to,
        "afterwards": afterwards(review),
    }
