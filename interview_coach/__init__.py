"""The interview decision coach: should I stay, end it politely, or leave now, and what do I say?

As a library:

    from interview_coach import Engine, load_book, read_answers, recommend

    book = load_book("candidate")
    engine = Engine(book)
    answers, profile = read_answers("danger: none", "answers.yaml", book)
    recommendation = recommend(engine, answers, profile or Profile())

`Engine` and everything under `interview_coach.engine` is pure; only loading touches files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from interview_coach.book.pack import Book, Line
    from interview_coach.book.vocabulary import Purpose, Stance, Tone, Verdict
    from interview_coach.engine.answers import Answers, Profile
    from interview_coach.engine.engine import Engine, decide_many
    from interview_coach.engine.lines import lines_for
    from interview_coach.engine.recommendation import Recommendation, recommend
    from interview_coach.problems import BadAnswers, BadInput, BadRules, CoachError
    from interview_coach.rulebook.answer_files import read_answers
    from interview_coach.session.questionnaire import Questionnaire
    from interview_coach.storage.books import load_book

_HOMES = {
    "book.pack": ("Book", "Line"),
    "book.vocabulary": ("Purpose", "Stance", "Tone", "Verdict"),
    "engine.answers": ("Answers", "Profile"),
    "engine.engine": ("Engine", "decide_many"),
    "engine.lines": ("lines_for",),
    "engine.recommendation": ("Recommendation", "recommend"),
    "problems": ("BadAnswers", "BadInput", "BadRules", "CoachError"),
    "rulebook.answer_files": ("read_answers",),
    "session.questionnaire": ("Questionnaire",),
    "storage.books": ("load_book",),
}

__all__ = [
    "Answers",
    "BadAnswers",
    "BadInput",
    "BadRules",
    "Book",
    "CoachError",
    "Engine",
    "Line",
    "Profile",
    "Purpose",
    "Questionnaire",
    "Recommendation",
    "Stance",
    "Tone",
    "Verdict",
    "decide_many",
    "lines_for",
    "load_book",
    "read_answers",
    "recommend",
]


def __getattr__(name: str) -> Any:
    """Import the library's names when they are first used, so that the command starts quickly."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
