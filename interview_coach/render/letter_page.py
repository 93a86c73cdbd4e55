"""Draws letters: the text with its open places, and the keys for what can be done with it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import reduce

from interview_coach.book.guides import Detail
from interview_coach.guides.letter_text import EMAIL, PHONE, Filled, MailLink
from interview_coach.render.layout import BLANK, Commands, Line, Piece, keys, paragraph, rule, visible

_CHANNELS = {
    EMAIL: "An email",
    "message": "A short message",
    PHONE: "What to say by phone",
    "paper": "A page to keep",
}
_GAP = "\N{NO-BREAK SPACE}"
_BLANKS = str.maketrans({_GAP: " ", "\N{NARROW NO-BREAK SPACE}": " "})


def letter_lines(
    filled: Filled, title: str, width: int, *, commands: Commands = (), message: str = ""
) -> list[Line]:
    """A letter on screen: title, what came of the last key, the text itself, and the keys."""
    lines = [
        *paragraph(title, width, "title"),
        *paragraph(channel_name(filled.letter.channel), width, "hint"),
    ]
    if message:
        lines += paragraph(message, width, "good")
    lines.append(rule(width))
    if filled.subject:
        lines += [*_text(f"Subject: {filled.subject}", filled.open, width), BLANK]
    lines += _text(filled.body, filled.open, width)
    return [*lines, rule(width), *keys(commands, width)]


def shown(text: str) -> str:
    """A line of a letter as it may be printed: odd blanks are blanks, control characters are shown."""
    return visible(text.translate(_BLANKS))


def channel_name(channel: str) -> str:
    """What a channel is called on screen."""
    return _CHANNELS.get(channel, channel)


def link_lines(
    link: MailLink,
    width: int,
    *,
    commands: Commands,
    can_copy: bool,
    is_left_on_screen: bool,
) -> list[Line]:
    """A mail link, what it is good for, and where it stands in one piece afterwards, if anywhere."""
    what = (
        "Opening this link starts your mail program with the letter in it. Nothing is sent until you send it."
        if link.has_body
        else "The letter is too long for a link, so only the subject is in it."
    )
    if can_copy and not link.has_body:
        what += " Copy the text with c."
    left = "Press q on the letter, and it stays in one piece on your screen." if is_left_on_screen else ""
    return [
        *paragraph("Mail link", width, "title"),
        *paragraph(what, width),
        *(paragraph(left, width, "hint") if left else ()),
        rule(width),
        *(((("plain", row)),) for row in textwrap.wrap(link.url, max(1, width), break_on_hyphens=False)),
        rule(width),
        *keys(commands, width),
    ]


def _text(text: str, open_details: Iterable[Detail], width: int) -> list[Line]:
    """Text in its own lines, wrapped; a placeholder is marked and never parted."""
    whole = {detail.placeholder: detail.placeholder.replace(" ", _GAP) for detail in open_details}
    lines: list[Line] = []
    for written in text.split("\n"):
        row = reduce(lambda row, pair: row.replace(*pair), whole.items(), shown(written))
        indent = re.match(r"(?:[-*] |\d+\. )?", row)
        pad = " " * len(indent.group()) if indent else ""
        wrapped = textwrap.wrap(row, max(1, width), break_on_hyphens=False, subsequent_indent=pad) or [""]
        lines += [_marked(part, tuple(whole.values())) for part in wrapped]
    return lines


def _marked(row: str, placeholders: Sequence[str]) -> Line:
    if not placeholders:
        return (("plain", row),)
    parts = re.split(f"({'|'.join(map(re.escape, placeholders))})", row)
    pieces: list[Piece] = [
        ("warning" if number % 2 else "plain", part.replace(_GAP, " "))
        for number, part in enumerate(parts)
        if part
    ]
    return tuple(pieces) or BLANK
