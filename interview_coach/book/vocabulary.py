"""The fixed lists that rule files choose from, and the ids that the coach itself knows."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum
from typing import Self


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
    """What came of raising it, from mended to not safe. Waiting for an answer weighs as much as not asking yet."""

    FIXED = 0
    WAITING = 1
    NOT_YET = 2
    CANNOT = 3
    GOES_ON = 4
    """Nothing was said, and it happens again and again: as good as refused, but nobody was told to stop."""
    REFUSED = 5
    UNSAFE = 6


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


class ConditionKind(StrEnum):
    """How a condition reads its parts."""

    OPTION = "option"
    ALL = "all"
    ANY = "any"
    AT_LEAST = "at-least"
    NOT = "not"


class Action(StrEnum):
    """What kind of advice a row gives."""

    LEAVE = "leave"
    END_IT = "end-it"
    RAISE_IT = "raise-it"
    WAIT = "wait"
    DECLINE_AFTERWARDS = "decline-afterwards"
    WATCH = "watch"
    CARRY_ON = "carry-on"


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
