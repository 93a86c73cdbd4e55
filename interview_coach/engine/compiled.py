"""A book compiled to bit masks when it is loaded, so that deciding is a few integer operations.

Every flag has a bit, the gravest lowest; other options follow. A second row of the same bits says
*not sure*; then five bits for each topic (fixed, waiting, cannot, refused, unsafe) and five for the context, and
one for each danger sign that was answered *no*. Every
(atom, value) maps to one integer; OR-ing those of an answer set gives all that the policy reads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import NamedTuple, TypeAlias

from interview_coach.book.pack import (
    DANGER,
    MEET_AGAIN,
    NEED,
    WOULD_TAKE,
    Book,
    Condition,
    Flag,
    Option,
    OptionKind,
    Raise,
    RaiseState,
    Row,
    Severity,
    Stance,
    Threshold,
    Verdict,
)
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, Profile, raised, values_of
from interview_coach.engine.measures import LEVELS, MEASURE, Kinds, Measure, Situation, Standpoint, scam


class Gauge(NamedTuple):
    """A measure that some row reads, with the level from which flags count, and how far to count."""

    measure: Measure
    level: Severity | None
    by_flag: bool
    cap: int


COLUMNS = 5
"""Bits for the raise state of one topic."""

Readings: TypeAlias = tuple[int, ...]
"""What the gauges say, none above its cap."""


class CompiledBook:
    """A book ready to decide with. Compile once, decide often."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.flags: tuple[Flag, ...] = tuple(sorted(book.flags, key=lambda flag: -flag.severity))
        others = [option for option in book.option_by_id.values() if option.kind is not OptionKind.FLAG]
        self.bit: dict[str, int] = {flag.id: 1 << n for n, flag in enumerate(self.flags)}
        self.bit.update({option.id: 1 << (len(self.flags) + n) for n, option in enumerate(others)})
        self._doubt_shift = len(self.bit)
        self.flag_mask = (1 << len(self.flags)) - 1
        self.own_state = self._mask(o.id for o in others if o.kind is OptionKind.OWN_STATE)
        self.own_reason = self._mask(o.id for o in others if o.kind is OptionKind.OWN_REASON)
        self.kinds = Kinds(
            danger=self._mask(flag.id for flag in self.flags if flag.severity is Severity.DANGER),
            abuse=self._mask(flag.id for flag in self.flags if flag.abuse),
            grave_abuse=self._mask(
                f.id for f in self.flags if f.abuse and f.severity >= Severity.DEALBREAKER
            ),
            required=self._mask(f.id for f in self.flags if f.raising is Raise.REQUIRED),
            raisable=self._mask(f.id for f in self.flags if f.raising is not Raise.NO),
            scam=(
                self._mask(f.id for f in self.flags if f.scam_sign == 1),
                self._mask(f.id for f in self.flags if f.scam_sign == 2),
            ),
        )
        self._place_signs(others)
        self.at_least = tuple(
            self._mask(f.id for f in self.flags if level <= f.severity < Severity.DANGER) for level in LEVELS
        )
        self.topic_masks: dict[str, int] = {
            topic.id: self._mask(flag.id for flag in book.flags_by_topic[topic.id])
            for topic in book.topics
            if topic.id != DANGER
        }
        self._topics = tuple(self.topic_masks.values())
        self.treatments = tuple(
            (mask, self._mask(f.id for f in book.flags_by_topic[topic] if f.can_be_sustained))
            for topic in self.topic_masks
            if (mask := self._mask(f.id for f in book.flags_by_topic[topic] if f.treatment)).bit_count() > 1
        )
        self._composites = tuple(
            (self.bit[flag.id], self._mask(flag.fires_if.options()), _compile(flag.fires_if, self.bit))
            for flag in self.flags
            if flag.fires_if is not None
        )
        self._place_raise_and_context()
        self.table = self._build_table()
        self.lasting = tuple(
            (
                self.bit[option.id],
                self._mask(f.id for f in book.flags_by_topic[option.topic] if f.can_be_sustained),
            )
            for option in others
            if option.kind is OptionKind.SUSTAINED
        )
        self.leaving = _Rows(row for row in book.rows if row.verdict is not Verdict.STAY)
        self.staying = _Rows(row for row in book.rows if row.verdict is Verdict.STAY)
        self.danger_place = next(n for n, g in enumerate(self.leaving.gauges) if g.measure.id == DANGER)
        self.leaving_places = self.leaving.places
        self.caps: Readings = tuple(gauge.cap for gauge in self.leaving.gauges)

    def _mask(self, ids: object) -> int:
        mask = 0
        for id_ in ids:  # type: ignore[attr-defined]
            mask |= self.bit[id_]
        return mask

    def _place_signs(self, others: Iterable[Option]) -> None:
        """Danger signs: what adds up, and the flags that it makes fire or puts in doubt."""
        signs = [option for option in others if option.kind is OptionKind.DANGER_SIGN]
        self.weak = self._mask(sign.id for sign in signs if sign.weight == 1)
        self.strong = self._mask(sign.id for sign in signs if sign.weight == 2)
        self.asked_signs = self._mask(sign.id for sign in self.book.signs)
        self.on_screen = self._mask(option.id for option in self.book.danger.options)
        self.by_signs = tuple((self.bit[f.id], f.danger_signs) for f in self.flags if f.danger_signs)
        self.by_scam = tuple((self.bit[f.id], f.scam_signs) for f in self.flags if f.scam_signs)
        # What is not safe without a danger flag of its own puts the last one on the screen in doubt.
        last = self.bit[self.book.danger.options[-1].id]
        self.unsure = self.by_signs[0][0] if self.by_signs else last

    def _place_raise_and_context(self) -> None:
        self._raise_shift = 2 * self._doubt_shift
        self._raise_topics = tuple(self.topic_masks)
        self._context_shift = self._raise_shift + COLUMNS * len(self._raise_topics)
        self._raise_mask = (1 << (COLUMNS * len(self._raise_topics))) - 1
        raisable_of = [self.topic_masks[topic] & self.kinds.raisable for topic in self._raise_topics]
        self._raise_effects = tuple(
            (n % COLUMNS, raisable_of[n // COLUMNS]) for n in range(COLUMNS * len(raisable_of))
        )
        # Above the five bits of the context there is one for each danger sign that was answered *no*.
        self._no_shift = self._context_shift + 5
        self.would_not, self.never_again, self.need_high, self.has_alternatives, self.need_given = (
            1 << (self._context_shift + n) for n in range(5)
        )

    def raise_bit(self, topic: str, state: RaiseState) -> int:
        """The bits of a raise state; *not yet* has none, since it changes nothing."""
        # Not safe to ask is as good as refused, and more.
        columns = {
            RaiseState.FIXED: 0b00001,
            RaiseState.WAITING: 0b00010,
            RaiseState.CANNOT: 0b00100,
            RaiseState.REFUSED: 0b01000,
            RaiseState.UNSAFE: 0b11000,
        }.get(state, 0)
        return columns << (self._raise_shift + COLUMNS * self._raise_topics.index(topic))

    def _build_table(self) -> dict[tuple[str, str], int]:
        table = {(atom, value): 0 for atom, values in values_of(self.book).items() for value in values}
        for option in self.book.option_by_id.values():
            bit = self.bit[option.id]
            counts = NO if option.kind is OptionKind.MITIGATING else YES
            table[option.id, counts] = bit
            table[option.id, NOT_SURE] = bit << self._doubt_shift
        for sign in self.book.signs:
            table[sign.id, NO] = self.bit[sign.id] << self._no_shift
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

    @cached_property
    def alike(self) -> dict[str, Hashable]:
        """For each option what the policy can know of it: two that are the same here are interchangeable."""
        own_part = {id_ for flag in self.flags if flag.fires_if for id_ in flag.fires_if.options()}
        masks = (
            *(mask for mask in self.kinds if isinstance(mask, int)),
            *self.kinds.scam,
            *self.at_least,
            *self._topics,
            *(mask for pair in self.treatments for mask in pair),
            *(mask for _, mask in self.lasting),
            self.weak,
            self.strong,
            self.asked_signs,
            self.on_screen,
        )
        return {
            option.id: id_
            if (id_ := option.id) in own_part or option.kind is OptionKind.SUSTAINED
            else (option.kind, option.sets, *(bool(self.bit[id_] & mask) for mask in masks))
            for option in self.book.option_by_id.values()
        }

    def standpoint(self, profile: Profile) -> Standpoint:
        """Compile a profile. Raises KeyError for a deal-breaker that is no flag of the book."""
        own = self._mask(profile.deal_breakers) & self.flag_mask & ~self.kinds.danger
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
        effects = [0] * COLUMNS
        raised_bits = bits >> self._raise_shift & self._raise_mask
        while raised_bits:
            lowest = raised_bits & -raised_bits
            column, mask = self._raise_effects[lowest.bit_length() - 1]
            effects[column] |= mask
            raised_bits ^= lowest
        # What was put right takes no part in a combination: a fixed flag may as well not fire.
        fired = bits & self.flag_mask
        unmended = bits & ~effects[0]
        for bit, mask, holds in self._composites:
            if unmended & mask and holds(unmended):
                fired |= bit
        lasting = 0
        for bit, mask in self.lasting:
            if bits & bit:
                lasting |= mask
        sustained = lasting
        for treatments, mask in self.treatments:
            if (unmended & treatments).bit_count() > 1:
                sustained |= mask
        fixed, waiting, cannot, refused, unsafe = effects
        doubt = bits >> self._doubt_shift & self.flag_mask
        if self._are_ruled_out(bits):
            doubt &= ~self.on_screen
        weight = (bits & self.weak).bit_count() + 2 * (bits & self.strong).bit_count()
        if weight or unsafe & fired or bits >> self._doubt_shift & self.asked_signs:
            doubt |= self.unsure
        for bit, least in self.by_signs:
            if weight >= least:
                fired |= bit
        if self.by_scam:
            found = scam(self.kinds, fired, fixed)
            for bit, least in self.by_scam:
                if found >= least:
                    fired |= bit
        if bits & self.need_given:
            need = ""
        if bits & self.need_high or need == "high":
            shift = -1
        else:
            shift = 1 if bits & self.has_alternatives or need == "alternatives" else 0
        return Situation(
            fired,
            doubt & ~fired,
            fixed,
            waiting,
            cannot,
            refused,
            sustained,
            lasting,
            unsafe,
            bits & self.own_state,
            bits & self.own_reason,
            bool(bits & self.would_not),
            bool(bits & self.never_again),
            shift,
        )

    def _are_ruled_out(self, bits: int) -> bool:
        """Whether every danger sign was asked and none is there."""
        asked = self.asked_signs
        return bool(asked) and bits >> self._no_shift & asked == asked

    def levels(self, now: Situation, own: int) -> tuple[int, int, int, int]:
        """Masks of the fired flags (danger apart) at or above note, concern, serious, dealbreaker."""
        notes, concerns, serious, breakers = self.at_least
        once = now.sustained | now.refused
        twice = now.sustained & now.refused
        fired = now.fired
        return (
            fired & notes,
            fired & (concerns | own | (notes & once)),
            fired & (serious | own | (concerns & once) | (notes & twice)),
            fired & (breakers | own | (serious & once) | (concerns & twice)),
        )

    def level(self, flag: Flag, levels: tuple[int, ...]) -> Severity:
        """The level of a flag that fires."""
        if flag.severity is Severity.DANGER:
            return flag.severity
        return Severity(sum(bool(mask & self.bit[flag.id]) for mask in levels))

    def leaving_readings(self, now: Situation, standpoint: Standpoint) -> Readings:
        """What leaving rows read of a situation."""
        return self._readings(self.leaving, now, standpoint)

    def _readings(self, rows: _Rows, now: Situation, standpoint: Standpoint) -> Readings:
        kinds = self.kinds
        levels: tuple[int, ...] = ()
        found: list[int] = []
        for read, level, by_itself, by_flag, cap in rows.plan:
            value = read(kinds, now, standpoint)
            if level and value:
                if by_itself:
                    value &= self.at_least[level - 1] | standpoint.own
                else:
                    levels = levels or self.levels(now, standpoint.own)
                    value &= levels[level - 1]
                value = value.bit_count() if by_flag else self._count(value, cap)
            found.append(value if value < cap else cap)  # noqa: FURB136 - min() is slower, and this is hot
        return tuple(found)

    def _count(self, mask: int, cap: int) -> int:
        """In how many topics there are flags of the mask, counted up to a cap."""
        if not mask or cap == 1:
            return 1 if mask else 0
        count = 0
        for topic in self._topics:
            if mask & topic:
                count += 1
                if count == cap:
                    break
        return count

    def measured(self, threshold: Threshold, now: Situation, standpoint: Standpoint) -> tuple[int, int]:
        """The number that a threshold is held against, uncapped, and the bits that count for it."""
        measure = MEASURE[threshold.measure]
        value = measure.read(self.kinds, now, standpoint)
        if measure.is_counted and threshold.level:
            if measure.by_itself:
                value &= self.at_least[threshold.level - 1] | standpoint.own
            else:
                value &= self.levels(now, standpoint.own)[threshold.level - 1]
            has = value.bit_count() if threshold.by_flag else self._count(value, len(self._topics))
            return has, value
        if measure.scale:
            return min(max(value, 0), len(measure.scale) - 1), 0
        return int(bool(value)), 0 if isinstance(value, bool) else value

    def ids(self, bits: int) -> tuple[str, ...]:
        """The flags, gravest first, and the other options that bits stand for."""
        return tuple(id_ for id_, bit in self.bit.items() if bits & bit)

    def is_danger_by_sum(self, signs: int, scams: int) -> bool:
        """Whether signs of danger, or of a scam, add up to danger."""
        by_signs, by_scam = self.by_signs, self.by_scam
        return any(signs >= least for _, least in by_signs) or any(scams >= least for _, least in by_scam)

    def counted(self, readings: Readings) -> int:
        """How much of leaving readings is flags that were counted."""
        return sum(n for n, gauge in zip(readings, self.leaving.gauges, strict=False) if gauge.level)

    def leaving_row(self, readings: Readings) -> Row | None:
        """The first leaving row that matches, or None."""
        return self.leaving.first(readings)

    def row(self, now: Situation, standpoint: Standpoint) -> Row:
        """The policy row that decides a situation: a leaving row, else the row that names the kind of stay."""
        row = self.leaving.first(self._readings(self.leaving, now, standpoint))
        row = row or self.staying.first(self._readings(self.staying, now, standpoint))
        assert row is not None, "the last stay row always matches"
        return row

    def decide(self, answers: Answers, standpoint: Standpoint = Standpoint(Stance.BALANCED, 0, "")) -> Row:
        """The row, and with it the verdict, that a well-formed answer set leads to."""
        return self.row(self.situation(self.bits_of(answers), standpoint.need), standpoint)


class _Rows:
    """Rows of the policy, ready to be matched against readings. There are few readings, so they are remembered."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        caps: dict[tuple[str, Severity | None, bool], int] = {}
        for threshold in (threshold for row in self._rows for threshold in row.when):
            key = (threshold.measure, threshold.level, threshold.by_flag)
            caps[key] = max(caps.get(key, 0), threshold.at_least)
        self.gauges = tuple(Gauge(MEASURE[key[0]], key[1], key[2], cap) for key, cap in caps.items())
        self.plan = tuple(
            (gauge.measure.read, gauge.level, gauge.measure.by_itself, gauge.by_flag, gauge.cap)
            for gauge in self.gauges
        )
        places = {key: place for place, key in enumerate(caps)}
        self.wanted = {
            row.id: tuple((places[t.measure, t.level, t.by_flag], t.at_least) for t in row.when)
            for row in self._rows
        }
        self.places = frozenset(tuple(place for place, _ in wanted) for wanted in self.wanted.values())
        self._known: dict[Readings, Row | None] = {}

    def first(self, readings: Readings) -> Row | None:
        """The first row whose thresholds are all reached."""
        try:
            return self._known[readings]
        except KeyError:
            matching = (
                row
                for row, wanted in zip(self._rows, self.wanted.values(), strict=True)
                if all(readings[place] >= least for place, least in wanted)
            )
            found = self._known[readings] = next(matching, None)
            return found


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
