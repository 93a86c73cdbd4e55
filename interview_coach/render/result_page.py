"""Draws a recommendation: the first page for a person in a hurry, in at most sixteen rows, and what stands behind *more*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interview_coach.book.pack import Line as SpokenLine
from interview_coach.book.vocabulary import Action, Severity, Verdict
from interview_coach.book.wording import Wording, filled
from interview_coach.engine.descriptions import describe_edits, describe_prompt
from interview_coach.engine.recommendation import Recommendation
from interview_coach.render.layout import (
    LABEL,
    Line,
    fitting,
    keys,
    labelled,
    paragraph,
    quoted,
    rule,
    sentences,
    with_role,
)

STYLES = {Verdict.STAY: "good", Verdict.POLITELY_EXIT: "warning", Verdict.WALK_OUT: "grave"}
ROWS = 16
REASONS = 3


def result_commands(rec: Recommendation) -> tuple[tuple[str, str], ...]:
    """The keys of a result. After danger there is no choosing among lines, and keeping stands behind *more*."""
    calm = "m s b-change k x-short h q" if len(rec.say_now) > 1 else "m b-change k x-short h q"
    return rec.book.wording.commands("m x-danger b-change h q" if rec.is_danger else calm)


def first_page(
    rec: Recommendation, width: int, *, nth: int = 0, rows: int = ROWS, with_keys: bool = True
) -> list[Line]:
    """What a person in a hurry needs, in the order of need. `nth` picks another line to say."""
    head = paragraph(rec.headline, width, STYLES[rec.verdict])
    foot = keys(result_commands(rec), width) if with_keys else []
    blocks = _blocks(rec, width, nth, with_keys=with_keys)
    ranked = ((0 if is_needed else 1, block) for block, is_needed in blocks)
    lines = fitting(ranked, rows - len(head) - len(foot))
    while lines and lines[-1] == rule(width):
        lines.pop()
    return [*head, *lines, *foot]


def _blocks(
    rec: Recommendation, width: int, nth: int, *, with_keys: bool
) -> Iterator[tuple[list[Line], bool]]:
    """Blocks of rows, the most needed first, each with whether it must be there."""
    for part in parts(rec, nth):
        yield _drawn(part, width), part.is_needed
    if not rec.fires_danger and rec.verdict is Verdict.STAY:
        leave = "press x" if with_keys else "coach script"
        yield paragraph(f"{rec.book.wording.any_time}: {leave}.", width, "hint"), False
    if rec.verdict is not Verdict.STAY or rec.row.action is Action.DECLINE_AFTERWARDS:
        yield paragraph(afterwards(rec), width, "hint"), False


class Part(NamedTuple):
    """A piece of a result. Without a label it goes across; an empty one hangs it below the label above."""

    label: str | None
    text: str
    style: str = "plain"
    is_needed: bool = False


RULE = "rule"
"""The style of a thin line across."""


def _drawn(part: Part, width: int) -> list[Line]:
    label, text, style, _ = part
    if style == RULE:
        return [rule(width)]
    if label is None:
        return paragraph(text, width, style)
    if len(label) < LABEL:
        return labelled(label, text, width, style)
    if style == "quote":
        return [*paragraph(label, width, "label"), *labelled("", text, width, style)]
    lines = paragraph(f"{label}  {text}", width)
    first = "".join(piece for _, piece in lines[0])
    return [(("label", label), ("plain", first[len(label) :])), *lines[1:]]


def command(name: str, rec: Recommendation) -> str:
    """A command as this person types it: with their role, unless that goes without saying."""
    return with_role(f"coach {name}", rec.book.info.id)


def afterwards(rec: Recommendation) -> str:
    """What helps once it is over. After what is grave, nothing is asked of anyone."""
    words = rec.book.wording
    is_grave = rec.verdict is Verdict.WALK_OUT or rec.is_danger
    text = words.told["danger-afterwards" if is_grave else "afterwards"]
    return filled(text, command("followup", rec), command("debrief", rec))


def parts(rec: Recommendation, nth: int = 0) -> Iterator[Part]:
    """What a result says, in order. `nth` picks another line to say."""
    if rec.fires_danger:
        return _danger(rec)
    line = rec.say_now[nth % len(rec.say_now)] if rec.say_now else None
    return _stay(rec, line) if rec.verdict is Verdict.STAY else _exit(rec, line)


def at_once(rec: Recommendation, nth: int = 0) -> list[Part]:
    """The parts that the smallest terminal has room for. The page shows these first."""
    ranked = ((0 if part.is_needed else 1, [part] * len(_drawn(part, 40))) for part in parts(rec, nth))
    return list(dict.fromkeys(fitting(ranked, ROWS - 3)))


def nothing_or(words: Wording, said: str) -> str:
    """In danger nothing need be said; or this."""
    return f'{words.danger_say}: "{said}"'


def was_not_sure(words: Wording, option: str) -> str:
    """What the person was not sure of."""
    return f'{words.was_not_sure}: "{option}".'


def _danger(rec: Recommendation) -> Iterator[Part]:
    words = rec.book.wording
    yield from _steps(words.do, rec.do_now)
    line = rec.exits[0] if rec.exits else None
    said = " ".join(line.beats[:2]) if line else words.danger_must_go
    yield Part(words.say, nothing_or(words, said), "quote", is_needed=True)
    yield Part(None, rec.meaning, "good", is_needed=True)
    yield Part(None, "", RULE, is_needed=True)
    yield Part(words.cannot_leave_title, rec.cannot_leave, is_needed=True)
    yield from _steps(words.later, rec.next_steps[:2], is_needed=False)


def _exit(rec: Recommendation, line: SpokenLine | None) -> Iterator[Part]:
    words = rec.book.wording
    if line:
        yield Part(words.say, quoted(line.text), "quote", is_needed=True)
    yield from _steps(words.do, rec.do_now[:2])
    yield Part(None, "", RULE, is_needed=True)
    yield from _why(rec)
    if line and line.if_they_push:
        yield Part(words.push, quoted(line.if_they_push), "quote")
    yield Part(None, rec.meaning, "good")
    yield from _steps(words.later, rec.next_steps[:1], is_needed=False)
    yield from _unsettled(rec)


def _stay(rec: Recommendation, line: SpokenLine | None) -> Iterator[Part]:
    words = rec.book.wording
    if line:
        yield Part(words.say, quoted(line.text), "quote", is_needed=True)
    yield from _steps(words.do, rec.do_now[:2])
    yield from _go_if(rec)
    yield Part(None, "", RULE, is_needed=True)
    yield from _why(rec)
    yield from _unsettled(rec)
    if not rec.is_too_early and (not rec.reasons or rec.row.action is not Action.RAISE_IT):
        yield Part(None, rec.meaning, is_needed=not rec.reasons)
    for id_ in rec.own_state[:2]:
        yield Part(None, rec.book.option_by_id[id_].reassurance, "good")
    if rec.both_schools:
        yield Part(None, rec.book.wording.other_school, "hint")


def _steps(label: str, steps: tuple[str, ...], *, is_needed: bool = True) -> Iterator[Part]:
    for number, step in enumerate(steps):
        yield Part("" if number else label, step, is_needed=is_needed and number == 0)


def _go_if(rec: Recommendation) -> Iterator[Part]:
    if rec.all_put_right:
        return
    words = rec.book.wording
    for change in rec.leave_if:
        if all(value == "refused" for _, value in change.edits):
            clause = describe_edits(rec.book, change.edits, (state.flag for state in rec.reasons))
            yield Part(words.go_if, f"{clause}.", is_needed=True)
            if rec.if_refused:
                yield Part("", quoted(rec.if_refused.text), "quote")
            return
    if rec.is_a_matter_of_will and rec.to_leave:
        yield Part(words.go_if, f"{words.go_if_sure}.", is_needed=True)
        yield Part("", quoted(rec.to_leave.text), "quote")


def _why(rec: Recommendation) -> Iterator[Part]:
    own = dict.fromkeys(rec.own_deal_breakers, f" {rec.book.wording.own_deal_breaker}")
    reasons = [f"{s.flag.finding}{own.get(s.flag.id, '')}" for s in rec.reasons][:REASONS]
    doubts = [s.flag for s in rec.in_doubt if s.flag.severity is Severity.DANGER]
    if len(doubts) == 1 and doubts[0].option:
        reasons.append(was_not_sure(rec.book.wording, doubts[0].option))
    if any(id_ == "would-take" for id_, _ in rec.decided_by.context):
        reasons.append(rec.book.wording.would_not_take)
    for number, reason in enumerate(reasons[:REASONS]):
        yield Part("" if number else rec.book.wording.why, reason, is_needed=number == 0)


def _unsettled(rec: Recommendation) -> Iterator[Part]:
    if not rec.outlook.settled and rec.outlook.open:
        asks = sentences(*(describe_prompt(rec.book, prompt) for prompt in rec.outlook.open[:2]))
        yield Part(None, f"{rec.book.wording.not_asked} {asks}", "hint", is_needed=rec.is_too_early)
