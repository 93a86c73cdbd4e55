"""What an assessment leaves behind for a day: its draft, as it lies in its file, and what `coach script` continues from.

It knows nothing of what decides, so that the sweep before every command, and a line, cost nothing.
"""

from __future__ import annotations

import warnings
from typing import Literal

import msgspec

from interview_coach.book.vocabulary import RaiseState, Stance
from interview_coach.problems import LeftAside
from interview_coach.storage.folders import (
    StillThere,
    draft_file,
    read_recent,
    remove,
    result_file,
    unfinished,
    write_private,
)

STANCES = frozenset(stance.id for stance in Stance)


class Draft(msgspec.Struct, frozen=True):
    """A log as it lies in its file: whose role and stance it is, what happened, and when it was saved (epoch seconds).

    `ticked` is what stood ticked on screens that were not sent. It answers nothing: it is shown again.
    """

    role: str
    stance: str
    saved: float
    given: dict[str, str]
    events: list[tuple[str, dict[str, str] | None]]
    ticked: dict[str, frozenset[str]] = {}
    format: Literal[2] = 2

    def __post_init__(self) -> None:
        if self.stance not in STANCES:
            raise ValueError(self.stance)


class LastResult(msgspec.Struct, frozen=True):
    """What `coach script` continues from: the flags and topics of the last result, and what came of raising them."""

    role: str
    verdict: str
    about: tuple[str, ...]
    topics: tuple[str, ...]
    saved: float
    came_of: dict[str, RaiseState] = {}
    format: Literal[1] = 1


def save_result(result: LastResult) -> None:
    """Keep what the last result was about. Raises OSError if that fails."""
    write_private(result_file(), msgspec.json.encode(result))


def load_result(now: float) -> LastResult | None:
    """The last result of the last 24 hours, or None."""
    return read_recent(result_file(), LastResult, now)


def discard_all() -> None:
    """Remove draft, last result, and what was left half-written, as *hide* and danger ask.

    Raises StillThere naming what stays.
    """
    remove(draft_file(), result_file(), *unfinished())


def sweep(now: float) -> None:
    """Remove what earlier runs left behind: what is older than a day, and what they did not finish writing.

    It comes at the start of every run, and what it cannot remove it tells by the warning LeftAside.
    """
    read_recent(draft_file(), Draft, now)
    load_result(now)
    try:
        remove(*unfinished())
    except StillThere as error:
        warnings.warn(f"left by an earlier run, and could not be removed: {error}", LeftAside, stacklevel=2)
