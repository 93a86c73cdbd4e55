"""Blocks that every page is made of: bullets, texts set in, sources, and commands with their role."""

from __future__ import annotations

from collections.abc import Iterable

from interview_coach.book.pack import Source
from interview_coach.render.layout import Line, paragraph

INDENT = 2

USUAL_ROLE = "candidate"
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
    return command if role in ("", USUAL_ROLE) else f"{command} --role {role}"
