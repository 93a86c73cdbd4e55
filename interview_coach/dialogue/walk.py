"""Goes through the steps of one section of a guide with a person, and hands on each answer at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from interview_coach.amounts import amount_of
from interview_coach.book.guides import Country, Section, Step, StepKind, steps_of
from interview_coach.book.pack import Book
from interview_coach.book.records import Value
from interview_coach.dialogue.port import Asker, Reply, TextQuestion
from interview_coach.dialogue.texts import Lines, Move, ask_each, tell_why, write, write_day
from interview_coach.engine.answers import YES
from interview_coach.guides.path import lines_of, may_apply, steps_to_ask
from interview_coach.render.step_screens import (
    LEFT_OUT,
    WHERE_FIRST,
    Pair,
    any_of,
    breakable,
    one_of,
    pairs_of,
)
from interview_coach.session.screens import Screen

NO_AMOUNT = "A number is needed, such as 45000 EUR a year."

KeepAnswer = Callable[[str, "Value | None"], None]
"""Takes the id of a step and its answer, or None where the answer was taken back."""


@dataclass(slots=True)
class Walk:
    """The way through the sections of a guide.

    `answers` holds what was answered before, and what is answered now; `fixes` are the open fixes, each
    with an id and its text. Without `today` days are understood only with their year.
    """

    sections: Sequence[Section]
    asker: Asker
    keep: KeepAnswer
    answers: dict[str, Value]
    book: Book | None = None
    countries: Sequence[Country] = ()
    fixes: Sequence[Pair] = ()
    today: date | None = None
    _unsent: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """What was ticked but not yet sent on a screen that was left for a moment."""

    def run(self, section: Section) -> Move:
        """Ask the steps of a section that apply, beginning with the first one that is open.

        BACK is back from its first step.
        """
        step = self._first(section)
        is_returning = False
        while step is not None:
            move = self._ask(step, section, is_returning=is_returning)
            is_returning = move is Move.BACK
            following = self._beside(step, section, -1 if is_returning else 1)
            if following is None and is_returning:
                return Move.BACK
            step = following
        return Move.ON

    def steps(self, section: Section) -> tuple[Step, ...]:
        """The steps of a section that are asked as things stand."""
        return tuple(s for s in steps_to_ask(section, self.sections, self.answers) if self._can_ask(s))

    def _can_ask(self, step: Step) -> bool:
        if step.kind is StepKind.DEAL_BREAKERS:
            return self.book is not None
        return step.kind not in (StepKind.COUNTRY, StepKind.OPEN_FIXES) or bool(self._pairs(step))

    def _pairs(self, step: Step) -> tuple[Pair, ...]:
        return pairs_of(step, self.countries, self.fixes)

    def _first(self, section: Section) -> Step | None:
        steps = self.steps(section)
        return next((step for step in steps if step.id not in self.answers), steps[0] if steps else None)

    def _beside(self, step: Step, section: Section, direction: int) -> Step | None:
        """The next step that applies in a direction. What applies may have changed meanwhile."""
        order = section.steps if direction > 0 else section.steps[::-1]
        beyond = order[order.index(step) + 1 :]
        asked = self.steps(section)
        return next((other for other in beyond if other in asked), None)

    def _ask(self, step: Step, section: Section, *, is_returning: bool) -> Move:
        match step.kind:
            case StepKind.CHOICE | StepKind.COUNTRY | StepKind.TICKS | StepKind.OPEN_FIXES:
                return self._pick(step, section)
            case StepKind.DEAL_BREAKERS:
                return self._break(step, section)
            case _:
                return self._words(step, section, is_returning=is_returning)

    def _words(self, step: Step, section: Section, *, is_returning: bool) -> Move:
        if step.for_each:
            over = lines_of(self.answers.get(step.for_each))
            given = lines_of(self.answers.get(step.id))
            return ask_each(
                self.asker,
                step,
                over,
                given,
                lambda texts: self._set(step, tuple(texts)),
                from_end=is_returning,
            )
        title = self._title(step, section)
        if step.kind is StepKind.LINES:
            lines = list(lines_of(self.answers.get(step.id)))
            return Lines(self.asker, step, title, lines, lambda now: self._set_lines(step, now)).ask()
        return self._write(step, title)

    def _title(self, step: Step, section: Section) -> str:
        """The heading of a step: its section, and which of those it is that are or may still be asked."""
        asked = self.steps(section)
        steps = [
            each
            for each in section.steps
            if each in asked or (self._can_ask(each) and may_apply(each, self.sections, self.answers))
        ]
        return (
            f"{section.title}: {steps.index(step) + 1} of {len(steps)}" if len(steps) > 1 else section.title
        )

    def _write(self, step: Step, title: str) -> Move:
        before = "".join(lines_of(self.answers.get(step.id))[:1])
        if step.kind is StepKind.DATE:
            move, text = write_day(self.asker, step, title, before, self.today)
        else:
            entry = TextQuestion(title, step.ask, step.hint, before)
            if step.kind is StepKind.AMOUNT:
                entry = replace(entry, check=lambda text: "" if amount_of(text) else NO_AMOUNT)
            move, text = write(self.asker, step, entry)
        if move is Move.ON:
            self._set(step, text)
        return move

    def _pick(self, step: Step, section: Section) -> Move:
        is_one = step.kind in (StepKind.CHOICE, StepKind.COUNTRY)
        is_answered, place = step.id in self.answers, self._title(step, section)
        screen = (one_of if is_one else any_of)(step, self._pairs(step), is_answered=is_answered, place=place)
        move, reply = self._screen(step, screen, frozenset(lines_of(self.answers.get(step.id))))
        if reply is not None:
            self._set(step, dict(reply.answers)[step.id] if is_one else _ticked(reply))
        return move

    def _break(self, step: Step, section: Section) -> Move:
        """Which topics could hold deal-breakers, then which of their red flags do, topic by topic."""
        if self.book is None:
            return Move.ON
        topics = breakable(self.book)
        chosen = set(lines_of(self.answers.get(step.id)))
        wanted = frozenset(t.id for t, flags in topics.items() if any(f.id in chosen for f in flags))
        is_answered, place = step.id in self.answers, self._title(step, section)
        pairs = [(topic.id, topic.title) for topic in topics]
        where = any_of(step, pairs, is_answered=is_answered, place=place, intro=WHERE_FIRST)
        at = -1
        while at < len(named := [topic for topic in topics if topic.id in wanted]):
            if at < 0:
                move, reply = self._screen(step, where, wanted)
                if reply is None:
                    return move
                wanted = frozenset(_ticked(reply))
                chosen -= {f.id for topic, flags in topics.items() if topic.id not in wanted for f in flags}
            else:
                ids = frozenset(flag.id for flag in topics[named[at]])
                screen = any_of(
                    step,
                    [(flag.id, flag.option) for flag in topics[named[at]]],
                    is_answered=bool(chosen & ids),
                    title=named[at].title,
                    intro=step.hint or LEFT_OUT,
                )
                move, reply = self._screen(step, screen, ids & chosen)
                if reply is not None:
                    chosen = chosen - ids | set(_ticked(reply))
            if reply is not None:
                self._set(step, tuple(f.id for flags in topics.values() for f in flags if f.id in chosen))
            at += -1 if move is Move.BACK else 1
        return Move.ON

    def _screen(self, step: Step, screen: Screen, before: frozenset[str]) -> tuple[Move, Reply | None]:
        """Show a screen until it is answered or left. The reply is None where nothing was answered."""
        place = (screen.prompt, screen.ask or screen.title)
        ticked = self._unsent.pop(place, before)
        while True:
            reply = self.asker.ask(screen, ticked)
            if not reply.command:
                return Move.ON, reply
            match reply.command:
                case "?":
                    ticked = reply.ticked or ticked
                    tell_why(self.asker, step)
                case "b":
                    if reply.ticked:
                        self._unsent[place] = reply.ticked
                    return Move.BACK, None
                case _:
                    return Move.ON, None

    def _set(self, step: Step, value: Value) -> None:
        """Note an answer and hand it on. An empty text is none."""
        if value == "":
            if self.answers.pop(step.id, None) is not None:
                self.keep(step.id, None)
        elif self.answers.get(step.id) != value:
            self.answers[step.id] = value
            self.keep(step.id, value)

    def _set_lines(self, step: Step, now: list[str]) -> None:
        """Note lines. What was said for each of them stays with its line."""
        before = lines_of(self.answers.get(step.id))
        if len(now) < len(before):
            gone = next((n for n, line in enumerate(now) if line != before[n]), len(now))
            for other in (s for s in steps_of(self.sections) if s.for_each == step.id):
                if given := lines_of(self.answers.get(other.id)):
                    self._set(other, given[:gone] + given[gone + 1 :])
        self._set(step, tuple(now) or "")


def _ticked(reply: Reply) -> tuple[str, ...]:
    return tuple(atom for atom, value in reply.answers if value == YES)
