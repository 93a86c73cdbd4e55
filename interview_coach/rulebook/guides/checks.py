"""Whether the guides of a pack make sense as a whole. Adds problems, returns nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interview_coach.model import CONTEXT_ORDER, MEET_AGAIN, NEED, Stance
from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.flag_checks import check_sources
from interview_coach.rulebook.format import Shape
from interview_coach.rulebook.guides.format import StepShape
from interview_coach.rulebook.guides.layers import MergedGuide
from interview_coach.rulebook.guides.letter_checks import check_letters
from interview_coach.rulebook.layers import Entry
from interview_coach.rulebook.line_checks import check_prose

NEEDED = {
    "prep": ("title", "welcome", "sections", "steps", "rehearsal", "card", "wait"),
    "followup": ("title", "welcome", "safety", "groups", "kinds", "letters", "wait"),
    "debrief": ("title", "welcome", "sections", "steps", "closing", "a_person_to_talk_to"),
    "countries": ("countries",),
}
OUTCOMES = ("go", "ask-first", "cancel")
MENU = 9
"""What one menu holds: a digit for each."""

_KINDS_THAT_SETTLE: Mapping[str, tuple[str, ...]] = {
    "floor": ("amount",),
    "stance": ("choice",),
    "need": ("choice",),
    "meet-again": ("choice",),
    "country": ("country",),
    "deal-breakers": ("deal-breakers",),
    "needs": ("text", "lines", "ticks"),
    "promised": ("text", "lines", "ticks"),
    "questions": ("ticks",),
    "mistakes": ("lines",),
    "fixes": ("text",),
    "action": ("text",),
    "action-date": ("date",),
}
_OPTIONS_THAT_SETTLE: Mapping[str, frozenset[str]] = {
    "stance": frozenset(stance.id for stance in Stance),
    "need": frozenset(CONTEXT_ORDER[NEED]),
    "meet-again": frozenset(CONTEXT_ORDER[MEET_AGAIN]),
}
_MAY_STAND_OFTEN = frozenset({"questions", "needs", "promised"})


def check_guide(guide: MergedGuide, problems: Problems) -> None:
    """Everything about one merged guide."""
    for key in NEEDED[guide.name]:
        if not guide.texts.get(key) and not guide.of(key):
            problems.add(guide.base.place(), f"{guide.name}.yaml has no `{key}`; add it")
    if guide.name == "prep":
        _check_outcomes(guide, problems)
    _check_sections(guide, problems)
    _check_steps(guide, problems)
    _check_kinds(guide, problems)
    check_letters(guide, problems)
    _check_countries(guide, problems)
    for key, text in guide.texts.items():
        _check_text(guide, key, text, problems)
    for entry in _entries(guide):
        if hasattr(entry.shape, "sources"):
            check_sources(entry, problems)


def _entries(guide: MergedGuide) -> Iterator[Entry[Any]]:
    for entries in guide.entries.values():
        yield from entries.values()


def _check_outcomes(guide: MergedGuide, problems: Problems) -> None:
    for outcome in OUTCOMES:
        if outcome not in guide.of("outcomes"):
            problems.add(guide.base.place("outcomes"), f"the outcome {outcome!r} is missing; add it")


def _check_sections(guide: MergedGuide, problems: Problems) -> None:
    sections, steps = guide.of("sections"), guide.of("steps")
    used = {step.shape.section for step in steps.values()}
    for number, section in enumerate(sections.values(), 1):
        check_prose(section, ("intro",), section.shape.intro, problems)
        if section.id not in used:
            problems.add(section.key_place(), f"no step stands in {section.id!r}; add one or take it out")
        if number == MENU + 1:
            problems.add(section.key_place(), f"a menu holds {MENU} sections; join two")
    for step in steps.values():
        if step.shape.section not in sections:
            problems.add(step.place("section"), no_such("section", step.shape.section, sections))


def _check_steps(guide: MergedGuide, problems: Problems) -> None:
    settled: dict[str, str] = {}
    before: dict[str, Entry[StepShape]] = {}
    for step in guide.of("steps").values():
        shape: StepShape = step.shape
        _check_options(guide, step, problems)
        _check_dependence(step, before, problems)
        if shape.settles:
            _check_settles(step, settled, problems)
        for key in ("ask", "hint", "why"):
            check_prose(step, (key,), getattr(shape, key), problems)
        before[step.id] = step


def _check_options(guide: MergedGuide, step: Entry[StepShape], problems: Problems) -> None:
    shape = step.shape
    takes_options = shape.kind in ("choice", "ticks")
    if takes_options and not shape.options:
        problems.add(step.key_place(), f"the {shape.kind} step {step.id!r} has no options; add some")
    if not takes_options and shape.options:
        problems.add(step.key_place("options"), f"a step of kind {shape.kind} has no options; take them out")
    if len(shape.options) > MENU:
        problems.add(step.key_place("options"), f"{len(shape.options)} options; at most {MENU} have a digit")
    letters = guide.of("letters")
    for id_, option in shape.options.items():
        where = ("options", id_)
        check_prose(step, (*where, "how"), option.how, problems)
        check_prose(step, (*where, "because"), option.because, problems)
        for number, source in enumerate(option.sources):
            if source not in step.sources:
                problems.add(step.place(*where, "sources", number), no_such("source", source, step.sources))
        if option.leads_to == "go":
            for key in ("because", "letter"):
                if getattr(option, key):
                    problems.add(
                        step.place(*where, key),
                        f"`{key}` goes with `leads_to: ask-first` or `cancel`; add that",
                    )
            continue
        if guide.name != "prep":
            problems.add(step.place(*where, "leads_to"), "only steps of prep lead anywhere; take it out")
        elif not option.because:
            problems.add(step.key_place(*where), f"{id_!r} leads to {option.leads_to}; say why in `because`")
        if option.letter:
            letter = letters.get(option.letter)
            if letter is None:
                problems.add(step.place(*where, "letter"), no_such("letter", option.letter, letters))
            elif letter.shape.kind != option.leads_to:
                problems.add(
                    step.place(*where, "letter"),
                    f"{option.letter!r} is a letter for {letter.shape.kind}, not for {option.leads_to}",
                )


def _check_dependence(
    step: Entry[StepShape], before: Mapping[str, Entry[StepShape]], problems: Problems
) -> None:
    """A step may only hang on steps that were asked before it."""
    shape = step.shape
    if shape.only_if is not None:
        other = before.get(shape.only_if.step)
        if other is None:
            problems.add(
                step.place("only_if", "step"), no_such("step before this one", shape.only_if.step, before)
            )
        else:
            for number, option in enumerate(shape.only_if.is_):
                if option not in other.shape.options:
                    problems.add(
                        step.place("only_if", "is", number), no_such("option", option, other.shape.options)
                    )
    if shape.for_each is not None:
        lists = [id_ for id_, other in before.items() if other.shape.kind == "lines"]
        if shape.for_each not in lists:
            problems.add(
                step.place("for_each"), no_such("step of kind lines before this one", shape.for_each, lists)
            )
        if shape.kind != "text":
            problems.add(step.place("kind"), "a step for each line of another is of kind text")


def _check_settles(step: Entry[StepShape], settled: dict[str, str], problems: Problems) -> None:
    shape = step.shape
    assert shape.settles is not None
    kinds = _KINDS_THAT_SETTLE[shape.settles]
    if shape.kind not in kinds:
        problems.add(
            step.place("settles"), f"{shape.settles!r} is settled by a step of kind {' or '.join(kinds)}"
        )
    wanted = _OPTIONS_THAT_SETTLE.get(shape.settles)
    if wanted is not None and set(shape.options) != wanted:
        problems.add(
            step.place("options"), f"{shape.settles!r} needs exactly the options {', '.join(sorted(wanted))}"
        )
    if shape.settles in settled and shape.settles not in _MAY_STAND_OFTEN:
        problems.add(
            step.place("settles"), f"{settled[shape.settles]!r} settles {shape.settles!r} already; keep one"
        )
    settled.setdefault(shape.settles, step.id)
    if shape.settles == "fixes" and not shape.for_each:
        problems.add(
            step.key_place(), f"{step.id!r} settles fixes: give it `for_each`, the step with mistakes"
        )


def _check_kinds(guide: MergedGuide, problems: Problems) -> None:
    groups, kinds = guide.of("groups"), guide.of("kinds")
    written = {letter.shape.kind for letter in guide.of("letters").values()}
    for kind in kinds.values():
        if kind.shape.group not in groups:
            problems.add(kind.place("group"), no_such("group", kind.shape.group, groups))
        if kind.id not in written:
            problems.add(kind.key_place(), f"no letter is of the kind {kind.id!r}; write one")
        for number, text in enumerate(kind.shape.advice):
            check_prose(kind, ("advice", number), text, problems)
    used = {kind.shape.group for kind in kinds.values()}
    for number, group in enumerate(groups.values(), 1):
        if group.id not in used:
            problems.add(group.key_place(), f"no kind stands in {group.id!r}; add one or take it out")
        if number == MENU + 1:
            problems.add(group.key_place(), f"a menu holds {MENU} groups; join two")


def _check_countries(guide: MergedGuide, problems: Problems) -> None:
    for country in guide.of("countries").values():
        check_prose(country, ("silent",), country.shape.silent, problems)
        for number, body in enumerate(country.shape.bodies):
            check_prose(country, ("bodies", number, "what"), body.what, problems)
            if body.source not in country.sources:
                problems.add(
                    country.place("bodies", number, "source"), no_such("source", body.source, country.sources)
                )


def _check_text(guide: MergedGuide, key: str, text: Any, problems: Problems) -> None:
    """Fixed texts, however deep, have sentences that can be taken in."""
    entry: Entry[Any] = Entry(key, text, "", guide.text_reads[key], (key,), {}, guide.name)
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
