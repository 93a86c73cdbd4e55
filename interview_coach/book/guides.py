"""The nouns of before and after: guides with their steps and letters, and what is known of countries.

A guide is what `coach prep`, `coach followup` or `coach debrief` goes through. Like the book it is plain
data that knows nothing of files, terminals or clocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

from interview_coach.book.pack import Source
from interview_coach.book.vocabulary import Ranked


class StepKind(Enum):
    """What an answer to a step looks like."""

    TEXT = "text"
    """One line of the person's own words. Never interpreted."""
    LINES = "lines"
    """Several lines of the person's own words, one after another. Never interpreted."""
    AMOUNT = "amount"
    """An amount with its currency and period, as text that holds a number: `45000 EUR a year`."""
    DATE = "date"
    """A day, as 2026-11-22."""
    CHOICE = "choice"
    """One option."""
    TICKS = "ticks"
    """Any of the options. Ticks stay when one comes back."""
    DEAL_BREAKERS = "deal-breakers"
    """Red flags of the pack, topic by topic: ticked is a deal-breaker, left out is doable."""
    COUNTRY = "country"
    """One of the known countries, or none."""
    OPEN_FIXES = "open-fixes"
    """The fixes that earlier debriefs left open: ticked is done."""


class Settles(Enum):
    """What the coach itself does with the answer to a step. Every other answer is only kept and shown."""

    FLOOR = "floor"
    STANCE = "stance"
    NEED = "need"
    MEET_AGAIN = "meet-again"
    COUNTRY = "country"
    DEAL_BREAKERS = "deal-breakers"
    NEEDS = "needs"
    PROMISED = "promised"
    QUESTIONS = "questions"
    MISTAKES = "mistakes"
    FIXES = "fixes"
    ACTION = "action"
    ACTION_DATE = "action-date"


class Outcome(Ranked):
    """Where preparing leads."""

    GO = 0
    ASK_FIRST = 1
    CANCEL = 2


class StepOption(Struct, frozen=True):
    """One option of a step: what it says, how one finds out, and where it leads, if anywhere."""

    id: str
    text: str
    how: str = ""
    leads_to: Outcome = Outcome.GO
    because: str = ""
    letter: str = ""
    sources: tuple[Source, ...] = ()


class Step(Struct, frozen=True):
    """One thing that a guide asks.

    `only_if` is a step and its options: the step is asked only where one of them was chosen. `for_each`
    is a step of kind LINES: this step is asked once for every line of it.
    """

    id: str
    section: str
    ask: str
    kind: StepKind
    hint: str = ""
    why: str = ""
    options: tuple[StepOption, ...] = ()
    settles: Settles | None = None
    only_if: tuple[str, tuple[str, ...]] | None = None
    for_each: str = ""
    for_all: bool = False
    """Whether the answer can hold for every interview, and not only for one."""
    sources: tuple[Source, ...] = ()


class Section(Struct, frozen=True):
    """Steps that are gone through in one go."""

    id: str
    title: str
    intro: str
    steps: tuple[Step, ...]


def steps_of(sections: Iterable[Section]) -> tuple[Step, ...]:
    """Every step of the sections, in the order of asking."""
    return tuple(step for section in sections for step in section.steps)


class FilledWith(Enum):
    """What the computer knows of a letter's details, so that nobody has to type it."""

    TODAY = "today"
    """The day of writing: `Sunday, 22 November 2026`."""
    INTERVIEW_DAY = "interview-day"
    """The day that is kept of the interview: `Monday, 23 November`."""


class Detail(Struct, frozen=True):
    """What a letter leaves open as `[their name]`. `of_me` holds for every interview."""

    id: str
    ask: str
    example: str
    of_me: bool = False
    filled_with: FilledWith | None = None

    @property
    def placeholder(self) -> str:
        return f"[{self.id.replace('-', ' ')}]"


class Letter(Struct, frozen=True):
    """A text to send or, with the channel phone, an outline of what to say."""

    id: str
    kind: str
    text: str
    channel: str
    body: str
    subject: str = ""
    sources: tuple[Source, ...] = ()


class LetterKind(Struct, frozen=True):
    """One purpose of a letter: when and how to send it, and what to do besides."""

    id: str
    group: str
    text: str
    advice: tuple[str, ...]
    after_danger: bool
    """Whether it is offered when something unsafe happened."""
    wait: bool
    """Whether it is worth sleeping on."""
    bodies: tuple[str, ...]
    """Concerns whose official bodies are named with it, where the country is known."""
    letters: tuple[Letter, ...]
    sources: tuple[Source, ...] = ()


class Group(Struct, frozen=True):
    id: str
    text: str
    kinds: tuple[LetterKind, ...]


class OutcomeWording(Struct, frozen=True):
    headline: str
    meaning: str
    next_steps: tuple[str, ...]


class Push(Struct, frozen=True):
    """What they say when one wants to leave, and a hint for the answer."""

    they: str
    hint: str


class Rehearsal(Struct, frozen=True):
    """Saying the exit line aloud, against push-backs. There is no score."""

    intro: str
    pushes: tuple[Push, ...]
    after: str


class CardWording(Struct, frozen=True):
    """The headings and fixed sentences of the card."""

    title: str
    equals: str
    danger: str
    deal_breakers: str
    lines: str
    ask: str
    questions: str
    later: str


class Prep(Struct, frozen=True):
    """What `coach prep` goes through."""

    title: str
    welcome: str
    sections: tuple[Section, ...]
    outcomes: tuple[OutcomeWording, OutcomeWording, OutcomeWording]
    """For go, ask first and cancel."""
    letters: tuple[Letter, ...]
    details: tuple[Detail, ...]
    rehearsal: Rehearsal
    card: CardWording
    wait: str
    """What to say before something is sent that is worth sleeping on."""

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps_of(self.sections)


class Safety(Struct, frozen=True):
    """The question that followup opens with, and what helps after a yes."""

    ask: str
    why: str
    no: str
    yes: str
    not_sure: str
    after: tuple[str, ...]


class Followup(Struct, frozen=True):
    """What `coach followup` offers."""

    title: str
    welcome: str
    safety: Safety
    groups: tuple[Group, ...]
    details: tuple[Detail, ...]
    wait: str

    @property
    def kinds(self) -> tuple[LetterKind, ...]:
        return tuple(kind for group in self.groups for kind in group.kinds)


class Debrief(Struct, frozen=True):
    """What `coach debrief` goes through."""

    title: str
    welcome: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    """Said at the end: let it go."""
    a_person_to_talk_to: str

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps_of(self.sections)


class Body(Struct, frozen=True):
    """An official body of a country, and the concern that one takes to it."""

    about: str
    name: str
    what: str
    url: str
    source: Source


class Country(Struct, frozen=True):
    """What is known of one country. Background with a date, never advice on a case."""

    id: str
    name: str
    emergency: str
    """The number of emergency help."""
    silent: str
    """What one can do when one cannot speak."""
    currency: str
    last_verified: str
    bodies: tuple[Body, ...]
    sources: tuple[Source, ...]


class Guides(Struct, frozen=True):
    """Everything before and after for one role. A pack may leave out what it has no guide for."""

    role: str
    prep: Prep | None = None
    followup: Followup | None = None
    debrief: Debrief | None = None
    countries: tuple[Country, ...] = ()
