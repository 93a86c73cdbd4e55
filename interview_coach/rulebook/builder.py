"""Checked layers in, `Book` and `Guides` out: the last step of loading.

A noun of the book takes from its shape every field of the same name; only what differs is told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec import Struct, convert

from interview_coach.book.guides import (
    Body,
    Country,
    Debrief,
    Detail,
    Followup,
    Group,
    Guides,
    Letter,
    LetterKind,
    Outcome,
    Prep,
    Section,
    Step,
    StepOption,
)
from interview_coach.book.pack import (
    Book,
    ContextAnswer,
    ContextQuestion,
    Flag,
    Line,
    Option,
    RaiseQuestion,
    ReasonWord,
    Reassurance,
    Row,
    Source,
    Topic,
)
from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, OptionKind, Purpose
from interview_coach.book.wording import PackInfo, Wording
from interview_coach.rulebook.merge import Entry, Merged, MergedFile
from interview_coach.rulebook.policy import Policy
from interview_coach.rulebook.shapes import LineShape
from interview_coach.rulebook.values import Shape

StructT = TypeVar("StructT", bound=Struct)


def assemble(merged: Merged, policy: Policy, digest: str) -> Book:
    """Build the book of checked layers and the policy. `digest` names the exact rule texts it was made from."""
    assert merged.wording, "checked before"
    order = [DANGER, *(id_ for id_ in merged.order if id_ != DANGER)]
    return Book(
        info=_made(PackInfo, merged.base.shape, id=merged.base.shape.pack),
        wording=_made(Wording, merged.wording),
        topics=tuple(_topic(merged, merged.topics[id_]) for id_ in order),
        flags=tuple(
            _noun(Flag, entry) for id_ in order for entry in merged.flags.values() if entry.topic == id_
        ),
        lines=tuple(_noun(Line, entry, beats=_beats(entry.shape)) for entry in merged.lines.values()),
        rows=tuple(_made(Row, merged.rows[id_].shape, **row._asdict()) for id_, row in policy.items()),
        context=tuple(_context(id_, merged) for id_ in CONTEXT_ORDER),
        reasons=tuple(_noun(ReasonWord, entry, topic=entry.shape.topic) for entry in merged.reasons.values()),
        overrides=tuple(sorted(set(merged.overrides))),
        signs=tuple(_sign(entry) for entry in merged.signs.values()),
        digest=digest,
    )


def assemble_guides(role: str, merged: Mapping[str, MergedFile], countries: tuple[Country, ...]) -> Guides:
    """Build the guides of one role. `countries` are those of all packs."""
    return Guides(
        role=role,
        prep=_prep(merged["prep"]) if "prep" in merged else None,
        followup=_followup(merged["followup"]) if "followup" in merged else None,
        debrief=_debrief(merged["debrief"]) if "debrief" in merged else None,
        countries=countries,
    )


def assemble_countries(guide: MergedFile) -> tuple[Country, ...]:
    """The countries of one pack."""
    return tuple(
        _noun(Country, entry, bodies=tuple(_body(entry, body) for body in entry.shape.bodies))
        for entry in guide.of("countries").values()
    )


def _made(kind: type[StructT], shape: Shape, /, **more: object) -> StructT:
    """A noun with the fields of a shape, and `more` that is not written there or not like that."""
    return convert(vars(shape) | more, kind, from_attributes=True)


def _noun(kind: type[StructT], entry: Entry[Any], /, **more: object) -> StructT:
    sources = _sources(getattr(entry.shape, "sources", ()), entry)
    known = {"id": entry.id, "topic": entry.topic, "pack": entry.pack, "sources": sources}
    return _made(kind, entry.shape, **{**known, **more})


def _sources(ids: Iterable[str], entry: Entry[Any]) -> tuple[Source, ...]:
    return tuple(_made(Source, entry.sources[id_], id=id_) for id_ in ids)


def _topic(merged: Merged, topic: MergedFile) -> Topic:
    raising = topic.texts.get("raising") or merged.raising
    assert raising is not None
    flags = (
        _noun(
            Option,
            flag,
            text=flag.shape.option,
            kind=OptionKind.FLAG,
            sources=(),
            when_known=flag.shape.option_when_known,
            do_now=(),
            why="",
        )
        for flag in merged.flags.values()
        if flag.topic == topic.name and flag.shape.option
    )
    others = (
        _noun(
            Option,
            entry,
            sets=tuple(entry.shape.sets.items()),
            weight=int(entry.shape.kind == "danger-sign"),
        )
        for entry in merged.options.values()
        if entry.topic == topic.name
    )
    wanted = topic.texts.get("screen", [])
    options = sorted(
        (*flags, *others), key=lambda option: wanted.index(option.id) if option.id in wanted else len(wanted)
    )
    return Topic(
        id=topic.name,
        title=topic.texts["title"],
        why=topic.texts["why"],
        examples=topic.texts.get("examples", ""),
        nobody_there=topic.texts.get("nobody_there", False),
        raise_question=_made(RaiseQuestion, raising),
        options=tuple(options),
        reassurances=tuple(
            _noun(Reassurance, entry) for entry in merged.reassurances.values() if entry.topic == topic.name
        ),
    )


def _sign(entry: Entry[Any]) -> Option:
    weight = {"weak": 1, "strong": 2}[entry.shape.weight]
    return _noun(Option, entry, kind=OptionKind.DANGER_SIGN, weight=weight)


def _beats(line: LineShape) -> tuple[str, ...]:
    beats = (line.open, line.statement, line.close) if line.purpose is Purpose.EXIT else (line.say,)
    return tuple(filter(None, beats))


def _context(id_: str, merged: Merged) -> ContextQuestion:
    shape = merged.context[id_].shape
    answers = tuple(ContextAnswer(answer, shape.answers[answer]) for answer in CONTEXT_ORDER[id_])
    return ContextQuestion(id_, shape.ask, shape.why, answers)


def _guide(kind: type[StructT], guide: MergedFile, **more: object) -> StructT:
    return convert({**guide.texts, **more}, kind, from_attributes=True)


def _prep(guide: MergedFile) -> Prep:
    outcomes = guide.of("outcomes")
    return _guide(
        Prep,
        guide,
        sections=_sections(guide),
        outcomes=tuple(outcomes[outcome.id].shape for outcome in Outcome),
        letters=_nouns(Letter, guide, "letters"),
        details=_nouns(Detail, guide, "details"),
    )


def _followup(guide: MergedFile) -> Followup:
    letters = _nouns(Letter, guide, "letters")
    kinds = [
        _noun(LetterKind, entry, letters=tuple(letter for letter in letters if letter.kind == entry.id))
        for entry in guide.of("kinds").values()
    ]
    groups = tuple(
        Group(entry.id, entry.shape, tuple(kind for kind in kinds if kind.group == entry.id))
        for entry in guide.of("groups").values()
    )
    return _guide(Followup, guide, groups=groups, details=_nouns(Detail, guide, "details"))


def _debrief(guide: MergedFile) -> Debrief:
    return _guide(Debrief, guide, sections=_sections(guide))


def _nouns(kind: type[StructT], guide: MergedFile, key: str) -> tuple[StructT, ...]:
    return tuple(_noun(kind, entry) for entry in guide.of(key).values())


def _sections(guide: MergedFile) -> tuple[Section, ...]:
    steps = [_step(entry) for entry in guide.of("steps").values()]
    return tuple(
        _noun(Section, entry, steps=tuple(step for step in steps if step.section == entry.id))
        for entry in guide.of("sections").values()
    )


def _step(entry: Entry[Any]) -> Step:
    only_if = entry.shape.only_if
    options = tuple(
        _made(StepOption, option, id=id_, sources=_sources(option.sources, entry))
        for id_, option in entry.shape.options.items()
    )
    return _noun(Step, entry, options=options, only_if=only_if and (only_if.step, tuple(only_if.is_)))


def _body(entry: Entry[Any], shape: Any) -> Body:
    return _made(Body, shape, source=_sources([shape.source], entry)[0])
