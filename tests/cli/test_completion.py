"""What a shell offers at the Tab key, and that nothing goes wrong there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from person import invoke
from typer.testing import CliRunner

from interview_coach.cli.app import COMMANDS, app
from interview_coach.storage.books import load_book
from interview_coach.storage.journal import open_journal


def offered(line: str) -> list[str]:
    """What bash is offered where `line` ends."""
    words = line.split(" ")
    env = {"_COACH_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    result = CliRunner().invoke(app, [], env=env, prog_name="coach")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("coach ", list(COMMANDS)),
        ("coach he", []),
        ("coach help ru", ["rules"]),
        ("coach help rules sh", ["show"]),
        ("coach assess pa", ["pay", "papers"]),
        ("coach assess --role interviewer h", ["honesty"]),
        ("coach assess --stance ", ["network-first", "balanced", "firm"]),
        ("coach script u", ["unwell"]),
        ("coach script --tone w", ["warm"]),
        ("coach prep d", ["deal-breakers"]),
        ("coach followup thank", ["thank-you"]),
        ("coach rules show pay-below-p", ["pay-below-posted"]),
        ("coach --role", []),
        ("coach no-such-command ", list(COMMANDS)),
        ("coach --version ", list(COMMANDS)),
        ("coach assess --role nobody ", []),
        ("coach assess --rules /no/such/folder ", []),
        ("coach history show ", []),
    ],
)
def test_a_word_is_completed(line: str, words: list[str]) -> None:
    assert offered(line) == words


def test_every_flag_of_every_role_is_offered() -> None:
    flags = offered("coach rules show ")
    assert set(flags) == {
        flag.id
        for role in ("candidate", "freelancer", "interviewer", "vendor")
        for flag in load_book(role).flags
    }


def test_a_kept_interview_is_offered_by_its_number(home: Path) -> None:
    with open_journal(create=True) as journal:
        journal.begin("candidate", "Bakery")
        journal.begin("vendor", "Mill")
    assert offered("coach prep --interview ") == ["2", "1"]
    assert offered("coach prep --role vendor --interview ") == ["2"]


def test_a_damaged_journal_and_broken_rules_offer_nothing_and_say_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "journal.sqlite3").write_text("no database", "utf-8")
    assert offered("coach history show ") == []
    (tmp_path / "pack.yaml").write_text("pack: [", "utf-8")
    monkeypatch.setenv("COACH_RULES", str(tmp_path))
    assert offered("coach assess ") == []


SHELLS = {
    "bash": """
eval "$(_COACH_COMPLETE=source_bash coach)"
COMP_WORDS=(coach assess pa) COMP_CWORD=2
_coach_completion coach
printf '%s\\n' "${COMPREPLY[@]}"
""",
    "zsh": """
compdef() { :; }
_arguments() { print -r -- "$*"; }
eval "$(_COACH_COMPLETE=source_zsh coach)"
words=(coach assess pa) CURRENT=3
_coach_completion
""",
    "fish": """
_COACH_COMPLETE=source_fish coach | source
complete -C "coach assess pa"
""",
}


@pytest.mark.skipif(sys.platform == "win32", reason="these shells are not here")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_shell_completes(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    coach = tmp_path / "coach"
    coach.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{MAIN}"\n', "utf-8")
    coach.chmod(0o755)
    path = f'export PATH="{tmp_path}:$PATH"\n' if shell != "fish" else f"set -x PATH {tmp_path} $PATH\n"
    done = subprocess.run(
        [shutil.which(shell) or shell, "-c", path + SHELLS[shell]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert [word for word in ("pay", "papers", "conduct") if word in done.stdout] == ["pay", "papers"]


MAIN = "from interview_coach.cli.app import app; app(prog_name='coach')"


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_the_options_of_typer_are_there(option: str) -> None:
    assert option in invoke("--help").stdout
