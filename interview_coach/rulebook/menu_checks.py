"""Whether a menu can be chosen from: a digit for each line, and no two lines that read the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from interview_coach.problems import Problems
from interview_coach.rulebook.merge import Written

MENU = 9
"""What one menu holds: a digit for each."""


def check_menu(entries: Iterable[Written[Any]], what: str, key: str, problems: Problems) -> None:
    """Check the lines of one menu. `key` is where their text stands, or nothing if they are text."""
    said: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        text = getattr(entry.shape, key) if key else entry.shape
        earlier = said.setdefault(reading(text), entry.id)
        if earlier != entry.id:
            problems.add(
                entry.place(*filter(None, (key,))),
                f"{earlier!r} reads the same; say what makes them different",
            )
        if number == MENU + 1:
            problems.add(
                entry.key_place(),
                f"these are more than {MENU} {what}, and a menu has {MENU} digits; join two",
            )


def reading(text: str) -> str:
    """A text as it sounds: what is left when case and spacing are not looked at."""
    return " ".join(text.casefold().split())
