"""A record without anything in the person's own words: ids, verdicts, options and dates stay.

What stays is listed here; all the rest goes, also what this version does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from interview_coach.amounts import day_of
from interview_coach.book.guides import Guides, Section, Step, StepKind
from interview_coach.book.records import JournalEntry, Record, Value
from interview_coach.render.record_parts import Known

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?")

ASSESSMENT_IDS = ("verdict", "row", "action")
LETTER_IDS = ("kind", "letter", "channel")
YES_OR_NO = ("settled", "is_danger")
PROFILE_IDS = ("stance", "need", "deal_breakers")


def redacted(record: Record, known: Known) -> Record:
    """The record with its name, letters, details and own words taken out.

    Answers stay only where the guide says that they are options or dates.
    """
    interview = record.interview
    name = "" if interview.is_general else f"Interview {interview.id}"
    answers = {guide: _answers(guide, given, known) for guide, given in record.answers.items()}
    entries = tuple(_entry(entry, known) for entry in record.entries)
    return Record(
        replace(interview, name=name), {guide: left for guide, left in answers.items() if left}, {}, entries
    )


def _answers(guide: str, given: Any, known: Known) -> dict[str, Value]:
    steps = {step.id: step for section in _sections(guide, known.guides) for step in section.steps}
    kept = ((id_, _options(steps[id_], value, known)) for id_, value in given.items() if id_ in steps)
    return {id_: value for id_, value in kept if value is not None}


def _sections(guide: str, guides: Guides | None) -> tuple[Section, ...]:
    if guides is None:
        return ()
    found = {"prep": guides.prep, "debrief": guides.debrief}.get(guide)
    return found.sections if found else ()


def _options(step: Step, value: Value, known: Known) -> Value | None:
    """The answer as far as it is made of options, or a date. None if nothing of it is."""
    if step.for_each:
        return None
    if step.kind is StepKind.DATE:
        return value if isinstance(value, str) and day_of(value) else None
    allowed = set(_allowed(step, known))
    if isinstance(value, str):
        return value if value in allowed else None
    kept = tuple(id_ for id_ in value if id_ in allowed)
    return kept if allowed and (kept or not value) else None


def _allowed(step: Step, known: Known) -> Iterator[str]:
    match step.kind:
        case StepKind.CHOICE | StepKind.TICKS:
            yield from (option.id for option in step.options)
        case StepKind.DEAL_BREAKERS if known.book:
            yield from known.book.flag_by_id
        case StepKind.COUNTRY if known.guides:
            yield from ("none", *(country.id for country in known.guides.countries))
        case _:
            pass


def _entry(entry: JournalEntry, known: Known) -> JournalEntry:
    body = entry.body
    match entry.kind:
        case "assessment":
            left = {name: body[name] for name in ASSESSMENT_IDS if is_id(body.get(name))}
            left |= {name: body[name] for name in YES_OR_NO if isinstance(body.get(name), bool)}
            left["flags"] = [_ids_of(flag) for flag in body.get("flags") or () if isinstance(flag, dict)]
            left["answers"] = _answers_file(body.get("answers"), known)
            left["rules"] = _ids_of(body.get("rules"))
        case "followup":
            left = {name: body[name] for name in LETTER_IDS if is_id(body.get(name))}
        case _:
            left = {}
    return replace(entry, body=left)


def _answers_file(data: Any, known: Known) -> dict[str, Any]:
    """Answers as an answers file holds them: ids for the prompts of the book, and the ids of the profile."""
    if not isinstance(data, dict) or known.book is None:
        return {}
    prompts = {"danger", "topics", "raised", "context", *known.book.topic_by_id}
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
