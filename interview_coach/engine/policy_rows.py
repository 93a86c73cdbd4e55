"""Rows of the policy, matched against what their measures read of a situation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, TypeAlias

from interview_coach.book.pack import Row, Threshold
from interview_coach.book.vocabulary import Severity
from interview_coach.engine.measures import MEASURE, Measure
from interview_coach.engine.situation import Kinds, Situation, Standpoint

Readings: TypeAlias = tuple[int, ...]
"""What gauges say, none above its cap."""


class Gauge(NamedTuple):
    """A measure that some row reads, with the level from which flags count, and how far to count."""

    measure: Measure
    level: Severity | None
    by_flag: bool
    cap: int


class Scale(NamedTuple):
    """What flags weigh, as masks of their bits: those at or above each level, and those of each topic."""

    kinds: Kinds
    at_least: tuple[int, ...]
    """By severity alone, danger apart."""
    topics: tuple[int, ...]

    def levels(self, now: Situation, own: int) -> tuple[int, int, int, int]:
        """Masks of the fired flags (danger apart) at or above note, concern, serious, dealbreaker."""
        notes, concerns, serious, breakers = self.at_least
        once = now.sustained | now.refused
        twice = now.sustained & now.refused
        fired = now.fired
        return (
            fired & notes,
            fired & (concerns | own | (notes & once)),
            fired & (serious | own | (concerns & once) | (notes & twice)),
            fired & (breakers | own | (serious & once) | (concerns & twice)),
        )

    def topics_of(self, mask: int, cap: int) -> int:
        """In how many topics there are flags of the mask, counted up to a cap."""
        if not mask or cap == 1:
            return 1 if mask else 0
        count = 0
        for topic in self.topics:
            if mask & topic:
                count += 1
                if count == cap:
                    break
        return count

    def measured(self, threshold: Threshold, now: Situation, standpoint: Standpoint) -> tuple[int, int]:
        """The number that a threshold is held against, uncapped, and the bits that count for it."""
        measure = MEASURE[threshold.measure]
        value = measure.read(self.kinds, now, standpoint)
        if measure.is_counted and threshold.level:
            if measure.by_itself:
                value &= self.at_least[threshold.level - 1] | standpoint.own
            else:
                value &= self.levels(now, standpoint.own)[threshold.level - 1]
            has = value.bit_count() if threshold.by_flag else self.topics_of(value, len(self.topics))
            return has, value
        if measure.scale:
            return min(max(value, 0), len(measure.scale) - 1), 0
        return int(bool(value)), 0 if isinstance(value, bool) else value


class PolicyRows:
    """Rows of the policy, ready to be matched against readings. There are few readings, so they are remembered."""

    def __init__(self, rows: Iterable[Row], scale: Scale) -> None:
        self._rows = tuple(rows)
        self._scale = scale
        caps: dict[tuple[str, Severity | None, bool], int] = {}
        for threshold in (threshold for row in self._rows for threshold in row.when):
            key = (threshold.measure, threshold.level, threshold.by_flag)
            caps[key] = max(caps.get(key, 0), threshold.at_least)
        self.gauges = tuple(Gauge(MEASURE[key[0]], key[1], key[2], cap) for key, cap in caps.items())
        self._plan = tuple(
            (gauge.measure.read, gauge.level, gauge.measure.by_itself, gauge.by_flag, gauge.cap)
            for gauge in self.gauges
        )
        places = {key: place for place, key in enumerate(caps)}
        self.wanted = {
            row.id: tuple((places[t.measure, t.level, t.by_flag], t.at_least) for t in row.when)
            for row in self._rows
        }
        self.places = frozenset(tuple(place for place, _ in wanted) for wanted in self.wanted.values())
        self.first = cache(self._first)

    def decide(self, now: Situation, standpoint: Standpoint) -> Row | None:
        """The first row that matches a situation."""
        return self.first(self.readings(now, standpoint))

    def readings(self, now: Situation, standpoint: Standpoint) -> Readings:
        """What the rows read of a situation."""
        scale = self._scale
        levels: tuple[int, ...] = ()
        found: list[int] = []
        for read, level, by_itself, by_flag, cap in self._plan:
            value = read(scale.kinds, now, standpoint)
            if level and value:
                if by_itself:
                    value &= scale.at_least[level - 1] | standpoint.own
                else:
                    levels = levels or scale.levels(now, standpoint.own)
                    value &= levels[level - 1]
                value = value.bit_count() if by_flag else scale.topics_of(value, cap)
            found.append(value if value < cap else cap)  # noqa: FURB136 - min() is slower, and this is hot
        return tuple(found)

    def counted(self, readings: Readings) -> int:
        """How much of readings is flags that were counted."""
        return sum(n for n, gauge in zip(readings, self.gauges, strict=False) if gauge.level)

    def _first(self, readings: Readings) -> Row | None:
        """The first row whose thresholds are all reached."""
        for row, wanted in zip(self._rows, self.wanted.values(), strict=True):
            if all(readings[place] >= least for place, least in wanted):
                return row
        return None
