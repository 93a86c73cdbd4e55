"""What is asked at once, as data: title, sentences, choices with their keys. No terminal in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

from interview_coach.book.pack import Book, Option, Topic
from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, SIGNS, TOPICS
from interview_coach.book.wording import Wording
from interview_coach.engine.answers import NO, NOT_SURE, YES, atoms_of, gate, topic_raised
from interview_coach.engine.lines import fill, placeholders
from interview_coach.engine.recommendation import Recommendation

Commands: TypeAlias = tuple[tuple[str, str], ...]
"""Keys and what they do."""


class ScreenKind(Enum):
    """One key answers, or several are ticked and Enter sends them."""

    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Choice:
    """A key and what pressing it means. For a tick-list: the atom that it ticks."""

    key: str
    text: str
    answers: tuple[tuple[str, str], ...] = ()
    atom: str = ""

    @property
    def digit(self) -> str:
        """The key where nine are shown at once: the tenth has 1 again. The key itself, if it is no number."""
        return str((int(self.key) - 1) % PAGE + 1) if self.key.isdecimal() and self.key != "0" else self.key


@dataclass(frozen=True, slots=True)
class Screen:
    """One prompt, ready to be drawn."""

    prompt: str
    kind: ScreenKind
    title: str
    intro: str
    choices: tuple[Choice, ...]
    note: str = ""
    commands: Commands = ()
    ask: str = ""
    """The question, where the title is only the heading above it."""
    enter: str = ""
    """The command that Enter alone gives. Without one, Enter alone answers nothing."""
    is_calm: bool = False
    """Asked where nothing presses. A word typed into it by mistake does nothing, also where it holds an h."""

    @property
    def pages(self) -> tuple[tuple[Choice, ...], ...]:
        """The choices that are shown at once: nine numbered ones, then the fixed ones."""
        numbered = [choice for choice in self.choices if choice.key not in (NONE_KEY, UNSURE_KEY)]
        fixed = [choice for choice in self.choices if choice.key in (NONE_KEY, UNSURE_KEY)]
        starts = range(0, max(1, len(numbered)), PAGE)
        return tuple((*numbered[start : start + PAGE], *fixed) for start in starts)

    def takes_keys(self, wording: Wording) -> str:
        """What to say where a word was typed: which keys answer, and which one stands for anything else."""
        other = next((c for c in self.choices if c.text.lower().startswith(wording.says("other"))), None)
        told = [wording.says("keys-not-words")]
        return " ".join([*told, wording.says("this-is-other", other.key, other.text)] if other else told)

    def ticked(self, atoms: frozenset[str], *, unsure: bool = False) -> dict[str, str]:
        """The answers that a tick-list gives: what is ticked is yes, the rest no, or not sure."""
        rest = NOT_SURE if unsure else NO
        return {choice.atom: YES if choice.atom in atoms else rest for choice in self.choices if choice.atom}


def not_taken(key: str, wording: Wording) -> str:
    """What to say to a key that is none here. With q many look for the way out."""
    return wording.says("to-stop") if key == "q" else wording.says("no-such-key", key)


NONE_KEY, UNSURE_KEY, MORE_KEY = "0", "n", "+"
PAGE = 9
"""Numbered choices that are shown at once: each has a digit."""


def screen_for(
    book: Book, prompt: str, *, is_first: bool = False, details: Mapping[str, str] = MappingProxyType({})
) -> Screen:
    """The screen of a prompt. `details` are what the profile knows, such as the person's own floor."""
    if prompt == DANGER:
        return _danger(book)
    wording = book.wording
    commands = wording.commands("? t x h" if is_first else "b ? t x h")
    on_list = (*commands, *wording.commands("/"))
    if prompt == SIGNS:
        signs = ((sign.id, sign.text) for sign in book.signs)
        return _many(book, prompt, wording.danger_signs_title, wording.ticks_intro, signs, commands)
    if prompt == TOPICS:
        topics = ((gate(topic.id), topic.title) for topic in book.ordinary_topics)
        return _many(book, prompt, wording.topics_title, wording.topics_intro, topics, on_list)
    if (topic := book.topic_by_id.get(prompt)) is not None:
        options = ((option.id, text_of_option(option, details)) for option in topic.options)
        return _many(book, prompt, topic.title, wording.ticks_intro, options, on_list)
    if prompt in CONTEXT_ORDER:
        question = book.context_by_id[prompt]
        answers = ((answer.id, answer.text) for answer in question.answers)
        return _one(book, prompt, question.ask, wording.context_intro, answers, commands)
    topic = book.topic_by_id[topic_raised(prompt)]
    came_of = ((answer.means.id, answer.text) for answer in topic.raise_question.answers)
    return _one(book, prompt, topic.raise_question.ask, topic.title, came_of, commands)


def _danger(book: Book) -> Screen:
    atoms = atoms_of(book, DANGER)
    choices = [
        Choice(str(number), option.text, ((option.id, YES),))
        for number, option in enumerate(book.danger.options, 1)
    ]
    wording = book.wording
    choices.append(Choice(NONE_KEY, wording.none_of_these, tuple((atom, NO) for atom in atoms)))
    choices.append(Choice(UNSURE_KEY, wording.not_sure, tuple((atom, NOT_SURE) for atom in atoms)))
    return Screen(
        DANGER,
        ScreenKind.ONE,
        wording.danger_title,
        wording.danger_intro,
        tuple(choices),
        wording.danger_note,
        wording.commands("? x h i /"),
    )


