"""Whole-pack sense: what one file alone cannot show. Adds problems, returns nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from interview_coach.book.pack import CONTEXT_ORDER, DANGER
from interview_coach.problems import Problems
from interview_coach.rulebook.dead import check_dead
from interview_coach.rulebook.flag_checks import check_flag, check_option, check_sources
from interview_coach.rulebook.line_checks import (
    check_line,
    check_lines_at_hand,
    check_reading_grade,
)
from interview_coach.rulebook.merge import Entry, Merged
from interview_coach.rulebook.pack_checks import check_pack, check_topics
from interview_coach.rulebook.text_checks import check_prose

TOPICS_IN_A_KNOT = 4
OPTIONS_IN_A_KNOT = 9

RESERVED = frozenset(
    {DANGER, "topics", "raised", "context", "profile", "general", "none", "not-sure", *CONTEXT_ORDER}
)


def check_sense(merged: Merged, problems: Problems) -> None:
    """Everything about flags, options, reassurances, lines and topics that files cannot show alone."""
    check_pack(merged, problems)
    check_topics(merged, problems)
    for flag in merged.flags.values():
        check_flag(merged, flag, problems)
    for option in merged.options.values():
        check_option(merged, option, problems)
    for reassurance in merged.reassurances.values():
        check_sources(reassurance, problems)
        for key in ("what", "why"):
            check_prose(reassurance, (key,), getattr(reassurance.shape, key), problems)
    for line in merged.lines.values():
        check_line(merged, line, problems)
    _check_ids(merged, problems)
    _check_unused(merged, problems)
    _check_knots(merged, problems)
    check_dead(merged, problems)
    check_lines_at_hand(merged, problems)
    check_reading_grade(merged, problems)


def _check_ids(merged: Merged, problems: Problems) -> None:
    for topic in merged.topics.values():
        if topic.name in RESERVED - {DANGER}:
            problems.add(topic.start, f"{topic.name!r} has a meaning of its own; choose another id")
    for entry in _entries(merged):
        if entry.id in RESERVED or entry.id in merged.topics:
            problems.add(entry.key_place(), f"{entry.id!r} has a meaning of its own; choose another id")


def _entries(merged: Merged) -> Iterable[Entry[Any]]:
    yield from merged.flags.values()
    yield from merged.options.values()
    yield from merged.reassurances.values()
    yield from merged.lines.values()


def _check_unused(merged: Merged, problems: Problems) -> None:
    read = {
        id_ for flag in merged.flags.values() if flag.shape.fires_if for id_ in flag.shape.fires_if.options()
    }
    for option in merged.options.values():
        if option.shape.kind in ("fact", "mitigating") and option.id not in read:
            problems.add(
                option.key_place(),
                f"no rule uses the option {option.id!r}; name it in a `fires_if` or take it out",
            )


def _check_knots(merged: Merged, problems: Problems) -> None:
    """Whether combinations tie so much together that looking ahead would keep a person waiting."""
    home = {id_: entry.topic for id_, entry in merged.flags.items()}
    home.update({id_: entry.topic for id_, entry in merged.options.items()})
    knots: list[tuple[set[str], set[str]]] = []
    for flag in merged.flags.values():
        if flag.shape.fires_if is None:
            continue
        options = {option for option in flag.shape.fires_if.options() if option in home}
        topics = {flag.topic, *(home[option] for option in options)}
        for knot in [knot for knot in knots if knot[0] & topics]:
            knots.remove(knot)
            topics |= knot[0]
            options |= knot[1]
        knots.append((topics, options))
        if len(topics) > TOPICS_IN_A_KNOT or len(options) > OPTIONS_IN_A_KNOT:
            problems.add(
                flag.place("fires_if"),
                f"combinations tie {len(options)} options of {len(topics)} topics together here; at most "
                f"{OPTIONS_IN_A_KNOT} of {TOPICS_IN_A_KNOT} can be looked through in time: split or drop one",
            )
