"""What is known about a follow-up before anything is asked, and what is kept of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interview_coach.book.guides import Country, FilledWith, Followup, Guides, Kind, Settles
from interview_coach.book.records import Interview, Value
from interview_coach.cli.letters import days_of
from interview_coach.cli.unsafe import unsafe_of
from interview_coach.dialogue.interviews import Chosen, How
from interview_coach.engine.answers import NO
from interview_coach.guides.letter_kinds import is_guarded
from interview_coach.guides.letter_text import Filled
from interview_coach.render.followup_page import Advice
from interview_coach.storage.last_result import load_result

if TYPE_CHECKING:
    from interview_coach.storage.journal.journal import Journal


LATELY = 14 * 24 * 60 * 60
"""Seconds for which danger in the interview last touched counts where no interview is named."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known. Empty is not known; `details` are by id, `country` is an id."""

    unsafe: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    unsafe_one: Interview | None = None
    """The interview last touched, where none was named and `unsafe` is taken from that one."""


def known_of(guides: Guides, journal: Journal | None, chosen: Chosen) -> Known:
    """What is known of one interview, or of none in particular. Raises JournalUnusable.

    Where none is meant in particular, danger in the one last touched counts; that it was safe does not.
    """
    interview, unsafe_one = chosen.interview, None
    unsafe = ""
    details = days_of(guides.followup.details, interview.on if interview else "") if guides.followup else {}
    prepared: dict[str, Value] = {}
    if journal is not None:
        for record in (journal.general(guides.role), interview):
            if record is not None:
                details |= journal.details(record.id)
                prepared |= journal.answers(record.id, "prep")
        if interview is not None:
            unsafe = unsafe_of(guides, journal, interview)
        elif chosen.how is How.NONE:
            unsafe, unsafe_one = _unsafe_lately(guides, journal)
    if interview is None and not unsafe and _was_safe_lately(guides.role):
        unsafe = NO
    return Known(unsafe, details, _country_in(guides, prepared), unsafe_one)


def _unsafe_lately(guides: Guides, journal: Journal) -> tuple[str, Interview | None]:
    """What was unsafe in the interview last touched, and that interview; nothing if it was safe or is old."""
    for interview in journal.interviews(guides.role)[:1]:
        if time.time() - interview.touched <= LATELY:
            unsafe = unsafe_of(guides, journal, interview)
            if is_guarded(unsafe):
                return unsafe, interview
    return "", None


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

    Days that the computer knows are not kept: today is another day tomorrow. Raises JournalUnusable.
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
    days = days_of(filled.wanted, interview.on)
    for detail in filled.wanted:
        text = details.get(detail.id, "").strip()
        if text and text != days.get(detail.id) and detail.filled_with is not FilledWith.TODAY:
            journal.set_detail(general.id if detail.of_me else interview.id, detail.id, text)
