"""What can go wrong, as data: places, problems, errors and exit statuses. Standard library only."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class ExitStatus(IntEnum):
    """What `coach` tells the shell."""

    DONE = 0
    CHECK_FAILED = 1
    USAGE = 2
    BAD_RULES = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is written: a file as the person named it, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong and what to write instead."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(slots=True)
class Problems:
    """Collects problems, so that an author mends them all in one round."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, message: str) -> None:
        self.found.append(Problem(place, message))

    def sorted(self) -> tuple[Problem, ...]:
        return tuple(sorted(set(self.found)))


class CoachError(Exception):
    """An error the person can mend; its text says how."""

    exit_status = ExitStatus.USAGE


class BadRules(CoachError):
    """Rule files that were refused, with every problem found in them."""

    exit_status = ExitStatus.BAD_RULES

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class BadAnswers(CoachError):
    """Answers that do not fit the book, with every problem found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class BadInput(CoachError):
    """An option, file or setting that cannot be used."""


class WorthTelling(UserWarning):
    """Something that stops nothing and that the person should know; its text says it."""


class LeftAside(WorthTelling):
    """Something kept or set up that cannot be used, so that it goes on without; its text names it."""


class RulesLeftAside(LeftAside):
    """Installed rules that cannot be used, so that it goes on without them; its text names the folder."""


def no_such(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that `name` is not known, with the nearest known name or the list of them."""
    options = sorted(known)
    near = difflib.get_close_matches(name, options, n=1)
    if near:
        return f"no {kind} is called {name!r}; did you mean {near[0]!r}?"
    if not options:
        return f"no {kind} is called {name!r}; there is none to name here"
    if len(options) > 12:
        options = [*options[:12], "…"]
    return f"no {kind} is called {name!r}; known: {', '.join(options)}"


def reason_of(error: OSError) -> str:
    """What the system says went wrong, as it stands within a sentence."""
    return (error.strerror or str(error)).lower()
