"""`coach script`: a line to say, at once. It always prints one, whatever is broken."""

from __future__ import annotations

import difflib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from interview_coach.book.pack import Book, Line
from interview_coach.book.vocabulary import Channel, Purpose, RaiseState, Tone
from interview_coach.book.wording import filled
from interview_coach.cli.options import (
    Json,
    Role,
    Rules,
    argument,
    of_channels,
    of_purposes,
    of_reasons,
    of_tones,
    option,
    takes,
)
from interview_coach.cli.streams import say, say_json, warn
from interview_coach.engine.lines import lines_for
from interview_coach.engine.search import Finder
from interview_coach.problems import BadInput, BadRules, no_such
from interview_coach.render.layout import DEFAULT_ROLE
from interview_coach.render.line_json import line_data
from interview_coach.storage.books import UnknownRole, load_book
from interview_coach.storage.programs import copy
from interview_coach.storage.traces import LastResult, load_result

SAFE_LINE = Line(
    id="",
    topic="",
    purpose=Purpose.EXIT,
    tone=Tone.NEUTRAL,
    beats=("Thank you for your time. I'm going to stop here. Goodbye.",),
    if_they_push="Thank you. I'm leaving now. Goodbye.",
)
SAFE_PUSH = "If they push"
"""What there is to say where no other line can be had: in code, for it must work when the rules are damaged."""


@dataclass(frozen=True, slots=True)
class ScriptOptions:
    """What was asked for on the command line."""

    words: Annotated[
        list[str] | None,
        argument(
            "A neutral word: pay, role, time, fit, call, unwell or pause. Or what is going on, in your own.",
            completes=of_reasons,
        ),
    ] = None
    tone: Annotated[str, option("--tone", "warm, neutral or firm.", "TONE", of_tones)] = ""
    channel: Annotated[
        str, option("--channel", "in-person, video, phone, message or email.", "CHANNEL", of_channels)
    ] = ""
    purpose: Annotated[
        str, option("--purpose", "exit, raise, confirm, pause, buy-time and others.", "PURPOSE", of_purposes)
    ] = ""
    everything: Annotated[bool, option("--all", "Print every line that fits.")] = False
    copy: Annotated[bool, option("--copy", "Also copy the line to the clipboard.")] = False
    role: Role = ""
    rules: Rules = None
    as_json: Json = False


@takes(ScriptOptions)
def script(_: typer.Context, wanted: ScriptOptions) -> None:
    """A line to say now.

    \b
    coach script                 a line to leave with
    coach script pay             the pay is not what you need
    coach script "he shouted"    in your own words
    coach script --purpose pause five minutes for yourself
    """
    say_a_line(wanted)


def say_a_line(wanted: ScriptOptions, nth: int = 0, *, afresh: bool = False) -> None:
    """Print the `nth` line. Only an option that means nothing is an error; all else falls back to a safe line.

    `afresh` leaves the last assessment aside: whoever looks on learns nothing of it.
    """
    lines: Sequence[Line] = ()
    push = SAFE_PUSH
    try:
        book, last = _book_and_last_result(wanted, None if afresh else load_result(time.time()))
        lines, push = find_lines(book, wanted, last), book.wording.push
    except _RulesTrouble as error:
        warn(f"coach: {error}")
    except BadInput:
        raise
    except Exception as error:  # a stressed person gets a line, whatever went wrong
        warn(f"coach: something went wrong ({type(error).__name__}: {error}); here is a safe line.")
    lines = lines or [SAFE_LINE]
    if not wanted.everything:
        lines = [lines[nth % len(lines)]]
    if wanted.as_json:
        data = [line_data(line) for line in lines]
        say_json(data if wanted.everything else data[0])
        return
    for line in lines:
        say(line.text)
        if line.if_they_push and len(lines) == 1:
            say(f"{push}: {line.if_they_push}")
    if wanted.copy and not copy(lines[0].text):
        warn("coach: there is no clipboard here; the line is above.")


class _RulesTrouble(BadInput):
    """Rules that cannot be used: told, but no reason to stay silent."""


def _book_and_last_result(wanted: ScriptOptions, last: LastResult | None) -> tuple[Book, LastResult | None]:
    role = wanted.role or (last.role if last else DEFAULT_ROLE)
    try:
        return load_book(role, wanted.rules or ()), last
    except BadRules as error:
        warn(f"coach: the rules named by hand are left aside. First of what is wrong: {error.problems[0]}")
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


def find_lines(book: Book, wanted: ScriptOptions, last: LastResult | None) -> tuple[Line, ...]:
    """The lines that fit what was asked for, the best first. Raises BadInput for an unknown option.

    What is no reason word is searched. Where nothing fits it, general lines come, and stderr names the reason words.
    """
    tone, channel, purpose = wanted.tone, wanted.channel, wanted.purpose
    for option_, given, known in (
        ("--tone", tone, Tone),
        ("--channel", channel, Channel),
        ("--purpose", purpose, Purpose),
    ):
        if given and given not in (values := [each.value for each in known]):
            raise BadInput(f"{option_}: {no_such('value', given, values)}")
    chosen: Purpose = Purpose(purpose) if purpose else Purpose.EXIT
    sought = Tone(tone) if tone else Tone.NEUTRAL
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    came_of: dict[str, RaiseState] = {}
    words = " ".join(wanted.words or ())
    if reason := next((reason for reason in book.reasons if reason.id == words), None):
        topics = (reason.topic,) if reason.topic else ()
        chosen = chosen if purpose else reason.purpose
        channel = channel or (reason.channel.value if reason.channel else "")
        if topics and not any(line.topic == reason.topic for line in lines_for(book, chosen, topics=topics)):
            about = tuple(option.id for option in book.topic_by_id[reason.topic].options)
    elif words:
        about, topics = _meant(book, words)
        sought = Tone.WARM if about and not tone else sought
    elif last is not None and last.role == book.info.id:
        about, topics = last.about, last.topics
        came_of = last.came_of

    def found(through: str) -> tuple[Line, ...]:
        return lines_for(
            book,
            chosen,
            about=about,
            topics=topics,
            tone=sought,
            channel=Channel(through) if through else None,
            came_of=came_of,
        )

    lines = found(channel)
    if lines or not channel:
        return lines
    if spoken := found(""):
        warn(f"coach: there is no {chosen.value} line for {channel}; this one is for speaking.")
    return spoken


def _meant(book: Book, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The option that own words mean most likely, and its topic; neither where they mean nothing."""
    if found := Finder(book).find(words, at_most=1):
        option = found[0].option
        return (option.id,), (option.topic,)
    known = [reason.id for reason in book.reasons]
    near, told = difflib.get_close_matches(words, known, n=1), book.wording.told
    said = filled(told["line-near"], repr(near[0])) if near else filled(told["line-any"], ", ".join(known))
    warn(f"coach: {said}")
    return (), ()
