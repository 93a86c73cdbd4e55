"""Whether the steps of a guide can be asked: their options, what they hang on, what they settle."""

from __future__ import annotations

from collections.abc import Mapping

from interview_coach.book.guides import Outcome, Settles, StepKind
from interview_coach.book.pack import CONTEXT_ORDER, MEET_AGAIN, NEED, Stance
from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.flag_checks import no_such_source
from interview_coach.rulebook.guide_shapes import OnlyIfShape, StepOptionShape, StepShape
from interview_coach.rulebook.merge import Entry, MergedFile
from interview_coach.rulebook.text_checks import MENU, check_prose, reading

_KINDS_THAT_SETTLE: Mapping[Settles, tuple[StepKind, ...]] = {
    Settles.FLOOR: (StepKind.AMOUNT,),
    Settles.STANCE: (StepKind.CHOICE,),
    Settles.NEED: (StepKind.CHOICE,),
    Settles.MEET_AGAIN: (StepKind.CHOICE,),
    Settles.COUNTRY: (StepKind.COUNTRY,),
    Settles.DEAL_BREAKERS: (StepKind.DEAL_BREAKERS,),
    Settles.NEEDS: (StepKind.TEXT, StepKind.LINES, StepKind.TICKS),
    Settles.PROMISED: (StepKind.TEXT, StepKind.LINES, StepKind.TICKS),
    Settles.QUESTIONS: (StepKind.TICKS,),
    Settles.MISTAKES: (StepKind.LINES,),
    Settles.FIXES: (StepKind.TEXT,),
    Settles.ACTION: (StepKind.TEXT,),
    Settles.ACTION_DATE: (StepKind.DATE,),
}
_OPTIONS_THAT_SETTLE: Mapping[Settles, frozenset[str]] = {
    Settles.STANCE: frozenset(stance.id for stance in Stance),
    Settles.NEED: frozenset(CONTEXT_ORDER[NEED]),
    Settles.MEET_AGAIN: frozenset(CONTEXT_ORDER[MEET_AGAIN]),
}
_MAY_STAND_OFTEN = frozenset({Settles.QUESTIONS, Settles.NEEDS, Settles.PROMISED})
_OF_DEBRIEF = frozenset({Settles.MISTAKES, Settles.FIXES, Settles.ACTION, Settles.ACTION_DATE})
_ALWAYS_SETTLE = frozenset({StepKind.DEAL_BREAKERS, StepKind.COUNTRY})
"""Kinds of step that would be asked for nothing if they settled nothing."""
_OF_PREP = frozenset({StepKind.DEAL_BREAKERS, StepKind.COUNTRY, StepKind.OPEN_FIXES})
_WITH_OPTIONS = (StepKind.CHOICE, StepKind.TICKS)


def check_steps(guide: MergedFile, problems: Problems) -> None:
    """Everything about the steps of one guide, in the order in which they are asked."""
    settled: dict[Settles, str] = {}
    before: dict[str, Entry[StepShape]] = {}
    for step in _in_order(guide):
        shape = step.shape
        _check_options(guide, step, problems)
        _check_dependence(guide, step, before, problems)
        if shape.settles:
            _check_settles(guide, step, settled, problems)
        elif shape.kind in _ALWAYS_SETTLE:
            problems.add(
                step.key_place(), f"nothing would come of {step.id!r}; add `settles: {shape.kind.value}`"
            )
        if guide.name != "prep":
            _check_only_of_prep(step, problems)
        for key in ("ask", "hint", "why"):
            check_prose(step, (key,), getattr(shape, key), problems)
        before[step.id] = step


def _in_order(guide: MergedFile) -> list[Entry[StepShape]]:
    """The steps as they are asked: section by section. Those of an unknown section come last."""
    order = {section: place for place, section in enumerate(guide.of("sections"))}
    return sorted(guide.of("steps").values(), key=lambda step: order.get(step.shape.section, len(order)))


def _check_only_of_prep(step: Entry[StepShape], problems: Problems) -> None:
    if step.shape.kind in _OF_PREP:
        problems.add(
            step.place("kind"), f"steps of kind {step.shape.kind.value} stand in prep.yaml; move it there"
        )
    if step.shape.for_all:
        problems.add(
            step.key_place("for_all"), "only an answer in prep can hold for every interview; take it out"
        )


def _check_options(guide: MergedFile, step: Entry[StepShape], problems: Problems) -> None:
    shape = step.shape
    takes_options = shape.kind in _WITH_OPTIONS
    if takes_options and not shape.options:
        problems.add(step.key_place(), f"the {shape.kind.value} step {step.id!r} has no `options`; add some")
    if shape.kind is StepKind.CHOICE and len(shape.options) == 1:
        problems.add(
            step.key_place("options"), "a choice of one is none; add an option, or write `kind: ticks`"
        )
    if not takes_options and shape.options:
        problems.add(
            step.key_place("options"),
            f"a step of kind {shape.kind.value} has no options; write `kind: choice` or `ticks`, or take them out",
        )
    if len(shape.options) > MENU:
        problems.add(step.key_place("options"), f"{len(shape.options)} options; at most {MENU} have a digit")
    said: dict[str, str] = {}
    for id_, option in shape.options.items():
        where = ("options", id_)
        earlier = said.setdefault(reading(option.text), id_)
        if earlier != id_:
            problems.add(
                step.place(*where, "text"), f"{earlier!r} reads the same; say what makes them different"
            )
        check_prose(step, (*where, "text"), option.text, problems)
        check_prose(step, (*where, "how"), option.how, problems)
        check_prose(step, (*where, "because"), option.because, problems)
        for number, source in enumerate(option.sources):
            if source not in step.sources:
                problems.add(step.place(*where, "sources", number), no_such_source(source, step.sources))
        _check_leading(guide, step, id_, option, problems)


