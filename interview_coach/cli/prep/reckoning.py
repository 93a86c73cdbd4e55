"""What the answers to a prep amount to, with plans and questions: put together from the book and the guide."""

from __future__ import annotations

from collections.abc import Mapping

from interview_coach.book.guides import Prep, StepKind
from interview_coach.book.pack import Book
from interview_coach.book.records import Value
from interview_coach.dialogue.letter_desk import days_of
from interview_coach.guides.card import chosen_questions
from interview_coach.guides.path import standing
from interview_coach.guides.plans import plans_for
from interview_coach.guides.prep_outcome import conclude, to_do
from interview_coach.guides.settled import settle
from interview_coach.render.prep_page import Prepared


def prepared_from(
    prep: Prep, book: Book, answers: Mapping[str, Value], details: Mapping[str, str]
) -> Prepared:
    """All that the answers come to. `details` are what is known for the placeholders of letters."""
    settled = settle(prep, answers)
    return Prepared(
        prep=prep,
        answers=standing(prep.sections, answers),
        conclusion=conclude(prep, answers),
        settled=settled,
        plans=plans_for(book, settled.deal_breakers, settled.profile().stance),
        to_do=to_do(prep, answers),
        questions=chosen_questions(prep, settled.questions),
        details=with_days(prep, answers, details),
    )


def with_days(prep: Prep, answers: Mapping[str, Value], details: Mapping[str, str]) -> dict[str, str]:
    """The details, and the days that the computer knows: today, and the day of the interview if it was told."""
    steps = (step for section in prep.sections for step in section.steps)
    day = next((answers.get(step.id) for step in steps if step.kind is StepKind.DATE), None)
    return days_of(prep.details, day if isinstance(day, str) else "") | dict(details)
