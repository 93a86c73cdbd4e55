"""A recommendation as JSON data. `recommendation.schema.json` beside this file says what each key means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import to_builtins

from interview_coach.book.pack import Source
from interview_coach.engine.descriptions import describe_edits, describe_prompt
from interview_coach.engine.engine import Decision, Engine, FlagState
from interview_coach.engine.explanation import Change
from interview_coach.engine.recommendation import Recommendation
from interview_coach.problems import Problem
from interview_coach.render.line_json import SCHEMA_VERSION


def as_data(rec: Recommendation) -> dict[str, Any]:
    """The recommendation as plain data, keys in a fixed order."""
    deciding = rec.decided_by
    return {
        "schema_version": SCHEMA_VERSION,
        "role": rec.book.info.id,
        "rules": {
            "digest": rec.book.digest,
            "last_changed": rec.book.info.last_changed,
            "reviewed_by": rec.book.info.reviewed_by,
        },
        "verdict": rec.verdict.id,
        "action": rec.row.action,
        "settled": rec.outlook.settled,
        "headline": rec.headline,
        "meaning": rec.meaning,
        "decided_by": {
            "policy": deciding.row.id,
            "flags": [*deciding.flags, *deciding.in_doubt],
            "context": [
                *({"question": id_, "answer": answer} for id_, answer in deciding.context),
                *({"question": id_, "answer": "yes"} for id_ in deciding.own_state),
            ],
        },
        "also": list(rec.also),
        "flags": [_flag(rec, state) for state in (*rec.fired, *rec.in_doubt)],
        "do_now": list(rec.do_now),
        "cannot_leave": rec.cannot_leave or None,
        "say_now": rec.say_now[0].text if rec.say_now else None,
        "if_they_push_back": (rec.say_now[0].if_they_push or None) if rec.say_now else None,
        "exit_line": rec.exits[0].text if rec.exits else None,
        "next_steps": list(rec.next_steps),
        "leave_if": [_change(rec, change) for change in rec.leave_if],
        "would_change": [_change(rec, change) for change in rec.would_change],
        "open": [
            {"question": prompt, "text": describe_prompt(rec.book, prompt)} for prompt in rec.outlook.open
        ],
    }


def brief_data(engine: Engine, decision: Decision) -> dict[str, Any]:
    """What was decided and no more: of the recommendation what is known without explaining or looking far ahead."""
    return {
        "schema_version": SCHEMA_VERSION,
        "verdict": decision.row.verdict.id,
        "action": decision.row.action,
        "settled": engine.settling.is_settled(decision.answers, decision.standpoint),
        "flags": list(engine.compiled.ids(decision.now.fired)),
    }


def problem_data(problems: Iterable[Problem]) -> dict[str, Any]:
    """What is wrong in one of many answer sets, instead of its result."""
    found = [
        {"file": p.place.file, "line": p.place.line, "column": p.place.column, "message": p.message}
        for p in problems
    ]
    return {"schema_version": SCHEMA_VERSION, "problems": found}


def _flag(rec: Recommendation, state: FlagState) -> dict[str, Any]:
    flag = state.flag
    return {
        "id": flag.id,
        "topic": flag.topic,
        "severity": flag.severity.id,
        "level": state.level.id if state.level else None,
        "state": state.state,
        "raise_state": state.raise_state.id if state.raise_state is not None else None,
        "sustained": state.sustained,
        "own_deal_breaker": flag.id in rec.own_deal_breakers,
        "because": flag.finding,
        "why": flag.why,
        "sources": [source_data(source) for source in flag.sources],
    }


def source_data(source: Source) -> dict[str, str]:
    """A source as plain data."""
    return {name: value for name, value in to_builtins(source).items() if name != "id"}


def _change(rec: Recommendation, change: Change) -> dict[str, Any]:
    return {
        "if": describe_edits(rec.book, change.edits, (state.flag for state in rec.fired)),
        "edits": [{"question": atom, "answer": value} for atom, value in change.edits],
        "verdict": change.verdict.id,
        "policy": change.row,
    }
