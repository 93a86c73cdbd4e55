"""The words of a book as the page's brain reads them: screens, labels, and fixed sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import DANGER
from interview_coach.engine.answers import Profile, prompts_of
from interview_coach.engine.descriptions import describe_prompt
from interview_coach.render.more_page import acts, titles
from interview_coach.render.result_page import nothing_or, was_not_sure
from interview_coach.session.screens import NONE_KEY, ScreenKind, screen_for, why

Data: TypeAlias = dict[str, Any]

AS_THEY_ARE = """
    say do why any_time go_if go_if_sure later push would_not_take too_early not_asked put_right other_school
    cannot_leave_title and_more no_change clauses to_leave
    """.split()  # noqa: SIM905 - a list of one word a line would be longer than what is made of it
"""Words that the page has under the same names."""


def wording_data(book: Book, filled: Callable[[str], str]) -> Data:
    wording = book.wording
    return {
        **{name: getattr(wording, name) for name in AS_THEY_ARE},
        "nothing_or": nothing_or(wording, "{}"),
        "must_go": wording.danger_must_go,
        "own": wording.own_deal_breaker,
        "not_sure_of": was_not_sure(wording, "{}"),
        "danger_why": book.danger.why,
        "body": filled(wording.body),
        "acts": list(acts(wording).values()),
        "more": titles(wording),
        "if": wording.told["if"],
        "mended": f"{wording.put_right_is}: {{}}",
        "nothing_changes": wording.danger_changes,
        "asks": {prompt: describe_prompt(book, prompt) for prompt in prompts_of(book)},
    }


def screen_data(book: Book, prompt: str, profile: Profile) -> Data:
    """A screen; the choices of a list are told by their atoms, whose texts stand elsewhere."""
    screen = screen_for(book, prompt, details=profile.details)
    asked = why(book, screen)
    is_list = prompt == DANGER or screen.kind is ScreenKind.MANY
    told = asked.paragraphs
    if prompt in book.topic_by_id and prompt != DANGER:
        # What is no red flag by itself stands with its topic.
        told = told[: len(told) - len(book.topic_by_id[prompt].reassurances)]
    rest = [c for c in screen.choices if not (is_list and c.key.isdecimal() and c.key != NONE_KEY)]
    return {
        "prompt": prompt,
        "kind": screen.kind.value,
        "title": screen.title,
        "intro": screen.intro,
        "note": screen.note,
        "commands": [list(command) for command in screen.commands],
        "choices": [[c.key, c.text, [list(pair) for pair in c.answers]] for c in rest],
        "why": {"title": asked.title, "paragraphs": list(told)},
    }
