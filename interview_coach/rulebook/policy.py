"""Reads the one policy of all packs, and refuses one that is not admissible.

Rows stand under their verdict, conditions only say "at least", and every row can be reached (A1, A2 and
A7 of the format, and what invariants 4, 6 and 11 ask of rows). With that the verdict is a monotone
function of ordered answers whatever the flags are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, create_model

from interview_coach.book.pack import Row, Threshold
from interview_coach.book.vocabulary import DANGER, Verdict
from interview_coach.engine.measures import MEASURE, MEASURES
from interview_coach.problems import Problems
from interview_coach.rulebook.document import Read
from interview_coach.rulebook.reader import read_shape
from interview_coach.rulebook.values import ActionId, Id, Shape

POLICY_FILE = "policy.yaml"


RowConditionShape = create_model(  # type: ignore[call-overload]
    "RowConditionShape",
    __base__=Shape,
    __doc__="When a row matches. Every part says at least; parts left out always hold.",
    topics=(Annotated[int, Field(ge=1, le=9, description="In how many topics.")], 1),
    flags=(Annotated[int, Field(ge=0, le=9, description="How many flags, of one topic or of several.")], 0),
    **{
        measure.id: (Annotated[Literal[measure.values] | None, Field(description=measure.help)], None)
        for measure in MEASURES
    },
)


class RowShape(Shape):
    """One row of the policy: when it matches, and what kind of advice it gives."""

    when: RowConditionShape
    """When the row matches."""
    action: ActionId
    """What kind of advice it is."""


class PolicyShape(Shape):
    """The policy of all packs: rows grouped by verdict; the first that matches decides."""

    walk_out: Annotated[dict[Id, RowShape], Field(alias="walk-out", min_length=1)]
    """Rows of danger and of abuse that goes on."""
    politely_exit: Annotated[dict[Id, RowShape], Field(alias="politely-exit", min_length=1)]
    """Rows that end it politely."""
    stay: Annotated[dict[Id, RowShape], Field(min_length=1)]
    """Rows that name the kind of stay. The last one always matches: when: {}."""


Policy: TypeAlias = Mapping[str, Row]
"""The rows by id, in the order in which they are tried; without words, which every pack gives for itself."""


def read_policy(text: str, file: str, problems: Problems) -> Policy:
    """The policy that a text holds. What is wrong with it is added to the problems."""
    read = read_shape(text, file, PolicyShape, problems)
    if read is None:
        return {}
    rows: dict[str, Row] = {}
    sound: list[Row] = []
    for verdict in reversed(Verdict):
        group = getattr(read.shape, verdict.name.lower())
        for id_, shape in group.items():
            row = Row(id_, verdict, _thresholds(shape), shape.action, headline="", meaning="")
            faults = list(_faults(row, shape, is_last=id_ == list(group)[-1]))
            for message in faults:
                read.wrong(message, verdict.id, id_, "when")
            if not faults:
                _check_reach(read, sound, row)
                sound.append(row)
            if rows.setdefault(id_, row) is not row:
                cure = f"the row {id_!r} stands under {rows[id_].verdict.id!r} too; rename one"
                read.wrong_key(cure, verdict.id, id_)
    _check_danger(read, rows)
    return rows


def _thresholds(shape: RowShape) -> tuple[Threshold, ...]:
    written = shape.when.model_dump()
    return tuple(
        measure.threshold(written[measure.id], written["topics"], written["flags"])
        for measure in MEASURES
        if written[measure.id] is not None
    )


def _check_reach(read: Read[PolicyShape], before: Iterable[Row], row: Row) -> None:
    earlier = next((earlier for earlier in before if _implies(row, earlier)), None)
    if earlier is not None:
        read.wrong_key(
            f"the row {row.id!r} never matches: {earlier.id!r} before it always matches first; move or drop it",
            row.verdict.id,
            row.id,
        )


def _check_danger(read: Read[PolicyShape], rows: Policy) -> None:
    alone = {row.when: row for row in reversed(list(rows.values())) if len(row.when) == 1}
    fires = alone.get((MEASURE[DANGER].threshold("fires", 1),))
    if fires is None or fires.verdict is not Verdict.WALK_OUT:
        cure = "a firing danger flag must walk out by itself; add a row with `when: {danger: fires}`"
        read.wrong(cure, "walk-out")
    doubt = alone.get((MEASURE[DANGER].threshold("in-doubt", 1),))
    if doubt is None or doubt.verdict is Verdict.STAY:
        cure = "danger in doubt must never stay; add a row with `when: {danger: in-doubt}`"
        read.wrong(cure, "politely-exit")


def _faults(row: Row, shape: RowShape, *, is_last: bool) -> Iterator[str]:
    """What is wrong with one row by itself."""
    written = shape.when.model_dump()
    for key in ("topics", "flags"):
        if written[key] > 1 and not any(threshold.level for threshold in row.when):
            counted = [f"`{measure.id}`" for measure in MEASURES if measure.is_counted]
            yield f"`{key}` counts flags of a level; add {', '.join(counted[:-1])} or {counted[-1]}"
    if written["topics"] > 1 and written["flags"]:
        yield "a row counts topics or flags, not both; take one out"
    measures = [MEASURE[threshold.measure] for threshold in row.when]
    if row.verdict is Verdict.STAY:
        if is_last and measures:
            yield "the last row under stay must always match; write `when: {}`"
        for measure in measures:
            if not measure.stays:
                yield f"{measure.named} never stays, not even in doubt; move the row to another verdict"
        return
    if not any(measure.happens for measure in measures):
        yield "a leaving row needs something that happened, not a leaning alone; add `ripe` or another condition"
    walks_out = row.verdict is Verdict.WALK_OUT
    if walks_out and row.when == (MEASURE[DANGER].threshold("in-doubt", 1),):
        yield "being unsure is no danger yet; write `danger: fires`, or move the row to politely-exit"
    for measure in measures:
        if not measure.leaves:
            yield f"`{measure.id}` only names a kind of stay; a leaving row reads `ripe`, so that asking comes before leaving"
    if walks_out and not all(measure.walks_out for measure in measures):
        yield "only danger and abuse walk out, so that need and stance never change it; move the row to politely-exit"


def _implies(later: Row, earlier: Row) -> bool:
    """Whether every situation that matches `later` matches `earlier` too."""
    return all(any(_is_within(mine, theirs) for mine in later.when) for theirs in earlier.when)


def _is_within(one: Threshold, other: Threshold) -> bool:
    """Whether whatever reaches `one` reaches `other`."""
    wider = MEASURE[one.measure].of
    same = other.measure in (one.measure, wider, wider and MEASURE[wider].of)
    # Flags of many topics are as many flags, but not the other way round.
    if one.by_flag and not other.by_flag and other.at_least > 1:
        return False
    return same and (one.level or 0) >= (other.level or 0) and one.at_least >= other.at_least
