"""Lays packs and their guides over one another by id: a later layer adds, and overrides what is not sealed.

Danger is sealed: its flags, options, lines, rows and texts, and the wording that is read in it cannot
be changed by a later layer (invariant 12), nor the safety question of followup and
what it keeps back, nor the emergency number of a country. Every other override is reported by id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from interview_coach.book.vocabulary import DANGER
from interview_coach.problems import Place, no_such
from interview_coach.rulebook.cases import Acceptance, WrittenCase
from interview_coach.rulebook.document import Document, Read, ShapeT, part_of
from interview_coach.rulebook.reader import PackFiles
from interview_coach.rulebook.shapes import (
    ContextShape,
    FlagShape,
    LineShape,
    OtherOptionShape,
    PackShape,
    RaiseQuestionShape,
    ReasonShape,
    ReassuranceShape,
    RowWordsShape,
    SignShape,
    SourceShape,
)
from interview_coach.rulebook.word_shapes import WordingShape, fault_of_braces, texts_of

OF_TOPICS = ("flags", "options", "signs", "not_red_flags", "lines")
"""What stands under an id in the files of topics, and is told apart by it in the whole pack."""
_OF_PACKS = ("context", "rows", "reasons")
_WITH_IDS = ("sections", "steps", "outcomes", "letters", "details", "groups", "kinds", "countries")
"""Keys of a guide file that hold things by id; every other key is a fixed text."""
_ALIASES = {"raising": "raise"}


@dataclass(frozen=True, slots=True)
class Entry(Read[ShapeT]):
    """One thing with an id, where it is written, and the sources it may name."""

    id: str = ""
    topic: str = ""
    pack: str = ""
    sources: dict[str, SourceShape] = field(default_factory=dict)

    def over(self, earlier: Entry[ShapeT] | None) -> Entry[ShapeT]:
        """The same with what the earlier one of this id could name."""
        return replace(self, sources={**earlier.sources, **self.sources}) if earlier else self


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

    def of(self, key: str) -> dict[str, Entry[Any]]:
        return self.entries.get(key, {})

    def is_base(self, entry: Entry[Any]) -> bool:
        """Whether an entry stands in the first layer of this file, which later ones cannot mend."""
        return entry.document is self.base.document


@dataclass(slots=True)
class Merged:
    """All layers of one pack as one set of entries, before anything is judged."""

    base: Read[PackShape]
    base_folder: str
    packs: list[Read[PackShape]] = field(default_factory=list)
    """The pack.yaml of every layer."""
    order: list[str] = field(default_factory=list)
    """The topics as they are shown: those that a later layer names come first."""
    topics: dict[str, MergedFile] = field(default_factory=dict)
    guides: dict[str, MergedFile] = field(default_factory=dict)
    flags: dict[str, Entry[FlagShape]] = field(default_factory=dict)
    options: dict[str, Entry[OtherOptionShape]] = field(default_factory=dict)
    signs: dict[str, Entry[SignShape]] = field(default_factory=dict)
    not_red_flags: dict[str, Entry[ReassuranceShape]] = field(default_factory=dict)
    lines: dict[str, Entry[LineShape]] = field(default_factory=dict)
    context: dict[str, Entry[ContextShape]] = field(default_factory=dict)
    reasons: dict[str, Entry[ReasonShape]] = field(default_factory=dict)
    raising: RaiseQuestionShape | None = None
    wording: WordingShape | None = None
    texts: dict[tuple[str, ...], str] = field(default_factory=dict)
    """The words by their keys."""
    rows: dict[str, Entry[RowWordsShape]] = field(default_factory=dict)
    row_overrides: list[Entry[RowWordsShape]] = field(default_factory=list)
    cases: list[WrittenCase] = field(default_factory=list)
    accepts: list[Acceptance] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)

    @property
    def homes(self) -> dict[str, str]:
        """The topic of every flag and option."""
        return {id_: entry.topic for kind in (self.flags, self.options) for id_, entry in kind.items()}

    def flags_of(self, topic: str) -> list[Entry[FlagShape]]:
        return [flag for flag in self.flags.values() if flag.topic == topic]


def merge(layers: list[PackFiles], words: Document | None) -> Merged:
    """Lay `layers` of one pack over one another; the first is the base. `words` are those that all packs share."""
    base, name = layers[0].pack, layers[0].name
    shared = words.data.get("wording") if words and isinstance(words.data, dict) else None
    texts = texts_of(shared) if isinstance(shared, dict) else {}
    merged = Merged(base, name, raising=base.shape.raising, texts=texts)
    for number, layer in enumerate(layers):
        _add_pack(merged, layer)
        for name, read in layer.topics.items():
            topic = merged.topics.setdefault(name, MergedFile(name, read))
            for key in ("title", "why", "examples", "nobody_there", "raising", "screen"):
                _add_text(topic, key, read)
            if name not in merged.order and number > 0:
                merged.order.append(name)
            _add_entries(merged, name, layer, read)
        if layer.lines:
            _add_entries(merged, "", layer, layer.lines)
        for name, guide_file in layer.guides.items():
            guide = merged.guides.setdefault(name, MergedFile(name, guide_file, number > 0))
            _add_guide(guide, layer, guide_file)
        for cases in layer.cases.values():
            merged.cases.extend(part_of(cases, case, "cases", n) for n, case in enumerate(cases.shape.cases))
            merged.accepts.extend(part_of(cases, a, "accepts", n) for n, a in enumerate(cases.shape.accepts))
    for file in (*merged.topics.values(), *merged.guides.values()):
        merged.overrides.extend(file.overrides)
    return merged


def _add_pack(merged: Merged, layer: PackFiles) -> None:
    pack = layer.pack.shape
    if pack.wording is not None:
        _change_wording(merged, layer.pack, pack.wording)
    if pack.raising is not None and pack.raising is not merged.raising:
        merged.raising = pack.raising
        merged.overrides.append("raise")
    merged.packs.append(layer.pack)
    order = list(dict.fromkeys([*pack.topics, *merged.order]))
    if [topic for topic in order if topic in merged.order] != merged.order:
        merged.overrides.append("topics")
    merged.order = order
    for key in _OF_PACKS:
        known = getattr(merged, key)
        for entry in _entries(key, "", layer, layer.pack):
            if entry.id in known:
                merged.overrides.append(entry.id)
                merged.row_overrides.extend([entry] if key == "rows" else ())
            known[entry.id] = entry.over(known.get(entry.id))


def _change_wording(merged: Merged, read: Read[PackShape], wording: WordingShape) -> None:
    before, merged.texts = merged.texts, texts_of(vars(wording))
    for path, text in merged.texts.items():
        key, is_changed = path[-1], bool(merged.packs) and text != before.get(path)
        if path not in before and len(path) > 1:
            known = (there[-1] for there in before if there[:-1] == path[:-1])
            read.wrong_key(no_such("text", key, known), "wording", *path)
        elif is_changed and any(map(wording.is_sealed, path)):
            read.wrong_key(f"{key!r} is read in danger, which is sealed; take it out", "wording", *path)
        elif fault := fault_of_braces(text, before.get(path, text)):
            read.wrong(fault, "wording", *path)
        elif is_changed:
            merged.overrides.append(".".join(("wording", *path)))
    merged.wording = wording


def _add_guide(guide: MergedFile, layer: PackFiles, read: Read[Any]) -> None:
    for key in type(read.shape).model_fields:
        if key in _WITH_IDS:
            known = guide.entries.setdefault(key, {})
            for entry in _entries(key, "", layer, read):
                if (earlier := known.get(entry.id)) is not None:
                    if fault := _fault_of_kept(key, entry, earlier.shape):
                        entry.wrong(*fault)
                        continue
                    guide.overrides.append(f"{guide.name}.{entry.id}")
                known[entry.id] = entry
        elif key not in ("guide", "sources"):
            _add_text(guide, key, read)


def _fault_of_kept(key: str, entry: Entry[Any], before: Any) -> tuple[str, str] | None:
    """What is wrong with writing something of a guide anew, if that of it is sealed, and under which key."""
    after = entry.shape
    if key == "kinds" and after.after_danger != before.after_danger:
        cure = "take it out" if after.after_danger else "write `after_danger: true`, as it was"
        return f"what is offered after danger is sealed, and so is {entry.id!r}; {cure}", "after_danger"
    for number in ("emergency", "silent") if key == "countries" else ():
        if getattr(after, number) != getattr(before, number):
            return "whom to ring is sealed like danger; leave it as it was", number
    return None


def _add_text(file: MergedFile, key: str, read: Read[Any]) -> None:
    given = getattr(read.shape, key)
    if not given:
        return
    # What a topic asks and in which order stands over that of the pack, so it overrides even where it is new.
    if key in file.texts or (read is not file.base and key in ("raising", "screen")):
        if fault := _fault_of_sealed(file, key, read):
            read.document.problems.add(*fault)
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
    for id_, shape in getattr(read.shape, key, {}).items():
        yield Entry(shape, read.document, (key, id_), id_, topic, layer.name, sources)


def _add_entries(merged: Merged, topic: str, layer: PackFiles, read: Read[Any]) -> None:
    for key in OF_TOPICS:
        for entry in _entries(key, topic, layer, read):
            _put(merged, key, entry)


def _put(merged: Merged, key: str, entry: Entry[Any]) -> None:
    for other in OF_TOPICS:
        earlier = getattr(merged, other).get(entry.id)
        if earlier is None:
            continue
        if earlier.topic == DANGER and earlier.pack != entry.pack:
            entry.wrong_key(f"{entry.id!r} belongs to danger, which is sealed; give yours another id")
            return
        if other != key or earlier.pack == entry.pack or earlier.topic != entry.topic:
            entry.wrong_key(f"the id {entry.id!r} is taken ({earlier.key_place()}); choose another")
            return
        merged.overrides.append(entry.id)
    entries = getattr(merged, key)
    entries[entry.id] = entry.over(entries.get(entry.id))
