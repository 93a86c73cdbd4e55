"""Whether the guides of a pack make sense as a whole. Adds problems, returns nothing."""

from __future__ import annotations

import re
from typing import Any

from interview_coach.problems import no_such
from interview_coach.rulebook.document import part_of
from interview_coach.rulebook.flag_checks import check_sources, no_such_source
from interview_coach.rulebook.merge import Entry, MergedFile
from interview_coach.rulebook.sayable import (
    check_grade,
    check_menu,
    check_prose,
    check_told_apart,
    long_sentences,
    unkind,
)
from interview_coach.rulebook.step_checks import check_steps

NEEDED = {
    "prep": ("title", "welcome", "sections", "steps", "rehearsal", "card", "wait"),
    "followup": ("title", "welcome", "safety", "groups", "kinds", "letters", "wait"),
    "debrief": ("title", "welcome", "sections", "steps", "closing", "a_person_to_talk_to"),
    "countries": ("countries",),
}
OUTCOME_KINDS = ("ask-first", "cancel")
OUTCOMES = ("go", *OUTCOME_KINDS)
PLACEHOLDER = re.compile(r"\[([^\[\]\n]*)\]")
NEVER_AFTER_DANGER = frozenset({"thank-you", "keep-in-mind", "reconnect"})
"""Kinds of letter that nobody owes to people who were a danger."""


def check_guide(guide: MergedFile) -> None:
    """Everything about one merged guide."""
    missing = [key for key in NEEDED[guide.name] if not guide.texts.get(key) and not guide.of(key)]
    if guide.is_addition and len(missing) > 1:
        guide.base.wrong(
            f"the pack has no {guide.name}.yaml yet that this could add to; write a whole one, "
            f"with {', '.join(missing)} as well",
        )
        return
    for key in missing:
        guide.base.wrong(f"{guide.name}.yaml has no `{key}`; add it")
    if guide.name == "prep":
        _check_outcomes(guide)
    _check_sections(guide)
    check_steps(guide)
    if guide.name == "followup":
        _check_kinds(guide)
    _check_letters(guide)
    _check_countries(guide)
    for key, read in guide.reads.items():
        check_prose(read, key)
    for entries in guide.entries.values():
        for entry in entries.values():
            if hasattr(entry.shape, "sources"):
                check_sources(entry)


def _check_outcomes(guide: MergedFile) -> None:
    for outcome in OUTCOMES:
        if outcome not in guide.of("outcomes"):
            guide.base.wrong_key(f"the outcome {outcome!r} is missing; add it under `outcomes`", "outcomes")
    for entry in guide.of("outcomes").values():
        check_prose(entry, "meaning", "next_steps")
    written = {letter.shape.kind for letter in guide.of("letters").values()}
    for kind in OUTCOME_KINDS:
        if kind not in written:
            guide.base.wrong_key(f"no letter has `kind: {kind}`; write one", "letters")


def _check_sections(guide: MergedFile) -> None:
    sections, steps = guide.of("sections"), guide.of("steps")
    used = {step.shape.section for step in steps.values()}
    for section in sections.values():
        check_prose(section, "intro")
        if section.id not in used:
            section.wrong_key(f"no step has `section: {section.id}`; add one, or take it out")
    check_menu(sections.values(), "sections", "title")
    for step in steps.values():
        step.check_known("section", step.shape.section, sections, "section")


