"""The nouns of the book: what a loaded pack is made of. Plain data, no behaviour beyond look-ups.

Everything here is immutable and knows nothing of files, terminals or clocks. The nouns are msgspec
structs because those are made in a fraction of the time of dataclasses: a line is wanted at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from interview_coach.book.vocabulary import (
    DANGER,
    Action,
    Channel,
    ConditionKind,
    OptionKind,
    Purpose,
    Raise,
    RaiseState,
    Severity,
    Tone,
    Verdict,
)
from interview_coach.book.wording import PackInfo, Wording


class Source(Struct, frozen=True):
    id: str
    publisher: str
    title: str
    year: str
    url: str
    strength: str


class Condition(Struct, frozen=True):
    """A combination of options."""

    kind: ConditionKind
    option: str = ""
    parts: tuple[Condition, ...] = ()
    count: int = 0

    def options(self) -> frozenset[str]:
        """Every option that the condition reads."""
        if self.kind is ConditionKind.OPTION:
            return frozenset({self.option})
        return frozenset().union(*(part.options() for part in self.parts))

    def holds(self, is_so: Callable[[str], bool], is_ruled_out: Callable[[str], bool]) -> bool:
        """Whether it holds, by what is so of the options that it reads, and of those under a `not`."""
        if self.kind is ConditionKind.OPTION:
            return is_so(self.option)
        if self.kind is ConditionKind.NOT:
            return is_ruled_out(self.parts[0].option)
        holding = sum(part.holds(is_so, is_ruled_out) for part in self.parts)
        least = {ConditionKind.ALL: len(self.parts), ConditionKind.ANY: 1}
        return holding >= least.get(self.kind, self.count)


class Flag(Struct, frozen=True):
    """A red flag: fires when its option is ticked, or when its condition holds."""

    id: str
    topic: str
    finding: str
    why: str
    severity: Severity
    raising: Raise
    sources: tuple[Source, ...]
    option: str = ""
    fires_if: Condition | None = None
    also: tuple[str, ...] = ()
    """What people call it in their own words."""
    fixed_when: str = ""
    leave_when: str = ""
    can_be_sustained: bool = False
    abuse: bool = False
    treatment: bool = False
    """How one is treated: two of these standing in one topic go on long enough to count as sustained."""
    scam_sign: int = 0
    """How far it adds up to a scam: 2 for money, a login, ID or something to run; 0 for not at all."""
    danger_signs: int = 0
    """Fires when danger signs add up to this much; then it has no option."""
    scam_signs: int = 0
    """Fires when scam signs add up to this much; then it has no option."""
    do_now: tuple[str, ...] = ()
    cannot_leave: str = ""
    afterwards: tuple[str, ...] = ()
    pack: str = ""

    @property
    def text(self) -> str:
        """How the flag is named on a screen: its option, else its finding."""
        return self.option or self.finding

    @property
    def reads(self) -> frozenset[str]:
        """The options that it fires by."""
        return self.fires_if.options() if self.fires_if else frozenset({self.id})


class Option(Struct, frozen=True):
    """One line of a tick-list."""

    id: str
    topic: str
    text: str
    kind: OptionKind
    sets: tuple[tuple[str, str], ...] = ()
    reassurance: str = ""
    sources: tuple[Source, ...] = ()
    do_now: tuple[str, ...] = ()
    """What to do at once where it is ticked, such as getting help first."""
    weight: int = 0
    """Of a danger sign: 1 is weak, 2 strong."""
    why: str = ""
    when_known: str = ""
    """How it reads where the profile knows what the text leaves open, such as one's own floor."""
    also: tuple[str, ...] = ()
    """What people call it in their own words."""


class Reassurance(Struct, frozen=True):
    """Something that is not a red flag, said so that nobody over-reacts."""

    id: str
    topic: str
    what: str
    why: str
    sources: tuple[Source, ...]


class RaiseAnswer(Struct, frozen=True):
    text: str
    means: RaiseState


