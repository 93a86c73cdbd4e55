"""What every `coach rules` command does first: load the layers, choose the packs, check the cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.problems import BadInput, BadRules, Problems, no_such
from interview_coach.storage.books import load_layers, read_layers

if TYPE_CHECKING:
    from interview_coach.book.pack import Book
    from interview_coach.engine.engine import Engine
    from interview_coach.rulebook.cases import WrittenCase
    from interview_coach.rulebook.loader import Loaded

OneRole = Annotated[str, typer.Option("--role", help="Only this pack.", metavar="ROLE")]


def load_rules(rules: list[Path] | None) -> Loaded:
    """Check and assemble every pack of the layers. Raises BadRules."""
    return load_layers(read_layers(rules or ()))


def books_of(loaded: Loaded, role: str) -> list[Book]:
    """The books, or the one of a role. Raises BadInput for a role that does not exist."""
    if role and role not in loaded.books:
        raise BadInput(f"--role: {no_such('role', role, loaded.books)}")
    return [book for name, book in loaded.books.items() if role in ("", name)]


def checked_cases(engine: Engine, loaded: Loaded) -> tuple[WrittenCase, ...]:
    """The cases of the engine's pack. Raises BadRules if one of them is badly written."""
    from interview_coach.rulebook.cases import check_cases

    cases = loaded.cases[engine.book.info.id]
    problems = Problems()
    check_cases(engine, cases, problems)
    if problems.found:
        raise BadRules(problems.sorted())
    return cases
