"""YAML text in, plain data and places out; strict, and safe on hostile input.

Built on PyYAML's event stream, which is not recursive: deep nesting, aliases and duplicate keys are
refused before anything is built. Only `true` and `false` are booleans, whole numbers are numbers,
`null`, `~` and nothing are empty; every other plain scalar is the text that was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from interview_coach.problems import Place, Problem, Problems
from interview_coach.rulebook.document import MAX_BYTES, Data, Document, Path

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml reads the same, only slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 12

_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_TWO_HALVES = re.compile(r"((?<!\\)(?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_NO_CHARACTER = "a character that YAML does not allow stands here; delete it"
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})\Z")
_EMPTY = {"", "~", "null"}
_BOOLEAN = {"true": True, "false": False}


class _Refused(Exception):
    pass


class _TooDeep(_Refused):
    pass


def read_document(text: str, file: str, problems: Problems) -> Document | None:
    """Read one YAML document. Adds to `problems` and returns None if it cannot be used."""
    read, found = _read_once(text, file)
    problems.found.extend(found)
    if read is None:
        return None
    return Document(file, _copy_of(read.data), dict(read.values), dict(read.keys), problems)


def _copy_of(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: _copy_of(value) for key, value in data.items()}
    return [_copy_of(item) for item in data] if isinstance(data, list) else data


@lru_cache(maxsize=160)
def _read_once(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """The document and what is wrong with it. While rules are tried, the files that they stand on are read once."""
    problems = Problems()
    return _read(text, file, problems), problems.found


def _read(text: str, file: str, problems: Problems) -> Document | None:
    document = Document(file, problems=problems)
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        problems.add(Place(file), f"the file is larger than {MAX_BYTES // 1000} kB; split it by topic")
        return None
    if half := _HALF_A_CHARACTER.search(text):
        problems.add(_place_of(text, half.start(), file), _NO_CHARACTER)
        return None
    text = _as_yaml(text)
    try:
        _Builder(document, yaml.parse(text, Loader=_Loader)).build()
    except _Refused:
        return None
    except yaml.MarkedYAMLError as error:
        if _is_too_deep_before(error, text, file, problems):
            return None
        place = _at(file, error.problem_mark or error.context_mark)
        fault = f"this is not valid YAML ({error.problem or error.context})"
        problems.add(place, f"{fault}; {_cure(text, error)}")
        return None
    except yaml.reader.ReaderError as error:
        problems.add(_place_of(text, error.position, file), _NO_CHARACTER)
        return None
    return document


def _as_yaml(text: str) -> str:
    """JSON so that it is YAML too: tabs between the values as blanks, and a character in two halves as one escape."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text
    return _TWO_HALVES.sub(_whole, text.replace("\t", " "))


def _whole(halves: re.Match[str]) -> str:
    before, high, low = halves.groups()
    return f"{before}\\U{0x10000 + (int(high, 16) - 0xD800) * 0x400 + int(low, 16) - 0xDC00:08X}"


def _is_too_deep_before(error: yaml.MarkedYAMLError, text: str, file: str, problems: Problems) -> bool:
    """Whether text nests too deep before the place of an error: then that is the problem, and is added.

    The scanner looks ahead, so it may stop at a fault, or at a depth limit of its own, before it hands
    over the events that come first. Those are had by reading what stands before that place alone.
    """
    marks = [mark.index for mark in (error.context_mark, error.problem_mark) if mark]
    before = Problems()
    try:
        events = yaml.parse(text[: min(marks, default=0)], Loader=_Loader)
        _Builder(Document(file, problems=before), events).build()
    except _TooDeep:
        problems.found.extend(before.found[-1:])
        return True
    except (_Refused, yaml.YAMLError):
        pass
    return False


def _cure(text: str, error: yaml.MarkedYAMLError) -> str:
    """What to do about text that is not YAML, guessed from what stands there."""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    last = mark.line + 1 if mark else len(lines)
    odd = next((n for n, text_line in enumerate(lines[:last], 1) if text_line.count('"') % 2), None)
    if odd is not None:
        return f"a quote seems to be left open in line {odd}; close it"
    if "Unicode character escape" in (error.problem or ""):
        return "this is half a character; delete it, or write the character itself"
    if "\t" in line:
        return "use spaces, not tabs"
    if "block" in (error.context or "") and (
        "expected" in (error.problem or "") or "did not find" in (error.problem or "")
    ):
        return "line this up with the lines above it: entries of one kind start in one column"
    if ": " in line:
        return 'put the text in double quotes if it holds ": "'
    return "check quotes, colons and indentation just before this place"


def _at(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


def _place_of(text: str, position: int, file: str) -> Place:
    before = text[:position]
    return Place(file, before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)


class _Builder:
    """Turns the events of one document into data, keeping places."""

    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self._document = document
        self._events = events
        self._depth = 0

    def build(self) -> None:
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document starts here; keep one document to a file")
                self._document.data = self._value(next(self._events), ())
        if documents == 0 or self._document.data is None:
            empty = "the file is empty; see `coach rules path` for examples"
            self._document.problems.add(Place(self._document.file), empty)
            raise _Refused

    def _add(self, event: yaml.Event, message: str) -> None:
        self._document.problems.add(_at(self._document.file, event.start_mark), message)

    def _refuse(self, event: yaml.Event, message: str) -> None:
        self._add(event, message)
        raise _Refused

    def _value(self, event: yaml.Event, path: Path) -> Data:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"`*{anchor}` refers to another place; write the text out again")
        if anchor:
            self._refuse(event, f"`&{anchor}` is an anchor; rules are written out in full")
        if tag not in (None, "!"):
            named = tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, f"`{named}` is a tag; take it out and write the plain value")
        self._document.values[path] = _at(self._document.file, event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._add(event, f"this is nested more than {MAX_DEPTH} deep; flatten it")
            raise _TooDeep
        data: Data = (
            self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)
        )
        self._depth -= 1
        return data

    def _sequence(self, path: Path) -> Data:
        items: list[Data] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> Data:
        entries: dict[str, Data] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "a key must be a plain word; write `word: value`")
            key: str = event.value  # type: ignore[attr-defined]
            if key == "<<":
                self._refuse(event, "`<<` merges another place; write the entries out again")
            here = (*path, key)
            value = self._value(next(self._events), here)
            if key in entries:
                first = self._document.keys[here].line
                self._add(event, f"{key!r} is given twice (first in line {first}); keep one")
                continue
            self._document.keys[here] = _at(self._document.file, event.start_mark)
            entries[key] = value
        return entries


def _scalar(event: yaml.ScalarEvent) -> Data:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _EMPTY:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    return int(text) if _NUMBER.match(text) else text
