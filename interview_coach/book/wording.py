"""What a pack says of itself, and the fixed sentences of its screens."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Wording(Struct, frozen=True):
    """The fixed sentences of a pack, so that no screen text hides in code."""

    danger_title: str
    danger_intro: str
    danger_note: str
    topics_title: str
    topics_intro: str
    topics_why: str
    too_early: str
    not_asked: str
    put_right: str
    other_school: str
    cannot_leave_title: str
    body: str
    ticks_intro: str
    none_of_these: str
    not_sure: str
    why_title: str
    why_each: str
    harmless: str
    raise_why: str
    put_right_is: str
    context_intro: str
    to_leave: str
    danger_why_title: str
    danger_harmless: str
    danger_signs_title: str
    danger_signs_why: str
    danger_say: str
    danger_must_go: str
    danger_changes: str
    own_words_title: str
    own_words_ask: str
    own_words_hint: str
    own_words_why: str
    fits_title: str
    fits_intro: str
    no_fit_title: str
    no_fit: str
    say: str
    do: str
    why: str
    go_if: str
    go_if_sure: str
    later: str
    push: str
    own_deal_breaker: str
    was_not_sure: str
    would_not_take: str
    any_time: str
    more_also: str
    more_changes: str
    more_open: str
    more_afterwards: str
    more_lines: str
    more_schools: str
    more_trust: str
    trust_note: str
    act_stay: str
    act_exit: str
    act_leave: str
    and_more: str
    no_change: str
    told: Mapping[str, str]
    """Sentences of a result and of keeping it."""
    keys: Mapping[str, str]
    """What keys do. The first letter of a name is the key; what follows says where it reads like that."""
    purposes: Mapping[str, str]
    """What a line is for, as a person would say it."""
    page: Mapping[str, str]
    clauses: Mapping[str, str]
    """What would have to be so, after *if*."""

    def commands(self, names: str) -> tuple[tuple[str, str], ...]:
        """Keys with what they do, by these names of `keys`."""
        return tuple((name[0], self.keys[name]) for name in names.split())


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
