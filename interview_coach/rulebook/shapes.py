"""The shape of rule files, as typed models: the one description of the format.

The models refuse unknown keys and wrong kinds; `reader` turns their errors into problems with a
place and a cure. What needs more than one file to judge is in `checks`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
ID_CHARACTERS = 48
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=ID_CHARACTERS)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True)]

OPTION_CHARACTERS = 37
FINDING_CHARACTERS = 75


class AtMostWords:
    """Refuses a text of more words than can be read at a glance."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, text: str) -> str:
        count = len(text.split())
        if count > self.limit:
            msg = f"has {count} words; at most {self.limit} fit"
            raise ValueError(msg)
        return text


Characters24 = Annotated[Text, StringConstraints(max_length=24)]
Characters34 = Annotated[Text, StringConstraints(max_length=34)]
Characters40 = Annotated[Text, StringConstraints(max_length=40)]
Characters50 = Annotated[Text, StringConstraints(max_length=50)]
Characters60 = Annotated[Text, StringConstraints(max_length=60)]
Characters70 = Annotated[Text, StringConstraints(max_length=70)]
Characters80 = Annotated[Text, StringConstraints(max_length=80)]
Characters90 = Annotated[Text, StringConstraints(max_length=90)]
Characters110 = Annotated[Text, StringConstraints(max_length=110)]
OptionText = Annotated[Text, StringConstraints(max_length=OPTION_CHARACTERS)]
FindingText = Annotated[Text, StringConstraints(max_length=FINDING_CHARACTERS)]
Words25 = Annotated[Text, AfterValidator(AtMostWords(25))]
Words30 = Annotated[Text, AfterValidator(AtMostWords(30))]
Words40 = Annotated[Text, AfterValidator(AtMostWords(40))]
Words45 = Annotated[Text, AfterValidator(AtMostWords(45))]
SeverityId = Literal["note", "concern", "serious", "dealbreaker", "danger"]
LevelId = Literal["note", "concern", "serious", "dealbreaker"]
VerdictId = Literal["stay", "politely-exit", "walk-out"]
StanceId = Literal["network-first", "balanced", "firm"]
RaiseId = Literal["required", "if-safe", "no"]
RaiseStateId = Literal["fixed", "not-yet", "cannot", "refused"]
PurposeId = Literal[
    "exit",
    "raise",
    "confirm",
    "buy-time",
    "deflect",
    "decline-to-answer",
    "push-back",
    "pause",
    "recover",
    "reschedule",
    "unwell",
    "close",
]
ToneId = Literal["warm", "neutral", "firm"]
ChannelId = Literal["in-person", "video", "phone", "message", "email"]
BodyId = Literal["any", "in-person", "video", "phone", "message", "email"]
OtherKindId = Literal["fact", "sustained", "mitigating", "own-state", "context"]
StrengthId = Literal["official", "research", "professional", "press", "survey", "opinion"]