def _many(
    book: Book, prompt: str, title: str, intro: str, pairs: Iterable[tuple[str, str]], commands: Commands
) -> Screen:
    """A tick-list of atoms with their texts."""
    none, unsure = book.wording.none_of_these, book.wording.not_sure
    choices = (*to_tick(pairs), Choice(NONE_KEY, none), Choice(UNSURE_KEY, unsure))
    return Screen(prompt, ScreenKind.MANY, title, intro, choices, commands=commands)


FITS_COMMANDS = "b /-other x h"
"""Keys where one ticks what fits one's own words."""


def fits_screen(options: Iterable[Option], wording: Wording) -> Screen:
    """The tick-list of what was found by a person's own words. They decide nothing and are kept nowhere."""
    choices = to_tick((option.id, option.text) for option in options)
    return Screen(
        "fits",
        ScreenKind.MANY,
        wording.fits_title,
        wording.fits_intro,
        (*choices, Choice(NONE_KEY, wording.none_of_these)),
        commands=wording.commands(FITS_COMMANDS),
    )


def to_tick(pairs: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    """Numbered choices of a tick-list: atoms with their texts."""
    return tuple(Choice(str(number), text, atom=atom) for number, (atom, text) in enumerate(pairs, 1))


def _one(
    book: Book, prompt: str, title: str, intro: str, pairs: Iterable[tuple[str, str]], commands: Commands
) -> Screen:
    """A question with its answers and their texts."""
    choices = [Choice(str(n), text, ((prompt, value),)) for n, (value, text) in enumerate(pairs, 1)]
    choices.append(Choice(UNSURE_KEY, book.wording.not_sure, ((prompt, NOT_SURE),)))
    return Screen(prompt, ScreenKind.ONE, title, intro, tuple(choices), commands=commands)


def text_of_option(option: Option, details: Mapping[str, str]) -> str:
    """How an option reads, with what is known put in."""
    is_known = option.when_known and all(name in details for name in placeholders(option.when_known))
    return fill(option.when_known, details) if is_known else option.text


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to read: a title and paragraphs. Any key goes on."""

    title: str
    paragraphs: tuple[str, ...]


def why(book: Book, screen: Screen, fired: Iterable[str] = ()) -> Notice:
    """The answer to "why do you ask?", with what is no red flag here.

    On a raise screen it says what putting right would be for the flags in `fired`.
    """
    prompt, wording = screen.prompt, book.wording
    if prompt == DANGER:
        return _why_danger(book)
    if prompt == TOPICS:
        examples = (f"{topic.title}: {topic.examples}" for topic in book.ordinary_topics if topic.examples)
        return Notice(wording.why_each, (wording.topics_why, *examples))
    if prompt == SIGNS:
        reasons = (f"{sign.text}: {sign.why}" for sign in book.signs if sign.why)
        return Notice(wording.why_title, (wording.danger_signs_why, *reasons))
    if prompt in book.topic_by_id:
        topic = book.topic_by_id[prompt]
        return Notice(wording.why_title, (topic.why, *_harmless(topic, wording.harmless)))
    if prompt in CONTEXT_ORDER:
        return Notice(wording.why_title, (book.context_by_id[prompt].why,))
    topic = book.topic_by_id[topic_raised(prompt)]
    seen = set(fired)
    mended = (
        f"{wording.put_right_is}: {flag.fixed_when}"
        for flag in sorted(book.flags_by_topic[topic.id], key=lambda flag: -flag.severity)
        if flag.fixed_when and flag.id in seen
    )
    return Notice(wording.why_title, (wording.raise_why, *mended))


def _why_danger(book: Book) -> Notice:
    meanings = (f"{option.text}: {book.flag_by_id[option.id].finding}" for option in book.danger.options)
    seen = _harmless(book.danger, book.wording.danger_harmless)
    return Notice(book.wording.danger_why_title, (book.danger.why, *meanings, *seen))


def _harmless(topic: Topic, title: str) -> tuple[str, ...]:
    if not topic.reassurances:
        return ()
    return (f"{title}:", *(f"{r.what}: {r.why}" for r in topic.reassurances))


def previous_ticks(screen: Screen, said: Mapping[str, str]) -> frozenset[str]:
    """The atoms that were ticked when this screen was last answered."""
    return frozenset(choice.atom for choice in screen.choices if choice.atom and said.get(choice.atom) == YES)


def line_to_leave(recommendation: Recommendation) -> Notice:
    """A line for right now: about what is known, else one that fits anyone."""
    line, wording = recommendation.to_leave, recommendation.book.wording
    if line is None:
        return Notice(wording.to_leave, (wording.told["danger-line"],))
    parts = [f'"{line.text}"']
    if line.if_they_push:
        parts.append(f'{wording.push}: "{line.if_they_push}"')
    parts.append(line.body or wording.body)
    return Notice(wording.to_leave, tuple(part for part in parts if part))
