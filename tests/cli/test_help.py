"""`coach help` explains what is named after it, as `--help` does."""

from __future__ import annotations

import pytest
from person import invoke


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("help", "--help"),
        ("help --help", "--help"),
        ("help assess", "assess --help"),
        ("help rules", "rules --help"),
        ("help rules check", "rules check --help"),
        ("rules help", "rules --help"),
        ("rules help check", "rules check --help"),
        ("history help", "history --help"),
        ("history help show", "history show --help"),
    ],
)
def test_help_as_a_word_is_help_as_an_option(asked: str, same: str) -> None:
    result = invoke(*asked.split())
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == invoke(*same.split()).stdout


@pytest.mark.parametrize("group", ["", "history", "rules"])
def test_no_line_of_a_list_of_commands_is_cut_off(group: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    listed = invoke(*group.split(), "--help").stdout.partition("Commands:")[2].partition("\n\n")[0]
    assert listed
    assert "..." not in listed and "…" not in listed


def test_a_guessed_word_is_answered_there_too() -> None:
    result = invoke("help", "leave")
    assert result.exit_code == 2
    assert result.stderr == "coach: there is no command 'leave'; did you mean `coach script`?\n"