def _check_kinds(guide: MergedFile) -> None:
    if (safety := guide.texts.get("safety")) is not None:
        answers = ("no", "yes", "not_sure")
        read = guide.reads["safety"]
        check_told_apart((key, part_of(read, getattr(safety, key), "safety", key)) for key in answers)
    groups, kinds, letters = guide.of("groups"), guide.of("kinds"), guide.of("letters")
    written = {letter.shape.kind for letter in letters.values()}
    for kind in kinds.values():
        kind.check_known("group", kind.shape.group, groups, "group")
        if kind.id not in written:
            kind.wrong_key(f"no letter has `kind: {kind.id}`; write one under `letters`")
        check_prose(kind, "advice")
        if kind.shape.after_danger and kind.id in NEVER_AFTER_DANGER:
            cure = f"nobody owes {kind.id!r} to people who were a danger; take `after_danger` out"
            kind.wrong(cure, "after_danger")
    if kinds and not any(kind.shape.after_danger for kind in kinds.values()):
        document = next(iter(kinds.values())).document
        document.problems.add(
            document.key_place(("kinds",)),
            "after danger nothing would be offered; write `after_danger: true` at what then helps, such as report",
        )
    check_menu(groups.values(), "groups")
    for group in groups.values():
        inside = [kind for kind in kinds.values() if kind.shape.group == group.id]
        if not inside:
            group.wrong_key(f"no kind has `group: {group.id}`; add one, or take it out")
        check_menu(inside, f"kinds in {group.id!r}", "text")


def _check_countries(guide: MergedFile) -> None:
    names: dict[str, str] = {}
    for country in guide.of("countries").values():
        earlier = names.setdefault(country.shape.name.lower(), country.id)
        if earlier != country.id:
            country.wrong(f"{earlier!r} has this name already; join the two", "name")
        check_prose(country, "silent")
        for number, shape in enumerate(country.shape.bodies):
            body = part_of(country, shape, "bodies", number)
            check_prose(body, "what")
            if shape.source not in country.sources:
                body.wrong(no_such_source(shape.source, country.sources), "source")


def _check_letters(guide: MergedFile) -> None:
    """Kinds, wording and placeholders of all letters, and that every declared detail is used."""
    letters, details = guide.of("letters"), guide.of("details")
    kinds = tuple(guide.of("kinds")) if guide.name == "followup" else OUTCOME_KINDS
    used: set[str] = set()
    for kind in kinds:
        of_kind = [letter for letter in letters.values() if letter.shape.kind == kind]
        check_menu(of_kind, f"letters of the kind {kind!r}", "text")
    for letter in letters.values():
        letter.check_known("kind", letter.shape.kind, kinds, "kind")
        if letter.shape.channel == "email" and not letter.shape.subject:
            letter.wrong_key(f"the e-mail {letter.id!r} has no `subject`; add one")
        if letter.shape.channel != "email" and letter.shape.subject:
            letter.wrong_key("only an e-mail has a `subject`; take it out", "subject")
        for key in ("subject", "body"):
            used |= _check_letter_text(letter, key, details)
    for detail in details.values():
        # A letter of a later layer may have taken the place of the one that used it.
        if detail.id not in used and not (guide.is_base(detail) and guide.overrides):
            detail.wrong_key(f"no letter leaves {detail.id!r} open; use it or take it out")
    check_grade(
        "letters", ((letter, [PLACEHOLDER.sub("name", letter.shape.body)]) for letter in letters.values())
    )


def _check_letter_text(letter: Entry[Any], key: str, details: dict[str, Entry[Any]]) -> set[str]:
    """Check one text of a letter. Returns the ids of the details that it leaves open."""
    text: str = getattr(letter.shape, key)
    for paragraph in text.split("\n"):
        for message in (*unkind(paragraph), *long_sentences(paragraph)):
            letter.wrong(message, key)
    for name in re.findall(r"\{([^{}]*)\}", text):
        letter.wrong(f"{{{name}}} would be sent as it stands; write [{name}]", key)
    found: set[str] = set()
    for name in PLACEHOLDER.findall(text):
        id_ = "-".join(name.lower().replace("-", " ").split())
        found.add(id_)
        wanted = id_.replace("-", " ")
        if id_ not in details:
            letter.wrong(f"{no_such('detail', id_, details)} (for [{name}])", key)
        elif name != wanted:
            letter.wrong(f"[{name}] would stay open; write [{wanted}]", key)
    if any(bracket in PLACEHOLDER.sub("", text) for bracket in "[]"):
        letter.wrong(
            "a bracket is not closed on its line; write [their name] on one line, or leave brackets out", key
        )
    return found
