"""What the answers to a prep settle: floor, stance, need and the rest, and if-then plans for deal-breakers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import Struct

from interview_coach.amounts import Amount, amount_of
from interview_coach.book.guides import Country, Prep, Settles, Step
from interview_coach.book.pack import Book, Flag, Line
from interview_coach.book.vocabulary import MEET_AGAIN, Purpose, Raise, RaiseState, Severity, Stance
from interview_coach.engine.answers import Profile
from interview_coach.engine.descriptions import clause
from interview_coach.engine.lines import lines_for, tone_of
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
    steps = [step for step in prep.steps if step.id in answers]

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
    """The answer to a step as it reads: the texts of its options, else the words, each with what it was said to."""
    given = lines_of(answers.get(step.id))
    if step.for_each:
        over = lines_of(answers.get(step.for_each))
        return tuple(f"{line}: {text}" for line, text in zip(over, given, strict=False) if text)
    if not step.options:
        return given
    return tuple(option.text for option in step.options if option.id in given)


class Plan(Struct, frozen=True):
    """What to say if one deal-breaker comes up. With `ask` that line comes first, and `say` only after a no."""

    flag: Flag
    say: Line
    ask: Line | None = None

    @property
    def when(self) -> str:
        """The fact as a clause: "If the pay is under the floor you set for yourself"."""
        return f"If {clause(self.flag.finding)}"

    @property
    def when_refused(self) -> str:
        """What they do when asked, as a clause: "If they can't reach your floor"."""
        return f"If {clause(self.flag.leave_when)}"


def plans_for(book: Book, deal_breakers: Iterable[str], stance: Stance = Stance.BALANCED) -> tuple[Plan, ...]:
    """A plan for each deal-breaker, the gravest first, then in the order of the screens.

    Flags that the book does not know any more are left out, and so is danger: it needs no plan but to go.
    """
    wanted = set(deal_breakers)
    flags = [flag for flag in book.flags if flag.id in wanted and flag.severity is not Severity.DANGER]
    order = {topic.id: place for place, topic in enumerate(book.topics)}
    flags.sort(key=lambda flag: (-flag.severity, order[flag.topic]))
    return tuple(plan for flag in flags if (plan := _plan(book, flag, stance)))


class Practised(Struct, frozen=True):
    """A line to rehearse leaving with, and the clause that says when, where it is for an own deal-breaker."""

    line: Line
    when: str = ""


def lines_to_practise(
    book: Book, deal_breakers: Iterable[str], stance: Stance = Stance.BALANCED
) -> tuple[Practised, ...]:
    """The lines of the person's own deal-breakers first, then those that fit anyone, each line once."""
    own = [
        Practised(plan.say, plan.when_refused if plan.ask else plan.when)
        for plan in plans_for(book, deal_breakers, stance)
    ]
    general = [Practised(line) for line in lines_for(book, Purpose.EXIT, tone=tone_of(stance))]
    first: dict[str, Practised] = {}
    for each in (*own, *general):
        first.setdefault(each.line.id, each)
    return tuple(first.values())


def _plan(book: Book, flag: Flag, stance: Stance) -> Plan | None:
    def found(purpose: Purpose, came_of: RaiseState = RaiseState.NOT_YET) -> Line | None:
        lines = lines_for(
            book,
            purpose,
            about=(flag.id,),
            topics=(flag.topic,),
            tone=tone_of(stance),
            came_of={flag.topic: came_of},
        )
        return lines[0] if lines else None

    asks_first = flag.raising is Raise.REQUIRED
    leaving = found(Purpose.EXIT, RaiseState.REFUSED if asks_first else RaiseState.NOT_YET)
    if leaving is None:
        return None
    return Plan(flag, leaving, found(Purpose.RAISE) if asks_first else None)
