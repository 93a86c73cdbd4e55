"""Prompts and edits in the person's own words, for screens and JSON alike."""

from __future__ import annotations

from collections.abc import Iterable

from interview_coach.book.pack import Book, Flag
from interview_coach.book.vocabulary import (
    CONTEXT_ORDER,
    SIGNS,
    TOPICS,
    Raise,
    RaiseState,
)
from interview_coach.book.wording import filled
from interview_coach.engine.answers import topic_raised


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
    clauses = book.wording.clauses
    if topic := topic_raised(atom):
        flag = next((f for f in flags if f.topic == topic and f.raising is not Raise.NO), None)
        state = RaiseState.of(value)
        if flag and state is RaiseState.FIXED:
            return clause(flag.fixed_when)
        return flag.leave_when if flag and state is RaiseState.REFUSED else clauses[state.id]
    if atom in CONTEXT_ORDER:
        return clauses[f"{atom}-{value}"]
    return filled(clauses[value], book.option_by_id[atom].text)


def clause(sentence: str) -> str:
    """A sentence as it goes on after "If": no full stop, and no capital but that of *I* or an abbreviation."""
    text = sentence.strip().rstrip(".").replace("; ", ", and ")
    first = text.split(" ", 1)[0]
    return text if first[1:2].isupper() or first.split("'")[0] == "I" else text[:1].lower() + text[1:]
