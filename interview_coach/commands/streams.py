"""What this run may assume of its terminal, and how errors are told."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from interview_coach.problems import BadRules, CoachError, ExitStatus

GRACE = 0.25


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the streams are. Tests pass their own as the context object."""

    interactive: bool
    plain: bool
    colour: bool
    width: int
    grace: float = GRACE

    @classmethod
    def detect(cls) -> Terminal:
        """Read it off the streams and the environment."""
        interactive = sys.stdin.isatty() and sys.stdout.isatty()
        dumb = os.environ.get("TERM") == "dumb"
        plain = dumb or bool(os.environ.get("ACCESSIBLE"))
        colour = sys.stdout.isatty() and not dumb and not os.environ.get("NO_COLOR")
        return cls(interactive, plain, colour, shutil.get_terminal_size().columns)


def terminal_of(context: typer.Context) -> Terminal:
    """The terminal of this run."""
    found = context.find_object(Terminal)
    return found or Terminal.detect()


def say(text: str = "") -> None:
    """Print a result."""
    typer.echo(text)


def warn(text: str) -> None:
    """Print a message about the run, on stderr."""
    typer.echo(text, err=True)


def warn_each(texts: Iterable[str]) -> None:
    for text in texts:
        warn(text)


@contextmanager
def reporting() -> Iterator[None]:
    """Tell errors that the person can mend, each with its exit status and without a traceback."""
    try:
        yield
    except BadRules as error:
        count = len(error.problems)
        warn_each(map(str, error.problems))
        warn(f"coach: the rules were refused: {count} problem{'s' if count != 1 else ''}.")
        raise typer.Exit(error.exit_status) from None
    except CoachError as error:
        warn(f"coach: {error}" if "\n" not in str(error) else str(error))
        raise typer.Exit(error.exit_status) from None
    except KeyboardInterrupt:
        raise typer.Exit(ExitStatus.INTERRUPTED) from None
