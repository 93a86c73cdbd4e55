"""What a debrief amounts to: what was noted, the fixes, the next step, and what the coach says back.

The person's own words are carried along and never read for a meaning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from interview_coach.book.guides import Debrief, Prep, Section, Settles, Step, StepKind, steps_of
from interview_coach.book.records import Value
from interview_coach.guides.path import GuideAnswers, lines_of, standing
from interview_coach.guides.settled import texts_of

UNSAFE = "unsafe"
"""The option by which a person says that something unsafe happened."""

LEFT = frozenset({"i-left", "i-ended"})
"""The options by which a person says that it was they who ended it."""

OWN_WORDS = frozenset({StepKind.TEXT, StepKind.LINES})


class Before(Struct, frozen=True):
    """What was kept of an interview before it is looked back on."""

    is_unsafe: bool = False
    """Whether danger was found."""
    is_in_doubt: bool = False
    """Whether danger could not be ruled out."""
    has_left: bool = False
    """Whether the last that the coach said was to end it politely."""


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


class NotedSection(Struct, frozen=True):
    """What was noted in one section."""

    section: Section
    notes: tuple[Noted, ...]


class Review(Struct, frozen=True):
    """What a debrief amounts to. Every part of it may be empty: noting nothing is fine."""

    debrief: Debrief
    answers: GuideAnswers
    """The answers that count, by step."""
    parts: tuple[NotedSection, ...]
    """Sections in which something was noted."""
    said_back: tuple[str, ...]
    """What the coach says to the choices, in the order in which they were asked."""
    fixes: tuple[Fix, ...]
    action: str
    action_date: str
    is_unsafe: bool
    role: str = ""
    """The pack that the guide is from; nothing means the usual one."""

    @property
    def next_step(self) -> str:
        """What to do next, with its day if one was named; nothing if there is none."""
        return f"{self.action} ({self.action_date})" if self.action and self.action_date else self.action


def review(
    debrief: Debrief, answers: GuideAnswers, *, role: str = "", before: Before | None = None
) -> Review:
    """What the answers to a debrief amount to. Answers to steps that do not apply are left out.

    Danger that was found before stays danger, whatever is answered; one that was in doubt does until the
    person says how it ended.
    """
    known = before or Before()
    debrief = replace(debrief, sections=as_asked(debrief.sections, answers))
    counting = standing(debrief.sections, answers)
    ending = ending_of(debrief.sections)
    is_in_doubt = known.is_in_doubt and (ending is None or ending.id not in counting)
    parts = tuple(
        NotedSection(section, notes)
        for section in debrief.sections
        if (notes := tuple(noted for step in section.steps if (noted := _noted(step, counting)).lines))
    )
    choices = [noted for part in parts for noted in part.notes if noted.step.kind is StepKind.CHOICE]
    return Review(
        debrief=debrief,
        answers=counting,
        parts=parts,
        said_back=tuple(remark for noted in choices for remark in noted.remarks),
        fixes=fixes_of(debrief, counting),
        action=_text(debrief, Settles.ACTION, counting),
        action_date=_text(debrief, Settles.ACTION_DATE, counting),
        is_unsafe=known.is_unsafe
        or is_in_doubt
        or any(UNSAFE in lines_of(counting.get(noted.step.id)) for noted in choices),
        role=role,
    )


def ending_of(sections: Iterable[Section]) -> Step | None:
    """The step that asks how it ended, or None where a guide has none."""
    return next((s for s in steps_of(sections) if any(option.id == UNSAFE for option in s.options)), None)


def supposed_ending(debrief: Debrief, before: Before) -> dict[str, Value]:
    """How it ended, as far as that is known without asking. Empty where it is not."""
    ending = ending_of(debrief.sections)
    if ending is None:
        return {}
    meant = frozenset({UNSAFE}) if before.is_unsafe else LEFT if before.has_left else frozenset()
    option = next((option for option in ending.options if option.id in meant), None)
    return {ending.id: option.id} if option else {}


def as_asked(sections: Iterable[Section], answers: GuideAnswers) -> tuple[Section, ...]:
    """The sections of a debrief as they are asked.

    While nobody said how it ended, what there was to see and what went well is asked all the same: the
    lists in own words that hang on the ending and that the coach does nothing with. What is asked only
    after something unsafe, and mistakes, are not.
    """
    sections = tuple(sections)
    ending = ending_of(sections)
    if ending is None or answers.get(ending.id):
        return sections

    def freed(step: Step) -> Step:
        if step.only_if is None or step.kind is not StepKind.LINES or step.settles:
            return step
        asked, options = step.only_if
        return replace(step, only_if=None) if asked == ending.id and UNSAFE not in options else step

    return tuple(replace(section, steps=tuple(map(freed, section.steps))) for section in sections)


def not_your_fault(review: Review) -> str:
    """What the coach says to someone to whom something unsafe happened, as the guide words it."""
    ending = ending_of(review.debrief.sections)
    options = ending.options if ending else ()
    return next((option.how for option in options if option.id == UNSAFE), "")


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


def ticked_off(prep: Prep | None, kept: Iterable[GuideAnswers]) -> frozenset[str]:
    """The texts of the fixes that were ticked off in several preps."""
    steps = [step.id for step in (prep.steps if prep else ()) if step.kind is StepKind.OPEN_FIXES]
    return frozenset(text for answers in kept for id_ in steps for text in lines_of(answers.get(id_)))


def _noted(step: Step, answers: GuideAnswers) -> Noted:
    chosen = lines_of(answers.get(step.id))
    remarks = tuple(option.how for option in step.options if option.id in chosen and option.how)
    return Noted(step, texts_of(step, answers), remarks)


def _id_of(debrief: Debrief, settles: Settles) -> str:
    """The id of the step that settles this, or nothing where the guide has none."""
    return next((step.id for step in debrief.steps if step.settles is settles), "")


def _text(debrief: Debrief, settles: Settles, answers: GuideAnswers) -> str:
    return "".join(lines_of(answers.get(_id_of(debrief, settles)))[:1])