class RaiseQuestion(Struct, frozen=True):
    ask: str
    answers: tuple[RaiseAnswer, ...]


class Line(Struct, frozen=True):
    """A sentence to say or send. An exit line has three beats, any other line one."""

    id: str
    topic: str
    purpose: Purpose
    tone: Tone
    beats: tuple[str, ...]
    fits: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    after: tuple[RaiseState, ...] = ()
    """What came of raising it where this is the line; empty where that makes no difference."""
    if_they_push: str = ""
    body: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.beats)

    def is_for(self, state: RaiseState) -> bool:
        """Whether it can be said after this came of raising it. What asks is for those who have not asked."""
        asks = (RaiseState.NOT_YET,) if self.purpose is Purpose.RAISE else tuple(RaiseState)
        return state in (self.after or asks)


class Topic(Struct, frozen=True):
    id: str
    title: str
    why: str
    examples: str
    raise_question: RaiseQuestion
    options: tuple[Option, ...]
    reassurances: tuple[Reassurance, ...] = ()
    nobody_there: bool = False
    """What is said here may reach a machine: a line that speaks to a person is the last resort."""


class Threshold(Struct, frozen=True):
    """One condition of a policy row: a measure that has to reach a number.

    `level` is given where flags are counted: only those of this level or above count, by topic or,
    `by_flag`, each for itself.
    """

    measure: str
    at_least: int = 1
    level: Severity | None = None
    by_flag: bool = False


class Row(Struct, frozen=True):
    """One row of the policy, with the pack's words for it. It matches when all of `when` is reached."""

    id: str
    verdict: Verdict
    when: tuple[Threshold, ...]
    action: Action
    headline: str
    meaning: str
    do_now: tuple[str, ...] = ()
    note: str = ""
    next_steps: tuple[str, ...] = ()

    def at_least(self, measure: str) -> int:
        """What a measure has to reach for this row; 0 if the row does not read it."""
        return max((threshold.at_least for threshold in self.when if threshold.measure == measure), default=0)


class ContextAnswer(Struct, frozen=True):
    id: str
    text: str


class ContextQuestion(Struct, frozen=True):
    id: str
    ask: str
    why: str
    answers: tuple[ContextAnswer, ...]


class ReasonWord(Struct, frozen=True):
    """A neutral word for `coach script REASON`, and where its line is found."""

    id: str
    means: str
    topic: str = ""
    purpose: Purpose = Purpose.EXIT
    channel: Channel | None = None


class Book(Struct, frozen=True, dict=True):
    """A checked pack, ready to decide with. Load one with `interview_coach.load_book`."""

    info: PackInfo
    wording: Wording
    topics: tuple[Topic, ...]
    flags: tuple[Flag, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    context: tuple[ContextQuestion, ...]
    reasons: tuple[ReasonWord, ...]
    signs: tuple[Option, ...] = ()
    """Danger signs, asked where danger is not sure."""
    overrides: tuple[str, ...] = ()
    digest: str = ""

    @cached_property
    def topic_by_id(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def flag_by_id(self) -> dict[str, Flag]:
        return {flag.id: flag for flag in self.flags}

    @cached_property
    def option_by_id(self) -> dict[str, Option]:
        """Every option of a tick-list; danger signs come last."""
        options = [option for topic in self.topics for option in topic.options]
        return {option.id: option for option in (*options, *self.signs)}

    @cached_property
    def context_by_id(self) -> dict[str, ContextQuestion]:
        return {question.id: question for question in self.context}

    @cached_property
    def flags_by_topic(self) -> dict[str, tuple[Flag, ...]]:
        return {
            topic.id: tuple(flag for flag in self.flags if flag.topic == topic.id) for topic in self.topics
        }

    @property
    def danger(self) -> Topic:
        return self.topic_by_id[DANGER]

    @property
    def ordinary_topics(self) -> tuple[Topic, ...]:
        """Every topic but danger, in the order of the second screen."""
        return tuple(topic for topic in self.topics if topic.id != DANGER)
