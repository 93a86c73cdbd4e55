"""The shape of rule files, as typed models: the one description of the format.

The models refuse unknown keys and wrong kinds; `places` turns their errors into problems with a
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

from interview_coach.model import Channel, OptionKind, Purpose, Raise, Tone

ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=48)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True)]

OPTION_CHARACTERS = 37
FINDING_CHARACTERS = 75


def _characters(limit: int) -> Any:
    return Annotated[
        str, StringConstraints(min_length=1, max_length=limit, strip_whitespace=True, strict=True)
    ]


def _words(limit: int) -> Any:
    def check(text: str) -> str:
        count = len(text.split())
        if count > limit:
            raise ValueError(f"has {count} words; at most {limit} fit")
        return text

    return Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True), AfterValidator(check)]


OptionText = _characters(OPTION_CHARACTERS)
SeverityId = Literal["note", "concern", "serious", "dealbreaker", "danger"]
LevelId = Literal["note", "concern", "serious", "dealbreaker"]
VerdictId = Literal["stay", "politely-exit", "walk-out"]
StanceId = Literal["network-first", "balanced", "firm"]
RaiseId = Literal["required", "if-safe", "no"]
RaiseStateId = Literal["fixed", "not-yet", "cannot", "refused"]
PurposeId = Literal[tuple(purpose.value for purpose in Purpose)]  # type: ignore[valid-type]
ToneId = Literal[tuple(tone.value for tone in Tone)]  # type: ignore[valid-type]
ChannelId = Literal[tuple(channel.value for channel in Channel)]  # type: ignore[valid-type]
OtherKindId = Literal["fact", "sustained", "mitigating", "own-state", "context"]
StrengthId = Literal["official", "research", "professional", "press", "survey", "opinion"]

assert {kind.value for kind in OptionKind} == {"flag", "fact", "sustained", "mitigating", "own-state", "context"}
assert {raising.value for raising in Raise} == {"required", "if-safe", "no"}


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
    fires_if: ConditionShape | None = None
    finding: Annotated[str, StringConstraints(min_length=1, max_length=FINDING_CHARACTERS, strict=True)]
    why: _words(45)
    severity: SeverityId
    raise_: Annotated[RaiseId, Field(alias="raise")]
    fixed_when: _characters(90) | None = None
    leave_when: _characters(50) | None = None
    can_be_sustained: bool = False
    abuse: bool = False
    do_now: list[_characters(70)] = []
    cannot_leave: _words(40) | None = None
    afterwards: list[_characters(110)] = []
    sources: Annotated[list[Id], Field(min_length=1)]


class OtherOptionShape(Shape):
    option: OptionText
    kind: OtherKindId
    sets: dict[Id, Text] = {}
    reassurance: _words(30) | None = None
    sources: list[Id] = []


class ReassuranceShape(Shape):
    what: _characters(60)
    why: _words(30)
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
    body: _characters(90) | None = None


class RaiseAnswerShape(Shape):
    text: OptionText
    means: RaiseStateId


class RaiseQuestionShape(Shape):
    ask: _characters(40)
    answers: Annotated[list[RaiseAnswerShape], Field(min_length=2, max_length=6)]


class TopicShape(Shape):
    """A topic file: `rules/<pack>/<topic>.yaml`. A layer that adds to a topic needs only `topic:`."""

    topic: Id
    title: OptionText | None = None
    why: _words(40) | None = None
    examples: _words(25) | None = None
    raise_: Annotated[RaiseQuestionShape | None, Field(alias="raise")] = None
    screen: list[Id] = []
    flags: dict[Id, FlagShape] = {}
    also: dict[Id, OtherOptionShape] = {}
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
    headline: _characters(34)
    meaning: _words(30)
    do_now: list[_characters(70)] = []
    note: _words(30) | None = None
    next_steps: list[_characters(110)] = []


class PolicyShape(Shape):
    walk_out: Annotated[dict[Id, RowShape], Field(alias="walk-out", min_length=1)]
    politely_exit: Annotated[dict[Id, RowShape], Field(alias="politely-exit", min_length=1)]
    stay: Annotated[dict[Id, RowShape], Field(min_length=1)]


class ContextShape(Shape):
    ask: _characters(40)
    why: _words(40)
    answers: dict[Id, OptionText]


class WordingShape(Shape):
    danger_title: _characters(40)
    danger_intro: _characters(80)
    danger_note: _characters(80)
    topics_title: _characters(24)
    topics_intro: _characters(90)
    topics_why: _words(40)
    too_early: _characters(34)
    not_asked: _characters(80)
    other_school: _words(30)
    cannot_leave_title: _characters(24)
    body: dict[ChannelId | Literal["any"], _characters(90)]


class ReasonShape(Shape):
    means: _characters(60)
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
    title: _characters(40) | None = None
    switch_text: _characters(60) | None = None
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
