"""Whole-pack sense: what one file alone cannot show. Adds problems, returns nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from interview_coach.model import CONTEXT_ORDER, DANGER
from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.format import (
    AllShape,
    AnyShape,
    AtLeastShape,
    ConditionShape,
    FlagShape,
    LineShape,
    NotShape,
    OtherOptionShape,
    ReassuranceShape,
)
from interview_coach.rulebook.layers import Entry, Merged, MergedTopic
from interview_coach.rulebook.nodes import Path
from interview_coach.rulebook.wording import (
    READING_GRADE,
    long_sentences,
    reading_grade,
    unknown_placeholders,
    unsayable,
)

OPTIONS_ON_A_SCREEN = 9
TOPICS_ON_A_SCREEN = 9
RESERVED = frozenset(
    {DANGER, "topics", "raised", "context", "profile", "general", "none", "not-sure", *CONTEXT_ORDER}
)
WEAK = frozenset({"survey", "opinion"})


def check_sense(merged: Merged, problems: Problems) -> None:
    """Everything about flags, options, reassurances, lines and topics that files cannot show alone."""
    _check_pack(merged, problems)
    _check_topics(merged, problems)
    for flag in merged.flags.values():
        _check_flag(merged, flag, problems)
    for option in merged.also.values():
        _check_option(merged, option, problems)
    for reassurance in merged.reassurances.values():
        _check_sources(reassurance, problems)
        for key in ("what", "why"):
            _check_prose(reassurance, (key,), getattr(reassurance.shape, key), problems)
    for line in merged.lines.values():
        _check_line(merged, line, problems)
    _check_ids(merged, problems)
    _check_unused(merged, problems)
    _check_lines_at_hand(merged, problems)
    _check_reading_grade(merged, problems)


def _check_pack(merged: Merged, problems: Problems) -> None:
    pack = merged.base
    for key in (
        "title",
        "switch_text",
        "written_by",
        "last_changed",
        "due_again",
        "reviewed_by",
        "interests",
    ):
        if getattr(pack.shape, key) is None:
            problems.add(
                pack.place(), f"{key!r} is missing; a pack says who made it and when it is due again"
            )
    for key, what in (
        ("wording", "the fixed sentences"),
        ("policy", "the policy"),
        ("raise_", "the raise question"),
    ):
        if getattr(pack.shape, key) is None:
            problems.add(pack.place(), f"{key.strip('_')!r} is missing; a pack needs {what}")
    for id_, order in CONTEXT_ORDER.items():
        if id_ not in merged.context:
            problems.add(pack.place("context"), f"the context question {id_!r} is missing; add it")
            continue
        question, read = merged.context[id_]
        for answer in question.answers.keys() - set(order):
            problems.add(read.place("context", id_, "answers", answer), no_such("answer", answer, order))
        for answer in set(order) - question.answers.keys():
            problems.add(read.place("context", id_, "answers"), f"the answer {answer!r} has no text; add it")
    for id_, (reason, read) in merged.reasons.items():
        if reason.topic and reason.topic not in merged.topics:
            problems.add(read.place("reasons", id_, "topic"), no_such("topic", reason.topic, merged.topics))


def _check_topics(merged: Merged, problems: Problems) -> None:
    for number, id_ in enumerate(merged.base.shape.topics):
        if id_ not in merged.topics:
            problems.add(
                merged.base.place("topics", number),
                no_such("topic file", id_, merged.topics) + f"; write {id_}.yaml or take it out",
            )
    if DANGER not in merged.topics:
        problems.add(
            merged.base.place("topics"), "there is no danger topic; every pack asks about danger first"
        )
    ordinary = [topic for topic in merged.order if topic != DANGER]
    if len(ordinary) > TOPICS_ON_A_SCREEN:
        problems.add(
            merged.base.place("topics"),
            f"{len(ordinary)} topics; at most {TOPICS_ON_A_SCREEN} fit on the screen",
        )
    for topic in merged.topics.values():
        if topic.id not in merged.order:
            problems.add(
                topic.place, f"nobody reaches the topic {topic.id!r}; add it to `topics` in pack.yaml"
            )
        for key in ("title", "why"):
            if not getattr(topic, key):
                problems.add(topic.place, f"{key!r} is missing; a new topic needs it")
        _check_screen(merged, topic, problems)


def _check_screen(merged: Merged, topic: MergedTopic, problems: Problems) -> None:
    shown: list[Entry[FlagShape] | Entry[OtherOptionShape]] = [
        flag for flag in merged.flags.values() if flag.topic == topic.id and flag.shape.option
    ]
    shown += [option for option in merged.also.values() if option.topic == topic.id]
    if not shown:
        problems.add(topic.place, f"the topic {topic.id!r} has nothing to tick; add a flag with an option")
    if len(shown) > OPTIONS_ON_A_SCREEN:
        extra = shown[OPTIONS_ON_A_SCREEN]
        problems.add(
            extra.key_place(),
            f"{len(shown)} options in {topic.id!r}; at most {OPTIONS_ON_A_SCREEN} fit: the keys are 1 to 9",
        )
    texts: dict[str, str] = {}
    for entry in shown:
        text = (entry.shape.option or "").lower()
        if text in texts:
            problems.add(
                entry.place("option"), f"{entry.id!r} and {texts[text]!r} read the same; tell them apart"
            )
        texts[text] = entry.id
    ids = [entry.id for entry in shown]
    for id_, place in topic.screen:
        if id_ not in ids:
            problems.add(place, no_such("option of this topic", id_, ids))
    raisable = any(flag.shape.raise_ != "no" for flag in merged.flags.values() if flag.topic == topic.id)
    if topic.raise_place and not raisable:
        problems.add(
            topic.raise_place, "nobody reaches this raise question: no flag here is raised; take it out"
        )
    sustained = [
        option
        for option in merged.also.values()
        if option.topic == topic.id and option.shape.kind == "sustained"
    ]
    for extra in sustained[1:]:
        problems.add(extra.key_place(), "a second `sustained` option; one for a topic is enough")
    if sustained and not any(f.shape.can_be_sustained for f in merged.flags.values() if f.topic == topic.id):
        problems.add(
            sustained[0].key_place(),
            "no rule uses this option; set can_be_sustained on a flag or take it out",
        )


def _check_flag(merged: Merged, flag: Entry[FlagShape], problems: Problems) -> None:
    shape = flag.shape
    if (shape.option is None) == (shape.fires_if is None):
        problems.add(flag.key_place(), f"{flag.id!r} needs either `option` or `fires_if`, and not both")
    if shape.fires_if is not None:
        for path, message in _condition_faults(merged, shape.fires_if, ("fires_if",)):
            problems.add(flag.place(*path), message)
    if (shape.severity == "danger") != (flag.topic == DANGER):
        problems.add(
            flag.place("severity"),
            "only the topic danger holds danger flags, and it holds no other; choose another severity or topic",
        )
    if flag.topic == DANGER:
        _check_danger_flag(flag, problems)
    elif shape.cannot_leave:
        problems.add(flag.key_place("cannot_leave"), "only a danger flag has `cannot_leave`; take it out")
    _check_raising(merged, flag, problems)
    _check_sources(flag, problems)
    strengths = {flag.sources[id_].strength for id_ in shape.sources if id_ in flag.sources}
    if strengths and strengths <= WEAK:
        problems.add(
            flag.place("sources"),
            f"{flag.id!r} rests on weak sources alone; put an official, research, professional or press one beside them",
        )
    for key in ("finding", "why", "fixed_when", "leave_when", "cannot_leave"):
        _check_prose(flag, (key,), getattr(shape, key), problems)
    for key in ("do_now", "afterwards"):
        for number, text in enumerate(getattr(shape, key)):
            _check_prose(flag, (key, number), text, problems)


def _check_danger_flag(flag: Entry[FlagShape], problems: Problems) -> None:
    shape = flag.shape
    if shape.raise_ != "no":
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
        if shape.raise_ == "no" and getattr(shape, key):
            problems.add(flag.key_place(key), f"`{key}` means nothing with `raise: no`; take it out")
        if shape.raise_ != "no" and not getattr(shape, key):
            problems.add(flag.key_place(), f"{flag.id!r} needs `{key}`, since it can be raised")
    if shape.leave_when and shape.leave_when.endswith("."):
        problems.add(
            flag.place("leave_when"), '`leave_when` ends the sentence "Go if …"; take the full stop off'
        )
    if shape.abuse and shape.raise_ != "if-safe":
        problems.add(flag.place("raise"), "abuse is named only if that is safe; write `raise: if-safe`")
    if shape.can_be_sustained and not any(
        option.topic == flag.topic and option.shape.kind == "sustained" for option in merged.also.values()
    ):
        problems.add(
            flag.key_place("can_be_sustained"),
            f"no option of kind `sustained` in {flag.topic!r}; add one under `also`",
        )


def _condition_faults(merged: Merged, condition: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Faults of a combination (A3, A4, A7): it may read ticks, and `not` only what mitigates."""
    if isinstance(condition, str):
        yield from _read_faults(merged, condition, path, mitigating=False)
    elif isinstance(condition, NotShape):
        yield from _read_faults(merged, condition.not_, (*path, "not"), mitigating=True)
    elif isinstance(condition, AllShape):
        for number, part in enumerate(condition.all):
            yield from _condition_faults(merged, part, (*path, "all", number))
    elif isinstance(condition, AnyShape):
        for number, part in enumerate(condition.any):
            yield from _condition_faults(merged, part, (*path, "any", number))
    elif isinstance(condition, AtLeastShape):
        if condition.at_least.count > len(condition.at_least.of):
            yield (
                (*path, "at_least", "count"),
                "more are wanted than are listed, so this never holds; lower `count`",
            )
        for number, part in enumerate(condition.at_least.of):
            yield from _condition_faults(merged, part, (*path, "at_least", "of", number))


