"""What policy rows can read: one table of measures, over which everything that knows rows loops.

A row holds thresholds, and a threshold a measure with the number that it has to reach. Deciding, looking
ahead, explaining, checking, drawing and listing all go by this table, so that a new measure is one entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview_coach.book.pack import Book, Threshold
from interview_coach.book.vocabulary import DANGER, MEET_AGAIN, NEED, WOULD_TAKE, OptionKind, Severity, Stance
from interview_coach.engine.situation import LEVELS, Kinds, Situation, Standpoint, ripe, scam, standing

LEVEL_IDS = tuple(level.id for level in LEVELS)


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that a row can read.

    `values` are the thresholds as policy.yaml writes them: the n-th is reached by n. Where they are levels,
    what `read` gives are flags, counted by topic; else it gives a number, or bits of which one is enough.
    """

    id: str
    values: tuple[str | bool | int, ...]
    read: Callable[[Kinds, Situation, Standpoint], int]
    help: str
    """What a threshold means to the author of a rule."""
    named: str
    """What it is called where a verdict is explained."""
    listed: str = ""
    """How a row is listed, where that is not plain from its name: `{value}` is the threshold."""
    drawn: tuple[str, str] = ("", "")
    """What it reads: flags by a field of theirs, screens by a kind of option, or a level or a context question by its id."""
    edge: str = ""
    """The word beside the arrow from there."""
    by_itself: bool = False
    """Of what is counted: its level is not moved up by what was refused or went on."""
    of: str = ""
    """The measure whose flags include those of this one."""
    scale: tuple[str, ...] = ()
    """The names of its numbers, from 0 on; left out, it only holds or does not."""
    leaves: bool = True
    """Whether a leaving row may read it; else it only names a kind of stay."""
    walks_out: bool = False
    """Whether a row of walk-out may read it."""
    stays: bool = True
    """Whether a row of stay may read it."""
    happens: bool = True
    """Whether it is something that happened, and so enough to leave for."""

    @property
    def is_counted(self) -> bool:
        """Whether flags of a level are counted."""
        return self.values == LEVEL_IDS

    def threshold(self, written: str | bool | int, topics: int, flags: int = 0) -> Threshold:
        """The threshold that policy.yaml writes as this value; with `flags` they count, not their topics."""
        rank = self.values.index(written) + 1
        if not self.is_counted:
            return Threshold(self.id, rank)
        return Threshold(self.id, flags or topics, Severity(rank), by_flag=bool(flags))

    def value(self, threshold: Threshold) -> str:
        """The threshold as policy.yaml writes it."""
        return str(self.values[(threshold.level or threshold.at_least) - 1])

    def drawn_from(self, book: Book) -> tuple[tuple[str, str], ...]:
        """What of a book it reads, as (kind, id) of flags, screens, levels or context questions."""
        kind, of = self.drawn
        options = book.option_by_id.values()
        found = {
            "flag": [flag.id for flag in book.flags if getattr(flag, of, False)],
            "screen": sorted({option.topic for option in options if option.kind.value == of}),
        }
        return tuple((kind, id_) for id_ in found.get(kind, [of] if of else []))

    def in_words(self, threshold: Threshold) -> str:
        """The threshold as a row is listed by it."""
        listed = self.listed or (f"{self.edge} {{value}} or worse" if self.is_counted else self.named)
        return listed.format(value=self.value(threshold))


