"""The nouns of the journal: what a person chose to keep of an interview. No file and no clock in here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct

Value: TypeAlias = str | tuple[str, ...]
"""An answer to a step of a guide: words, an option, or several of them."""


class Interview(Struct, frozen=True):
    """One interview, or with `is_general` what holds for every interview of a role.

    `on` is its day as 2026-11-22, or nothing. `created` and `touched` are epoch seconds; `touched` is
    when something was last written to it. `id` is the number it is called by; a general one has no
    number that is shown.
    """

    id: int
    role: str
    name: str
    on: str
    created: float
    touched: float
    is_general: bool = False


class Entry(Struct, frozen=True):
    """Something that was added whole: an assessment or a follow-up. `at` is in epoch seconds."""

    id: int
    kind: str
    at: float
    body: dict[str, Any]


class Record(Struct, frozen=True):
    """All that is kept of one interview.

    `answers` are by guide and step, `details` by the name of the letter's placeholder, `entries` in the
    order in which they were added.
    """

    interview: Interview
    answers: Mapping[str, Mapping[str, Value]]
    details: Mapping[str, str]
    entries: tuple[Entry, ...]

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """The entries of one kind, oldest first."""
        return tuple(entry for entry in self.entries if entry.kind == kind)
