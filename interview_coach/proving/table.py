"""The row of every vector that the book can reach, decided by the real engine on a real answer set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from interview_coach.book.pack import Row, Stance, Verdict
from interview_coach.engine.compiled import CompiledBook, Standpoint
from interview_coach.proving.examples import Witness
from interview_coach.proving.space import Group, Pairs, Space, States, add_states
from interview_coach.proving.vectors import (
    ABUSE,
    DOUBT,
    FIRES,
    NEVER_AGAIN,
    NOTHING,
    WOULD_NOT,
    Caps,
    Vector,
    caps_of,
    plus,
    seen,
)

Rows: TypeAlias = tuple[Row | None, ...]
"""The row for each stance, network-first to firm; None where nothing matches."""

RIPE = slice(8, 12)


class Conflict(NamedTuple):
    """Two answer sets with different outcomes: `low` and `high` are verdicts, or rows if those were asked."""

    witness: Witness
    stance: Stance
    low: Verdict | Row | None
    high: Verdict | Row | None


class Table:
    """Rows by vector. `everything` sees all that rows read, `leaving` what leaving rows can read."""

    def __init__(self, compiled: CompiledBook) -> None:
        self.compiled = compiled
        self.space = Space(compiled)
        self.caps = caps_of(compiled.book.rows, leaving=False)
        self.leaving_caps = caps_of(compiled.leaving_rows, leaving=True)
        self._states: dict[tuple[Group, Caps], States] = {}
        self._rests: dict[tuple[Group, Caps], States] = {}
        self.everything = self.total(self.caps)
        self.rows: dict[Vector, Rows] = {v: self._decide(v, w) for v, w in self.everything.items()}
        self.leaving: States = {}
        self.verdicts: dict[Vector, tuple[Verdict | None, ...]] = {}
        self.torn: list[tuple[Vector, Vector]] = []
        self._project()

    def states(self, group: Group, caps: Caps) -> States:
        key = (group, caps)
        if key not in self._states:
            self._states[key] = self.space.states(group, caps)
        return self._states[key]

    def total(self, caps: Caps, without: Group | None = None) -> States:
        """Every vector that all groups, or all but one, can add up to."""
        total: States = {NOTHING: Witness()}
        for group in self.space.groups:
            if group != without:
                total = add_states(total, self.states(group, caps), caps)
        return total

    def rest(self, group: Group, caps: Caps) -> States:
        """Every vector that all other groups can add up to."""
        key = (group, caps)
        if key not in self._rests:
            self._rests[key] = self.total(caps, group)
        return self._rests[key]

    def _decide(self, vector: Vector, witness: Witness) -> Rows:
        compiled = self.compiled
        bits = compiled.bits_of(witness.low())
        own = 0
        for id_ in witness.own:
            own |= compiled.bit[id_]
        now = compiled.situation(bits)
        rows: list[Row | None] = []
        for stance in Stance:
            standpoint = Standpoint(stance, own, "")
            try:
                rows.append(compiled.row(now, standpoint))
            except AssertionError:
                rows.append(None)
        numbers = compiled.numbers(now, Standpoint(0, own, ""))
        said = (numbers.danger, int(numbers.abuse), numbers.ripe, numbers.would_not, numbers.never_again)
        if said != self._as_numbers(vector):
            raise AssertionError(f"the proof reads {vector} where the engine reads {numbers}: {witness}")
        return tuple(rows)

    def _as_numbers(self, vector: Vector) -> tuple[object, ...]:
        ripe = tuple(map(min, vector[RIPE], self.compiled.caps))
        danger = vector[DOUBT] + vector[FIRES]
        return danger, vector[ABUSE], ripe, bool(vector[WOULD_NOT]), bool(vector[NEVER_AGAIN])

    def _project(self) -> None:
        """Forget what only rows of staying read; verdicts must not depend on it."""
        first: dict[Vector, Vector] = {}
        for vector, rows in self.rows.items():
            short = seen(vector, self.leaving_caps)
            verdicts = tuple(row.verdict if row else None for row in rows)
            if self.verdicts.setdefault(short, verdicts) != verdicts:
                self.torn.append((first[short], vector))
            first.setdefault(short, vector)
            witness = self.everything[vector]
            if short not in self.leaving or witness < self.leaving[short]:
                self.leaving[short] = witness

    def conflicts(self, group: Group, pairs: Pairs, *, rows: bool = False) -> Iterator[Conflict]:
        """Every pair together with every rest and stance where the two sides differ in verdict or row."""
        caps = self.caps if rows else self.leaving_caps
        for pair, witness in pairs.items():
            if pair[0] == pair[1]:
                continue
            for vector, more in self.rest(group, caps).items():
                low, high = plus(pair[0], vector, caps), plus(pair[1], vector, caps)
                if low == high:
                    continue
                before = self.rows[low] if rows else self.verdicts[low]
                after = self.rows[high] if rows else self.verdicts[high]
                if before != after:
                    for stance in Stance:
                        if before[stance] != after[stance]:
                            yield Conflict(witness.with_(more), stance, before[stance], after[stance])
