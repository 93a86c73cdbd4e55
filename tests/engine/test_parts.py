"""Parts of readings, packed, against the same sums done number by number."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coach.engine.parts import Adder
from interview_coach.engine.policy_rows import Readings

HIGHEST, LEANING = 0, 2
CAPS = (2, 1, 2, 3, 5)
ADDER = Adder(CAPS, HIGHEST)

readings = st.tuples(*(st.integers(-1 if place == LEANING else 0, cap) for place, cap in enumerate(CAPS)))
parts = st.frozensets(readings.map(ADDER.pack), min_size=1, max_size=9)
places = st.sets(st.integers(0, len(CAPS) - 1)).map(lambda chosen: tuple(sorted(chosen)))


def added(a: Readings, b: Readings) -> Readings:
    sums = tuple(min(cap, x + y) for cap, x, y in zip(CAPS, a, b, strict=True))
    return (max(a[HIGHEST], b[HIGHEST]), *sums[1:])


def is_below(a: Readings, b: Readings) -> bool:
    return all(x <= y for x, y in zip(a, b, strict=True))


@settings(derandomize=True, deadline=None)
@given(readings)
def test_what_is_packed_is_unpacked(values: Readings) -> None:
    assert ADDER.unpack(ADDER.pack(values)) == values


@settings(derandomize=True, deadline=None)
@given(readings, readings)
def test_two_are_added_place_by_place_up_to_what_counts(a: Readings, b: Readings) -> None:
    assert ADDER.unpack(ADDER.add(ADDER.pack(a), ADDER.pack(b))) == added(a, b)
    assert ADDER.add(ADDER.pack(a), ADDER.nothing) == ADDER.pack(a)


@settings(derandomize=True, deadline=None)
@given(st.lists(readings, min_size=1, max_size=5))
def test_the_worst_is_the_worst_at_every_place(several: list[Readings]) -> None:
    assert ADDER.unpack(ADDER.worst(map(ADDER.pack, several))) == tuple(map(max, zip(*several, strict=True)))


@settings(derandomize=True, deadline=None)
@given(parts, places)
def test_of_those_that_read_the_same_the_least_are_kept(
    several: frozenset[int], where: tuple[int, ...]
) -> None:
    every = [ADDER.unpack(part) for part in several]
    least = {
        a
        for a in every
        if not any(b != a and is_below(b, a) and all(a[n] == b[n] for n in where) for b in every)
    }
    assert {ADDER.unpack(part) for part in ADDER.least(several, where)} == least


@settings(derandomize=True, deadline=None)
@given(st.lists(parts, max_size=3), places)
def test_a_total_is_the_least_of_all_sums(sets: list[frozenset[int]], where: tuple[int, ...]) -> None:
    sums = frozenset({ADDER.nothing})
    for several in sets:
        sums = frozenset(ADDER.add(a, b) for a in sums for b in several)
    assert ADDER.total(sets, where) <= sums
    for reached in map(ADDER.unpack, sums):
        assert any(
            is_below(low, reached) and all(low[n] == reached[n] for n in where)
            for low in map(ADDER.unpack, ADDER.total(sets, where))
        )
