"""`coach rules check` and `coverage`: whether rules are well made, and all exercised.

What every `coach rules` command does first is here too: load the layers, choose the packs, check the cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from interview_coach.book.pack import Book
from interview_coach.cli.options import Json, OneRole, Rules
from interview_coach.cli.streams import say, say_json
from interview_coach.engine.engine import Engine
from interview_coach.problems import BadInput, BadRules, ExitStatus, Problems, no_such
from interview_coach.rulebook.cases import (
    WrittenCase,
    check_cases,
)
from interview_coach.rulebook.coverage import CURES, KINDS, Coverage, covered_by
from interview_coach.rulebook.loader import Loaded
from interview_coach.storage.books import load_layers, read_layers


def check(rules: Rules = None, as_json: Json = False) -> None:
    """Check every rule file: all that is wrong, and where.

    Each problem comes with its cure.
    """
    try:
        loaded = load_rules(rules)
        problems = Problems()
        for name, book in loaded.books.items():
            check_cases(Engine(book), loaded.cases[name], problems, loaded.below[name])
        if problems.found:
            raise BadRules(problems.sorted())
    except BadRules as error:
        if not as_json:
            raise
        found = [{**asdict(problem.place), "message": problem.message} for problem in error.problems]
        say_json({"ok": False, "problems": found})
        raise typer.Exit(ExitStatus.BAD_RULES) from None
    if as_json:
        packs = [_summary(book, loaded) for book in loaded.books.values()]
        say_json({"ok": True, "problems": [], "packs": packs})
        return
    for book in loaded.books.values():
        whole, own = loaded.tallies[book.info.id], loaded.own[book.info.id]
        say(f"{book.info.id}: {_counted(whole)}: all in order")
        if own:
            say(f"  yours: {'all of it' if own == whole else _counted(own)}")
        if book.overrides:
            say(f"  overridden by a later layer: {', '.join(book.overrides)}")


def coverage(rules: Rules = None, role: OneRole = "", as_json: Json = False) -> None:
    """Name what no case exercises.

    Every flag, row, line, option and question; exit status 1 if there is any.
    """
    loaded = load_rules(rules)
    found = []
    for book in books_of(loaded, role):
        engine = Engine(book)
        each = covered_by(engine, checked_cases(engine, loaded))
        found.append(each)
        if as_json:
            continue
        for part in each.uncovered:
            where = f"{each.pack}/{part.topic}" if part.topic else each.pack
            say(f"{where}: no case exercises the {part.kind} {part.id}; {CURES[part.kind]}")
        counts = (f"{kind}s {'/'.join(map(str, each.counts(kind)))}" for kind in KINDS)
        say(f"{each.pack}: {each.percent} % ({', '.join(counts)})")
    if as_json:
        say_json([_covered(each) for each in found])
    if any(each.uncovered for each in found):
        raise typer.Exit(ExitStatus.CHECK_FAILED)


def _summary(book: Book, loaded: Loaded) -> dict[str, Any]:
    return {
        "pack": book.info.id,
        **_numbers(loaded.tallies[book.info.id]),
        "reassurances": sum(len(topic.reassurances) for topic in book.topics),
        "yours": _numbers(loaded.own[book.info.id]),
        "overrides": list(book.overrides),
        "reviewed_by": book.info.reviewed_by,
    }


_NAMES = {
    "flags": ("red flag", "red flags"),
    "lines": ("line", "lines"),
    "cases": ("case", "cases"),
    "steps": ("step", "steps"),
    "letters": ("letter", "letters"),
    "countries": ("country", "countries"),
}


def _counted(numbers: Mapping[str, int]) -> str:
    """What there is, without what there is none of: `2 red flags, 1 letter`."""
    return ", ".join(
        f"{n} {one if n == 1 else many}" for key, (one, many) in _NAMES.items() if (n := numbers[key])
    )


def _numbers(numbers: Mapping[str, int]) -> dict[str, int]:
    return {key: numbers[key] for key in _NAMES}


def _covered(found: Coverage) -> dict[str, Any]:
    return {
        "pack": found.pack,
        "percent": found.percent,
        "counts": {kind: dict(zip(("exercised", "all"), found.counts(kind), strict=True)) for kind in KINDS},
        "uncovered": [{"kind": p.kind, "id": p.id, "topic": p.topic or None} for p in found.uncovered],
    }


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
    cases = loaded.cases[engine.book.info.id]
    problems = Problems()
    check_cases(engine, cases, problems, loaded.below[engine.book.info.id])
    if problems.found:
        raise BadRules(problems.sorted())
    return cases
