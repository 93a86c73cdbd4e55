"""Kept interviews as JSON data and as Markdown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from interview_coach.book.records import Record
from interview_coach.render.layout import visible
from interview_coach.render.record_pages import Row
from interview_coach.render.record_parts import DURING, FOLLOW_UP, Known, day, parts_of, stages, title_of

SCHEMA_VERSION = 1

MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
LIST_MARKS = re.compile(r"^(\s*\d*)([-+.)])(\s)")


def moment(seconds: float) -> str:
    """A time in epoch seconds as a date and time of the world, `2026-11-22T02:05:00Z`."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record_data(record: Record) -> dict[str, Any]:
    """All that is kept of an interview, as plain data."""
    return {
        **_head(record),
        "answers": {guide: dict(answers) for guide, answers in record.answers.items()},
        "details": dict(record.details),
        "entries": [
            {"id": entry.id, "kind": entry.kind, "at": moment(entry.at), "body": entry.body}
            for entry in record.entries
        ],
    }


def list_data(records: Iterable[Record], retention: int) -> dict[str, Any]:
    """The list of what is kept, as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "retention_days": retention,
        "interviews": [{**_head(record), "has": list(stages(record))} for record in records],
    }


def export_data(records: Iterable[Record], *, is_redacted: bool) -> dict[str, Any]:
    """Everything of some interviews, as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "redacted": is_redacted,
        "interviews": [record_data(record) for record in records],
    }


def comparison_data(rows: Iterable[Row], left: Record, right: Record) -> dict[str, Any]:
    """Two interviews side by side, as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "left": _head(left),
        "right": _head(right),
        "rows": [
            {
                "part": row.part,
                "label": row.label,
                "left": list(row.left),
                "right": list(row.right),
                "differs": row.differs,
            }
            for row in rows
        ],
    }


def markdown(records: Sequence[tuple[Record, Known]]) -> Iterator[str]:
    """Some interviews as rows of Markdown. What a person wrote is text there, never markup."""
    for number, (record, known) in enumerate(records):
        if number:
            yield ""
        yield f"# {escaped(title_of(record))}"
        yield ""
        interview = record.interview
        about = [interview.role, interview.on, f"last touched {day(interview.touched)}"]
        yield escaped(", ".join(filter(None, about)))
        for part in parts_of(record, known):
            yield ""
            yield f"## {escaped(part.title.capitalize())}"
            for fact in part.facts:
                yield ""
                yield f"**{escaped(fact.label)}**"
                yield ""
                mark = "> " if part.title in (DURING, FOLLOW_UP) else "- "
                for text in fact.texts:
                    yield f"{mark}{escaped(text)}"
                    if mark == "> " and text is not fact.texts[-1]:
                        yield ">"


def escaped(text: str) -> str:
    """Text as Markdown that shows it as it is, in one row."""
    return LIST_MARKS.sub(r"\1\\\2\3", MARKS.sub(r"\\\1", visible(text)))


def _head(record: Record) -> dict[str, Any]:
    interview = record.interview
    return {
        "id": None if interview.is_general else interview.id,
        "is_general": interview.is_general,
        "role": interview.role,
        "name": title_of(record) if not interview.is_general else None,
        "on": interview.on or None,
        "created": moment(interview.created),
        "touched": moment(interview.touched),
    }
