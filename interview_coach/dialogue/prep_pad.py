"""What the journal holds of a prep, and how answers are kept there as they come."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_coach.book.guides import Guides, Step, StepKind
from interview_coach.book.records import Interview, Value
from interview_coach.dialogue.interviews import Notebook, at_hand, choose_interview, open_or_warn
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


class Pad(Notebook):
    """Keeps what is answered and filled in while preparing; the day of an interview is the interview's day."""

    guide = GUIDE

    def _is_set(self, journal: Journal, record: Interview, step: str, value: Value | None) -> None:
        is_day = any(each.id == step and each.kind is StepKind.DATE for each in _steps(self._guides))
        if is_day and not record.is_general:
            journal.set_date(record.id, value if isinstance(value, str) else "")

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
