"""The questions that draft a red flag, in plain words, each with what its answer must fulfil."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from interview_coach.book.pack import Book
from interview_coach.rulebook.drafting import NEW_TOPIC
from interview_coach.rulebook.pack_checks import OPTIONS_ON_A_SCREEN, TOPICS_ON_A_SCREEN
from interview_coach.rulebook.sayable import long_sentences, unknown_placeholders, unsayable
from interview_coach.rulebook.shapes import WRONG, FlagShape, LineShape, Shape, SourceShape, TopicShape

Check = Callable[[str], str]
"""What is wrong with an answer, or ""."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. With `choices` (value, text) one of them is the answer, else a text is."""

    id: str
    ask: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    check: Check = lambda _: ""


SEVERITIES = (
    ("note", "A small thing, worth knowing"),
    ("concern", "Worth asking about"),
    ("serious", "Serious: two of them, and one leaves"),
    ("dealbreaker", "So bad that it ends the talk by itself"),
)
RAISES = (
    ("required", "Yes: they get one fair chance first"),
    ("if-safe", "If it feels safe, but nobody has to"),
    ("no", "No: there is nothing to ask"),
)
STRENGTHS = (
    ("official", "An authority, a law, a court"),
    ("research", "A study"),
    ("professional", "A law firm or a professional body"),
    ("press", "A newspaper or magazine"),
)


def questions(book: Book, answers: Mapping[str, str], closed: Iterable[str] = ()) -> Iterator[Question]:
    """Every question that applies, in order, given the answers so far.

    `closed` are topics that cannot be written to, since the folder holds a file of theirs.
    """
    yield Question("topic", "Which subject does it belong to?", "", tuple(_topics(book, set(closed))))
    if answers.get("topic") == NEW_TOPIC:
        yield _text("title", "What is the subject called?", TopicShape, "title", "Such as: Travel and costs.")
        yield _text(
            "topic_why", "Why does one ask about it?", TopicShape, "why", "One to three short sentences."
        )
    yield _text(
        "option",
        "What happened?",
        FlagShape,
        "option",
        "The way one would tick it: a fact that one saw. Such as: They moved the start date.",
    )
    yield _text(
        "finding",
        "Say the same as one plain sentence.",
        FlagShape,
        "finding",
        "It is shown as the reason. Such as: The start date is later than they told you.",
    )
    yield _text("why", "Why does it matter?", FlagShape, "why", "One to three short sentences, to a friend.")
    yield Question("severity", "How bad is it?", "By itself, before anybody refused anything.", SEVERITIES)
    yield Question("raise", "Should one ask about it before leaving?", "", RAISES)
    if answers.get("raise", "no") != "no":
        yield _text(
            "fixed_when",
            "What would put it right?",
            FlagShape,
            "fixed_when",
            "Such as: They name the first date again, in writing.",
        )
        yield _text(
            "leave_when",
            'Finish the sentence: "Go if ..."',
            FlagShape,
            "leave_when",
            "Such as: they won't say when it starts",
        )
        yield _line("say_raise", "What would you say to ask about it?", "say", "One or two short sentences.")
    yield _line(
        "say_open",
        "What would you say to leave for it? First: how do you open?",
        "open",
        "Such as: Thank you for telling me.",
    )
    yield _line(
        "say_statement",
        "Then: what are you doing, and why in a few words?",
        "statement",
        "Such as: That date won't work for me, so I'll stop here.",
    )
    yield Question(
        "say_close",
        "And how do you end?",
        "Such as: I wish you well.",
        check=lambda text: _first(
            (
                _misfit(LineShape, "close", text),
                *unsayable(_whole(answers, text)),
                *unknown_placeholders(text),
            )
        ),
    )
    yield _line("say_push", "If they push: the same again, calmly.", "if_they_push", "With no new reason.")
    yield _source("publisher", "Where does it say so? Who published it?", "")
    yield _source("title", "What is it called?", "")
    yield _source("year", "From which year is it?", "A year such as 2024, or n.d. if it has none.")
    yield _source("url", "What is the link?", "From https:// on.")
    yield Question(
        "source_strength",
        "What kind of source is it?",
        "A survey, a blog or an opinion alone is not enough: then go back and name a better one.",
        STRENGTHS,
    )
    yield Question(
        "story", "Tell in a sentence or two how it happened to someone.", "It becomes a test.", check=_prose
    )
    yield Question(
        "near_miss",
        "And what comes close to it, but isn't it?",
        "In a sentence or two. It shows where the line is.",
        check=_prose,
    )


def _topics(book: Book, closed: set[str]) -> Iterator[tuple[str, str]]:
    if len(book.ordinary_topics) < TOPICS_ON_A_SCREEN:
        yield NEW_TOPIC, "A subject of its own"
    for topic in book.ordinary_topics:
        has_room = len(topic.options) < OPTIONS_ON_A_SCREEN and book.flags_by_topic[topic.id]
        if topic.id not in closed and has_room:
            yield topic.id, topic.title


def _text(id_: str, ask: str, shape: type[Shape], key: str, hint: str) -> Question:
    return Question(id_, ask, hint, check=lambda text: _first((_misfit(shape, key, text), _prose(text))))


def _line(id_: str, ask: str, key: str, hint: str) -> Question:
    return Question(
        id_,
        ask,
        hint,
        check=lambda text: _first(
            (_misfit(LineShape, key, text), *unsayable(text), *unknown_placeholders(text))
        ),
    )


def _source(key: str, ask: str, hint: str) -> Question:
    return Question(f"source_{key}", ask, hint, check=lambda text: _misfit(SourceShape, key, text))


def _whole(answers: Mapping[str, str], close: str) -> str:
    """An exit line as it would be said."""
    return f"{answers.get('say_open', '')} {answers.get('say_statement', '')} {close}"


def _prose(text: str) -> str:
    return _first(
        ("" if text.strip() else "Write something.", *long_sentences(text), *unknown_placeholders(text))
    )


def _first(messages: Iterable[str]) -> str:
    return next((message for message in messages if message), "")


_CURES = {
    "year": "Write a year such as 2024, or n.d.",
    "url": "Write the whole link, from https:// on.",
}


def _misfit(shape: type[Shape], key: str, text: str) -> str:
    """Why a text does not fit a key of a shape, by the same limits that the loader has."""
    field = shape.model_fields[key]
    adapter: TypeAdapter[Any] = TypeAdapter(field.rebuild_annotation())
    try:
        adapter.validate_python(text)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        context = detail.get("ctx", {})
        if detail["type"] == "string_too_long":
            return f"That has {len(text)} characters; at most {context['max_length']} fit."
        if detail["type"] == WRONG and key not in _CURES:
            return f"{context['fault'].format(key='That')}."
        return _CURES.get(key, "Write something.")
    return "" if text.strip() else "Write something."
