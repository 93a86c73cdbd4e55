"""Whether letters can be sent: plain, kind, and with every placeholder known."""

from __future__ import annotations

import re
from typing import Any

from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.menu_checks import check_menu
from interview_coach.rulebook.merge import MergedFile, Written
from interview_coach.rulebook.sayable import (
    READING_GRADE,
    long_sentences,
    reading_grade,
    unkind,
)

PLACEHOLDER = re.compile(r"\[([^\[\]\n]*)\]")
OUTCOME_KINDS = ("ask-first", "cancel")


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
            used |= _check_text(letter, key, details, problems)
    for detail in details.values():
        # A letter of a later layer may have taken the place of the one that used it.
        if detail.id not in used and not (guide.is_base(detail) and guide.overrides):
            problems.add(detail.key_place(), f"no letter leaves {detail.id!r} open; use it or take it out")
    _check_grade(letters, problems)


def _check_text(
    letter: Written[Any], key: str, details: dict[str, Written[Any]], problems: Problems
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


def _check_grade(letters: dict[str, Written[Any]], problems: Problems) -> None:
    by_file: dict[str, list[Written[Any]]] = {}
    for letter in letters.values():
        by_file.setdefault(letter.read.document.file, []).append(letter)
    for written in by_file.values():
        grade = reading_grade([PLACEHOLDER.sub("name", letter.shape.body) for letter in written])
        if len(written) >= 3 and grade > READING_GRADE:
            problems.add(
                written[0].read.place("letters"),
                f"the letters read at grade {grade:.1f}; at most {READING_GRADE:.0f}: shorter words and sentences",
            )
