"""What a debrief amounts to: what was noted, the fixes, the next step, and what the coach says back.

The person's own words are carried along and never read for a meaning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from interview_coach.guide import Debrief, Section, Settles, Step, StepKind
from interview_coach.guiding.path import GuideAnswers, lines_of, standing

UNSAFE = "unsafe"
"""The option by which a person says that something unsafe happened."""

OWN_WORDS = frozenset({StepKind.TEXT, StepKind.LINES})


class Fix(Struct, frozen=True):
    """A mistake and what to do next time instead, which may be empty."""

    mistake: str
    fix: str


class Noted(Struct, frozen=True):
    """The answer to one step as lines to be read: own words, or the texts of the options chosen."""

    step: Step
    lines: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    """What the coach says to the options chosen."""


class Part(Struct, frozen=True):
    """What was noted in one section."""

    section: Section
    notes: tuple[Noted, ...]


class Review(Struct, frozen=True):
    """What a debrief amounts to. Every part of it may be empty: noting nothing is fine."""

    debrief: Debrief
    answers: GuideAnswers
    """The answers that count, by step."""
    parts: tuple[Part, ...]
    """Sections in which something was noted."""
    said_back: tuple[str, ...]
    """What the coach says to the choices, in the order in which they were asked."""
    fixes: tuple[Fix, ...]
    action: str
    action_date: str
    is_unsafe: bool
    role: str = ""
    """The pack that the guide is from, or nothing for the first one."""


def review(debrief: Debrief, answers: GuideAnswers, *, role: str = "") -> Review:
    """What the answers to a debrief amount to. Answers to steps that do not apply are left out."""
    counting = standing(debrief.sections, answers)
    parts = tuple(
        Part(section, notes)
        for section in debrief.sections
        if (notes := tuple(noted for step in section.steps if (noted := _noted(step, counting)).lines))
    )
    return Review(
        debrief=debrief,
        answers=counting,
        parts=parts,
        said_back=tuple(
            remark
            for part in parts
            for noted in part.notes
            if noted.step.kind is StepKind.CHOICE
            for remark in noted.remarks
        ),
        fixes=fixes_of(debrief, counting),
        action=_text(debrief, Settles.ACTION, counting),
        action_date=_text(debrief, Settles.ACTION_DATE, counting),
        is_unsafe=any(UNSAFE in lines_of(counting.get(step.id)) for step in _choices(debrief)),
        role=role,
    )


def fixes_of(debrief: Debrief, answers: GuideAnswers) -> tuple[Fix, ...]:
    """The mistakes of one debrief, each with its fix."""
    counting = standing(debrief.sections, answers)
    mistakes = lines_of(counting.get(_id_of(debrief, Settles.MISTAKES)))
    fixes = lines_of(counting.get(_id_of(debrief, Settles.FIXES)))
    padded = [*fixes, *[""] * len(mistakes)]
    return tuple(map(Fix, mistakes, padded))


def open_fixes(debrief: Debrief, kept: Iterable[GuideAnswers], done: Collection[str] = ()) -> tuple[Fix, ...]:
    """The fixes of several debriefs that are still to do, in the order of the debriefs, each text once.

    `done` are the texts of fixes that were ticked off. A mistake without a fix is nothing to tick off.
    """
    found: dict[str, Fix] = {}
    for answers in kept:
        for fix in fixes_of(debrief, answers):
            if fix.fix and fix.fix not in done:
                found.setdefault(fix.fix, fix)
    return tuple(found.values())


def _noted(step: Step, answers: GuideAnswers) -> Noted:
    lines = lines_of(answers.get(step.id))
    if step.options:
        chosen = [option for option in step.options if option.id in lines]
        return Noted(
            step,
            tuple(option.text for option in chosen),
            tuple(option.how for option in chosen if option.how),
        )
    if step.for_each:
        over = lines_of(answers.get(step.for_each))
        lines = tuple(f"{line}: {text}" for line, text in zip(over, lines, strict=False) if text)
    return Noted(step, lines)


def _steps(debrief: Debrief) -> Iterable[Step]:
    return (step for section in debrief.sections for step in section.steps)


def _choices(debrief: Debrief) -> Iterable[Step]:
    return (step for step in _steps(debrief) if step.kind is StepKind.CHOICE)


def _id_of(debrief: Debrief, settles: Settles) -> str:
    """The id of the step that settles this, or nothing where the guide has none."""
    return next((step.id for step in _steps(debrief) if step.settles is settles), "")


def _text(debrief: Debrief, settles: Settles, answers: GuideAnswers) -> str:
    return "".join(lines_of(answers.get(_id_of(debrief, settles)))[:1])
