"""The shape of a combination of options, which is read as the condition that it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, Tag

from interview_coach.book.pack import Condition
from interview_coach.book.vocabulary import ConditionKind
from interview_coach.rulebook.values import Id, Shape


# What refers to itself is built late, and the lowest pydantic then has no field docstrings any more.
class AllShape(Shape):
    all: Annotated[list[ConditionShape], Field(min_length=1, description="Holds when every part holds.")]


class AnyShape(Shape):
    any: Annotated[
        list[ConditionShape], Field(min_length=1, description="Holds when one of the parts holds.")
    ]


class AtLeast(Shape):
    count: Annotated[int, Field(ge=1)]
    """How many."""
    of: Annotated[list[ConditionShape], Field(min_length=1, description="Of these.")]


class AtLeastShape(Shape):
    at_least: AtLeast
    """Holds when so many of the parts hold."""


class NotShape(Shape):
    not_: Annotated[Id, Field(alias="not")]
    """A mitigating option that was not ticked."""


def _condition_kind(value: object) -> str | None:
    if isinstance(value, str):
        return "option"
    if isinstance(value, dict) and len(value) == 1:
        return str(next(iter(value)))
    return None


def _condition(written: str | AllShape | AnyShape | AtLeastShape | NotShape) -> Condition:
    match written:
        case AllShape():
            return Condition(ConditionKind.ALL, parts=tuple(written.all))
        case AnyShape():
            return Condition(ConditionKind.ANY, parts=tuple(written.any))
        case AtLeastShape(at_least=wanted):
            return Condition(ConditionKind.AT_LEAST, parts=tuple(wanted.of), count=wanted.count)
        case NotShape():
            return Condition(ConditionKind.NOT, parts=(Condition(ConditionKind.OPTION, written.not_),))
        case _:
            return Condition(ConditionKind.OPTION, written)


if TYPE_CHECKING:
    ConditionShape: TypeAlias = Condition
else:
    ConditionShape = Annotated[
        Annotated[Id, Tag("option")]
        | Annotated[AllShape, Tag("all")]
        | Annotated[AnyShape, Tag("any")]
        | Annotated[AtLeastShape, Tag("at_least")]
        | Annotated[NotShape, Tag("not")],
        Discriminator(
            _condition_kind,
            custom_error_type="condition",
            custom_error_message="a condition is an option id, all, any, at_least or not",
        ),
        AfterValidator(_condition),
    ]
