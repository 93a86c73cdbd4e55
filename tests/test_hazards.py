"""Every control in `docs/hazards.md` names tests that are there. `conftest.py` says of which none has passed."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache

import pytest
from hazards import ROOT, TABLE, Row, rows_in, unshown

ROWS = rows_in(TABLE.read_text("utf-8"))


def name_of(row: Row) -> str:
    return row.cells[0]


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_row_says_hazard_cause_control_and_test(row: Row) -> None:
    assert len(row.cells) == 4
    assert all(row.cells)
    assert row.tests


def test_a_hazard_stands_there_once() -> None:
    names = [name_of(row) for row in ROWS]
    assert len(set(names)) == len(names) >= 20


@cache
def named_in(file: str) -> frozenset[str]:
    """The tests of a file, which here are all functions at its top."""
    path = ROOT / file
    if not (path.is_file() and path.name.startswith("test_")):
        return frozenset()
    names = (
        node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    )
    return frozenset(f"{file}::{name}" for name in names if name.startswith("test_"))


def not_there(tests: Iterable[str]) -> set[str]:
    """Those that pytest does not find."""
    return {test for test in tests if test not in named_in(test.partition("::")[0])}


def test_every_test_that_is_named_is_there() -> None:
    assert not_there(test for row in ROWS for test in row.tests) == set()


def test_a_test_that_is_not_there_is_noticed() -> None:
    here = "tests/test_hazards.py::test_a_hazard_stands_there_once"
    gone = {"tests/test_hazards.py::test_that_was_renamed", "tests/no_such_file.py::test_at_all"}
    assert not_there({here, *gone}) == gone


def test_a_row_of_which_no_test_has_passed_is_noticed() -> None:
    rows = rows_in(
        "| a | b | c | d |\n| - | - | - | - |\n| Fire | x | y | `tests/a.py::test_b`, `tests/a.py::test_c` |\n"
    )
    assert unshown(rows, {"tests/a.py::test_c"}) == []
    assert unshown(rows, {"tests/a.py::test_d"}) == ["Fire"]
