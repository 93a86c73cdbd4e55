"""What lies in the journal's tables, checked: a disk may fail, and somebody may have written there.

What cannot be used is left aside, told by the warning LeftAside with the file, and stays as it is.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import msgspec

from interview_coach.amounts import day_of
from interview_coach.book.records import Interview, JournalEntry, Value
from interview_coach.problems import LeftAside

CheckedT = TypeVar("CheckedT")

LATEST = 250_000_000_000.0
"""Epoch seconds up to which there is a calendar."""

DEEPEST = 20
"""How deep lists and the like may lie within one another. What the coach writes is far from it."""


class _Body(TypedDict, total=False):
    """What is read of an entry other than as words."""

    flags: list[dict[str, Any]] | None
    answers: dict[str, Any] | None


class Rows:
    """Turns rows of one journal into nouns. `clock` stands in for a time that is none."""

    def __init__(self, file: Path, clock: Callable[[], float]) -> None:
        self._file = file
        self._clock = clock

    def interviews(self, rows: Iterable[Any]) -> Iterator[Interview]:
        for id_, role, name, on, created, touched, is_general in rows:
            what = f"interview {id_}"
            if not isinstance(role, str) or not isinstance(name, str):
                self._left_aside(what)
                continue
            day = (
                on
                if on == "" or (isinstance(on, str) and day_of(on))
                else self._instead("", f"the day of {what}")
            )
            begun, last = (self._time(time, f"a time of {what}") for time in (created, touched))
            yield Interview(id_, role, name, day, begun, last, bool(is_general))

    def answers(self, rows: Iterable[Any]) -> dict[str, Value]:
        named = self._named(rows, "an answer")
        found = {
            step: self._json(value, str | tuple[str, ...], f"the answer to {step}") for step, value in named
        }
        return {step: value for step, value in found.items() if value is not None}

    def details(self, rows: Iterable[Any]) -> dict[str, str]:
        named = self._named(rows, "a detail")
        found = {name: self._json(value, str, f"what stands for {name}") for name, value in named}
        return {name: value for name, value in found.items() if value is not None}

    def guides(self, rows: Iterable[Any]) -> Iterator[str]:
        return (name for (name,) in self._named(rows, "a guide"))

    def entries(self, rows: Iterable[Any]) -> Iterator[JournalEntry]:
        for id_, kind, at, text in rows:
            body = self._json(text, _Body, f"entry {id_}")
            if not isinstance(kind, str):
                self._left_aside(f"entry {id_}")
            elif body is not None:
                yield JournalEntry(id_, kind, self._time(at, f"the time of entry {id_}"), json.loads(text))

    def number(self, text: str, least: float, most: float, otherwise: float, what: str) -> float:
        """A setting as a number in this range."""
        try:
            number = float(text or otherwise)
        except ValueError:
            number = -1.0
        return number if least <= number <= most else self._instead(otherwise, what)

    def _named(self, rows: Iterable[Any], what: str) -> Iterator[Any]:
        """The rows that begin with a name: SQLite takes bytes in the place of a text."""
        for row in rows:
            if isinstance(row[0], str):
                yield row
            else:
                self._left_aside(f"the name of {what}")

    def _time(self, value: object, what: str) -> float:
        if isinstance(value, (int, float)) and 0 <= value <= LATEST:
            return float(value)
        return self._instead(self._clock(), what)

    def _json(self, text: Any, kind: Any, what: str) -> Any:
        try:
            found = json.loads(text)
            if _depth(found) <= DEEPEST:
                return msgspec.convert(found, kind)
        except (ValueError, TypeError, RecursionError, msgspec.MsgspecError):
            pass
        return self._left_aside(what)

    def _left_aside(self, what: str) -> None:
        warnings.warn(f"{what} in {self._file} is damaged and is left aside", LeftAside, stacklevel=4)

    def _instead(self, otherwise: CheckedT, what: str) -> CheckedT:
        warnings.warn(
            f"{what} in {self._file} is damaged; {otherwise!r} is taken instead", LeftAside, stacklevel=4
        )
        return otherwise


def _depth(value: object) -> int:
    """How deep a value of JSON goes. Raises RecursionError where that cannot be said."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inside), default=0)
