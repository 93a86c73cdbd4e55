"""The policy put to z3: it reads the rows and the flags, and knows nothing of the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from interview_coach.book.pack import Book, Condition, Flag, Row, Threshold
from interview_coach.book.vocabulary import OptionKind, Raise, Severity, Verdict
from interview_coach.rulebook.loader import Loaded

from . import broken

z3 = pytest.importorskip("z3", reason="there is no wheel of z3-solver for this machine", exc_type=ImportError)

SPARE = {"own-reason", "scam-adds-up", "several-serious"}
"""Rows for which the small pack has too few flags and options."""

NOT_YET, FIXED, CANNOT, REFUSED, WAITING, GOES_ON = range(6)
"""Codes of raise states, with no order."""


class World:
    """One answer set with its profile, as z3 variables, and the formulas that the policy reads."""

    def __init__(self, book: Book, name: str, like: World | None = None) -> None:
        self.book = book
        self.ticked = {id_: z3.Bool(f"{name}:{id_}") for id_ in book.option_by_id}
        self.raised = {topic.id: z3.Int(f"{name}:raised:{topic.id}") for topic in book.topics}
        self.own: dict[str, Any] = like.own if like else {f.id: z3.Bool(f"own:{f.id}") for f in book.flags}
        self.danger, self.need = z3.Int(f"{name}:danger"), z3.Int(f"{name}:need")
        self.stance = z3.Int(f"{name}:stance")
        self.no, self.never = z3.Bool(f"{name}:would-not"), z3.Bool(f"{name}:never")
        limits = [self.danger, self.stance]
        self.rules = [z3.And(v >= 0, v <= 2) for v in limits]
        self.rules += [z3.And(self.need >= -1, self.need <= 1)]
        self.rules += [z3.And(state >= 0, state <= 5) for state in self.raised.values()]

    def would_not(self) -> Any:
        ticks = [self.ticked[o.id] for o in self.book.option_by_id.values() if ("would-take", "no") in o.sets]
        return z3.Or(self.no, *ticks)

    def never_again(self) -> Any:
        ticks = [self.ticked[o.id] for o in self.book.option_by_id.values() if ("meet-again", "no") in o.sets]
        return z3.Or(self.never, *ticks)

    def holds(self, condition: Condition) -> Any:
        if condition.kind == "option":
            flag = self.book.flag_by_id.get(condition.option)
            tick = self.ticked[condition.option]
            if flag is None or flag.raising is Raise.NO:
                return tick
            return z3.And(tick, self.raised[flag.topic] != FIXED)
        parts = [self.holds(part) for part in condition.parts]
        if condition.kind == "not":
            return z3.Not(parts[0])
        if condition.kind == "all":
            return z3.And(parts)
        if condition.kind == "any":
            return z3.Or(parts)
        return z3.AtLeast(*parts, condition.count)

    def lasting(self, flag: Flag) -> list[Any]:
        """What makes a flag one that goes on and on."""
        if not flag.can_be_sustained:
            return []
        treated = [
            z3.And(self.ticked[f.id], self.raised[f.topic] != FIXED)
            if f.raising is not Raise.NO
            else self.ticked[f.id]
            for f in self.book.flags_by_topic[flag.topic]
            if f.treatment
        ]
        lasting = [z3.AtLeast(*treated, 2)] if len(treated) > 1 else []
        return lasting + self.said_to_last(flag)

    def said_to_last(self, flag: Flag) -> list[Any]:
        options = self.book.topic_by_id[flag.topic].options
        return [self.ticked[o.id] for o in options if o.kind is OptionKind.SUSTAINED]

    def goes_on(self, flag: Flag) -> Any:
        """Whether abuse goes on: named in vain, or grave by itself and lasting."""
        state = self.raised[flag.topic]
        grave = flag.severity is Severity.DEALBREAKER
        lasting = self.said_to_last(flag) if grave and flag.can_be_sustained else []
        if grave and flag.raising is not Raise.NO:
            lasting.append(state == GOES_ON)
        standing = state != FIXED if flag.raising is not Raise.NO else z3.BoolVal(True)
        return z3.And(self.ticked[flag.id], standing, z3.Or(state == REFUSED, *lasting))

    def flags(self, kind: str, level: int) -> dict[str, list[Any]]:
        """By topic: for each flag, whether it is standing, ripe or to be raised at this level."""
        found: dict[str, list[Any]] = {}
        for flag in self.book.flags:
            if flag.severity is Severity.DANGER:
                continue
            state = self.raised[flag.topic]
            raisable = flag.raising is not Raise.NO
            fires = self.holds(flag.fires_if) if flag.fires_if else self.ticked[flag.id]
            lasting = self.lasting(flag)
            height = z3.If(self.own[flag.id], int(Severity.DEALBREAKER), int(flag.severity))
            if kind != "ripe_itself":
                height = height + z3.If(z3.Or(lasting), 1, 0)
            if raisable and kind != "ripe_itself":
                height = height + z3.If(z3.Or(state == REFUSED, state == GOES_ON), 1, 0)
            standing = z3.And(fires, state != FIXED) if raisable else fires
            asked = z3.Or(state == CANNOT, state == REFUSED, state == GOES_ON)
            ripe = [z3.Or(asked, *lasting)] if flag.raising is Raise.REQUIRED else []
            refused = [z3.Or(state == REFUSED, state == GOES_ON)] if raisable else []
            wanted: dict[str, list[Any]] = {
                "standing": [],
                "ripe": ripe,
                "ripe_itself": ripe,
                "insisted": [z3.Or(*refused, *lasting)],
                "to_raise": [z3.Not(asked), state != WAITING, z3.BoolVal(raisable)],
                "waiting": [state == WAITING, z3.BoolVal(raisable)],
            }
            found.setdefault(flag.topic, []).append(z3.And(standing, height >= level, *wanted[kind]))
        return found

    def matches(self, row: Row) -> Any:
        return z3.And([self.reaches(threshold) for threshold in row.when])

    def reaches(self, threshold: Threshold) -> Any:
        least = threshold.at_least
        if threshold.level is not None:
            topics = self.flags(threshold.measure, threshold.level).values()
            if threshold.by_flag:
                return z3.AtLeast(*(flag for flags in topics for flag in flags), least)
            return z3.AtLeast(*(z3.Or(flags) for flags in topics), least)
        options = self.book.option_by_id.values()
        abuse = [f for f in self.book.flags if f.abuse]
        scam = [
            z3.If(
                z3.And(self.ticked[f.id], self.raised[f.topic] != FIXED)
                if f.raising is not Raise.NO
                else self.ticked[f.id],
                f.scam_sign,
                0,
            )
            for f in self.book.flags
            if f.scam_sign
        ]
        found: dict[str, Callable[[], Any]] = {
            "danger": lambda: self.danger >= least,
            "abuse": lambda: z3.Or([self.goes_on(f) for f in abuse]),
            "leaning": lambda: self.stance + self.need >= least,
            "scam": lambda: z3.Sum(scam) >= least if scam else z3.BoolVal(False),
            "own_reason": lambda: z3.Or(
                [self.ticked[o.id] for o in options if o.kind is OptionKind.OWN_REASON]
            ),
            "would_take": self.would_not,
            "meet_again": self.never_again,
            "own_state": lambda: z3.Or(
                [self.ticked[o.id] for o in options if o.kind is OptionKind.OWN_STATE]
            ),
        }
        return found[threshold.measure]()

    def ranks(self) -> Any:
        """The verdict as a number; the first row that matches decides, leaving rows before others."""
        rank = z3.IntVal(-1)
        for row in reversed(self.rows()):
            rank = z3.If(self.matches(row), int(row.verdict), rank)
        return rank

    def rows(self) -> list[Row]:
        return sorted(self.book.rows, key=lambda row: row.verdict is Verdict.STAY)

    def at_most(self, other: World) -> list[Any]:
        """No answer here is worse than there: ticks, raise states, danger, context and need."""
        rise = {FIXED: 0, NOT_YET: 1, WAITING: 1, CANNOT: 2, GOES_ON: 3, REFUSED: 4}

        def height(state: Any) -> Any:
            found = z3.IntVal(0)
            for code, step in rise.items():
                found = z3.If(state == code, step, found)
            return found

        rules = [z3.Implies(self.no, other.no), z3.Implies(self.never, other.never)]
        rules += [self.danger <= other.danger, self.need <= other.need, self.stance <= other.stance]
        rules += [height(self.raised[t]) <= height(other.raised[t]) for t in self.raised]
        for option in self.book.option_by_id.values():
            here, there = self.ticked[option.id], other.ticked[option.id]
            better = option.kind is OptionKind.MITIGATING
            rules.append(z3.Implies(there, here) if better else z3.Implies(here, there))
        return rules


def possible(*rules: Any) -> bool:
    solver = z3.Solver()
    solver.add(*rules)
    answer = solver.check()
    assert answer != z3.unknown
    return bool(answer == z3.sat)


def disorderly(book: Book) -> bool:
    """Whether worse answers or a firmer stance can lower the verdict, by z3."""
    low = World(book, "low")
    high = World(book, "high", like=low)
    return possible(*low.rules, *high.rules, *low.at_most(high), low.ranks() > high.ranks())


def dead_rows(book: Book) -> set[str]:
    """Rows that decide for no answers, by z3."""
    world = World(book, "one")
    dead: set[str] = set()
    earlier: list[Any] = []
    for row in world.rows():
        matches = world.matches(row)
        if not possible(*world.rules, matches, *earlier):
            dead.add(row.id)
        earlier.append(z3.Not(matches))
    return dead


@pytest.mark.parametrize("pack", ["candidate", "freelancer", "interviewer", "vendor"])
def test_worse_answers_never_soften_the_verdict_of_a_built_in_pack(packs: Loaded, pack: str) -> None:
    assert not disorderly(packs.books[pack])
    # There is one policy for all packs: where nothing is marked as a scam sign, its row can't decide.
    marks = any(flag.scam_sign for flag in packs.books[pack].flags)
    assert dead_rows(packs.books[pack]) == (set() if marks else {"scam-adds-up"})


def test_worse_answers_never_soften_the_verdict_of_the_small_pack() -> None:
    assert not disorderly(broken.small())
    assert dead_rows(broken.small()) == SPARE


@pytest.mark.parametrize("row", ["dealbreaker", "one-serious-firm", "never-part"])
def test_z3_sees_that_a_row_on_top_of_another_group_is_out_of_order(row: str) -> None:
    assert disorderly(broken.first(row))


def test_z3_sees_dead_rows() -> None:
    nine = broken.with_row("nine", Verdict.POLITELY_EXIT, 4, Threshold("ripe", 9, Severity.DEALBREAKER))
    assert dead_rows(nine) == {"nine", *SPARE}
    again = broken.with_row("again", Verdict.STAY, 15, Threshold("to_raise", 1, Severity.CONCERN))
    assert dead_rows(again) == {"again", *SPARE}
