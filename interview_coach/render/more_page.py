"""Draws what stands behind *more*: reasons with sources, what would change the verdict, and all the rest."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coach.book.pack import Severity, Verdict
from interview_coach.engine.descriptions import describe_edit, describe_prompt
from interview_coach.engine.explanation import Change
from interview_coach.engine.recommendation import Recommendation
from interview_coach.render.layout import (
    BLANK,
    INDENT,
    Line,
    bullet,
    bullets,
    citation,
    keys,
    paragraph,
    sentences,
    set_in,
)
from interview_coach.render.result_page import command, quoted

ACTS = {Verdict.STAY: "stay", Verdict.POLITELY_EXIT: "end it politely", Verdict.WALK_OUT: "leave now"}
MORE_COMMANDS = (("b", "back"), ("x", "a line to leave"), ("k", "keep"), ("h", "hide"))


def more_lines(rec: Recommendation, width: int) -> list[Line]:
    """Everything else: reasons with sources, other flags, what would change it, lines, next steps."""
    lines: list[Line] = [*keys(MORE_COMMANDS, width), BLANK]
    for title, body in _sections(rec, width):
        if body:
            lines += [*paragraph(title, width, "title"), *body, BLANK]
    return lines[:-1]


def _sections(rec: Recommendation, width: int) -> Iterator[tuple[str, list[Line]]]:
    yield "Why", _reasons_at_length(rec, width)
    also = (state.flag.finding for state in rec.fired if state.flag.id in rec.also)
    yield "Also seen", bullets(also, width)
    yield "What would change it", _changes(rec, width)
    yield "Still not asked", bullets((describe_prompt(rec.book, prompt) for prompt in rec.open), width)
    yield "Afterwards", bullets((*rec.next_steps, _commands(rec)), width)
    yield "Other lines to leave with", bullets((quoted(line.text) for line in rec.exits[:4]), width)
    if rec.both_schools:
        yield "Advice differs", paragraph(rec.book.wording.other_school, width)
    none = (sentences(each.what, each.why) for each in rec.reassurances[:6])
    yield "No red flags by themselves", bullets(none, width)
    yield "How far to trust this", paragraph(trust(rec), width)


def _commands(rec: Recommendation) -> str:
    write, look_back = command("followup", rec), command("debrief", rec)
    return f"When you feel up to it: {write} to write to someone, {look_back} to look back."


def trust(rec: Recommendation) -> str:
    """Who wrote the rules, when, and who has looked at them."""
    info = rec.book.info
    return (
        f"Rules by {info.written_by}, {info.last_changed}. Reviewed by {info.reviewed_by}. "
        "General advice, not legal advice. You decide."
    )


def _reasons_at_length(rec: Recommendation, width: int) -> list[Line]:
    lines: list[Line] = []
    for state in rec.reasons:
        lines += bullet(f"{state.flag.finding} {state.flag.why}", width)
        for source in state.flag.sources:
            lines += set_in(citation(source, width - INDENT))
    for id_ in rec.own_state:
        option = rec.book.option_by_id[id_]
        lines += bullet(option.reassurance, width)
        for source in option.sources:
            lines += set_in(citation(source, width - INDENT))
    return lines or paragraph(rec.meaning, width)


def _changes(rec: Recommendation, width: int) -> list[Line]:
    if any(state.flag.severity is Severity.DANGER for state in rec.fired):
        return paragraph("Nothing. Danger is not weighed against anything.", width)
    flags = [state.flag for state in rec.fired]
    lines: list[Line] = []
    seen = set()
    for change in (*rec.leave_if, *rec.would_change):
        if not _is_worth_saying(change, rec):
            continue
        clause = " and ".join(describe_edit(rec.book, edit, flags) for edit in change.edits)
        text = f"If {clause}: {ACTS[change.verdict]}."
        if text not in seen:
            seen.add(text)
            lines += bullet(text, width)
    if len(seen) > 8:
        return [*lines[:10], *paragraph("and more: answer what is still open.", width, "hint")]
    return lines or paragraph("No single change, and no pair of changes, that is yours to make.", width)


def _is_worth_saying(change: Change, rec: Recommendation) -> bool:
    """A softer verdict because one had *not* asked is true, but no help to someone who has."""
    softer = change.verdict < rec.verdict
    return not any(a.startswith("raised/") and softer and v != "fixed" for a, v in change.edits)
