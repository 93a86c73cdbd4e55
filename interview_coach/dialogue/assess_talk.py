"""One assessment as a conversation: ask what can still matter, obey the letters, show the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from interview_coach.book.pack import Book, Option
from interview_coach.book.vocabulary import DANGER, TOPICS
from interview_coach.book.wording import filled
from interview_coach.dialogue.assess_journal import Groundwork, Recorder, groundwork
from interview_coach.dialogue.own_words import OwnWords, Picked
from interview_coach.dialogue.port import Asker, Pressed, choose
from interview_coach.engine.answers import NO, YES, atoms_of, gate
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation, recommend
from interview_coach.render.more_page import MORE_COMMANDS, more_lines
from interview_coach.render.result_page import first_page, result_commands
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import Notice, line_to_leave, previous_ticks, screen_for, why
from interview_coach.storage.books import load_book, roles
from interview_coach.storage.drafts import Keeper

Turn = tuple[bool, "str | None"]
"""Whether it is all over, and the prompt to show next, if that is fixed."""


@dataclass(slots=True)
class Conversation:
    """Runs a questionnaire through an asker.

    The draft is kept after every answer, and a recommendation for good when the person asks for it. `rules`
    are the folders laid over the built-in ones, should the person sit on the other side of the table.
    """

    asker: Asker
    questionnaire: Questionnaire
    keeper: Keeper
    recorder: Recorder
    rules: Sequence[Path] = ()
    found: tuple[Option, ...] | None = None
    """What the words fit with which the command was called; it is still to be ticked."""
    ticked: dict[str, frozenset[str]] = field(default_factory=dict)
    """What is ticked but not yet sent: on a screen that was left for a moment, or found by own words."""

    def run(self) -> Recommendation:
        """Ask until the verdict is settled, then show it. Broken off, what is ticked and not sent is kept too."""
        try:
            return self._run()
        except (KeyboardInterrupt, SystemExit):
            if any(self.ticked.values()):
                self.keeper.keep(self.ticked)
            raise

    def _run(self) -> Recommendation:
        pending: str | None = None
        while True:
            prompt = pending or self.questionnaire.next_prompt()
            # Danger is asked first: what was found comes before it only where it holds danger itself.
            is_time = prompt != DANGER or any(option.topic == DANGER for option in self.found or ())
            if self.found is not None and prompt is not None and is_time:
                found, self.found = self.found, None
                pending = self._open(self._own_words.choose(found), prompt)
                continue
            is_over, pending = self._result() if prompt is None else self._ask(prompt)
            if is_over:
                return self.questionnaire.recommend()

    def _ask(self, prompt: str) -> Turn:
        """Show one screen."""
        asking = self.questionnaire
        book = asking.engine.book
        screen = screen_for(book, prompt, is_first=not asking.asked(), details=asking.profile.details)
        if prompt == TOPICS and self.recorder.planned:
            screen = replace(screen, note=filled(book.wording.told["plan"], self.recorder.planned))
        ticked = self.ticked.pop(prompt, None)
        if ticked is None:
            said = {} if prompt == DANGER else asking.log.last_said(prompt)
            ticked = previous_ticks(screen, said)
        try:
            reply = self.asker.ask(screen, ticked)
        except (KeyboardInterrupt, SystemExit):
            self.ticked[prompt] = self.asker.ticked
            raise
        if reply.command and reply.ticked:
            self.ticked[prompt] = reply.ticked
        match reply.command:
            case "":
                asking.answer(prompt, dict(reply.answers))
                self.keeper.keep(self.ticked)
                return False, None
            case "b":
                before = asking.back() or prompt
                self.keeper.keep(self.ticked)
                return False, before
            case "?":
                fired = (state.flag.id for state in asking.recommend().fired)
                self._tell(why(book, screen, fired))
            case "x":
                self._tell_line()
            case "t":
                is_over, pending = self._result(dict.fromkeys(reply.ticked, YES))
                return is_over, pending or prompt
            case "/":
                return False, self._open(self._own_words.ask(), prompt)
            case "i":
                self._change_sides()
                return False, None
            case _:
                pass
        return False, prompt

    @property
    def _own_words(self) -> OwnWords:
        return OwnWords(self.asker, self.questionnaire.engine.book, self._tell_line)

    def _open(self, picked: Picked, prompt: str) -> str | None:
        """Take what own words found while `prompt` was shown, and return the prompt to show next, if that is fixed.

        Danger is an answer. Anything else opens its topic, and waits ticked on the list there.
        """
        asking = self.questionnaire
        is_list_seen = prompt != DANGER and prompt in (TOPICS, *asking.engine.book.topic_by_id)
        dangers = picked.get(DANGER, frozenset())
        topics = [topic for topic in picked if topic != DANGER]
        for topic in topics:
            self.ticked[topic] = self._last_ticked(topic) | picked[topic]
            if topic in asking.asked():
                asking.log.take_back(topic)
        if topics:
            self._name(topics, is_list_seen=is_list_seen)
        if dangers:
            asking.answer(DANGER, dict.fromkeys(sorted(dangers), YES))
        if picked:
            self.keeper.keep(self.ticked)
        if dangers:
            return None
        return topics[0] if is_list_seen and topics and prompt not in topics else prompt

    def _name(self, topics: Sequence[str], *, is_list_seen: bool) -> None:
        """Say that topics are going on; on the list of topics itself if that has not been seen yet."""
        book = self.questionnaire.engine.book
        gates = [gate(topic) for topic in topics]
        now = self.questionnaire.answers
        known = {atom: now.get(atom, NO) for atom in atoms_of(book, TOPICS)}
        if not is_list_seen and not any(atom in now for atom in known):
            self.ticked[TOPICS] = self._last_ticked(TOPICS).union(gates)
            return
        ticked = dict.fromkeys(self.ticked.pop(TOPICS, ()), YES)
        self.questionnaire.answer(TOPICS, {**known, **ticked, **dict.fromkeys(gates, YES)})

    def _last_ticked(self, prompt: str) -> frozenset[str]:
        """What is ticked on a screen, or was when it was last answered."""
        if prompt in self.ticked:
            return self.ticked[prompt]
        said = self.questionnaire.log.last_said(prompt)
        return frozenset(atom for atom, value in said.items() if value == YES)

    def _change_sides(self) -> None:
        """Ask who the person is, and begin again with the rules for that."""
        self.keeper.forget()
        self.ticked.clear()
        self.found = None
        engine = Engine(self._choose_side(self.questionnaire.engine.book))
        self.asker.wording = engine.book.wording
        is_trial = self.keeper.is_trial
        before = Groundwork() if is_trial else groundwork(engine.book, self.rules)
        self.questionnaire = before.questionnaire(engine)
        self.recorder = Recorder(before, is_trial=is_trial)
        self.keeper.follow(self.questionnaire)

    def _choose_side(self, now: Book) -> Book:
        books = [load_book(role, self.rules) for role in roles()]
        while True:
            chosen = choose(
                self.asker,
                now.wording.says("sides"),
                now.wording.says("side-now", now.info.switch_text),
                [(book.info.switch_text, book) for book in books],
                commands=now.wording.commands("b x h"),
            )
            if not isinstance(chosen, Pressed):
                return chosen
            if chosen == "b":
                return now
            self.asker.tell(line_to_leave(recommend(Engine(now), {})))

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
        nth, is_more = 0, False
        while True:
            draw = partial(first_page, recommendation, nth=nth)
            commands = result_commands(recommendation)
            if is_more:
                draw = partial(more_lines, recommendation)
                commands = recommendation.book.wording.commands(MORE_COMMANDS)
            match self.asker.show(draw, commands):
                case "m":
                    is_more = True
                case "s":
                    nth += 1
                case "k":
                    self._keep_for_good(recommendation, unsent)
                case "x":
                    self._tell_line()
                case _ if is_more:
                    is_more = False
                case "b":
                    waiting = self.questionnaire.next_prompt()
                    if waiting is None:  # nothing is open any more: back to what was answered last
                        waiting = self.questionnaire.back()
                        self.keeper.keep(self.ticked)
                    return False, waiting
                case _:
                    return True, None

    def _keep_for_good(self, recommendation: Recommendation, unsent: Mapping[str, str]) -> None:
        """Keep the recommendation in the journal, and say where."""
        told = self.recorder.told(recommendation, {**self.questionnaire.answers, **unsent})
        self._tell(Notice(self.questionnaire.engine.book.wording.told["kept-title"], told))
