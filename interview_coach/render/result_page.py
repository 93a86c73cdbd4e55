"""Draws a recommendation: the first page for a person in a hurry, in at most sixteen rows, and what stands behind *more*."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coach.book.pack import Action, Flag, Severity, Verdict
from interview_coach.book.pack import Line as SpokenLine
from interview_coach.engine.counterfactuals import Change
from interview_coach.engine.descriptions import describe_edit, describe_prompt
from interview_coach.engine.recommendation import Recommendation
from interview_coach.render.layout import (
    BLANK,
    INDENT,
    Line,
    bullet,
    bullets,
    citation,
    fitting,
    keys,
    labelled,
    paragraph,
    quoted,
    rule,
    sentences,
    set_in,
    two_ends,
    with_role,
)

ROWS = 16
REASONS = 3


def result_commands(rec: Recommendation) -> tuple[tuple[str, str], ...]:
    """The keys of a result. After danger there is no choosing among lines, and keeping stands behind *more*."""
    if rec.is_danger:
        return (("m", "more"), ("x", "a line"), ("b", "change"), ("h", "hide this"), ("q", "done"))
    another = (("s", "next line"),) if len(rec.say_now) > 1 else ()
    first = (("m", "more"), *another, ("b", "change"), ("k", "keep"))
    return (*first, ("x", "a line to leave"), ("h", "hide"), ("q", "done"))


def first_page(
    rec: Recommendation, width: int, *, nth: int = 0, rows: int = ROWS, with_keys: bool = True
) -> list[Line]:
    """What a person in a hurry needs, in the order of need. `nth` picks another line to say."""
    head = two_ends((_style(rec.verdict), rec.headline), ("hint", rec.verdict.id), width)
    foot = keys(result_commands(rec), width) if with_keys else []
    blocks = _blocks(rec, width, nth, with_keys=with_keys)
    ranked = ((0 if is_needed else 1, block) for block, is_needed in blocks)
    lines = fitting(ranked, rows - len(head) - len(foot))
    while lines and lines[-1] == rule(width):
        lines.pop()
    return [*head, *lines, *foot]


def _style(verdict: Verdict) -> str:
    return {Verdict.STAY: "good", Verdict.POLITELY_EXIT: "warning", Verdict.WALK_OUT: "grave"}[verdict]


def _blocks(
    rec: Recommendation, width: int, nth: int, *, with_keys: bool
) -> Iterator[tuple[list[Line], bool]]:
    """Blocks of rows, the most needed first, each with whether it must be there."""
    if any(state.flag.severity is Severity.DANGER for state in rec.fired):
        yield from _danger(rec, width)
    elif rec.verdict is Verdict.STAY:
        yield from _stay(rec, width, nth)
        leave = "press x" if with_keys else "coach script"
        yield paragraph(f"You may go at any time: {leave}.", width, "hint"), False
    else:
        yield from _exit(rec, width, nth)
    if rec.verdict is not Verdict.STAY or rec.row.action is Action.DECLINE_AFTERWARDS:
        yield paragraph(afterwards(rec), width, "hint"), False


def command(name: str, rec: Recommendation) -> str:
    """A command as this person types it: with their role, unless that goes without saying."""
    return with_role(f"coach {name}", rec.book.info.id)


def afterwards(rec: Recommendation) -> str:
    """What helps once it is over. After what is grave, nothing is asked of anyone."""
    if rec.verdict is Verdict.WALK_OUT or rec.is_danger:
        return f"When you feel up to it: {command('followup', rec)}"
    return f"Afterwards: {command('followup', rec)} to write to them, {command('debrief', rec)} to look back."


def _danger(rec: Recommendation, width: int) -> Iterator[tuple[list[Line], bool]]:
    yield from _steps("Do", rec.do_now, width)
    line = rec.exits[0] if rec.exits else None
    said = " ".join(line.beats[:2]) if line else "I have to go."
    words = f'Nothing. Or: "{said}"'
    yield labelled("Say", words, width, "quote"), True
    yield paragraph(rec.meaning, width, "good"), True
    yield [rule(width)], True
    yield labelled_long(rec.book.wording.cannot_leave_title, rec.cannot_leave, width), True
    yield from _steps("Later", rec.next_steps[:2], width, is_needed=False)


def _exit(rec: Recommendation, width: int, nth: int) -> Iterator[tuple[list[Line], bool]]:
    line = _pick(rec.say_now, nth)
    if line:
        yield labelled("Say", quoted(line.text), width, "quote"), True
    yield from _steps("Do", rec.do_now[:2], width)
    yield [rule(width)], True
    yield from _why(rec, width)
    if line and line.if_they_push:
        yield (
            [
                *paragraph("If they push", width, "label"),
                *labelled("", quoted(line.if_they_push), width, "quote"),
            ],
            False,
        )
    yield paragraph(rec.meaning, width, "good"), False
    yield from _steps("Later", rec.next_steps[:1], width, is_needed=False)
    yield from _unsettled(rec, width)


def _stay(rec: Recommendation, width: int, nth: int) -> Iterator[tuple[list[Line], bool]]:
    line = _pick(rec.say_now, nth)
    if line:
        yield labelled("Say", quoted(line.text), width, "quote"), True
    yield from _steps("Do", rec.do_now[:2], width)
    yield from _go_if(rec, width)
    yield [rule(width)], True
    yield from _why(rec, width)
    yield from _unsettled(rec, width)
    if not rec.is_too_early and (not rec.reasons or rec.row.action is not Action.RAISE_IT):
        yield paragraph(rec.meaning, width), not rec.reasons
    yield from _own_state(rec, width)
    if rec.both_schools:
        yield paragraph(rec.book.wording.other_school, width, "hint"), False


def _pick(lines: tuple[SpokenLine, ...], nth: int) -> SpokenLine | None:
    return lines[nth % len(lines)] if lines else None


def _steps(
    label: str, steps: tuple[str, ...], width: int, *, is_needed: bool = True
) -> Iterator[tuple[list[Line], bool]]:
    for number, step in enumerate(steps):
        yield labelled(label if number == 0 else "", step, width), is_needed and number == 0


def labelled_long(label: str, text: str, width: int) -> list[Line]:
    """A label too long for its column, with its text on the same row."""
    lines = paragraph(f"{label}  {text}", width)
    first = "".join(piece for _, piece in lines[0])
    return [(("label", label), ("plain", first[len(label) :])), *lines[1:]]


def _go_if(rec: Recommendation, width: int) -> Iterator[tuple[list[Line], bool]]:
    if rec.all_put_right:
        return
    flags = [state.flag for state in rec.reasons]
    for change in rec.leave_if:
        if all(value == "refused" for _, value in change.edits):
            clause = " and ".join(describe_edit(rec.book, edit, flags) for edit in change.edits)
            yield labelled("Go if", f"{clause}.", width), True
            if rec.if_refused:
                yield labelled("", quoted(rec.if_refused.text), width, "quote"), False
            return


def _why(rec: Recommendation, width: int) -> Iterator[tuple[list[Line], bool]]:
    reasons = [_reason(rec, state.flag) for state in rec.reasons][:REASONS]
    doubts = [s.flag for s in rec.in_doubt if s.flag.severity is Severity.DANGER]
    if len(doubts) == 1:
        reasons.append(f'You were not sure of this: "{doubts[0].option}".')
    if any(id_ == "would-take" for id_, _ in rec.decided_by.context):
        reasons.append("You would not take this job.")
    for number, reason in enumerate(reasons[:REASONS]):
        yield labelled("Why" if number == 0 else "", reason, width), number == 0


def _reason(rec: Recommendation, flag: Flag) -> str:
    own = "You wrote this down as a deal-breaker." if flag.id in rec.own_deal_breakers else ""
    return f"{flag.finding} {own}".rstrip()


def _own_state(rec: Recommendation, width: int) -> Iterator[tuple[list[Line], bool]]:
    for id_ in rec.own_state[:2]:
        yield paragraph(rec.book.option_by_id[id_].reassurance, width, "good"), False


def _unsettled(rec: Recommendation, width: int) -> Iterator[tuple[list[Line], bool]]:
    if not rec.settled and rec.open:
        asks = "; ".join(describe_prompt(rec.book, prompt).rstrip("?") for prompt in rec.open[:2])
        yield paragraph(f"{rec.book.wording.not_asked} {asks}.", width, "hint"), rec.is_too_early


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