def _read_faults(merged: Merged, id_: str, path: Path, *, mitigating: bool) -> Iterator[tuple[Path, str]]:
    flag, option = merged.flags.get(id_), merged.also.get(id_)
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
        known = [*(f.id for f in merged.flags.values() if f.shape.option), *merged.also]
        yield path, no_such("option", id_, known)
    elif mitigating != (option.shape.kind == "mitigating"):
        cure = "`not` is only for options of kind mitigating" if mitigating else f"write {{not: {id_}}}"
        yield path, f"{id_!r} is of kind {option.shape.kind}; {cure}"
    elif not mitigating and option.shape.kind != "fact":
        yield (
            path,
            f"{id_!r} is of kind {option.shape.kind}, which no flag may read; only facts and red flags can be combined",
        )


def _check_option(merged: Merged, option: Entry[OtherOptionShape], problems: Problems) -> None:
    shape = option.shape
    if option.topic == DANGER:
        problems.add(
            option.key_place(), "the danger screen holds danger flags only; move this option to another topic"
        )
    _check_sources(option, problems)
    if (shape.kind == "own-state") != (shape.reassurance is not None):
        problems.add(
            option.key_place(), "`reassurance` belongs to options of kind own-state, and they need one"
        )
    if (shape.kind == "context") != bool(shape.sets):
        problems.add(option.key_place(), "`sets` belongs to options of kind context, and they need it")
    for id_, answer in shape.sets.items():
        if id_ not in CONTEXT_ORDER:
            problems.add(option.key_place("sets", id_), no_such("context question", id_, CONTEXT_ORDER))
        elif answer != CONTEXT_ORDER[id_][-1]:
            problems.add(
                option.place("sets", id_), f'a tick hardens; write {id_}: "{CONTEXT_ORDER[id_][-1]}"'
            )
    _check_prose(option, ("reassurance",), shape.reassurance, problems)


