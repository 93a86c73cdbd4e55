"""What a person can say aloud under stress, read on a screen and tell apart in a menu, as checks.

The reading grade is the Automated Readability Index (Smith and Senter, 1967), taken over all spoken
lines of a file together, since a single short sentence has no meaningful grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from interview_coach.rulebook.document import Path, Read, part_of
from interview_coach.rulebook.merge import Entry
from interview_coach.rulebook.values import Shape

SPOKEN_WORDS = 25
WRITTEN_WORDS = 60
SENTENCE_WORDS = 20
READING_GRADE = 8.0
MENU = 9
"""What one menu holds: a digit for each."""

BEATS = ("open", "statement", "close")

FLOOR, NUMBER = "floor", "number"
"""What a text may leave open in braces: one's own pay floor, and the number of emergency help."""

_UNSAYABLE = {
    "is jargon; say it the way you would to a friend": (
        "bandwidth, circle back, deep dive, ecosystem, ideate, leverage, low-hanging, pain point, reach out, "
        "remuneration, synergy, touch base, utilise, utilize"
    ),
    "is an insult; say what you will do instead": (
        "idiot, stupid, pathetic, disgusting, liar, clown, jerk, shame on you, ridiculous"
    ),
    "judges the other person; say what you need or will do": (
        "toxic, narcissist, you're crazy, you are crazy, unhinged, psycho, you're sexist, you're racist"
    ),
    "is a legal finding; say what you saw or will do": (
        "illegal, unlawful, fraud, harassment, scammer, criminal, discriminating, sue you"
    ),
    "apologises for leaving; thank them instead": (
        "i'm sorry, i am sorry, sorry to, sorry for, i apologise, i apologize, my apologies, unfortunately, "
        "forgive me"
    ),
}
"""What nobody would say, or should, by the cure."""


def unsayable(text: str, *, spoken: bool = True) -> Iterator[str]:
    """What keeps one line from being said aloud (or sent), each as a message with its cure."""
    words = len(text.split())
    limit = SPOKEN_WORDS if spoken else WRITTEN_WORDS
    if words > limit:
        yield f"the line has {words} words; at most {limit} can be {'said in one breath' if spoken else 'sent'}"
    yield from long_sentences(text)
    yield from unkind(text)


def unkind(text: str) -> Iterator[str]:
    """Words that one would not really say or send, each as a message with its cure."""
    lowered = text.lower().replace("\u2019", "'")
    for cure, phrases in _UNSAYABLE.items():
        for phrase in phrases.split(", "):
            if phrase in lowered and re.search(rf"\b{re.escape(phrase)}\b", lowered):
                yield f"{phrase!r} {cure}"


def long_sentences(text: str) -> Iterator[str]:
    """Sentences of more than twenty words, each as a message."""
    for sentence in re.split(r"(?<=[.!?])[\"')]*\s+", text):
        words = sentence.split()
        if len(words) > SENTENCE_WORDS:
            rest = " ".join(words[SENTENCE_WORDS : SENTENCE_WORDS + 3])
            yield f"a sentence has {len(words)} words; at most {SENTENCE_WORDS}: split it before {rest!r}"


def unknown_placeholders(text: str, known: str = "") -> Iterator[str]:
    """Braces that name nothing the coach can fill here, each as a message. `known` is the one it can."""
    for name in re.findall(r"\{([^{}]*)\}", text):
        if name != known:
            cure = f"write {{{known}}}" if known else "nothing is filled in here: take the braces out"
            yield f"{{{name}}} is no placeholder; {cure}"
    if text.count("{") != text.count("}"):
        yield "a brace is open; write {name} or leave braces out"


def reading_grade(texts: list[str]) -> float:
    """The Automated Readability Index of `texts` read as one, in years of schooling.

    4.71 x characters per word + 0.5 x words per sentence - 21.43.
    """
    text = " ".join(texts)
    words = re.findall(r"[A-Za-z0-9'\u2019-]+", text)
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    if not words:
        return 0.0
    characters = sum(sum(character.isalnum() for character in word) for word in words)
    return 4.71 * characters / len(words) + 0.5 * len(words) / sentences - 21.43


def check_prose(read: Read[Any], *keys: str, known: str = "") -> None:
    """Whether texts that are read, not said, have short sentences and no placeholder but `known`."""
    for key in keys:
        for path, text in _texts_in(getattr(read.shape, key)):
            for message in (*long_sentences(text), *unknown_placeholders(text, known)):
                read.wrong(message, key, *path)
        _check_split(read, key)


def _check_split(read: Read[Any], key: str) -> None:
    """Whether no comma of a list in brackets cut a sentence in two: the second half begins small."""
    texts = getattr(read.shape, key)
    for number, (first, rest) in enumerate(pairwise(texts if isinstance(texts, list) else ())):
        if isinstance(rest, str) and rest[:1].islower() and first[-1:] not in ".!?":
            message = f"a comma split {first!r} from {rest!r}; put the whole sentence in double quotes"
            read.wrong(message, key, number + 1)


def _texts_in(value: object) -> Iterator[tuple[Path, str]]:
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, list):
        parts = enumerate(value)
    elif isinstance(value, Shape):
        parts = vars(value).items()
    for step, part in parts:
        for path, text in _texts_in(part):
            yield (step, *path), text


def check_menu(entries: Iterable[Entry[Any]], what: str, *key: str) -> None:
    """Whether the lines of one menu can be told apart and have digits; they are under `key`, if anywhere."""
    menu = list(entries)
    check_told_apart((e.id, part_of(e, getattr(e.shape, *key) if key else e.shape, *key)) for e in menu)
    if len(menu) > MENU:
        menu[MENU].wrong_key(f"these are more than {MENU} {what}, and a menu has {MENU} digits; join two")


def check_told_apart(texts: Iterable[tuple[str, Read[str]]]) -> None:
    """Whether no text sounds like another one: case and spacing are not looked at."""
    said: dict[str, str] = {}
    for id_, text in texts:
        earlier = said.setdefault(" ".join(text.shape.casefold().split()), id_)
        if earlier != id_:
            text.wrong(f"{earlier!r} reads the same; say what makes them different")


def check_grade(key: str, said: Iterable[tuple[Read[Any], Iterable[str]]]) -> None:
    """Whether what each file says under a key, read together, is plain enough."""
    by_file: dict[str, tuple[Read[Any], list[str]]] = {}
    for entry, texts in said:
        by_file.setdefault(entry.document.file, (entry, []))[1].extend(texts)
    for first, texts in by_file.values():
        grade = reading_grade(texts)
        if len(texts) >= 3 and grade > READING_GRADE:
            first.document.problems.add(
                first.document.place((key,)),
                f"the {key} read at grade {grade:.1f}; at most {READING_GRADE:.0f}: shorter words and sentences",
            )
