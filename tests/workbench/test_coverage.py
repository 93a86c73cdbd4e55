"""What no case exercises is named; the built-in packs leave nothing out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import invoke

from interview_coach.engine.engine import Engine
from interview_coach.rulebook.coverage import KINDS, covered_by
from interview_coach.rulebook.loader import Loaded
from interview_coach.storage.books import load_book
from workbench.folders import LOOSE_FLAG, folder_of

ROLES = ("candidate", "freelancer", "interviewer", "vendor")


@pytest.mark.parametrize("role", ROLES)
def test_the_cases_of_a_built_in_pack_exercise_all_of_it(
    role: str, packs: Loaded, engines: dict[str, Engine]
) -> None:
    found = covered_by(engines[role], packs.cases[role])
    assert [f"{part.kind} {part.id}" for part in found.uncovered] == []
    assert found.percent == 100


def test_without_cases_nothing_is_exercised(packs: Loaded, engines: dict[str, Engine]) -> None:
    book = packs.books["vendor"]
    found = covered_by(engines["vendor"], ())
    assert found.uncovered == found.parts
    assert found.percent == 0
    assert found.counts("flag") == (0, len(book.flags))
    assert found.counts("row") == (0, len(book.rows))
    assert found.counts("line") == (0, len(book.lines))
    assert found.counts("option") == (0, len(book.option_by_id))
    assert {part.kind for part in found.parts} == set(KINDS)


def test_one_case_exercises_what_it_ticks_fires_answers_decides_and_is_offered(
    packs: Loaded, engines: dict[str, Engine]
) -> None:
    one = next(
        c
        for c in packs.cases["candidate"]
        if c.shape.answers.get("raised") == {"pay": "not-yet"}
        and c.shape.answers.get("pay") == ["pay-below-floor"]
        and not c.shape.coded_blind
    )
    found = covered_by(engines["candidate"], [one])
    missing = {(part.kind, part.id) for part in found.uncovered}
    done = {(part.kind, part.id) for part in found.parts} - missing
    assert {("flag", "pay-below-floor"), ("option", "pay-below-floor"), ("row", "raise-it")} <= done
    assert {("question", "danger"), ("question", "pay"), ("question", "raised/pay")} <= done
    assert {id_ for kind, id_ in done if kind == "flag"} == {"pay-below-floor"}
    assert ("row", "dealbreaker") in missing
    assert ("question", "time") in missing
    lines = {line.id: line for line in packs.books["candidate"].lines}
    offered = [lines[id_] for kind, id_ in done if kind == "line"]
    assert any(line.purpose.value == "raise" and "pay-below-floor" in line.fits for line in offered)
    assert not any(line.topic == "danger" for line in offered)


@pytest.mark.parametrize("row", ["never-firm", "two-concerns", "danger", "nothing"])
def test_a_row_is_uncovered_once_its_cases_are_gone(
    row: str, packs: Loaded, engines: dict[str, Engine]
) -> None:
    engine = engines["vendor"]
    from interview_coach.rulebook.cases import run_case

    rest = [case for case in packs.cases["vendor"] if run_case(engine, case).row != row]
    assert len(rest) < len(packs.cases["vendor"])
    assert ("row", row) in {(part.kind, part.id) for part in covered_by(engine, rest).uncovered}


def test_the_command_names_what_is_missing_with_its_cure_and_fails(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG, pack="pack: vendor\n")
    flags = len(load_book("vendor").flags)
    result = invoke("rules", "coverage", "--role", "vendor", "--rules", str(folder))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "vendor/access: no case exercises the flag no-parking; write a case that ticks what fires it",
        (
            "vendor/access: no case exercises the line no-parking-raise; "
            "write a case in which someone would need it"
        ),
        "vendor/access: no case exercises the option no-parking; write a case that ticks it",
    ]
    assert lines[3].startswith(f"vendor: 99 % (flags {flags}/{flags + 1}, ")
    assert len(lines) == 4


def test_the_command_succeeds_on_the_built_in_rules() -> None:
    result = invoke("rules", "coverage", "--role", "vendor")
    assert result.exit_code == 0
    assert [line.split(" (")[0] for line in result.stdout.splitlines()] == ["vendor: 100 %"]


def test_the_json_counts_and_lists(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG, pack="pack: vendor\n")
    result = invoke("rules", "coverage", "--role", "vendor", "--rules", str(folder), "--json")
    assert result.exit_code == 1
    (pack,) = json.loads(result.stdout)
    assert pack["counts"]["flag"]["all"] == pack["counts"]["flag"]["exercised"] + 1
    assert pack["uncovered"][0] == {"kind": "flag", "id": "no-parking", "topic": "access"}


def test_an_unknown_role_is_refused() -> None:
    result = invoke("rules", "coverage", "--role", "vender")
    assert (result.exit_code, "did you mean 'vendor'?" in result.stderr) == (2, True)


def test_badly_written_cases_are_refused_before_anything_is_counted(tmp_path: Path) -> None:
    cases = "cases:\n  - name: x\n    answers: {pay: [pay-belo-floor]}\n    expect: {verdict: stay}\n"
    folder = folder_of(tmp_path / "mine", pay_cases=cases)
    result = invoke("rules", "coverage", "--rules", str(folder))
    assert result.exit_code == 3
    assert "did you mean 'pay-below-floor'?" in result.stderr
