"""Draws what belongs to a follow-up beside its letter: what helps, when to send, whom to turn to, and JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from interview_coach.book.guides import Body, Country, Followup, LetterKind
from interview_coach.book.pack import Source
from interview_coach.guides.letter_kinds import bodies_for
from interview_coach.guides.letter_text import EMAIL, Filled, mail_link
from interview_coach.render.blocks import bullet, bullets, citation, indented
from interview_coach.render.layout import BLANK, Commands, Line, keys, paragraph
from interview_coach.render.result_json import source_data

SCHEMA_VERSION = 1


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
        if self.country is None:
            return ()
        return tuple(filter(None, (f"In danger now? Call {self.country.emergency}.", self.country.silent)))

    @property
    def sources(self) -> tuple[Source, ...]:
        letters = (source for letter in self.kind.letters for source in letter.sources)
        bodies = (body.source for body in self.bodies)
        return tuple(dict.fromkeys((*self.kind.sources, *letters, *bodies)))


def advice_for(followup: Followup, kind: LetterKind, country: Country | None) -> Advice:
    """What goes with the letters of a kind, in a country if that is known."""
    return Advice(kind, followup.wait if kind.wait else "", country)


def steps_lines(
    title: str, steps: Iterable[str], width: int, *, commands: Commands, note: str = ""
) -> list[Line]:
    """A title, why this is shown where that is not plain, and a few things to do."""
    lines = [*paragraph(title, width, "title"), *(paragraph(note, width, "hint") if note else ())]
    lines += bullets(steps, width)
    return [*lines, BLANK, *keys(commands, width)]


def advice_lines(advice: Advice, width: int, *, commands: Commands, emergency: bool = False) -> list[Line]:
    """When and how to send it, and whom to turn to. `emergency` adds the number of the country."""
    lines = paragraph(advice.kind.text, width, "title")
    for style, text in zip(("warning", "plain"), advice.emergency if emergency else (), strict=False):
        lines += paragraph(text, width, style)
    if advice.wait:
        lines += paragraph(advice.wait, width, "warning")
    lines += bullets(advice.kind.advice, width)
    if advice.bodies:
        lines += [BLANK, *bodies_lines(advice, width)]
    return [*lines, BLANK, *keys(commands, width)]


def bodies_lines(advice: Advice, width: int) -> list[Line]:
    """Official bodies, what each does, its page, and how old that knowledge is."""
    if not advice.bodies or advice.country is None:
        return []
    lines = paragraph(f"Official help, {advice.country.name}", width, "title")
    for body in advice.bodies:
        lines += bullet(body.name, width, "label")
        lines += [*indented(body.what, width), *indented(body.url, width, "hint")]
    return [
        *lines,
        *paragraph(f"As of {advice.country.last_verified}; see their page for what holds now.", width),
    ]


def sources_lines(advice: Advice, width: int, *, commands: Commands) -> list[Line]:
    """Where the advice comes from."""
    lines = paragraph("Where this comes from", width, "title")
    for source in advice.sources:
        lines += [BLANK, *citation(source, width, "plain")]
    if not advice.sources:
        lines += [BLANK, *paragraph("Common sense, written by this project. No source is claimed.", width)]
    return [*lines, BLANK, *keys(commands, width)]


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
