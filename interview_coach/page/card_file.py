"""The card as one HTML file: no network, no script, readable on a phone, one page when printed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from importlib.resources import files
from string import Template

from interview_coach.guides.card import Card
from interview_coach.guides.settled import Plan
from interview_coach.render.card_page import (
    ASKS,
    FURTHER,
    PUSHED,
    SAY_NOTHING,
    emergency_lines,
    later_lines,
    none_written,
    plan_sentences,
    plans_heading,
    tone_name,
)
from interview_coach.render.layout import sentences, visible

MARK = '<meta name="generator" content="coach prep --card">'
"""Stands near the top of every card, so that an old card can be told from any other file."""


def card_page(card: Card) -> str:
    """The whole file, in ASCII alone, so that no encoding on its way can change it."""
    wording = card.wording
    sections = (
        _section(wording.danger, _danger(card), "danger"),
        _section(plans_heading(card), _plans(card)),
        _section(wording.lines, _exits(card)),
        _section(wording.ask, _asks(card)),
        _section(wording.questions, _list(_text(question) for question in card.questions)),
    )
    page = Template(files(__package__).joinpath("card.html").read_text("ascii")).substitute(
        mark=MARK,
        title=_text(wording.title),
        equals=_text(wording.equals),
        sections="\n".join(filter(None, sections)),
        later=_paragraphs(*(_text(text) for text in later_lines(card))),
    )
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _text(text: str) -> str:
    """Text as HTML: nothing in it is obeyed, and commands between backticks look like commands."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(visible(text)))


def _quote(text: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{_text(text)}\N{RIGHT DOUBLE QUOTATION MARK}"


def _section(heading: str, body: str, kind: str = "") -> str:
    """A part of the page, or nothing where there is nothing to put under its heading."""
    if not body:
        return ""
    start = f'<section class="{kind}">' if kind else "<section>"
    return f"{start}\n<h2>{_text(heading)}</h2>\n{body}\n</section>"


def _list(items: Iterable[str]) -> str:
    rows = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{rows}\n</ul>" if rows else ""


def _paragraphs(*parts: str) -> str:
    return "\n".join(f"<p>{part}</p>" for part in parts if part)


def _terms(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "\n".join(f"<dt>{term}</dt>\n<dd>{words}</dd>" for term, words in pairs)
    return f"<dl>\n{rows}\n</dl>" if rows else ""


def _danger(card: Card) -> str:
    danger = card.danger
    act = f'<p class="act">{_text(sentences(danger.act, danger.meaning))}</p>'
    said = " ".join(danger.line.beats[:2]) if danger.line else ""
    line = f"<b>Say:</b> {SAY_NOTHING}: {_quote(said)}" if said else ""
    held = f"<b>{_text(danger.cannot_leave_title)}</b> {_text(danger.cannot_leave)}"
    return "\n".join(
        (
            _list(_text(sign) for sign in danger.signs),
            act,
            _paragraphs(
                line, held if danger.cannot_leave else "", *(_text(text) for text in emergency_lines(card))
            ),
        )
    )


def _plans(card: Card) -> str:
    if not card.plans:
        return _paragraphs(_text(none_written(card)))
    plans = _list(_plan(plan) for plan in card.plans)
    if not card.further:
        return plans
    return "\n".join((plans, _paragraphs(_text(FURTHER)), _list(_text(text) for text in card.further)))


def _plan(plan: Plan) -> str:
    return "<br>".join(f"{_text(when)} {_quote(words)}" for when, words in plan_sentences(plan))


def _exits(card: Card) -> str:
    pairs = []
    for line in card.exits:
        pushed = line.if_they_push and f'<br><span class="then">{PUSHED}:</span> {_quote(line.if_they_push)}'
        pairs.append((tone_name(line), _quote(line.text) + pushed))
    return _terms(pairs) + (f"\n<p><b>Do:</b> {_text(card.body)}</p>" if card.body else "")


def _asks(card: Card) -> str:
    return _terms((ASKS[line.purpose], _quote(line.text)) for line in card.asks)
