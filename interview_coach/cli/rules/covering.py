"""`coach rules coverage`: what no case exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from interview_coach.cli.options import Json, Rules
from interview_coach.cli.rules.loading import OneRole, books_of, checked_cases, load_rules
from interview_coach.cli.streams import reporting, say, say_json
from interview_coach.problems import ExitStatus

if TYPE_CHECKING:
    from interview_coach.rulebook.coverage import Coverage


def coverage(rules: Rules = None, role: OneRole = "", as_json: Json = False) -> None:
    """Name what no case exercises.

    Every flag, row, line, option and question; exit status 1 if there is any.
    """
    from interview_coach.engine.engine import Engine
    from interview_coach.rulebook.coverage import coverage as covered_by

    with reporting():
        loaded = load_rules(rules)
        found = []
        for book in books_of(loaded, role):
            engine = Engine(book)
            found.append(covered_by(engine, checked_cases(engine, loaded)))
        if as_json:
            say_json([_data(each) for each in found])
        else:
            for each in found:
                _print(each)
        if any(each.uncovered for each in found):
            raise typer.Exit(ExitStatus.CHECK_FAILED)


def _print(found: Coverage) -> None:
    from interview_coach.rulebook.coverage import CURES, KINDS

    for part in found.uncovered:
        where = f"{found.pack}/{part.topic}" if part.topic else found.pack
        say(f"{where}: no case exercises the {part.kind} {part.id}; {CURES[part.kind]}")
    counts = (f"{kind}s {'/'.join(map(str, found.counts(kind)))}" for kind in KINDS)
    say(f"{found.pack}: {found.percent} % ({', '.join(counts)})")


def _data(found: Coverage) -> dict[str, Any]:
    from interview_coach.rulebook.coverage import KINDS

    return {
        "pack": found.pack,
        "percent": found.percent,
        "counts": {
            kind: {"exercised": exercised, "all": all_}
            for kind in KINDS
            for exercised, all_ in (found.counts(kind),)
        },
        "uncovered": [{"kind": p.kind, "id": p.id, "topic": p.topic or None} for p in found.uncovered],
    }
