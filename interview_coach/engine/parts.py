"""What parts of an answer set add to its readings, each packed into one integer.

Looking ahead adds and compares parts by the ten thousands. Packed, with a field for every gauge, adding two
takes a few integer operations, and comparing two a subtraction, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import getitem
from typing import TypeAlias

from interview_coach.engine.policy_rows import Readings

Part: TypeAlias = int
"""Readings that some answers give by themselves, packed."""

Parts: TypeAlias = frozenset[Part]
"""What some answers can add, in each way that they can be completed."""

Places: TypeAlias = tuple[int, ...]
"""Where in readings a row looks."""

REMEMBERED = 4096
"""How much of what was found is kept, so that a long run takes no more and more memory."""

_ZERO = 4
"""What nothing is in a field that is summed: a high need takes one away."""


class Adder:
    """Packs readings and adds them up, counting no further than `caps`; at the place `highest` not even that."""

    def __init__(self, caps: Sequence[int], highest: int) -> None:
        self._highest = highest
        self._width = width = (2 * (max(caps) + _ZERO)).bit_length() + 1
        self._starts = tuple(range(0, width * len(caps), width))
        self._field = (1 << width) - 1
        summed = [
            (start, cap)
            for place, (start, cap) in enumerate(zip(self._starts, caps, strict=True))
            if place != highest
        ]
        self._zero = sum(_ZERO << start for start, _ in summed)
        self._caps = sum(_ZERO + cap << start for start, cap in summed)
        self._sums = sum(self._field << start for start, _ in summed)
        self._top = sum(1 << start + width - 1 for start in self._starts)
        # Added to a sum, it sets the top bit of the fields that are above their cap.
        self._above = (self._top & self._sums) - self._caps - sum(1 << start for start, _ in summed)
        # For every place, what 0, 1 and so on is; a list's last entries are what -1 and so on is.
        self._packed = [
            [(1 << value) - 1 << start for value in range(cap + 1)]
            if place == highest
            else [_ZERO + value << start for value in (*range(cap + 1), *range(-_ZERO, 0))]
            for place, (start, cap) in enumerate(zip(self._starts, caps, strict=True))
        ]
        self._seen_at = lru_cache(REMEMBERED)(self._mask)
        self._least = lru_cache(REMEMBERED)(self.least)
        self.nothing = self.pack((0,) * len(caps))

    def pack(self, readings: Readings) -> Part:
        """Readings as one integer. At `highest`, n is n bits set, so that of two the higher is both together."""
        return sum(map(getitem, self._packed, readings))

    def unpack(self, part: Part) -> Readings:
        """The readings that were packed."""
        fields = [part >> start & self._field for start in self._starts]
        return tuple(
            field.bit_length() if place == self._highest else field - _ZERO
            for place, field in enumerate(fields)
        )

    def add(self, a: Part, b: Part) -> Part:
        """Both parts together."""
        sums = self._sums
        total = (a & sums) + (b & sums) - self._zero
        top = total + self._above & self._top & sums
        capped = top - (top >> self._width - 1) | top
        return total & ~capped | self._caps & capped | (a | b) & ~sums

    def worst(self, parts: Iterable[Part]) -> Part:
        """The highest that any of the parts reads, at every place."""
        return self.pack(tuple(map(max, zip(*map(self.unpack, parts), strict=True))))

    def total(self, sets: Iterable[Parts], places: Places) -> Parts:
        """The least sums of one part from each set, for every way in which they read at `places`."""
        total: Parts = frozenset({self.nothing})
        for parts in sets:
            more = self._least(parts, places)
            total = self.least(frozenset(self.add(a, b) for a in total for b in more), places)
        return total

    def least(self, parts: Parts, places: Places) -> Parts:
        """Of the parts that read the same at `places`, those above no other one."""
        if len(parts) < 2:
            return parts
        seen, top = self._seen_at(places), self._top
        groups: dict[int, list[Part]] = {}
        for part in sorted(parts):
            kept = groups.setdefault(part & seen, [])
            if not any(((part | top) - least) & top == top for least in kept):
                kept.append(part)
        return frozenset(part for kept in groups.values() for part in kept)

    def _mask(self, places: Places) -> int:
        return sum(self._field << self._starts[place] for place in places)
