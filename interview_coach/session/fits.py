"""What fits a person's own words, as a tick-list. The person ticks; the words decide nothing and are kept nowhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from interview_coach.book.pack import Book, Option
from interview_coach.book.vocabulary import DANGER
from interview_coach.book.wording import Wording
from interview_coach.engine.search import Finder, Found
from interview_coach.session.screens import NONE_KEY, Choice, Screen, ScreenKind, to_tick

COMMANDS = "b /-other x h"


def fitting(book: Book, words: str) -> tuple[Option, ...]:
    """Up to nine options that fit the words, the best first."""
    return danger_first(Finder(book).find(words))


def danger_first(found: Iterable[Found]) -> tuple[Option, ...]:
    """The options that were found, danger first among those that fit about as well."""
    ranked = sorted(found, key=lambda each: (-math.floor(each.score * 10 + 0.5), each.option.topic != DANGER))
    return tuple(each.option for each in ranked)


def fits_screen(options: Iterable[Option], wording: Wording) -> Screen:
    """The tick-list of what was found."""
    choices = to_tick((option.id, option.text) for option in options)
    return Screen(
        "fits",
        ScreenKind.MANY,
        wording.fits_title,
        wording.fits_intro,
        (*choices, Choice(NONE_KEY, wording.none_of_these)),
        commands=wording.commands(COMMANDS),
    )


def by_topic(options: Iterable[Option], ticked: Sequence[str]) -> dict[str, frozenset[str]]:
    """What was ticked, under its topics, the best fitting first."""
    picked: dict[str, frozenset[str]] = {}
    for option in options:
        if option.id in ticked:
            picked[option.topic] = picked.get(option.topic, frozenset()) | {option.id}
    return picked
