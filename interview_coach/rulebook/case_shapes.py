"""The shape of the cases of a topic: answers, and what the rules must make of them."""

from __future__ import annotations

from typing import Any

from interview_coach.book.pack import Stance
from interview_coach.rulebook.shapes import Shape
from interview_coach.rulebook.values import (
    Id,
    Link,
    SeverityId,
    StanceId,
    Text,
    VerdictId,
)


class ProfileShape(Shape):
    stance: StanceId = Stance.BALANCED
    """network-first, balanced or firm."""
    deal_breakers: list[Id] = []
    """Ids of flags that are this person's own deal-breakers."""


class ExpectShape(Shape):
    """What must come out. Only the verdict is needed."""

    verdict: VerdictId
    """stay, politely-exit or walk-out."""
    acceptable: list[VerdictId] = []
    """Verdicts that are all right, where published advice differs."""
    known_disagreement: Text = ""
    """Why the rules differ from the advice on purpose."""
    row: Id = ""
    """The policy row that decides."""
    flags: list[Id] | None = None
    """Exactly the flags that fire."""
    silent: list[Id] = []
    """Flags that come close and must not fire."""
    levels: dict[Id, SeverityId] = {}
    """The level of a flag after refusal, repetition and own deal-breakers."""
    settled: bool | None = None
    """Whether nothing unanswered could still change the verdict."""


class CaseShape(Shape):
    """One situation, and what the rules must make of it."""

    name: Text
    """A name, unique in the pack."""
    id: Id = ""
    """An id, if something refers to the case."""
    link: Link = ""
    """Where the story is told."""
    story: Text = ""
    """What is going on, in a sentence or two."""
    answers: dict[str, Any]
    """The answers, as an answers file has them: danger, topics, one list for each topic, raised, context."""
    profile: ProfileShape = ProfileShape()
    """What the person had settled beforehand."""
    expect: ExpectShape
    """What the rules must make of it."""


class CasesShape(Shape):
    """The cases of a topic: answers with the verdict that they must lead to."""

    cases: list[CaseShape]
    """The cases. Each red flag needs one that fires it and one at its boundary (`silent`)."""
