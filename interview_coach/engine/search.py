"""Finds options by a person's own words: over all topics, danger included, ranked, forgiving slips of the finger.

A word weighs more the fewer options use it. Words are compared with Jaro-Winkler similarity (rapidfuzz), which
forgives endings and typing errors; what people call an option stands in its `also`. The words decide nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from interview_coach.book.pack import Book, Option
from interview_coach.book.vocabulary import DANGER

IGNORED = frozenset(
    """
    a am an and are as at be been but by can could d did do does dont for from get had has have he her hers
    hes him his i id if im in into is isnt it its ive just keep keeps like ll m me my of on or our re
    really s said say says she shes should so some t than that thats the their them then there these they
    theyre this to too up us ve very was we were what when which who will with would you your
    """.split()  # noqa: SIM905 - a list of one word a line would be longer than the rest of this module
)
"""Words that say nothing about what is going on."""

ALIKE, SHORT = 0.8701, 4
"""Words this similar are taken for the same; shorter ones than `SHORT` letters only if they are the same."""

LEAST, WORDS_READ = 0.12, 40
"""The least score that is worth showing; and how many words are read of what was typed."""


EXACT = 9
"""Digits of a score that tell options apart: beyond them it is the rounding of one computer or another."""


class Found(NamedTuple):
    """An option that fits what was typed, and how well: 0 to about 1.5."""

    option: Option
    score: float


class Finder:
    """Searches the options of one book. Build it once; it is only data."""

    def __init__(self, book: Book) -> None:
        self._texts: list[tuple[Option, tuple[tuple[float, tuple[str, ...]], ...]]] = []
        for topic in book.topics:
            for option in topic.options:
                flag = book.flag_by_id.get(option.id)
                about = [(1.0, option.text), *((1.0, words) for words in option.also)]
                if flag is not None:
                    about += [(0.6, flag.finding), (0.25, flag.why)]
                about.append((0.25, topic.title))
                self._texts.append((option, tuple((weight, words_of(text)) for weight, text in about)))
        self._uses = Counter(
            word for _, texts in self._texts for word in {word for _, words in texts for word in words}
        )

    def find(self, typed: str, at_most: int = 9) -> tuple[Found, ...]:
        """The options that fit what was typed, the best first; none if no word is known."""
        alike = {word: self._alike(word) for word in words_of(typed)[:WORDS_READ]}
        if not any(alike.values()):
            return ()
        rarity = {word: self._rarity(others) for word, others in alike.items()}
        found = [Found(option, _score(alike, rarity, texts)) for option, texts in self._texts]
        best = sorted(
            (each for each in found if each.score > LEAST), key=lambda each: -round(each.score, EXACT)
        )
        return tuple(best[:at_most])

    def _alike(self, word: str) -> dict[str, float]:
        """The words of the book that can be taken for this one, each with how well: 0 to 1."""
        if len(word) < SHORT:
            return {word: 1.0} if word in self._uses else {}
        from rapidfuzz import process
        from rapidfuzz.distance import JaroWinkler

        near = process.extract(
            word, self._uses.keys(), scorer=JaroWinkler.similarity, score_cutoff=ALIKE, limit=None
        )
        return {other: score**2 for other, score, _ in near if len(other) >= SHORT}

    def _rarity(self, alike: Mapping[str, float]) -> float:
        """How much a word says: more the fewer options use it. One that no option uses says half as much."""
        options = len(self._texts)
        return min((math.log(1 + options / self._uses[w]) for w in alike), default=math.log(1 + options) / 2)


def fitting(book: Book, words: str) -> tuple[Option, ...]:
    """Up to nine options that fit the words, the best first."""
    return danger_first(Finder(book).find(words))


def danger_first(found: Iterable[Found]) -> tuple[Option, ...]:
    """The options that were found, danger first among those that fit about as well."""
    ranked = sorted(found, key=lambda each: (-math.floor(each.score * 10 + 0.5), each.option.topic != DANGER))
    return tuple(each.option for each in ranked)


def by_topic(options: Iterable[Option], ticked: Sequence[str]) -> dict[str, frozenset[str]]:
    """What was ticked, under its topics, the best fitting first."""
    picked: dict[str, frozenset[str]] = {}
    for option in options:
        if option.id in ticked:
            picked[option.topic] = picked.get(option.topic, frozenset()) | {option.id}
    return picked


def _score(
    alike: Mapping[str, Mapping[str, float]],
    rarity: Mapping[str, float],
    texts: Iterable[tuple[float, tuple[str, ...]]],
) -> float:
    """How well texts fit the words: the share of what was typed that they hold, and the closest phrase."""
    total = sum(rarity.values())
    meant = {other for others in alike.values() for other in others}
    best = dict.fromkeys(alike, 0.0)
    closest = 0.0
    for weight, text in texts:
        if meant.isdisjoint(text):
            continue
        hits = {word: max((others.get(t, 0.0) for t in text), default=0.0) for word, others in alike.items()}
        for word, hit in hits.items():
            best[word] = max(best[word], weight * hit)
        if weight == 1.0:
            told = sum(rarity[word] * hit for word, hit in hits.items()) / total
            held = sum(max(others.get(t, 0.0) for others in alike.values()) for t in text) / len(text)
            closest = max(closest, 2 * told * held / (told + held))
    return sum(rarity[word] * hit for word, hit in best.items()) / total + closest / 2


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that say anything, each once, without their endings."""
    words = re.findall(r"[^\W_]+", re.sub("['\u2019]", "", text.casefold()))
    stems = (re.sub(r"(?<=...)(ing|ed|es|s)$", "", word) for word in words if word not in IGNORED)
    return tuple(dict.fromkeys(stems))
