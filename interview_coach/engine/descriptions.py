"""Prompts and edits in the person's own words, for screens and JSON alike."""

from __future__ import annotations

from collections.abc import Iterable

from interview_coach.book.pack import Book, Flag
from interview_coach.book.vocabulary import (
    CONTEXT_ORDER,
    MEET_AGAIN,
    NEED,
    SIGNS,
    TOPICS,
    WOULD_TAKE,
    Raise,
    RaiseState,
)
from interview_coach.engine.answers import topic_raised

CONTEXT_EDITS = {
    WOULD_TAKE: {
        "yes": "you would take it",
        "maybe": "you might take it",
        "no": "you would not take it",
    },
    MEET_AGAIN: {"yes": "you will meet them again", "no": "you will not meet them again"},
    NEED: {
        "high": "you need or want it badly",
        "ordinary": "you need it no more than most people do",
        "alternatives": "you have other good options",
    },
}
RAISE_EDITS = {
    RaiseState.FIXED: "they put it right",
    RaiseState.WAITING: "you are waiting for their answer",
    RaiseState.NOT_YET: "you have not asked yet",
    RaiseState.CANNOT: "you can't ask, or would rather not",
    RaiseState.GOES_ON: "it keeps happening",
    RaiseState.REFUSED: "they say no, or it goes on",
    RaiseState.UNSAFE: "it isn't safe to ask",
}
OPTION_EDITS = {"yes": '"{}" is so', "no": '"{}" is not so'}


def describe_prompt(book: Book, prompt: str) -> str:
    """A prompt as the person would call it."""
    if prompt == TOPICS:
        return book.wording.topics_title.rstrip("?").capitalize() + "?"
    if prompt == SIGNS:
        return book.wording.danger_signs_title
    if prompt in book.topic_by_id:
        return book.topic_by_id[prompt].title
    if prompt in CONTEXT_ORDER:
        return book.context_by_id[prompt].ask
    topic = book.topic_by_id[topic_raised(prompt)]
    return f"{topic.title}: {topic.raise_question.ask}"


def describe_edits(book: Book, edits: Iterable[tuple[str, str]], flags: Iterable[Flag]) -> str:
    """Edits as clauses that follow "if", for these flags."""
    flags = tuple(flags)
    return " and ".join(describe_edit(book, edit, flags) for edit in edits)


def describe_edit(book: Book, edit: tuple[str, str], flags: Iterable[Flag] = ()) -> str:
    """An edit as a clause that follows "if": what would have to be so."""
    atom, value = edit
    if topic := topic_raised(atom):
        flag = next((f for f in flags if f.topic == topic and f.raising is not Raise.NO), None)
        return _describe_raise(RaiseState.of(value), flag)
    if atom in CONTEXT_EDITS:
        return CONTEXT_EDITS[atom][value]
    return OPTION_EDITS[value].format(book.option_by_id[atom].text)


def _describe_raise(state: RaiseState, flag: Flag | None) -> str:
    if flag and state is RaiseState.FIXED:
        return clause(flag.fixed_when)
    if flag and state is RaiseState.REFUSED:
        return flag.leave_when
    return RAISE_EDITS[state]


def clause(sentence: str) -> str:
    """A sentence as it goes on after "If": no full stop, and no capital but that of *I* or an abbreviation."""
    text = sentence.strip().rstrip(".").replace("; ", ", and ")
    first = text.split(" ", 1)[0]
    return text if first[1:2].isupper() or first.split("'")[0] == "I" else text[:1].lower() + text[1:]
