"""Everything of a pack that has an id, whole: flags, options, lines, topics, rows, steps, letters, countries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec

from interview_coach.book.guides import Guides, Letter, LetterKind, Step
from interview_coach.book.pack import Book
from interview_coach.render.blocks import cited
from interview_coach.render.facts import facts_of
from interview_coach.render.layout import Line, paragraph


@dataclass(frozen=True, slots=True)
class Named:
    """One thing with an id: its kind, and the thing itself as the book or a guide holds it."""

    kind: str
    id: str
    thing: msgspec.Struct


def entries_of(book: Book) -> Iterator[Named]:
    """Everything in the book that has an id, flags first."""
    yield from (Named("flag", flag.id, flag) for flag in book.flags)
    for topic in book.topics:
        yield Named("topic", topic.id, topic)
        yield from (Named("option", o.id, o) for o in topic.options if o.id not in book.flag_by_id)
        yield from (Named("not a red flag", r.id, r) for r in topic.reassurances)
    yield from (Named("line", line.id, line) for line in book.lines)
    yield from (Named("row", row.id, row) for row in book.rows)
    yield from (Named("context question", question.id, question) for question in book.context)
    yield from (Named("reason", reason.id, reason) for reason in book.reasons)
    yield Named("pack", book.info.id, book.info)


def guide_entries_of(guides: Guides, *, with_countries: bool = True) -> Iterator[Named]:
    """Every step, kind and letter of the guides, and the countries, which all packs share."""
    for guide, what, thing in things_of(guides):
        yield Named(f"{guide} {what}", thing.id, thing)
    if with_countries:
        yield from (Named("country", country.id, country) for country in guides.countries)


def things_of(guides: Guides) -> Iterator[tuple[str, str, Step | LetterKind | Letter]]:
    """Steps, kinds and letters of the guides, each with its guide and what it is."""
    for name, guide in (("prep", guides.prep), ("debrief", guides.debrief)):
        for section in guide.sections if guide else ():
            yield from ((name, "step", step) for step in section.steps)
    if guides.prep:
        yield from (("prep", "letter", letter) for letter in guides.prep.letters)
    for kind in guides.followup.kinds if guides.followup else ():
        yield "followup", "kind", kind
        yield from (("followup", "letter", letter) for letter in kind.letters)


def entry_lines(book: Book, entry: Named, width: int) -> Iterator[Line]:
    """The whole entry, one labelled fact after another."""
    yield from paragraph(f"{book.info.id}: {entry.kind} {entry.id}", width, "title")
    for label, texts in facts_of(book, entry.thing):
        for number, text in enumerate(texts):
            yield from _fact(label if number == 0 else "", text, width)
    for source in getattr(entry.thing, "sources", ()):
        yield from _fact("source", cited(source, strength=True), width)
        yield (("hint", f"{'  ' if width < NARROW else ' ' * LABEL}{source.url}"),)


LABEL = 15
NARROW = 60
"""Below this width a label stands above its text."""


def _fact(label: str, text: str, width: int) -> Iterator[Line]:
    if width < NARROW:
        if label:
            yield (("label", label),)
        yield from ((("plain", "  "), *row) for row in paragraph(text, width - 2))
        return
    for number, row in enumerate(paragraph(text, width - LABEL)):
        yield (("label", (label if number == 0 else "").ljust(LABEL)), *row)


def entry_data(book: Book, entry: Named) -> dict[str, Any]:
    """The entry as plain data: every field of the thing, ranks and kinds by their ids."""
    fields = _plain(entry.thing)
    if "pack" in fields:
        fields["written_in"] = fields.pop("pack")
    return {"pack": book.info.id, "kind": entry.kind, **fields}


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Enum):
        return value.id if hasattr(value, "id") else value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
