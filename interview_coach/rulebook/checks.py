"""Whole-pack sense: what one file alone cannot show, and what is dead. Adds problems, returns nothing."""

from __future__ import annotations

from itertools import product

from interview_coach.book.pack import Condition
from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, Severity
from interview_coach.rulebook.flag_checks import check_flag, check_option, check_sign, check_sources
from interview_coach.rulebook.line_checks import check_line, check_lines_at_hand, check_reading_grade
from interview_coach.rulebook.merge import OF_TOPICS, Entry, Merged
from interview_coach.rulebook.pack_checks import check_pack, check_topics
from interview_coach.rulebook.sayable import check_prose
from interview_coach.rulebook.shapes import FlagShape, OtherOptionShape

TOPICS_IN_A_KNOT = 4
OPTIONS_IN_A_KNOT = 9

RESERVED = frozenset(
    {DANGER, "signs", "topics", "raised", "context", "profile", "general", "none", "not-sure", *CONTEXT_ORDER}
)


def check_sense(merged: Merged) -> None:
    """Everything about flags, options, reassurances, lines and topics that files cannot show alone."""
    check_pack(merged)
    check_topics(merged)
    for flag in merged.flags.values():
        check_flag(merged, flag)
    for option in merged.options.values():
        check_option(merged, option)
    for sign in merged.signs.values():
        check_sign(sign)
    for reassurance in merged.not_red_flags.values():
        check_sources(reassurance)
        check_prose(reassurance, "what", "why")
    for line in merged.lines.values():
        check_line(merged, line)
    _check_ids(merged)
    combining = [flag for flag in merged.flags.values() if flag.shape.fires_if]
    _check_knots(merged, combining)
    conditions = [flag.shape.fires_if for flag in combining if flag.shape.fires_if]
    for option in merged.options.values():
        _check_use(merged, option, conditions)
    _check_offered(merged, conditions)
    check_lines_at_hand(merged)
    check_reading_grade(merged)


def _check_ids(merged: Merged) -> None:
    for topic in merged.topics.values():
        if topic.name in RESERVED - {DANGER}:
            topic.base.wrong(f"{topic.name!r} has a meaning of its own; choose another id", "topic")
    for entry in (entry for key in OF_TOPICS for entry in getattr(merged, key).values()):
        if entry.id in RESERVED or entry.id in merged.topics:
            entry.wrong_key(f"{entry.id!r} has a meaning of its own; choose another id")


def _check_knots(merged: Merged, combining: list[Entry[FlagShape]]) -> None:
    """Whether combinations tie so much together that looking ahead would keep a person waiting."""
    homes = merged.homes
    knots: list[tuple[set[str], set[str]]] = []
    for flag in combining:
        assert flag.shape.fires_if
        options = {option for option in flag.shape.fires_if.options() if option in homes}
        topics = {flag.topic, *(homes[option] for option in options)}
        for knot in [knot for knot in knots if knot[0] & topics]:
            knots.remove(knot)
            topics |= knot[0]
            options |= knot[1]
        knots.append((topics, options))
        if len(topics) > TOPICS_IN_A_KNOT or len(options) > OPTIONS_IN_A_KNOT:
            flag.wrong(
                f"combinations tie {len(options)} options of {len(topics)} topics together here; at most "
                f"{OPTIONS_IN_A_KNOT} of {TOPICS_IN_A_KNOT} can be looked through in time: split or drop one",
                "fires_if",
            )


def _check_use(merged: Merged, option: Entry[OtherOptionShape], conditions: list[Condition]) -> None:
    """Whether a tick can change anything for some answers."""
    kind, useless = option.shape.kind, f"ticking {option.id!r} changes nothing"
    if kind in ("fact", "mitigating"):
        reading = [condition for condition in conditions if option.id in condition.options()]
        if not reading:
            option.wrong_key(f"no rule uses the option {option.id!r}; name it in a `fires_if` or take it out")
        elif not any(_turns(condition, option.id) for condition in reading):
            option.wrong_key(f"{useless}: what it is combined with holds without it; take it out")
    elif kind == "sustained":
        lasting = [f.shape for f in merged.flags_of(option.topic) if f.shape.can_be_sustained]
        if lasting and all(shape.severity is Severity.DEALBREAKER for shape in lasting):
            option.wrong_key(f"{useless}: what it could move up is a deal-breaker already; take it out")


def _turns(condition: Condition, option: str) -> bool:
    """Whether the option alone can make the difference to a combination."""
    others = sorted(condition.options() - {option})
    if len(others) > OPTIONS_IN_A_KNOT:
        return True  # A knot of so many is refused as that, and not gone through here.
    for ticks in product((False, True), repeat=len(others)):
        ticked = {other for other, is_ticked in zip(others, ticks, strict=True) if is_ticked}
        if _holds(condition, ticked | {option}) != _holds(condition, ticked):
            return True
    return False


def _holds(condition: Condition, ticked: set[str]) -> bool:
    return condition.holds(ticked.__contains__, lambda id_: id_ not in ticked)


_SPOKEN_OF = ("own-state", "own-reason", "danger-sign", "context")


def _check_offered(merged: Merged, conditions: list[Condition]) -> None:
    """Whether a line can be asked for: it is about flags, what they read, own state or context."""
    known = {*merged.flags, *merged.options}
    spoken = {option.id for option in merged.options.values() if option.shape.kind in _SPOKEN_OF}
    spoken.update(merged.flags, *(condition.options() for condition in conditions))
    for line in merged.lines.values():
        fits = known.intersection(line.shape.fits)
        if fits and not fits & spoken:
            line.wrong(
                f"the line {line.id!r} is never offered: nothing that it fits decides anything by itself; fit a flag",
                "fits",
            )
