"""`coach rules test`: one's own cases must hold, and what one's rules alter of the others is accepted or told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import invoke

from .folders import folder_of

MILDER = "topic: terms\nflags:\n  FLAG: {severity: note}\n"
"""Laid over the vendor rules, since these have the fewest cases."""


def vendor(path: Path, **files: str) -> str:
    return str(folder_of(path, pack="pack: vendor\n", **files))


FLAG = "discount-loop"


@pytest.fixture
def altered(tmp_path: Path) -> list[str]:
    """The names of the built-in cases that a milder flag alters."""
    folder = vendor(tmp_path / "first", terms=MILDER.replace("FLAG", FLAG))
    result = invoke("rules", "test", "--role", "vendor", "--rules", folder, "--json")
    assert result.exit_code == 1
    (pack,) = json.loads(result.stdout)
    assert pack["failed"] == []
    assert all(each["accepted"] is None and FLAG in each["by"] for each in pack["altered"])
    return [each["name"] for each in pack["altered"]]


def accepts(*names: str) -> str:
    return json.dumps({"accepts": [{"why": "In my trade that is usual.", "cases": names}]})


def test_built_in_cases_that_one_alters_are_told_apart_and_how_to_accept_them(
    tmp_path: Path, altered: list[str]
) -> None:
    folder = vendor(tmp_path / "mine", terms=MILDER.replace("FLAG", FLAG))
    result = invoke("rules", "test", "--role", "vendor", "--rules", folder)
    assert result.exit_code == 1
    said = result.stdout
    assert f" 0 failed, {len(altered)} altered by your rules, 0 of them accepted" in said
    block = said[said.index("accepts:\n") : said.index("\n  ", said.index("# rules/vendor"))]
    assert block.startswith(
        f"accepts:\n  - why:    # your {FLAG}\n    cases:\n      - {json.dumps(altered[0])}\n"
    )
    assert ": got " in block
    assert "expected" in block


def test_what_is_accepted_with_a_reason_is_no_failure(tmp_path: Path, altered: list[str]) -> None:
    folder = vendor(tmp_path / "mine", terms=MILDER.replace("FLAG", FLAG), mine_cases=accepts(*altered))
    result = invoke("rules", "test", "--role", "vendor", "--rules", folder)
    assert result.exit_code == 0, result.stdout
    assert f"{len(altered)} altered by your rules, {len(altered)} of them accepted" in result.stdout
    assert "accepts:" not in result.stdout


def test_a_failure_of_a_case_of_ones_own_cannot_be_accepted(tmp_path: Path) -> None:
    mine = "cases:\n  - {name: Mine, answers: {danger: none}, expect: {verdict: walk-out}}\n"
    folder = vendor(tmp_path / "mine", mine_cases=mine)
    result = invoke("rules", "test", "--role", "vendor", "--name", "Mine", "--rules", folder)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        f"{folder}/mine.cases.yaml:2:12: Mine\n    got verdict stay, expected walk-out\n"
    )
    accepting = vendor(tmp_path / "other", mine_cases=mine + "accepts: [{why: So be it., cases: [Mine]}]\n")
    refused = invoke("rules", "test", "--role", "vendor", "--rules", accepting)
    assert refused.exit_code == 3
    assert "mine.cases.yaml:3:36: 'Mine' is a case of your own; change what it expects" in refused.stderr


def test_what_is_accepted_and_not_altered_is_told(tmp_path: Path, altered: list[str]) -> None:
    folder = vendor(tmp_path / "mine", mine_cases=accepts(altered[0]))
    result = invoke("rules", "test", "--role", "vendor", "--name", altered[0], "--rules", folder)
    assert result.exit_code == 1
    assert f"{altered[0]!r} comes out as it did; take it out of `accepts`" in result.stdout


def test_without_rules_of_ones_own_a_built_in_case_is_one_like_any(tmp_path: Path) -> None:
    result = invoke("rules", "test", "--role", "vendor", "--name", "scope", "--json")
    assert result.exit_code == 0
    (pack,) = json.loads(result.stdout)
    assert (pack["altered"], pack["failed"], pack["accepted_for_nothing"]) == ([], [], [])
