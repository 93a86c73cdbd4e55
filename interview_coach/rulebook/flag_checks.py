"""Whether flags, options and their combinations make sense (A3, A4, A6, A7 of the format)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_coach.book.pack import (
    CONTEXT_ORDER,
    DANGER,
    WOULD_TAKE,
    Condition,
    ConditionKind,
    Raise,
    Severity,
)
from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.document import Path
from interview_coach.rulebook.merge import Entry, Merged
from interview_coach.rulebook.sayable import FLOOR, NUMBER
from interview_coach.rulebook.shapes import FlagShape, OtherOptionShape, ReassuranceShape
from interview_coach.rulebook.text_checks import check_prose

WEAK = frozenset({"survey", "opinion"})


def check_flag(merged: Merged, flag: Entry[FlagShape], problems: Problems) -> None:
    """Everything about one red flag."""
    shape = flag.shape
    if bool(shape.option) == bool(shape.fires_if):
        problems.add(flag.key_place(), f"{flag.id!r} needs either `option` or `fires_if`, and not both")
    if shape.fires_if is not None:
        faults = list(_condition_faults(merged, shape.fires_if, ("fires_if",)))
        for path, message in faults:
            problems.add(flag.place(*path), message)
        if (
            not faults
            and flag.topic != DANGER
            and _can_hold(shape.fires_if, outside=_options_elsewhere(merged, flag.topic))
        ):
            problems.add(
                flag.place("fires_if"),
                f"this can hold with nothing ticked in {flag.topic!r}, where it would be raised; "
                f"read an option of {flag.topic!r} too, or move it to the topic that it reads",
            )
    if (shape.severity is Severity.DANGER) != (flag.topic == DANGER):
        problems.add(
            flag.place("severity"),
            "only the topic danger holds danger flags, and it holds no other; choose another severity or topic",
        )
    if flag.topic == DANGER:
        _check_danger_flag(flag, problems)
    elif shape.cannot_leave:
        problems.add(flag.key_place("cannot_leave"), "only a danger flag has `cannot_leave`; take it out")
    _check_raising(merged, flag, problems)
    check_sources(flag, problems)
    strengths = {flag.sources[id_].strength for id_ in shape.sources if id_ in flag.sources}
    if strengths and strengths <= WEAK:
        problems.add(
            flag.place("sources"),
            f"{flag.id!r} rests on weak sources alone; put an official, research, professional or press one beside them",
        )
    for key in ("option", "finding", "why", "fixed_when", "leave_when"):
        check_prose(flag, (key,), getattr(shape, key), problems)
    _check_option_when_known(flag, problems)
    number = NUMBER if flag.topic == DANGER else ""
    check_prose(flag, ("cannot_leave",), shape.cannot_leave, problems, number)
    for key in ("do_now", "afterwards"):
        for place, text in enumerate(getattr(shape, key)):
            check_prose(flag, (key, place), text, problems, number)


def _check_option_when_known(flag: Entry[FlagShape], problems: Problems) -> None:
    text = flag.shape.option_when_known
    if not text:
        return
    check_prose(flag, ("option_when_known",), text, problems, FLOOR)
    where = flag.place("option_when_known")
    if f"{{{FLOOR}}}" not in text:
        problems.add(where, "this is shown where one's own floor is known; write {floor} into it")
    if not flag.shape.option:
        problems.add(where, "a flag without `option` has nothing to put otherwise; take it out")


def _check_danger_flag(flag: Entry[FlagShape], problems: Problems) -> None:
    shape = flag.shape
    if shape.raising is not Raise.NO:
        problems.add(flag.place("raise"), "danger is never raised first; write `raise: no`")
    if shape.fires_if is not None:
        problems.add(
            flag.place("fires_if"), "a danger flag is one option of the danger screen; write `option`"
        )
    for key in ("do_now", "cannot_leave", "afterwards"):
        if not getattr(shape, key):
            problems.add(
                flag.key_place(), f"{flag.id!r} needs `{key}`: danger says what to do, and what if one can't"
            )


def _check_raising(merged: Merged, flag: Entry[FlagShape], problems: Problems) -> None:
    shape = flag.shape
    for key in ("fixed_when", "leave_when"):
        if shape.raising is Raise.NO and getattr(shape, key):
            problems.add(flag.key_place(key), f"`{key}` means nothing with `raise: no`; take it out")
        if shape.raising is not Raise.NO and not getattr(shape, key):
            problems.add(flag.key_place(), f"{flag.id!r} needs `{key}`, since it can be raised")
    if shape.leave_when and shape.leave_when.endswith("."):
        problems.add(
            flag.place("leave_when"), '`leave_when` ends the sentence "Go if …"; take the full stop off'
        )
    if shape.abuse and shape.raising is not Raise.IF_SAFE:
        problems.add(flag.place("raise"), "abuse is named only if that is safe; write `raise: if-safe`")
    if shape.can_be_sustained and not any(
        option.topic == flag.topic and option.shape.kind == "sustained" for option in merged.options.values()
    ):
        problems.add(
            flag.key_place("can_be_sustained"),
            f"no option of kind `sustained` in {flag.topic!r}; add one under `options`",
        )


def check_option(merged: Merged, option: Entry[OtherOptionShape], problems: Problems) -> None:
    """Everything about one option that is no red flag."""
    shape = option.shape
    if option.topic == DANGER:
        problems.add(
            option.key_place(), "the danger screen holds danger flags only; move this option to another topic"
        )
    check_sources(option, problems)
    if shape.kind == "own-state" and not shape.reassurance:
        problems.add(option.key_place(), f"{option.id!r} is of kind own-state; add the `reassurance` to show")
    if shape.kind != "own-state" and shape.reassurance:
        problems.add(
            option.key_place("reassurance"),
            "only options of kind own-state have a `reassurance`; take it out",
        )
    if shape.kind == "context" and not shape.sets:
        problems.add(option.key_place(), f"{option.id!r} is of kind context; add what it `sets`")
    if shape.kind != "context" and shape.sets:
        problems.add(option.key_place("sets"), "only options of kind context have `sets`; take it out")
    for id_ in shape.sets:
        if id_ in CONTEXT_ORDER and id_ != WOULD_TAKE:
            problems.add(
                option.key_place("sets", id_), f"a tick can only set {WOULD_TAKE}; {id_} is asked by itself"
            )
    others = [o.id for o in merged.options.values() if o.shape.sets and o.id != option.id]
    if shape.sets and others:
        problems.add(
            option.key_place("sets"), f"{others[0]!r} sets the context too; one option of a pack is enough"
        )
    for id_, answer in shape.sets.items():
        if id_ not in CONTEXT_ORDER:
            problems.add(option.key_place("sets", id_), no_such("context question", id_, CONTEXT_ORDER))
        elif answer != CONTEXT_ORDER[id_][-1]:
            problems.add(
                option.place("sets", id_), f'a tick hardens; write {id_}: "{CONTEXT_ORDER[id_][-1]}"'
            )
    check_prose(option, ("reassurance",), shape.reassurance, problems)


def check_sources(
    entry: Entry[FlagShape] | Entry[OtherOptionShape] | Entry[ReassuranceShape], problems: Problems
) -> None:
    """Whether every source that is named is there."""
    for number, id_ in enumerate(entry.shape.sources):
        if id_ not in entry.sources:
            problems.add(entry.place("sources", number), no_such_source(id_, entry.sources))


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
            yield from _read_faults(merged, condition.option, path, mitigating=False)
            return
        case ConditionKind.NOT:
            (part,) = condition.parts
            yield from _read_faults(merged, part.option, (*path, "not"), mitigating=True)
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


def _options_elsewhere(merged: Merged, topic: str) -> frozenset[str]:
    homes = {id_: entry.topic for id_, entry in merged.flags.items()}
    homes.update({id_: entry.topic for id_, entry in merged.options.items()})
    return frozenset(id_ for id_, home in homes.items() if home != topic)


def _can_hold(condition: Condition, outside: frozenset[str]) -> bool:
    """Whether a combination can hold by options outside its own topic alone."""
    if condition.kind is ConditionKind.OPTION:
        return condition.option in outside
    holding = sum(_can_hold(part, outside) for part in condition.parts)
    if condition.kind is ConditionKind.AT_LEAST:
        return holding >= condition.count
    # Unanswered, as in a topic that is closed, what a `not` reads does not hold either.
    return holding >= (1 if condition.kind is ConditionKind.ANY else len(condition.parts))


def _read_faults(merged: Merged, id_: str, path: Path, *, mitigating: bool) -> Iterator[tuple[Path, str]]:
    flag, option = merged.flags.get(id_), merged.options.get(id_)
    if flag is not None:
        if flag.shape.fires_if is not None:
            yield path, f"{id_!r} is itself a combination; name the options that it reads"
        elif mitigating:
            yield (
                path,
                f"{id_!r} is a red flag, and `not` is only for mitigating options: a worse answer must never soften",
            )
        elif flag.topic == DANGER:
            yield path, f"{id_!r} is danger, which stands alone; leave it out"
        return
    if option is None:
        known = [*(f.id for f in merged.flags.values() if f.shape.option), *merged.options]
        yield path, no_such("option", id_, known)
    elif mitigating != (option.shape.kind == "mitigating"):
        cure = "`not` is only for options of kind mitigating" if mitigating else f"write {{not: {id_}}}"
        yield path, f"{id_!r} is of kind {option.shape.kind}; {cure}"
    elif not mitigating and option.shape.kind != "fact":
        yield (
            path,
            f"{id_!r} is of kind {option.shape.kind}, which no flag may read; only facts and red flags can be combined",
        )
