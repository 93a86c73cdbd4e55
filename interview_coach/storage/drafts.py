"""What an assessment leaves behind for a day: its draft, to resume, and what `coach script` continues from.

Ids only; gone on *hide* and after danger too. Failing to keep it never stops an assessment: the caller is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from interview_coach.book.pack import DANGER, Stance
from interview_coach.engine.answers import YES
from interview_coach.session.log import Event, Log
from interview_coach.storage.folders import folders, read_recent, remove, write_private

STANCES = frozenset(stance.id for stance in Stance)


@dataclass(frozen=True, slots=True)
class Draft:
    """A saved log: whose role and stance it is, what happened, and when it was saved (epoch seconds)."""

    role: str
    stance: str
    log: Log
    saved: float


class _DraftFile(msgspec.Struct, frozen=True):
    """A draft as it lies in its file."""

    role: str
    stance: str
    saved: float
    given: dict[str, str]
    events: list[tuple[str, dict[str, str] | None]]
    format: Literal[2] = 2


class LastResult(msgspec.Struct, frozen=True):
    """What `coach script` continues from: ids of the flags and topics that the last result was about."""

    role: str
    verdict: str
    about: tuple[str, ...]
    topics: tuple[str, ...]
    saved: float
    format: Literal[1] = 1


def draft_file() -> Path:
    return folders().state / "draft.json"


def result_file() -> Path:
    return folders().state / "last-result.json"


def save_draft(draft: Draft) -> None:
    """Keep the draft. Raises OSError if that fails."""
    events = [
        (event.prompt, None if event.answers is None else dict(event.answers))
        for event in draft.log.events
        if not _tells_of_danger(event)
    ]
    kept = _DraftFile(draft.role, draft.stance, draft.saved, draft.log.given, events)
    write_private(draft_file(), msgspec.json.encode(kept))


def _tells_of_danger(event: Event) -> bool:
    """Whether an event says that there was danger. Such an answer is never kept, even if taken back."""
    return event.prompt == DANGER and any(value == YES for _, value in event.answers or ())


def load_draft(now: float) -> Draft | None:
    """The draft if there is one of the last 24 hours. An older one is removed, a strange one ignored."""
    kept = read_recent(draft_file(), _DraftFile, now)
    if kept is None or kept.stance not in STANCES:
        return None
    events = [Event(prompt, None if said is None else tuple(said.items())) for prompt, said in kept.events]
    return Draft(kept.role, kept.stance, Log(events, kept.given), kept.saved)


def save_result(result: LastResult) -> None:
    """Keep what the last result was about. Raises OSError if that fails."""
    write_private(result_file(), msgspec.json.encode(result))


def load_result(now: float) -> LastResult | None:
    """The last result of the last 24 hours, or None."""
    return read_recent(result_file(), LastResult, now)


def discard_draft() -> None:
    """Remove the draft. Raises OSError if it stays."""
    remove(draft_file())


def discard_all() -> None:
    """Remove draft and last result, as *hide* and danger ask. Raises OSError if one stays."""
    discard_draft()
    remove(result_file())
