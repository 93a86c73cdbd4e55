"""Whole-process start-up against an empty two-command Typer app: `python -m benchmarks.startup`.

The commands take turns, so that a machine that slows down slows all of them; what counts is the median
ratio to the empty app of the same round.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY_APP = """
import typer
app = typer.Typer()
@app.command()
def one() -> None: typer.echo("one")
@app.command()
def two() -> None: typer.echo("two")
app()
"""
ANSWERS = "danger: none\ntopics: [pay]\npay: [pay-below-posted]\nraised: {pay: refused}\n"
TARGETS = {"coach script": 1.0, "coach assess --answers F --json": 1.4, "first screen of coach assess": 2.05}
ROUNDS = 11


def main() -> None:
    coach = shutil.which("coach", path=str(Path(sys.executable).parent)) or "coach"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "empty.py").write_text(EMPTY_APP, encoding="utf-8")
        (home / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
        environment = {**os.environ, "COACH_HOME": str(home / "coach"), "TERM": "xterm"}
        empty = [sys.executable, str(home / "empty.py"), "one"]
        commands = {
            "coach script": [coach, "script"],
            "coach assess --answers F --json": [
                coach,
                "assess",
                "--answers",
                str(home / "answers.yaml"),
                "--json",
            ],
        }
        for command in commands.values():
            _run(command, environment)
        times: dict[str, list[float]] = {name: [] for name in TARGETS}
        for _ in range(ROUNDS):
            base = _run(empty, environment)
            for name, command in commands.items():
                times[name].append(_run(command, environment) / base)
            if (drawn := _until_drawn(coach, environment)) is not None:
                times["first screen of coach assess"].append(drawn / base)
    for name, target in TARGETS.items():
        if times[name]:
            ratio = statistics.median(times[name])
            low, high = min(times[name]), max(times[name])
            print(f"{name:32} {ratio:5.2f} x empty app  ({low:.2f} to {high:.2f}; target {target})")


def _run(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return time.perf_counter() - start


def _until_drawn(coach: str, environment: dict[str, str]) -> float | None:
    """Seconds until the first screen can be read on a pseudo-terminal, or None where there is none."""
    try:
        import pexpect
    except ImportError:
        return None
    start = time.perf_counter()
    child: pexpect.spawn[str] = pexpect.spawn(
        coach, ["assess"], env=environment, dimensions=(24, 80), encoding="utf-8", timeout=20
    )
    child.expect("ARE YOU SAFE")
    child.expect("hide")
    elapsed = time.perf_counter() - start
    child.sendintr()
    child.close(force=True)
    return elapsed


if __name__ == "__main__":
    main()
