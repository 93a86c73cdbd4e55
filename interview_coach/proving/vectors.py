"""What policy rows read of answers, as vectors of small numbers that can be joined and added.

Inside a topic flags join: the worst counts. Topics add, each count only as far as any row counts it.
The policy reads nothing else, so answer sets with the same vector have the same row.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import add
from typing import TypeAlias

from interview_coach.book.pack import Row
from interview_coach.engine.compiled import CompiledBook, Situation

Vector: TypeAlias = tuple[int, ...]
Caps: TypeAlias = tuple[int, ...]
"""How far each number of a vector counts; 0: nobody reads it."""

DOUBT, FIRES, ABUSE, WOULD_NOT, NEVER_AGAIN, HIGH, ALTERNATIVES, OWN_STATE = range(8)
_LEVELS = tuple(range(4))
NOTHING: Vector = (0,) * 20


def caps_of(rows: Iterable[Row], *, leaving: bool) -> Caps:
    """How far `rows` count: all that any of them reads, or only what leaving rows can read."""
    counts = [[0] * 4, [0] * 4, [0] * 4]
    for row in rows:
        when = row.when
        for kind, level in enumerate((when.ripe, when.standing, when.to_raise)):
            if level is not None:
                counts[kind][level - 1] = max(counts[kind][level - 1], when.topics)
    if leaving:
        counts[1:] = [[0] * 4, [0] * 4]
    return (1, 1, 1, 1, 1, 1, 1, 0 if leaving else 1, *counts[0], *counts[1], *counts[2])


def seen(vector: Vector, caps: Caps) -> Vector:
    """The vector as far as `caps` look."""
    return tuple(map(min, vector, caps))


def join(a: Vector, b: Vector) -> Vector:
    """Both within one topic."""
    return tuple(map(max, a, b))


def plus(a: Vector, b: Vector, caps: Caps) -> Vector:
    """Both in different topics."""
    return tuple(map(min, map(add, a, b), caps))


def context_of(compiled: CompiledBook, bits: int) -> Vector:
    """What answers say of the person and their context, flags apart."""
    return (
        0,
        0,
        0,
        int(bool(bits & compiled.would_not)),
        int(bool(bits & compiled.never_again)),
        int(bool(bits & compiled.need_high)),
        int(bool(bits & compiled.has_alternatives)),
        int(bool(bits & compiled.own_state)),
        *(0,) * 12,
    )


def flag_of(compiled: CompiledBook, now: Situation, bit: int, own: int) -> Vector:
    """What one flag adds in a situation; `own` is the mask of own deal-breakers."""
    fires = now.fired & bit
    dangerous = bit & compiled.danger
    standing = fires & ~now.fixed & ~compiled.danger
    asked = now.cannot | now.refused
    ripe = standing & (~compiled.required | asked)
    to_raise = standing & compiled.raisable & ~asked
    levels = compiled.levels(now, own)
    return (
        int(bool(dangerous & (now.fired | now.doubt))),
        int(bool(dangerous & now.fired)),
        int(bool(standing & compiled.abuse & now.refused)),
        *(0,) * 5,
        *(int(bool(ripe & levels[n])) for n in _LEVELS),
        *(int(bool(standing & levels[n])) for n in _LEVELS),
        *(int(bool(to_raise & levels[n])) for n in _LEVELS),
    )
