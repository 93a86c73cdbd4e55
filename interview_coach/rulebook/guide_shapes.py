"""The shape of the guide files of a pack: `prep.yaml`, `followup.yaml`, `debrief.yaml`, `countries.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from interview_coach.rulebook.shapes import (
    AtMostWords,
    Characters34,
    Characters40,
    Characters60,
    Characters80,
    Characters110,
    Date,
    Id,
    OptionText,
    Shape,
    SourceShape,
    Text,
    Words30,
    Words40,
)

Words60 = Annotated[Text, AfterValidator(AtMostWords(60))]
Words200 = Annotated[Text, AfterValidator(AtMostWords(200))]
StepKindId = Literal[
    "text", "lines", "amount", "date", "choice", "ticks", "deal-breakers", "country", "open-fixes"
]
SettlesId = Literal[
    "floor",
    "stance",
    "need",
    "meet-again",
    "country",
    "deal-breakers",
    "needs",
    "promised",
    "questions",
    "mistakes",
    "fixes",
    "action",
    "action-date",
]
OutcomeId = Literal["go", "ask-first", "cancel"]
LetterChannelId = Literal["email", "message", "phone", "paper"]
FilledWithId = Literal["today", "interview-day"]
ConcernId = Literal["discrimination", "fraud", "safety", "pay", "data", "violence"]


class StepOptionShape(Shape):
    text: OptionText
    how: Words40 | None = None
    leads_to: OutcomeId = "go"
    because: Characters80 | None = None
    letter: Id | None = None
    sources: list[Id] = []


class OnlyIfShape(Shape):
    step: Id
    is_: Annotated[list[Id], Field(alias="is", min_length=1)]


class StepShape(Shape):
    section: Id
    ask: Characters60
    kind: StepKindId
    hint: Characters110 | None = None
    why: Words60 | None = None
    options: dict[Id, StepOptionShape] = {}
    settles: SettlesId | None = None
    only_if: OnlyIfShape | None = None
    for_each: Id | None = None
    for_all: bool = False
    sources: list[Id] = []


class SectionShape(Shape):
    title: OptionText
    intro: Words40


class LetterShape(Shape):
    kind: Id
    text: OptionText
    channel: LetterChannelId
    subject: Characters80 | None = None
    body: Words200
    sources: list[Id] = []


class DetailShape(Shape):
    ask: Characters60
    example: Characters60
    of_me: bool = False
    filled_with: FilledWithId | None = None


class OutcomeShape(Shape):
    headline: Characters34
    meaning: Words30
    next_steps: list[Characters110] = []


class PushShape(Shape):
    they: Characters110
    hint: Characters110


class RehearsalShape(Shape):
    intro: Words60
    pushes: Annotated[list[PushShape], Field(min_length=2, max_length=4)]
    after: Words60


class CardShape(Shape):
    title: Characters40
    equals: Characters80
    danger: Characters40
    deal_breakers: Characters40
    lines: Characters40
    ask: Characters40
    questions: Characters40
    later: Characters110


class PrepShape(Shape):
    """What `coach prep` goes through: `rules/<pack>/prep.yaml`."""

    guide: Literal["prep"]
    title: Characters34 | None = None
    welcome: Words60 | None = None
    sections: dict[Id, SectionShape] = {}
    steps: dict[Id, StepShape] = {}
    outcomes: dict[OutcomeId, OutcomeShape] = {}
    letters: dict[Id, LetterShape] = {}
    details: dict[Id, DetailShape] = {}
    rehearsal: RehearsalShape | None = None
    card: CardShape | None = None
    wait: Words40 | None = None
    sources: dict[Id, SourceShape] = {}


class SafetyShape(Shape):
    ask: Characters60
    why: Words60
    no: OptionText
    yes: OptionText
    not_sure: OptionText
    after: Annotated[list[Characters110], Field(min_length=1, max_length=6)]


class KindShape(Shape):
    group: Id
    text: OptionText
    advice: Annotated[list[Characters110], Field(min_length=1, max_length=6)]
    after_danger: bool = False
    wait: bool = False
    bodies: list[ConcernId] = []
    sources: list[Id] = []


class FollowupShape(Shape):
    """What `coach followup` offers: `rules/<pack>/followup.yaml`."""

    guide: Literal["followup"]
    title: Characters34 | None = None
    welcome: Words60 | None = None
    safety: SafetyShape | None = None
    groups: dict[Id, OptionText] = {}
    kinds: dict[Id, KindShape] = {}
    letters: dict[Id, LetterShape] = {}
    details: dict[Id, DetailShape] = {}
    wait: Words40 | None = None
    sources: dict[Id, SourceShape] = {}


class DebriefShape(Shape):
    """What `coach debrief` goes through: `rules/<pack>/debrief.yaml`."""

    guide: Literal["debrief"]
    title: Characters34 | None = None
    welcome: Words60 | None = None
    sections: dict[Id, SectionShape] = {}
    steps: dict[Id, StepShape] = {}
    closing: list[Characters110] = []
    a_person_to_talk_to: Words40 | None = None
    sources: dict[Id, SourceShape] = {}


class BodyShape(Shape):
    about: ConcernId
    name: Characters60
    what: Characters110
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
    source: Id


class CountryShape(Shape):
    name: Characters34
    emergency: Annotated[Text, StringConstraints(pattern=r"^[0-9]{2,6}( or [0-9]{2,6})?$")]
    silent: Characters110 | None = None
    currency: Annotated[Text, StringConstraints(pattern=r"^[A-Z]{3}$")]
    last_verified: Date
    bodies: list[BodyShape] = []
    sources: Annotated[list[Id], Field(min_length=1)]


class CountriesShape(Shape):
    """What is known of countries, for every role: `rules/<pack>/countries.yaml`."""

    guide: Literal["countries"]
    countries: dict[Id, CountryShape] = {}
    sources: dict[Id, SourceShape] = {}
