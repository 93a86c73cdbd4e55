"""What a shell offers at the Tab key, and that nothing goes wrong there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from person import invoke
from typer.testing import CliRunner

from interview_coach.cli.app import COMMANDS, app
from interview_coach.storage.books import load_book
from interview_coach.storage.journal import open_journal


def answered(**settings: str) -> str:
    """What the completing side prints where a shell has set these variables."""
    result = CliRunner().invoke(app, [], env=settings, prog_name="coach")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def offered(line: str) -> list[str]:
    """What bash is offered where `line` ends."""
    at = str(line.count(" "))
    return answered(_COACH_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=at).split()


def offered_in_powershell(line: str) -> list[str]:
    """What PowerShell is offered there: its command has no blank at the end, and the word stands apart."""
    printed = answered(
        _COACH_COMPLETE="complete_powershell",
        _TYPER_COMPLETE_ARGS=line.rstrip(),
        _TYPER_COMPLETE_WORD_TO_COMPLETE=line.rpartition(" ")[2],
    )
    pairs = [row.split(":::") for row in printed.splitlines() if row]
    assert all(word and meaning for word, meaning in pairs)  # it takes no empty text for either
    return [word for word, _ in pairs]


@pytest.mark.parametrize("offered", [offered, offered_in_powershell])
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
def test_a_word_is_completed(offered: Callable[[str], list[str]], line: str, words: list[str]) -> None:
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
    assert offered_in_powershell("coach prep --interview ") == ["2", "1"]
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


@pytest.mark.parametrize(
    ("shell", "begins"),
    [
        ("bash", "_coach_completion() {"),
        ("zsh", "#compdef coach"),
        ("fish", "complete --command coach"),
        ("powershell", "Import-Module PSReadLine"),
        ("pwsh", "Import-Module PSReadLine"),
    ],
)
def test_the_script_of_a_named_shell_is_printed(shell: str, begins: str) -> None:
    shown = invoke("--show-completion", shell)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith(begins)


def test_a_shell_that_is_not_known_is_told() -> None:
    for option in ("--show-completion", "--install-completion"):
        refused = invoke(option, "tcsh")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert refused.stderr == (
            f"coach: {option}: no shell is called 'tcsh'; known: bash, fish, powershell, pwsh, zsh\n"
        )


def test_the_script_for_powershell_sets_what_the_completing_side_reads() -> None:
    """No PowerShell is here to run it: it is whole, belongs to `coach`, and what it sets is what is answered."""
    script = invoke("--show-completion", "powershell").stdout
    for opening, closing in ("()", "[]", "{}"):
        assert script.count(opening) == script.count(closing) > 0
    assert script.count('"') % 2 == script.count("'") % 2 == 0
    assert script.splitlines()[-1] == (
        "Register-ArgumentCompleter -Native -CommandName coach -ScriptBlock $scriptblock"
    )
    assert re.findall(r"\$Env:(\w+) = (?!\"\")(.+)", script) == [
        ("_COACH_COMPLETE", '"complete_powershell"'),
        ("_TYPER_COMPLETE_ARGS", "$commandAst.ToString()"),
        ("_TYPER_COMPLETE_WORD_TO_COMPLETE", "$wordToComplete"),
    ]
    assert "coach | ForEach-Object" in script


def test_variables_that_powershell_left_empty_complete_nothing() -> None:
    assert answered(_COACH_COMPLETE="", _TYPER_COMPLETE_ARGS="") == invoke().stdout
