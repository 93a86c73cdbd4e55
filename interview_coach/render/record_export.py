"""Kept interviews as JSON data and as Markdown, whole or without anything in the person's own words.

What stays of a redacted one is listed here; all the rest goes, also what this version does not know.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from interview_coach.amounts import day_of
from interview_coach.book.guides import Step, StepKind
from interview_coach.book.records import JournalEntry, Record, Value
from interview_coach.render.layout import visible
from interview_coach.render.line_json import SCHEMA_VERSION
from interview_coach.render.record_page import Compared
from interview_coach.render.record_words import (
    DURING,
    FOLLOW_UP,
    Glossary,
    chapters_of,
    day,
    stages,
    title_of,
)

FORMATS = ("json", "markdown")

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?")

ASSESSMENT_IDS = ("verdict", "row", "action")
LETTER_IDS = ("kind", "letter", "channel")
YES_OR_NO = ("settled", "is_danger")
PROFILE_IDS = ("stance", "need", "deal_breakers")

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


def exported(records: Sequence[tuple[Record, Glossary]], form: str, *, is_redacted: bool) -> str:
    """Everything of some interviews in one of the FORMATS."""
    if is_redacted:
        records = [(redacted(record, glossary), glossary) for record, glossary in records]
    if form == "markdown":
        return "\n".join(markdown(records))
    interviews = [record_data(record) for record, _ in records]
    data = {"schema_version": SCHEMA_VERSION, "redacted": is_redacted, "interviews": interviews}
    return json.dumps(data, indent=2)


def comparison_data(rows: Iterable[Compared], left: Record, right: Record) -> dict[str, Any]:
    """Two interviews side by side, as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "left": _head(left),
        "right": _head(right),
        "rows": [{**to_builtins(row), "differs": row.differs} for row in rows],
    }


def markdown(records: Sequence[tuple[Record, Glossary]]) -> Iterator[str]:
    """Some interviews as rows of Markdown. What a person wrote is text there, never markup."""
    for number, (record, glossary) in enumerate(records):
        if number:
            yield ""
        yield f"# {escaped(title_of(record))}"
        yield ""
        interview = record.interview
        about = [interview.role, interview.on, f"last touched {day(interview.touched)}"]
        yield escaped(", ".join(filter(None, about)))
        for chapter in chapters_of(record, glossary):
            yield ""
            yield f"## {escaped(chapter.title.capitalize())}"
            for fact in chapter.facts:
                yield ""
                yield f"**{escaped(fact.label)}**"
                yield ""
                mark = "> " if chapter.title in (DURING, FOLLOW_UP) else "- "
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


def redacted(record: Record, glossary: Glossary) -> Record:
    """The record with its name, letters, details and own words taken out.

    Answers stay only where the guide says that they are options or dates.
    """
    interview = record.interview
    name = "" if interview.is_general else f"Interview {interview.id}"
    answers = {guide: _answers(guide, given, glossary) for guide, given in record.answers.items()}
    entries = tuple(_entry(entry, glossary) for entry in record.entries)
    return Record(
        replace(interview, name=name), {guide: left for guide, left in answers.items() if left}, {}, entries
    )


def _answers(guide: str, given: Any, glossary: Glossary) -> dict[str, Value]:
    steps = glossary.steps(guide)
    kept = ((id_, _options(steps[id_], value, glossary)) for id_, value in given.items() if id_ in steps)
    return {id_: value for id_, value in kept if value is not None}


def _options(step: Step, value: Value, glossary: Glossary) -> Value | None:
    """The answer as far as it is made of options, or a date. None if nothing of it is."""
    if step.for_each:
        return None
    if step.kind is StepKind.DATE:
        return value if isinstance(value, str) and day_of(value) else None
    allowed = glossary.options(step)
    if isinstance(value, str):
        return value if value in allowed else None
    kept = tuple(id_ for id_ in value if id_ in allowed)
    return kept if allowed and (kept or not value) else None


def _entry(entry: JournalEntry, glossary: Glossary) -> JournalEntry:
    body = entry.body
    match entry.kind:
        case "assessment":
            left = {name: body[name] for name in ASSESSMENT_IDS if is_id(body.get(name))}
            left |= {name: body[name] for name in YES_OR_NO if isinstance(body.get(name), bool)}
            left["flags"] = [_ids_of(flag) for flag in body.get("flags") or () if isinstance(flag, dict)]
            left["answers"] = _answers_file(body.get("answers"), glossary)
            left["rules"] = _ids_of(body.get("rules"))
        case "followup":
            left = {name: body[name] for name in LETTER_IDS if is_id(body.get(name))}
        case _:
            left = {}
    return replace(entry, body=left)


def _answers_file(data: Any, glossary: Glossary) -> dict[str, Any]:
    """Answers as an answers file holds them: ids for the prompts of the book, and the ids of the profile."""
    if not isinstance(data, dict) or glossary.book is None:
        return {}
    prompts = {"danger", "topics", "raised", "context", *glossary.book.topic_by_id}
    kept = {name: _ids_in(value) for name, value in data.items() if name in prompts}
    profile = data.get("profile")
    if isinstance(profile, dict):
        kept["profile"] = {name: _ids_in(profile[name]) for name in PROFILE_IDS if name in profile}
    return kept


def _ids_in(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _ids_in(each) for name, each in value.items() if is_id(name)}
    if isinstance(value, (list, tuple)):
        return [each for each in value if is_id(each)]
    return value if is_id(value) else None


def _ids_of(data: Any) -> dict[str, Any]:
    named: Iterable[tuple[str, Any]] = data.items() if isinstance(data, dict) else ()
    return {name: value for name, value in named if is_id(value) or value is None}


def is_id(value: Any) -> bool:
    """Whether a value is an id, a digest or a day, and no sentence."""
    return isinstance(value, str) and ID.fullmatch(value) is not None
