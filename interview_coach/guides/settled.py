"""What the answers to a prep settle: floor, stance, need and the rest, as the engine and the card use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_coach.amounts import Amount, amount_of
from interview_coach.book.guides import Country, Prep, Settles, Step
from interview_coach.book.pack import MEET_AGAIN, Stance
from interview_coach.engine.answers import Profile
from interview_coach.guides.path import GuideAnswers, lines_of, standing


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled beforehand. What was not is empty, or None.

    `deal_breakers` are flag ids and `questions` option ids; `needs` and `promised` are texts.
    """

    floor: Amount | None = None
    stance: Stance | None = None
    need: str = ""
    meet_again: str = ""
    country: str = ""
    deal_breakers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def profile(self, countries: Sequence[Country] = ()) -> Profile:
        """The profile that the engine decides with."""
        details = self.details(countries)
        return Profile(
            Stance.BALANCED if self.stance is None else self.stance,
            frozenset(self.deal_breakers),
            self.need,
            details.get("floor", ""),
            details.get("number", ""),
        )

    def given(self) -> dict[str, str]:
        """Answers of an assessment that need not be asked again."""
        return {MEET_AGAIN: self.meet_again} if self.meet_again else {}

    def details(self, countries: Sequence[Country] = ()) -> dict[str, str]:
        """What texts may leave open in braces: `floor`, and the `number` of emergency help."""
        number = next((c.emergency for c in countries if c.id == self.country), "")
        known = {"floor": self.floor.text if self.floor else "", "number": number}
        return {name: text for name, text in known.items() if text}


def settle(prep: Prep, *layers: GuideAnswers) -> Settled:
    """What several layers of answers settle. A later layer wins: first the general one, then this interview's."""
    answers = standing(prep.sections, {step: value for layer in layers for step, value in layer.items()})
    steps = [step for section in prep.sections for step in section.steps if step.id in answers]

    def ids(settles: Settles) -> tuple[str, ...]:
        return tuple(id_ for step in steps if step.settles is settles for id_ in lines_of(answers[step.id]))

    def one(settles: Settles) -> str:
        return next(iter(ids(settles)), "")

    def texts(settles: Settles) -> tuple[str, ...]:
        wanted = (step for step in steps if step.settles is settles)
        return tuple(text for step in wanted for text in texts_of(step, answers))

    stance, country = one(Settles.STANCE), one(Settles.COUNTRY)
    return Settled(
        floor=amount_of(one(Settles.FLOOR)),
        stance=Stance.of(stance) if stance in [each.id for each in Stance] else None,
        need=one(Settles.NEED),
        meet_again=one(Settles.MEET_AGAIN),
        country="" if country == NOWHERE else country,
        deal_breakers=ids(Settles.DEAL_BREAKERS),
        needs=texts(Settles.NEEDS),
        promised=texts(Settles.PROMISED),
        questions=ids(Settles.QUESTIONS),
    )


NOWHERE = "none"
"""The answer of someone who leaves the country open."""


def texts_of(step: Step, answers: GuideAnswers) -> tuple[str, ...]:
    """The answer to a step as it reads: the texts of its options, else the words themselves."""
    given = lines_of(answers.get(step.id))
    if not step.options:
        return given
    return tuple(option.text for option in step.options if option.id in given)
