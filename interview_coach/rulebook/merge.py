"""Lays packs over one another by id: a later layer adds, and overrides what is not sealed.

Danger is sealed: its flags, options, lines, rows and texts, and the wording of the first layer cannot
be changed by a later one (invariant 12). Every other override is reported by id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from interview_coach.book.pack import DANGER
from interview_coach.problems import Place, Problems
from interview_coach.rulebook.case_shapes import CaseShape
from interview_coach.rulebook.nodes import Path
from interview_coach.rulebook.reader import PackFiles, Read
from interview_coach.rulebook.shapes import (
    ContextShape,
    FlagShape,
    LineShape,
    OtherOptionShape,
    PackShape,
    PolicyShape,
    RaiseQuestionShape,
    ReasonShape,
    ReassuranceShape,
    Shape,
    SourceShape,
    TopicShape,
    WordingShape,
)

ShapeT = TypeVar("ShapeT", bound=Shape)


@dataclass(frozen=True, slots=True)
class Entry(Generic[ShapeT]):
    """One thing with an id, where it is written, and the sources it may name."""

    id: str
    shape: ShapeT
    topic: str
    read: Read[Any]
    path: Path
    sources: dict[str, SourceShape]
    pack: str

    def place(self, *more: str | int) -> Place:
        return self.read.document.place((*self.path, *more))

    def key_place(self, *more: str | int) -> Place:
        return self.read.document.key_place((*self.path, *more))


@dataclass(slots=True)
class MergedTopic:
    id: str
    place: Place
    title: str = ""
    why: str = ""
    examples: str = ""
    raising: RaiseQuestionShape | None = None
    raise_place: Place | None = None
    screen: tuple[tuple[str, Place], ...] = ()


@dataclass(slots=True)
class Merged:
    """All layers of one pack as one set of entries, before anything is judged."""

    name: str
    base: Read[PackShape]
    base_folder: str
    order: list[str] = field(default_factory=list)
    topics: dict[str, MergedTopic] = field(default_factory=dict)
    flags: dict[str, Entry[FlagShape]] = field(default_factory=dict)
    options: dict[str, Entry[OtherOptionShape]] = field(default_factory=dict)
    reassurances: dict[str, Entry[ReassuranceShape]] = field(default_factory=dict)
    lines: dict[str, Entry[LineShape]] = field(default_factory=dict)
    context: dict[str, tuple[ContextShape, Read[PackShape]]] = field(default_factory=dict)
    reasons: dict[str, tuple[ReasonShape, Read[PackShape]]] = field(default_factory=dict)
    raising: RaiseQuestionShape | None = None
    wording: WordingShape | None = None
    policy: PolicyShape | None = None
    policy_read: Read[PackShape] | None = None
    cases: list[tuple[CaseShape, Read[Any], Path]] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)


def merge(layers: list[PackFiles], problems: Problems) -> Merged:
    """Lay `layers` over one another; the first is the base. All must be of the same pack."""
    base = layers[0]
    merged = Merged(base.pack.shape.pack, base.pack, base.name)
    for number, layer in enumerate(layers):
        _add_pack(merged, layer, number == 0, problems)
        for read in layer.topics.values():
            _add_topic(merged, layer, read, problems)
        if layer.lines:
            sources = {**layer.pack.shape.sources, **layer.lines.shape.sources}
            for id_, line in layer.lines.shape.lines.items():
                _put(
                    merged,
                    merged.lines,
                    Entry(id_, line, "", layer.lines, ("lines", id_), sources, layer.name),
                    problems,
                )
        for cases in layer.cases.values():
            merged.cases.extend((case, cases, ("cases", n)) for n, case in enumerate(cases.shape.cases))
    return merged


def _add_pack(merged: Merged, layer: PackFiles, is_base: bool, problems: Problems) -> None:
    pack = layer.pack.shape
    if is_base:
        merged.wording, merged.policy, merged.raising = pack.wording, pack.policy, pack.raising
        merged.policy_read = layer.pack
    else:
        if pack.wording is not None:
            problems.add(
                layer.pack.key_place("wording"),
                f"the fixed wording of {merged.name!r} is sealed; take 'wording' out and add flags, lines or topics instead",
            )
        if pack.policy is not None:
            problems.add(
                layer.pack.key_place("policy"),
                "there is one policy for all, and no layer changes it; take 'policy' out and weigh the flags instead",
            )
        if pack.raising is not None:
            merged.raising = pack.raising
            merged.overrides.append("raise")
    merged.order.extend(topic for topic in pack.topics if topic not in merged.order)
    for id_, context in pack.context.items():
        if id_ in merged.context:
            merged.overrides.append(id_)
        merged.context[id_] = (context, layer.pack)
    for word, reason in pack.reasons.items():
        if word in merged.reasons:
            merged.overrides.append(word)
        merged.reasons[word] = (reason, layer.pack)


def _add_topic(merged: Merged, layer: PackFiles, read: Read[TopicShape], problems: Problems) -> None:
    shape = read.shape
    id_ = shape.topic
    topic = merged.topics.get(id_)
    is_new = topic is None
    if topic is None:
        topic = merged.topics[id_] = MergedTopic(id_, read.place("topic"))
    for key in ("title", "why", "examples"):
        given = getattr(shape, key)
        if not given:
            continue
        if getattr(topic, key):
            if id_ == DANGER:
                problems.add(read.place(key), f"{key!r} of danger is sealed; take it out")
                continue
            merged.overrides.append(f"{id_}.{key}")
        setattr(topic, key, given)
    for key, given in (("raise", shape.raising), ("screen", shape.screen)):
        if not given or is_new:
            continue
        if id_ == DANGER:
            problems.add(read.key_place(key), f"{key!r} of danger is sealed; take it out")
            return
        merged.overrides.append(f"{id_}.{key}")
    if shape.raising is not None:
        topic.raising, topic.raise_place = shape.raising, read.key_place("raise")
    if shape.screen:
        topic.screen = tuple((name, read.place("screen", n)) for n, name in enumerate(shape.screen))
    if id_ not in merged.order and layer.pack is not merged.base:
        merged.order.append(id_)
    sources = {**layer.pack.shape.sources, **shape.sources}
    for key, entries in (
        ("flags", merged.flags),
        ("options", merged.options),
        ("not_red_flags", merged.reassurances),
        ("lines", merged.lines),
    ):
        for entry_id, entry_shape in getattr(shape, key).items():
            entry = Entry(entry_id, entry_shape, id_, read, (key, entry_id), sources, layer.name)
            _put(merged, entries, entry, problems)


def _put(merged: Merged, entries: dict[str, Entry[ShapeT]], entry: Entry[ShapeT], problems: Problems) -> None:
    for other in (merged.flags, merged.options, merged.reassurances, merged.lines):
        earlier = other.get(entry.id)
        if earlier is None:
            continue
        if earlier.topic == DANGER and earlier.pack != entry.pack:
            problems.add(
                entry.key_place(), f"{entry.id!r} belongs to danger, which is sealed; give yours another id"
            )
            return
        if other is not entries or earlier.pack == entry.pack or earlier.topic != entry.topic:
            problems.add(
                entry.key_place(), f"the id {entry.id!r} is taken ({earlier.key_place()}); choose another"
            )
            return
        merged.overrides.append(entry.id)
    entries[entry.id] = entry
