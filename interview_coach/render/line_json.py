"""A line to say as JSON data, and the version that every JSON document of ours names."""

from __future__ import annotations

from typing import Any

from interview_coach.book.pack import Line

SCHEMA_VERSION = 1


def line_data(line: Line) -> dict[str, Any]:
    """A line as plain data, for `coach script --json`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "id": line.id or None,
        "purpose": line.purpose.value,
        "tone": line.tone.value,
        "channels": [channel.value for channel in line.channels],
        "text": line.text,
        "if_they_push_back": line.if_they_push or None,
        "body": line.body or None,
    }
