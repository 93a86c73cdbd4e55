"""What the journal tells of an interview, for what comes after it: danger, details, fixes that are still to do."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from interview_coach.book.guides import Country, Guides, Prep, StepKind
from interview_coach.book.records import Interview, Value
from interview_coach.book.vocabulary import DANGER
from interview_coach.dialogue.interviews import Chosen, How, at_hand, choose_interview, open_or_warn
from interview_coach.dialogue.letter_desk import days_of
from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.guides.letters import country_named, is_guarded
from interview_coach.guides.review import Before, Fix, open_fixes, review, ticked_off
from interview_coach.guides.settled import Settled, settle
from interview_coach.storage.journal.journal import Journal
from interview_coach.storage.traces import load_result

ENDED_POLITELY = "politely-exit"
"""The verdict after which a person has most likely ended it, or left."""

LATELY = 14 * 24 * 60 * 60
"""Seconds for which danger in the interview last touched counts where no interview is named."""


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


def fixes_to_do(journal: Journal, guides: Guides, now: Interview | None = None) -> tuple[Fix, ...]:
    """The fixes that the kept debriefs of a role left open, those of the last touched interview first.

    They are done where a prep ticked them off. What the prep of `now` ticked stays, so that it can be
    taken back there.
    """
    if guides.debrief is None:
        return ()
    interviews = journal.interviews(guides.role)
    prepared = [
        each for each in (journal.general(guides.role), *interviews) if now is None or each.id != now.id
    ]
    done = ticked_off(guides.prep, [journal.answers(each.id, "prep") for each in prepared])
    return open_fixes(guides.debrief, [journal.answers(each.id, "debrief") for each in interviews], done)


def meant(role: str, wanted: str = "", *, may_begin: bool = False) -> Chosen:
    """The wanted interview, or the one at hand, if any.

    Raises BadInput for a wanted one that is not there, unless it `may_begin`.
    """
    with open_or_warn() as journal:
        if wanted:
            return choose_interview(None, journal, role, wanted, may_begin=may_begin)
        interview = at_hand(journal, role, time.time()) if journal else None
        return Chosen(How.KEPT if interview else How.NONE, interview)


@dataclass(frozen=True, slots=True)
class PrepFacts:
    """What is kept: answers for every interview and for one, details of letters, and open fixes.

    `fixes` are pairs of what ticks a fix off and how it reads.
    """

    general: Mapping[str, Value] = field(default_factory=dict)
    own: Mapping[str, Value] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    fixes: tuple[tuple[str, str], ...] = ()
    interview: Interview | None = None

    @property
    def answers(self) -> dict[str, Value]:
        return {**self.general, **self.own}

    def settled(self, prep: Prep | None) -> Settled:
        """What the answers settle; nothing where there is no guide to read them by."""
        return settle(prep, self.general, self.own) if prep else Settled()


def facts_for_prep(guides: Guides, interview: Interview | None) -> PrepFacts:
    """What is kept for every interview of the role, and for one if it is given."""
    with open_or_warn() as journal:
        if journal is None:
            return PrepFacts(interview=interview)
        general = journal.general(guides.role)
        own = journal.answers(interview.id, "prep") if interview else {}
        days = [step.id for step in (guides.prep.steps if guides.prep else ()) if step.kind is StepKind.DATE]
        if interview and interview.on and days:
            own.setdefault(days[0], interview.on)
        return PrepFacts(
            journal.answers(general.id, "prep"),
            own,
            journal.details(general.id) | (journal.details(interview.id) if interview else {}),
            tuple((fix.fix, fix.fix) for fix in fixes_to_do(journal, guides, interview)),
            interview,
        )


@dataclass(frozen=True, slots=True)
class FollowupFacts:
    """What is known of a follow-up before anything is asked. Empty is not known; `details` are by id."""

    unsafe: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    country: Country | None = None
    unsafe_one: Interview | None = None
    """The interview last touched, where none was named and `unsafe` is taken from that one."""


def facts_for_followup(guides: Guides, journal: Journal | None, chosen: Chosen) -> FollowupFacts:
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
    if interview is None and not unsafe:
        last = load_result(time.time())  # it is there only where danger was ruled out
        unsafe = NO if last is not None and last.role == guides.role else ""
    country = settle(guides.prep, prepared).country if guides.prep else ""
    return FollowupFacts(unsafe, details, country_named(guides.countries, country), unsafe_one)


def _unsafe_lately(guides: Guides, journal: Journal) -> tuple[str, Interview | None]:
    """What was unsafe in the interview last touched, and that interview; nothing if it was safe or is old."""
    for interview in journal.interviews(guides.role)[:1]:
        if time.time() - interview.touched <= LATELY:
            unsafe = unsafe_of(guides, journal, interview)
            if is_guarded(unsafe):
                return unsafe, interview
    return "", None
