"""The engine's front door: a book, compiled once, that decides, looks ahead and explains."""

from __future__ import annotations

from dataclasses import dataclass

from interview_coach.book.pack import Book, Flag, RaiseState, Row, Severity
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, Profile, raised
from interview_coach.engine.compiled import CompiledBook, Situation, Standpoint
from interview_coach.engine.outlook import Outlook, Settling


@dataclass(frozen=True, slots=True)
class FlagState:
    """What became of one flag. `state` is fires, does-not, in-doubt or open; `level` only if it fires."""

    flag: Flag
    state: str
    level: Severity | None
    raise_state: RaiseState | None
    sustained: bool


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

    def outlook(self, answers: Answers, profile: Profile = Profile()) -> Outlook:
        """Whether the verdict is settled, and which prompts can still change it."""
        return self.settling.outlook(answers, self.standpoint(profile))

    def situation(self, answers: Answers, standpoint: Standpoint) -> Situation:
        """What the policy reads of an answer set."""
        return self.compiled.situation(self.compiled.bits_of(answers), standpoint.need)

    def flag_states(self, answers: Answers, profile: Profile = Profile()) -> tuple[FlagState, ...]:
        """The state of every flag, gravest severity first."""
        standpoint = self.standpoint(profile)
        now = self.situation(answers, standpoint)
        levels = self.compiled.levels(now, standpoint.own)
        states = []
        for flag in self.compiled.flags:
            bit = self.compiled.bit[flag.id]
            level: Severity | None = None
            if now.fired & bit:
                state = "fires"
                level = Severity.DANGER
                if flag.severity is not Severity.DANGER:
                    level = max((Severity(n + 1) for n in range(4) if levels[n] & bit), default=flag.severity)
            else:
                state = self._silent_state(flag, answers)
            states.append(
                FlagState(
                    flag,
                    state,
                    level,
                    self._raise_state(flag, answers) if state == "fires" else None,
                    bool(now.sustained & bit),
                )
            )
        return tuple(states)

    def _silent_state(self, flag: Flag, answers: Answers) -> str:
        options = flag.fires_if.options() if flag.fires_if else frozenset({flag.id})
        values = []
        for id_ in options:
            topic = self.book.option_by_id[id_].topic
            closed = answers.get(f"topics/{topic}")
            values.append(answers.get(id_, closed if closed in (NO, NOT_SURE) else None))
        if NOT_SURE in values and self._could_fire(flag, answers):
            return "in-doubt"
        if None in values and self._could_fire(flag, answers):
            return "open"
        return "does-not"

    def _could_fire(self, flag: Flag, answers: Answers) -> bool:
        """Whether the flag would fire if all that is unknown about it turned out for the worse."""
        options = flag.fires_if.options() if flag.fires_if else frozenset({flag.id})
        worst = dict(answers)
        for id_ in options:
            topic = self.book.option_by_id[id_].topic
            if worst.get(id_, NOT_SURE) == NOT_SURE and answers.get(f"topics/{topic}") != NO:
                mitigates = self.book.option_by_id[id_].kind.value == "mitigating"
                worst[id_] = NO if mitigates else YES
        now = self.compiled.situation(self.compiled.bits_of(worst))
        return bool(now.fired & self.compiled.bit[flag.id])

    def _raise_state(self, flag: Flag, answers: Answers) -> RaiseState | None:
        if flag.raising.value == "no":
            return None
        given = answers.get(raised(flag.topic), NOT_SURE)
        return RaiseState.NOT_YET if given == NOT_SURE else RaiseState.of(given)
