"""Whether lines can be said, are at hand when they are needed, and read easily."""

from __future__ import annotations

from typing import Any

from interview_coach.book.pack import DANGER, Channel, Purpose, Raise
from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.document import Path
from interview_coach.rulebook.merge import Merged, Written
from interview_coach.rulebook.sayable import (
    READING_GRADE,
    long_sentences,
    reading_grade,
    unknown_placeholders,
    unsayable,
)
from interview_coach.rulebook.shapes import LineShape

_SPOKEN = {Channel.IN_PERSON, Channel.VIDEO, Channel.PHONE}


def check_line(merged: Merged, line: Written[LineShape], problems: Problems) -> None:
    """Whether one line can be said or sent, and has the beats of its purpose."""
    shape = line.shape
    beats = {key: getattr(shape, key) for key in ("open", "statement", "close")}
    if shape.purpose is Purpose.EXIT:
        for key, beat in beats.items():
            if not beat:
                problems.add(
                    line.key_place(),
                    f"the exit line {line.id!r} has no `{key}`; it needs open, statement and close",
                )
        if shape.say:
            problems.add(
                line.key_place("say"), "an exit line has three beats; write open, statement and close instead"
            )
        if not shape.if_they_push:
            problems.add(
                line.key_place(),
                f"the exit line {line.id!r} has no `if_they_push`: the same again, if they push",
            )
    else:
        if not shape.say:
            problems.add(line.key_place(), f"the line {line.id!r} has no `say`; add the sentence")
        for key, beat in beats.items():
            if beat:
                problems.add(line.key_place(key), f"`{key}` is for exit lines; write `say`")
    known: dict[str, Written[Any]] = {**merged.flags, **merged.options}
    for number, id_ in enumerate(shape.fits):
        if id_ not in known:
            problems.add(line.place("fits", number), no_such("flag or option", id_, known))
        elif not line.topic:
            problems.add(
                line.place("fits", number),
                f"a line of lines.yaml fits any topic; move it to {known[id_].topic}.yaml",
            )
    spoken = not shape.channels or bool(_SPOKEN & set(shape.channels))
    if shape.purpose is Purpose.EXIT:
        text = " ".join(beat for beat in beats.values() if beat)
        where = line.place("open") if shape.open else line.key_place()
    else:
        text, where = shape.say, line.place("say")
    for message in (*unsayable(text, spoken=spoken), *unknown_placeholders(text)):
        problems.add(where, message)
    for message in (
        *unsayable(shape.if_they_push, spoken=spoken),
        *unknown_placeholders(shape.if_they_push),
    ):
        problems.add(line.place("if_they_push"), message)


def check_lines_at_hand(merged: Merged, problems: Problems) -> None:
    """Whether there is a line for every moment that needs one."""
    exits = [line for line in merged.lines.values() if line.shape.purpose is Purpose.EXIT]
    if not any(not line.topic and not line.shape.channels for line in exits):
        problems.add(
            merged.base.place(), "no exit line fits everywhere; add one without `channels` to lines.yaml"
        )
    if DANGER in merged.topics and not any(
        line.topic == DANGER and not line.shape.channels for line in exits
    ):
        problems.add(
            merged.topics[DANGER].start, "danger has no exit line that fits everywhere; add a neutral one"
        )
    raised = {
        id_
        for line in merged.lines.values()
        if line.shape.purpose is Purpose.RAISE
        for id_ in line.shape.fits
    }
    raised_topics = {
        line.topic
        for line in merged.lines.values()
        if line.shape.purpose is Purpose.RAISE and not line.shape.fits
    }
    for flag in merged.flags.values():
        if flag.shape.raising is Raise.REQUIRED and flag.id not in raised and flag.topic not in raised_topics:
            problems.add(
                flag.key_place(),
                f"{flag.id!r} is to be raised first, but no line raises it; add one with `purpose: raise`",
            )


def check_reading_grade(merged: Merged, problems: Problems) -> None:
    """Whether the lines of each file, read together, are plain enough."""
    spoken: dict[str, list[str]] = {}
    places: dict[str, Written[LineShape]] = {}
    for line in merged.lines.values():
        shape = line.shape
        texts = [shape.say, shape.open, shape.statement, shape.close, shape.if_they_push]
        spoken.setdefault(line.read.document.file, []).extend(text for text in texts if text)
        places.setdefault(line.read.document.file, line)
    for file, said in spoken.items():
        grade = reading_grade(said)
        if len(said) >= 3 and grade > READING_GRADE:
            problems.add(
                places[file].read.place("lines"),
                f"the lines read at grade {grade:.1f}; at most {READING_GRADE:.0f}: shorter words and sentences",
            )


def check_prose(entry: Written[Any], path: Path, text: str, problems: Problems, known: str = "") -> None:
    """Whether a text that is read, not said, has short sentences and no placeholder but `known`."""
    if text:
        for message in (*long_sentences(text), *unknown_placeholders(text, known)):
            problems.add(entry.place(*path), message)
