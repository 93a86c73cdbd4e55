"""Whether a policy is admissible: rows under their verdict, "at least" only, every row reachable.

The rules A1, A2 and A7 of the format, and what invariants 4, 6 and 11 ask of the rows. With them the
verdict is a monotone function of ordered answers whatever the flags are.
"""

from __future__ import annotations

from collections.abc import Iterator

from interview_coach.book.pack import Severity, Stance
from interview_coach.problems import Problems
from interview_coach.rulebook.merge import Merged
from interview_coach.rulebook.shapes import PolicyShape, RowConditionShape, RowShape

_STAY_ONLY = ("standing", "to_raise", "own_state")
_DANGER_RANK = {None: 0, "in-doubt": 1, "fires": 2}


def check_policy(merged: Merged, problems: Problems) -> None:
    """Judge the policy, be it of the base layer or of a later one."""
    policy = merged.policy
    if policy is None:
        return
    read = merged.policy_read or merged.base
    groups = _groups(policy)
    seen: list[tuple[str, RowConditionShape]] = []
    named: dict[str, str] = {}
    for verdict, rows in groups:
        last = list(rows)[-1]
        for id_, row in rows.items():
            path = ("policy", verdict, id_)
            if id_ in named:
                problems.add(
                    read.key_place(*path), f"the row {id_!r} stands under {named[id_]!r} too; rename one"
                )
            named[id_] = verdict
            faults = list(_row_faults(verdict, row, is_last=id_ == last))
            for message in faults:
                problems.add(read.place(*path, "when"), message)
            if faults:
                continue
            for earlier_id, earlier in seen:
                if _implies(row.when, earlier):
                    problems.add(
                        read.key_place(*path),
                        f"the row {id_!r} never matches: {earlier_id!r} before it always matches first; move or drop it",
                    )
                    break
            seen.append((id_, row.when))
    if not any(row.when == RowConditionShape(danger="fires") for row in policy.walk_out.values()):
        problems.add(
            read.place("policy", "walk-out"),
            "a firing danger flag must walk out by itself; add a row with `when: {danger: fires}`",
        )
    doubt = RowConditionShape(danger="in-doubt")
    if not any(row.when == doubt for _, rows in groups[:2] for row in rows.values()):
        problems.add(
            read.place("policy", "politely-exit"),
            "danger in doubt must never stay; add a row with `when: {danger: in-doubt}`",
        )


def _groups(policy: PolicyShape) -> list[tuple[str, dict[str, RowShape]]]:
    return [("walk-out", policy.walk_out), ("politely-exit", policy.politely_exit), ("stay", policy.stay)]


def _row_faults(verdict: str, row: RowShape, *, is_last: bool) -> Iterator[str]:
    when = row.when
    conditions = when.model_dump(exclude_defaults=True)
    if verdict == "stay":
        if is_last and conditions:
            yield "the last row under stay must always match; write `when: {}`"
        if when.danger:
            yield "danger never stays, not even in doubt; move the row to another verdict"
    else:
        if not set(conditions) - {"leaning", "topics"}:
            yield "a leaving row needs something that happened, not a leaning alone; add `ripe` or another condition"
        if verdict == "walk-out" and conditions == {"danger": "in-doubt"}:
            yield "being unsure is no danger yet; write `danger: fires`, or move the row to politely-exit"
        for key in _STAY_ONLY:
            if getattr(when, key) is not None:
                yield f"`{key}` only names a kind of stay; a leaving row reads `ripe`, so that asking comes before leaving"
        if verdict == "walk-out" and set(conditions) - {"danger", "abuse"}:
            yield "only danger and abuse walk out, so that need and stance never change it; move the row to politely-exit"
    if when.topics > 1 and not (when.ripe or when.standing or when.to_raise):
        yield "`topics` counts flags of a level; add `ripe`, `standing` or `to_raise`"


def _implies(later: RowConditionShape, earlier: RowConditionShape) -> bool:
    """Whether every situation that matches `later` matches `earlier` too."""
    if _DANGER_RANK[later.danger] < _DANGER_RANK[earlier.danger]:
        return False
    for key in ("abuse", "would_take", "meet_again", "own_state"):
        if getattr(earlier, key) is not None and getattr(later, key) is None:
            return False
    if earlier.leaning and (later.leaning is None or Stance.of(later.leaning) < Stance.of(earlier.leaning)):
        return False
    return all(_count_implies(later, earlier, key) for key in ("ripe", "standing", "to_raise"))


def _count_implies(later: RowConditionShape, earlier: RowConditionShape, key: str) -> bool:
    wanted = getattr(earlier, key)
    if wanted is None:
        return True
    stronger = {"ripe": ("ripe",), "standing": ("standing", "ripe", "to_raise"), "to_raise": ("to_raise",)}[
        key
    ]
    return any(
        (level := getattr(later, name)) is not None
        and Severity.of(level) >= Severity.of(wanted)
        and later.topics >= earlier.topics
        for name in stronger
    )