class Shape(BaseModel):
    """A mapping in a rule file: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SourceShape(Shape):
    publisher: Text
    title: Text
    year: Annotated[str, BeforeValidator(str), StringConstraints(pattern=r"^((c\. )?(19|20)\d\d|n\.d\.)$")]
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
    strength: StrengthId


class AllShape(Shape):
    all: Annotated[list[ConditionShape], Field(min_length=1)]


class AnyShape(Shape):
    any: Annotated[list[ConditionShape], Field(min_length=1)]


class AtLeast(Shape):
    count: Annotated[int, Field(ge=1)]
    of: Annotated[list[ConditionShape], Field(min_length=1)]


class AtLeastShape(Shape):
    at_least: AtLeast


class NotShape(Shape):
    not_: Annotated[Id, Field(alias="not")]


def _condition_kind(value: object) -> str | None:
    if isinstance(value, str):
        return "option"
    if isinstance(value, dict) and len(value) == 1:
        return str(next(iter(value)))
    return None


ConditionShape = Annotated[
    Annotated[Id, Tag("option")]
    | Annotated[AllShape, Tag("all")]
    | Annotated[AnyShape, Tag("any")]
    | Annotated[AtLeastShape, Tag("at_least")]
    | Annotated[NotShape, Tag("not")],
    Discriminator(
        _condition_kind,
        custom_error_type="condition",
        custom_error_message="a condition is an option id, all, any, at_least or not",
    ),
]


class FlagShape(Shape):
    option: OptionText | None = None
    option_when_known: OptionText | None = None
    fires_if: ConditionShape | None = None
    finding: FindingText
    why: Words45
    severity: SeverityId
    raise_: Annotated[RaiseId, Field(alias="raise")]
    fixed_when: Characters90 | None = None
    leave_when: Characters50 | None = None
    can_be_sustained: bool = False
    abuse: bool = False
    do_now: list[Characters70] = []
    cannot_leave: Words40 | None = None
    afterwards: list[Characters110] = []
    sources: Annotated[list[Id], Field(min_length=1)]


class OtherOptionShape(Shape):
    option: OptionText
    kind: OtherKindId
    sets: dict[Id, Text] = {}
    reassurance: Words30 | None = None
    sources: list[Id] = []


class ReassuranceShape(Shape):
    what: Characters60
    why: Words30
    sources: list[Id] = []


class LineShape(Shape):
    purpose: PurposeId
    tone: ToneId
    fits: list[Id] = []
    channels: list[ChannelId] = []
    say: Text | None = None
    open: Text | None = None
    statement: Text | None = None
    close: Text | None = None
    if_they_push: Text | None = None
    body: Characters90 | None = None


class RaiseAnswerShape(Shape):
    text: OptionText
    means: RaiseStateId


class RaiseQuestionShape(Shape):
    ask: Characters40
    answers: Annotated[list[RaiseAnswerShape], Field(min_length=2, max_length=6)]


class TopicShape(Shape):
    """A topic file: `rules/<pack>/<topic>.yaml`. A layer that adds to a topic needs only `topic:`."""

    topic: Id
    title: OptionText | None = None
    why: Words40 | None = None
    examples: Words25 | None = None
    raise_: Annotated[RaiseQuestionShape | None, Field(alias="raise")] = None
    screen: list[Id] = []
    flags: dict[Id, FlagShape] = {}
    options: dict[Id, OtherOptionShape] = {}
    not_red_flags: dict[Id, ReassuranceShape] = {}
    lines: dict[Id, LineShape] = {}
    sources: dict[Id, SourceShape] = {}


class LinesShape(Shape):
    """The lines that fit any topic: `rules/<pack>/lines.yaml`."""

    lines: dict[Id, LineShape]
    sources: dict[Id, SourceShape] = {}


class RowConditionShape(Shape):
    danger: Literal["fires", "in-doubt"] | None = None
    abuse: Literal["refused"] | None = None
    ripe: LevelId | None = None
    standing: LevelId | None = None
    to_raise: LevelId | None = None
    topics: Annotated[int, Field(ge=1, le=9)] = 1
    leaning: Literal["balanced", "firm"] | None = None
    would_take: Literal["no"] | None = None
    meet_again: Literal["no"] | None = None
    own_state: Literal[True] | None = None


class RowShape(Shape):
    when: RowConditionShape
    action: Literal["leave", "end-it", "raise-it", "decline-afterwards", "watch", "carry-on"]
    headline: Characters34
    meaning: Words30
    do_now: list[Characters70] = []
    note: Words30 | None = None
    next_steps: list[Characters110] = []


class PolicyShape(Shape):
    walk_out: Annotated[dict[Id, RowShape], Field(alias="walk-out", min_length=1)]
    politely_exit: Annotated[dict[Id, RowShape], Field(alias="politely-exit", min_length=1)]
    stay: Annotated[dict[Id, RowShape], Field(min_length=1)]


class ContextShape(Shape):
    ask: Characters40
    why: Words40
    answers: dict[Id, OptionText]


class WordingShape(Shape):
    danger_title: Characters40
    danger_intro: Characters80
    danger_note: Characters80
    topics_title: Characters24
    topics_intro: Characters90
    topics_why: Words40
    too_early: Characters34
    not_asked: Characters80
    put_right: Characters110
    other_school: Words30
    cannot_leave_title: Characters24
    body: dict[BodyId, Characters90]


class ReasonShape(Shape):
    means: Characters60
    topic: Id | None = None
    purpose: PurposeId = "exit"
    channel: ChannelId | None = None


def _iso_date(value: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
        raise ValueError("is not a date; write it as 2026-11-21")
    return value


Date = Annotated[str, BeforeValidator(str), AfterValidator(_iso_date)]


class PackShape(Shape):
    """Pack information: `rules/<pack>/pack.yaml`. A layer over another pack needs only `pack:`."""

    pack: Id
    title: Characters40 | None = None
    switch_text: Characters60 | None = None
    written_by: Text | None = None
    last_changed: Date | None = None
    due_again: Date | None = None
    reviewed_by: Text | None = None
    interests: Text | None = None
    topics: list[Id] = []
    wording: WordingShape | None = None
    raise_: Annotated[RaiseQuestionShape | None, Field(alias="raise")] = None
    context: dict[Literal["would-take", "meet-again", "need"], ContextShape] = {}
    policy: PolicyShape | None = None
    reasons: dict[Id, ReasonShape] = {}
    sources: dict[Id, SourceShape] = {}


class ProfileShape(Shape):
    stance: StanceId = "balanced"
    deal_breakers: list[Id] = []


class ExpectShape(Shape):
    verdict: VerdictId
    acceptable: list[VerdictId] = []
    known_disagreement: Text | None = None
    row: Id | None = None
    flags: list[Id] | None = None
    silent: list[Id] = []
    levels: dict[Id, SeverityId] = {}
    settled: bool | None = None


class CaseShape(Shape):
    name: Text
    id: Id | None = None
    link: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")] | None = None
    story: Text | None = None
    answers: dict[str, Any]
    profile: ProfileShape = ProfileShape()
    expect: ExpectShape


class CasesShape(Shape):
    """The cases of a topic: `rules/<pack>/<topic>.cases.yaml`."""

    cases: list[CaseShape]
