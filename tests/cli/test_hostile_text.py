"""Markup and control characters are shown, never obeyed, wherever they come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import ENTER, Person, invoke

from cli.layers import HOSTILE, layer
from interview_coach.cli.streams import Terminal

ANSWERS = "{danger: none, topics: [fit], fit: [odd-parking]}"


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    return str(layer(tmp_path / "hostile", fit=HOSTILE))


@pytest.mark.parametrize("colour", [False, True])
def test_a_result_shows_them(hostile: str, colour: bool) -> None:
    terminal = Terminal(interactive=False, plain=False, colour=colour, width=100)
    result = invoke("assess", "--rules", hostile, "--answers", "-", stdin=ANSWERS, terminal=terminal)
    assert result.exit_code == 0
    assert r"The [red]car park[/red] is odd \x1b[31m\x07" in result.stdout
    assert "→ 你" in result.stdout
    assert "\a" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "\x1b[31m\\" not in result.stdout


def test_the_screens_show_them(hostile: str) -> None:
    with Person("assess", "--rules", hostile, rows=60, columns=100) as person:
        person.is_safe()
        person.names("fit")
        person.ticks(["[bold]Odd[/bold] parking [/x]"])
        person.presses(ENTER)
        person.sees("m more", r"[red]car park[/red] is odd \x1b[31m\x07")
        person.presses("m")
        person.sees(r"The [b]Press[/b] \x1b[1m: Parking", "How far to trust this")


def test_plain_text_shows_them(hostile: str) -> None:
    terminal = Terminal(interactive=True, plain=True, colour=False, width=80)
    asked = invoke("assess", "fit", "--rules", hostile, stdin="0\n", terminal=terminal).stdout
    row = next(row for row in asked.splitlines() if row.endswith(": [bold]Odd[/bold] parking [/x]"))
    typed = f"0\n{row[0]}\nt\n"
    result = invoke("assess", "fit", "--rules", hostile, stdin=typed, terminal=terminal)
    assert r"is odd \x1b[31m\x07" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\a" not in result.stdout


@pytest.mark.parametrize("options", [("--all",), ("--all", "--copy")])
def test_lines_to_say_show_them(hostile: str, options: tuple[str, ...]) -> None:
    terminal = Terminal(interactive=False, plain=False, colour=True, width=80)
    result = invoke("script", "fit", *options, "--rules", hostile, terminal=terminal)
    assert result.exit_code == 0
    assert "[red]all[/red]" in result.stdout
    assert "\a" not in result.stdout
    assert "\x1b" not in result.stdout


def test_the_list_of_rules_shows_them(hostile: str) -> None:
    pack = Path(hostile) / "fit.yaml"
    pack.write_text(HOSTILE.replace("Odd[/bold] parking", r"Odd[/bold]\a parking"), "utf-8")
    result = invoke("rules", "list", "--rules", hostile)
    assert result.exit_code == 0
    assert "[bold]Odd[/bold]" in result.stdout
    assert "\a" not in result.stdout


def test_json_carries_the_text_unchanged(hostile: str) -> None:
    result = invoke("assess", "--rules", hostile, "--answers", "-", "--json", stdin=ANSWERS)
    data = json.loads(result.stdout)
    assert data["flags"][0]["because"] == "The [red]car park[/red] is odd \x1b[31m\a\u202e→ 你."
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        '{"\\u001b[31m[/x]": none}',
        '{danger: ["[bold]x[/y]\\u0007"]}',
        '{pay: "\\u001b[2J"}',
        '{profile: {"\\u001b": 1, stance: "\\u0007"}}',
    ],
)
def test_errors_show_what_was_written_in_the_answers(text: str) -> None:
    result = invoke("assess", "--answers", "-", stdin=text)
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert "\a" not in result.stderr


@pytest.mark.parametrize("word", ["\x1b[31mleave", "[bold]x[/y]"])
@pytest.mark.parametrize("command", [(), ("assess", "--stance"), ("assess", "--role")])
def test_errors_show_what_was_typed_on_the_command_line(word: str, command: tuple[str, ...]) -> None:
    result = invoke(*command, word, *(("--answers", "-") if "assess" in command else ()), stdin="{}")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("word", ["\x1b[31mleave", "[bold]x[/y]", "\a\x1b]0;mine\x07"])
def test_words_for_a_line_are_never_obeyed_and_never_an_error(word: str) -> None:
    result = invoke("script", word)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout + result.stderr
    assert "\a" not in result.stdout + result.stderr


def test_a_name_of_a_file_is_shown_and_not_obeyed() -> None:
    result = invoke("assess", "--answers", "/nope/\x1b[31m\a.yaml")
    assert result.exit_code == 2
    assert "\a" not in result.stderr
