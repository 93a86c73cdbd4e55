"""Checked layers in, `Book` and `Guides` out: the last step of loading.

A noun of the book takes from its shape every field of the same name; only what differs is told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec import Struct, convert
from msgspec.structs import asdict

from interview_coach.book import guides, pack
from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, OptionKind
from interview_coach.book.wording import PackInfo, Wording
from interview_coach.rulebook.merge import Entry, Merged, MergedFile
from interview_coach.rulebook.policy import Policy
from interview_coach.rulebook.values import Shape

_WEIGHTS = {"weak": 1, "strong": 2}
"""Of danger signs."""

StructT = TypeVar("StructT", bound=Struct)


def assemble(merged: Merged, policy: Policy, digest: str) -> pack.Book:
    """Build the book of checked layers and the policy. `digest` names the exact rule texts it was made from."""
    assert merged.wording, "checked before"
    order = [DANGER, *(id_ for id_ in merged.order if id_ != DANGER)]
    return pack.Book(
        info=_made(PackInfo, merged.base.shape, id=merged.base.shape.pack),
        wording=_made(Wording, merged.wording),
        topics=tuple(_topic(merged, merged.topics[id_]) for id_ in order),
        flags=tuple(
            _noun(pack.Flag, entry) for id_ in order for entry in merged.flags.values() if entry.topic == id_
        ),
        lines=tuple(_line(entry) for entry in merged.lines.values()),
        rows=tuple(_made(pack.Row, row, **vars(merged.rows[id_].shape)) for id_, row in policy.items()),
        context=tuple(_context(id_, merged) for id_ in CONTEXT_ORDER),
        reasons=tuple(_noun(pack.ReasonWord, entry) for entry in merged.reasons.values()),
        overrides=tuple(sorted(set(merged.overrides))),
        signs=tuple(
            _noun(pack.Option, sign, kind=OptionKind.DANGER_SIGN, weight=_WEIGHTS[sign.shape.weight])
            for sign in merged.signs.values()
        ),
        digest=digest,
    )


def assemble_guides(
    role: str, merged: Mapping[str, MergedFile], countries: tuple[guides.Country, ...]
) -> guides.Guides:
    """Build the guides of one role. `countries` are those of all packs."""
    debrief = merged.get("debrief")
    return guides.Guides(
        role=role,
        prep=_prep(merged["prep"]) if "prep" in merged else None,
        followup=_followup(merged["followup"]) if "followup" in merged else None,
        debrief=_guide(guides.Debrief, debrief, sections=_sections(debrief)) if debrief else None,
        countries=countries,
    )


def assemble_countries(guide: MergedFile) -> tuple[guides.Country, ...]:
    """The countries of one pack."""
    return tuple(
        _noun(
            guides.Country,
            entry,
            bodies=tuple(
                _made(guides.Body, body, source=_sources([body.source], entry)[0])
                for body in entry.shape.bodies
            ),
        )
        for entry in guide.of("countries").values()
    )


def _made(kind: type[StructT], shape: Shape | Struct, /, **more: object) -> StructT:
    """A noun with the fields of a shape, and `more` that is not written there or not like that."""
    written = asdict(shape) if isinstance(shape, Struct) else vars(shape)
    return convert(written | more, kind, from_attributes=True)


def _noun(kind: type[StructT], entry: Entry[Any], /, **more: object) -> StructT:
    sources = _sources(getattr(entry.shape, "sources", ()), entry)
    topic = getattr(entry.shape, "topic", entry.topic)
    known = {"id": entry.id, "topic": topic, "pack": entry.pack, "sources": sources}
    return _made(kind, entry.shape, **{**known, **more})


def _sources(ids: Iterable[str], entry: Entry[Any]) -> tuple[pack.Source, ...]:
    return tuple(_made(pack.Source, entry.sources[id_], id=id_) for id_ in ids)


def _topic(merged: Merged, topic: MergedFile) -> pack.Topic:
    raising = topic.texts.get("raising") or merged.raising
    assert raising is not None
    flags = (
        _noun(
            pack.Option,
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
            pack.Option,
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
    return pack.Topic(
        id=topic.name,
        title=topic.texts["title"],
        why=topic.texts["why"],
        examples=topic.texts.get("examples", ""),
        nobody_there=topic.texts.get("nobody_there", False),
        raise_question=_made(pack.RaiseQuestion, raising),
        options=tuple(options),
        reassurances=tuple(
            _noun(pack.Reassurance, entry)
            for entry in merged.not_red_flags.values()
            if entry.topic == topic.name
        ),
    )


def _line(entry: Entry[Any]) -> pack.Line:
    line = entry.shape
    return _noun(
        pack.Line, entry, beats=tuple(filter(None, (line.open, line.statement, line.close, line.say)))
    )


def _context(id_: str, merged: Merged) -> pack.ContextQuestion:
    shape = merged.context[id_].shape
    answers = tuple(pack.ContextAnswer(answer, shape.answers[answer]) for answer in CONTEXT_ORDER[id_])
    return pack.ContextQuestion(id_, shape.ask, shape.why, answers)


def _guide(kind: type[StructT], guide: MergedFile, **more: object) -> StructT:
    return convert({**guide.texts, **more}, kind, from_attributes=True)


def _prep(guide: MergedFile) -> guides.Prep:
    outcomes = guide.of("outcomes")
    return _guide(
        guides.Prep,
        guide,
        sections=_sections(guide),
        outcomes=tuple(outcomes[outcome.id].shape for outcome in guides.Outcome),
        letters=_nouns(guides.Letter, guide, "letters"),
        details=_nouns(guides.Detail, guide, "details"),
    )


def _followup(guide: MergedFile) -> guides.Followup:
    letters = _nouns(guides.Letter, guide, "letters")
    kinds = [
        _noun(
            guides.LetterKind, entry, letters=tuple(letter for letter in letters if letter.kind == entry.id)
        )
        for entry in guide.of("kinds").values()
    ]
    groups = tuple(
        guides.Group(entry.id, entry.shape, tuple(kind for kind in kinds if kind.group == entry.id))
        for entry in guide.of("groups").values()
    )
    return _guide(guides.Followup, guide, groups=groups, details=_nouns(guides.Detail, guide, "details"))


def _nouns(kind: type[StructT], guide: MergedFile, key: str) -> tuple[StructT, ...]:
    return tuple(_noun(kind, entry) for entry in guide.of(key).values())


def _sections(guide: MergedFile) -> tuple[guides.Section, ...]:
    steps = [_step(entry) for entry in guide.of("steps").values()]
    return tuple(
        _noun(guides.Section, entry, steps=tuple(step for step in steps if step.section == entry.id))
        for entry in guide.of("sections").values()
    )


def _step(entry: Entry[Any]) -> guides.Step:
    only_if = entry.shape.only_if
    options = tuple(
        _made(guides.StepOption, option, id=id_, sources=_sources(option.sources, entry))
        for id_, option in entry.shape.options.items()
    )
    return _noun(guides.Step, entry, options=options, only_if=only_if and (only_if.step, tuple(only_if.is_)))
