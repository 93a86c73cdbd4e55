"""Where preparing leads: go, ask first, or cancel; with the reasons, the letters and what is still to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from interview_coach.amounts import day_of
from interview_coach.book.guides import (
    Letter,
    Outcome,
    OutcomeWording,
    Prep,
    Section,
    Step,
    StepKind,
    StepOption,
)
from interview_coach.book.pack import Book
from interview_coach.guides.card import chosen_questions
from interview_coach.guides.letters import days_known
from interview_coach.guides.path import GuideAnswers, lines_of, may_apply, progress, standing, steps_to_ask
from interview_coach.guides.settled import Plan, Settled, plans_for, settle


@dataclass(frozen=True, slots=True)
class Reason:
    """A chosen option that leads somewhere."""

    text: str
    leads_to: Outcome
    step: Step
    option: StepOption


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The outcome, what decided it, what else is open, and the letters that serve it.

    `letters` begin with those of the reasons; the other letters of the same kind follow. `answered` is
    how many steps were answered: after none there is nothing to conclude from.
    """

    outcome: Outcome
    wording: OutcomeWording
    reasons: tuple[Reason, ...]
    also: tuple[Reason, ...]
    """Reasons that lead to something milder."""
    letters: tuple[Letter, ...]
    answered: int
    open: tuple[Step, ...]
    """Steps that are not answered, and whose options could lead elsewhere."""

    @property
    def is_settled(self) -> bool:
        """Whether it can be relied on: a *go* only when nothing is open that could lead elsewhere."""
        return self.answered > 0 and (self.outcome is not Outcome.GO or not self.open)


def conclude(prep: Prep, answers: GuideAnswers) -> Conclusion:
    """The gravest of the options chosen decides. With nothing that speaks against it, it is go."""
    counting = standing(prep.sections, answers)
    leading = [(step, o) for step in prep.steps for o in step.options if o.leads_to is not Outcome.GO]
    found = [
        Reason(option.because or option.text, option.leads_to, step, option)
        for step, option in leading
        if option.id in lines_of(counting.get(step.id))
    ]
    unasked = dict.fromkeys(step for step, _ in leading if step.id not in counting)
    outcome = max((reason.leads_to for reason in found), default=Outcome.GO)
    reasons = tuple(reason for reason in found if reason.leads_to is outcome)
    also = sorted((r for r in found if r.leads_to is not outcome), key=lambda r: -r.leads_to)
    by_id = {letter.id: letter for letter in prep.letters}
    own = [by_id[r.option.letter] for r in reasons if r.option.letter in by_id]
    same_kind = [letter for letter in prep.letters if letter.kind == outcome.id]
    return Conclusion(
        outcome,
        prep.outcomes[outcome],
        reasons,
        tuple(also),
        tuple({letter.id: letter for letter in (*own, *same_kind)}.values()) if reasons else (),
        len(counting),
        tuple(step for step in unasked if may_apply(step, prep.sections, counting)),
    )


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A list of things to do, and those that are not ticked yet."""

    step: Step
    open: tuple[StepOption, ...]


def to_do(prep: Prep, answers: GuideAnswers) -> tuple[OpenStep, ...]:
    """The lists of things to do, each with what is still open: tick-lists that say how, and that lead nowhere."""
    return tuple(
        OpenStep(step, tuple(o for o in step.options if o.id not in lines_of(answers.get(step.id))))
        for section in prep.sections
        for step in steps_to_ask(section, prep.sections, answers)
        if step.kind is StepKind.TICKS and step.settles is None
        if any(o.how for o in step.options) and all(o.leads_to is Outcome.GO for o in step.options)
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that preparing came to."""

    prep: Prep
    answers: GuideAnswers
    conclusion: Conclusion
    settled: Settled
    plans: tuple[Plan, ...]
    to_do: tuple[OpenStep, ...]
    questions: tuple[str, ...]
    """The texts of the questions to ask them."""
    details: Mapping[str, str]
    """What is known for the placeholders of letters."""

    @property
    def untouched(self) -> tuple[Section, ...]:
        """Sections in which nothing was answered."""
        sections = self.prep.sections
        return tuple(s for s in sections if not progress(s, sections, self.answers).done)


def prepared_from(
    prep: Prep, book: Book, answers: GuideAnswers, details: Mapping[str, str], today: date
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
        details=with_days(prep, answers, details, today),
    )


def with_days(prep: Prep, answers: GuideAnswers, details: Mapping[str, str], today: date) -> dict[str, str]:
    """The details, and the days that are known: today, and the day of the interview if it was told."""
    day = next((answers.get(step.id) for step in prep.steps if step.kind is StepKind.DATE), None)
    return days_known(prep.details, today, day_of(day) if isinstance(day, str) else None) | dict(details)
