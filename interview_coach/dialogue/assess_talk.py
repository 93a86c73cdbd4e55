"""One assessment as a conversation: ask what can still matter, obey the letters, show the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from interview_coach.book.pack import DANGER
from interview_coach.dialogue.port import Asker
from interview_coach.engine.answers import YES
from interview_coach.engine.recommendation import Recommendation
from interview_coach.render.more_page import MORE_COMMANDS, more_lines
from interview_coach.render.result_page import first_page, result_commands
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import Notice, previous_ticks, screen_for, why

Turn = tuple[bool, "str | None"]
"""Whether it is all over, and the prompt to show next, if that is fixed."""


class OtherSide(Exception):
    """The person sits on the other side of the table: another book is needed."""


@dataclass(slots=True)
class Conversation:
    """Runs a questionnaire through an asker. `keep` is called after every answer, to save the log.

    `record` keeps a recommendation for good, when the person asks for it, and says where it is.
    """

    questionnaire: Questionnaire
    asker: Asker
    keep: Callable[[], None]
    record: Callable[[Recommendation, Mapping[str, str]], tuple[str, ...]]
    _ticked: dict[str, frozenset[str]] = field(default_factory=dict)
    """What was ticked but not yet sent on a screen that was left for a moment."""

    def run(self) -> Recommendation:
        """Ask until the verdict is settled, then show it. Raises OtherSide."""
        pending: str | None = None
        while True:
            prompt = pending or self.questionnaire.next_prompt()
            pending = None
            is_over, pending = self._result() if prompt is None else self._ask(prompt)
            if is_over:
                return self.questionnaire.recommend()

    def _ask(self, prompt: str) -> Turn:
        """Show one screen."""
        asking = self.questionnaire
        book = asking.engine.book
        screen = screen_for(book, prompt, is_first=not asking.asked(), details=asking.profile.details)
        ticked = self._ticked.pop(prompt, None)
        if ticked is None:
            said = {} if prompt == DANGER else asking.log.last_said(prompt)
            ticked = previous_ticks(screen, said)
        reply = self.asker.ask(screen, ticked)
        if reply.command and reply.ticked:
            self._ticked[prompt] = reply.ticked
        match reply.command:
            case "":
                asking.answer(prompt, dict(reply.answers))
                self.keep()
                return False, None
            case "b":
                before = asking.back() or prompt
                self.keep()
                return False, before
            case "?":
                self._tell(self._why_danger() if prompt == DANGER else why(book, screen, self._fired()))
            case "x":
                self._tell_line()
            case "t":
                is_over, pending = self._result(dict.fromkeys(reply.ticked, YES))
                return is_over, pending or prompt
            case "i":
                raise OtherSide
            case _:
                pass
        return False, prompt

    def _tell(self, notice: Notice) -> None:
        """Show a notice, and a line to leave if that is asked for."""
        if self.asker.tell(notice):
            self._tell_line()

    def _tell_line(self) -> None:
        self.asker.tell(line_to_leave(self.questionnaire.recommend()))

    def _result(self, unsent: Mapping[str, str] = MappingProxyType({})) -> Turn:
        """Show the recommendation until the person is done, or goes back to change something.

        `unsent` are ticks of a screen that was left before it was sent; they count.
        """
        recommendation = self.questionnaire.recommend(unsent)
        nth = 0
        while True:
            key = self.asker.show(
                partial(first_page, recommendation, nth=nth), result_commands(recommendation)
            )
            match key:
                case "m":
                    self._more(recommendation, unsent)
                case "s":
                    nth += 1
                case "k":
                    self._keep_for_good(recommendation, unsent)
                case "x":
                    self._tell_line()
                case "b":
                    return False, self._before()
                case _:
                    return True, None

    def _more(self, recommendation: Recommendation, unsent: Mapping[str, str]) -> None:
        """Show all the rest."""
        while True:
            match self.asker.show(partial(more_lines, recommendation), MORE_COMMANDS):
                case "x":
                    self._tell_line()
                case "k":
                    self._keep_for_good(recommendation, unsent)
                case _:
                    return

    def _keep_for_good(self, recommendation: Recommendation, unsent: Mapping[str, str]) -> None:
        """Keep the recommendation in the journal, and say where."""
        told = self.record(recommendation, {**self.questionnaire.answers, **unsent})
        self._tell(Notice("Kept for you", told))

    def _before(self) -> str | None:
        """From the result back to the question that was left open, or to the last one answered."""
        if (waiting := self.questionnaire.next_prompt()) is not None:
            return waiting
        before = self.questionnaire.back()
        self.keep()
        return before

    def _fired(self) -> tuple[str, ...]:
        return tuple(state.flag.id for state in self.questionnaire.recommend().fired)

    def _why_danger(self) -> Notice:
        book = self.questionnaire.engine.book
        meanings = (f"{option.text}: {book.flag_by_id[option.id].finding}" for option in book.danger.options)
        harmless = tuple(f"{r.what}: {r.why}" for r in book.danger.reassurances)
        seen = ("Not danger by themselves:", *harmless) if harmless else ()
        return Notice("Why I ask this first", (book.danger.why, *meanings, *seen))


def line_to_leave(recommendation: Recommendation) -> Notice:
    """A line for right now: about what is known, else one that fits anyone."""
    if not recommendation.exits:
        return Notice("To leave now", ("Thank you. I'm going to stop here. Goodbye.",))
    line = recommendation.exits[0]
    parts = [f'"{line.text}"']
    if line.if_they_push:
        parts.append(f'If they push: "{line.if_they_push}"')
    parts.append(line.body or dict(recommendation.book.wording.body).get("any", ""))
    return Notice("To leave now", tuple(part for part in parts if part))
