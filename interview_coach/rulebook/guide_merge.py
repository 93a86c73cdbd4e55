"""Lays the guide files of a pack's layers over one another: by id, and sentence by sentence.

The safety question of followup, and what it keeps back after danger, is sealed like danger itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from interview_coach.problems import Problems
from interview_coach.rulebook.merge import Entry
from interview_coach.rulebook.reader import PackFiles, Read
from interview_coach.rulebook.shapes import Shape, SourceShape

ENTRIES = ("sections", "steps", "outcomes", "letters", "details", "groups", "kinds", "countries")
"""Keys of a guide file that hold things by id; every other key is a fixed text."""


@dataclass(slots=True)
class MergedGuide:
    """All layers of one guide: fixed texts, and entries by key and id."""

    name: str
    base: Read[Any]
    is_addition: bool = False
    """Whether the first file of this guide stands in a later layer than the pack itself."""
    texts: dict[str, Any] = field(default_factory=dict)
    text_reads: dict[str, Read[Any]] = field(default_factory=dict)
    entries: dict[str, dict[str, Entry[Any]]] = field(default_factory=dict)
    overrides: list[str] = field(default_factory=list)

    def of(self, key: str) -> dict[str, Entry[Any]]:
        return self.entries.get(key, {})

    def is_base(self, entry: Entry[Any]) -> bool:
        """Whether an entry stands in the first layer of this guide, which later ones cannot mend."""
        return entry.read is self.base


def merge_guides(layers: list[PackFiles], problems: Problems) -> dict[str, MergedGuide]:
    """The guides of one pack, by name. The first layer that has one is its base."""
    merged: dict[str, MergedGuide] = {}
    for number, layer in enumerate(layers):
        for name, read in layer.guides.items():
            guide = merged.setdefault(name, MergedGuide(name, read, number > 0))
            _add(guide, layer, read, problems)
    return merged


def _add(guide: MergedGuide, layer: PackFiles, read: Read[Any], problems: Problems) -> None:
    sources: dict[str, SourceShape] = {**layer.pack.shape.sources, **read.shape.sources}
    for key in type(read.shape).model_fields:
        if key in ("guide", "sources"):
            continue
        given = getattr(read.shape, key)
        if key not in ENTRIES:
            _add_text(guide, key, given, read, problems)
            continue
        known = guide.entries.setdefault(key, {})
        for id_, shape in given.items():
            entry = Entry(id_, shape, "", read, (key, id_), sources, layer.name)
            if id_ in known:
                if key == "kinds" and shape.after_danger != known[id_].shape.after_danger:
                    cure = "take it out" if shape.after_danger else "write `after_danger: true`, as it was"
                    problems.add(
                        entry.place("after_danger"),
                        f"what is offered after danger is sealed, and so is {id_!r}; {cure}",
                    )
                    continue
                guide.overrides.append(f"{guide.name}.{id_}")
            known[id_] = entry


def _add_text(guide: MergedGuide, key: str, given: object, read: Read[Shape], problems: Problems) -> None:
    if not given:
        return
    if key in guide.texts:
        if key == "safety":
            problems.add(read.key_place(key), "the safety question is sealed like danger; take 'safety' out")
            return
        if key == "card" and getattr(given, "danger", "") != guide.texts[key].danger:
            problems.add(
                read.place(key, "danger"),
                f"the heading of danger is sealed; leave it as it was: {guide.texts[key].danger}",
            )
            return
        guide.overrides.append(f"{guide.name}.{key}")
    guide.texts[key] = given
    guide.text_reads[key] = read
