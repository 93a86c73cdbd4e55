"""Books that are broken in one way that the loader would not let through."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from interview_coach.book.pack import Book, Row, Threshold
from interview_coach.book.vocabulary import Verdict
from interview_coach.rulebook.loader import load_texts
from interview_coach.storage.rule_folders import shared_texts

SMALL = Path(__file__).parents[1] / "packs" / "good" / "small"


@cache
def small() -> Book:
    texts = {file.name: file.read_text(encoding="utf-8") for file in SMALL.glob("*.yaml")}
    return load_texts([{"small": texts}], shared_texts()).books["small"]


def with_rows(change: Callable[[list[Row]], list[Row]]) -> Book:
    return replace(small(), rows=tuple(change(list(small().rows))))


def with_row(id_: str, verdict: Verdict, at: int, *when: Threshold) -> Book:
    """One more row, at a place counted over all rows."""

    def change(rows: list[Row]) -> list[Row]:
        return [*rows[:at], replace(rows[0], id=id_, verdict=verdict, when=when), *rows[at:]]

    return with_rows(change)


def first(id_: str) -> Book:
    """A row moved to the very top, out of its group."""
    return with_rows(lambda rows: sorted(rows, key=lambda row: row.id != id_))
