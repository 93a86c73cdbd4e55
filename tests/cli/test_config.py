"""`coach config` shows each setting, its value and where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import invoke
from typer.testing import CliRunner

from interview_coach.cli.app import app
from interview_coach.storage.journal import open_journal


def shown() -> dict[str, tuple[str, str, str]]:
    """Each setting: its value, its source and what sets it."""
    result = invoke("config", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return {
        each["name"]: (each["value"], each["source"], each["set_by"]) for each in json.loads(result.stdout)
    }


def test_defaults_are_called_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAGER", raising=False)
    found = shown()
    assert found["single keys"] == ("off", "default", "COACH_SINGLE_KEYS")
    assert found["kept for"] == ("365 days after the last touch", "default", "coach history retain")
    assert found["pager"][1:] == ("default", "PAGER")
    assert found["journal in"] == (str(home / "data"), "environment", "COACH_HOME")
    assert found["rules"][1] == "default"


def test_the_environment_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "COACH_SINGLE_KEYS": "yes",
        "NO_COLOR": "1",
        "EDITOR": "ed -p",
        "PAGER": "most",
        "COACH_RULES": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("VISUAL", raising=False)
    found = shown()
    assert found["single keys"] == ("on", "environment", "COACH_SINGLE_KEYS")
    assert found["colour"] == ("off", "environment", "NO_COLOR")
    assert found["editor"] == ("ed -p", "environment", "EDITOR")
    assert found["pager"] == ("most", "environment", "PAGER")
    assert found["rules"] == (str(tmp_path), "environment", "COACH_RULES")


def test_a_dumb_terminal_is_why_text_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    result = CliRunner().invoke(app, ["config"], prog_name="coach")
    assert "plain text    on  (environment: TERM)" in result.stdout
    assert "colour        off  (environment: TERM)" in result.stdout


def test_files_are_named(home: Path) -> None:
    with open_journal(create=True) as journal:
        journal.set_retention(30)
    own = home / "config" / "rules" / "pack.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("pack: candidate\n", "utf-8")
    found = shown()
    assert found["kept for"] == (
        "30 days after the last touch",
        "file",
        str(home / "data" / "journal.sqlite3"),
    )
    assert found["rules"] == (str(own.parent), "file", str(own.parent))


def test_a_damaged_journal_stops_nothing(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "journal.sqlite3").write_text("no database", "utf-8")
    assert shown()["kept for"][0] == "not known, the journal cannot be read"


def test_it_is_read_by_people_too(home: Path) -> None:
    lines = invoke("config").stdout.splitlines()
    assert "single keys   off  (default; COACH_SINGLE_KEYS changes it)" in lines
    assert f"journal in    {home / 'data'}  (environment: COACH_HOME)" in lines


def test_a_guessed_name_leads_here() -> None:
    assert "did you mean `coach config`?" in invoke("settings").stderr
