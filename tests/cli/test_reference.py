"""The command reference and the man page say what the program says."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from interview_coach.cli.app import COMMANDS

DOCS = Path(__file__).resolve().parents[2] / "docs"
MAKER = runpy.run_path(str(DOCS / "make_commands.py"))
IS_OLD = tuple(map(int, typer.__version__.split(".")[:2])) < (0, 29)


@pytest.mark.skipif(IS_OLD, reason="an older Typer words usage in another way")
@pytest.mark.parametrize("name", MAKER["FILES"])
def test_the_files_are_what_the_program_says_now(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == MAKER["texts"]()[name], (
        "write it anew: python docs/make_commands.py"
    )


def test_every_command_is_in_both() -> None:
    for text in MAKER["texts"]().values():
        for command in (*COMMANDS, "rules coverage", "history forget"):
            assert f"coach {command}" in text


def test_the_man_page_is_sound() -> None:
    if not (man := shutil.which("man")):
        pytest.skip("there is no man here")
    page = subprocess.run(
        [man, "--warnings", "-l", str(DOCS / "coach.1")], capture_output=True, text=True, check=True
    )
    assert page.stderr == ""
    assert "coach assess" in page.stdout
