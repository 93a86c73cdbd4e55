"""Whether the guides of a pack make sense as a whole. Adds problems, returns nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.flag_checks import check_sources, no_such_source
from interview_coach.rulebook.line_checks import OUTCOME_KINDS, check_letters
from interview_coach.rulebook.merge import Entry, MergedFile
from interview_coach.rulebook.shapes import Shape
from interview_coach.rulebook.step_checks import check_steps
from interview_coach.rulebook.text_checks import check_menu, check_prose, reading

NEEDED = {
    "prep": ("title", "welcome", "sections", "steps", "rehearsal", "card", "wait"),
    "followup": ("title", "welcome", "safety", "groups", "kinds", "letters", "wait"),
    "debrief": ("title", "welcome", "sections", "steps", "closing", "a_person_to_talk_to"),
    "countries": ("countries",),
}
OUTCOMES = ("go", *OUTCOME_KINDS)
NEVER_AFTER_DANGER = frozenset({"thank-you", "keep-in-mind", "reconnect"})
"""Kinds of letter that nobody owes to people who were a danger."""


def check_guide(guide: MergedFile, problems: Problems) -> None:
    """Everything about one merged guide."""
    missing = [key for key in NEEDED[guide.name] if not guide.texts.get(key) and not guide.of(key)]
    if guide.is_addition and len(missing) > 1:
        problems.add(
            guide.base.place(),
            f"the pack has no {guide.name}.yaml yet that this could add to; write a whole one, "
            f"with {', '.join(missing)} as well",
        )
        return
    for key in missing:
        problems.add(guide.base.place(), f"{guide.name}.yaml has no `{key}`; add it")
    if guide.name == "prep":
        _check_outcomes(guide, problems)
    _check_sections(guide, problems)
    check_steps(guide, problems)
    if guide.name == "followup":
        _check_safety(guide, problems)
        _check_kinds(guide, problems)
    check_letters(guide, problems)
    _check_countries(guide, problems)
    for key, text in guide.texts.items():
        _check_text(guide, key, text, problems)
    for entry in _entries(guide):
        if hasattr(entry.shape, "sources"):
            check_sources(entry, problems)


def _entries(guide: MergedFile) -> Iterator[Entry[Any]]:
    for entries in guide.entries.values():
        yield from entries.values()


def _check_outcomes(guide: MergedFile, problems: Problems) -> None:
    for outcome in OUTCOMES:
        if outcome not in guide.of("outcomes"):
            problems.add(
                guide.base.key_place("outcomes"),
                f"the outcome {outcome!r} is missing; add it under `outcomes`",
            )
    for entry in guide.of("outcomes").values():
        check_prose(entry, ("meaning",), entry.shape.meaning, problems)
        for number, text in enumerate(entry.shape.next_steps):
            check_prose(entry, ("next_steps", number), text, problems)
    written = {letter.shape.kind for letter in guide.of("letters").values()}
    for kind in OUTCOME_KINDS:
        if kind not in written:
            problems.add(guide.base.key_place("letters"), f"no letter has `kind: {kind}`; write one")


def _check_sections(guide: MergedFile, problems: Problems) -> None:
    sections, steps = guide.of("sections"), guide.of("steps")
    used = {step.shape.section for step in steps.values()}
    for section in sections.values():
        check_prose(section, ("intro",), section.shape.intro, problems)
        if section.id not in used:
            problems.add(section.key_place(), f"no step has `section: {section.id}`; add one, or take it out")
    check_menu(sections.values(), "sections", "title", problems)
    for step in steps.values():
        if step.shape.section not in sections:
            problems.add(step.place("section"), no_such("section", step.shape.section, sections))


def _check_safety(guide: MergedFile, problems: Problems) -> None:
    said: dict[str, str] = {}
    for key in ("no", "yes", "not_sure") if "safety" in guide.texts else ():
        earlier = said.setdefault(reading(getattr(guide.texts["safety"], key)), key)
        if earlier != key:
            problems.add(
                guide.reads["safety"].place("safety", key),
                f"{earlier!r} reads the same; say what makes them different",
            )


def _check_kinds(guide: MergedFile, problems: Problems) -> None:
    groups, kinds, letters = guide.of("groups"), guide.of("kinds"), guide.of("letters")
    for kind in kinds.values():
        if kind.shape.group not in groups:
            problems.add(kind.place("group"), no_such("group", kind.shape.group, groups))
        written = [letter for letter in letters.values() if letter.shape.kind == kind.id]
        if not written:
            problems.add(kind.key_place(), f"no letter has `kind: {kind.id}`; write one under `letters`")
        for number, text in enumerate(kind.shape.advice):
            check_prose(kind, ("advice", number), text, problems)
        if kind.shape.after_danger and kind.id in NEVER_AFTER_DANGER:
            problems.add(
                kind.place("after_danger"),
                f"nobody owes {kind.id!r} to people who were a danger; take `after_danger` out",
            )
    if kinds and not any(kind.shape.after_danger for kind in kinds.values()):
        first = next(iter(kinds.values()))
        problems.add(
            first.read.key_place("kinds"),
            "after danger nothing would be offered; write `after_danger: true` at what then helps, such as report",
        )
    check_menu(groups.values(), "groups", "", problems)
    for group in groups.values():
        inside = [kind for kind in kinds.values() if kind.shape.group == group.id]
        if not inside:
            problems.add(group.key_place(), f"no kind has `group: {group.id}`; add one, or take it out")
        check_menu(inside, f"kinds in {group.id!r}", "text", problems)


def _check_countries(guide: MergedFile, problems: Problems) -> None:
    names: dict[str, str] = {}
    for country in guide.of("countries").values():
        earlier = names.setdefault(country.shape.name.lower(), country.id)
        if earlier != country.id:
            problems.add(country.place("name"), f"{earlier!r} has this name already; join the two")
        check_prose(country, ("silent",), country.shape.silent, problems)
        for number, body in enumerate(country.shape.bodies):
            check_prose(country, ("bodies", number, "what"), body.what, problems)
            if body.source not in country.sources:
                problems.add(
                    country.place("bodies", number, "source"), no_such_source(body.source, country.sources)
                )


def _check_text(guide: MergedFile, key: str, text: Any, problems: Problems) -> None:
    """Fixed texts, however deep, have sentences that can be taken in."""
    entry: Entry[Any] = Entry(key, text, "", guide.reads[key], (key,), {}, guide.name)
    for path, sentence in _texts_in(text):
        check_prose(entry, path, sentence, problems)


def _texts_in(value: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield (), value
        return
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, list):
        parts = enumerate(value)
    elif isinstance(value, Shape):
        parts = ((name, getattr(value, name)) for name in type(value).model_fields)
    for step, part in parts:
        for path, text in _texts_in(part):
            yield (step, *path), text
