"""What is known about a follow-up before anything is asked, and what is kept of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.guide import Country, Followup, Guides, Kind, Settles
from interview_coach.guiding.letters import Filled
from interview_coach.guiding.review import review
from interview_coach.kept import Interview, Value
from interview_coach.model import DANGER
from interview_coach.rendering.followup import Advice
from interview_coach.storage.lastresult import load_result

if TYPE_CHECKING:
    from interview_coach.storage.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class Known:
    """What is known. Empty is not known; `details` are by id, `country` is an id."""

    unsafe: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    country: str = ""


def known_of(guides: Guides, journal: Journal | None, interview: Interview | None) -> Known:
    """What is known of one interview, or of none in particular. Raises JournalUnusable."""
    unsafe = ""
    details: dict[str, str] = {}
    prepared: dict[str, Value] = {}
    if journal is not None:
        for record in (journal.general(guides.role), interview):
            if record is not None:
                details |= journal.details(record.id)
                prepared |= journal.answers(record.id, "prep")
        if interview is not None:
            unsafe = unsafe_of(guides, journal, interview)
    if interview is None and _was_safe_lately(guides.role):
        unsafe = NO
    return Known(unsafe, details, _country_in(guides, prepared))


def unsafe_of(guides: Guides, journal: Journal, interview: Interview) -> str:
    """The worst that was kept of an interview: what any assessment found, or its debrief told."""
    found = {unsafe_in(entry.body) for entry in journal.entries(interview.id, "assessment")}
    if guides.debrief and review(guides.debrief, journal.answers(interview.id, "debrief")).is_unsafe:
        found.add(YES)
    return next((answer for answer in (YES, NOT_SURE, NO) if answer in found), "")


def unsafe_in(assessment: Mapping[str, Any]) -> str:
    """Whether a kept assessment found danger: yes, not-sure, no, or nothing if it did not ask."""
    flags = [flag for flag in assessment.get("flags") or () if isinstance(flag, Mapping)]
    if any(flag.get("severity") == DANGER for flag in flags):
        return YES
    if assessment.get("is_danger"):
        return NOT_SURE
    return NO if DANGER in (assessment.get("answers") or {}) else ""


def _was_safe_lately(role: str) -> bool:
    """A last result is there only where danger was ruled out."""
    last = load_result(time.time())
    return last is not None and last.role == role


def _country_in(guides: Guides, prepared: Mapping[str, Value]) -> str:
    steps = [step for section in guides.prep.sections for step in section.steps] if guides.prep else []
    found = next((prepared.get(step.id) for step in steps if step.settles is Settles.COUNTRY), None)
    return found if isinstance(found, str) else ""


def country_of(guides: Guides, country: str) -> Country | None:
    """The country with this id, if it is known."""
    return next((known for known in guides.countries if known.id == country), None)


def advice_for(guides: Guides, followup: Followup, kind: Kind, country: str) -> Advice:
    """What goes with the letters of a kind, in a country if that is known."""
    return Advice(kind, followup.wait if kind.wait else "", country_of(guides, country))


def keep_letter(
    journal: Journal, interview: Interview, kind: Kind, filled: Filled, details: Mapping[str, str]
) -> None:
    """Keep a letter and the details in it; what holds for every letter goes to the general record.

    Raises JournalUnusable.
    """
    letter = filled.letter
    body = {
        "kind": kind.id,
        "letter": letter.id,
        "label": letter.text,
        "channel": letter.channel,
        "subject": filled.subject,
        "text": filled.body,
    }
    journal.add_entry(interview.id, "followup", body)
    general = journal.general(interview.role)
    for detail in filled.wanted:
        if text := details.get(detail.id, "").strip():
            journal.set_detail(general.id if detail.of_me else interview.id, detail.id, text)
