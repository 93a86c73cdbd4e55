"""The nouns of the journal: what a person chose to keep of an interview, and what that may be called.

No file and no clock in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from interview_coach.amounts import day_of
from interview_coach.problems import BadInput

Value: TypeAlias = str | tuple[str, ...]
"""An answer to a step of a guide: words, an option, or several of them."""

KEPT_FOR = 365
"""Days after the last touch for which an interview is kept where nothing else was said."""

GENERAL = "general"
"""How the record of what holds for every interview is called for; no interview is named so."""
NAME_AT_MOST = 80


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


class JournalEntry(Struct, frozen=True):
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
    entries: tuple[JournalEntry, ...]

    def of_kind(self, kind: str) -> tuple[JournalEntry, ...]:
        """The entries of one kind, oldest first."""
        return tuple(entry for entry in self.entries if entry.kind == kind)


def name_of(text: str) -> str:
    """A name for an interview, in one line. Raises BadInput for one that cannot be told from a number."""
    name = " ".join(clean(text).split())
    if not name or (name.isascii() and name.isdigit()) or name.casefold() == GENERAL:
        raise BadInput(f"{name!r} is no name for an interview; use a word, such as the company's name")
    if len(name) > NAME_AT_MOST:
        raise BadInput(f"the name of an interview has at most {NAME_AT_MOST} characters, not {len(name)}")
    return name


def iso_day(text: str) -> str:
    """A day as 2026-11-22, or nothing. Raises BadInput for what is no day."""
    if not text.strip():
        return ""
    if (day := day_of(text)) is None:
        raise BadInput(f"{text.strip()!r} is no day; write it as 2026-11-22")
    return day.isoformat()


def clean(text: str) -> str:
    """Text that UTF-8 can hold: what the shell could not decode becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
