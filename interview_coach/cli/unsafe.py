"""What the journal knows of danger in an interview, for the commands that come after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interview_coach.book.pack import DANGER
from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.guides.review import Before, review

if TYPE_CHECKING:
    from interview_coach.book.guides import Guides
    from interview_coach.book.records import Interview
    from interview_coach.storage.journal.journal import Journal

ENDED_POLITELY = "politely-exit"
"""The verdict after which a person has most likely ended it, or left."""


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


def before_of(guides: Guides, journal: Journal | None, interview: Interview | None) -> Before:
    """What was kept of an interview before it is looked back on. Raises JournalUnusable."""
    if journal is None or interview is None:
        return Before()
    unsafe = unsafe_of(guides, journal, interview)
    assessments = journal.entries(interview.id, "assessment")
    return Before(
        is_unsafe=unsafe == YES,
        is_in_doubt=unsafe == NOT_SURE,
        has_left=bool(assessments) and assessments[-1].body.get("verdict") == ENDED_POLITELY,
    )
