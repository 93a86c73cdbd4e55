"""A book compiled to bit masks when it is loaded, so that deciding is a few integer operations.

Every flag has a bit, the gravest lowest; other options follow. This row of bits says what was ticked. A second row of
the same bits says *not sure*, one for each state says what came of raising flags, and one which danger signs were
answered *no*; then there are five bits for the context. Every (atom, value) maps to one integer; OR-ing those of an
answer set gives all that the policy reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, reduce
from operator import or_

from interview_coach.book.pack import Book, Flag, Option, Row
from interview_coach.book.vocabulary import (
    MEET_AGAIN,
    NEED,
    WOULD_TAKE,
    OptionKind,
    Raise,
    RaiseState,
    Severity,
    Verdict,
)
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, Profile, raised, values_of
from interview_coach.engine.conditions import compile_condition
from interview_coach.engine.policy_rows import PolicyRows, Scale
from interview_coach.engine.situation import LEVELS, Kinds, Situation, Standpoint, scam

UNSURE, DENIED, CONTEXT = 1, 8, 9
"""The rows of what is not sure, and of danger signs that are not there; and where the context begins."""
CAME_OF = {
    RaiseState.FIXED: (2,),
    RaiseState.WAITING: (3,),
    RaiseState.CANNOT: (4,),
    RaiseState.REFUSED: (5,),
    RaiseState.GOES_ON: (5, 6),
    RaiseState.UNSAFE: (5, 7),
}
"""The rows that a raise state stands in: what goes on, or is not safe to ask, is as good as refused. *Not yet* changes nothing."""


class CompiledBook:
    """A book ready to decide with. Compile once, decide often."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.flags: tuple[Flag, ...] = tuple(sorted(book.flags, key=lambda flag: -flag.severity))
        others = [option for option in book.option_by_id.values() if option.kind is not OptionKind.FLAG]
        self.bit: dict[str, int] = {flag.id: 1 << n for n, flag in enumerate(self.flags)}
        self.bit.update({option.id: 1 << (len(self.flags) + n) for n, option in enumerate(others)})
        self._row = len(self.bit)
        self.flag_mask = (1 << len(self.flags)) - 1
        self.own_state = self._mask(o.id for o in others if o.kind is OptionKind.OWN_STATE)
        self.own_reason = self._mask(o.id for o in others if o.kind is OptionKind.OWN_REASON)
        self.topic_masks: dict[str, int] = {
            topic.id: self._mask(flag.id for flag in book.flags_by_topic[topic.id])
            for topic in book.ordinary_topics
        }
        self.scale = self._weigh()
        self.kinds = self.scale.kinds
        self.leaving = PolicyRows((row for row in book.rows if row.verdict is not Verdict.STAY), self.scale)
        self.staying = PolicyRows((row for row in book.rows if row.verdict is Verdict.STAY), self.scale)
        self._place_signs(others)
        self._place_what_lasts(others)
        self._composites = tuple(
            (
                self.bit[flag.id],
                self._mask(flag.fires_if.options()),
                compile_condition(flag.fires_if, self.bit),
            )
            for flag in self.flags
            if flag.fires_if is not None
        )
        self.would_not, self.never_again, self.need_high, self.has_alternatives, self.need_given = (
            1 << (CONTEXT * self._row + n) for n in range(5)
        )
        self.table = self._build_table()

    def _mask(self, ids: Iterable[str]) -> int:
        mask = 0
        for id_ in ids:
            mask |= self.bit[id_]
        return mask

    def _weigh(self) -> Scale:
        """What flags are, and how grave."""

        def flags(is_so: Callable[[Flag], bool]) -> int:
            return self._mask(flag.id for flag in self.flags if is_so(flag))

        kinds = Kinds(
            danger=flags(lambda flag: flag.severity is Severity.DANGER),
            abuse=flags(lambda flag: flag.abuse),
            grave_abuse=flags(lambda flag: flag.abuse and flag.severity >= Severity.DEALBREAKER),
            required=flags(lambda flag: flag.raising is Raise.REQUIRED),
            raisable=flags(lambda flag: flag.raising is not Raise.NO),
            scam=(flags(lambda flag: bool(flag.scam_sign & 1)), flags(lambda flag: bool(flag.scam_sign & 2))),
        )
        ordinary = [flag for flag in self.flags if flag.severity is not Severity.DANGER]
        at_least = (self._mask(f.id for f in ordinary if f.severity >= level) for level in LEVELS)
        return Scale(kinds, tuple(at_least), tuple(self.topic_masks.values()))

    def _place_what_lasts(self, others: Iterable[Option]) -> None:
        """What goes on: by an option that says so, or by being treated so twice in one topic."""
        by_topic = self.book.flags_by_topic
        can_last = {
            id_: self._mask(f.id for f in flags if f.can_be_sustained) for id_, flags in by_topic.items()
        }
        treated = {id_: self._mask(f.id for f in flags if f.treatment) for id_, flags in by_topic.items()}
        self.treatments = tuple(
            (treated[topic], can_last[topic]) for topic in self.topic_masks if treated[topic].bit_count() > 1
        )
        self.lasting = tuple(
            (self.bit[option.id], can_last[option.topic])
            for option in others
            if option.kind is OptionKind.SUSTAINED
        )

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

    def _build_table(self) -> dict[tuple[str, str], int]:
        table = {(atom, value): 0 for atom, values in values_of(self.book).items() for value in values}
        for option in self.book.option_by_id.values():
            bit = self.bit[option.id]
            counts = NO if option.kind is OptionKind.MITIGATING else YES
            table[option.id, counts] = bit
            table[option.id, NOT_SURE] = bit << UNSURE * self._row
        for sign in self.book.signs:
            table[sign.id, NO] = self.bit[sign.id] << DENIED * self._row
        for topic, mask in self.topic_masks.items():
            for state, rows in CAME_OF.items():
                if (raised(topic), state.id) in table:
                    flags = mask & self.kinds.raisable
                    table[raised(topic), state.id] = sum(flags << row * self._row for row in rows)
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
    def alike(self) -> dict[str, int]:
        """A number for each option: two of one number are the same to the policy, and interchangeable."""
        own_part = {id_ for flag in self.flags if flag.fires_if for id_ in flag.fires_if.options()}
        masks = (
            *(mask for mask in self.kinds if isinstance(mask, int)),
            *self.kinds.scam,
            *self.scale.at_least,
            *self.scale.topics,
            *(mask for pair in self.treatments for mask in pair),
            *(mask for _, mask in self.lasting),
            self.weak,
            self.strong,
            self.asked_signs,
            self.on_screen,
        )
        known = {
            option.id: id_
            if (id_ := option.id) in own_part or option.kind is OptionKind.SUSTAINED
            else (option.kind, option.sets, *(bool(self.bit[id_] & mask) for mask in masks))
            for option in self.book.option_by_id.values()
        }
        numbers = {what: number for number, what in enumerate(dict.fromkeys(known.values()))}
        return {id_: numbers[what] for id_, what in known.items()}

    def standpoint(self, profile: Profile) -> Standpoint:
        """Compile a profile. Raises KeyError for a deal-breaker that is no flag of the book."""
        own = self._mask(profile.deal_breakers) & self.flag_mask & ~self.kinds.danger
        return Standpoint(int(profile.stance), own, profile.need)

    def bits_of(self, answers: Answers) -> int:
        """OR of what every answer means. Raises KeyError naming an (atom, value) that does not exist."""
        return reduce(or_, filter(None, map(self.table.__getitem__, answers.items())), 0)

    def situation(self, bits: int, need: str = "") -> Situation:
        """What the policy reads of `bits`; `need` is the profile's, and gives way to an answer."""
        row, flags = self._row, self.flag_mask
        fired, doubt, fixed, waiting, cannot, refused, goes_on, unsafe = [
            bits >> n * row & flags for n in range(DENIED)
        ]
        # What was put right takes no part in a combination: a fixed flag may as well not fire.
        unmended = bits & ~fixed
        fired |= self.combined(unmended)
        lasting = 0
        for bit, mask in self.lasting:
            if bits & bit:
                lasting |= mask
        sustained = lasting
        for treatments, mask in self.treatments:
            if (unmended & treatments).bit_count() > 1:
                sustained |= mask
        if (asked := self.asked_signs) and bits >> DENIED * row & asked == asked:
            doubt &= ~self.on_screen  # every danger sign was asked and none is there
        weight = (bits & self.weak).bit_count() + 2 * (bits & self.strong).bit_count()
        if weight or unsafe & fired or bits >> UNSURE * row & asked:
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
            goes_on,
            unsafe,
            bits & self.own_state,
            bits & self.own_reason,
            bool(bits & self.would_not),
            bool(bits & self.never_again),
            shift,
        )

    def combined(self, unmended: int) -> int:
        """The flags that combinations of these options make fire."""
        fired = 0
        for bit, mask, holds in self._composites:
            if unmended & mask and holds(unmended):
                fired |= bit
        return fired

    def raise_applies(self, topic: str, answers: Answers) -> bool:
        """Whether a flag of the topic that can be raised fires."""
        fired = self.situation(self.bits_of(answers)).fired
        return bool(fired & self.topic_masks[topic] & self.kinds.raisable)

    def level(self, flag: Flag, levels: tuple[int, ...]) -> Severity:
        """The level of a flag that fires."""
        if flag.severity is Severity.DANGER:
            return flag.severity
        return Severity(sum(bool(mask & self.bit[flag.id]) for mask in levels))

    def ids(self, bits: int) -> tuple[str, ...]:
        """The flags, gravest first, and the other options that bits stand for."""
        return tuple(id_ for id_, bit in self.bit.items() if bits & bit)

    def is_danger_by_sum(self, signs: int, scams: int) -> bool:
        """Whether signs of danger, or of a scam, add up to danger."""
        by_signs, by_scam = self.by_signs, self.by_scam
        return any(signs >= least for _, least in by_signs) or any(scams >= least for _, least in by_scam)

    def row(self, now: Situation, standpoint: Standpoint) -> Row:
        """The policy row that decides a situation: a leaving row, else the row that names the kind of stay."""
        row = self.leaving.decide(now, standpoint) or self.staying.decide(now, standpoint)
        assert row is not None, "the last stay row always matches"
        return row

    def decide(self, answers: Answers, standpoint: Standpoint = Standpoint()) -> Row:
        """The row, and with it the verdict, that a well-formed answer set leads to."""
        return self.row(self.situation(self.bits_of(answers), standpoint.need), standpoint)
