"""Why, or why not, for every flag and row: as lines for a screen, or as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import TOPICS
from interview_coach.engine.answers import topic_gated, topic_raised
from interview_coach.engine.descriptions import describe_prompt
from interview_coach.engine.engine import Firing
from interview_coach.engine.measures import MEASURE
from interview_coach.engine.whynot import FlagReason, Ground, Measured, RowReason, RowState
from interview_coach.render.layout import Line, indented, paragraph

FLAG_STATES = {"fires": "fires", "in-doubt": "in doubt", "open": "not known yet", "does-not": "does not fire"}
ROW_STATES = {
    "decides": "decides",
    "matches": "matches too",
    "open": "not known yet",
    "in-doubt": "in doubt",
    "does-not": "does not match",
}
STYLES = {"fires": "warning", "decides": "warning", "matches": "on", "in-doubt": "label", "open": "label"}
STANDINGS = {
    "danger": "danger leaves at once",
    "ripe": "it counts for leaving",
    "to-raise": "it counts for leaving only once it was raised",
    "fixed": "it was put right, so it no longer counts",
}
CHANCES = {"": "", "open": "; an answer can still add it", "in-doubt": "; what is not sure could be it"}
STEPS = {
    "own": "your own deal-breaker",
    "sustained": "it goes on and on",
    "goes-on": "it keeps happening",
    "refused": "they refused",
}


def why_lines(
    book: Book, flags: Sequence[FlagReason], rows: Sequence[RowReason], width: int
) -> Iterator[Line]:
    """Every flag under its topic, then every row under its verdict."""
    before = ""
    for title, id_, state, in_words, sentences in (*_of_flags(book, flags), *_of_rows(rows)):
        if title != before:
            before = title
            yield from paragraph(title, width, "title")
        style = STYLES.get(state, "plain")
        if len(id_) + len(in_words) + 4 > width:
            yield from [*paragraph(f"{id_}:", width, style), *indented(in_words, width, style)]
        else:
            yield from paragraph(f"{id_}: {in_words}", width, style)
        for text in sentences:
            yield from indented(text, width)


Told: TypeAlias = tuple[str, str, str, str, Iterator[str]]
"""A heading, an id, its state as an id and in words, and what is said to it."""


def _of_flags(book: Book, reasons: Sequence[FlagReason]) -> Iterator[Told]:
    for reason in reasons:
        flag, state = reason.state.flag, reason.state.state
        title = f"{flag.topic}: {book.topic_by_id[flag.topic].title}"
        yield title, flag.id, state, FLAG_STATES[state], flag_sentences(book, reason)


def _of_rows(reasons: Sequence[RowReason]) -> Iterator[Told]:
    for reason in reasons:
        row, state = reason.row, reason.state
        yield f"Rows that lead to {row.verdict.id}", row.id, state, ROW_STATES[state], row_sentences(reason)


def flag_sentences(book: Book, reason: FlagReason) -> Iterator[str]:
    """What made a flag fire, what blocks it, or what is missing."""
    word = {"fires": "Because", "in-doubt": "In doubt", "open": "Wanted", "does-not": "Blocked"}
    yield f"{word[reason.state.state]}: {'; '.join(describe_ground(book, g) for g in reason.grounds)}."
    if reason.state.state is not Firing.FIRES or reason.state.level is None:
        return
    severity, level = reason.state.flag.severity.id, reason.state.level.id
    moved = f" up to {level} ({', '.join(STEPS[step] for step in reason.steps)})" if level != severity else ""
    yield f"{severity.capitalize()}{moved}: {STANDINGS[reason.standing or '']}."


def describe_ground(book: Book, ground: Ground) -> str:
    """An answer, or the question that is still to be answered, as an answers file would name it."""
    if not ground.value:
        return f"not answered yet: {ground.prompt} ({describe_prompt(book, ground.prompt)})"
    if topic := topic_raised(ground.prompt):
        return f"{topic} was raised: {ground.value}"
    if ground.prompt == TOPICS:
        return f"topics: {_TICKS[ground.value]} {topic_gated(ground.atom)}"
    return f'{ground.prompt}: {_TICKS[ground.value]} {ground.atom} ("{book.option_by_id[ground.atom].text}")'


_TICKS = {"yes": "ticked", "no": "left out", "not-sure": "not sure of"}


def row_sentences(reason: RowReason) -> Iterator[str]:
    """What each condition of a row needs and has."""
    if not reason.parts:
        yield "It always matches."
    for part in reason.parts:
        yield f"{'Yes' if part.holds else 'No'}: {describe_part(part)}."
    if reason.waiting:
        yield f"Not answered yet: {', '.join(reason.waiting)}."
    if reason.state is RowState.MATCHES:
        yield f"{reason.before} comes first and decides."


def describe_part(part: Measured) -> str:
    """A threshold with its numbers."""
    threshold, measure = part.threshold, MEASURE[part.threshold.measure]
    tail = CHANCES[part.chance or ""]
    if part.held_back:
        tail = f"; to be raised first: {', '.join(part.held_back)}{tail}"
    if measure.scale:
        needs, has = measure.scale[threshold.at_least], measure.scale[part.has]
        return f"{measure.named} at least {needs}; it is {has}{tail}"
    seen = f" ({', '.join(part.flags)})" if part.flags else ""
    if threshold.level is not None:
        topics = f"{threshold.at_least} topic{'s' if threshold.at_least > 1 else ''}"
        found = f"there {'is' if part.has == 1 else 'are'} {part.has or 'none'}"
        return f"{threshold.level.id} or worse {measure.named} in {topics}; {found}{seen}{tail}"
    return f"{measure.named}{seen}{tail}"


def why_data(book: Book, flags: Sequence[FlagReason], rows: Sequence[RowReason]) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "role": book.info.id,
        "decided_by": next(reason.row.id for reason in rows if reason.state is RowState.DECIDES),
        "verdict": next(reason.row.verdict.id for reason in rows if reason.state is RowState.DECIDES),
        "flags": [_flag_data(book, reason) for reason in flags],
        "rows": [
            {
                "id": reason.row.id,
                "verdict": reason.row.verdict.id,
                "state": reason.state,
                "decided_before_by": reason.before or None,
                "waiting_for": list(reason.waiting),
                "conditions": [_part_data(part) for part in reason.parts],
            }
            for reason in rows
        ],
    }


def _flag_data(book: Book, reason: FlagReason) -> dict[str, Any]:
    state = reason.state
    return {
        "id": state.flag.id,
        "topic": state.flag.topic,
        "state": state.state,
        "severity": state.flag.severity.id,
        "level": state.level.id if state.level else None,
        "standing": reason.standing,
        "raised_by": list(reason.steps),
        "grounds": [
            {
                "question": ground.prompt,
                "about": ground.atom,
                "answer": ground.value or None,
                "text": describe_ground(book, ground),
            }
            for ground in reason.grounds
        ],
    }


def _part_data(part: Measured) -> dict[str, Any]:
    threshold = part.threshold
    return {
        "reads": threshold.measure,
        "level": threshold.level.id if threshold.level else None,
        "needs": threshold.at_least,
        "has": part.has,
        "holds": part.holds,
        "can_still_hold": part.chance,
        "flags": list(part.flags),
        "held_back": list(part.held_back),
        "text": describe_part(part),
    }