def _check_sources(
    entry: Entry[FlagShape] | Entry[OtherOptionShape] | Entry[ReassuranceShape], problems: Problems
) -> None:
    for number, id_ in enumerate(entry.shape.sources):
        if id_ not in entry.sources:
            problems.add(entry.place("sources", number), no_such("source", id_, entry.sources))


def _check_line(merged: Merged, line: Entry[LineShape], problems: Problems) -> None:
    shape = line.shape
    beats = {key: getattr(shape, key) for key in ("open", "statement", "close")}
    if shape.purpose == "exit":
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
    known: dict[str, Entry[Any]] = {**merged.flags, **merged.also}
    for number, id_ in enumerate(shape.fits):
        if id_ not in known:
            problems.add(line.place("fits", number), no_such("flag or option", id_, known))
        elif not line.topic:
            problems.add(
                line.place("fits", number),
                f"a line of lines.yaml fits any topic; move it to {known[id_].topic}.yaml",
            )
    spoken = not shape.channels or bool({"in-person", "video", "phone"} & set(shape.channels))
    if shape.purpose == "exit":
        text = " ".join(beat for beat in beats.values() if beat)
        where = line.place("open") if shape.open else line.key_place()
    else:
        text, where = shape.say or "", line.place("say")
    for message in (*unsayable(text, spoken=spoken), *unknown_placeholders(text)):
        problems.add(where, message)
    for message in (
        *unsayable(shape.if_they_push or "", spoken=spoken),
        *unknown_placeholders(shape.if_they_push or ""),
    ):
        problems.add(line.place("if_they_push"), message)


