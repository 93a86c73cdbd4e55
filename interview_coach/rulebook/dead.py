"""What is dead in a pack: written down, and yet without effect for any answers at all."""

from __future__ import annotations

from itertools import product

from interview_coach.book.pack import Condition, ConditionKind, Severity
from interview_coach.problems import Problems
from interview_coach.rulebook.merge import Entry, Merged
from interview_coach.rulebook.shapes import OtherOptionShape

OPTIONS_AT_MOST = 9
"""Combinations of more options are refused elsewhere, and not gone through here."""


def check_dead(merged: Merged, problems: Problems) -> None:
    """Options that change no flag, and lines that are never offered. What they name has to be known."""
    combinations = [flag.shape.fires_if for flag in merged.flags.values() if flag.shape.fires_if]
    for option in merged.options.values():
        if option.shape.kind in ("fact", "mitigating"):
            reading = [condition for condition in combinations if option.id in condition.options()]
            if reading and not any(_turns(condition, option.id) for condition in reading):
                problems.add(
                    option.key_place(),
                    f"ticking {option.id!r} changes nothing: what it is combined with holds without it; take it out",
                )
        elif option.shape.kind == "sustained" and _moves_nothing(merged, option):
            problems.add(
                option.key_place(),
                f"ticking {option.id!r} changes nothing: what it could move up is a deal-breaker already; take it out",
            )
    known, spoken = {*merged.flags, *merged.options}, _can_be_about(merged)
    for line in merged.lines.values():
        fits = known.intersection(line.shape.fits)
        if fits and not fits & spoken:
            problems.add(
                line.place("fits"),
                f"the line {line.id!r} is never offered: nothing that it fits decides anything by itself; fit a flag",
            )


def _turns(condition: Condition, option: str) -> bool:
    """Whether the option alone can make the difference to a combination."""
    others = sorted(condition.options() - {option})
    if len(others) > OPTIONS_AT_MOST:
        return True
    for ticks in product((False, True), repeat=len(others)):
        given = dict(zip(others, ticks, strict=True))
        if _holds(condition, {**given, option: True}) != _holds(condition, {**given, option: False}):
            return True
    return False


def _holds(condition: Condition, ticked: dict[str, bool]) -> bool:
    if condition.kind is ConditionKind.OPTION:
        return ticked[condition.option]
    holding = sum(_holds(part, ticked) for part in condition.parts)
    match condition.kind:
        case ConditionKind.NOT:
            return not holding
        case ConditionKind.ALL:
            return holding == len(condition.parts)
        case ConditionKind.ANY:
            return holding > 0
        case _:
            return holding >= condition.count


def _moves_nothing(merged: Merged, option: Entry[OtherOptionShape]) -> bool:
    lasting = [f.shape for f in merged.flags.values() if f.topic == option.topic and f.shape.can_be_sustained]
    return bool(lasting) and all(shape.severity is Severity.DEALBREAKER for shape in lasting)


def _can_be_about(merged: Merged) -> set[str]:
    """What a line can be asked to be about: flags, what they read, own state, context."""
    found = {option.id for option in merged.options.values() if option.shape.kind in ("own-state", "context")}
    read = (flag.shape.fires_if.options() for flag in merged.flags.values() if flag.shape.fires_if)
    return found.union(merged.flags, *read)
