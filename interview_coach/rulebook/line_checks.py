"""Whether lines and letters can be said or sent, are at hand when they are needed, and read easily."""

from __future__ import annotations

import re
from typing import Any

from interview_coach.book.pack import DANGER, Channel, Purpose, Raise
from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.merge import Entry, Merged, MergedFile
from interview_coach.rulebook.sayable import long_sentences, unkind, unknown_placeholders, unsayable
from interview_coach.rulebook.shapes import LineShape
from interview_coach.rulebook.text_checks import check_grade, check_menu

PLACEHOLDER = re.compile(r"\[([^\[\]\n]*)\]")
OUTCOME_KINDS = ("ask-first", "cancel")
_SPOKEN = {Channel.IN_PERSON, Channel.VIDEO, Channel.PHONE}


def check_line(merged: Merged, line: Entry[LineShape], problems: Problems) -> None:
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
    known: dict[str, Entry[Any]] = {**merged.flags, **merged.options}
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
    check_grade("lines", ((line, _spoken(line.shape)) for line in merged.lines.values()), problems)


def _spoken(line: LineShape) -> list[str]:
    texts = (line.say, line.open, line.statement, line.close, line.if_they_push)
    return [text for text in texts if text]


def check_letters(guide: MergedFile, problems: Problems) -> None:
    """Kinds, wording and placeholders of all letters, and that every declared detail is used."""
    letters, details = guide.of("letters"), guide.of("details")
    kinds = tuple(guide.of("kinds")) if guide.name == "followup" else OUTCOME_KINDS
    used: set[str] = set()
    for kind in kinds:
        of_kind = [letter for letter in letters.values() if letter.shape.kind == kind]
        check_menu(of_kind, f"letters of the kind {kind!r}", "text", problems)
    for letter in letters.values():
        if letter.shape.kind not in kinds:
            problems.add(letter.place("kind"), no_such("kind", letter.shape.kind, kinds))
        if letter.shape.channel == "email" and not letter.shape.subject:
            problems.add(letter.key_place(), f"the e-mail {letter.id!r} has no `subject`; add one")
        if letter.shape.channel != "email" and letter.shape.subject:
            problems.add(letter.key_place("subject"), "only an e-mail has a `subject`; take it out")
        for key in ("subject", "body"):
            used |= _check_letter_text(letter, key, details, problems)
    for detail in details.values():
        # A letter of a later layer may have taken the place of the one that used it.
        if detail.id not in used and not (guide.is_base(detail) and guide.overrides):
            problems.add(detail.key_place(), f"no letter leaves {detail.id!r} open; use it or take it out")
    said = ((letter, [PLACEHOLDER.sub("name", letter.shape.body)]) for letter in letters.values())
    check_grade("letters", said, problems)


def _check_letter_text(
    letter: Entry[Any], key: str, details: dict[str, Entry[Any]], problems: Problems
) -> set[str]:
    """Check one text of a letter. Returns the ids of the details that it leaves open."""
    text: str = getattr(letter.shape, key)
    for paragraph in text.split("\n"):
        for message in (*unkind(paragraph), *long_sentences(paragraph)):
            problems.add(letter.place(key), message)
    for name in re.findall(r"\{([^{}]*)\}", text):
        problems.add(letter.place(key), f"{{{name}}} would be sent as it stands; write [{name}]")
    found: set[str] = set()
    for name in PLACEHOLDER.findall(text):
        id_ = "-".join(name.lower().replace("-", " ").split())
        found.add(id_)
        wanted = id_.replace("-", " ")
        if id_ not in details:
            problems.add(letter.place(key), f"{no_such('detail', id_, details)} (for [{name}])")
        elif name != wanted:
            problems.add(letter.place(key), f"[{name}] would stay open; write [{wanted}]")
    if any(bracket in PLACEHOLDER.sub("", text) for bracket in "[]"):
        problems.add(
            letter.place(key),
            "a bracket is not closed on its line; write [their name] on one line, or leave brackets out",
        )
    return found
