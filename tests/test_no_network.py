"""Nothing leaves this computer: no command makes a socket that could, by what Python and the system say of it.

Each command runs in a process that writes down every audit event of sockets and of other programs; where
strace is to be had, the system's own calls are read too. One kind of socket is allowed: on a terminal
asyncio, which prompt_toolkit runs on, wakes itself through a pair of sockets of the kind AF_UNIX, which
have no name and reach no other process.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from interview_coach.cli.app import app

WATCHED = """
import json, os, socket, sys

ran = []

def watch(event, args):
    kind = event.partition(".")[0]
    if kind in ("socket", "urllib", "http", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "webbrowser", "subprocess") \\
            or event in ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn"):
        is_own_pair = event == "socket.__new__" and args[1] == socket.AF_UNIX
        ran[-1]["events"].append(event + (" of AF_UNIX" if is_own_pair else f" {args[1:]!r}"))

sys.addaudithook(watch)
for words in json.loads(sys.argv[2]):
    ran.append({"events": [], "status": None})
    sys.argv[1:], written = words, sys.argv[1] if len(ran) == 1 else written
    try:
        from interview_coach.__main__ import main
        main()
    except SystemExit as end:
        ran[-1]["status"] = end.code or 0
    except ConnectionError as error:
        ran[-1]["status"] = str(error)
    with open(written, "w", encoding="utf-8") as file:
        json.dump(ran, file)
"""
"""Runs several commands one after the other, and writes down which events each led to and how it ended."""

RUNS: dict[str, tuple[str, ...]] = {
    "": (),
    "assess": ("--answers", "answers.yaml", "--keep", "--interview", "One"),
    "script": ("pay", "--copy"),
    "prep": ("--answers", "empty.yaml", "--keep", "--interview", "Two"),
    "followup": ("thank-you",),
    "debrief": ("--answers", "empty.yaml"),
    "page": ("--out", "page.html", "--role", "vendor"),
    "config": (),
    "rules": (),
    "rules list": (),
    "rules find": ("shouting",),
    "rules show": ("pay-below-posted",),
    "rules check": ("--rules", "mine"),
    "rules test": ("--role", "vendor"),
    "rules try": ("mine",),
    "rules coverage": ("--role", "vendor"),
    "rules explain": ("--answers", "answers.yaml"),
    "rules schema": ("schemas", "--vscode"),
    "rules new": ("mine",),
    "rules graph": ("--role", "vendor"),
    "rules path": (),
    "history": (),
    "history list": (),
    "history show": ("1",),
    "history compare": ("1", "2"),
    "history export": ("--output", "all.md"),
    "history retain": ("30", "--yes"),
    "history rename": ("1", "Other"),
    "history forget": ("--all", "--yes"),
}
"""Each command with words that let it do what it is for."""

FIRST = ("rules new", "assess", "prep")
"""What others need is made first."""

ENDS_OTHERWISE = {"rules": 2, "rules try": 2}
"""Exit statuses that are no 0: a group alone shows what it has, and where there is no terminal nothing is asked."""

MAY_START = {"script": "subprocess.Popen"}
"""Commands that start programs of the person's own: here the clipboard's."""


def commands_of(command: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The command and all within it, as they are typed."""
    yield " ".join(path)
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from commands_of(command.get_command(None, name), (*path, name))


COMMANDS = tuple(commands_of(typer.main.get_command(app)))


def test_every_command_there_is_is_run() -> None:
    assert set(COMMANDS) == set(RUNS)


def run_watched(folder: Path, commands: list[list[str]], *around: str) -> list[dict[str, Any]]:
    """Run commands one after the other in one process, and return what is known of each."""
    written = folder / "ran.json"
    command = [*around, sys.executable, "-c", WATCHED, str(written), json.dumps(commands)]
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert written.exists(), done.stderr
    ran: list[dict[str, Any]] = json.loads(written.read_text("utf-8"))
    assert len(ran) == len(commands), done.stderr
    return ran


STRACE = shutil.which("strace")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands run, with the files that they read."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "answers.yaml").write_text("danger: none\ntopics: [pay]\npay: [pay-below-posted]\n", "utf-8")
    (folder / "empty.yaml").write_text("{}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def ran(folder: Path, warm_cache: Path) -> dict[str, dict[str, Any]]:
    """What is known of each command, all run in one process, which strace watches where it can."""
    names = [*FIRST, *(name for name in RUNS if name not in FIRST)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_HOME", str(folder / "home"))
        patch.delenv("COACH_RULES", raising=False)
        shutil.copytree(warm_cache, folder / "home" / "cache")
        around = (
            (STRACE, "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(folder / "calls"))
            if STRACE
            else ()
        )
        found = run_watched(folder, [[*name.split(), *RUNS[name]] for name in names], *around)
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_does_its_work_without_any_socket(name: str, ran: dict[str, dict[str, Any]]) -> None:
    assert ran[name]["status"] == ENDS_OTHERWISE.get(name, 0)
    events = [event for event in ran[name]["events"] if event.split()[0] != MAY_START.get(name)]
    assert events == []


@pytest.mark.skipif(not STRACE, reason="strace is not here")
@pytest.mark.usefixtures("ran")
def test_the_system_was_asked_for_no_socket_either(folder: Path) -> None:
    assert (folder / "calls").read_text("utf-8") == ""


def test_the_test_of_sockets_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "interview_coach"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    reaching = "import socket\n\ndef main():\n    socket.create_connection(('127.0.0.1', 9), 1)\n"
    (package / "__main__.py").write_text(reaching, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    calls = (
        ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(tmp_path / "calls"))
        if STRACE
        else ()
    )
    (only,) = run_watched(tmp_path, [[]], *calls)
    assert any(event.startswith("socket.connect") for event in only["events"])
    if STRACE:
        assert "AF_INET" in (tmp_path / "calls").read_text("utf-8")


@pytest.mark.pty
@pytest.mark.parametrize(
    "words", [(), ("assess",), ("prep",), ("followup",), ("debrief",), ("rules", "try", "mine")]
)
def test_asking_on_a_terminal_opens_no_socket_but_the_pair_of_its_own(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    pexpect = pytest.importorskip("pexpect")
    if words[:1] == ("rules",):
        subprocess.run(
            [Path(sysconfig.get_path("scripts")) / "coach", "rules", "new", "mine"], cwd=tmp_path, check=True
        )
    written = tmp_path / "ran.json"
    child = pexpect.spawn(
        sys.executable, ["-c", WATCHED, str(written), json.dumps([words])], cwd=str(tmp_path),
        dimensions=(40, 80), timeout=60, encoding="utf-8",
    )  # fmt: skip
    child.expect("Enter  done|hide|other side")
    child.sendcontrol("c")
    child.expect(pexpect.EOF)
    child.close()
    (only,) = json.loads(written.read_text("utf-8"))
    assert set(only["events"]) <= {"socket.__new__ of AF_UNIX"}
    assert bool(only["events"]) is bool(words)
