"""`coach rules test`: whether the cases hold, and which of the rules below those of one's own altered."""

from __future__ import annotations

import json
import statistics
from typing import Annotated, Any

import typer

from interview_coach.book.pack import Book
from interview_coach.cli.options import Json, OneRole, Rules, option
from interview_coach.cli.rules.check import books_of, checked_cases, load_rules
from interview_coach.cli.streams import say, say_json
from interview_coach.dialogue.effort import effort_of
from interview_coach.engine.engine import Engine
from interview_coach.problems import ExitStatus
from interview_coach.rulebook.cases import (
    Below,
    CaseResult,
    WrittenCase,
    agreement_of,
    found_by_own_words,
    run_case,
    situation_of,
    uncovered_flags,
)
from interview_coach.rulebook.loader import Loaded

TARGETS = {"screens": "median 4, 90 % within 6", "keys": "within 8", "words": "within 350"}
"""What it may take a person to get to a verdict, of all stories."""


def test(
    rules: Rules = None,
    role: OneRole = "",
    name: Annotated[str, option("--name", "Only cases whose name or id holds this.", "TEXT")] = "",
    as_json: Json = False,
) -> None:
    """Run the cases that ship with the rules.

    Every one must lead to the verdict, row and flags that it names. A case of the rules below that yours
    alter is told apart, and may be accepted with a reason.
    """
    loaded = load_rules(rules)
    results = [_tried(book, loaded, name.lower()) for book in books_of(loaded, role)]
    if as_json:
        say_json(results)
    else:
        for result in results:
            _print_result(result)
    for result in results:
        if any(result[key] for key in ("failed", "uncovered", "accepted_for_nothing")) or _unaccepted(result):
            raise typer.Exit(ExitStatus.CHECK_FAILED)


def _tried(book: Book, loaded: Loaded, name: str) -> dict[str, Any]:
    """What came of the cases of one pack whose name or id holds `name`."""
    engine, below = Engine(book), loaded.below[book.info.id]
    cases = checked_cases(engine, loaded)
    chosen = [c for c in cases if name in f"{c.shape.name} {c.shape.id}".lower()]
    ran = [run_case(engine, case) for case in chosen]
    pairs = list(zip(chosen, ran, strict=True))
    return {
        "pack": book.info.id,
        "cases": len(ran),
        "failed": [_failure(case, r) for case, r in pairs if not r.holds and not below.holds(case)],
        "altered": [_altered(book, below, case, r) for case, r in pairs if not r.holds and below.holds(case)],
        "accepted_for_nothing": _accepted_for_nothing(below, pairs),
        "known_disagreements": [r.name for r in ran if r.known_disagreement],
        "uncovered": [] if name else uncovered_flags(engine, cases, ran),
        "stories": _stories(engine, [pair for pair in pairs if not pair[0].shape.coded_blind]),
        "own_words": dict(zip(("found", "typed"), found_by_own_words(book, chosen), strict=True)),
        "blind": _stories(engine, [pair for pair in pairs if pair[0].shape.coded_blind]),
    }


def _failure(case: WrittenCase, result: CaseResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "place": str(result.place),
        "misses": list(result.misses),
        "flags": list(result.flags),
        "answers": case.shape.answers,
    }


def _altered(book: Book, below: Below, case: WrittenCase, result: CaseResult) -> dict[str, Any]:
    """A case that came out as it should before one's own rules were laid over it."""
    read = dict.fromkeys((*result.flags, *(case.shape.expect.flags or ())))
    return {
        **_failure(case, result),
        "by": [id_ for id_ in read if book.flag_by_id[id_].pack != below.folder],
        "accepted": below.reason_for(case) or None,
    }


def _accepted_for_nothing(below: Below, pairs: list[tuple[WrittenCase, CaseResult]]) -> list[dict[str, str]]:
    """What is accepted although it comes out as it did."""
    held = {name for case, result in pairs if result.holds for name in (case.shape.name, case.shape.id)}
    return [
        {"name": name, "place": str(acceptance.place("cases", number))}
        for acceptance in below.accepts
        for number, name in enumerate(acceptance.shape.cases)
        if name in held
    ]


def _unaccepted(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in result["altered"] if each["accepted"] is None]


def _print_result(result: dict[str, Any]) -> None:
    for miss in result["failed"]:
        say(f"{miss['place']}: {miss['name']}")
        for text in miss["misses"]:
            say(f"    got {text}")
        say(f"    flags: {', '.join(miss['flags']) or 'none'}")
        say(f"    answers: {miss['answers']}")
    for each in result["accepted_for_nothing"]:
        say(f"{each['place']}: {each['name']!r} comes out as it did; take it out of `accepts`")
    for text in result["uncovered"]:
        say(f"{result['pack']}: {text}")
    altered, unaccepted = result["altered"], _unaccepted(result)
    notes = [f"{result['cases']} cases", f"{len(result['failed'])} failed"]
    if altered:
        notes.append(
            f"{len(altered)} altered by your rules, {len(altered) - len(unaccepted)} of them accepted"
        )
    if known := len(result["known_disagreements"]):
        notes.append(f"{known} known to disagree with published advice")
    say(f"{result['pack']}: {', '.join(notes)}")
    _print_unaccepted(unaccepted)
    _print_stories(result["stories"], "real situations, coded by the rules' authors")
    _print_stories(result["blind"], "real situations, coded blind by others who saw only the screens")
    if typed := result["own_words"]["typed"]:
        hits = result["own_words"]["found"]
        say(f"  own words: {hits} of {typed} ({hits / typed:.0%}) find what was ticked among the first three")


HOW_TO_ACCEPT = """\
  These cases of the rules below come out otherwise with yours. If you want that, say why, and put it
  into a file of yours that ends in .cases.yaml:
accepts:"""


def _print_unaccepted(altered: list[dict[str, Any]]) -> None:
    """What one would write to accept them, so that it only has to be copied and given a reason."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for miss in altered:
        groups.setdefault(", ".join(miss["by"]) or "rules", []).append(miss)
    if groups:
        say(HOW_TO_ACCEPT)
    for by, misses in groups.items():
        say(f"  - why:    # your {by}")
        say("    cases:")
        for miss in misses:
            say(f"      - {json.dumps(miss['name'], ensure_ascii=False)}")
            say(f"        # {miss['place']}: got {'; '.join(miss['misses'])}")


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
    for what, target in TARGETS.items():
        numbers = stories[what]
        say(f"    {what}: median {numbers['median']:g}, 90 % within {numbers['ninety']} (wanted: {target})")


def _stories(engine: Engine, pairs: list[tuple[WrittenCase, CaseResult]]) -> dict[str, Any] | None:
    """Agreement with published advice, and what it takes a person to get there. None without stories."""
    found = agreement_of(pairs)
    if not found.stories:
        return None
    efforts = [effort_of(engine, *situation_of(engine, case)) for case, _ in pairs if case.shape.id]
    numbers: dict[str, Any] = {}
    for what in TARGETS:
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