def _check_leading(
    guide: MergedFile, step: Entry[StepShape], id_: str, option: StepOptionShape, problems: Problems
) -> None:
    """Where an option leads, why, and with which letter."""
    where = ("options", id_)
    if option.leads_to is Outcome.GO:
        for key in ("because", "letter"):
            if getattr(option, key):
                problems.add(
                    step.key_place(*where, key),
                    f"`{key}` goes with `leads_to: ask-first` or `cancel`; add that, or take `{key}` out",
                )
        return
    if guide.name != "prep":
        problems.add(step.place(*where, "leads_to"), "only steps of prep lead anywhere; take it out")
        return
    if not option.because:
        problems.add(step.key_place(*where), f"{id_!r} leads to {option.leads_to.id}; say why in `because`")
    if option.letter:
        letters = guide.of("letters")
        letter = letters.get(option.letter)
        if letter is None:
            problems.add(step.place(*where, "letter"), no_such("letter", option.letter, letters))
        elif letter.shape.kind != option.leads_to.id:
            if guide.is_base(step) and not guide.is_base(letter):
                kept = f"the step {step.id!r} offers this letter; keep `kind: {option.leads_to.id}`"
                problems.add(letter.place("kind"), kept)
            else:
                fault = f"{option.letter!r} is a letter for {letter.shape.kind}, not for {option.leads_to.id}"
                problems.add(step.place(*where, "letter"), f"{fault}; name another letter, or lead there")


def _check_dependence(
    guide: MergedFile, step: Entry[StepShape], before: Mapping[str, Entry[StepShape]], problems: Problems
) -> None:
    """A step may only hang on steps that were asked before it."""
    shape = step.shape
    if shape.only_if is not None:
        _check_condition(guide, step, shape.only_if, before, problems)
    if shape.for_each:
        lists = [id_ for id_, other in before.items() if other.shape.kind is StepKind.LINES]
        if shape.for_each not in lists:
            problems.add(
                step.place("for_each"), no_such("step of kind lines before this one", shape.for_each, lists)
            )
        if shape.kind is not StepKind.TEXT:
            problems.add(step.place("kind"), "a step that is asked for each line of another has `kind: text`")


def _check_condition(
    guide: MergedFile,
    step: Entry[StepShape],
    condition: OnlyIfShape,
    before: Mapping[str, Entry[StepShape]],
    problems: Problems,
) -> None:
    id_, where = condition.step, step.place("only_if", "step")
    choosing = {i: other for i, other in before.items() if other.shape.kind in _WITH_OPTIONS}
    if id_ in choosing:
        other = choosing[id_]
        for number, option in enumerate(condition.is_):
            if option in other.shape.options:
                continue
            if guide.is_base(step) and not guide.is_base(other):
                gone = f"the step {step.id!r} hangs on the option {option!r}, which is gone here; keep it"
                problems.add(other.key_place("options"), gone)
            else:
                message = no_such("option", option, other.shape.options)
                problems.add(step.place("only_if", "is", number), message)
    elif id_ in before:
        problems.add(where, f"{id_!r} has no options to hang on; name a step of kind choice or ticks")
    elif id_ in guide.of("steps"):
        problems.add(where, f"{id_!r} is asked later; move it before this step, or hang on another one")
    else:
        problems.add(where, no_such("step before this one", id_, choosing))


def _check_settles(
    guide: MergedFile, step: Entry[StepShape], settled: dict[Settles, str], problems: Problems
) -> None:
    shape = step.shape
    assert shape.settles is not None
    home = "debrief" if shape.settles in _OF_DEBRIEF else "prep"
    if guide.name != home:
        if shape.kind in _OF_PREP:
            return  # said already
        problems.add(
            step.place("settles"), f"{shape.settles.value!r} is settled in {home}.yaml; move it there"
        )
        return
    kinds = _KINDS_THAT_SETTLE[shape.settles]
    if shape.kind not in kinds:
        problems.add(
            step.place("settles"),
            f"{shape.settles.value!r} is settled by a step of kind {' or '.join(kind.value for kind in kinds)}",
        )
    wanted = _OPTIONS_THAT_SETTLE.get(shape.settles)
    if wanted is not None and shape.options and set(shape.options) != wanted:
        problems.add(
            step.key_place("options"),
            f"{shape.settles.value!r} needs exactly the options {', '.join(sorted(wanted))}",
        )
    if shape.settles in settled and shape.settles not in _MAY_STAND_OFTEN:
        problems.add(
            step.place("settles"),
            f"the step {settled[shape.settles]!r} settles this already; keep one of the two",
        )
    settled.setdefault(shape.settles, step.id)
    if shape.settles is Settles.FIXES and (
        not shape.for_each or shape.for_each != settled.get(Settles.MISTAKES)
    ):
        place = step.place("for_each") if shape.for_each else step.key_place()
        problems.add(
            place, f"{step.id!r} settles fixes: its `for_each` is the step that has `settles: mistakes`"
        )
