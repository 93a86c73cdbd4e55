"""What `coach script` continues from: ids of what the last result was about. Gone like the draft."""

from __future__ import annotations

from pathlib import Path

import msgspec

from interview_coach.storage.folders import folders, read_recent, write_private

FORMAT = 1


class LastResult(msgspec.Struct, frozen=True):
    """What `coach script` continues from: ids of the flags and topics that the last result was about."""

    role: str
    verdict: str
    about: tuple[str, ...]
    topics: tuple[str, ...]
    saved: float


def result_file() -> Path:
    return folders().state / "last-result.json"


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
    write_private(result_file(), msgspec.json.encode(data))


def load_result(now: float) -> LastResult | None:
    """The last result of the last 24 hours, or None."""
    data = read_recent(result_file(), FORMAT, now)
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
