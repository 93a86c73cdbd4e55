"""Draws letters and what goes with them: what helps, when to send, whom to turn to, and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from interview_coach.book.guides import Body, Country, Detail, Followup, LetterKind
from interview_coach.book.pack import Source
from interview_coach.guides.letters import EMAIL, PHONE, Filled, MailLink, bodies_for, mail_link
from interview_coach.render.layout import (
    BLANK,
    Commands,
    Line,
    bullet,
    bullets,
    citation,
    indented,
    keys,
    paragraph,
    paragraphs,
    rule,
    visible,
    wrapped,
)
from interview_coach.render.line_json import SCHEMA_VERSION
from interview_coach.render.result_json import source_data

_CHANNELS = {
    EMAIL: "An email",
    "message": "A short message",
    PHONE: "What to say by phone",
    "paper": "A page to keep",
}
WHOLE = "Opening this link starts your mail program with the letter in it. Nothing is sent until you send it."
CUT = "The letter is too long for a link, so only the subject is in it."
STAYS = "Press q on the letter, and it stays in one piece on your screen."
_GAP = "\N{NO-BREAK SPACE}"
_BLANKS = str.maketrans({_GAP: " ", "\N{NARROW NO-BREAK SPACE}": " "})


def letter_lines(filled: Filled, width: int, *, commands: Commands = (), message: str = "") -> list[Line]:
    """A letter on screen: its title, what came of the last key, the text itself, and the keys."""
    letter = filled.letter
    channel = _CHANNELS.get(letter.channel, letter.channel)
    lines = paragraphs(width, ("title", letter.text), ("hint", channel), ("good", message))
    lines.append(rule(width))
    if filled.subject:
        lines += [*_text(f"Subject: {filled.subject}", filled.open, width), BLANK]
    lines += _text(filled.body, filled.open, width)
    return [*lines, rule(width), *keys(commands, width)]


def shown(text: str) -> str:
    """A line of a letter as it may be printed: odd blanks are blanks, control characters are shown."""
    return visible(text.translate(_BLANKS))


def link_lines(
    link: MailLink,
    width: int,
    *,
    commands: Commands,
    can_copy: bool,
    is_left_on_screen: bool,
) -> list[Line]:
    """A mail link, what it is good for, and where it stands in one piece afterwards, if anywhere."""
    copying = " Copy the text with c." if can_copy else ""
    what, stays = WHOLE if link.has_body else CUT + copying, STAYS if is_left_on_screen else ""
    lines = paragraphs(width, ("title", "Mail link"), ("plain", what), ("hint", stays))
    return [*lines, rule(width), *paragraph(link.url, width), rule(width), *keys(commands, width)]


def _text(text: str, open_details: Iterable[Detail], width: int) -> list[Line]:
    """Text in its own lines, wrapped; a placeholder is marked and never parted."""
    whole = {detail.placeholder: detail.placeholder.replace(" ", _GAP) for detail in open_details}
    placeholder = re.compile(f"({'|'.join(map(re.escape, whole.values())) or '(?!)'})")
    lines: list[Line] = []
    for written in text.split("\n"):
        row = shown(written)
        for parted, kept_whole in whole.items():
            row = row.replace(parted, kept_whole)
        indent = re.match(r"(?:[-*] |\d+\. )?", row)
        for part in wrapped(row, width, hanging=" " * len(indent.group()) if indent else ""):
            pieces = (piece.replace(_GAP, " ") for piece in placeholder.split(part))
            styled = (("warning" if n % 2 else "plain", piece) for n, piece in enumerate(pieces))
            lines.append(tuple(piece for piece in styled if piece[1]) or BLANK)
    return lines


@dataclass(frozen=True, slots=True)
class Advice:
    """What goes with the letters of a kind: when and how, what to wait for, and official bodies."""

    kind: LetterKind
    wait: str = ""
    """What to say before something worth sleeping on is sent; nothing where it is not."""
    country: Country | None = None

    @property
    def bodies(self) -> tuple[Body, ...]:
        return bodies_for(self.kind, self.country)

    @property
    def emergency(self) -> tuple[str, ...]:
        """Whom to call in danger, and what to do where one cannot speak. Nothing without a country."""
        return emergency_of(self.country) if self.country else ()

    @property
    def sources(self) -> tuple[Source, ...]:
        letters = (source for letter in self.kind.letters for source in letter.sources)
        bodies = (body.source for body in self.bodies)
        return tuple(dict.fromkeys((*self.kind.sources, *letters, *bodies)))


def in_danger(number: str) -> str:
    """Whom to call in danger."""
    return f"In danger now? Call {number}."


def emergency_of(country: Country) -> tuple[str, ...]:
    """Whom to call in danger there, and what to do where one cannot speak."""
    return tuple(filter(None, (in_danger(country.emergency), country.silent)))


def advice_for(followup: Followup, kind: LetterKind, country: Country | None) -> Advice:
    """What goes with the letters of a kind, in a country if that is known."""
    return Advice(kind, followup.wait if kind.wait else "", country)


def steps_lines(title: str, steps: Iterable[str], width: int, *, note: str = "") -> list[Line]:
    """A title, why this is shown where that is not plain, and a few things to do."""
    return [*paragraphs(width, ("title", title), ("hint", note)), *bullets(steps, width)]


def advice_lines(advice: Advice, width: int, *, emergency: bool = False) -> list[Line]:
    """When and how to send it, and whom to turn to. `emergency` adds the number of the country."""
    call = zip(("warning", "plain"), advice.emergency if emergency else (), strict=False)
    lines = paragraphs(width, ("title", advice.kind.text), *call, ("warning", advice.wait))
    lines += bullets(advice.kind.advice, width)
    return [*lines, BLANK, *bodies_lines(advice, width)] if advice.bodies else lines


def bodies_lines(advice: Advice, width: int) -> list[Line]:
    """Official bodies, what each does, its page, and how old that knowledge is."""
    if not advice.bodies or advice.country is None:
        return []
    lines = paragraph(official_help(advice.country.name), width, "title")
    for body in advice.bodies:
        lines += bullet(body.name, width, "label")
        lines += [*indented(body.what, width), *indented(body.url, width, "hint")]
    return [*lines, *paragraph(as_of(advice.country.last_verified), width)]


def official_help(country: str) -> str:
    """The heading above the official bodies of a country."""
    return f"Official help, {country}"


def as_of(day: str) -> str:
    """How old the knowledge of a country is."""
    return f"As of {day}; see their page for what holds now."


def sources_lines(advice: Advice, width: int) -> list[Line]:
    """Where the advice comes from."""
    lines = paragraph("Where this comes from", width, "title")
    for source in advice.sources:
        lines += [BLANK, *citation(source, width, "plain")]
    if not advice.sources:
        lines += [BLANK, *paragraph("Common sense, written by this project. No source is claimed.", width)]
    return lines


def letter_data(advice: Advice, filled: Filled, others: Iterable[str] = ()) -> dict[str, Any]:
    """A letter and what goes with it as plain data, for `--json`. `others` are the other variants' ids."""
    link = mail_link(filled) if filled.letter.channel == EMAIL else None
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": advice.kind.id,
        "offered": True,
        "letter": filled.letter.id,
        "label": filled.letter.text,
        "other_letters": list(others),
        "channel": filled.letter.channel,
        "subject": filled.subject or None,
        "text": filled.body,
        "open": [
            {"detail": detail.id, "placeholder": detail.placeholder, "ask": detail.ask}
            for detail in filled.open
        ],
        "mailto": link.url if link else None,
        "mailto_has_text": link.has_body if link else None,
        "after_danger": advice.kind.after_danger,
        "wait": advice.wait or None,
        "advice": list(advice.kind.advice),
        "country": advice.country.id if advice.country else None,
        "emergency": advice.country.emergency if advice.country else None,
        "bodies": [
            {
                "about": body.about,
                "name": body.name,
                "what": body.what,
                "url": body.url,
                "as_of": advice.country.last_verified if advice.country else None,
            }
            for body in advice.bodies
        ],
        "sources": [source_data(source) for source in advice.sources],
    }


def not_offered_data(
    kind: LetterKind, because: str, instead: Iterable[LetterKind], helps: Iterable[str]
) -> dict[str, Any]:
    """Why a kind is not offered after something unsafe, and what is, as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind.id,
        "offered": False,
        "because": because,
        "instead": [other.id for other in instead],
        "what_helps_now": list(helps),
    }
