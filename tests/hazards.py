"""The table of `docs/hazards.md`: each row with the tests that it names, and those of which none has passed."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import NamedTuple

from page.phone import needs_chromium

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "hazards.md"


class Row(NamedTuple):
    """One row: its cells, and the ids of tests in the last one."""

    cells: tuple[str, ...]
    tests: tuple[str, ...]


def rows_in(text: str) -> list[Row]:
    """The rows of the first table, without its head."""
    rest = dropwhile(lambda line: not line.startswith("|"), text.splitlines())
    lines = list(takewhile(lambda line: line.startswith("|"), rest))[2:]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [Row(row, tuple(re.findall(r"`([^`]+)`", row[-1]))) for row in cells]


def unshown(rows: Collection[Row], passed: Collection[str]) -> list[str]:
    """The hazards of which no test has passed. A row of the page alone is let off where there is no browser."""
    has_browser = not needs_chromium.args[0]
    return [
        row.cells[0]
        for row in rows
        if not set(row.tests) & set(passed)
        and (has_browser or not all(test.startswith("tests/page/") for test in row.tests))
    ]
