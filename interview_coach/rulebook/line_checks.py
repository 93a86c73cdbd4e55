"""Whether lines can be said, and whether there is one of its own for what people are asked about."""

from __future__ import annotations

from typing import Any

from interview_coach.book.vocabulary import DANGER, Channel, Purpose, Raise, RaiseState, Severity, Tone
from interview_coach.rulebook.merge import Entry, Merged, MergedFile
from interview_coach.rulebook.sayable import BEATS, check_grade, unknown_placeholders, unsayable
from interview_coach.rulebook.shapes import FlagShape, LineShape

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
    _check_after(merged, line)
    spoken = not shape.channels or bool(_SPOKEN & set(shape.channels))
    beats = BEATS if shape.purpose is Purpose.EXIT else ("say",)
    first = line.place(beats[0]) if getattr(shape, beats[0]) or beats == ("say",) else line.key_place()
    whole = " ".join(filter(None, (getattr(shape, key) for key in beats)))
    for place, text in ((first, whole), (line.place("if_they_push"), shape.if_they_push)):
        for message in (*unsayable(text, spoken=spoken), *unknown_placeholders(text)):
            line.document.problems.add(place, message)


_ASKING = (RaiseState.NOT_YET, RaiseState.WAITING)


def _check_after(merged: Merged, line: Entry[LineShape]) -> None:
    """Whether it makes sense that a line is for what came of raising it."""
    shape = line.shape
    flags = [flag for flag in merged.flags.values() if _is_about(line, flag)]
    is_raised = not flags or any(flag.shape.raising is not Raise.NO for flag in flags)
    for number, state in enumerate(shape.after):
        if state in shape.after[:number]:
            line.wrong(f"{state.id!r} is listed twice; keep one", "after", number)
        elif shape.purpose is Purpose.RAISE and state not in _ASKING:
            cure = "a line that raises is said before there is an answer; write not-yet or waiting"
            line.wrong(f"{cure}, or another purpose", "after", number)
    if not is_raised and shape.after:
        line.wrong_key("nothing that this line is about is ever raised; take `after` out", "after")
    elif not is_raised and shape.purpose is Purpose.RAISE:
        cure = (
            f"nothing that {line.id!r} is about is ever raised; write `purpose: confirm` to ask all the same"
        )
        line.wrong(cure, "purpose")


def _is_about(line: Entry[LineShape], flag: Entry[FlagShape]) -> bool:
    """Whether a line is about a red flag: it fits it or what it reads, or is one for its whole topic."""
    fits = line.shape.fits
    if not fits:
        return line.topic == flag.topic
    reads = flag.shape.fires_if
    return flag.id in fits or (reads is not None and not reads.options().isdisjoint(fits))


def _is_for(line: LineShape, state: RaiseState) -> bool:
    """Whether a line can be said after this came of raising it."""
    return state in (line.after or ((RaiseState.NOT_YET,) if line.purpose is Purpose.RAISE else RaiseState))


def _check_lines_of(merged: Merged, flag: Entry[FlagShape]) -> None:
    """Whether a red flag has lines of its own, or of its topic, where one that fits anything is not enough."""
    shape = flag.shape
    about = [line.shape for line in merged.lines.values() if _is_about(line, flag)]
    asked = shape.raising is not Raise.NO
    if asked and not any(
        line.purpose is Purpose.RAISE for line in about if _is_for(line, RaiseState.NOT_YET)
    ):
        flag.wrong_key(
            f"{flag.id!r} can be raised, but no line of its topic raises it; add one with `purpose: raise`"
        )
    if shape.severity < Severity.SERIOUS and not shape.abuse:
        return
    leaving = [
        line
        for line in about
        if line.purpose is Purpose.EXIT
        and line.tone is not Tone.FIRM
        and (not line.channels or Channel.IN_PERSON in line.channels)
    ]
    states = (RaiseState.CANNOT, RaiseState.REFUSED) if asked else (RaiseState.NOT_YET,)
    missing = [state.id for state in states if not any(_is_for(line, state) for line in leaving)]
    if missing:
        when = f" after {' or '.join(missing)}" if asked else ""
        flag.wrong_key(
            f"{flag.id!r} can end the talk, but no line of its topic says so{when} without being firm; "
            "add one with `purpose: exit`"
        )


def _check_waiting(merged: Merged, topic: MergedFile) -> None:
    """Whether who waits for an answer is told until when, where the raise question has such an answer."""
    question = topic.texts.get("raising") or merged.raising
    is_raised = any(flag.shape.raising is not Raise.NO for flag in merged.flags_of(topic.name))
    if not is_raised or question is None or all(a.means is not RaiseState.WAITING for a in question.answers):
        return
    shapes = (line.shape for line in merged.lines.values() if line.topic in ("", topic.name))
    if not any(s.purpose is Purpose.RAISE and RaiseState.WAITING in s.after and not s.fits for s in shapes):
        read = topic.reads.get("raising", merged.base)
        cure = "add one with `purpose: raise` and `after: [waiting]` to lines.yaml"
        read.wrong_key(f"no line asks until when to wait in {topic.name!r}; {cure}", "raise")


def check_lines_at_hand(merged: Merged) -> None:
    """Whether there is a line for every moment that needs one."""
    exits = [line for line in merged.lines.values() if line.shape.purpose is Purpose.EXIT]
    everywhere = {line.topic for line in exits if not line.shape.channels}
    if "" not in everywhere:
        merged.base.wrong("no exit line fits everywhere; add one without `channels` to lines.yaml")
    if DANGER in merged.topics and DANGER not in everywhere:
        cure = "danger has no exit line that fits everywhere; add a neutral one"
        merged.topics[DANGER].base.wrong(cure, "topic")
    for flag in merged.flags.values():
        if flag.topic != DANGER:
            _check_lines_of(merged, flag)
    for topic in merged.topics.values():
        _check_waiting(merged, topic)


def check_reading_grade(merged: Merged) -> None:
    """Whether the lines of each file, read together, are plain enough."""
    keys = ("say", *BEATS, "if_they_push")
    said = (
        (line, [getattr(line.shape, k) for k in keys if line.place(k).file == line.document.file])
        for line in merged.lines.values()
    )
    check_grade("lines", ((line, filter(None, texts)) for line, texts in said))
