"""`coach assess` of many answer sets: a line for each, in and out, and never more than one of them in memory."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import typer

from interview_coach.book.vocabulary import Stance
from interview_coach.cli.streams import open_source, warn
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import recommend
from interview_coach.problems import BadAnswers, BadInput, Place, Problem, reason_of
from interview_coach.render.result_json import as_data, brief_data, problem_data
from interview_coach.rulebook.answer_files import read_answers
from interview_coach.storage.programs import is_terminal

ENDINGS = (".jsonl", ".ndjson")
"""What the name of a file of lines ends in; of any other, and of standard input, `--lines` says it."""

LINE_AT_MOST = 100_000
"""Bytes that the answers of one line may have."""

FAULTY = json.dumps(problem_data([])).encode().rstrip(b"]}")
OURS = FAULTY[: FAULTY.index(b",")]
"""How lines begin that tell problems, and all that are written here."""


@dataclass(frozen=True, slots=True)
class LineByLine:
    """A stream of answer sets and where its results go."""

    engine: Engine
    source: str
    """The name of a file, or - for standard input."""
    stance: str = ""
    """The stance of the command line, which wins over one in a line."""
    out: str = ""
    """The file to which results are added; standard output if there is none."""
    is_brief: bool = False

    @property
    def name(self) -> str:
        return "<stdin>" if self.source == "-" else self.source

    def decide(self, *, shows_progress: bool) -> None:
        """Tell what each line leads to. Raises BadInput for a file that cannot be used, and for faulty lines."""
        with ExitStack() as stack:
            source = stack.enter_context(open_source(self.source))
            out = stack.enter_context(_added_to(self.out)) if self.out else None
            done, faulty = _those_written(out, self.out) if out else (0, 0)
            shows_progress = shows_progress and (out is not None or not is_terminal(sys.stdout))
            went_on = stack.enter_context(_progress(source, is_shown=shows_progress))
            number = 0
            try:
                for number, line in enumerate(_lines(source), 1):
                    if number > done:
                        told = json.dumps(self._told(line, number)).encode()
                        faulty += told.startswith(FAULTY)
                        if out is None:
                            typer.echo(told)
                        else:
                            out.write(told + b"\n")
                            out.flush()
                    went_on(len(line))
            except KeyboardInterrupt:
                from_there = "with --out FILE it could go on from there"
                cure = "the same command goes on from there" if out else from_there
                warn(f"coach: stopped in line {number:,}; {cure}")
                raise
        if number < done:
            fault = f"{self.out} has {done:,} results, but {self.name} only {number:,} lines"
            raise BadInput(f"--out: {fault}; name another file")
        if faulty:
            raise BadInput(
                f"{faulty:,} of {number:,} lines do not fit; what is told in their place says what to write"
            )

    def _told(self, line: bytes, number: int) -> dict[str, Any]:
        here = Place(self.name, number)
        if len(line) > LINE_AT_MOST:
            fault = f"this line is too long; answers have at most {LINE_AT_MOST:,} bytes"
            return problem_data([Problem(here, fault)])
        try:
            text = line.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            return problem_data([Problem(here, "this line is not UTF-8 text; save the file as UTF-8")])
        if not text:
            fault = "this line is empty; take it out, or write {} if nothing was answered"
            return problem_data([Problem(here, fault)])
        try:
            answers, profile = read_answers(text, self.name, self.engine.book)
        except BadAnswers as error:
            return problem_data(Problem(replace(p.place, line=number), p.message) for p in error.problems)
        profile = profile or Profile()
        if self.stance:
            profile = replace(profile, stance=Stance.of(self.stance))
        if self.is_brief:
            return brief_data(self.engine, self.engine.decision(answers, profile))
        return as_data(recommend(self.engine, answers, profile))


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """The lines, none longer than what is too long already: the rest of such a line is read over."""
    while line := source.readline(LINE_AT_MOST + 1):
        rest = line
        while len(rest) > LINE_AT_MOST and not rest.endswith(b"\n"):
            rest = source.readline(LINE_AT_MOST + 1)
        yield line


def _added_to(out: str) -> AbstractContextManager[BinaryIO]:
    """The file of results, made for its owner alone if it is not there."""
    if Path(out).exists() and not Path(out).is_file():
        raise BadInput(f"--out: {out} is no file; name one")
    try:
        return os.fdopen(os.open(out, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+b")
    except OSError as error:
        raise BadInput(
            f"--out: {out} cannot be written ({reason_of(error)}); name a file elsewhere"
        ) from error


def _those_written(out: BinaryIO, name: str) -> tuple[int, int]:
    """How many results the file has, and how many of them are faulty lines. A last one that was cut off is dropped."""
    done = faulty = end = 0
    for line in out:
        if line[: len(OURS)] != OURS[: len(line)]:
            raise BadInput(f"--out: {name} is there already and holds no results of mine; name another file")
        if line.endswith(b"\n"):
            done, faulty, end = done + 1, faulty + line.startswith(FAULTY), end + len(line)
    out.seek(end)
    out.truncate()
    return done, faulty


def _progress(source: BinaryIO, *, is_shown: bool) -> AbstractContextManager[Callable[[int], None]]:
    if not is_shown or not is_terminal(sys.stderr):
        return nullcontext(lambda _: None)
    from interview_coach.cli.console import progress_of_lines

    about = os.fstat(source.fileno())
    return progress_of_lines(about.st_size if stat.S_ISREG(about.st_mode) else None)
