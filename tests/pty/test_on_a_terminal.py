"""The installed command on a true pseudo-terminal."""

from __future__ import annotations

import io
import os
import signal
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_coach.storage.books import load_book

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

import termios

import pexpect
from shells import LIMIT, SCREEN_BACK

from interview_coach.terminal.drawn import GRACE

pytestmark = pytest.mark.pty

CURSOR_BACK, CURSOR_GONE = "\x1b[?25h", "\x1b[?25l"


@pytest.fixture
def children() -> Iterator[list[pexpect.spawn[str]]]:
    """The programs that a test started; none outlives it."""
    started: list[pexpect.spawn[str]] = []
    yield started
    for child in started:
        child.close(force=True)


def start(children: list[pexpect.spawn[str]], *args: str) -> pexpect.spawn[str]:
    """Run the installed `coach` on a terminal of 24 rows and 80 columns."""
    command = str(Path(sysconfig.get_path("scripts")) / "coach")
    child = pexpect.spawn(
        command,
        list(args),
        dimensions=(24, 80),
        timeout=LIMIT,
        encoding="utf-8",
        codec_errors="replace",
        env=dict(os.environ),
    )
    children.append(child)
    return child


def presses_until(child: pexpect.spawn[str], keys: str, text: str, wait: float = 0.15) -> None:
    """Press keys until the text is there: a key within the grace period is dropped, as it should be.

    A key that ticks must not come twice: give it time, a second or more, to show. It is pressed once that period is over.
    """
    time.sleep(GRACE if wait > GRACE else 0)
    for _ in range(100):
        child.send(keys)
        try:
            child.expect_exact(text, timeout=wait)
        except pexpect.TIMEOUT:
            continue
        return
    child.expect_exact(text)


def status(child: pexpect.spawn[str]) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_a_run_to_a_verdict_leaves_the_verdict_in_the_scrollback(children: list[pexpect.spawn[str]]) -> None:
    book = load_book()
    child = start(children, "assess")
    child.expect_exact(book.wording.danger_title)
    child.expect_exact("other side")
    presses_until(child, "0", book.wording.topics_title)
    child.expect_exact("hide")
    presses_until(child, "0", "*", wait=3)
    presses_until(child, "\r", "STAY FOR NOW")
    child.expect_exact("done")
    presses_until(child, "q", SCREEN_BACK)
    child.expect_exact("STAY FOR NOW")
    assert status(child) == 0


def test_danger_leaves_nothing_in_the_scrollback(children: list[pexpect.spawn[str]]) -> None:
    book = load_book()
    child = start(children, "assess")
    child.expect_exact(book.wording.danger_title)
    child.expect_exact("other side")
    presses_until(child, "2", "LEAVE NOW")
    child.expect_exact("done")
    presses_until(child, "q", SCREEN_BACK)
    assert status(child) == 0
    assert "LEAVE NOW" not in (child.before or "")


def test_ctrl_c_restores_the_terminal_leaves_the_draft_and_resume_goes_on(
    children: list[pexpect.spawn[str]], home: Path
) -> None:
    book = load_book()
    child = start(children, "assess")
    child.expect_exact("other side")
    presses_until(child, "0", book.wording.topics_title)
    child.expect_exact("Enter")
    seen = child.logfile_read = io.StringIO()
    child.sendcontrol("c")
    child.expect_exact("coach assess --resume")
    assert status(child) == 130
    assert SCREEN_BACK in seen.getvalue()
    assert "\x1b[3J" not in seen.getvalue(), "what was in the scrollback before stays there"
    assert CURSOR_BACK in seen.getvalue().rpartition(CURSOR_GONE)[2]
    assert (home / "state" / "draft.json").is_file()

    again = start(children, "assess", "--resume")
    again.expect_exact(book.wording.topics_title)
    again.sendcontrol("c")
    assert status(again) == 130


def test_the_interrupt_signal_does_what_the_key_does(children: list[pexpect.spawn[str]]) -> None:
    child = start(children, "assess")
    child.expect_exact("other side")
    child.kill(signal.SIGINT)
    child.expect_exact("Stopped.")
    assert status(child) == 130


