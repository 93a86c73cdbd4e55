"""The conditions under which combinations fire, as tests of bits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interview_coach.book.pack import Condition


def compile_condition(condition: Condition, bit: Mapping[str, int]) -> Callable[[int], bool]:
    """A test of bits.

    The bit of a mitigating option says that it was answered *no*, so that every condition only ever
    looks upward and holds only when it is known to hold.
    """
    if condition.kind == "option":
        mask = bit[condition.option]
        return lambda bits: bool(bits & mask)
    parts = tuple(compile_condition(part, bit) for part in condition.parts)
    if condition.kind == "not":
        return parts[0]
    if condition.kind == "all":
        return lambda bits: all(part(bits) for part in parts)
    if condition.kind == "any":
        return lambda bits: any(part(bits) for part in parts)
    count = condition.count
    return lambda bits: sum(part(bits) for part in parts) >= count
