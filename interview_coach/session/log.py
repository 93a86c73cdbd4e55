"""The event log. Answers, going back, editing and resuming are all readings of it.

An event answers a prompt or takes an answer back. What the person said is never rewritten: answers to
a prompt that no longer applies are parked, and count again when it applies again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_coach.book.vocabulary import DANGER, MEET_AGAIN, SIGNS
from interview_coach.engine.answers import atoms_of, prompts_of, signs_apply, topic_is_open, topic_raised
from interview_coach.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class Event:
    """`answers` given to `prompt`, or None: the answer was taken back."""

    prompt: str
    answers: tuple[tuple[str, str], ...] | None


@dataclass(slots=True)
class Log:
    """What happened, in order. `given` answers came from a file or the command line, before asking."""

    events: list[Event] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)

    def answer(self, prompt: str, answers: Mapping[str, str]) -> None:
        self.events.append(Event(prompt, tuple(answers.items())))

    def take_back(self, prompt: str) -> None:
        self.events.append(Event(prompt, None))

    def standing(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The last answer to each prompt that was not taken back, in the order in which they were given."""
        standing: dict[str, tuple[tuple[str, str], ...]] = {}
        for event in self.events:
            standing.pop(event.prompt, None)
            if event.answers is not None:
                standing[event.prompt] = event.answers
        return standing

    def last_said(self, prompt: str) -> dict[str, str]:
        """What was last answered to a prompt, even if it was taken back; to show it again."""
        for event in reversed(self.events):
            if event.prompt == prompt and event.answers is not None:
                return dict(event.answers)
        return {}


def answers_of(log: Log, engine: Engine) -> dict[str, str]:
    """The answers that count now: prompts are walked in order, and each must apply where it stands."""
    standing = log.standing()
    answers = dict(log.given)
    for prompt in prompts_of(engine.book):
        if prompt in standing and applies(prompt, answers, engine):
            answers.update(standing[prompt])
    return answers


def applies(prompt: str, answers: Mapping[str, str], engine: Engine) -> bool:
    """Whether a prompt makes sense given the answers to earlier ones. Danger always does."""
    book = engine.book
    if prompt == DANGER:
        return True
    if prompt == SIGNS:
        return signs_apply(book, answers)
    if prompt in book.topic_by_id:
        return topic_is_open(book, prompt, answers) is True
    if prompt == MEET_AGAIN:
        return bool(engine.compiled.bits_of(answers) & engine.compiled.would_not)
    if topic := topic_raised(prompt):
        return engine.compiled.raise_applies(topic, answers)
    return True


def fitting_log(log: Log, engine: Engine) -> Log:
    """The log without what the book does not have: prompts, and answers to them."""
    prompts, known = set(prompts_of(engine.book)), engine.compiled.table
    events = []
    for event in log.events:
        atoms = set(atoms_of(engine.book, event.prompt)) if event.prompt in prompts else set()
        kept = tuple(pair for pair in event.answers or () if pair[0] in atoms and pair in known)
        if kept or (event.answers is None and atoms):
            events.append(Event(event.prompt, kept or None))
    return Log(events, {atom: value for atom, value in log.given.items() if (atom, value) in known})
