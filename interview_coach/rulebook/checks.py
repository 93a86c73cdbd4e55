"""Whole-pack sense: what one file alone cannot show. Adds problems, returns nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from interview_coach.model import CONTEXT_ORDER, DANGER
from interview_coach.problems import Problems
from interview_coach.rulebook.flag_checks import check_flag, check_option, check_sources, options_read
from interview_coach.rulebook.layers import Entry, Merged
from interview_coach.rulebook.line_checks import (
    check_line,
    check_lines_at_hand,
    check_prose,
    check_reading_grade,
)
from interview_coach.rulebook.pack_checks import check_pack, check_topics

RESERVED = frozenset(
    {DANGER, "topics", "raised", "context", "profile", "general", "none", "not-sure", *CONTEXT_ORDER}
)


def check_sense(merged: Merged, problems: Problems) -> None:
    """Everything about flags, options, reassurances, lines and topics that files cannot show alone."""
    check_pack(merged, problems)
    check_topics(merged, problems)
    for flag in merged.flags.values():
        check_flag(merged, flag, problems)
    for option in merged.also.values():
        check_option(merged, option, problems)
    for reassurance in merged.reassurances.values():
        check_sources(reassurance, problems)
        for key in ("what", "why"):
            check_prose(reassurance, (key,), getattr(reassurance.shape, key), problems)
    for line in merged.lines.values():
        check_line(merged, line, problems)
    _check_ids(merged, problems)
    _check_unused(merged, problems)
    check_lines_at_hand(merged, problems)
    check_reading_grade(merged, problems)


def _check_ids(merged: Merged, problems: Problems) -> None:
    for topic in merged.topics.values():
        if topic.id in RESERVED - {DANGER}:
            problems.add(topic.place, f"{topic.id!r} has a meaning of its own; choose another id")
    for entry in _entries(merged):
        if entry.id in RESERVED or entry.id in merged.topics:
            problems.add(entry.key_place(), f"{entry.id!r} has a meaning of its own; choose another id")


def _entries(merged: Merged) -> Iterable[Entry[Any]]:
    yield from merged.flags.values()
    yield from merged.also.values()
    yield from merged.reassurances.values()
    yield from merged.lines.values()


def _check_unused(merged: Merged, problems: Problems) -> None:
    read = {id_ for flag in merged.flags.values() for id_ in options_read(flag.shape.fires_if)}
    for option in merged.also.values():
        if option.shape.kind in ("fact", "mitigating") and option.id not in read:
            problems.add(
                option.key_place(),
                f"no rule uses the option {option.id!r}; name it in a `fires_if` or take it out",
            )
