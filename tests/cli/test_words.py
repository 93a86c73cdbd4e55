"""The command's own words: guessed commands, bare `coach`, help and version."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import Person, invoke

from interview_coach import __version__
from interview_coach.cli.streams import Terminal
from interview_coach.problems import ExitStatus

ON_A_TERMINAL = Terminal(interactive=True, plain=True, colour=False, width=80, grace=0)


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("leave", "script"),
        ("say", "script"),
        ("exit", "script"),
        ("LEAVE", "script"),
        ("should", "assess"),
        ("start", "assess"),
        ("asess", "assess"),
        ("scirpt", "script"),
        ("rule", "rules"),
        ("thanks", "followup"),
        ("before", "prep"),
        ("mistakes", "debrief"),
        ("forget", "history"),
    ],
)
def test_a_guessed_word_is_answered_with_the_command_it_may_mean_and_runs_nothing(
    word: str, command: str, home: Path
) -> None:
    result = invoke(word)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"coach: there is no command {word!r}; did you mean `coach {command}`?\n"
    assert not (home / "state").exists()


def test_a_word_that_means_nothing_is_answered_with_the_two_ways_in() -> None:
    result = invoke("xyzzy")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "coach script" in result.stderr
    assert "coach assess" in result.stderr


def test_a_guessed_word_with_options_runs_nothing_either() -> None:
    result = invoke("leave", "--json", "now")
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("option", ["--nope", "-z"])
def test_an_unknown_option_is_a_usage_error(option: str) -> None:
    result = invoke("assess", option)
    assert (result.exit_code, result.stdout) == (ExitStatus.USAGE, "")
    assert option in result.stderr


def test_bare_coach_without_a_terminal_gives_a_line_and_the_ways_on() -> None:
    result = invoke()
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].endswith(".")
    assert "coach assess" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("typed", ["\r", "q", "\x1b", "3\r", "3q"])
def test_bare_coach_on_a_terminal_ends_with_enter_escape_or_q(typed: str) -> None:
    result = invoke(stdin=typed, terminal=ON_A_TERMINAL)
    assert result.exit_code == 0
    assert "1  decide" in result.stdout
    assert "means nothing" not in result.stdout


@pytest.mark.parametrize("typed", ["x\r", "3x\r", "3 9\r"])
def test_bare_coach_goes_on_after_a_key_that_means_nothing(typed: str) -> None:
    result = invoke(stdin=typed, terminal=ON_A_TERMINAL)
    assert result.exit_code == 0
    assert " means nothing here. Enter is done.\n" in result.stdout


def test_bare_coach_gives_another_line_for_2() -> None:
    lines = invoke(stdin="2", terminal=ON_A_TERMINAL).stdout.splitlines()
    first = lines[0]
    assert lines.count(first) == 1
    assert len([line for line in lines if line.startswith("If they push: ")]) == 2


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ("31h\n", "BEFORE YOU GO"),
        ("32h\n", "unsafe"),
        ("33h\n", "KEEP WHAT YOU ANSWER?"),
        ("34", "Nothing is kept"),
    ],
)
def test_bare_coach_leads_to_what_comes_before_and_after(keys: str, seen: str) -> None:
    result = invoke(stdin=keys, terminal=ON_A_TERMINAL)
    assert seen in result.stdout
    assert result.exit_code == 0


def test_bare_coach_starts_an_assessment_for_1() -> None:
    result = invoke(stdin="10\n0\nq\n", terminal=ON_A_TERMINAL)
    assert "ARE YOU SAFE?" in result.stdout
    assert result.exit_code == 0


def test_bare_coach_tells_trouble_with_the_rules_when_it_starts_an_assessment(home: Path) -> None:
    pack = home / "config" / "rules" / "candidate"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("pack: [", "utf-8")
    result = invoke(stdin="1", terminal=ON_A_TERMINAL)
    assert result.exit_code == 130, "it asks all the same, and here the input ends"
    assert "are left aside" in result.stderr


def test_bare_coach_at_the_end_of_input_is_broken_off() -> None:
    assert invoke(stdin="", terminal=ON_A_TERMINAL).exit_code == 130


def test_bare_coach_never_shows_a_past_interview(home: Path) -> None:
    bare = invoke().stdout
    answers = "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: refused}}"
    invoke("assess", "--answers", "-", stdin=answers)
    assert invoke().stdout == bare


def test_bare_coach_says_nothing_of_the_last_assessment_while_script_goes_on_from_it() -> None:
    bare, line = invoke().stdout, invoke("script").stdout
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        person.sees_result("politely-exit")
        person.presses("q")
    assert invoke().stdout == bare
    assert invoke("script").stdout != line


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_printed(option: str) -> None:
    result = invoke(option)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"coach {__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), ("assess",), ("script",), ("rules",), ("rules", "check")])
def test_help_is_there_for_every_command_and_fits_eighty_columns(
    command: tuple[str, ...], option: str
) -> None:
    result = invoke(*command, option)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: coach")
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stderr == ""


def test_help_of_assess_shows_its_examples_one_to_a_line() -> None:
    lines = [line.strip() for line in invoke("assess", "-h").stdout.splitlines()]
    assert any(line.startswith("coach assess pay ") for line in lines)
