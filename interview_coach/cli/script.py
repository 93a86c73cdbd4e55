"""`coach script`: a line to say, at once. It always prints one, whatever is broken."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.cli.options import DEFAULT_ROLE, Json, Role, Rules
from interview_coach.cli.streams import reporting, say, say_json, warn
from interview_coach.problems import BadInput, BadRules, no_such

if TYPE_CHECKING:
    from interview_coach.book.pack import Book, Line, Purpose
    from interview_coach.storage.last_result import LastResult

SAFE_LINE = "Thank you for your time. I'm going to stop here. Goodbye."
SAFE_REPEAT = "Thank you. I'm leaving now. Goodbye."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    reason: str = ""
    tone: str = ""
    channel: str = ""
    purpose: str = ""
    role: str = ""
    rules: tuple[Path, ...] = field(default=())
    everything: bool = False
    as_json: bool = False
    copy: bool = False
    nth: int = 0
    afresh: bool = False
    """The last assessment is left aside: whoever looks on learns nothing of it."""


def script(
    reason: Annotated[
        str,
        typer.Argument(
            help="A neutral word: pay, role, time, fit, call, unwell or pause.", show_default=False
        ),
    ] = "",
    tone: Annotated[str, typer.Option("--tone", help="warm, neutral or firm.", metavar="TONE")] = "",
    channel: Annotated[
        str, typer.Option("--channel", help="in-person, video, phone, message or email.", metavar="CHANNEL")
    ] = "",
    purpose: Annotated[
        str,
        typer.Option(
            "--purpose", help="exit, raise, confirm, pause, buy-time and others.", metavar="PURPOSE"
        ),
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Print every line that fits.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Also copy the line to the clipboard.")] = False,
    role: Role = "",
    rules: Rules = None,
    as_json: Json = False,
) -> None:
    """A line to say now.

    \b
    coach script                 a line to leave with
    coach script pay             the pay is not what you need
    coach script --purpose pause five minutes for yourself
    """
    wanted = Wanted(reason, tone, channel, purpose, role, tuple(rules or ()), everything, as_json, copy)
    with reporting():
        say_a_line(wanted)


def say_a_line(wanted: Wanted) -> None:
    """Print a line. Only a word that means nothing is an error; all else falls back to a safe line."""
    lines: Sequence[Line] = ()
    try:
        book, last = _book_and_last_result(wanted)
        lines = find_lines(book, wanted, last)
    except _RulesTrouble as error:
        warn(f"coach: {error}")
    except BadInput:
        raise
    except Exception as error:  # a stressed person gets a line, whatever went wrong
        warn(f"coach: something went wrong ({type(error).__name__}: {error}); here is a safe line.")
    if not lines:
        _print_safe_line(wanted)
        return
    _print_lines(lines, wanted)


class _RulesTrouble(BadInput):
    """Rules that cannot be used: told, but no reason to stay silent."""


def _book_and_last_result(wanted: Wanted) -> tuple[Book, LastResult | None]:
    from interview_coach.storage.books import UnknownRole, load_book
    from interview_coach.storage.last_result import load_result

    last = None if wanted.afresh else load_result(time.time())
    role = wanted.role or (last.role if last else DEFAULT_ROLE)
    try:
        return load_book(role, wanted.rules), last
    except BadRules as error:
        warn(f"coach: rules were left aside, `coach rules check` shows why. First: {error.problems[0]}")
    except UnknownRole:
        if wanted.role:
            raise
        role, last = DEFAULT_ROLE, None
    except BadInput as error:
        warn(f"coach: {error}")
    try:
        return load_book(role, layered=False), last
    except BadRules as error:
        raise _RulesTrouble("the built-in rules are damaged; here is a safe line") from error


def find_lines(book: Book, wanted: Wanted, last: LastResult | None) -> tuple[Line, ...]:
    """The lines that fit what was asked for, the best first. Raises BadInput for an unknown word."""
    from interview_coach.book.pack import Channel, Purpose, Tone
    from interview_coach.engine.lines import lines_for

    tone = _one_of("--tone", wanted.tone, [t.value for t in Tone])
    channel = _one_of("--channel", wanted.channel, [c.value for c in Channel])
    purpose = _one_of("--purpose", wanted.purpose, [p.value for p in Purpose])
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    chosen: Purpose = Purpose(purpose) if purpose else Purpose.EXIT
    if wanted.reason:
        reasons = {reason.id: reason for reason in book.reasons}
        if wanted.reason not in reasons:
            raise BadInput(no_such("reason", wanted.reason, reasons))
        reason = reasons[wanted.reason]
        topics = (reason.topic,) if reason.topic else ()
        chosen = chosen if purpose else reason.purpose
        channel = channel or (reason.channel.value if reason.channel else "")
    elif last is not None and last.role == book.info.id:
        about, topics = last.about, last.topics

    def found(through: str) -> tuple[Line, ...]:
        return lines_for(
            book,
            chosen,
            about=about,
            topics=topics,
            tone=Tone(tone) if tone else Tone.NEUTRAL,
            channel=Channel(through) if through else None,
        )

    lines = found(channel)
    if lines or not channel:
        return lines
    if spoken := found(""):
        warn(f"coach: there is no {chosen.value} line for {channel}; this one is for speaking.")
    return spoken


def _one_of(option: str, given: str, known: Sequence[str]) -> str:
    if given and given not in known:
        raise BadInput(f"{option}: {no_such('value', given, known)}")
    return given


def _print_lines(lines: Sequence[Line], wanted: Wanted) -> None:
    chosen = lines if wanted.everything else [lines[wanted.nth % len(lines)]]
    if wanted.as_json:
        from interview_coach.render.result_json import line_data

        data = [line_data(line) for line in chosen]
        say_json(data if wanted.everything else data[0])
        return
    for line in chosen:
        say(line.text)
        if line.if_they_push and not wanted.everything:
            say(f"If they push: {line.if_they_push}")
    if wanted.copy:
        _copy(chosen[0].text)


def _print_safe_line(wanted: Wanted) -> None:
    if wanted.as_json:
        data: dict[str, object] = {
            "schema_version": 1,
            "id": None,
            "purpose": "exit",
            "tone": "neutral",
            "channels": [],
            "text": SAFE_LINE,
            "if_they_push_back": SAFE_REPEAT,
            "body": None,
        }
        say_json([data] if wanted.everything else data)
        return
    say(SAFE_LINE)
    say(f"If they push: {SAFE_REPEAT}")


def _copy(text: str) -> None:
    from interview_coach.cli.clipboard import copy

    if not copy(text):
        warn("coach: there is no clipboard here; the line is above.")
