"""Lays packs and their guides over one another by id: a later layer adds, and overrides what is not sealed.

Danger is sealed: its flags, options, lines, rows and texts, and the wording of the first layer cannot
be changed by a later one (invariant 12), nor the safety question of followup and what it keeps back. Every other override is reported by id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from interview_coach.book.pack import DANGER
from interview_coach.problems import Place, Problems
from interview_coach.rulebook.case_shapes import CaseShape
from interview_coach.rulebook.document import Path
from interview_coach.rulebook.reader import PackFiles, Read
from interview_coach.rulebook.shapes import (
    ContextShape,
    FlagShape,
    LineShape,
    LinesShape,
    OtherOptionShape,
    PackShape,
    RaiseQuestionShape,
    ReasonShape,
    ReassuranceShape,
    RowWordsShape,
    Shape,
    SourceShape,
    TopicShape,
    WordingShape,
)

ShapeT = TypeVar("ShapeT", bound=Shape)

_WITH_IDS = ("sections", "steps", "outcomes", "letters", "details", "groups", "kinds", "countries")
"""Keys of a guide file that hold things by id; every other key is a fixed text."""
_ALIASES = {"raising": "raise"}


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
class MergedFile:
    """All layers of one topic or guide: its texts by key; of a guide also what stands under an id."""

    name: str
    base: Read[Any]
    is_addition: bool = False
    """Whether its first file stands in a later layer than the pack itself."""
    texts: dict[str, Any] = field(default_factory=dict)
    reads: dict[str, Read[Any]] = field(default_factory=dict)
    """Where each text is written."""
    entries: dict[str, dict[str, Entry[Any]]] = field(default_factory=dict)
    overrides: list[str] = field(default_factory=list)

    @property
    def start(self) -> Place:
        return self.base.place("topic")

    def of(self, key: str) -> dict[str, Entry[Any]]:
        return self.entries.get(key, {})

    def is_base(self, entry: Entry[Any]) -> bool:
        """Whether an entry stands in the first layer of this file, which later ones cannot mend."""
        return entry.read is self.base


@dataclass(slots=True)
class Merged:
    """All layers of one pack as one set of entries, before anything is judged."""

    name: str
    base: Read[PackShape]
    base_folder: str
    order: list[str] = field(default_factory=list)
    topics: dict[str, MergedFile] = field(default_factory=dict)
    guides: dict[str, MergedFile] = field(default_factory=dict)
    flags: dict[str, Entry[FlagShape]] = field(default_factory=dict)
    options: dict[str, Entry[OtherOptionShape]] = field(default_factory=dict)
    reassurances: dict[str, Entry[ReassuranceShape]] = field(default_factory=dict)
    lines: dict[str, Entry[LineShape]] = field(default_factory=dict)
    context: dict[str, tuple[ContextShape, Read[PackShape]]] = field(default_factory=dict)
    reasons: dict[str, tuple[ReasonShape, Read[PackShape]]] = field(default_factory=dict)
    raising: RaiseQuestionShape | None = None
    wording: WordingShape | None = None
    rows: dict[str, tuple[RowWordsShape, Read[PackShape]]] = field(default_factory=dict)
    row_overrides: list[tuple[str, Read[PackShape]]] = field(default_factory=list)
    cases: list[tuple[CaseShape, Read[Any], Path]] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)


def merge(layers: list[PackFiles], problems: Problems) -> Merged:
    """Lay `layers` over one another; the first is the base. All must be of the same pack."""
    base = layers[0]
    merged = Merged(base.pack.shape.pack, base.pack, base.name)
    for number, layer in enumerate(layers):
        _add_pack(merged, layer, number == 0, problems)
        for read in layer.topics.values():
            topic = merged.topics.setdefault(read.shape.topic, MergedFile(read.shape.topic, read))
            _add_topic(merged, topic, layer, read, problems)
        if layer.lines:
            _add_entries(merged, "", layer, layer.lines, problems)
        for name, read in layer.guides.items():
            guide = merged.guides.setdefault(name, MergedFile(name, read, number > 0))
            _add_guide(guide, layer, read, problems)
        for cases in layer.cases.values():
            merged.cases.extend((case, cases, ("cases", n)) for n, case in enumerate(cases.shape.cases))
    for file in (*merged.topics.values(), *merged.guides.values()):
        merged.overrides.extend(file.overrides)
    return merged


def _add_pack(merged: Merged, layer: PackFiles, is_base: bool, problems: Problems) -> None:
    pack = layer.pack.shape
    if is_base:
        merged.wording, merged.raising = pack.wording, pack.raising
    else:
        if pack.wording is not None:
            problems.add(
                layer.pack.key_place("wording"),
                f"the fixed wording of {merged.name!r} is sealed; take 'wording' out and add flags, lines or topics instead",
            )
        if pack.raising is not None:
            merged.raising = pack.raising
            merged.overrides.append("raise")
    merged.order.extend(topic for topic in pack.topics if topic not in merged.order)
    for id_, context in pack.context.items():
        if id_ in merged.context:
            merged.overrides.append(id_)
        merged.context[id_] = (context, layer.pack)
    for row, words in pack.rows.items():
        if row in merged.rows:
            merged.overrides.append(row)
            merged.row_overrides.append((row, layer.pack))
        merged.rows[row] = (words, layer.pack)
    for word, reason in pack.reasons.items():
        if word in merged.reasons:
            merged.overrides.append(word)
        merged.reasons[word] = (reason, layer.pack)


def _add_topic(
    merged: Merged, topic: MergedFile, layer: PackFiles, read: Read[TopicShape], problems: Problems
) -> None:
    for key in ("title", "why", "examples", "raising", "screen"):
        _add_text(topic, key, read, problems)
    if topic.name not in merged.order and layer.pack is not merged.base:
        merged.order.append(topic.name)
    _add_entries(merged, topic.name, layer, read, problems)


def _add_guide(guide: MergedFile, layer: PackFiles, read: Read[Any], problems: Problems) -> None:
    for key in type(read.shape).model_fields:
        if key in ("guide", "sources"):
            continue
        if key not in _WITH_IDS:
            _add_text(guide, key, read, problems)
            continue
        known = guide.entries.setdefault(key, {})
        for entry in _entries(key, "", layer, read):
            if (earlier := known.get(entry.id)) is not None:
                if key == "kinds" and entry.shape.after_danger != earlier.shape.after_danger:
                    wrong = (
                        "take it out" if entry.shape.after_danger else "write `after_danger: true`, as it was"
                    )
                    problems.add(
                        entry.place("after_danger"),
                        f"what is offered after danger is sealed, and so is {entry.id!r}; {wrong}",
                    )
                    continue
                guide.overrides.append(f"{guide.name}.{entry.id}")
            known[entry.id] = entry


def _add_text(file: MergedFile, key: str, read: Read[Any], problems: Problems) -> None:
    given = getattr(read.shape, key)
    if not given:
        return
    # What a topic asks and in which order stands over that of the pack, so it overrides even where it is new.
    if key in file.texts or (read is not file.base and key in ("raising", "screen")):
        if fault := _fault_of_sealed(file, key, read):
            problems.add(*fault)
            return
        file.overrides.append(f"{file.name}.{_ALIASES.get(key, key)}")
    file.texts[key] = given
    file.reads[key] = read


def _fault_of_sealed(file: MergedFile, key: str, read: Read[Any]) -> tuple[Place, str] | None:
    """What is wrong with writing a text anew, if it is sealed."""
    if file.name == DANGER:
        key = _ALIASES.get(key, key)
        place = read.key_place(key) if key in ("raise", "screen") else read.place(key)
        return place, f"{key!r} of danger is sealed; take it out"
    if key == "safety":
        return read.key_place(key), "the safety question is sealed like danger; take 'safety' out"
    if key == "card" and read.shape.card.danger != (heading := file.texts[key].danger):
        return read.place(key, "danger"), f"the heading of danger is sealed; leave it as it was: {heading}"
    return None


def _entries(key: str, topic: str, layer: PackFiles, read: Read[Any]) -> Iterator[Entry[Any]]:
    """What a file holds by id under one key."""
    sources = {**layer.pack.shape.sources, **read.shape.sources}
    for id_, shape in getattr(read.shape, key).items():
        yield Entry(id_, shape, topic, read, (key, id_), sources, layer.name)


def _add_entries(
    merged: Merged,
    topic: str,
    layer: PackFiles,
    read: Read[TopicShape] | Read[LinesShape],
    problems: Problems,
) -> None:
    kinds: dict[str, dict[str, Entry[Any]]] = {
        "flags": merged.flags,
        "options": merged.options,
        "not_red_flags": merged.reassurances,
        "lines": merged.lines,
    }
    for key, entries in kinds.items():
        for entry in _entries(key, topic, layer, read) if key in type(read.shape).model_fields else ():
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
