"""Which prompt comes next, and when to stop: danger first, then only what can still matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from interview_coach.book.vocabulary import DANGER, MEET_AGAIN, NEED, SIGNS, TOPICS, Verdict
from interview_coach.engine.answers import NO, YES, Profile, gate, raised
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation, recommend
from interview_coach.session.log import Log, answers_of


class Questionnaire:
    """An assessment under way: the engine, the profile and the log, with the next prompt."""

    def __init__(self, engine: Engine, profile: Profile = Profile(), log: Log | None = None) -> None:
        self.engine = engine
        self.profile = profile
        self.log = log or Log()

    @cached_property
    def _by_weight(self) -> list[str]:
        standpoint, weight = self.engine.standpoint(self.profile), self.engine.settling.topic_weight
        topics = [topic.id for topic in self.engine.book.ordinary_topics]
        return sorted(topics, key=lambda topic: weight(topic, standpoint), reverse=True)

    def only(self, topics: Iterable[str]) -> None:
        """Take these topics as what is going on, so that the list of topics is not asked."""
        chosen = set(topics)
        for topic in self.engine.book.ordinary_topics:
            self.log.given[gate(topic.id)] = YES if topic.id in chosen else NO

    @property
    def answers(self) -> dict[str, str]:
        """The answers that count now."""
        return answers_of(self.log, self.engine)

    def next_prompt(self) -> str | None:
        """The next prompt worth asking, or None.

        Asking stops when nothing can still change the verdict. A *stay* is not told before every topic
        that was ticked has been looked at: what kind of stay it is, and what helps, is found there.
        """
        answers = self.answers
        standpoint = self.engine.standpoint(self.profile)
        settling = self.engine.settling
        if not settling.is_settled(answers, standpoint):
            return settling.first_open(self.order(), answers, standpoint)
        if settling.best(answers, standpoint) is not Verdict.STAY:
            return None
        unseen = self.engine.book.topic_by_id.keys() & set(settling.waiting(answers, standpoint))
        return next((prompt for prompt in self.order() if prompt in unseen), None)

    def order(self) -> Iterable[str]:
        """The prompts as they are asked, most decisive topic first, whether or not they are."""
        yield DANGER
        yield SIGNS
        yield TOPICS
        for topic in self._by_weight:
            yield topic
            yield raised(topic)
        yield MEET_AGAIN
        yield NEED

    def asked(self) -> tuple[str, ...]:
        """The prompts whose answers stand, oldest first: the way back."""
        return tuple(self.log.standing())

    def answer(self, prompt: str, answers: Mapping[str, str]) -> None:
        """Note an answer. Raises KeyError if it is none of the book's."""
        for pair in answers.items():
            self.engine.compiled.table[pair]
        self.log.answer(prompt, answers)

    def back(self) -> str | None:
        """Take the last answer back and return its prompt, or None at the start."""
        asked = self.asked()
        if not asked:
            return None
        self.log.take_back(asked[-1])
        return asked[-1]

    def recommend(self, more: Mapping[str, str] = MappingProxyType({})) -> Recommendation:
        """The recommendation as things stand, with `more` answers that were not sent yet."""
        return recommend(self.engine, {**self.answers, **more}, self.profile)

    def is_danger(self) -> bool:
        """Whether danger fires or cannot be ruled out, as things stand."""
        return self.engine.is_danger(self.answers)
