"""Why, or why not, for every flag and every row: which answer fired it, blocks it, or is still missing.

`explaining` says what decided; this module goes through the whole book, so that the author of a rule
sees what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_coach.book.pack import DANGER, TOPICS, Condition, Raise, Row
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, Profile, gate, raised
from interview_coach.engine.engine import Engine, FlagState
from interview_coach.engine.measures import Measures, Part, measure, parts_of

FIRES, IN_DOUBT, OPEN, DOES_NOT = "fires", "in-doubt", "open", "does-not"
DECIDES, MATCHES = "decides", "matches"


@dataclass(frozen=True, slots=True)
class Ground:
    """An answer that something rests on. `value` is "" while `prompt` has not been answered."""

    prompt: str
    atom: str
    value: str


@dataclass(frozen=True, slots=True)
class FlagReason:
    """What became of a flag, and the answers that made it so.

    `standing` of a flag that fires is fixed, to-raise (it counts for leaving once it was raised),
    ripe (it counts now) or danger. `steps` say what moved its level up: own, sustained, refused.
    """

    state: FlagState
    grounds: tuple[Ground, ...]
    standing: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowReason:
    """What became of a policy row.

    `state` is decides, matches (`before` decided first), open (unanswered questions can still make it
    match), in-doubt (it would match if what is *not sure* were so) or does-not. `waiting` are the
    questions that an open row waits for.
    """

    row: Row
    state: str
    parts: tuple[Part, ...]
    before: str = ""
    waiting: tuple[str, ...] = ()


def flag_reasons(engine: Engine, answers: Answers, profile: Profile = Profile()) -> tuple[FlagReason, ...]:
    """Why or why not, for every flag in the order of the book."""
    states = {state.flag.id: state for state in engine.flag_states(answers, profile)}
    return tuple(_flag_reason(engine, states[flag.id], answers, profile) for flag in engine.book.flags)


def row_reasons(engine: Engine, answers: Answers, profile: Profile = Profile()) -> tuple[RowReason, ...]:
    """Why or why not, for every row in the order of the policy."""
    standpoint = engine.standpoint(profile)
    now = measure(engine, answers, standpoint)
    sure = {atom: value for atom, value in answers.items() if value != NOT_SURE}
    still = _turned_out_worse(engine, answers, profile)
    doubted = _turned_out_worse(engine, sure, profile)
    waiting = tuple(engine.settling.waiting(answers, standpoint))
    reasons: list[RowReason] = []
    decided = ""
    for row in engine.book.rows:
        parts = tuple(parts_of(row.when, now, still, doubted))
        if all(part.holds for part in parts):
            state, before = (MATCHES, decided) if decided else (DECIDES, "")
            decided = decided or row.id
        elif all(part.holds or part.chance == OPEN for part in parts):
            state, before = OPEN, ""
        else:
            possible = all(part.holds or part.chance for part in parts)
            state, before = (IN_DOUBT if possible else DOES_NOT), ""
        reasons.append(RowReason(row, state, parts, before, waiting if state == OPEN else ()))
    return tuple(reasons)


def _turned_out_worse(engine: Engine, answers: Answers, profile: Profile) -> tuple[Measures, ...]:
    """What a row could read if all that is missing turned out as bad as it can.

    Once with everything refused, once with nothing raised yet: what is refused is not left to raise.
    """
    standpoint = engine.standpoint(profile)
    worst = engine.settling.worst_case(answers, standpoint)
    unraised = {a: v for a, v in worst.items() if a in answers or not a.startswith("raised/")}
    return measure(engine, worst, standpoint), measure(engine, unraised, standpoint)


def _flag_reason(engine: Engine, state: FlagState, answers: Answers, profile: Profile) -> FlagReason:
    flag = state.flag
    fires = state.state == FIRES
    if flag.fires_if is None:
        grounds: tuple[Ground, ...] = (_ground(engine, flag.id, answers, alone=True),)
    else:
        grounds = tuple(dict.fromkeys(_grounds(engine, flag.fires_if, answers, holding=fires)))
    if fires:
        return FlagReason(state, grounds, _standing(state), tuple(_steps(state, profile)))
    wanted = {IN_DOUBT: (NOT_SURE,), OPEN: ("",), DOES_NOT: (YES, NO, "fixed")}[state.state]
    return FlagReason(state, tuple(g for g in grounds if g.value in wanted) or grounds)


def _standing(state: FlagState) -> str:
    if state.flag.topic == DANGER:
        return DANGER
    came_of_it = state.raise_state.id if state.raise_state is not None else ""
    if came_of_it == "fixed":
        return "fixed"
    needs_raising = state.flag.raising is Raise.REQUIRED and came_of_it not in ("cannot", "refused")
    return "to-raise" if needs_raising else "ripe"


def _steps(state: FlagState, profile: Profile) -> Iterator[str]:
    if state.flag.topic == DANGER:
        return
    if state.flag.id in profile.deal_breakers:
        yield "own"
    if state.sustained:
        yield "sustained"
    if state.raise_state is not None and state.raise_state.id == "refused":
        yield "refused"


def _grounds(engine: Engine, condition: Condition, answers: Answers, *, holding: bool) -> Iterator[Ground]:
    """The answers through which a condition holds, or through which it does not."""
    if _holds(engine, condition, answers) != holding:
        return
    if condition.kind == "option":
        yield _ground(engine, condition.option, answers)
    elif condition.kind == "not":
        yield _ground(engine, condition.parts[0].option, answers)
    else:
        for part in condition.parts:
            yield from _grounds(engine, part, answers, holding=holding)


def _holds(engine: Engine, condition: Condition, answers: Answers) -> bool:
    if condition.kind == "option":
        return answers.get(condition.option) == YES and not _is_mended(engine, condition.option, answers)
    if condition.kind == "not":
        return answers.get(condition.parts[0].option) == NO
    met = sum(_holds(engine, part, answers) for part in condition.parts)
    return met >= {"all": len(condition.parts), "any": 1}.get(condition.kind, condition.count)


def _is_mended(engine: Engine, option: str, answers: Answers) -> bool:
    """Whether a red flag was put right, so that it takes no part in a combination."""
    flag = engine.book.flag_by_id.get(option)
    return flag is not None and flag.raising is not Raise.NO and answers.get(raised(flag.topic)) == "fixed"


def _ground(engine: Engine, option: str, answers: Answers, *, alone: bool = False) -> Ground:
    topic = engine.book.option_by_id[option].topic
    value = answers.get(option, "")
    if value == YES and not alone and _is_mended(engine, option, answers):
        return Ground(raised(topic), raised(topic), "fixed")
    if value or topic == DANGER:
        return Ground(topic, option, value)
    opened = answers.get(gate(topic), "")
    return Ground(topic, option, "") if opened == YES else Ground(TOPICS, gate(topic), opened)
