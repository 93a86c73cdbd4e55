"""The numbers that policy rows read, one condition at a time, with what they count.

`compiling` decides with capped sums; here every part of a row is measured in full, so that a person
can be told by how much it was missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_coach.book.pack import RowCondition, Severity
from interview_coach.engine.answers import Answers
from interview_coach.engine.compiled import Standpoint
from interview_coach.engine.engine import Engine

COUNTED = ("ripe", "standing", "to_raise")


@dataclass(frozen=True, slots=True)
class Measures:
    """What rows read of one answer set.

    `danger` is 0 none, 1 in doubt, 2 fires. `counted` maps ripe, standing and to_raise to
    (flag, topic, level) of the flags that count.
    """

    danger: int
    abuse: tuple[str, ...]
    counted: dict[str, tuple[tuple[str, str, Severity], ...]]
    leaning: int
    would_not: bool
    never_again: bool
    own_state: tuple[str, ...]

    def flags_at(self, kind: str, level: Severity) -> tuple[str, ...]:
        """The flags that count as `kind` at `level` or above."""
        return tuple(flag for flag, _, at in self.counted[kind] if at >= level)

    def topics_at(self, kind: str, level: Severity) -> tuple[str, ...]:
        """The topics of those flags."""
        return tuple(dict.fromkeys(topic for _, topic, at in self.counted[kind] if at >= level))


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a row: what it reads, how much it needs, how much there is, and of what.

    `flags` are what counts, `held_back` what would count once it was raised. `chance` of a part that does not hold: open if unanswered questions can still make it hold,
    in-doubt if what is *not sure* could, else "". Needs and counts: danger 0 none, 1 in doubt, 2 fires;
    leaning 0 network-first to 2 firm; ripe, standing and to_raise count topics; the others 0 or 1.
    """

    reads: str
    needs: int
    has: int
    level: Severity | None = None
    flags: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    chance: str = ""

    @property
    def holds(self) -> bool:
        return self.has >= self.needs


def measure(engine: Engine, answers: Answers, standpoint: Standpoint) -> Measures:
    """Measure an answer set."""
    compiled = engine.compiled
    now = engine.situation(answers, standpoint)
    levels = compiled.levels(now, standpoint.own)
    standing = now.fired & ~now.fixed & ~compiled.danger
    asked = now.cannot | now.refused
    masks = {
        "ripe": standing & (~compiled.required | asked),
        "standing": standing,
        "to_raise": standing & compiled.raisable & ~asked,
    }
    graded = [
        (compiled.bit[flag.id], (flag.id, flag.topic, Severity(grade)))
        for flag in compiled.flags
        if standing & (bit := compiled.bit[flag.id]) and (grade := sum(bool(mask & bit) for mask in levels))
    ]
    return Measures(
        danger=2 if now.fired & compiled.danger else 1 if now.doubt & compiled.danger else 0,
        abuse=tuple(
            flag.id
            for flag in compiled.flags
            if standing & compiled.abuse & now.refused & compiled.bit[flag.id]
        ),
        counted={kind: tuple(entry for bit, entry in graded if mask & bit) for kind, mask in masks.items()},
        leaning=min(2, max(0, standpoint.stance + now.need_shift)),
        would_not=now.would_not,
        never_again=now.never_again,
        own_state=tuple(id_ for id_ in engine.book.option_by_id if now.own_state & compiled.bit[id_]),
    )


def parts_of(
    when: RowCondition, now: Measures, still: Sequence[Measures], doubted: Sequence[Measures]
) -> Iterator[Part]:
    """The conditions of a row. `still` and `doubted` are what it could come to read."""

    def part(reads: str, needs: int, level: Severity | None = None, flags: tuple[str, ...] = ()) -> Part:
        has = _amount(now, reads, level)
        chance = ""
        if has < needs and any(_amount(m, reads, level) >= needs for m in still):
            chance = "open"
        elif has < needs and any(_amount(m, reads, level) >= needs for m in doubted):
            chance = "in-doubt"
        held_back: tuple[str, ...] = ()
        if reads == "ripe" and level is not None and has < needs:
            held_back = tuple(id_ for id_ in now.flags_at("standing", level) if id_ not in flags)
        return Part(reads, needs, has, level, flags, held_back, chance)

    if when.danger:
        yield part("danger", {"in-doubt": 1, "fires": 2}[when.danger])
    if when.abuse:
        yield part("abuse", 1, flags=now.abuse)
    for kind, level in (("ripe", when.ripe), ("standing", when.standing), ("to_raise", when.to_raise)):
        if level is not None:
            yield part(kind, when.topics, level, now.flags_at(kind, level))
    if when.leaning is not None:
        yield part("leaning", int(when.leaning))
    for reads in ("would_take", "meet_again", "own_state"):
        if getattr(when, reads):
            yield part(reads, 1, flags=now.own_state if reads == "own_state" else ())


def _amount(measures: Measures, reads: str, level: Severity | None) -> int:
    if level is not None:
        return len(measures.topics_at(reads, level))
    return {
        "danger": measures.danger,
        "abuse": len(measures.abuse),
        "leaning": measures.leaning,
        "would_take": int(measures.would_not),
        "meet_again": int(measures.never_again),
        "own_state": len(measures.own_state),
    }[reads]
