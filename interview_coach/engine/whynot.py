"""Why, or why not, for every flag and every row: which answer fired it, blocks it, or is still missing.

`explanation` says what decided; this module goes through the whole book, so that the author of a rule
sees what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from interview_coach.book.pack import Condition, Flag, Row, Threshold
from interview_coach.book.vocabulary import DANGER, SIGNS, TOPICS, OptionKind, Raise, RaiseState, Severity
from interview_coach.engine.answers import (
    NO,
    NOT_SURE,
    YES,
    Answers,
    Profile,
    atoms_of,
    gate,
    raised,
    signs_apply,
    topic_raised,
)
from interview_coach.engine.engine import Decision, Engine, Firing, FlagState
from interview_coach.engine.measures import MEASURE
from interview_coach.engine.situation import Situation, Standpoint

FIXED, UNSAFE = RaiseState.FIXED.id, RaiseState.UNSAFE.id


class RowState(StrEnum):
    """What became of a row: it decides, or matches after one that did, or could still match, or not."""

    DECIDES = "decides"
    MATCHES = "matches"
    OPEN = "open"
    IN_DOUBT = "in-doubt"
    DOES_NOT = "does-not"


class Standing(StrEnum):
    """Whether a flag that fires counts for leaving: danger does, ripe does, the others do not yet or no more."""

    DANGER = "danger"
    RIPE = "ripe"
    TO_RAISE = "to-raise"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Ground:
    """An answer that something rests on. `value` is "" while `prompt` has not been answered."""

    prompt: str
    atom: str
    value: str


@dataclass(frozen=True, slots=True)
class FlagReason:
    """What became of a flag, and the answers that made it so.

    There is a `standing` only if it fires. `steps` say what moved its level up: own, sustained, refused.
    """

    state: FlagState
    grounds: tuple[Ground, ...]
    standing: Standing | None = None
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """One threshold of a row: what it needs, how much there is, and of what.

    `flags` are what counts, `held_back` what would count once it was raised. `chance` of a threshold that
    is not reached: OPEN if unanswered questions can still reach it, IN_DOUBT if what is *not sure* could.
    """

    threshold: Threshold
    has: int
    flags: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    chance: RowState | None = None

    @property
    def holds(self) -> bool:
        return self.has >= self.threshold.at_least


@dataclass(frozen=True, slots=True)
class RowReason:
    """What became of a policy row.

    One that matches has the row that came `before` it and decided; one that is open the questions that it
    is `waiting` for.
    """

    row: Row
    state: RowState
    parts: tuple[Measured, ...]
    before: str = ""
    waiting: tuple[str, ...] = ()


def flag_reasons(engine: Engine, answers: Answers, profile: Profile = Profile()) -> tuple[FlagReason, ...]:
    """Why or why not, for every flag in the order of the book."""
    states = {state.flag.id: state for state in engine.flag_states(answers, profile)}
    return tuple(_flag_reason(engine, states[flag.id], answers, profile) for flag in engine.book.flags)


def row_reasons(engine: Engine, answers: Answers, profile: Profile = Profile()) -> tuple[RowReason, ...]:
    """Why or why not, for every row in the order of the policy."""
    decision = engine.decision(answers, profile)
    sure = {atom: value for atom, value in answers.items() if value != NOT_SURE}
    still = _turned_out_worse(engine, answers, decision.standpoint)
    doubted = _turned_out_worse(engine, sure, decision.standpoint)
    waiting = tuple(engine.settling.waiting(answers, decision.standpoint))
    reasons: list[RowReason] = []
    decided = ""
    for row in engine.book.rows:
        parts = tuple(_measured(engine, decision, threshold, still, doubted) for threshold in row.when)
        if all(part.holds for part in parts):
            reasons.append(RowReason(row, RowState.MATCHES if decided else RowState.DECIDES, parts, decided))
            decided = decided or row.id
        elif all(part.holds or part.chance is RowState.OPEN for part in parts):
            reasons.append(RowReason(row, RowState.OPEN, parts, waiting=waiting))
        else:
            possible = all(part.holds or part.chance for part in parts)
            reasons.append(RowReason(row, RowState.IN_DOUBT if possible else RowState.DOES_NOT, parts))
    return tuple(reasons)


def _turned_out_worse(engine: Engine, answers: Answers, standpoint: Standpoint) -> tuple[Situation, ...]:
    """What a row could read if all that is missing turned out as bad as it can.

    Once with everything refused, once with nothing raised yet, once with all of it waiting for an answer.
    """
    worst = engine.settling.worst_case(answers, standpoint)
    unraised = {a: v for a, v in worst.items() if a in answers or not topic_raised(a)}
    awaited = {a: RaiseState.WAITING.id for a in worst if a not in unraised}
    return tuple(engine.situation(w, standpoint) for w in (worst, unraised, {**unraised, **awaited}))


def _measured(
    engine: Engine,
    decision: Decision,
    threshold: Threshold,
    still: tuple[Situation, ...],
    doubted: tuple[Situation, ...],
) -> Measured:
    """A threshold with what there is. `still` and `doubted` are what it could come to be."""
    compiled, standpoint, measure = engine.compiled, decision.standpoint, MEASURE[threshold.measure]
    has, counting = compiled.scale.measured(threshold, decision.now, standpoint)
    flags = compiled.ids(counting)
    if has >= threshold.at_least:
        return Measured(threshold, has, flags)

    def could(situations: tuple[Situation, ...]) -> bool:
        return any(
            compiled.scale.measured(threshold, s, standpoint)[0] >= threshold.at_least for s in situations
        )

    chance = RowState.OPEN if could(still) else RowState.IN_DOUBT if could(doubted) else None
    held_back: tuple[str, ...] = ()
    if measure.of and measure.leaves and not measure.by_itself:
        wider = Threshold(measure.of, 1, threshold.level)
        held_back = compiled.ids(compiled.scale.measured(wider, decision.now, standpoint)[1] & ~counting)
    return Measured(threshold, has, flags, held_back, chance)


def _flag_reason(engine: Engine, state: FlagState, answers: Answers, profile: Profile) -> FlagReason:
    flag = state.flag
    fires = state.state is Firing.FIRES
    doubts: tuple[str, ...] = (NOT_SURE,)
    if flag.danger_signs or flag.scam_signs:
        counted = [_ground(engine, id_, answers) for id_ in _counted_by(engine, flag, answers)]
        grounds = (*(g for g in counted if not fires or g.value == YES), *_unsafe(engine, flag, answers))
        doubts = (NOT_SURE, YES, UNSAFE)
    elif flag.fires_if is None:
        grounds = (_ground(engine, flag.id, answers, alone=True),)
    else:
        grounds = tuple(_grounds(engine, flag.fires_if, answers, holding=fires))
    grounds = tuple(dict.fromkeys(grounds))
    if fires:
        return FlagReason(state, grounds, _standing(state), tuple(_steps(state, profile)))
    blocking = (NO, NOT_SURE, FIXED) if flag.scam_signs else (YES, NO, FIXED)
    # A sign may yet be seen where the person was not sure of the topic.
    still = ("", NOT_SURE) if flag.scam_signs else ("",)
    wanted = {Firing.IN_DOUBT: doubts, Firing.OPEN: still}.get(state.state, blocking)
    return FlagReason(state, tuple(g for g in grounds if g.value in wanted) or grounds)


def _unsafe(engine: Engine, flag: Flag, answers: Answers) -> Iterator[Ground]:
    """What the person said was not safe to raise: it puts danger in doubt."""
    for topic in engine.book.ordinary_topics if flag.danger_signs else ():
        if answers.get(raised(topic.id)) == UNSAFE:
            yield Ground(raised(topic.id), raised(topic.id), UNSAFE)


def _counted_by(engine: Engine, flag: Flag, answers: Answers) -> list[str]:
    """The options that add up to a flag; where signs are not asked, the dangers that say so."""
    if flag.scam_signs:
        return [other.id for other in engine.book.flags if other.scam_sign]
    signs = [o.id for o in engine.book.option_by_id.values() if o.kind is OptionKind.DANGER_SIGN]
    if signs_apply(engine.book, answers):
        return signs
    asked = {sign.id for sign in engine.book.signs if sign.id not in answers}
    return [id_ for id_ in (*atoms_of(engine.book, DANGER), *signs) if id_ not in asked]


def _standing(state: FlagState) -> Standing:
    if state.flag.severity is Severity.DANGER:
        return Standing.DANGER
    if state.raise_state is RaiseState.FIXED:
        return Standing.FIXED
    is_over = (state.raise_state or RaiseState.NOT_YET) >= RaiseState.CANNOT
    is_held_back = state.flag.raising is Raise.REQUIRED and not is_over and not state.sustained
    return Standing.TO_RAISE if is_held_back else Standing.RIPE


def _steps(state: FlagState, profile: Profile) -> Iterator[str]:
    if state.flag.severity is Severity.DANGER:
        return
    if state.flag.id in profile.deal_breakers:
        yield "own"
    if state.sustained:
        yield "sustained"
    if state.raise_state is RaiseState.GOES_ON:
        yield "goes-on"
    elif state.raise_state in (RaiseState.REFUSED, RaiseState.UNSAFE):
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
    return condition.holds(
        lambda id_: answers.get(id_) == YES and not _is_mended(engine, id_, answers),
        lambda id_: answers.get(id_) == NO,
    )


def _is_mended(engine: Engine, option: str, answers: Answers) -> bool:
    """Whether a red flag was put right, so that it takes no part in a combination."""
    flag = engine.book.flag_by_id.get(option)
    return flag is not None and flag.raising is not Raise.NO and answers.get(raised(flag.topic)) == FIXED


def _ground(engine: Engine, option: str, answers: Answers, *, alone: bool = False) -> Ground:
    topic = engine.book.option_by_id[option].topic
    value = answers.get(option, "")
    if value == YES and not alone and _is_mended(engine, option, answers):
        return Ground(raised(topic), raised(topic), FIXED)
    if topic == DANGER and option not in engine.book.flag_by_id:
        return Ground(SIGNS, option, value)
    if value or topic == DANGER:
        return Ground(topic, option, value)
    opened = answers.get(gate(topic), "")
    return Ground(topic, option, "") if opened == YES else Ground(TOPICS, gate(topic), opened)
