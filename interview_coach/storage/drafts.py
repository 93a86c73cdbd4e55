"""The draft of an assessment and its last result: flag ids only, gone after a day or on *hide*.

Neither exists after danger. Failing to keep them never stops an assessment: the caller is told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interview_coach.session.log import Event, Log
from interview_coach.storage.folders import folders, remove, write_private

DAY = 24 * 60 * 60
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A saved log: which role it belongs to, what was given and what happened, and when (epoch seconds)."""

    role: str
    log: Log
    saved: float


@dataclass(frozen=True, slots=True)
class LastResult:
    """What `coach script` continues from: ids of the flags and topics that the last result was about."""

    role: str
    verdict: str
    about: tuple[str, ...]
    topics: tuple[str, ...]
    saved: float


def draft_file() -> Path:
    return folders().state / "draft.json"


def result_file() -> Path:
    return folders().state / "last-result.json"


def save_draft(draft: Draft) -> None:
    """Keep the draft. Raises OSError if that fails."""
    data = {
        "format": FORMAT,
        "role": draft.role,
        "saved": draft.saved,
        "given": draft.log.given,
        "events": [[e.prompt, None if e.answers is None else dict(e.answers)] for e in draft.log.events],
    }
    write_private(draft_file(), json.dumps(data).encode())


def load_draft(now: float) -> Draft | None:
    """The draft if there is one of the last 24 hours. An older one is removed, a strange one ignored."""
    data = _read(draft_file(), now)
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
        return Draft(str(data["role"]), Log(events, given), float(data["saved"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def save_result(result: LastResult) -> None:
    """Keep what the last result was about. Raises OSError if that fails."""
    data = {
        "format": FORMAT,
        "role": result.role,
        "saved": result.saved,
        "verdict": result.verdict,
        "about": list(result.about),
        "topics": list(result.topics),
    }
    write_private(result_file(), json.dumps(data).encode())


def load_result(now: float) -> LastResult | None:
    """The last result of the last 24 hours, or None."""
    data = _read(result_file(), now)
    try:
        if data is None:
            return None
        return LastResult(
            str(data["role"]),
            str(data["verdict"]),
            tuple(map(str, data["about"])),
            tuple(map(str, data["topics"])),
            float(data["saved"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def discard_draft() -> None:
    """Remove the draft. Raises OSError if it stays."""
    remove(draft_file())


def discard_all() -> None:
    """Remove draft and last result, as *hide* and danger ask. Raises OSError if one stays."""
    discard_draft()
    remove(result_file())


def _read(file: Path, now: float) -> dict[str, Any] | None:
    try:
        data = json.loads(file.read_bytes())
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            return None
        if not 0 <= now - float(data["saved"]) < DAY:
            remove(file)
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return data
