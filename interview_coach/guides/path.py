"""Which steps of a guide apply, which are answered, and how far one has come.

An answer is kept under the id of its step. Text, amount, date, choice and country are one string; lines,
ticks, deal-breakers and open fixes are several. A step that is asked for each line of another holds one
string for each of them, empty where nothing was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from msgspec.structs import replace

from interview_coach.book.guides import Section, Step, StepKind, steps_of
from interview_coach.book.records import Value

GuideAnswers: TypeAlias = Mapping[str, Value]


def applies(step: Step, answers: GuideAnswers) -> bool:
    """Whether the step is asked, given answers that count."""
    if step.for_each and not lines_of(answers.get(step.for_each)):
        return False
    if step.only_if is None:
        return True
    asked, options = step.only_if
    return any(option in options for option in lines_of(answers.get(asked)))


def still_valid(sections: Iterable[Section], answers: GuideAnswers) -> dict[str, Value]:
    """The answers that the guide still knows: steps and options that rules have dropped since are left out."""
    found: dict[str, Value] = {}
    for step in (step for step in steps_of(sections) if step.id in answers):
        value = answers[step.id]
        known = {option.id for option in step.options}
        if not known:
            found[step.id] = value
        elif not isinstance(value, str):
            found[step.id] = tuple(id_ for id_ in value if id_ in known)
        elif value in known:
            found[step.id] = value
    return found


def standing(sections: Iterable[Section], answers: GuideAnswers) -> dict[str, Value]:
    """The answers that count: those of steps that apply. The others are parked and may count again."""
    sections = tuple(sections)
    steps = steps_of(sections)
    counting = still_valid(sections, answers)
    while parked := [step.id for step in steps if step.id in counting and not applies(step, counting)]:
        for id_ in parked:
            del counting[id_]
    return counting


def steps_to_ask(section: Section, sections: Iterable[Section], answers: GuideAnswers) -> tuple[Step, ...]:
    """The steps of one section that apply now."""
    counting = standing(sections, answers)
    return tuple(step for step in section.steps if applies(step, counting))


def may_apply(step: Step, sections: Iterable[Section], answers: GuideAnswers) -> bool:
    """Whether the step applies, or may still come to apply by answering what is open."""
    sections = tuple(sections)
    return _may_apply(step, {each.id: each for each in steps_of(sections)}, standing(sections, answers))


def _may_apply(
    step: Step, steps: Mapping[str, Step], counting: GuideAnswers, above: tuple[str, ...] = ()
) -> bool:
    def is_open(other: str) -> bool:
        if other not in steps or other in counting or other in above:
            return False
        return _may_apply(steps[other], steps, counting, (*above, step.id))

    if step.for_each and not (lines_of(counting.get(step.for_each)) or is_open(step.for_each)):
        return False
    return applies(replace(step, for_each=""), counting) or (
        step.only_if is not None and is_open(step.only_if[0])
    )


def askable(
    sections: Iterable[Section], *, without: Iterable[StepKind] = (), for_all: bool = False
) -> tuple[Section, ...]:
    """The sections with the steps that can be asked, and those that have any.

    `without` are kinds for which there is nothing to choose from; `for_all` leaves only what can hold for
    every interview.
    """
    left_out = frozenset(without)
    kept = (
        replace(
            section,
            steps=tuple(s for s in section.steps if s.kind not in left_out and (s.for_all or not for_all)),
        )
        for section in sections
    )
    return tuple(section for section in kept if section.steps)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many steps are answered, of those that apply or may still come to apply."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


def progress(section: Section, sections: Iterable[Section], answers: GuideAnswers) -> Progress:
    """How far one has come with a section. Ticking nothing is an answer, skipping is none."""
    sections = tuple(sections)
    done = sum(step.id in answers for step in steps_to_ask(section, sections, answers))
    return Progress(done, sum(may_apply(step, sections, answers) for step in section.steps))


def next_section(sections: Sequence[Section], answers: GuideAnswers) -> Section | None:
    """The first section with something left to ask, or None."""
    return next((s for s in sections if not progress(s, sections, answers).is_complete), None)


def lines_of(value: Value | None) -> tuple[str, ...]:
    """An answer as lines: none, one or several."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else value
