"""Why a verdict came about: a smallest set of flags and context that alone gives it (staying: the row).

Each claim is proved by deciding again.
"""

from __future__ import annotations

from dataclasses import dataclass

from interview_coach.book.pack import Row
from interview_coach.book.vocabulary import MEET_AGAIN, NEED, WOULD_TAKE, Severity, Verdict
from interview_coach.engine.answers import NO
from interview_coach.engine.engine import Decision, Engine
from interview_coach.engine.situation import Situation, Standpoint


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """A smallest set that gives the verdict by itself. Context entries are (question, answer)."""

    row: Row
    flags: tuple[str, ...]
    in_doubt: tuple[str, ...]
    context: tuple[tuple[str, str], ...]
    own_state: tuple[str, ...]
    own_reason: tuple[str, ...] = ()


_Element = tuple[str, str]
"""("flag" | "doubt" | "context" | "reason" | "own", id)"""


def decided_by(engine: Engine, decision: Decision) -> DecidedBy:
    """A smallest set of flags and hardening context that decides.

    Elements are dropped one by one, the mildest first and then by id, as long as the verdict (for a
    stay: the row) remains. Stance, profile and softening context are kept throughout.
    """
    compiled = engine.compiled
    _, _, standpoint, now, row = decision
    kept = _elements(engine, now, standpoint)
    for element in tuple(kept):
        fewer = [other for other in kept if other != element]
        got = compiled.row(_only(engine, now, fewer, standpoint), standpoint)
        same = got.verdict == row.verdict if row.verdict is not Verdict.STAY else got == row
        if same:
            kept = fewer
    deciding = compiled.row(_only(engine, now, kept, standpoint), standpoint)
    context = {WOULD_TAKE: NO, MEET_AGAIN: NO, NEED: "alternatives"}
    return DecidedBy(
        row=deciding,
        flags=tuple(id_ for kind, id_ in reversed(kept) if kind == "flag"),
        in_doubt=tuple(id_ for kind, id_ in reversed(kept) if kind == "doubt"),
        context=tuple((id_, context[id_]) for kind, id_ in kept if kind == "context"),
        own_state=tuple(id_ for kind, id_ in kept if kind == "own"),
        own_reason=tuple(id_ for kind, id_ in kept if kind == "reason"),
    )


def _elements(engine: Engine, now: Situation, standpoint: Standpoint) -> list[_Element]:
    """What could have decided, mildest first and then by id."""
    compiled = engine.compiled
    levels = compiled.scale.levels(now, standpoint.own)
    ranked: list[tuple[int, str, _Element]] = []
    for flag in compiled.flags:
        bit = compiled.bit[flag.id]
        if now.fired & bit:
            ranked.append((10 + compiled.level(flag, levels), flag.id, ("flag", flag.id)))
        elif now.doubt & bit & compiled.kinds.danger:
            ranked.append((9 + Severity.DANGER, flag.id, ("doubt", flag.id)))
    if now.would_not:
        ranked.append((3, WOULD_TAKE, ("context", WOULD_TAKE)))
    if now.never_again:
        ranked.append((2, MEET_AGAIN, ("context", MEET_AGAIN)))
    if now.need_shift > max(0, _given_shift(standpoint)):
        ranked.append((1, NEED, ("context", NEED)))
    for option in engine.book.option_by_id.values():
        if now.own_state & compiled.bit[option.id]:
            ranked.append((0, option.id, ("own", option.id)))
        if now.own_reason & compiled.bit[option.id]:
            ranked.append((4, option.id, ("reason", option.id)))
    return [element for _, _, element in sorted(ranked)]


def _given_shift(standpoint: Standpoint) -> int:
    return {"high": -1, "alternatives": 1}.get(standpoint.need, 0)


def _only(engine: Engine, now: Situation, kept: list[_Element], standpoint: Standpoint) -> Situation:
    """The situation if nothing but `kept` were so."""
    compiled = engine.compiled

    def mask(kind: str) -> int:
        return sum(compiled.bit[id_] for k, id_ in kept if k == kind)

    has = {id_ for kind, id_ in kept if kind == "context"}
    shift = now.need_shift
    if shift > max(0, _given_shift(standpoint)) and NEED not in has:
        shift = _given_shift(standpoint)
    return now._replace(
        fired=mask("flag"),
        doubt=mask("doubt"),
        own_state=mask("own"),
        own_reason=mask("reason"),
        would_not=WOULD_TAKE in has,
        never_again=MEET_AGAIN in has,
        need_shift=shift,
    )