def test_being_told_to_end_restores_the_terminal(children: list[pexpect.spawn[str]]) -> None:
    child = start(children, "assess")
    before = termios.tcgetattr(child.child_fd)
    child.expect_exact("other side")
    assert termios.tcgetattr(child.child_fd) != before
    seen = child.logfile_read = io.StringIO()
    child.kill(signal.SIGTERM)
    child.expect(pexpect.EOF)
    assert termios.tcgetattr(child.child_fd) == before
    assert status(child) == 143
    assert SCREEN_BACK in seen.getvalue()
    assert CURSOR_BACK in seen.getvalue().rpartition(CURSOR_GONE)[2]
    assert "Traceback" not in seen.getvalue()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_however_it_ends_what_was_ticked_is_ticked_again(
    children: list[pexpect.spawn[str]], number: signal.Signals
) -> None:
    child = start(children, "assess")
    child.expect_exact("other side")
    presses_until(child, "0", load_book().wording.topics_title)
    presses_until(child, "2", "*", wait=3)
    child.kill(number)
    child.expect(pexpect.EOF)
    again = start(children, "assess", "--resume")
    again.expect_exact("2*")
    again.send("\x03")
    again.expect(pexpect.EOF)


def test_keys_typed_before_the_first_screen_answer_nothing(
    children: list[pexpect.spawn[str]], home: Path
) -> None:
    child = start(children, "assess")
    child.send("0\r0\r11\r")
    child.expect_exact("other side")
    presses_until(child, "?", "Why I ask this first")
    child.sendcontrol("c")
    assert status(child) == 130
    assert not (home / "state" / "draft.json").exists()


def test_plain_asks_in_numbered_text_without_an_escape_byte(children: list[pexpect.spawn[str]]) -> None:
    child = start(children, "assess", "--plain")
    seen = child.logfile_read = io.StringIO()
    child.expect_exact("then Enter:")
    child.sendline("1")
    child.expect_exact("LEAVE NOW")
    child.expect_exact("then Enter:")
    child.sendline("q")
    assert status(child) == 0
    assert "1: " in seen.getvalue()
    assert "\x1b" not in seen.getvalue()


def test_plain_text_takes_bytes_that_are_no_text_for_a_key_that_means_nothing(
    children: list[pexpect.spawn[str]],
) -> None:
    child = start(children, "assess", "--plain")
    child.expect_exact("then Enter:")
    os.write(child.child_fd, b"\xc3(\n")
    child.expect_exact("means nothing here.")
    child.sendcontrol("c")
    assert status(child) == 130


def test_plain_text_takes_single_keys_where_the_setting_says_so(
    children: list[pexpect.spawn[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_SINGLE_KEYS", "1")
    child = start(children, "assess", "--plain")
    child.expect_exact("Press one key:")
    presses_until(child, "1", "LEAVE NOW")
    child.expect_exact("Press one key:")
    presses_until(child, "q", "q\r\n")
    assert status(child) == 0


def test_no_color_means_no_colour_on_the_screen(
    children: list[pexpect.spawn[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    child = start(children, "assess", "--answers", "/dev/stdin")
    child.sendline("danger: not-sure")
    child.sendeof()
    child.expect_exact("END IT POLITELY")
    assert "\x1b[" not in (child.before or "")
    assert status(child) == 0


def test_many_answers_show_how_far_it_is_on_a_terminal_that_the_results_do_not_go_to(
    children: list[pexpect.spawn[str]], tmp_path: Path
) -> None:
    many, out = tmp_path / "many.jsonl", tmp_path / "out.jsonl"
    many.write_text("{}\n" * 1234, "utf-8")
    options = ("--answers", str(many), "--json", "--brief")
    child = start(children, "assess", *options, "--out", str(out))
    child.expect_exact("1,234 lines")
    assert status(child) == 0
    assert len(out.read_text("utf-8").splitlines()) == 1234
    out.unlink()
    child = start(children, "assess", *options, "--out", str(out), "--plain")
    assert status(child) == 0
    assert child.before == ""
    many.write_text("{}\n", "utf-8")
    child = start(children, "assess", *options)
    assert status(child) == 0
    assert (child.before or "").rstrip() == (
        '{"schema_version": 1, "verdict": "stay", "action": "carry-on", "settled": false, "flags": []}'
    )
