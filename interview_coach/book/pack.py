"""The nouns of the book: what a loaded pack is made of. Plain data, no behaviour beyond look-ups.

Everything here is immutable and knows nothing of files, terminals or clocks. The nouns are msgspec
structs because those are made in a fraction of the time of dataclasses: a line is wanted at once.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, IntEnum, StrEnum
from functools import cached_property
from typing import Self

from msgspec import Struct


class Ranked(IntEnum):
    """An order from mild to grave whose members have the ids that rule files use."""

    @property
    def id(self) -> str:
        return self.name.lower().replace("_", "-")

    @classmethod
    def of(cls, text: str) -> Self:
        """The member with this id. Raises KeyError if there is none."""
        return cls[text.upper().replace("-", "_")]


class Verdict(Ranked):
    STAY = 0
    POLITELY_EXIT = 1
    WALK_OUT = 2


class Severity(Ranked):
    """How grave a red flag is by itself; also the scale of its level."""

    NOTE = 1
    CONCERN = 2
    SERIOUS = 3
    DEALBREAKER = 4
    DANGER = 5


class Stance(Ranked):
    """Which school of published advice the person leans to."""

    NETWORK_FIRST = 0
    BALANCED = 1
    FIRM = 2


class RaiseState(Ranked):
    """What came of raising it, from mended to refused. Waiting for an answer weighs as much as not asking yet."""

    FIXED = 0
    WAITING = 1
    NOT_YET = 2
    CANNOT = 3
    REFUSED = 4
    UNSAFE = 5


class Raise(Enum):
    """Whether a red flag is to be named before leaving for it."""

    REQUIRED = "required"
    IF_SAFE = "if-safe"
    NO = "no"


class OptionKind(Enum):
    """What ticking an option means to the engine."""

    FLAG = "flag"
    FACT = "fact"
    SUSTAINED = "sustained"
    MITIGATING = "mitigating"
    OWN_STATE = "own-state"
    CONTEXT = "context"
    OWN_REASON = "own-reason"
    DANGER_SIGN = "danger-sign"


class Purpose(Enum):
    EXIT = "exit"
    RAISE = "raise"
    CONFIRM = "confirm"
    BUY_TIME = "buy-time"
    DEFLECT = "deflect"
    DECLINE_TO_ANSWER = "decline-to-answer"
    PUSH_BACK = "push-back"
    PAUSE = "pause"
    RECOVER = "recover"
    RESCHEDULE = "reschedule"
    UNWELL = "unwell"
    CLOSE = "close"


class Tone(Enum):
    WARM = "warm"
    NEUTRAL = "neutral"
    FIRM = "firm"


class Channel(Enum):
    IN_PERSON = "in-person"
    VIDEO = "video"
    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"


DANGER = "danger"
"""The id of the topic whose screen always comes first."""

TOPICS = "topics"
"""The id of the tick-list that opens topics."""

SIGNS = "signs"
"""The id of the tick-list of danger signs, asked where the danger screen was answered *not sure*."""

WOULD_TAKE, MEET_AGAIN, NEED = "would-take", "meet-again", "need"
CONTEXT_ORDER: dict[str, tuple[str, ...]] = {
    WOULD_TAKE: ("yes", "maybe", "no"),
    MEET_AGAIN: ("yes", "no"),
    NEED: ("high", "ordinary", "alternatives"),
}
"""Context questions with their answers, from the one that softens to the one that hardens."""


class Source(Struct, frozen=True):
    id: str
    publisher: str
    title: str
    year: str
    url: str
    strength: str


class ConditionKind(StrEnum):
    """How a condition reads its parts."""

    OPTION = "option"
    ALL = "all"
    ANY = "any"
    AT_LEAST = "at-least"
    NOT = "not"


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


class Action(StrEnum):
    """What kind of advice a row gives."""

    LEAVE = "leave"
    END_IT = "end-it"
    RAISE_IT = "raise-it"
    WAIT = "wait"
    DECLINE_AFTERWARDS = "decline-afterwards"
    WATCH = "watch"
    CARRY_ON = "carry-on"


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


class Wording(Struct, frozen=True):
    """The fixed sentences of a pack, so that no screen text hides in code."""

    danger_title: str
    danger_intro: str
    danger_note: str
    topics_title: str
    topics_intro: str
    topics_why: str
    too_early: str
    not_asked: str
    put_right: str
    other_school: str
    cannot_leave_title: str
    body: tuple[tuple[str, str], ...]
    ticks_intro: str
    none_of_these: str
    not_sure: str
    why_title: str
    why_each: str
    harmless: str
    raise_why: str
    put_right_is: str
    context_intro: str
    to_leave: str
    danger_why_title: str
    danger_harmless: str
    danger_signs_title: str
    danger_signs_why: str
    danger_say: str
    danger_must_go: str
    danger_changes: str
    own_words_title: str
    own_words_ask: str
    own_words_hint: str
    own_words_why: str
    fits_title: str
    fits_intro: str
    no_fit_title: str
    no_fit: str
    say: str
    do: str
    why: str
    go_if: str
    later: str
    push: str
    own_deal_breaker: str
    was_not_sure: str
    would_not_take: str
    any_time: str
    more_also: str
    more_changes: str
    more_open: str
    more_afterwards: str
    more_lines: str
    more_schools: str
    more_trust: str
    trust_note: str
    act_stay: str
    act_exit: str
    act_leave: str
    and_more: str
    no_change: str


class PackInfo(Struct, frozen=True):
    id: str
    title: str
    switch_text: str
    written_by: str
    last_changed: str
    due_again: str
    reviewed_by: str
    interests: str


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
