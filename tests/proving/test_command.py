"""`coach rules prove` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interview_coach.cli.app import app
from interview_coach.cli.rules.proving import answers_file
from interview_coach.engine.engine import Engine
from interview_coach.proving.proof import prove

from . import broken

DEAD_LINE = """
topic: time
lines:
  odd-line:
    purpose: exit
    tone: warm
    fits: [time-sustained]
    open: I've enjoyed talking with you.
    statement: The time won't work for me.
    close: Thank you.
    if_they_push: I understand. My answer stays. Thank you, goodbye.
"""


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: candidate\n", encoding="utf-8")
    (folder / "time.yaml").write_text(DEAD_LINE, encoding="utf-8")
    return folder


def test_a_sound_pack_is_told_claim_by_claim() -> None:
    done = CliRunner().invoke(app, ["rules", "prove", "--role", "vendor"])
    assert done.exit_code == 0
    first, *rest = done.stdout.splitlines()
    assert first.startswith("vendor: 10^")
    assert len(rest) == 12 and all(line.startswith("  ok ") for line in rest)


def test_what_is_dead_fails_with_its_name(layer: Path) -> None:
    done = CliRunner().invoke(app, ["rules", "prove", "--role", "candidate", "--rules", str(layer)])
    assert done.exit_code == 1
    assert "the line odd-line is never offered" in done.stdout
    assert all(line.startswith("#") for line in done.stdout.splitlines())


def test_json_tells_the_same(layer: Path) -> None:
    wanted = ["rules", "prove", "--role", "candidate", "--json", "--rules", str(layer)]
    done = CliRunner().invoke(app, wanted)
    assert done.exit_code == 1
    (proof,) = json.loads(done.stdout)
    assert not proof["holds"]
    failures = [failure for checked in proof["checked"] for failure in checked["failures"]]
    assert [failure["about"] for failure in failures] == ["odd-line"]


def test_the_answers_of_a_failure_are_an_answers_file(tmp_path: Path) -> None:
    """The answers are written for a broken book, and the program takes them for the sound one."""
    rules = tmp_path / "rules" / "small"
    rules.mkdir(parents=True)
    for file in broken.SMALL.glob("*.yaml"):
        (rules / file.name).write_bytes(file.read_bytes())
    engine = Engine(broken.without_row("danger"))
    failure = next(f for f in prove(engine).failures if f.claim == "4")
    file = tmp_path / "answers.yaml"
    file.write_text("\n".join(answers_file(engine.book, failure)), encoding="utf-8")
    assert (
        file.read_text(encoding="utf-8").splitlines()[0]
        == "# leads to politely-exit (row danger-in-doubt) with --role small:"
    )
    done = CliRunner().invoke(
        app,
        ["assess", "--answers", str(file), "--json", "--role", "small", "--rules", str(tmp_path / "rules")],
    )
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["verdict"] == "walk-out"
