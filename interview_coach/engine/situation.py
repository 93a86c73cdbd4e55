"""What a policy goes by: what an answer set amounts to, what its flags are, and where the person stands."""

from __future__ import annotations

from typing import NamedTuple

from interview_coach.book.vocabulary import Severity, Stance

LEVELS = tuple(level for level in Severity if level is not Severity.DANGER)


class Situation(NamedTuple):
    """What an answer set amounts to, whoever gave it; flags and topics as masks of flag bits."""

    fired: int
    doubt: int
    fixed: int
    waiting: int
    cannot: int
    refused: int
    sustained: int
    lasting: int
    """Of what is sustained, what the person said goes on and on; the rest is only more than one such thing."""
    goes_on: int
    """Of what is as good as refused, what goes on though nobody was told to stop."""
    unsafe: int
    own_state: int
    own_reason: int
    would_not: bool
    never_again: bool
    need_shift: int


class Standpoint(NamedTuple):
    """A profile compiled: the stance, own deal-breakers as a mask, and the need if it is settled."""

    stance: int = Stance.BALANCED
    own: int = 0
    need: str = ""


class Kinds(NamedTuple):
    """What flags are, as masks of flag bits."""

    danger: int
    abuse: int
    grave_abuse: int
    """Abuse that ends the talk by its own severity."""
    required: int
    raisable: int
    scam: tuple[int, int]
    """Flags that add one to a scam, and those that add two; one that adds three is in both."""


def standing(kinds: Kinds, now: Situation) -> int:
    """Flags that fire and were not put right, danger apart."""
    return now.fired & ~now.fixed & ~kinds.danger


def ripe(kinds: Kinds, now: Situation, _: Standpoint) -> int:
    """Flags to leave for: raised in vain, going on and on, or not to be raised first."""
    return standing(kinds, now) & (~kinds.required | now.cannot | now.refused | now.sustained)


def scam(kinds: Kinds, fired: int, fixed: int) -> int:
    """How far what stands adds up to a scam."""
    one, two = kinds.scam
    stands = fired & ~fixed
    return (one & stands).bit_count() + 2 * (two & stands).bit_count()
