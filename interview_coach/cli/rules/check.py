"""`coach rules check`, `test` and `coverage`: whether rules are well made, hold, and are all exercised.

What every `coach rules` command does first is here too: load the layers, choose the packs, check the cases.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from interview_coach.book.pack import Book
from interview_coach.cli.options import Json, Rules
from interview_coach.cli.streams import reporting, say, say_json
from interview_coach.dialogue.effort import effort_of
from interview_coach.engine.engine import Engine
from interview_coach.problems import BadInput, BadRules, ExitStatus, Problem, Problems, no_such
from interview_coach.rulebook.cases import (
    CaseResult,
    WrittenCase,
    agreement_of,
    check_cases,
    found_by_own_words,
    run_case,
    situation_of,
    uncovered_flags,
)
from interview_coach.rulebook.coverage import CURES, KINDS, Coverage, covered_by
from interview_coach.rulebook.loader import Loaded
from interview_coach.storage.books import load_layers, read_layers

OneRole = Annotated[str, typer.Option("--role", help="Only this pack.", metavar="ROLE")]


def check(rules: Rules = None, as_json: Json = False) -> None:
    """Check every rule file and say all that is wrong, each with its place and cure."""
    with reporting():
        try:
            loaded = load_rules(rules)
            problems = Problems()
            for name, book in loaded.books.items():
                check_cases(Engine(book), loaded.cases[name], problems)
            if problems.found:
                raise BadRules(problems.sorted())
        except BadRules as error:
            if not as_json:
                raise
            say_json({"ok": False, "problems": [_problem(p) for p in error.problems]})
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


def test(
    rules: Rules = None,
    role: OneRole = "",
    name: Annotated[
        str, typer.Option("--name", help="Only cases whose name or id holds this.", metavar="TEXT")
    ] = "",
    as_json: Json = False,
) -> None:
    """Run the cases: every one must lead to the verdict, row and flags that it names."""
    with reporting():
        loaded = load_rules(rules)
        failed = 0
        results: list[dict[str, Any]] = []
        for book in books_of(loaded, role):
            engine = Engine(book)
            cases = checked_cases(engine, loaded)
            chosen = [c for c in cases if name.lower() in f"{c.shape.name} {c.shape.id or ''}".lower()]
            ran = [run_case(engine, case) for case in chosen]
            missing = [] if name else uncovered_flags(engine, cases, ran)
            pairs = list(zip(chosen, ran, strict=True))
            failed += sum(not result.holds for result in ran) + len(missing)
            results.append(
                {
                    "pack": book.info.id,
                    "cases": len(ran),
                    "failed": [_failure(case, r) for case, r in pairs if not r.holds],
                    "known_disagreements": [r.name for r in ran if r.known_disagreement],
                    "uncovered": missing,
                    "stories": _stories(engine, [pair for pair in pairs if not pair[0].shape.coded_blind]),
                    "own_words": dict(zip(("found", "typed"), found_by_own_words(book, chosen), strict=True)),
                    "blind": _stories(engine, [pair for pair in pairs if pair[0].shape.coded_blind]),
                }
            )
        if as_json:
            say_json(results)
        else:
            _print_results(results)
        if failed:
            raise typer.Exit(ExitStatus.CHECK_FAILED)


def coverage(rules: Rules = None, role: OneRole = "", as_json: Json = False) -> None:
    """Name what no case exercises.

    Every flag, row, line, option and question; exit status 1 if there is any.
    """
    with reporting():
        loaded = load_rules(rules)
        found = []
        for book in books_of(loaded, role):
            engine = Engine(book)
            found.append(covered_by(engine, checked_cases(engine, loaded)))
            if not as_json:
                _print_covered(found[-1])
        if as_json:
            say_json([_covered(each) for each in found])
        if any(each.uncovered for each in found):
            raise typer.Exit(ExitStatus.CHECK_FAILED)


def _print_results(results: list[dict[str, Any]]) -> None:
    for result in results:
        for miss in result["failed"]:
            say(f"{miss['place']}: {miss['name']}")
            for text in miss["misses"]:
                say(f"    got {text}")
            say(f"    flags: {', '.join(miss['flags']) or 'none'}")
            say(f"    answers: {miss['answers']}")
        for text in result["uncovered"]:
            say(f"{result['pack']}: {text}")
        known = len(result["known_disagreements"])
        note = f", {known} known to disagree with published advice" if known else ""
        say(f"{result['pack']}: {result['cases']} cases, {len(result['failed'])} failed{note}")
        _print_stories(result["stories"], "real situations, coded by the rules' authors")
        _print_stories(result["blind"], "real situations, coded blind by others who saw only the screens")
        if typed := result["own_words"]["typed"]:
            hits = result["own_words"]["found"]
            say(
                f"  own words: {hits} of {typed} ({hits / typed:.0%}) find what was ticked among the first three"
            )


def _print_stories(stories: dict[str, Any] | None, which: str) -> None:
    if stories is None:
        return
    say(
        f"  {stories['count']} {which}: {stories['acceptable']} acceptable to their source "
        f"({stories['acceptable'] / stories['count']:.0%}), {stories['exact']} the same verdict"
    )
    for row in stories["table"]:
        say(f"    published {row['published']}, coach {row['coach']}: {row['count']}")
    for story in stories["disagreeing"]:
        say(
            f"    disagrees: {story['id']}: {story['verdict']}, acceptable {story['acceptable']}. {story['why']}"
        )
    for what, target in (
        ("screens", "median 4, 90 % within 6"),
        ("keys", "within 8"),
        ("words", "within 350"),
    ):
        numbers = stories[what]
        say(f"    {what}: median {numbers['median']:g}, 90 % within {numbers['ninety']} (wanted: {target})")


def _print_covered(found: Coverage) -> None:
    for part in found.uncovered:
        where = f"{found.pack}/{part.topic}" if part.topic else found.pack
        say(f"{where}: no case exercises the {part.kind} {part.id}; {CURES[part.kind]}")
    counts = (f"{kind}s {'/'.join(map(str, found.counts(kind)))}" for kind in KINDS)
    say(f"{found.pack}: {found.percent} % ({', '.join(counts)})")


def _failure(case: WrittenCase, result: CaseResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "place": str(result.place),
        "misses": list(result.misses),
        "flags": list(result.flags),
        "answers": case.shape.answers,
    }


def _stories(engine: Engine, pairs: list[tuple[WrittenCase, CaseResult]]) -> dict[str, Any] | None:
    """Agreement with published advice, and what it takes a person to get there. None without stories."""
    found = agreement_of(pairs)
    if not found.stories:
        return None
    efforts = [effort_of(engine, *situation_of(engine, case)) for case, _ in pairs if case.shape.id]
    numbers: dict[str, Any] = {}
    for what in ("screens", "keys", "words"):
        values = sorted(getattr(effort, what) for effort in efforts)
        ninety = values[min(len(values) - 1, int(len(values) * 0.9))]
        numbers[what] = {"median": statistics.median(values), "ninety": ninety, "most": values[-1]}
    return {
        "count": found.stories,
        "acceptable": found.acceptable,
        "exact": found.exact,
        "table": [
            {"published": published, "coach": coach, "count": count}
            for (published, coach), count in sorted(found.table.items())
        ],
        "disagreeing": [
            {"id": id_, "verdict": verdict, "acceptable": acceptable, "why": why}
            for id_, verdict, acceptable, why in found.disagreeing
        ],
        **numbers,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {**asdict(problem.place), "message": problem.message}


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
    check_cases(engine, cases, problems)
    if problems.found:
        raise BadRules(problems.sorted())
    return cases
