"""Lines of styled text at a given width, and the blocks of them: the one form that prompts and the console draw."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TypeAlias, TypeVar
from unicodedata import category, east_asian_width

from interview_coach.book.pack import Source

T = TypeVar("T")

Piece: TypeAlias = tuple[str, str]
"""(style, text); the styles are plain, title, label, quote, hint, grave, good and warning."""

Line: TypeAlias = tuple[Piece, ...]

Commands: TypeAlias = Sequence[tuple[str, str]]
"""Keys and what they do."""

BLANK: Line = (("plain", ""),)

UNSEEN = ("Mn", "Me", "Cf")
"""The kinds of characters that take no column of their own, such as accents."""

LABEL = 6
"""Columns that a label such as `Say` takes before its text."""


def visible(text: str) -> str:
    """Text with every control character shown instead of obeyed."""
    if text.isprintable():
        return text
    return "".join(
        ch
        if ch.isprintable()
        else " "
        if ch in "\n\t"
        else (f"\\x{ord(ch):02x}" if ord(ch) < 256 else f"\\u{ord(ch):04x}")
        for ch in text
    )


def paragraph(text: str, width: int, style: str = "plain") -> list[Line]:
    """One paragraph, wrapped."""
    return [((style, row),) for row in wrapped(visible(text), width)]


def paragraphs(width: int, *styled: Piece) -> list[Line]:
    """Paragraphs below one another, each with its style. What is empty is left out."""
    return [row for style, text in styled if text for row in paragraph(text, width, style)]


def labelled(label: str, text: str, width: int, style: str = "plain") -> list[Line]:
    """A label and its text in two columns. In a very narrow place the text goes below the label."""
    if width < 30:
        return [(("label", label),), *paragraph(text, width, style)]
    rows = wrapped(visible(text), width - LABEL)
    pad = " " * LABEL
    first: Line = (("label", label + " " * (LABEL - columns(label))), (style, rows[0]))
    return [first, *((("plain", pad), (style, row)) for row in rows[1:])]


def two_ends(left: Piece, right: Piece, width: int) -> list[Line]:
    """Two pieces at the two ends of one row, or below one another where they do not fit."""
    left, right = (left[0], visible(left[1])), (right[0], visible(right[1]))
    gap = width - columns(left[1]) - columns(right[1])
    if gap < 1:
        return [*paragraph(left[1], width, left[0]), *paragraph(right[1], width, right[0])]
    return [(left, ("plain", " " * gap), right)]


def keys(commands: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Key hints, each kept whole, as many to a row as fit."""
    rows: list[list[Piece]] = [[]]
    used = 0
    for key, meaning in commands:
        size = columns(f"{key} {meaning}")
        if rows[-1] and used + 2 + size > width:
            rows.append([])
            used = 0
        if rows[-1]:
            rows[-1].append(("plain", "  "))
            used += 2
        rows[-1] += [("label", key), ("hint", f" {meaning}")]
        used += size
    return [tuple(row) for row in rows if row]


STOP = "Ctrl-C"
"""How to stop, named on every screen. What is left afterwards says how to go on."""


def with_stop(lines: Sequence[Line], width: int, does: str) -> list[Line]:
    """A screen with how to stop, as `does` calls it, at the end of its first row with room, of two, or else below."""
    said: Line = (("label", STOP), ("hint", f" {does}"))
    for at, row in enumerate(lines[:2]):
        gap = width - columns(text_of(row)) - columns(text_of(said))
        if gap > 1:
            return [*lines[:at], (*row, ("plain", " " * gap), *said), *lines[at + 1 :]]
    return [*lines, said]


def rule(width: int) -> Line:
    """A thin line across, in characters that every terminal has."""
    return (("hint", "-" * width),)


def fitting(blocks: Iterable[tuple[int, list[T]]], rows: int) -> list[T]:
    """The blocks that fit into so many rows, in their order.

    Each has a rank: what has 0 must be there, and of the others the lowest get room first.
    """
    blocks = tuple(blocks)
    shown = set()
    for number in sorted(range(len(blocks)), key=lambda number: blocks[number][0]):
        rank, lines = blocks[number]
        if rank == 0 or len(lines) <= rows:
            rows -= len(lines)
            shown.add(number)
    return [line for number, (_, lines) in enumerate(blocks) if number in shown for line in lines]


def sentences(*texts: str) -> str:
    """Texts as sentences after one another, a full stop only where none ends them."""
    return " ".join(t if t.rstrip("\"')").endswith((".", "!", "?")) else f"{t}." for t in texts if t)


def quoted(text: str) -> str:
    """A line as it is said."""
    return f'"{text}"'


def text_of(line: Line) -> str:
    """The bare text of a line."""
    return "".join(text for _, text in line).rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese and Japanese take two for a character."""
    if _is_even(text):
        return len(text)
    import wcwidth

    return wcwidth.width(text)


def wrapped(text: str, width: int, *, hanging: str = "") -> list[str]:
    """The rows of a text on so many columns, at least one. Those below the first begin with `hanging`."""
    if _is_even(text):
        wrap = textwrap.wrap
    else:
        import wcwidth

        wrap = wcwidth.wrap
    return wrap(text, max(1, width), subsequent_indent=hanging, break_on_hyphens=False) or [""]


def _is_even(text: str) -> bool:
    """Whether each character takes one column."""
    return text.isascii() or not any(east_asian_width(ch) in "WF" or category(ch) in UNSEEN for ch in text)


INDENT = 2

DEFAULT_ROLE = "candidate"
"""Whose side the coach is on unless it is told otherwise."""


def bullet(text: str, width: int, style: str = "plain") -> list[Line]:
    """A text behind a dash, the rows below it set in."""
    rows = paragraph(text, width - INDENT, style)
    return [(("hint", "- " if number == 0 else "  "), *row) for number, row in enumerate(rows)]


def bullets(texts: Iterable[str], width: int) -> list[Line]:
    """Texts below one another, each behind a dash."""
    return [row for text in texts for row in bullet(text, width)]


def indented(text: str, width: int, style: str = "plain") -> list[Line]:
    """A paragraph set in as the text behind a dash is."""
    return set_in(paragraph(text, width - INDENT, style))


def set_in(lines: Iterable[Line]) -> list[Line]:
    """Lines that were drawn `INDENT` columns narrower, set in by as many."""
    return [(("plain", " " * INDENT), *line) for line in lines]


def cited(source: Source, *, strength: bool = False) -> str:
    """A source in one sentence, without its address."""
    how_strong = f", {source.strength}" if strength else ""
    return f"{source.publisher}: {source.title} ({source.year}{how_strong})"


def citation(source: Source, width: int, style: str = "hint") -> list[Line]:
    """A source and below it its address, on rows of its own so that it can be copied."""
    return [*paragraph(cited(source), width, style), *paragraph(source.url, width, "hint")]


def with_role(command: str, role: str) -> str:
    """A command as this person types it: with their role, unless that goes without saying."""
    return command if role in ("", DEFAULT_ROLE) else f"{command} --role {role}"
