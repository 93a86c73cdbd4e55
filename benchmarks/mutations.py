"""How many single mistakes in the rules `check`, `test` and `prove` notice.

Each mutant is a copy of a built-in pack with one thing changed: a comparison swapped, a condition
dropped, a severity or a raise changed, a row moved. Mutants that change no verdict, row or level for
any answers do not count; that is decided by comparing the two engines over all situations there are.

`python -m benchmarks.mutations` tries all of them; `--every 5` every fifth; `--pack vendor` one pack.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from interview_coach.book.pack import Book, Flag, OptionKind, RaiseState, Row, Severity, Stance
from interview_coach.engine.answers import NO, YES, is_raisable, raised
from interview_coach.engine.compiled import CompiledBook, Standpoint
from interview_coach.engine.engine import Engine
from interview_coach.problems import BadRules, Problems
from interview_coach.proving.examples import Witness
from interview_coach.proving.proof import prove
from interview_coach.proving.space import Group, Space, States, add_states
from interview_coach.proving.vectors import NOTHING, Caps, caps_of
from interview_coach.rulebook.builder import assemble
from interview_coach.rulebook.cases import check_cases, run_case, uncovered_flags
from interview_coach.rulebook.loader import load_texts
from interview_coach.rulebook.merge import merge
from interview_coach.rulebook.nodes import read_document
from interview_coach.rulebook.reader import read_pack_files
from interview_coach.storage.rule_folders import built_in_rules, read_layer

TARGET = 0.95
LEVELS = ("note", "concern", "serious", "dealbreaker")
GROUPS = ("walk-out", "politely-exit", "stay")
Data = dict[str, Any]


class Mutant(NamedTuple):
    """One changed file of a pack."""

    pack: str
    file: str
    kind: str
    what: str
    text: str


class Outcome(NamedTuple):
    mutant: Mutant
    changes: str
    noticed: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", action="append", help="only this pack; may be repeated")
    parser.add_argument("--every", type=int, default=1, help="try only every n-th mutant")
    wanted = parser.parse_args()
    mutants = [m for pack in wanted.pack or sorted(packs()) for m in mutants_of(pack)][:: wanted.every]
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        outcomes = []
        for outcome in pool.map(judge, mutants, chunksize=4):
            outcomes.append(outcome)
            if outcome.changes and not outcome.noticed:
                told = f"{outcome.mutant.pack}/{outcome.mutant.file}: {outcome.mutant.what}"
                print(f"survived: {told} (changes the {outcome.changes})", flush=True)
            if not len(outcomes) % 20:
                print(f"{len(outcomes)} of {len(mutants)} tried", file=sys.stderr, flush=True)
    report(outcomes)


def report(outcomes: list[Outcome]) -> None:
    counted = [o for o in outcomes if o.changes]
    noticed = Counter(o.noticed for o in counted)
    survivors = [o for o in counted if not o.noticed]
    print(f"{len(outcomes)} mutants, {len(outcomes) - len(counted)} change no verdict, row or level")
    for kind in sorted({o.mutant.kind for o in outcomes}):
        of_kind = [o for o in counted if o.mutant.kind == kind]
        killed = sum(bool(o.noticed) for o in of_kind)
        print(f"  {kind:12} {killed:4} of {len(of_kind):4} noticed")
    for by in ("check", "test", "prove"):
        print(f"  first noticed by {by}: {noticed[by]}")
    share = (len(counted) - len(survivors)) / len(counted) if counted else 1.0
    print(f"noticed: {share:.1%} of {len(counted)} (target {TARGET:.0%})")


@cache
def packs() -> dict[str, dict[str, str]]:
    """The built-in packs: pack -> file -> text."""
    return {
        folder.rsplit("/", 1)[-1]: dict(files)
        for folder, files in read_layer(built_in_rules(), "rules").items()
    }


@cache
def original(pack: str) -> Engine:
    return Engine(load_texts([{pack: packs()[pack]}]).books[pack])


# --- what is changed -----------------------------------------------------------------------------


def mutants_of(pack: str) -> Iterator[Mutant]:
    """Every mutant of one pack, in a fixed order."""
    for file, text in packs()[pack].items():
        if file == "lines.yaml" or file.endswith(".cases.yaml"):
            continue
        document = read_document(text, file, Problems())
        assert document is not None
        data: Data = document.data  # type: ignore[assignment]
        changes = _policy_changes(data) if file == "pack.yaml" else _flag_changes(data)
        for kind, what, changed in changes:
            yield Mutant(pack, file, kind, what, json.dumps(changed))


def _policy_changes(data: Data) -> Iterator[tuple[str, str, Data]]:
    for group in GROUPS:
        for row in data["policy"][group]:
            for kind, what, when in _condition_changes(data["policy"][group][row]["when"]):
                changed = copy.deepcopy(data)
                changed["policy"][group][row]["when"] = when
                yield kind, f"{row}: {what}", changed
    for group in GROUPS:
        rows = list(data["policy"][group])
        for n in range(len(rows) - 1):
            order = [*rows[:n], rows[n + 1], rows[n], *rows[n + 2 :]]
            changed = copy.deepcopy(data)
            changed["policy"][group] = {row: data["policy"][group][row] for row in order}
            yield "move row", f"{rows[n]} after {rows[n + 1]}", changed
        for row, other in product(rows, GROUPS):
            if other != group and len(rows) > 1:
                for first in (True, False):
                    changed = copy.deepcopy(data)
                    moved = {row: changed["policy"][group].pop(row)}
                    there = changed["policy"][other]
                    changed["policy"][other] = {**moved, **there} if first else {**there, **moved}
                    yield "move row", f"{row} to the {'top' if first else 'end'} of {other}", changed


def _condition_changes(when: Data) -> Iterator[tuple[str, str, Data]]:
    for key, value in when.items():
        fewer = {k: v for k, v in when.items() if k != key}
        yield "drop part", f"without {key}: {value}", fewer
        others: list[object] = []
        if key in ("ripe", "standing", "to_raise"):
            at = LEVELS.index(value)
            others = [*LEVELS[max(0, at - 1) : at], *LEVELS[at + 1 : at + 2]]
            for other_key in ("ripe", "standing", "to_raise"):
                if other_key != key:
                    yield "comparison", f"{key} becomes {other_key}", {**fewer, other_key: value}
        elif key == "topics":
            others = [value - 1, value + 1]
        elif key == "leaning":
            others = ["firm" if value == "balanced" else "balanced"]
        elif key == "danger":
            others = ["in-doubt" if value == "fires" else "fires"]
        for other in others:
            yield "comparison", f"{key}: {other} for {value}", {**when, key: other}


def _flag_changes(data: Data) -> Iterator[tuple[str, str, Data]]:
    for id_, flag in data.get("flags", {}).items():
        for kind, what, edited in _edits(flag):
            changed = copy.deepcopy(data)
            changed["flags"][id_] = edited
            yield kind, f"{id_}: {what}", changed


def _edits(flag: Data) -> Iterator[tuple[str, str, Data]]:
    if flag["severity"] != "danger":
        at = LEVELS.index(flag["severity"])
        for other in (*LEVELS[max(0, at - 1) : at], *LEVELS[at + 1 : at + 2]):
            yield "severity", f"{other} for {flag['severity']}", {**flag, "severity": other}
        for raising in ("required", "if-safe", "no"):
            if raising != flag["raise"]:
                yield "raise", f"raise {raising} for {flag['raise']}", _raised_as(flag, raising)
        for key in ("abuse", "can_be_sustained"):
            yield "attribute", f"{key} turned over", {**flag, key: not flag.get(key, False)}
    if "fires_if" in flag:
        for what, condition in _other_conditions(flag["fires_if"]):
            yield "combination", what, {**flag, "fires_if": condition}


def _raised_as(flag: Data, raising: str) -> Data:
    """Another raise, with the texts that the loader would otherwise miss or refuse."""
    changed = {**flag, "raise": raising}
    if raising == "no":
        return {k: v for k, v in changed.items() if k not in ("fixed_when", "leave_when")}
    return {"fixed_when": "They put it right.", "leave_when": "they will not put it right", **changed}


def _other_conditions(condition: Any) -> Iterator[tuple[str, Any]]:
    for key, other in (("all", "any"), ("any", "all")):
        if isinstance(condition, dict) and key in condition:
            parts = condition[key]
            yield f"{other} for {key}", {other: parts}
            for n in range(len(parts)):
                yield f"without part {n + 1}", {key: [*parts[:n], *parts[n + 1 :]]}


# --- whether it is noticed -----------------------------------------------------------------------


def judge(mutant: Mutant) -> Outcome:
    """Whether a mutant changes anything, and which of check, test and prove notices it first."""
    texts = {**packs()[mutant.pack], mutant.file: mutant.text}
    before = original(mutant.pack)
    try:
        loaded = load_texts([{mutant.pack: texts}])
    except BadRules:
        return Outcome(mutant, _changes_unchecked(before, mutant.pack, texts), "check")
    engine = Engine(loaded.books[mutant.pack])
    cases = loaded.cases[mutant.pack]
    changes = difference(before, engine)
    problems = Problems()
    check_cases(engine, cases, problems)
    if problems.found:
        return Outcome(mutant, changes, "check")
    results = [run_case(engine, case) for case in cases]
    if not all(result.holds for result in results) or uncovered_flags(engine, cases, results):
        return Outcome(mutant, changes, "test")
    return Outcome(mutant, changes, "" if prove(engine).holds else "prove")


def _changes_unchecked(before: Engine, pack: str, texts: dict[str, str]) -> str:
    """What refused rules would have changed, had they been taken; rules that cannot be, change all."""
    files = read_pack_files(pack, texts, Problems())
    if files is None:
        return "form"
    try:
        engine = Engine(assemble(merge([files], Problems()), ""))
    except (AssertionError, KeyError):
        return "form"
    return difference(before, engine)


# --- whether it changes anything -----------------------------------------------------------------


def difference(before: Engine, after: Engine) -> str:
    """What differs between two books that differ in rows or in single flags: level, row, verdict or nothing."""
    old, new = before.compiled, after.compiled
    if set(before.book.flag_by_id) != set(after.book.flag_by_id):
        return "flags"
    changed = [flag for flag in after.book.flags if flag != before.book.flag_by_id[flag.id]]
    if any(_levels_differ(before, after, flag) for flag in changed):
        return "level"
    rows = (*before.book.rows, *after.book.rows)
    caps = caps_of(rows, leaving=False)
    space = Space(old)
    found = ""
    for answers, own in _situations(space, caps, [flag.id for flag in changed], (before.book, after.book)):
        for stance in Stance:
            one, two = _row(old, answers, own, stance), _row(new, answers, own, stance)
            if one is None or two is None or one.verdict != two.verdict:
                return "verdict"
            if one.id != two.id:
                found = "row"
    return found


def _row(compiled: CompiledBook, answers: dict[str, str], own: tuple[str, ...], stance: Stance) -> Row | None:
    mask = 0
    for id_ in own:
        mask |= compiled.bit[id_]
    try:
        return compiled.decide(answers, Standpoint(stance, mask, ""))
    except AssertionError:
        return None


def _levels_differ(before: Engine, after: Engine, flag: Flag) -> bool:
    """Whether some answers give the flag another level, or fire it where they did not."""
    conditions = [f.fires_if for f in (flag, before.book.flag_by_id[flag.id]) if f.fires_if is not None]
    options = sorted(frozenset().union(*(c.options() for c in conditions)) if conditions else {flag.id})
    sustained = [o.id for o in before.book.topic_by_id[flag.topic].options if o.kind is OptionKind.SUSTAINED]
    states: list[dict[str, str]] = [{}]
    if is_raisable(before.book, flag.topic) and is_raisable(after.book, flag.topic):
        states = [{raised(flag.topic): state.id} for state in RaiseState]
    for ticks in product((NO, YES), repeat=len(options) + len(sustained)):
        answers = dict(zip([*options, *sustained], ticks, strict=True))
        for state in states:
            one, two = (_level(engine, flag.id, {**answers, **state}) for engine in (before, after))
            if one != two:
                return True
    return False


def _level(engine: Engine, flag: str, answers: dict[str, str]) -> int:
    """The level of a flag, 0 if it does not fire."""
    compiled = engine.compiled
    now = compiled.situation(compiled.bits_of(answers))
    bit = compiled.bit[flag]
    if not now.fired & bit:
        return 0
    if compiled.danger & bit:
        return Severity.DANGER
    return sum(bool(mask & bit) for mask in compiled.levels(now, 0))


def _situations(
    space: Space, caps: Caps, changed: list[str], books: tuple[Book, Book]
) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """Answer sets that amount to everything the rows of either book can tell apart.

    With changed flags: each situation of their group without them, with the flag added to it.
    """
    total: States = {NOTHING: Witness()}
    touched = [g for g in space.groups if any(_is_in(space, g, flag) for flag in changed)]
    for group in space.groups:
        if group not in touched:
            total = add_states(total, space.states(group, caps), caps)
    if not touched:
        yield from ((witness.low(), witness.own) for witness in total.values())
        return
    for group in touched:
        for flag in (f for f in changed if _is_in(space, group, f)):
            for answers, own in _with_flag(space, group, caps, flag, books):
                for witness in total.values():
                    yield {**answers, **witness.low()}, (*own, *witness.own)


def _is_in(space: Space, group: Group, flag: str) -> bool:
    return space.compiled.book.flag_by_id[flag].topic in group.topics


def _with_flag(
    space: Space, group: Group, caps: Caps, flag: str, books: tuple[Book, Book]
) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    conditions = [book.flag_by_id[flag].fires_if for book in books]
    options = sorted(frozenset().union(*(c.options() for c in conditions if c)) or {flag})
    topic = space.compiled.book.flag_by_id[flag].topic
    states = [{}] if raised(topic) not in group.atoms else [{raised(topic): s.id} for s in RaiseState]
    around = [w for w in space.states(group, caps).values() if flag not in w.low()]
    for witness, ticks, state in product(around, product((YES, NO), repeat=len(options)), states):
        answers = {**witness.low(), **state, **dict(zip(options, ticks, strict=True))}
        for own in (witness.own, (*witness.own, flag)):
            yield answers, tuple(dict.fromkeys(own))


if __name__ == "__main__":
    main()
