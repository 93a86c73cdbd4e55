"""What an interview may be called, and on which day it is."""

from __future__ import annotations

from interview_coach.amounts import day_of
from interview_coach.problems import BadInput

GENERAL = "general"
"""How the record of what holds for every interview is called for; no interview is named so."""
NAME_AT_MOST = 80


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
