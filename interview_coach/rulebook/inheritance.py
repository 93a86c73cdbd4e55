"""Completes what a later layer writes with what an earlier one has: it changes the fields that it names, and no others."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence

from interview_coach.rulebook.document import Data, Document, Path

COMPLETED = ("flags", "options", "signs", "not_red_flags", "lines", "context", "rows", "reasons")
"""What a file holds by id, and is completed field by field."""
SEALED = "danger.yaml"
"""Nothing that an earlier layer has in this file is changed, so what a later one writes of it is not even read."""

Files = Mapping[str, Document]
"""The files of one pack folder, by their names."""

_BEATS = ("open", "statement", "close", "if_they_push")
_INSTEAD: dict[str, dict[str, tuple[str, ...]]] = {
    "flags": {
        "fires_if": ("option", "option_when_known", "scam_sign"),
        "option": ("fires_if",),
        "raise: no": ("fixed_when", "leave_when"),
    },
    "options": {"kind": ("sets", "reassurance", "do_now")},
    "lines": {"say": _BEATS, **dict.fromkeys(_BEATS, ("say",))},
}
"""Fields that a field, or a field with this value, stands instead of: those are not taken over."""


def complete(name: str, document: Document, earlier: Sequence[Files]) -> None:
    """Give every entry of the file `name` the fields that it leaves out, with the places where they are written.

    They come from the nearest of the `earlier` layers, the lowest first, that has the entry in a file of this name.
    """
    below = [files[name] for files in reversed(earlier) if name in files]
    for path, own in _entries(document.data):
        for other in below:
            if theirs := dict(_entries(other.data)).get(path):
                if name == SEALED:
                    own.clear()
                left_out = theirs.keys() - own.keys() - _replaced(path[0], own)
                own |= {field: theirs[field] for field in left_out}
                for field in [each for each in theirs if each in own]:
                    own[field] = own.pop(field)  # in their order
                _take_places(document, other, path, left_out)
                break


def fault_of_id(name: str, path: Path, earlier: Sequence[Files]) -> str:
    """What is wrong with the id of an entry that is not whole, if it was meant to change another; or nothing."""
    if len(path) != 2 or path[0] not in COMPLETED:
        return ""
    key, id_ = map(str, path)
    ids = [
        (str(there[-1]), file)
        for files in earlier
        for file, document in files.items()
        for there, _ in _entries(document.data)
        if there[0] == key
    ]
    homes = [file for known, file in ids if known == id_]
    if SEALED in homes and name != SEALED:
        return f"{id_!r} belongs to danger, which is sealed; give yours another id"
    if homes and name not in homes:
        return f"{id_!r} stands in {homes[0]}; change it in a file of that name"
    near = difflib.get_close_matches(id_, [known for known, file in ids if file == name], n=1)
    return f"there is no {id_!r} to change here; did you mean {near[0]!r}?" if near and not homes else ""


def _entries(data: Data) -> Iterator[tuple[Path, dict[str, Data]]]:
    """What of a file can be completed, each with its path."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if key == "wording" and isinstance(value, dict):
            yield (key,), value
            yield from (((key, group), texts) for group, texts in value.items() if isinstance(texts, dict))
        if key in COMPLETED and isinstance(value, dict):
            yield from (((key, id_), entry) for id_, entry in value.items() if isinstance(entry, dict))


def _replaced(key: str | int, own: Mapping[str, Data]) -> set[str]:
    written = {*own, *(f"{field}: {value}" for field, value in own.items())}
    instead = _INSTEAD.get(str(key), {})
    return {field for each in written & instead.keys() for field in instead[each]}


def _take_places(document: Document, other: Document, path: Path, fields: Collection[str]) -> None:
    end = len(path)
    for places, theirs in ((document.values, other.values), (document.keys, other.keys)):
        for there, place in theirs.items():
            if there[:end] == path and there[end : end + 1] and there[end] in fields:
                places[there] = place
