"""Kept interviews as lines at a given width: the list, one of them whole, and two of them stacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from interview_coach.book.records import Record
from interview_coach.render.layout import BLANK, Line, indented, paragraph, paragraphs, two_ends, visible
from interview_coach.render.record_words import (
    AFTERWARDS,
    BEFORE,
    DURING,
    FOLLOW_UP,
    LETTERS,
    NEXT,
    NOTHING_TICKED,
    Glossary,
    chapters_of,
    day,
    stages,
    title_of,
)

NOT_THERE = "-"
LETTER = ("A", "B")
FOR_ALL = "for all"
"""What the list calls what holds for every interview."""
HOLDS_FOR_ALL = "what holds for every interview (such as your name)"
SAME = "THE SAME IN BOTH"
BOTH = "A, B"
"""What stands for one of two interviews, and for both, where there is no room for two columns."""

ORDER = ("", BEFORE, DURING, FOLLOW_UP, AFTERWARDS, NEXT, LETTERS)

NOTHINGS = (NOT_THERE, NOTHING_TICKED)

NOTHING_KEPT = (
    "Nothing is kept yet, and nothing ever is unless you say so. Press k at the end of an assessment, answer"
    ' "Keep it" before you prepare or look back, or add --keep to one of these commands.'
)


class Compared(Struct, frozen=True):
    """One thing of two interviews, side by side."""

    part: str
    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the two are not the same here."""
        return self.left != self.right

    @property
    def is_empty(self) -> bool:
        """Whether neither has anything."""
        return all(not text.strip() or text in NOTHINGS for text in (*self.left, *self.right))


def list_lines(records: Sequence[tuple[Record, Glossary]], retention: int, width: int) -> list[Line]:
    """Kept interviews with what there is of each, and how long they are kept. `records` may be empty."""
    if not records:
        return paragraph(NOTHING_KEPT, width)
    has_roles = len({record.interview.role for record, _ in records}) > 1
    lines: list[Line] = []
    for record, glossary in records:
        interview = record.interview
        name = f"{interview.id}  {title_of(record)}" if not interview.is_general else FOR_ALL
        lines += _headline(name + (f" ({interview.role})" if has_roles else ""), interview.on, width)
        count = sum(map(len, record.answers.values())) + len(record.details)
        what = f"{count} answer{'' if count == 1 else 's'}"
        if interview.is_general:
            what = f"{HOLDS_FOR_ALL}: {what}"
        else:
            what = ", ".join(stages(record, glossary)) or what
        lines += indented(f"{what}; last touched {day(interview.touched)}", width, "hint")
    lines += [BLANK, *paragraph(how_long(retention), width, "hint")]
    return lines


def how_long(retention: int) -> str:
    """For how long things are kept."""
    if not retention:
        return "Kept until you forget it (coach history forget). `coach history retain DAYS` sets an end."
    days = f"{retention} day{'' if retention == 1 else 's'}"
    return f"Each is kept for {days} after it was last touched. `coach history retain DAYS` changes that."


def record_lines(record: Record, glossary: Glossary, width: int) -> list[Line]:
    """All that is kept of an interview."""
    interview = record.interview
    called = "general" if interview.is_general else f"number {interview.id}"
    about = f"{interview.role}, {called}, last touched {day(interview.touched)}"
    lines = [*_headline(title_of(record), interview.on, width), *paragraph(about, width, "hint")]
    for chapter in chapters_of(record, glossary):
        lines += [BLANK, *paragraph(chapter.title, width, "title")]
        for fact in chapter.facts:
            lines += paragraph(fact.label, width, "label")
            lines += [row for text in fact.texts for row in indented(text, width)]
    return lines


def compared(
    left: Record, right: Record, in_left: Glossary, in_right: Glossary, *, as_data: bool = False
) -> tuple[Compared, ...]:
    """What two interviews have, the same things beside one another.

    What differs comes first, and what neither has is left out. `as_data` has ids for what there is.
    """
    has = [
        stages(record, None if as_data else glossary) or (NOT_THERE,)
        for record, glossary in ((left, in_left), (right, in_right))
    ]
    rows = [
        Compared("", "Day", (left.interview.on or NOT_THERE,), (right.interview.on or NOT_THERE,)),
        Compared("", "What there is", *has),
    ]
    lefts, rights = (
        # Of several assessments or letters of a kind the last one counts.
        {fact.key: (chapter.title, fact) for chapter in chapters_of(*each) for fact in chapter.facts}
        for each in ((left, in_left), (right, in_right))
    )
    for key in dict.fromkeys([*lefts, *rights]):
        title, fact = lefts.get(key) or rights[key]
        texts = (found[key][1].in_short if key in found else (NOT_THERE,) for found in (lefts, rights))
        rows.append(Compared(title, fact.label, *texts))
    order = list(dict.fromkeys([*ORDER, *(row.part for row in rows)]))
    shown = (row for row in rows if not row.is_empty)
    return tuple(sorted(shown, key=lambda row: (not row.differs, order.index(row.part))))


def headed(rows: Iterable[Compared]) -> Iterator[tuple[str, Compared]]:
    """Each row with the heading that stands before it, if one does: its part, or that the rest is the same."""
    before = ""
    for row in rows:
        heading = row.part if row.differs else SAME
        yield ("" if heading == before else heading), row
        before = heading


def beside(rows: Iterable[Compared]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The cells of a table of two interviews, each made of paragraphs; a heading stands alone."""
    for heading, row in headed(rows):
        if heading:
            yield ((heading,),)
        yield (row.label,), row.left, row.right if row.differs else ("(the same)",)


def stacked_lines(rows: Iterable[Compared], names: tuple[str, str], width: int) -> Iterator[Line]:
    """Two interviews below one another, thing by thing, for a narrow screen."""
    for letter, name in zip(LETTER, names, strict=True):
        yield from _marked(letter, [name], width, "title")
    for heading, row in headed(rows):
        yield from [BLANK] if heading else []
        yield from paragraphs(width, ("title", heading), ("label", row.label))
        marked = zip(LETTER, (row.left, row.right), strict=True) if row.differs else [(BOTH, row.left)]
        for mark, texts in marked:
            yield from _marked(mark, texts, width)


def _headline(name: str, on: str, width: int) -> list[Line]:
    if not on:
        return paragraph(name, width, "title")
    return two_ends(("title", visible(name)), ("plain", on), width)


def _marked(mark: str, texts: Iterable[str], width: int, style: str = "plain") -> Iterator[Line]:
    """Texts behind a mark that stands once, at their first row."""
    indent = len(BOTH) + 2
    for text in texts:
        for row in paragraph(text, width - indent, style):
            yield (("label", (f"{mark}:" if mark else "").ljust(indent)), *row)
            mark = ""
