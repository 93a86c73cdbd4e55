"""The policy in three general rule engines, translated by machine, against the coach.

`python -m benchmarks.engines`, in an environment with `pip install -e '.[bench]'`.

All begin from the flags that fire: for the coach the masks of its situation, for the others a record of each
flag with what the coach had to work out of it (its level, whether it is ripe, insisted on, to be raised …). From
there on all find the row that decides: they count the flags of a level by topic and try the rows in order.
A second table gives the others what is counted already, so that only the rows are left to them.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import json_logic
import rule_engine
import zen

from benchmarks.deciding import answer_sets
from interview_coach import Engine, Profile, load_book
from interview_coach.book.pack import Row, Threshold
from interview_coach.book.vocabulary import Severity
from interview_coach.engine.measures import MEASURE
from interview_coach.engine.situation import Situation

SETS = 2_000
TIMED = 200
ROUNDS = 7


class Way(NamedTuple):
    """One engine on one kind of input."""

    name: str
    begins_from: str
    decide: Callable[[Any], str]
    inputs: Sequence[Any]
    is_target: bool = True
    """Whether it counts for the target: an engine used as its makers mean it for a policy of rows."""


def main() -> None:
    coach = Engine(load_book("candidate"))
    compiled, standpoint = coach.compiled, coach.standpoint(Profile())
    sets = answer_sets(coach, SETS)
    situations = [compiled.situation(compiled.bits_of(answers)) for answers in sets]
    rows = coach.book.rows
    facts = [_facts(coach, now) for now in situations]
    counted = [_counted(coach, now) for now in situations]
    ways = [
        Way("coach", "answers", lambda answers: compiled.decide(answers, standpoint).id, sets),
        Way("coach", "fired flags", lambda now: compiled.row(now, standpoint).id, situations),
    ]
    for begins_from, inputs, texts in (
        ("fired flags", facts, (_zen_counting, _rule_counting, _json_counting)),
        ("counted", counted, (_text_counted, _text_counted, _json_counted)),
    ):
        in_zen, in_rules, in_json = texts
        ways += [
            Way("zen-engine, decision table", begins_from, _zen_table(rows, in_zen), inputs),
            Way("zen-engine, one expression", begins_from, _zen_expression(rows, in_zen), inputs, is_target=False),
            Way("rule-engine", begins_from, _rules(rows, in_rules), inputs),
            Way("json-logic", begins_from, _json_logic(rows, in_json), inputs),
        ]  # fmt: skip
    wanted = [compiled.row(now, standpoint).id for now in situations]
    for way in ways:
        assert [way.decide(each) for each in way.inputs] == wanted, way.name
    print(
        f"{len(rows)} rows; all {len(ways)} ways decide all {SETS:,} answer sets alike, by {len(set(wanted))} rows"
    )
    rates = _rates(ways)
    for way, rate in zip(ways, rates, strict=True):
        print(f"{way.begins_from:12} {way.name:28} {rate:9,.0f} a second")
    from_flags = [(w, r) for w, r in zip(ways, rates, strict=True) if w.begins_from == "fired flags"]
    own = from_flags[0][1]
    fastest, rate = max((each for each in from_flags[1:] if each[0].is_target), key=lambda each: each[1])
    print(f"from fired flags the coach is {own / rate:.1f} x the fastest, {fastest.name} (target 5)")
    for way, rate in from_flags[1:]:
        if not way.is_target:
            print(f"and {own / rate:.1f} x {way.name}, written by machine for these rows")


def _rates(ways: Sequence[Way]) -> list[float]:
    """Decisions a second of processor time, the median of rounds in which every way has its turn."""
    rounds = []
    for number in range(ROUNDS):
        rates = []
        for way in ways:
            inputs = [way.inputs[(number * TIMED + n) % SETS] for n in range(TIMED)]
            start = time.process_time()
            for each in inputs:
                way.decide(each)
            rates.append(TIMED / (time.process_time() - start))
        rounds.append(rates)
    return [statistics.median(rates) for rates in zip(*rounds, strict=True)]


# -- what they begin from -----------------------------------------------------------------------------------


def _facts(coach: Engine, now: Situation) -> dict[str, Any]:
    """What is known of the answers beside flags, and by topic of every flag that fires, danger apart."""
    compiled, standpoint = coach.compiled, coach.standpoint(Profile())
    thresholds = [threshold for row in coach.book.rows for threshold in row.when]
    masks = {
        t.measure: MEASURE[t.measure].read(compiled.kinds, now, standpoint) for t in thresholds if t.level
    }
    levels = compiled.scale.levels(now, standpoint.own)
    topics: dict[str, list[dict[str, Any]]] = {}
    for flag in compiled.flags:
        bit = compiled.bit[flag.id]
        if now.fired & bit and flag.severity is not Severity.DANGER:
            known = {"level": int(compiled.level(flag, levels)), "itself": int(flag.severity)}
            topics.setdefault(flag.topic, []).append(
                {**known, **{measure: bool(mask & bit) for measure, mask in masks.items()}}
            )
    rest = {t.measure: compiled.scale.measured(t, now, standpoint)[0] for t in thresholds if not t.level}
    return {**rest, "topics": list(topics.values())}


def _counted(coach: Engine, now: Situation) -> dict[str, int]:
    """Every number that a row is held against."""
    standpoint = coach.standpoint(Profile())
    thresholds = [threshold for row in coach.book.rows for threshold in row.when]
    return {_name(t): coach.compiled.scale.measured(t, now, standpoint)[0] for t in thresholds}


def _name(threshold: Threshold) -> str:
    if not threshold.level:
        return threshold.measure
    return f"{threshold.measure}_{threshold.level.id}_{'flags' if threshold.by_flag else 'topics'}"


def _level(threshold: Threshold) -> str:
    return "itself" if MEASURE[threshold.measure].by_itself else "level"


# -- a threshold in the language of each --------------------------------------------------------------------


def _text_counted(threshold: Threshold) -> str:
    return f"{_name(threshold)} >= {threshold.at_least}"


def _zen_counting(threshold: Threshold) -> str:
    if not threshold.level:
        return _text_counted(threshold)
    flag = f"#.{threshold.measure} and #.{_level(threshold)} >= {int(threshold.level)}"
    if threshold.by_flag:
        return f"sum(map(topics, count(#, {flag}))) >= {threshold.at_least}"
    if threshold.at_least == 1:
        return f"some(topics, some(#, {flag}))"
    return f"count(topics, some(#, {flag})) >= {threshold.at_least}"


def _rule_counting(threshold: Threshold) -> str:
    if not threshold.level:
        return _text_counted(threshold)
    flag = f"f['{threshold.measure}'] and f['{_level(threshold)}'] >= {int(threshold.level)}"
    of_topic = f"[f for f in t if {flag}].length"
    if threshold.by_flag:
        return f"$sum([{of_topic} for t in topics]) >= {threshold.at_least}"
    return f"[t for t in topics if {of_topic} > 0].length >= {threshold.at_least}"


def _json_counted(threshold: Threshold) -> Any:
    return {">=": [{"var": _name(threshold)}, threshold.at_least]}


def _json_counting(threshold: Threshold) -> Any:
    if not threshold.level:
        return _json_counted(threshold)
    level = {">=": [{"var": f"current.{_level(threshold)}"}, int(threshold.level)]}
    of_topic = _json_sum("current", {"and": [{"var": f"current.{threshold.measure}"}, level]})
    number = _json_sum("topics", of_topic if threshold.by_flag else {">": [of_topic, 0]})
    return {">=": [number, threshold.at_least]}


def _json_sum(items: str, each: Any) -> Any:
    number = each if "reduce" in each else {"if": [each, 1, 0]}
    return {"reduce": [{"var": items}, {"+": [{"var": "accumulator"}, number]}, 0]}


# -- the rows in each engine --------------------------------------------------------------------------------


def _zen_table(rows: Sequence[Row], text: Callable[[Threshold], str]) -> Callable[[Any], str]:
    """A decision table whose first matching row decides, read and compiled once."""
    rules = [
        {"_id": row.id, "when": " and ".join(map(text, row.when)), "row": json.dumps(row.id)} for row in rows
    ]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "row", "name": "row", "field": "row"}],
        "rules": rules,
    }
    graph = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "policy", "name": "policy", "type": "decisionTableNode", "content": table},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "policy", "type": "edge"},
            {"id": "2", "sourceId": "policy", "targetId": "out", "type": "edge"},
        ],
    }
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(graph)))
    return lambda given: str(decision.evaluate(given)["result"]["row"])


def _zen_expression(rows: Sequence[Row], text: Callable[[Threshold], str]) -> Callable[[Any], str]:
    *others, last = rows
    chain = "".join(f"({' and '.join(map(text, row.when))}) ? '{row.id}' : " for row in others)
    expression = zen.compile_expression(f"{chain}'{last.id}'")
    return lambda given: str(expression.evaluate(given))


def _rules(rows: Sequence[Row], text: Callable[[Threshold], str]) -> Callable[[Any], str]:
    rules = [(row.id, rule_engine.Rule(" and ".join(map(text, row.when)) or "true")) for row in rows]
    return lambda given: next(id_ for id_, rule in rules if rule.matches(given))


def _json_logic(rows: Sequence[Row], logic: Callable[[Threshold], Any]) -> Callable[[Any], str]:
    # Row by row: one `if` over all of them works out every row, and takes twice as long.
    rules: list[tuple[str, Any]] = [
        (row.id, {"and": list(map(logic, row.when))} if row.when else True) for row in rows
    ]
    return lambda given: next(id_ for id_, rule in rules if json_logic.jsonLogic(rule, given))


if __name__ == "__main__":
    main()
