"""Sayable lines: what a person can say aloud under stress, as checks.

The reading grade is the Automated Readability Index (Smith and Senter, 1967), taken over all spoken
lines of a file together, since a single short sentence has no meaningful grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SPOKEN_WORDS = 25
WRITTEN_WORDS = 60
SENTENCE_WORDS = 20
READING_GRADE = 8.0

FLOOR, NUMBER = "floor", "number"
"""What a text may leave open in braces: one's own pay floor, and the number of emergency help."""

_JARGON = (
    "bandwidth",
    "circle back",
    "deep dive",
    "ecosystem",
    "ideate",
    "leverage",
    "low-hanging",
    "pain point",
    "reach out",
    "remuneration",
    "synergy",
    "touch base",
    "utilise",
    "utilize",
)
_INSULTS = (
    "idiot",
    "stupid",
    "pathetic",
    "disgusting",
    "liar",
    "clown",
    "jerk",
    "shame on you",
    "ridiculous",
)
_DIAGNOSES = (
    "toxic",
    "narcissist",
    "you're crazy",
    "you are crazy",
    "unhinged",
    "psycho",
    "you're sexist",
    "you're racist",
)
_FINDINGS = ("illegal", "unlawful", "fraud", "harassment", "scammer", "criminal", "discriminating", "sue you")
_APOLOGIES = (
    "i'm sorry",
    "i am sorry",
    "sorry to",
    "sorry for",
    "i apologise",
    "i apologize",
    "my apologies",
    "unfortunately",
    "forgive me",
)
_UNSAYABLE: tuple[tuple[tuple[str, ...], str], ...] = (
    (_JARGON, "is jargon; say it the way you would to a friend"),
    (_INSULTS, "is an insult; say what you will do instead"),
    (_DIAGNOSES, "judges the other person; say what you need or will do"),
    (_FINDINGS, "is a legal finding; say what you saw or will do"),
    (_APOLOGIES, "apologises for leaving; thank them instead"),
)


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
    for phrases, cure in _UNSAYABLE:
        for phrase in phrases:
            if phrase in lowered and re.search(rf"\b{re.escape(phrase)}\b", lowered):
                yield f"{phrase!r} {cure}"


def long_sentences(text: str) -> Iterator[str]:
    """Sentences of more than twenty words, each as a message."""
    for sentence in re.split(r"(?<=[.!?])[\"')]*\s+", text):
        count = len(sentence.split())
        if count > SENTENCE_WORDS:
            yield f"a sentence has {count} words; at most {SENTENCE_WORDS}: split it before {_tail(sentence)!r}"


def _tail(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[SENTENCE_WORDS : SENTENCE_WORDS + 3])


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
