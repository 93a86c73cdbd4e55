"""What a pack says of itself, and the fixed sentences of its screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple, TypeAlias

from msgspec import Struct


class AtMost(NamedTuple):
    """How long a text may be where a rule file writes it, so that it fits where it is shown."""

    characters: int = 0
    words: int = 0


Label: TypeAlias = Annotated[str, AtMost(characters=14)]
Title: TypeAlias = Annotated[str, AtMost(characters=40)]
Hint: TypeAlias = Annotated[str, AtMost(characters=90)]
Told: TypeAlias = Annotated[str, AtMost(words=40)]
Group: TypeAlias = Mapping[str, Told]
"""Texts by the names of what they are for; words.yaml has all of the names."""


class Wording(Struct, frozen=True):
    """The fixed sentences of a pack, so that no screen text hides in code."""

    danger_title: Title
    danger_intro: Annotated[str, AtMost(characters=80)]
    danger_note: Annotated[str, AtMost(characters=80)]
    topics_title: Annotated[str, AtMost(characters=24)]
    topics_intro: Hint
    topics_why: Told
    too_early: Annotated[str, AtMost(characters=34)]
    not_asked: Annotated[str, AtMost(characters=80)]
    put_right: Annotated[str, AtMost(characters=110)]
    other_school: Annotated[str, AtMost(words=30)]
    cannot_leave_title: Annotated[str, AtMost(characters=24)]
    body: Hint
    ticks_intro: Hint
    none_of_these: Title
    not_sure: Title
    why_title: Title
    why_each: Title
    harmless: Title
    raise_why: Told
    put_right_is: Title
    context_intro: Hint
    to_leave: Title
    danger_why_title: Title
    danger_harmless: Title
    danger_signs_title: Title
    danger_signs_why: Told
    danger_say: Title
    danger_must_go: Title
    danger_changes: Hint
    own_words_title: Title
    own_words_ask: Title
    own_words_hint: Hint
    own_words_why: Told
    fits_title: Title
    fits_intro: Hint
    no_fit_title: Title
    no_fit: Told
    say: Label
    do: Label
    why: Label
    go_if: Label
    go_if_sure: Hint
    later: Label
    push: Label
    own_deal_breaker: Hint
    was_not_sure: Hint
    would_not_take: Hint
    any_time: Hint
    more_also: Title
    more_changes: Title
    more_open: Title
    more_afterwards: Title
    more_lines: Title
    more_schools: Title
    more_trust: Title
    trust_note: Hint
    act_stay: Title
    act_exit: Title
    act_leave: Title
    and_more: Hint
    no_change: Hint
    clauses: Group
    """What would have to be so, after *if*."""
    told: Group
    """Sentences of a result and of keeping it."""
    keys: Group
    """What keys do. A name begins with its key; what follows a dash says where it reads like that."""
    answering: Group
    """What a screen says to keys and to what is typed."""
    purposes: Group
    """What a line is for, as a person would say it."""
    page: Group

    def commands(self, names: str) -> tuple[tuple[str, str], ...]:
        """Keys with what they do, by these names of `keys`."""
        return tuple((name.partition("-")[0], self.keys[name]) for name in names.split())

    def says(self, name: str, *values: object) -> str:
        """What a screen says to a key or to what is typed, by its name, with its braces filled."""
        return filled(self.answering[name], *values)


def filled(text: str, *values: object) -> str:
    """A text with its braces filled, one after another."""
    for value in values:
        text = text.replace("{}", str(value), 1)
    return text


class PackInfo(Struct, frozen=True):
    id: str
    title: str
    switch_text: str
    written_by: str
    last_changed: str
    due_again: str
    reviewed_by: str
    interests: str