MEASURES = (
    Measure(
        "danger",
        ("in-doubt", "fires"),
        lambda kinds, now, _: 2 if now.fired & kinds.danger else 1 if now.doubt & kinds.danger else 0,
        help="A danger flag fires, or is in doubt.",
        listed="danger {value}",
        named="danger",
        drawn=("level", DANGER),
        edge="{value}",
        scale=("none", "in doubt", "fires"),
        walks_out=True,
        stays=False,
    ),
    Measure(
        "abuse",
        ("refused",),
        lambda kinds, now, _: (
            standing(kinds, now)
            & (kinds.abuse & now.refused & ~now.goes_on | kinds.grave_abuse & (now.lasting | now.goes_on))
        ),
        help="An abuse flag went on after it was named, or, a dealbreaker by itself, goes on and on.",
        listed="abuse goes on after it was named, or grave abuse goes on and on",
        named="abuse that goes on",
        drawn=("flag", "abuse"),
        edge="{value}",
        walks_out=True,
    ),
    Measure(
        "scam",
        (1, 2, 3),
        lambda kinds, now, _: scam(kinds, now.fired, now.fixed),
        help="Scam signs that were not put right add up to this much.",
        listed="scam signs add up to {value}",
        named="signs of a scam",
        drawn=("flag", "scam_sign"),
        edge="{value}",
        scale=("none", "one", "two", "three or more"),
    ),
    Measure(
        "own_reason",
        (True,),
        lambda _, now, __: now.own_reason,
        help="A reason of the person's own was ticked: ill, called away, must go.",
        named="a reason of your own",
        drawn=("screen", OptionKind.OWN_REASON.value),
        edge="own reason",
    ),
    Measure(
        "ripe_itself",
        LEVEL_IDS,
        ripe,
        help="The same by their own weight alone: severity, or the person's own deal-breaker.",
        named="to leave for by itself",
        edge="ripe by itself",
        of="ripe",
        by_itself=True,
    ),
    Measure(
        "ripe",
        LEVEL_IDS,
        ripe,
        help="Flags of this level that count for leaving: raised in vain, or not to be raised first.",
        named="to leave for",
        edge="ripe",
        of="standing",
    ),
    Measure(
        "insisted",
        LEVEL_IDS,
        lambda kinds, now, _: standing(kinds, now) & (now.refused | now.sustained),
        help="Flags of this level that were raised and refused, or that go on and on.",
        named="refused, or going on and on",
        edge="refused or lasting",
        of="ripe",
    ),
    Measure(
        "standing",
        LEVEL_IDS,
        lambda kinds, now, _: standing(kinds, now),
        help="Flags of this level that were not put right.",
        named="not put right",
        edge="standing",
        leaves=False,
    ),
    Measure(
        "to_raise",
        LEVEL_IDS,
        lambda kinds, now, _: (
            standing(kinds, now) & kinds.raisable & ~(now.waiting | now.cannot | now.refused)
        ),
        help="Flags of this level that are still to be raised.",
        named="to be raised",
        edge="to raise",
        of="standing",
        leaves=False,
    ),
    Measure(
        "waiting",
        LEVEL_IDS,
        lambda kinds, now, _: standing(kinds, now) & now.waiting,
        help="Flags of this level that were raised and whose answer is still to come.",
        listed="waiting for an answer on {value} or worse",
        named="waiting for an answer",
        edge="waiting",
        of="standing",
        leaves=False,
    ),
    Measure(
        "leaning",
        (Stance.BALANCED.id, Stance.FIRM.id),
        lambda _, now, standpoint: standpoint.stance + now.need_shift,
        help="The stance, moved by need.",
        listed="leaning {value} or firmer",
        named="leaning",
        drawn=("context", NEED),
        scale=tuple(stance.id for stance in Stance),
        happens=False,
    ),
    Measure(
        "would_take",
        ("no",),
        lambda _, now, __: now.would_not,
        help="The person would not take it.",
        named="you would not take it",
        drawn=("context", WOULD_TAKE),
    ),
    Measure(
        "meet_again",
        ("no",),
        lambda _, now, __: now.never_again,
        help="They will not meet again.",
        named="you will not meet them again",
        drawn=("context", MEET_AGAIN),
    ),
    Measure(
        "own_state",
        (True,),
        lambda _, now, __: now.own_state,
        help="The person's own state was ticked.",
        listed="own state",
        named="your own state",
        drawn=("screen", OptionKind.OWN_STATE.value),
        edge="own state",
        leaves=False,
    ),
)
MEASURE = {measure.id: measure for measure in MEASURES}
