"""Where the journal lies."""

from __future__ import annotations

from pathlib import Path

from interview_coach.storage.folders import folders


def journal_file() -> Path:
    """Where the journal lies, or would lie."""
    return folders().data / "journal.sqlite3"
