"""The screens of a guide's steps as data: choices, ticks, deal-breakers, countries, and why each is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview_coach.book.guides import Country, Step, StepKind
from interview_coach.book.pack import Book, Flag, Topic
from interview_coach.book.vocabulary import OptionKind, Severity
from interview_coach.guides.settled import NOWHERE
from interview_coach.render.layout import BLANK, Line, citation, paragraph
from interview_coach.render.screen_page import notice_lines
from interview_coach.session.screens import NONE_KEY, Choice, Notice, Screen, ScreenKind, to_tick

Pair = tuple[str, str]
"""The id of a choice and its text."""


WHERE_FIRST = "First, where could that be? Then what exactly."
"""Said where the topics that could hold a deal-breaker are ticked, so that one is not led through all of them."""
LEFT_OUT = "Ticked is a deal-breaker. Left out is doable."
"""Said where the red flags of one topic are ticked."""


def commands(*, is_answered: bool) -> tuple[Pair, ...]:
    """The letters of every step."""
    return (("b", "back"), ("?", "why"), ("s", "keep it" if is_answered else "skip"), ("h", "hide"))


def one_of(step: Step, pairs: Iterable[Pair], *, is_answered: bool, place: str = "") -> Screen:
    """A screen on which one key answers.

    `place` is the heading above the question. Enter alone keeps what was answered before.
    """
    choices = [Choice(str(n), text, ((step.id, id_),), id_) for n, (id_, text) in enumerate(pairs, 1)]
    if step.kind is StepKind.COUNTRY:
        choices.append(Choice(NONE_KEY, "None of these", ((step.id, NOWHERE),), NOWHERE))
    return Screen(
        step.id,
        ScreenKind.ONE,
        place or step.ask,
        step.hint,
        tuple(choices),
        commands=commands(is_answered=is_answered),
        ask=step.ask if place else "",
        enter="s" if is_answered else "",
        is_calm=True,
    )


def any_of(
    step: Step, pairs: Sequence[Pair], *, is_answered: bool, place: str = "", title: str = "", intro: str = ""
) -> Screen:
    """A screen on which any number of choices is ticked. `title` stands for the question where it is given."""
    return Screen(
        step.id,
        ScreenKind.MANY,
        place or title or step.ask,
        intro or step.hint or "Press all that fit.",
        (*to_tick(pairs), Choice(NONE_KEY, "None of these")),
        commands=commands(is_answered=is_answered),
        ask=(title or step.ask) if place else "",
        is_calm=True,
    )


def pairs_of(step: Step, countries: Sequence[Country] = (), fixes: Sequence[Pair] = ()) -> tuple[Pair, ...]:
    """What can be chosen at a step, apart from deal-breakers."""
    if step.kind is StepKind.COUNTRY:
        return tuple((country.id, country.name) for country in countries)
    if step.kind is StepKind.OPEN_FIXES:
        return tuple(fixes)
    return tuple((option.id, option.text) for option in step.options)


def breakable(book: Book) -> dict[Topic, tuple[Flag, ...]]:
    """The red flags that a person may call a deal-breaker, topic by topic.

    Danger is none of them, it always counts; and one's own state is never held against anyone.
    """
    found = {
        topic: tuple(
            book.flag_by_id[option.id]
            for option in topic.options
            if option.kind is OptionKind.FLAG and book.flag_by_id[option.id].severity is not Severity.DANGER
        )
        for topic in book.ordinary_topics
    }
    return {topic: flags for topic, flags in found.items() if flags}


def why_lines(step: Step, width: int) -> list[Line]:
    """The answer to "why do you ask?": the reason, how one finds out, and where it comes from."""
    reason = step.why or "It helps you decide while you are calm. You may skip it."
    lines = notice_lines(Notice("Why I ask", (reason,)), width)
    for option in (option for option in step.options if option.how):
        lines += [BLANK, *paragraph(option.text, width, "label"), *paragraph(option.how, width)]
    found = dict.fromkeys((*step.sources, *(source for option in step.options for source in option.sources)))
    if found:
        lines += [BLANK, *paragraph("Sources", width, "label")]
    for source in found:
        lines += citation(source, width)
    return lines
