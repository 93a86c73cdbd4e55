"""Draws screens and notices as lines."""

from __future__ import annotations

from collections.abc import Iterable

from interview_coach.book.wording import Wording
from interview_coach.render.layout import BLANK, Line, Piece, columns, keys, paragraph, paragraphs
from interview_coach.session.screens import MORE_KEY, NONE_KEY, UNSURE_KEY, Notice, Screen, ScreenKind

FIXED_KEYS = (NONE_KEY, UNSURE_KEY)


def screen_lines(
    screen: Screen,
    width: int,
    wording: Wording,
    *,
    ticked: frozenset[str] = frozenset(),
    none: bool = False,
    at: int | None = None,
    message: str = "",
    page: int = 0,
) -> list[Line]:
    """A screen as it looks now: what is ticked, where the arrow is, and what went wrong last.

    Of more than nine choices one `page` is drawn.
    """
    lines = paragraph(screen.title, width, "hint" if screen.ask else "title")
    lines += paragraphs(width, ("title", screen.ask), ("warning", message))
    if not message and (screen.intro or not screen.ask):
        lines += paragraph(screen.intro, width)
    fixed: list[Line] = []
    for number, choice in enumerate(screen.pages[page]):
        is_on = choice.atom in ticked if choice.atom else none and choice.key == NONE_KEY
        row = _choice(choice.digit, choice.text, is_on=is_on, is_at=at == number, width=width)
        if choice.key in FIXED_KEYS:
            fixed.extend(row)
        else:
            lines += row
    lines += [*_side_by_side(fixed, width), *paragraphs(width, ("good", screen.note))]
    return [*lines, *keys(_command_hints(screen, page, ticked, wording), width)]


def _command_hints(
    screen: Screen, page: int, ticked: frozenset[str], wording: Wording
) -> Iterable[tuple[str, str]]:
    """The keys that a screen offers beside its choices."""
    if screen.kind is ScreenKind.MANY:
        yield from wording.commands("Enter")
    if len(screen.pages) > 1:
        yield (MORE_KEY, page_hint(screen, page, ticked, wording))
    yield from (("Enter", meaning) for key, meaning in screen.commands if key == screen.enter)
    yield from (command for command in screen.commands if command[0] != screen.enter)


def page_hint(screen: Screen, page: int, ticked: frozenset[str], wording: Wording) -> str:
    """What `+` does on a page, and how many ticks are out of sight there."""
    unseen = len(ticked - {choice.atom for choice in screen.pages[page]})
    goes_on = wording.says("more" if page + 1 < len(screen.pages) else "first-ones")
    return wording.says("ticked", goes_on, unseen) if unseen else goes_on


def _choice(key: str, text: str, *, is_on: bool, is_at: bool, width: int) -> list[Line]:
    style = "at" if is_at else "on" if is_on else "plain"
    mark = f"{key}{'*' if is_on else ' '}{'>' if is_at else ' '}"
    rows = paragraph(text, width - len(mark), style)
    first: Line = (("label", mark), *rows[0])
    return [first, *((("plain", "   "), *row) for row in rows[1:])]


def _side_by_side(lines: list[Line], width: int) -> list[Line]:
    """The two fixed choices on one row where they fit."""
    if len(lines) != 2:
        return lines
    left, right = (sum(columns(text) for _, text in line) for line in lines)
    gap = width - left - right
    if gap < 2:
        return lines
    space: Piece = ("plain", " " * min(gap, 8))
    return [(*lines[0], space, *lines[1])]


def notice_lines(notice: Notice, width: int) -> list[Line]:
    """A notice: title and paragraphs, a blank row between them."""
    lines = paragraph(notice.title, width, "title")
    for text in notice.paragraphs:
        lines += [BLANK, *paragraph(text, width)]
    return lines
