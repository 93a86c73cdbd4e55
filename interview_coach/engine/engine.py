"""The engine's front door: a book, compiled once, that decides, looks ahead and explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from interview_coach.book.pack import Book, Flag, Row
from interview_coach.book.vocabulary import DANGER, SIGNS, Raise, RaiseState, Severity
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, Profile, atoms_of, gate, raised
from interview_coach.engine.compiled import CompiledBook
from interview_coach.engine.outlook import Outlook, Settling
from interview_coach.engine.situation import Situation, Standpoint


class Firing(StrEnum):
    """What became of a flag."""

    FIRES = "fires"
    DOES_NOT = "does-not"
    IN_DOUBT = "in-doubt"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class FlagState:
    """What became of one flag. There is a `level` only if it fires."""

    flag: Flag
    state: Firing
    level: Severity | None
    raise_state: RaiseState | None
    sustained: bool


class Decision(NamedTuple):
    """An answer set that was decided once, with all that the deciding went by."""

    answers: Answers
    profile: Profile
    standpoint: Standpoint
    now: Situation
    row: Row


class Engine:
    """Decides for one book. Build one with `Engine(book)`; it has no state that an answer could change."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.compiled = CompiledBook(book)
        self.settling = Settling(self.compiled)

    def standpoint(self, profile: Profile) -> Standpoint:
        """Compile a profile once, to decide many answer sets with it."""
        return self.compiled.standpoint(profile)

    def decide(self, answers: Answers, profile: Profile = Profile()) -> Row:
        """The policy row, and with it the verdict, for a well-formed answer set."""
        return self.compiled.decide(answers, self.standpoint(profile))

    def decision(self, answers: Answers, profile: Profile = Profile()) -> Decision:
        """The same with all that it was decided by, for whoever goes on to explain it."""
        standpoint = self.standpoint(profile)
        now = self.situation(answers, standpoint)
        return Decision(answers, profile, standpoint, now, self.compiled.row(now, standpoint))

    def is_danger(self, answers: Answers) -> bool:
        """Whether danger fires, or cannot be ruled out."""
        now = self.compiled.situation(self.compiled.bits_of(answers))
        return bool((now.fired | now.doubt) & self.compiled.kinds.danger)

    def outlook(self, answers: Answers, profile: Profile = Profile()) -> Outlook:
        """Whether the verdict is settled, and which prompts can still change it."""
        return self.settling.outlook(answers, self.standpoint(profile))

    def situation(self, answers: Answers, standpoint: Standpoint) -> Situation:
        """What the policy reads of an answer set."""
        return self.compiled.situation(self.compiled.bits_of(answers), standpoint.need)

    def flag_states(self, answers: Answers, profile: Profile = Profile()) -> tuple[FlagState, ...]:
        """The state of every flag, gravest severity first."""
        standpoint = self.standpoint(profile)
        return self.states(answers, self.situation(answers, standpoint), standpoint)

    def states(self, answers: Answers, now: Situation, standpoint: Standpoint) -> tuple[FlagState, ...]:
        """The same of answers whose situation is known."""
        compiled = self.compiled
        levels = compiled.scale.levels(now, standpoint.own)
        sure = {atom: value for atom, value in answers.items() if value != NOT_SURE}
        worst = self.situation(self.settling.worst_case(sure, standpoint), standpoint)
        found = []
        for flag in compiled.flags:
            bit = compiled.bit[flag.id]
            sustained = bool(now.sustained & bit)
            if now.fired & bit:
                level = compiled.level(flag, levels)
                found.append(FlagState(flag, Firing.FIRES, level, self._raised(flag, answers), sustained))
            else:
                state = self._silent_state(flag, answers, now, could_fire=bool(worst.fired & bit))
                found.append(FlagState(flag, state, None, None, sustained))
        return tuple(found)

    def _silent_state(self, flag: Flag, answers: Answers, now: Situation, *, could_fire: bool) -> Firing:
        """The state of a flag that does not fire; it `could_fire` if all that is unknown were for the worse."""
        if flag.severity is Severity.DANGER and now.doubt & self.compiled.bit[flag.id]:
            return Firing.IN_DOUBT
        if flag.danger_signs or flag.scam_signs:
            return Firing.OPEN if self._adds_up_yet(flag, answers) else Firing.DOES_NOT
        if not could_fire or (flag.topic == DANGER and answers.get(flag.id) == NOT_SURE):
            return Firing.DOES_NOT
        values = []
        for id_ in flag.reads:
            closed = answers.get(gate(self.book.option_by_id[id_].topic))
            values.append(answers.get(id_, closed if closed in (NO, NOT_SURE) else None))
        if NOT_SURE in values:
            return Firing.IN_DOUBT
        return Firing.OPEN if None in values else Firing.DOES_NOT

    def _adds_up_yet(self, flag: Flag, answers: Answers) -> bool:
        """Whether signs that were not asked yet can still add up to a danger flag."""
        worst = self.settling.worst_case(answers, Standpoint())
        asked = [answers.get(option.id) for option in self.book.danger.options]
        if YES not in asked and None in asked:
            worst = {**dict.fromkeys(atoms_of(self.book, SIGNS), YES), **worst}
        return bool(self.compiled.situation(self.compiled.bits_of(worst)).fired & self.compiled.bit[flag.id])

    def _raised(self, flag: Flag, answers: Answers) -> RaiseState | None:
        if flag.raising is Raise.NO:
            return None
        given = answers.get(raised(flag.topic), NOT_SURE)
        return RaiseState.NOT_YET if given == NOT_SURE else RaiseState.of(given)


def decide_many(
    engine: Engine, answer_sets: Iterable[Answers], profile: Profile = Profile()
) -> Iterator[Row]:
    """The policy row, and with it the verdict, of each answer set, in their order; all for one profile.

    One set is taken at a time and none is kept, so that any number is decided in the memory of one.
    Raises KeyError for a deal-breaker that is no flag of the book, and, at its turn, for an (atom, value)
    that the book does not have; what `read_answers` gives has none such.
    """
    standpoint = engine.standpoint(profile)
    decide = engine.compiled.decide
    return (decide(answers, standpoint) for answers in answer_sets)
