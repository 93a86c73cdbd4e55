"""The draft of an assessment: ids only, gone after a day, on *hide* and after danger.

Failing to keep it never stops an assessment: the caller is told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from interview_coach.book.pack import DANGER, Stance
from interview_coach.engine.answers import YES
from interview_coach.session.log import Event, Log
from interview_coach.storage.folders import folders, read_recent, remove, write_private
from interview_coach.storage.last_result import result_file

FORMAT = 2
STANCES = frozenset(stance.id for stance in Stance)


@dataclass(frozen=True, slots=True)
class Draft:
    """A saved log: whose role and stance it is, what happened, and when it was saved (epoch seconds)."""

    role: str
    stance: str
    log: Log
    saved: float


def draft_file() -> Path:
    return folders().state / "draft.json"


def save_draft(draft: Draft) -> None:
    """Keep the draft. Raises OSError if that fails."""
    data = {
        "format": FORMAT,
        "role": draft.role,
        "stance": draft.stance,
        "saved": draft.saved,
        "given": draft.log.given,
        "events": [
            [event.prompt, None if event.answers is None else dict(event.answers)]
            for event in draft.log.events
            if not _tells_of_danger(event)
        ],
    }
    write_private(draft_file(), json.dumps(data).encode())


def _tells_of_danger(event: Event) -> bool:
    """Whether an event says that there was danger. Such an answer is never kept, even if taken back."""
    return event.prompt == DANGER and any(value == YES for _, value in event.answers or ())


def load_draft(now: float) -> Draft | None:
    """The draft if there is one of the last 24 hours. An older one is removed, a strange one ignored."""
    data = read_recent(draft_file(), FORMAT, now)
    try:
        if data is None:
            return None
        events = [
            Event(
                str(prompt), None if answers is None else tuple((str(a), str(v)) for a, v in answers.items())
            )
            for prompt, answers in data["events"]
        ]
        given = {str(atom): str(value) for atom, value in data["given"].items()}
        stance = str(data["stance"])
        if stance not in STANCES:
            return None
        return Draft(str(data["role"]), stance, Log(events, given), float(data["saved"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def discard_draft() -> None:
    """Remove the draft. Raises OSError if it stays."""
    remove(draft_file())


def discard_all() -> None:
    """Remove draft and last result, as *hide* and danger ask. Raises OSError if one stays."""
    discard_draft()
    remove(result_file())
