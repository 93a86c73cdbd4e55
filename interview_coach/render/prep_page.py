"""Draws where preparing leads: the conclusion, the plans, and both as JSON data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interview_coach.book.guides import Letter, Outcome
from interview_coach.guides.letters import fill
from interview_coach.guides.prep_outcome import Prepared
from interview_coach.guides.settled import Plan, Settled
from interview_coach.render.card_page import plan_data, plan_sentences
from interview_coach.render.layout import BLANK, Line, keys, labelled, paragraph, paragraphs, rule
from interview_coach.render.line_json import SCHEMA_VERSION

REASONS = 3
ROWS = 16
STYLES = {Outcome.GO: "good", Outcome.ASK_FIRST: "warning", Outcome.CANCEL: "grave"}
IN_THE_BREAK = "If something feels wrong there: coach assess"
TOO_EARLY = "TOO EARLY TO SAY"
SO_FAR = "NOTHING AGAINST IT SO FAR"
NOTHING_ANSWERED = "You have answered nothing yet, so nothing speaks for or against it."


def conclusion_commands(prepared: Prepared) -> tuple[tuple[str, str], ...]:
    """The keys of the conclusion."""
    letter = (("w", "the message"),) if prepared.conclusion.letters else ()
    plans = (("p", "my plans"),) if prepared.plans else ()
    count = len(prepared.conclusion.reasons)
    more = ("m", f"all {count} reasons" if count > 1 else "more")
    last = (("c", "card"), ("l", "rehearse"), ("b", "back"), ("h", "hide"), ("q", "done"))
    return (*letter, more, *plans, *last)


def conclusion_lines(prepared: Prepared, width: int) -> list[Line]:
    """Where it leads, on one page: the act, why, and what next. What has no room stands behind *more*."""
    head = _head(prepared, width)
    foot = keys(conclusion_commands(prepared), width)
    why = [labelled("Why", reason.text, width) for reason in prepared.conclusion.reasons[:REASONS]]
    further = [labelled(label, text, width, style) for label, text, style in _next_steps(prepared)]
    unseen = []
    if count := len(prepared.untouched):  # so that nobody takes a *go* for more than it is
        text = f"{count} of {len(prepared.prep.sections)} parts not looked at."
        unseen = [labelled("Open", text, width, "hint")]
    room = ROWS - len(head) - 1 - len(foot)
    shown: list[list[Line]] = []
    for block in (*why[:1], *further[:1], *unseen, *why[1:], *further[1:]):
        if len(block) > room and len(shown) > 1:
            break
        shown.append(block)
        room -= len(block)
    in_order = [*(b for b in why if b in shown), [rule(width)]]
    in_order += [block for block in (*further, *unseen) if block in shown]
    return [*head, *(line for block in in_order for line in block), *foot]


def whole_conclusion(prepared: Prepared, width: int) -> list[Line]:
    """All of it: every reason with the part it comes from, every step, and what is still open."""
    conclusion = prepared.conclusion
    titles = {section.id: section.title for section in prepared.prep.sections}
    lines = _head(prepared, width)
    for label, reasons in (("Why", conclusion.reasons), ("Also", conclusion.also)):
        for reason in reasons:
            lines += labelled(label, reason.text, width)
            lines += labelled("", f"({titles[reason.step.section]})", width, "hint")
    lines.append(rule(width))
    further = (*_next_steps(prepared), *_open(prepared))
    return lines + [row for label, text, style in further for row in labelled(label, text, width, style)]


def _head(prepared: Prepared, width: int) -> list[Line]:
    conclusion = prepared.conclusion
    wording = conclusion.wording
    if not conclusion.answered:
        return paragraphs(width, ("title", TOO_EARLY), ("plain", NOTHING_ANSWERED))
    if not conclusion.is_settled:
        first, *others = conclusion.open
        more = f" And {len(others)} more that could change it." if others else " It could change this."
        return [
            *paragraph(SO_FAR, width, "title"),
            *labelled("Open", f"{first.ask}{more}", width, "warning"),
            *paragraph(wording.meaning, width),
        ]
    return paragraphs(width, (STYLES[conclusion.outcome], wording.headline), ("plain", wording.meaning))


def _next_steps(prepared: Prepared) -> list[tuple[str, str, str]]:
    conclusion = prepared.conclusion
    steps = [*conclusion.wording.next_steps] if conclusion.answered else []
    if conclusion.outcome is not Outcome.CANCEL:
        steps.append(IN_THE_BREAK)
    return [("" if number else "Next", step, "plain") for number, step in enumerate(steps)]


def _open(prepared: Prepared) -> list[tuple[str, str, str]]:
    """What is still open, by name."""
    opened = [
        f"{todo.step.ask.rstrip('?')}: {len(todo.open)} to do"
        for todo in prepared.to_do
        if todo.step.id in prepared.answers and todo.open
    ]
    if not prepared.conclusion.is_settled:
        opened += [f"{step.ask}" for step in prepared.conclusion.open]
    if prepared.untouched:
        opened.append(f"Not looked at: {'; '.join(section.title for section in prepared.untouched)}")
    return [("" if number else "Open", text, "hint") for number, text in enumerate(opened)]


def plans_lines(plans: Sequence[Plan], width: int) -> list[Line]:
    """The if-then plans, one after another."""
    intro = "Your deal-breakers, each with what you say then. All are on your card."
    lines = paragraphs(width, ("title", "IF IT HAPPENS"), ("plain", intro))
    for plan in plans:
        lines.append(BLANK)
        for when, words in plan_sentences(plan):
            lines += [*paragraph(when, width), *labelled("", f'"{words}"', width, "quote")]
    return lines


def whole_text(prepared: Prepared, width: int) -> list[Line]:
    """All of it below one another, for reading where there are no keys."""
    lines = whole_conclusion(prepared, width)
    if prepared.plans:
        lines += [BLANK, *plans_lines(prepared.plans, width)]
    if prepared.questions:
        lines += [BLANK, *paragraph(prepared.prep.card.questions.upper(), width, "title")]
        lines += [row for text in prepared.questions for row in labelled("-", text, width)]
    if prepared.conclusion.letters:
        letter = prepared.conclusion.letters[0]
        filled = fill(letter, prepared.details, prepared.prep.details)
        lines += [BLANK, *paragraph(f"THE MESSAGE ({letter.channel})", width, "title")]
        lines += [row for text in filled.text.split("\n") for row in paragraph(text, width)]
    return lines


def as_data(prepared: Prepared, role: str) -> dict[str, Any]:
    """All of it as plain data, keys in a fixed order."""
    conclusion = prepared.conclusion
    headline = conclusion.wording.headline if conclusion.is_settled else SO_FAR
    return {
        "schema_version": SCHEMA_VERSION,
        "role": role,
        "outcome": conclusion.outcome.id if conclusion.answered else None,
        "headline": headline if conclusion.answered else TOO_EARLY,
        "is_settled": conclusion.is_settled,
        "meaning": conclusion.wording.meaning if conclusion.answered else NOTHING_ANSWERED,
        "reasons": [
            {
                "text": reason.text,
                "leads_to": reason.leads_to.id,
                "step": reason.step.id,
                "option": reason.option.id,
                "letter": reason.option.letter or None,
            }
            for reason in (*conclusion.reasons, *conclusion.also)
        ],
        "next_steps": [text for _, text, _ in _next_steps(prepared)],
        "plans": [plan_data(plan) for plan in prepared.plans],
        "letters": [_letter(letter, prepared) for letter in conclusion.letters],
        "settled": _settled(prepared.settled),
        "questions": list(prepared.questions),
        "open_research": [
            {"step": todo.step.id, "option": option.id, "text": option.text, "how": option.how or None}
            for todo in prepared.to_do
            for option in todo.open
        ],
        "not_looked_at": [section.id for section in prepared.untouched],
    }


def _letter(letter: Letter, prepared: Prepared) -> dict[str, Any]:
    filled = fill(letter, prepared.details, prepared.prep.details)
    return {
        "id": letter.id,
        "label": letter.text,
        "channel": letter.channel,
        "subject": filled.subject or None,
        "body": filled.body,
        "open": [detail.placeholder for detail in filled.open],
    }


def _settled(settled: Settled) -> dict[str, Any]:
    floor = settled.floor
    return {
        "floor": None
        if floor is None
        else {
            "text": floor.text,
            "number": int(floor.number) if floor.number == int(floor.number) else float(floor.number),
            "currency": floor.currency or None,
            "period": floor.period or None,
        },
        "stance": settled.stance.id if settled.stance is not None else None,
        "need": settled.need or None,
        "meet_again": settled.meet_again or None,
        "country": settled.country or None,
        "deal_breakers": list(settled.deal_breakers),
        "needs": list(settled.needs),
        "promised": list(settled.promised),
        "questions": list(settled.questions),
    }
