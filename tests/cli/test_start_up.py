"""What a cold start loads, and what the installed command does with real streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview_coach.cli.streams import Terminal

SLOW = {"questionary", "prompt_toolkit", "pydantic", "yaml", "rapidfuzz", "interview_coach.rulebook.shapes"}

AFTERWARDS = """
import sys
from interview_coach.cli.app import main
try:
    main()
finally:
    print(*sys.modules, sep="\\n", file=open({where!r}, "w", encoding="utf-8"))
"""


def modules_of(tmp_path: Path, *args: str) -> set[str]:
    """The modules that are loaded when `coach ARGS` is done, in a process of its own."""
    where = tmp_path / "modules"
    code = AFTERWARDS.format(where=str(where))
    subprocess.run(
        [sys.executable, "-c", code, *args], check=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    return set(where.read_text("utf-8").split())


@pytest.mark.parametrize(
    "args",
    [("--help",), ("--version",), ("assess", "--help"), ("script",), ("script", "pay", "--json"), ()],
    ids=" ".join,
)
def test_a_quick_command_loads_no_prompts_no_yaml_and_no_rule_models(
    args: tuple[str, ...], tmp_path: Path
) -> None:
    assert modules_of(tmp_path, *args) & SLOW == set()


def test_answers_from_a_file_load_no_more_than_yaml(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("danger: none\ntopics: [pay]\npay: [pay-below-posted]\n", "utf-8")
    assert modules_of(tmp_path, "assess", "--answers", str(answers), "--stance", "firm", "--json") & SLOW == {
        "yaml"
    }


def test_the_test_of_loaded_modules_can_fail(tmp_path: Path) -> None:
    loaded = modules_of(tmp_path, "rules", "list") & SLOW
    assert loaded == {"pydantic", "yaml", "interview_coach.rulebook.shapes"}


def coach(*args: str, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, with these environment variables as well."""
    return subprocess.run(
        [sys.executable, "-m", "interview_coach", *args],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **settings},
    )


def test_python_m_is_the_command() -> None:
    result = coach("--version")
    assert result.returncode == 0
    assert result.stdout.startswith(b"coach ")


def test_a_pipe_that_is_closed_is_no_traceback() -> None:
    command = f"{sys.executable} -m interview_coach script --all | head -n 1"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr
    assert b"BrokenPipe" not in result.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_an_output_that_cannot_show_a_character_replaces_it(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("pack: candidate\n", "utf-8")
    (tmp_path / "fit.yaml").write_text(
        "topic: fit\n"
        "flags:\n"
        "  odd-parking:\n"
        "    option: Odd parking\n"
        "    finding: The café → 你.\n"
        "    why: A car park that is odd is a small sign.\n"
        "    severity: note\n"
        '    raise: "no"\n'
        "    sources: [of-mine]\n"
        "sources:\n"
        '  of-mine: {publisher: P, title: T, year: 2024, url: "https://example.org/x", strength: official}\n',
        "utf-8",
    )
    result = coach(
        "assess", "--rules", str(tmp_path), "--answers", "-",
        stdin=b"{danger: none, topics: [fit], fit: [odd-parking]}",
        PYTHONIOENCODING=encoding, PYTHONUTF8="0",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    shown = {"cp1252": "The café ? ?.", "ascii": "The caf? ? ?.", "utf-8": "The café → 你."}[encoding]
    assert shown in result.stdout.decode(encoding)


def test_answers_on_standard_input_are_utf_8_whatever_the_locale_says() -> None:
    result = coach(
        "assess", "--answers", "-", stdin='{"dangér": none}'.encode(), PYTHONIOENCODING="utf-8", LC_ALL="C"
    )
    assert result.returncode == 2
    assert "'dangér'" in result.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("settings", "plain"),
    [
        ({}, False),
        ({"TERM": "dumb"}, True),
        *(({"ACCESSIBLE": word}, True) for word in ("1", "true", "yes", "anything")),
        *(({"ACCESSIBLE": word}, False) for word in ("", "0", "false", "No", "OFF", " ")),
    ],
)
def test_a_dumb_terminal_and_accessible_mean_plain(
    settings: dict[str, str], plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert Terminal.detect().plain is plain


def test_no_color_and_output_that_is_no_terminal_mean_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Terminal.detect().colour is False
    monkeypatch.setenv("NO_COLOR", "1")
    assert Terminal.detect().colour is False


@pytest.mark.parametrize("setting", ["FORCE_COLOR", "TTY_COMPATIBLE", "CLICOLOR_FORCE"])
def test_output_into_a_file_holds_no_escape_bytes(setting: str) -> None:
    answers = b"{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: refused}}"
    result = coach("assess", "--answers", "-", stdin=answers, NO_COLOR="1", **{setting: "1"})
    assert result.returncode == 0
    assert b"\x1b" not in result.stdout


def test_standard_input_that_is_closed_is_no_terminal() -> None:
    command = f"exec {sys.executable} -m interview_coach assess <&-"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert result.returncode == 2
    assert b"--answers" in result.stderr
    assert b"Traceback" not in result.stderr


INTERRUPTED = """
import os, signal, sys
from interview_coach.__main__ import main

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.{signal})

sys.meta_path.insert(0, Interrupting())
sys.argv = ["coach", "script"]
main()
"""


@pytest.mark.parametrize(
    ("module", "signal", "status"),
    [
        ("interview_coach.cli.app", "SIGINT", 130),
        ("typer", "SIGINT", 130),
        ("interview_coach.storage.traces", "SIGINT", 130),
        ("interview_coach.cli.script", "SIGINT", 130),
        ("interview_coach.cli.script", "SIGTERM", 143),
    ],
)
def test_ending_it_while_it_is_being_loaded_is_quiet(module: str, signal: str, status: int) -> None:
    code = INTERRUPTED.format(module=module, signal=signal)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", "")


@pytest.mark.parametrize("args", ["--version", "--help", "script --all", "rules schema"])
def test_a_reader_who_reads_nothing_is_no_failure(args: str) -> None:
    command = f"({sys.executable} -m interview_coach {args}; echo $? >&2) | true"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert result.stderr == "0\n"


@pytest.mark.parametrize("errors", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("args", "status"), [("bogus", 2), ("script --bogus", 2), ("script", 0), ("assess", 2)]
)
def test_messages_that_cannot_be_told_change_no_exit_status(args: str, status: int, errors: str) -> None:
    command = f"{sys.executable} -m interview_coach {args} </dev/null {errors}"
    assert subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False).returncode == status


@pytest.mark.parametrize("zone", ["XXX-167:59:59", "", ":/dev/null", "no such zone"])
def test_an_odd_time_zone_stops_nothing(zone: str) -> None:
    kept = coach("assess", "--answers", "-", "--keep", stdin=b"danger: none", TZ=zone)
    assert (kept.returncode, b"Traceback" in kept.stderr) == (0, False)
    assert b"Interview of" in coach("history", TZ=zone).stdout
