"""What a shell offers at the Tab key: ids from the rules, and the numbers of kept interviews."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import typer

from interview_coach.book.vocabulary import Channel, Purpose, Stance, Tone
from interview_coach.render.layout import DEFAULT_ROLE
from interview_coach.storage.books import load_book, load_guides, roles
from interview_coach.storage.journal import open_journal

Found: TypeAlias = Iterable[tuple[str, str]]
"""Words to complete with, and what each means, or nothing."""

Completion: TypeAlias = Callable[[typer.Context], list[tuple[str, str]]]
"""What Typer takes as `autocompletion`."""


def _completion(find: Callable[[Mapping[str, Any]], Found]) -> Completion:
    """A completion that finds words by the options given so far. Whatever is broken, it says nothing."""

    def complete(context: typer.Context) -> list[tuple[str, str]]:
        with warnings.catch_warnings(), suppress(Exception):
            warnings.simplefilter("ignore")
            return [(word, re.sub(r"[^\w ,.:'/-]+", " ", meaning)) for word, meaning in find(context.params)]
        return []

    return complete


def one_of(*words: str) -> Completion:
    """A completion with these words."""
    return _completion(lambda _: [(word, "") for word in words])


def _side(given: Mapping[str, Any]) -> tuple[str, Sequence[Path]]:
    """Which role it is about, and the folders of rules."""
    return given.get("role") or DEFAULT_ROLE, given.get("rules") or ()


def _flags(given: Mapping[str, Any]) -> Found:
    """The red flags of one role, or of all."""
    named, rules = given.get("role"), given.get("rules") or ()
    books = [load_book(role, rules) for role in ([named] if named else roles())]
    return {flag.id: flag.finding for book in books for flag in book.flags}.items()


def _interviews(given: Mapping[str, Any]) -> Found:
    with open_journal() as journal:
        kept = journal.interviews(given.get("role") or "") if journal else ()
        return [(str(interview.id), interview.name) for interview in kept]


def _parts(given: Mapping[str, Any]) -> Found:
    prep = load_guides(*_side(given)).prep
    return [(section.id, section.title) for section in prep.sections] if prep else []


def _kinds(given: Mapping[str, Any]) -> Found:
    followup = load_guides(*_side(given)).followup
    return [(kind.id, kind.text) for kind in followup.kinds] if followup else []


of_roles = _completion(lambda _: [(role, "") for role in roles()])
of_topics = _completion(
    lambda given: [(topic.id, topic.title) for topic in load_book(*_side(given)).ordinary_topics]
)
of_reasons = _completion(lambda given: [(reason.id, "") for reason in load_book(*_side(given)).reasons])
of_flags = _completion(_flags)
of_interviews = _completion(_interviews)
of_parts = _completion(_parts)
of_kinds = _completion(_kinds)
of_stances = one_of(*(stance.id for stance in Stance))
of_tones = one_of(*(tone.value for tone in Tone))
of_channels = one_of(*(channel.value for channel in Channel))
of_purposes = one_of(*(purpose.value for purpose in Purpose))
