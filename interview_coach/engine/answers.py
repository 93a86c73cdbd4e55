"""Answers as the engine reads them: one value for each atom.

An atom is the smallest thing that can be answered: an option of a tick-list, whether a topic is
going on (`topics/pay`), what came of raising a topic (`raised/pay`), or a context question.
A prompt is what is asked at once: the danger screen, the danger signs, the list of topics, one topic's tick-list, one
raise question, one context question. Whether the person would take the job is never a prompt of its
own: an option of a tick-list sets it, and an answers file may give it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import (
    CONTEXT_ORDER,
    DANGER,
    MEET_AGAIN,
    NEED,
    SIGNS,
    TOPICS,
    OptionKind,
    Raise,
    RaiseState,
    Stance,
)

Answers: TypeAlias = Mapping[str, str]

ANY_EMERGENCY = "112, 911 or 999"
"""The numbers of emergency help, where the country is not known."""

YES, NO, NOT_SURE = "yes", "no", "not-sure"
TICKS = (NO, NOT_SURE, YES)
_GATE, _RAISED = f"{TOPICS}/", "raised/"


def gate(topic: str) -> str:
    """The atom that says whether a topic is going on."""
    return _GATE + topic


def raised(topic: str) -> str:
    """The atom, and the prompt, that says what came of raising a topic."""
    return _RAISED + topic


def topic_raised(atom: str) -> str:
    """The topic that an atom says was raised; nothing for any other atom."""
    return atom.removeprefix(_RAISED) if atom.startswith(_RAISED) else ""


def topic_gated(atom: str) -> str:
    """The topic that an atom says is going on; nothing for any other atom."""
    return atom.removeprefix(_GATE) if atom.startswith(_GATE) else ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What was settled beforehand: stance, own deal-breakers (flag ids), and the need if known.

    `floor` is the person's own pay floor and `emergency` the number of emergency help, both as they are
    shown; without a country known it names the usual ones. They decide nothing.
    """

    stance: Stance = Stance.BALANCED
    deal_breakers: frozenset[str] = frozenset()
    need: str = ""
    floor: str = ""
    emergency: str = ""

    @property
    def details(self) -> dict[str, str]:
        """What texts may leave open in braces and this profile knows."""
        known = {"floor": self.floor, "number": self.emergency or ANY_EMERGENCY}
        return {name: value for name, value in known.items() if value}


def values_of(book: Book) -> dict[str, tuple[str, ...]]:
    """Every atom of the book with its possible values, from harmless to worst; *not sure* comes last."""
    atoms: dict[str, tuple[str, ...]] = {}
    for topic in book.topics:
        if topic.id != DANGER:
            atoms[gate(topic.id)] = (NO, YES, NOT_SURE)
        for option in topic.options:
            ordered = (YES, NO) if option.kind is OptionKind.MITIGATING else (NO, YES)
            atoms[option.id] = (*ordered, NOT_SURE)
        if is_raisable(book, topic.id):
            atoms[raised(topic.id)] = (*(state.id for state in raise_states(book, topic.id)), NOT_SURE)
    for sign in book.signs:
        atoms[sign.id] = TICKS
    for id_, order in CONTEXT_ORDER.items():
        atoms[id_] = (*order, NOT_SURE)
    return atoms


def raise_states(book: Book, topic: str) -> tuple[RaiseState, ...]:
    """What can come of raising a topic, the best first. Going on and not safe only where the question offers them."""
    offered = {answer.means for answer in book.topic_by_id[topic].raise_question.answers}
    return tuple(s for s in RaiseState if s not in (RaiseState.GOES_ON, RaiseState.UNSAFE) or s in offered)


def is_raisable(book: Book, topic: str) -> bool:
    """Whether any flag of the topic can be raised."""
    return any(flag.raising is not Raise.NO for flag in book.flags_by_topic[topic])


def atoms_of(book: Book, prompt: str) -> tuple[str, ...]:
    """The atoms that one prompt answers at once."""
    if prompt == TOPICS:
        return tuple(gate(topic.id) for topic in book.ordinary_topics)
    if prompt == SIGNS:
        return tuple(sign.id for sign in book.signs)
    if prompt in book.topic_by_id:
        return tuple(option.id for option in book.topic_by_id[prompt].options)
    return (prompt,)


def prompts_of(book: Book) -> tuple[str, ...]:
    """Every prompt in the order of asking: danger and its signs, topics, each topic with its raise question, context."""
    prompts = [DANGER, *([SIGNS] if book.signs else []), TOPICS]
    for topic in book.ordinary_topics:
        prompts.append(topic.id)
        if is_raisable(book, topic.id):
            prompts.append(raised(topic.id))
    return (*prompts, MEET_AGAIN, NEED)


def signs_apply(book: Book, answers: Answers) -> bool:
    """Whether danger signs are asked: the danger screen was answered, and not surely."""
    given = [answers.get(atom) for atom in atoms_of(book, DANGER)]
    return NOT_SURE in given and YES not in given and None not in given


def topic_is_open(book: Book, topic: str, answers: Answers) -> bool | None:
    """Whether a topic's questions apply: True, False, or None while that is still to be answered."""
    if answers.get(gate(topic)) == YES or not answers.keys().isdisjoint(atoms_of(book, topic)):
        return True
    return None if gate(topic) not in answers else False
