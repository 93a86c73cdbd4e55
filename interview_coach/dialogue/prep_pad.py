"""What the journal holds of a prep, and how answers are kept there as they come."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_coach.book.guides import Guides, Step, StepKind
from interview_coach.book.records import Interview, Value
from interview_coach.dialogue.interviews import Chosen, at_hand, choose_interview, open_or_warn
from interview_coach.dialogue.recall import fixes_to_do
from interview_coach.guides.settled import Settled, settle
from interview_coach.problems import BadInput
from interview_coach.storage.journal import open_journal
from interview_coach.storage.journal.journal import Journal

GUIDE = "prep"


@dataclass(frozen=True, slots=True)
class PrepFacts:
    """What is kept: answers for every interview and for one, details of letters, and open fixes.

    `fixes` are pairs of what ticks a fix off and how it reads. `trouble` is what to tell on stderr where the
    journal could not be read.
    """

    general: Mapping[str, Value] = field(default_factory=dict)
    own: Mapping[str, Value] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    fixes: tuple[tuple[str, str], ...] = ()
    interview: Interview | None = None
    trouble: str = ""

    @property
    def answers(self) -> dict[str, Value]:
        return {**self.general, **self.own}


def facts_for_prep(guides: Guides, interview: Interview | None) -> PrepFacts:
    """What is kept for every interview of the role, and for one if it is given."""
    with open_or_warn() as (journal, trouble):
        return (
            _read(journal, guides, interview) if journal else PrepFacts(interview=interview, trouble=trouble)
        )


def facts_at_hand(guides: Guides, wanted: str) -> PrepFacts:
    """What is kept for the wanted interview, or for the one that is at hand, if any.

    Raises BadInput for a wanted interview that is not there.
    """
    with open_or_warn() as (journal, trouble):
        interview = None
        if wanted:
            interview = choose_interview(None, journal, guides.role, wanted, may_begin=False).interview
        elif journal is not None:
            interview = at_hand(journal, guides.role, time.time())
        return _read(journal, guides, interview) if journal else PrepFacts(trouble=trouble)


def settled_at_hand(guides: Guides, wanted: str) -> tuple[Settled | None, str]:
    """What is settled for the wanted interview or the one at hand, and what to tell on stderr."""
    known = facts_at_hand(guides, wanted)
    if guides.prep is None or not known.answers:
        return None, known.trouble
    return settle(guides.prep, known.general, known.own), known.trouble


def _read(journal: Journal, guides: Guides, interview: Interview | None) -> PrepFacts:
    general = journal.general(guides.role)
    own = journal.answers(interview.id, GUIDE) if interview else {}
    days = [step.id for step in _steps(guides) if step.kind is StepKind.DATE]
    if interview and interview.on and days:
        own.setdefault(days[0], interview.on)
    return PrepFacts(
        journal.answers(general.id, GUIDE),
        own,
        journal.details(general.id) | (journal.details(interview.id) if interview else {}),
        tuple((fix.fix, fix.fix) for fix in fixes_to_do(journal, guides, interview)),
        interview,
    )


def _steps(guides: Guides) -> tuple[Step, ...]:
    return tuple(s for section in guides.prep.sections for s in section.steps) if guides.prep else ()


class Pad:
    """Keeps answers and details as they come: under one interview, or for every interview.

    Without a choice it keeps nothing. What cannot be kept stops nothing: `troubles` says it at the end.
    """

    def __init__(self, guides: Guides, chosen: Chosen | None = None, *, for_all: bool = False) -> None:
        self._guides = guides
        self._chosen = chosen
        self._for_all = for_all
        self.interview = chosen.interview if chosen else None
        self.is_on = for_all or chosen is not None
        self.has_kept = False
        self.troubles: list[str] = []

    def keep(self, step: str, value: Value | None) -> None:
        """Keep an answer, or its taking back."""
        if not self.is_on:
            return
        try:
            self.write({step: value})
        except BadInput as error:
            self.troubles.append(f"coach: your answers are not kept: {error}")
            self.is_on = False

    def write(self, answers: Mapping[str, Value | None]) -> None:
        """Keep several answers; a new interview is begun. Raises BadInput if that fails."""
        days = {step.id for step in _steps(self._guides) if step.kind is StepKind.DATE}
        with open_journal(create=True) as journal:
            record = self._record(journal)
            for step, value in answers.items():
                journal.set_answer(record.id, GUIDE, step, value)
                if step in days and not record.is_general:
                    journal.set_date(record.id, value if isinstance(value, str) else "")
        self.has_kept = True

    def keep_details(self, details: Mapping[str, str]) -> None:
        """Keep what was filled into letters; what holds for every letter goes to the general record."""
        if not self.is_on or not details:
            return
        of_me = (
            {detail.id for detail in self._guides.prep.details if detail.of_me}
            if self._guides.prep
            else set()
        )
        try:
            with open_journal(create=True) as journal:
                record, general = self._record(journal), journal.general(self._guides.role)
                for name, text in details.items():
                    journal.set_detail(general.id if name in of_me else record.id, name, text)
        except BadInput as error:
            self.troubles.append(f"coach: what you filled in is not kept: {error}")

    def _record(self, journal: Journal) -> Interview:
        if self._for_all:
            return journal.general(self._guides.role)
        if self.interview is None and self._chosen is not None:
            self.interview = self._chosen.kept_in(journal, self._guides.role)
        if self.interview is None:
            raise BadInput("there is no interview to keep it under; name one with --interview")
        return self.interview
