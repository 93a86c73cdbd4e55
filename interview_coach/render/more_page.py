"""Draws what stands behind *more*: reasons with sources, what would change the verdict, and all the rest."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coach.book.pack import Severity, Source, Verdict
from interview_coach.engine.descriptions import describe_edit, describe_prompt
from interview_coach.engine.explanation import Change
from interview_coach.engine.recommendation import Recommendation
from interview_coach.render.layout import Line, keys, paragraph, sentences
from interview_coach.render.result_page import command, quoted

ACTS = {Verdict.STAY: "stay", Verdict.POLITELY_EXIT: "end it politely", Verdict.WALK_OUT: "leave now"}
MORE_COMMANDS = (("b", "back"), ("x", "a line to leave"), ("k", "keep"), ("h", "hide"))


def more_lines(rec: Recommendation, width: int) -> list[Line]:
    """Everything else: reasons with sources, other flags, what would change it, lines, next steps."""
    lines: list[Line] = [*keys(MORE_COMMANDS, width), (("plain", ""),)]
    for title, body in _sections(rec, width):
        if body:
            lines += [*paragraph(title, width, "title"), *body, (("plain", ""),)]
    return lines[:-1]


def _sections(rec: Recommendation, width: int) -> Iterator[tuple[str, list[Line]]]:
    yield "Why", _reasons_at_length(rec, width)
    yield (
        "Also seen",
        [
            row
            for state in rec.fired
            if state.flag.id in rec.also
            for row in _bullet(state.flag.finding, width)
        ],
    )
    yield "What would change it", _changes(rec, width)
    yield (
        "Still not asked",
        [row for prompt in rec.open for row in _bullet(describe_prompt(rec.book, prompt), width)],
    )
    yield "Afterwards", [row for step in (*rec.next_steps, _commands(rec)) for row in _bullet(step, width)]
    yield (
        "Other lines to leave with",
        [row for line in rec.exits[:4] for row in _bullet(quoted(line.text), width)],
    )
    if rec.both_schools:
        yield "Advice differs", paragraph(rec.book.wording.other_school, width)
    yield (
        "No red flags by themselves",
        [row for r in rec.reassurances[:6] for row in _bullet(sentences(r.what, r.why), width)],
    )
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
        lines += _bullet(f"{state.flag.finding} {state.flag.why}", width)
        for source in state.flag.sources:
            lines += _cited(source, width)
    for id_ in rec.own_state:
        option = rec.book.option_by_id[id_]
        lines += _bullet(option.reassurance, width)
        for source in option.sources:
            lines += _cited(source, width)
    return lines or paragraph(rec.meaning, width)


def _cited(source: Source, width: int) -> list[Line]:
    """A source, its address on rows of its own so that it can be copied."""
    text = f"{source.publisher}: {source.title} ({source.year})"
    return [*_indented(text, width, "hint"), *_indented(source.url, width, "hint")]


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
            lines += _bullet(text, width)
    if len(seen) > 8:
        return [*lines[:10], *paragraph("and more: answer what is still open.", width, "hint")]
    return lines or paragraph("No single change, and no pair of changes, that is yours to make.", width)


def _is_worth_saying(change: Change, rec: Recommendation) -> bool:
    """A softer verdict because one had *not* asked is true, but no help to someone who has."""
    softer = change.verdict < rec.verdict
    return not any(a.startswith("raised/") and softer and v != "fixed" for a, v in change.edits)


def _bullet(text: str, width: int) -> list[Line]:
    rows = paragraph(text, width - 2)
    return [(("hint", "- " if n == 0 else "  "), *row) for n, row in enumerate(rows)]


def _indented(text: str, width: int, style: str) -> list[Line]:
    return [(("plain", "  "), *row) for row in paragraph(text, width - 2, style)]
