"""The shape of the fixed words of an assessment: those of all packs stand in words.yaml, a pack changes single ones."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from interview_coach.rulebook.values import AtMostWords, Shape, Text, characters

Label: TypeAlias = Annotated[Text, characters(14)]
Title: TypeAlias = Annotated[Text, characters(40)]
Hint: TypeAlias = Annotated[Text, characters(90)]
Told: TypeAlias = Annotated[Text, AtMostWords(40)]
Group: TypeAlias = dict[str, Told]
"""Texts by the names of what they are for; words.yaml has all of the names."""


class WordingShape(Shape):
    danger_title: Annotated[Text, characters(40)]
    danger_intro: Annotated[Text, characters(80)]
    danger_note: Annotated[Text, characters(80)]
    topics_title: Annotated[Text, characters(24)]
    topics_intro: Annotated[Text, characters(90)]
    topics_why: Annotated[Text, AtMostWords(40)]
    too_early: Annotated[Text, characters(34)]
    not_asked: Annotated[Text, characters(80)]
    put_right: Annotated[Text, characters(110)]
    other_school: Annotated[Text, AtMostWords(30)]
    cannot_leave_title: Annotated[Text, characters(24)]
    body: Annotated[Text, characters(90)]
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
    told: Group
    keys: Group
    purposes: Group
    page: Group

    @property
    def by_key(self) -> dict[tuple[str, ...], str]:
        """Every text by its key, below the name of its group if it has one."""
        groups = {key: held if isinstance(held, dict) else {"": held} for key, held in vars(self).items()}
        return {(key, name) if name else (key,): held[name] for key, held in groups.items() for name in held}

    @staticmethod
    def is_sealed(key: str) -> bool:
        """Whether the words under this key are read in danger."""
        return key.startswith("danger") or key in ("cannot_leave_title", "body", "keys")


class WordsShape(Shape):
    """The words that all packs share."""

    wording: WordingShape
    """The words, by what they are for."""
