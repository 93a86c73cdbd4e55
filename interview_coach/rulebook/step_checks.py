"""Whether the steps of a guide can be asked: their options, what they hang on, what they settle."""

from __future__ import annotations

from collections.abc import Mapping

from interview_coach.book.guides import Outcome, Settles, StepKind
from interview_coach.book.vocabulary import CONTEXT_ORDER, MEET_AGAIN, NEED, Stance
from interview_coach.problems import no_such
from interview_coach.rulebook.document import Read, part_of
from interview_coach.rulebook.flag_checks import check_sources
from interview_coach.rulebook.guide_shapes import OnlyIfShape, StepOptionShape, StepShape
from interview_coach.rulebook.merge import Entry, MergedFile
from interview_coach.rulebook.sayable import MENU, check_prose, check_told_apart

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


def check_steps(guide: MergedFile) -> None:
    """Everything about the steps of one guide, in the order in which they are asked."""
    settled: dict[Settles, str] = {}
    before: dict[str, Entry[StepShape]] = {}
    order = {section: place for place, section in enumerate(guide.of("sections"))}
    steps: list[Entry[StepShape]] = list(guide.of("steps").values())
    # Section by section; those of an unknown section come last.
    for step in sorted(steps, key=lambda step: order.get(step.shape.section, len(order))):
        kind = step.shape.kind
        _check_options(guide, step)
        _check_dependence(guide, step, before)
        if step.shape.settles:
            _check_settles(guide, step, step.shape.settles, settled)
        elif kind in _ALWAYS_SETTLE:
            step.wrong_key(f"nothing would come of {step.id!r}; add `settles: {kind.value}`")
        if guide.name != "prep" and kind in _OF_PREP:
            step.wrong(f"steps of kind {kind.value} stand in prep.yaml; move it there", "kind")
        if guide.name != "prep" and step.shape.for_all:
            step.wrong_key("only an answer in prep can hold for every interview; take it out", "for_all")
        check_prose(step, "ask", "hint", "why")
        before[step.id] = step


def _check_options(guide: MergedFile, step: Entry[StepShape]) -> None:
    kind, options = step.shape.kind, step.shape.options
    takes_options = kind in _WITH_OPTIONS
    if takes_options and not options:
        step.wrong_key(f"the {kind.value} step {step.id!r} has no `options`; add some")
    if kind is StepKind.CHOICE and len(options) == 1:
        step.wrong_key("a choice of one is none; add an option, or write `kind: ticks`", "options")
    if not takes_options and options:
        step.wrong_key(
            f"a step of kind {kind.value} has no options; write `kind: choice` or `ticks`, or take them out",
            "options",
        )
    if len(options) > MENU:
        step.wrong_key(f"{len(options)} options; at most {MENU} have a digit", "options")
    check_told_apart(
        (id_, part_of(step, option.text, "options", id_, "text")) for id_, option in options.items()
    )
    for id_, shape in options.items():
        option = part_of(step, shape, "options", id_)
        check_prose(option, "text", "how", "because")
        check_sources(step, option)
        _check_leading(guide, step, id_, option)


def _check_leading(
    guide: MergedFile, step: Entry[StepShape], id_: str, option: Read[StepOptionShape]
) -> None:
    """Where an option leads, why, and with which letter."""
    shape, leads_to = option.shape, option.shape.leads_to.id
    if shape.leads_to is Outcome.GO:
        for key in ("because", "letter"):
            if getattr(shape, key):
                cure = f"`{key}` goes with `leads_to: ask-first` or `cancel`; add that, or take `{key}` out"
                option.wrong_key(cure, key)
        return
    if guide.name != "prep":
        option.wrong("only steps of prep lead anywhere; take it out", "leads_to")
        return
    if not shape.because:
        option.wrong_key(f"{id_!r} leads to {leads_to}; say why in `because`")
    letters = guide.of("letters")
    if shape.letter:
        option.check_known("letter", shape.letter, letters, "letter")
    letter = letters.get(shape.letter)
    if letter and letter.shape.kind != leads_to:
        if guide.is_base(step) and not guide.is_base(letter):
            letter.wrong(f"the step {step.id!r} offers this letter; keep `kind: {leads_to}`", "kind")
        else:
            fault = f"{shape.letter!r} is a letter for {letter.shape.kind}, not for {leads_to}"
            option.wrong(f"{fault}; name another letter, or lead there", "letter")


def _check_dependence(
    guide: MergedFile, step: Entry[StepShape], before: Mapping[str, Entry[StepShape]]
) -> None:
    """A step may only hang on steps that were asked before it."""
    shape = step.shape
    if shape.only_if is not None:
        _check_condition(guide, step, shape.only_if, before)
    if shape.for_each:
        lists = [id_ for id_, other in before.items() if other.shape.kind is StepKind.LINES]
        step.check_known("step of kind lines before this one", shape.for_each, lists, "for_each")
        if shape.kind is not StepKind.TEXT:
            step.wrong("a step that is asked for each line of another has `kind: text`", "kind")


def _check_condition(
    guide: MergedFile, step: Entry[StepShape], condition: OnlyIfShape, before: Mapping[str, Entry[StepShape]]
) -> None:
    id_, where = condition.step, ("only_if", "step")
    choosing = {i: other for i, other in before.items() if other.shape.kind in _WITH_OPTIONS}
    if (other := choosing.get(id_)) is not None:
        if guide.is_base(step) and not guide.is_base(other):
            for option in set(condition.is_) - other.shape.options.keys():
                gone = f"the step {step.id!r} hangs on the option {option!r}, which is gone here; keep it"
                other.wrong_key(gone, "options")
        else:
            step.check_known("option", condition.is_, other.shape.options, "only_if", "is")
    elif id_ in before:
        step.wrong(f"{id_!r} has no options to hang on; name a step of kind choice or ticks", *where)
    elif id_ in guide.of("steps"):
        step.wrong(f"{id_!r} is asked later; move it before this step, or hang on another one", *where)
    else:
        step.wrong(no_such("step before this one", id_, choosing), *where)


def _check_settles(
    guide: MergedFile, step: Entry[StepShape], settles: Settles, settled: dict[Settles, str]
) -> None:
    shape = step.shape
    home = "debrief" if settles in _OF_DEBRIEF else "prep"
    if guide.name != home:
        if shape.kind not in _OF_PREP:  # that is said already
            step.wrong(f"{settles.value!r} is settled in {home}.yaml; move it there", "settles")
        return
    kinds = _KINDS_THAT_SETTLE[settles]
    if shape.kind not in kinds:
        named = " or ".join(kind.value for kind in kinds)
        step.wrong(f"{settles.value!r} is settled by a step of kind {named}", "settles")
    wanted = _OPTIONS_THAT_SETTLE.get(settles)
    if wanted is not None and shape.options and set(shape.options) != wanted:
        cure = f"{settles.value!r} needs exactly the options {', '.join(sorted(wanted))}"
        step.wrong_key(cure, "options")
    if settles in settled and settles not in _MAY_STAND_OFTEN:
        cure = f"the step {settled[settles]!r} settles this already; keep one of the two"
        step.wrong(cure, "settles")
    settled.setdefault(settles, step.id)
    if settles is Settles.FIXES and (not shape.for_each or shape.for_each != settled.get(Settles.MISTAKES)):
        cure = f"{step.id!r} settles fixes: its `for_each` is the step that has `settles: mistakes`"
        if shape.for_each:
            step.wrong(cure, "for_each")
        else:
            step.wrong_key(cure)