def _check_prose(entry: Entry[Any], path: Path, text: str | None, problems: Problems) -> None:
    if text:
        for message in (*long_sentences(text), *unknown_placeholders(text)):
            problems.add(entry.place(*path), message)


def _check_ids(merged: Merged, problems: Problems) -> None:
    for topic in merged.topics.values():
        if topic.id in RESERVED - {DANGER}:
            problems.add(topic.place, f"{topic.id!r} has a meaning of its own; choose another id")
    for entry in _entries(merged):
        if entry.id in RESERVED or entry.id in merged.topics:
            problems.add(entry.key_place(), f"{entry.id!r} has a meaning of its own; choose another id")


def _entries(merged: Merged) -> Iterable[Entry[Any]]:
    yield from merged.flags.values()
    yield from merged.also.values()
    yield from merged.reassurances.values()
    yield from merged.lines.values()


def _check_unused(merged: Merged, problems: Problems) -> None:
    read = {id_ for flag in merged.flags.values() for id_ in _options_read(flag.shape.fires_if)}
    for option in merged.also.values():
        if option.shape.kind in ("fact", "mitigating") and option.id not in read:
            problems.add(
                option.key_place(),
                f"no rule uses the option {option.id!r}; name it in a `fires_if` or take it out",
            )


def _options_read(condition: object) -> frozenset[str]:
    if isinstance(condition, str):
        return frozenset({condition})
    if isinstance(condition, NotShape):
        return frozenset({condition.not_})
    parts: list[ConditionShape] = []
    if isinstance(condition, AllShape):
        parts = condition.all
    elif isinstance(condition, AnyShape):
        parts = condition.any
    elif isinstance(condition, AtLeastShape):
        parts = condition.at_least.of
    return frozenset().union(*map(_options_read, parts))


def _check_lines_at_hand(merged: Merged, problems: Problems) -> None:
    exits = [line for line in merged.lines.values() if line.shape.purpose == "exit"]
    if not any(not line.topic and not line.shape.channels for line in exits):
        problems.add(
            merged.base.place(), "no exit line fits everywhere; add one without `channels` to lines.yaml"
        )
    if DANGER in merged.topics and not any(
        line.topic == DANGER and not line.shape.channels for line in exits
    ):
        problems.add(
            merged.topics[DANGER].place, "danger has no exit line that fits everywhere; add a neutral one"
        )
    raised = {
        id_ for line in merged.lines.values() if line.shape.purpose == "raise" for id_ in line.shape.fits
    }
    raised_topics = {
        line.topic for line in merged.lines.values() if line.shape.purpose == "raise" and not line.shape.fits
    }
    for flag in merged.flags.values():
        if flag.shape.raise_ == "required" and flag.id not in raised and flag.topic not in raised_topics:
            problems.add(
                flag.key_place(),
                f"{flag.id!r} is to be raised first, but no line raises it; add one with `purpose: raise`",
            )


def _check_reading_grade(merged: Merged, problems: Problems) -> None:
    spoken: dict[str, list[str]] = {}
    places: dict[str, Entry[LineShape]] = {}
    for line in merged.lines.values():
        shape = line.shape
        texts = [shape.say, shape.open, shape.statement, shape.close, shape.if_they_push]
        spoken.setdefault(line.read.document.file, []).extend(text for text in texts if text)
        places.setdefault(line.read.document.file, line)
    for file, said in spoken.items():
        grade = reading_grade(said)
        if len(said) >= 3 and grade > READING_GRADE:
            problems.add(
                places[file].read.place("lines"),
                f"the lines read at grade {grade:.1f}; at most {READING_GRADE:.0f}: shorter words and sentences",
            )
