"""Whether lines can be said or sent, are at hand when they are needed, and read easily."""

from __future__ import annotations

from typing import Any

from interview_coach.book.pack import DANGER, Channel, Purpose, Raise
from interview_coach.rulebook.merge import Entry, Merged
from interview_coach.rulebook.sayable import check_grade, unknown_placeholders, unsayable
from interview_coach.rulebook.shapes import LineShape

BEATS = ("open", "statement", "close")
_SPOKEN = {Channel.IN_PERSON, Channel.VIDEO, Channel.PHONE}


def check_line(merged: Merged, line: Entry[LineShape]) -> None:
    """Whether one line can be said or sent, and has the beats of its purpose."""
    shape = line.shape
    if shape.purpose is Purpose.EXIT:
        for key in BEATS:
            if not getattr(shape, key):
                line.wrong_key(
                    f"the exit line {line.id!r} has no `{key}`; it needs open, statement and close"
                )
        if shape.say:
            cure = "an exit line has three beats; write open, statement and close instead"
            line.wrong_key(cure, "say")
        if not shape.if_they_push:
            line.wrong_key(f"the exit line {line.id!r} has no `if_they_push`: the same again, if they push")
    else:
        if not shape.say:
            line.wrong_key(f"the line {line.id!r} has no `say`; add the sentence")
        for key in BEATS:
            if getattr(shape, key):
                line.wrong_key(f"`{key}` is for exit lines; write `say`", key)
    known: dict[str, Entry[Any]] = {**merged.flags, **merged.options}
    line.check_known("flag or option", shape.fits, known, "fits")
    for number, id_ in enumerate(shape.fits):
        if id_ in known and not line.topic:
            cure = f"a line of lines.yaml fits any topic; move it to {known[id_].topic}.yaml"
            line.wrong(cure, "fits", number)
    spoken = not shape.channels or bool(_SPOKEN & set(shape.channels))
    beats = BEATS if shape.purpose is Purpose.EXIT else ("say",)
    first = line.place(beats[0]) if getattr(shape, beats[0]) or beats == ("say",) else line.key_place()
    whole = " ".join(filter(None, (getattr(shape, key) for key in beats)))
    for place, text in ((first, whole), (line.place("if_they_push"), shape.if_they_push)):
        for message in (*unsayable(text, spoken=spoken), *unknown_placeholders(text)):
            line.document.problems.add(place, message)


def check_lines_at_hand(merged: Merged) -> None:
    """Whether there is a line for every moment that needs one."""
    exits = [line for line in merged.lines.values() if line.shape.purpose is Purpose.EXIT]
    everywhere = {line.topic for line in exits if not line.shape.channels}
    if "" not in everywhere:
        merged.base.wrong("no exit line fits everywhere; add one without `channels` to lines.yaml")
    if DANGER in merged.topics and DANGER not in everywhere:
        cure = "danger has no exit line that fits everywhere; add a neutral one"
        merged.topics[DANGER].base.wrong(cure, "topic")
    raising = [line for line in merged.lines.values() if line.shape.purpose is Purpose.RAISE]
    raised = {id_ for line in raising for id_ in line.shape.fits}
    topics = {line.topic for line in raising if not line.shape.fits}
    for flag in merged.flags.values():
        if flag.shape.raising is Raise.REQUIRED and flag.id not in raised and flag.topic not in topics:
            flag.wrong_key(
                f"{flag.id!r} is to be raised first, but no line raises it; add one with `purpose: raise`"
            )


def check_reading_grade(merged: Merged) -> None:
    """Whether the lines of each file, read together, are plain enough."""
    keys = ("say", *BEATS, "if_they_push")
    said = ((line, filter(None, (getattr(line.shape, k) for k in keys))) for line in merged.lines.values())
    check_grade("lines", said)
