"""How much a pack holds, and how much of it stands in folders of one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from interview_coach.rulebook.guide_merge import MergedGuide
from interview_coach.rulebook.merge import Merged
from interview_coach.rulebook.reader import Read

COUNTED = ("flags", "lines", "cases", "steps", "letters", "countries")


def tally(
    merged: Merged, guides: Mapping[str, MergedGuide], built_in: Collection[str]
) -> tuple[Counter[str], Counter[str]]:
    """Count what a pack holds by `COUNTED`: all of it, and what does not stand in the folders `built_in`."""
    found = list(_entries(merged, guides))
    whole = Counter(what for what, _ in found)
    own = Counter(what for what, folder in found if folder not in built_in)
    return whole, own


def _entries(merged: Merged, guides: Mapping[str, MergedGuide]) -> Iterator[tuple[str, str]]:
    """Everything that is counted, as what it is and the folder in which it stands."""
    yield from (("flags", flag.pack) for flag in merged.flags.values())
    yield from (("lines", line.pack) for line in merged.lines.values())
    yield from (("cases", _folder_of(read)) for _, read, _ in merged.cases)
    for guide in guides.values():
        for what in ("steps", "letters", "countries"):
            yield from ((what, entry.pack) for entry in guide.of(what).values())


def _folder_of(read: Read[Any]) -> str:
    return read.document.file.rpartition("/")[0]
