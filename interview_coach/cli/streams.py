"""What this run may assume of its terminal, where answers come from, and how errors are told."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import typer

from interview_coach.problems import BadInput, BadRules, CoachError, ExitStatus, WorthTelling, reason_of
from interview_coach.render.layout import visible, wrapped
from interview_coach.storage.folders import BYTES_AT_MOST
from interview_coach.storage.programs import in_sight, is_terminal, read_in_pager

GRACE = 0.25


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the streams are. Tests pass their own as the context object."""

    interactive: bool
    """Whether there is a terminal to ask on."""
    plain: bool
    colour: bool
    width: int
    grace: float = GRACE
    piped: bool = False
    """What is printed goes elsewhere."""
    screen: TextIO | None = None
    """Where screens are drawn then: on standard error or on the terminal itself, as `ssh` and `git` do."""

    @classmethod
    def detect(cls) -> Terminal:
        """Read it off the streams and the environment."""
        is_typed, piped = is_terminal(sys.stdin), not is_terminal(sys.stdout)
        screen = in_sight() if is_typed and piped else None
        dumb = os.environ.get("TERM") == "dumb"
        return cls(
            interactive=is_typed and (screen is not None or not piped),
            plain=dumb or is_on("ACCESSIBLE"),
            colour=not (dumb or os.environ.get("NO_COLOR")) and (screen is not None or not piped),
            width=shutil.get_terminal_size().columns,
            piped=piped,
            screen=screen,
        )

    @property
    def is_face_to_face(self) -> bool:
        """Whether what is printed is read here, by someone who can answer."""
        return self.interactive and not self.piped

    @property
    def page_width(self) -> int:
        """How wide a text is printed, so that it can be read."""
        return max(20, min(self.width, 100))

    def is_styled(self, *, plain: bool = False) -> bool:
        """Whether lines are printed with their styles, where the person asked for `plain` or not."""
        return self.colour and not (self.piped or self.plain or plain)


def is_on(setting: str) -> bool:
    """Whether an environment variable says yes. Empty, 0, false, no and off say no."""
    return os.environ.get(setting, "").strip().lower() not in ("", "0", "false", "no", "off")


def terminal_of(context: typer.Context) -> Terminal:
    """The terminal of this run."""
    found = context.find_object(Terminal)
    return found or Terminal.detect()


def read_source(source: str) -> tuple[str, str]:
    """The name and the text of an answers file, or of standard input. Raises BadInput if it cannot be read."""
    name = "<stdin>" if source == "-" else source
    try:
        with open_source(source) as stream:
            data = stream.read(BYTES_AT_MOST + 1)
        if len(data) > BYTES_AT_MOST:
            raise BadInput(f"--answers: {name} is too long; answers have at most {BYTES_AT_MOST:,} bytes")
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"--answers: {source} is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise _unread(source, error) from error


def open_source(source: str) -> AbstractContextManager[BinaryIO]:
    """An answers file, or standard input. Raises BadInput if it cannot be opened."""
    if source == "-":
        if sys.stdin is None:
            raise BadInput("--answers: there is no standard input; name a file")
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise _unread(source, error) from error


def _unread(source: str, error: OSError) -> BadInput:
    return BadInput(f"--answers: {source} cannot be read ({reason_of(error)}); check the name")


def say(text: str = "") -> None:
    """Print a result; control characters in it are shown, not obeyed."""
    typer.echo(_shown(text, sys.stdout))


def say_json(data: object) -> None:
    """Print data as JSON, in ASCII alone, so that no terminal or encoding can change it."""
    typer.echo(json.dumps(data, indent=2))


def warn(text: str) -> None:
    """Print a message about the run, on stderr; control characters are shown, not obeyed."""
    try:
        typer.echo(_shown(text, sys.stderr), err=True)
    except OSError:
        stop_writing(sys.stderr)


def _shown(text: str, stream: TextIO) -> str:
    """Text as it is printed: on a terminal no word is cut in two at the edge."""
    lines = [visible(line) for line in text.split("\n")]
    if not is_terminal(stream):
        return "\n".join(lines)
    width = shutil.get_terminal_size().columns
    return "\n".join(row for line in lines for row in wrapped(line, width))


@contextmanager
def paged(terminal: Terminal, *, plain: bool = False) -> Iterator[None]:
    """Show what is printed meanwhile in the person's pager, on a terminal that is too small for it."""
    if not (terminal.is_face_to_face and is_terminal(sys.stdout)) or terminal.plain or plain:
        yield
        return
    sheet = _Sheet()
    try:
        with redirect_stdout(sheet):
            yield
    finally:
        text = sheet.getvalue()
        is_too_long = text.count("\n") >= shutil.get_terminal_size().lines
        if not (is_too_long and read_in_pager(text)):
            sys.stdout.write(text)


class _Sheet(io.StringIO):
    """What is to be read on a terminal, before it is."""

    def isatty(self) -> bool:
        return True


def confirm(context: typer.Context, question: str, *, is_sure: bool) -> None:
    """Ask y or n. Ends the command if it is not y; without a terminal `--yes` is needed."""
    if is_sure:
        return
    terminal = terminal_of(context)
    if not terminal.interactive:
        raise BadInput("there is no terminal to ask on whether you are sure; add --yes if you are")
    screen = terminal.screen or sys.stderr
    typer.echo(f"{_shown(question, screen)} y/n\n> ", screen, nl=False)
    try:
        answer = input().strip().lower()
    except EOFError:
        raise KeyboardInterrupt from None
    if answer not in ("y", "yes"):
        say("Left as it is.")
        raise typer.Exit(ExitStatus.DONE)


def warn_each(texts: Iterable[str]) -> None:
    for text in texts:
        warn(text)


@contextmanager
def reporting() -> Iterator[None]:
    """Tell errors that the person can mend, each with its exit status and without a traceback.

    What is worth telling is told as soon as it is known. Nothing is told twice.
    """
    told: set[str] = set()
    otherwise = warnings.showwarning

    def tell(text: str) -> None:
        if text not in told:
            told.add(text)
            warn(text)

    def show(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
        if issubclass(category, WorthTelling):
            tell(f"coach: {message}")
        else:
            otherwise(message, category, *where, **more)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", WorthTelling)
            warnings.showwarning = show
            yield
    except BadRules as error:
        count = len(error.problems)
        warn_each(map(str, error.problems))
        warn(f"coach: the rules were refused: {count} problem{'s' if count != 1 else ''}.")
        raise typer.Exit(error.exit_status) from None
    except CoachError as error:
        tell(f"coach: {error}" if "\n" not in str(error) else str(error))
        raise typer.Exit(error.exit_status) from None
    except BrokenPipeError:
        stop_writing()
        raise typer.Exit(ExitStatus.DONE) from None
    except KeyboardInterrupt:
        raise typer.Exit(ExitStatus.INTERRUPTED) from None


def stop_writing(stream: TextIO | None = None) -> None:
    """Whoever read the output has read enough: let nothing more be written, and nothing fail for it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())
