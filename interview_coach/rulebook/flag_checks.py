"""Whether flags, options and their combinations make sense (A3, A4, A6, A7 of the format)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from interview_coach.book.pack import Condition
from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, WOULD_TAKE, ConditionKind, Raise, Severity
from interview_coach.problems import no_such
from interview_coach.rulebook.document import Path, Read
from interview_coach.rulebook.merge import Entry, Merged
from interview_coach.rulebook.sayable import FLOOR, NUMBER, check_prose
from interview_coach.rulebook.shapes import FlagShape, OtherOptionShape, SignShape

WEAK = frozenset({"survey", "opinion"})


def check_flag(merged: Merged, flag: Entry[FlagShape]) -> None:
    """Everything about one red flag."""
    shape = flag.shape
    _check_counting(merged, flag)
    adds_up = shape.danger_signs or shape.scam_signs
    if not adds_up and bool(shape.option) == bool(shape.fires_if):
        flag.wrong_key(f"{flag.id!r} needs either `option` or `fires_if`, and not both")
    if shape.fires_if is not None:
        faults = list(_condition_faults(merged, shape.fires_if, ("fires_if",)))
        for path, message in faults:
            flag.wrong(message, *path)
        elsewhere = frozenset(id_ for id_, home in merged.homes.items() if home != flag.topic)
        # Unanswered, as in a topic that is closed, what a `not` reads does not hold either.
        holds_elsewhere = shape.fires_if.holds(elsewhere.__contains__, elsewhere.__contains__)
        if not faults and flag.topic != DANGER and holds_elsewhere:
            flag.wrong(
                f"this can hold with nothing ticked in {flag.topic!r}, where it would be raised; "
                f"read an option of {flag.topic!r} too, or move it to the topic that it reads",
                "fires_if",
            )
    if (shape.severity is Severity.DANGER) != (flag.topic == DANGER):
        flag.wrong(
            "only the topic danger holds danger flags, and it holds no other; choose another severity or topic",
            "severity",
        )
    if flag.topic == DANGER:
        _check_danger_flag(flag)
    elif shape.cannot_leave:
        flag.wrong_key("only a danger flag has `cannot_leave`; take it out", "cannot_leave")
    _check_raising(merged, flag)
    check_sources(flag)
    strengths = {flag.sources[id_].strength for id_ in shape.sources if id_ in flag.sources}
    if strengths and strengths <= WEAK:
        flag.wrong(
            f"{flag.id!r} rests on weak sources alone; put an official, research, professional or press one beside them",
            "sources",
        )
    check_prose(flag, "option", "finding", "why", "fixed_when", "leave_when")
    check_prose(flag, "do_now", "cannot_leave", "afterwards", known=NUMBER if flag.topic == DANGER else "")
    if shape.option_when_known:
        check_prose(flag, "option_when_known", known=FLOOR)
        if f"{{{FLOOR}}}" not in shape.option_when_known:
            cure = "this is shown where one's own floor is known; write {floor} into it"
            flag.wrong(cure, "option_when_known")
        if not shape.option:
            cure = "a flag without `option` has nothing to put otherwise; take it out"
            flag.wrong(cure, "option_when_known")


def _check_counting(merged: Merged, flag: Entry[FlagShape]) -> None:
    """Whether signs are marked, and added up, where that means something."""
    shape = flag.shape
    if shape.scam_sign and flag.topic == DANGER:
        flag.wrong_key("danger needs no signs to add up; take `scam_sign` out", "scam_sign")
    elif shape.scam_sign and not shape.option:
        flag.wrong_key("a scam sign is one option; mark what the combination reads", "scam_sign")
    marked = [f.id for f in merged.flags.values() if f.shape.scam_sign]
    for key, known in (("danger_signs", list(merged.signs)), ("scam_signs", marked)):
        if not getattr(shape, key):
            continue
        if flag.topic != DANGER:
            flag.wrong_key(f"only a danger flag has `{key}`; take it out", key)
        if shape.option or shape.fires_if or (shape.danger_signs and shape.scam_signs):
            flag.wrong_key(f"{flag.id!r} fires by `{key}` alone; take what else it fires by out", key)
        if not known:
            flag.wrong_key(f"nothing here adds up to `{key}`; mark some, or take it out", key)
    if shape.treatment and not shape.can_be_sustained:
        cure = (
            "being treated so twice counts as sustained; write `can_be_sustained: true` too, or take it out"
        )
        flag.wrong_key(cure, "treatment")


def check_sign(sign: Entry[SignShape]) -> None:
    """Everything about one danger sign."""
    if sign.topic != DANGER:
        sign.wrong_key("danger signs stand in danger.yaml only; move it there")
    check_sources(sign)
    check_prose(sign, "why")


def _check_danger_flag(flag: Entry[FlagShape]) -> None:
    shape = flag.shape
    if shape.raising is not Raise.NO:
        flag.wrong("danger is never raised first; write `raise: no`", "raise")
    if shape.fires_if is not None:
        flag.wrong("a danger flag is one option of the danger screen; write `option`", "fires_if")
    for key in ("do_now", "cannot_leave", "afterwards"):
        if not getattr(shape, key):
            flag.wrong_key(f"{flag.id!r} needs `{key}`: danger says what to do, and what if one can't")


def _check_raising(merged: Merged, flag: Entry[FlagShape]) -> None:
    shape = flag.shape
    for key in ("fixed_when", "leave_when"):
        if shape.raising is Raise.NO and getattr(shape, key):
            flag.wrong_key(f"`{key}` means nothing with `raise: no`; take it out", key)
        if shape.raising is not Raise.NO and not getattr(shape, key):
            flag.wrong_key(f"{flag.id!r} needs `{key}`, since it can be raised")
    if shape.leave_when.endswith("."):
        flag.wrong('`leave_when` ends the sentence "Go if …"; take the full stop off', "leave_when")
    if shape.abuse and shape.raising is not Raise.IF_SAFE:
        flag.wrong("abuse is named only if that is safe; write `raise: if-safe`", "raise")
    kinds = [option.shape.kind for option in merged.options.values() if option.topic == flag.topic]
    if shape.can_be_sustained and "sustained" not in kinds:
        cure = f"no option of kind `sustained` in {flag.topic!r}; add one under `options`"
        flag.wrong_key(cure, "can_be_sustained")


def check_option(merged: Merged, option: Entry[OtherOptionShape]) -> None:
    """Everything about one option that is no red flag."""
    shape = option.shape
    if option.topic == DANGER:
        option.wrong_key("the danger screen holds danger flags only; move this option to another topic")
    check_sources(option)
    if shape.kind == "own-state" and not shape.reassurance:
        option.wrong_key(f"{option.id!r} is of kind own-state; add the `reassurance` to show")
    if shape.kind not in ("own-state", "own-reason") and shape.reassurance:
        cure = "only options of kind own-state have a `reassurance`; take it out"
        option.wrong_key(cure, "reassurance")
    if shape.kind == "context" and not shape.sets:
        option.wrong_key(f"{option.id!r} is of kind context; add what it `sets`")
    if shape.kind != "context" and shape.sets:
        option.wrong_key("only options of kind context have `sets`; take it out", "sets")
    others = [o.id for o in merged.options.values() if o.shape.sets and o.id != option.id]
    if shape.sets and others:
        option.wrong_key(f"{others[0]!r} sets the context too; one option of a pack is enough", "sets")
    for id_, answer in shape.sets.items():
        if id_ not in CONTEXT_ORDER:
            option.wrong_key(no_such("context question", id_, CONTEXT_ORDER), "sets", id_)
            continue
        if id_ != WOULD_TAKE:
            option.wrong_key(f"a tick can only set {WOULD_TAKE}; {id_} is asked by itself", "sets", id_)
        if answer != (hardest := CONTEXT_ORDER[id_][-1]):
            option.wrong(f'a tick hardens; write {id_}: "{hardest}"', "sets", id_)
    if shape.do_now and shape.kind != "own-reason":
        option.wrong_key("only options of kind own-reason have `do_now`; take it out", "do_now")
    check_prose(option, "reassurance")
    check_prose(option, "do_now", known=NUMBER)


def check_sources(entry: Entry[Any], part: Read[Any] | None = None) -> None:
    """Whether every source that an entry, or a part of it, names is there."""
    part = part or entry
    for number, id_ in enumerate(part.shape.sources):
        if id_ not in entry.sources:
            part.wrong(no_such_source(id_, entry.sources), "sources", number)


def no_such_source(id_: str, known: Iterable[str]) -> str:
    """Say that no source in reach has this id."""
    known = tuple(known)
    if known:
        return no_such("source", id_, known)
    return f"no source is called {id_!r}; write it under `sources` at the end of this file"


def _condition_faults(merged: Merged, condition: Condition, path: Path) -> Iterator[tuple[Path, str]]:
    """Faults of a combination (A3, A4, A7): it may read ticks, and `not` only what mitigates."""
    match condition.kind:
        case ConditionKind.OPTION:
            if fault := _fault_of_reading(merged, condition.option, mitigating=False):
                yield path, fault
            return
        case ConditionKind.NOT:
            if fault := _fault_of_reading(merged, condition.parts[0].option, mitigating=True):
                yield (*path, "not"), fault
            return
        case ConditionKind.AT_LEAST:
            if condition.count > len(condition.parts):
                message = "more are wanted than are listed, so this never holds; lower `count`"
                yield (*path, "at_least", "count"), message
            path = (*path, "at_least", "of")
        case _:
            path = (*path, condition.kind.value)
    for number, part in enumerate(condition.parts):
        yield from _condition_faults(merged, part, (*path, number))


def _fault_of_reading(merged: Merged, id_: str, *, mitigating: bool) -> str:
    """What is wrong with reading an option in a combination, or nothing."""
    if (flag := merged.flags.get(id_)) is not None:
        if flag.shape.fires_if is not None:
            return f"{id_!r} is itself a combination; name the options that it reads"
        if mitigating:
            return f"{id_!r} is a red flag, and `not` is only for mitigating options: a worse answer must never soften"
        return f"{id_!r} is danger, which stands alone; leave it out" if flag.topic == DANGER else ""
    if (option := merged.options.get(id_)) is None:
        known = [*(f.id for f in merged.flags.values() if f.shape.option), *merged.options]
        return no_such("option", id_, known)
    kind = option.shape.kind
    if mitigating != (kind == "mitigating"):
        cure = "`not` is only for options of kind mitigating" if mitigating else f"write {{not: {id_}}}"
        return f"{id_!r} is of kind {kind}; {cure}"
    if not mitigating and kind != "fact":
        return f"{id_!r} is of kind {kind}, which no flag may read; only facts and red flags can be combined"
    return ""
