"""Whether texts can be taken in: sentences, menus, and how hard all of a file is to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from interview_coach.problems import Problems
from interview_coach.rulebook.document import Path
from interview_coach.rulebook.merge import Entry
from interview_coach.rulebook.sayable import (
    READING_GRADE,
    long_sentences,
    reading_grade,
    unknown_placeholders,
)

MENU = 9
"""What one menu holds: a digit for each."""


def check_menu(entries: Iterable[Entry[Any]], what: str, key: str, problems: Problems) -> None:
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


def check_prose(entry: Entry[Any], path: Path, text: str, problems: Problems, known: str = "") -> None:
    """Whether a text that is read, not said, has short sentences and no placeholder but `known`."""
    if text:
        for message in (*long_sentences(text), *unknown_placeholders(text, known)):
            problems.add(entry.place(*path), message)


def check_grade(key: str, said: Iterable[tuple[Entry[Any], list[str]]], problems: Problems) -> None:
    """Whether what each file says under a key, read together, is plain enough."""
    by_file: dict[str, tuple[Entry[Any], list[str]]] = {}
    for entry, texts in said:
        by_file.setdefault(entry.read.document.file, (entry, []))[1].extend(texts)
    for first, texts in by_file.values():
        grade = reading_grade(texts)
        if len(texts) >= 3 and grade > READING_GRADE:
            problems.add(
                first.read.place(key),
                f"the {key} read at grade {grade:.1f}; at most {READING_GRADE:.0f}: shorter words and sentences",
            )
