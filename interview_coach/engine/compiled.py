"""A book compiled to bit masks when it is loaded, so that deciding is a few integer operations.

Every flag has a bit, the gravest lowest; other options follow. A second row of the same bits says
*not sure*; then three bits for each topic (fixed, cannot, refused) and four for the context. Every
(atom, value) maps to one integer; OR-ing those of an answer set gives all that the policy reads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from interview_coach.book.pack import (
    DANGER,
    MEET_AGAIN,
    NEED,
    WOULD_TAKE,
    Book,
    Condition,
    Flag,
    OptionKind,
    Raise,
    RaiseState,
    Row,
    Severity,
    Stance,
    Verdict,
)
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, Profile, raised, values_of


class Situation(NamedTuple):
    """What the policy reads of an answer set; flags and topics as masks of flag bits."""

    fired: int
    doubt: int
    fixed: int
    cannot: int
    refused: int
    sustained: int
    own_state: int
    would_not: bool
    never_again: bool
    need_shift: int


class Standpoint(NamedTuple):
    """A profile compiled: the stance, own deal-breakers as a mask, and the need if it is settled."""

    stance: int
    own: int
    need: str


class Numbers(NamedTuple):
    """The few numbers that leaving rows read. `ripe` counts topics at or above each level, capped."""

    danger: int
    abuse: bool
    ripe: tuple[int, int, int, int]
    leaning: int
    would_not: bool
    never_again: bool


class CompiledBook:
    """A book ready to decide with. Compile once, decide often."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.flags: tuple[Flag, ...] = tuple(sorted(book.flags, key=lambda flag: -flag.severity))
        others = [
            option for topic in book.topics for option in topic.options if option.kind is not OptionKind.FLAG
        ]
        self.bit: dict[str, int] = {flag.id: 1 << n for n, flag in enumerate(self.flags)}
        self.bit.update({option.id: 1 << (len(self.flags) + n) for n, option in enumerate(others)})
        self._doubt_shift = len(self.bit)
        self._flag_mask = (1 << len(self.flags)) - 1
        self.own_state = self._mask(o.id for o in others if o.kind is OptionKind.OWN_STATE)
        self.danger = self._mask(flag.id for flag in self.flags if flag.severity is Severity.DANGER)
        self.abuse = self._mask(flag.id for flag in self.flags if flag.abuse)
        self.required = self._mask(f.id for f in self.flags if f.raising is Raise.REQUIRED)
        self.raisable = self._mask(f.id for f in self.flags if f.raising is not Raise.NO)
        self._at_least = tuple(
            self._mask(f.id for f in self.flags if level <= f.severity < Severity.DANGER)
            for level in (Severity.NOTE, Severity.CONCERN, Severity.SERIOUS, Severity.DEALBREAKER)
        )
        self.topic_masks: dict[str, int] = {
            topic.id: self._mask(flag.id for flag in book.flags_by_topic[topic.id])
            for topic in book.topics
            if topic.id != DANGER
        }
        self._topics = tuple(self.topic_masks.values())
        self._composites = tuple(
            (self.bit[flag.id], _compile(flag.fires_if, self.bit))
            for flag in self.flags
            if flag.fires_if is not None
        )
        self._place_raise_and_context()
        self.table = self._build_table()
        self._sustained = tuple(
            (
                self.bit[option.id],
                self._mask(f.id for f in book.flags_by_topic[option.topic] if f.can_be_sustained),
            )
            for option in others
            if option.kind is OptionKind.SUSTAINED
        )
        self.leaving_rows = tuple(row for row in book.rows if row.verdict is not Verdict.STAY)
        self.stay_rows = tuple(row for row in book.rows if row.verdict is Verdict.STAY)
        self.caps = self._caps()
        self._leaving: dict[Numbers, Row | None] = {}

    def _mask(self, ids: object) -> int:
        mask = 0
        for id_ in ids:  # type: ignore[attr-defined]
            mask |= self.bit[id_]
        return mask

    def _place_raise_and_context(self) -> None:
        self._raise_shift = 2 * self._doubt_shift
        self._raise_topics = tuple(self.topic_masks)
        self._context_shift = self._raise_shift + 3 * len(self._raise_topics)
        self._raise_mask = (1 << (3 * len(self._raise_topics))) - 1
        raisable_of = [self.topic_masks[topic] & self.raisable for topic in self._raise_topics]
        self._raise_effects = tuple((n % 3, raisable_of[n // 3]) for n in range(3 * len(raisable_of)))
        self.would_not, self.never_again, self.need_high, self.has_alternatives, self.need_given = (
            1 << (self._context_shift + n) for n in range(5)
        )

    def raise_bit(self, topic: str, state: RaiseState) -> int:
        """The bit of a raise state; *not yet* has none, since it changes nothing."""
        column = {RaiseState.FIXED: 0, RaiseState.CANNOT: 1, RaiseState.REFUSED: 2}.get(state)
        if column is None:
            return 0
        return 1 << (self._raise_shift + 3 * self._raise_topics.index(topic) + column)

    def _build_table(self) -> dict[tuple[str, str], int]:
        table = {(atom, value): 0 for atom, values in values_of(self.book).items() for value in values}
        for option in self.book.option_by_id.values():
            bit = self.bit[option.id]
            counts = NO if option.kind is OptionKind.MITIGATING else YES
            table[option.id, counts] = bit
            table[option.id, NOT_SURE] = bit << self._doubt_shift
        for topic in self._raise_topics:
            for state in RaiseState:
                if (raised(topic), state.id) in table:
                    table[raised(topic), state.id] = self.raise_bit(topic, state)
        context = {
            (WOULD_TAKE, NO): self.would_not,
            (MEET_AGAIN, NO): self.never_again,
            (NEED, "high"): self.need_high,
            (NEED, "alternatives"): self.has_alternatives,
        }
        table.update(context)
        for atom, value in table:
            if atom == NEED:
                table[atom, value] |= self.need_given
        for option in self.book.option_by_id.values():
            for pair in option.sets:
                table[option.id, YES] |= context[pair]
        return table

    def _caps(self) -> tuple[int, int, int, int]:
        """How far topics at each level need to be counted for the leaving rows."""
        caps = [0, 0, 0, 0]
        for row in self.leaving_rows:
            if row.when.ripe is not None:
                level = row.when.ripe - 1
                caps[level] = max(caps[level], row.when.topics)
        return caps[0], caps[1], caps[2], caps[3]

    def standpoint(self, profile: Profile) -> Standpoint:
        """Compile a profile. Raises KeyError for a deal-breaker that is no flag of the book."""
        own = self._mask(profile.deal_breakers) & self._flag_mask & ~self.danger
        return Standpoint(int(profile.stance), own, profile.need)

    def bits_of(self, answers: Answers) -> int:
        """OR of what every answer means. Raises KeyError naming an (atom, value) that does not exist."""
        table = self.table
        bits = 0
        for pair in answers.items():
            bits |= table[pair]
        return bits

    def situation(self, bits: int, need: str = "") -> Situation:
        """What the policy reads of `bits`; `need` is the profile's, and gives way to an answer."""
        effects = [0, 0, 0]
        raised_bits = bits >> self._raise_shift & self._raise_mask
        while raised_bits:
            lowest = raised_bits & -raised_bits
            column, mask = self._raise_effects[lowest.bit_length() - 1]
            effects[column] |= mask
            raised_bits ^= lowest
        # What was put right takes no part in a combination: a fixed flag may as well not fire.
        fired = bits & self._flag_mask
        unmended = bits & ~effects[0]
        for bit, holds in self._composites:
            if holds(unmended):
                fired |= bit
        sustained = 0
        for bit, mask in self._sustained:
            if bits & bit:
                sustained |= mask
        if bits & self.need_given:
            need = ""
        if bits & self.need_high or need == "high":
            shift = -1
        else:
            shift = 1 if bits & self.has_alternatives or need == "alternatives" else 0
        return Situation(
            fired,
            bits >> self._doubt_shift & self._flag_mask,
            effects[0],
            effects[1],
            effects[2],
            sustained,
            bits & self.own_state,
            bool(bits & self.would_not),
            bool(bits & self.never_again),
            shift,
        )

    def levels(self, now: Situation, own: int) -> tuple[int, int, int, int]:
        """Masks of the fired flags (danger apart) at or above note, concern, serious, dealbreaker."""
        notes, concerns, serious, breakers = self._at_least
        once = now.sustained | now.refused
        twice = now.sustained & now.refused
        fired = now.fired
        return (
            fired & notes,
            fired & (concerns | own | (notes & once)),
            fired & (serious | own | (concerns & once) | (notes & twice)),
            fired & (breakers | own | (serious & once) | (concerns & twice)),
        )

    def numbers(self, now: Situation, standpoint: Standpoint) -> Numbers:
        """The numbers that leaving rows read."""
        danger = 2 if now.fired & self.danger else 1 if now.doubt & self.danger else 0
        standing = now.fired & ~now.fixed & ~self.danger
        counts = [0, 0, 0, 0]
        if standing:
            ripe = standing & (~self.required | now.cannot | now.refused)
            if ripe:
                levels = self.levels(now, standpoint.own)
                for n, cap in enumerate(self.caps):
                    if cap:
                        counts[n] = self._count(ripe & levels[n], cap)
        return Numbers(
            danger,
            bool(standing & self.abuse & now.refused),
            (counts[0], counts[1], counts[2], counts[3]),
            min(2, max(0, standpoint.stance + now.need_shift)),
            now.would_not,
            now.never_again,
        )

    def _count(self, mask: int, cap: int) -> int:
        if not mask:
            return 0
        if cap == 1:
            return 1
        count = 0
        for topic in self._topics:
            if mask & topic:
                count += 1
                if count == cap:
                    break
        return count

    def leaving_row(self, numbers: Numbers) -> Row | None:
        """The first leaving row that matches, or None. Remembered: there are few numbers."""
        try:
            return self._leaving[numbers]
        except KeyError:
            row = next((row for row in self.leaving_rows if _leaves(row, numbers)), None)
            self._leaving[numbers] = row
            return row

    def row(self, now: Situation, standpoint: Standpoint) -> Row:
        """The policy row that decides a situation."""
        numbers = self.numbers(now, standpoint)
        return self.leaving_row(numbers) or self.stay_row(now, numbers, standpoint)

    def stay_row(self, now: Situation, numbers: Numbers, standpoint: Standpoint) -> Row:
        """The row that names the kind of stay."""
        standing = now.fired & ~now.fixed & ~self.danger
        asked = now.cannot | now.refused
        to_raise = standing & self.raisable & ~asked
        levels = self.levels(now, standpoint.own) if standing else (0, 0, 0, 0)
        ripe = standing & (~self.required | asked)
        for row in self.stay_rows:
            when = row.when
            if (
                (not when.would_take or now.would_not)
                and (not when.meet_again or now.never_again)
                and (not when.own_state or now.own_state)
                and (not when.abuse or numbers.abuse)
                and (when.leaning is None or numbers.leaning >= when.leaning)
                and self._enough(when.ripe, ripe, levels, when.topics)
                and self._enough(when.standing, standing, levels, when.topics)
                and self._enough(when.to_raise, to_raise, levels, when.topics)
            ):
                return row
        raise AssertionError("the last stay row always matches")

    def _enough(self, level: Severity | None, mask: int, levels: tuple[int, ...], topics: int) -> bool:
        return level is None or self._count(mask & levels[level - 1], topics) >= topics

    def decide(self, answers: Answers, standpoint: Standpoint = Standpoint(Stance.BALANCED, 0, "")) -> Row:
        """The row, and with it the verdict, that a well-formed answer set leads to."""
        return self.row(self.situation(self.bits_of(answers), standpoint.need), standpoint)


def _leaves(row: Row, numbers: Numbers) -> bool:
    when = row.when
    return (
        numbers.danger >= {"": 0, "in-doubt": 1, "fires": 2}[when.danger]
        and (not when.abuse or numbers.abuse)
        and (when.ripe is None or numbers.ripe[when.ripe - 1] >= when.topics)
        and (when.leaning is None or numbers.leaning >= when.leaning)
        and (not when.would_take or numbers.would_not)
        and (not when.meet_again or numbers.never_again)
    )


def _compile(condition: Condition, bit: dict[str, int]) -> Callable[[int], bool]:
    """A test of bits.

    The bit of a mitigating option says that it was answered *no*, so that every condition only ever
    looks upward and holds only when it is known to hold.
    """
    if condition.kind == "option":
        mask = bit[condition.option]
        return lambda bits: bool(bits & mask)
    parts = tuple(_compile(part, bit) for part in condition.parts)
    if condition.kind == "not":
        return parts[0]
    if condition.kind == "all":
        return lambda bits: all(part(bits) for part in parts)
    if condition.kind == "any":
        return lambda bits: any(part(bits) for part in parts)
    count = condition.count
    return lambda bits: sum(part(bits) for part in parts) >= count
