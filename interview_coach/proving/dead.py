"""What is dead in a pack: written down, and yet without effect for any answers at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from interview_coach.book.pack import Channel, Condition, Flag, Option, OptionKind, RaiseState, Tone
from interview_coach.engine.answers import NO, YES, is_raisable, raised
from interview_coach.engine.engine import Engine
from interview_coach.engine.lines import lines_for
from interview_coach.proving.examples import Failure
from interview_coach.proving.table import Table


def dead_flags(table: Table, engine: Engine) -> Iterator[Failure]:
    """Flags that no answers fire."""
    for flag in engine.book.flags:
        if not can_fire(engine, flag):
            yield Failure("dead-flag", flag.id, f"no answers fire the flag {flag.id}")


def dead_rows(table: Table, engine: Engine) -> Iterator[Failure]:
    """Rows that decide for no answers."""
    alive = {row.id for rows in table.rows.values() for row in rows if row}
    for row in engine.book.rows:
        if row.id not in alive:
            yield Failure("dead-row", row.id, f"no answers make {row.id} the row that decides")


def dead_options(table: Table, engine: Engine) -> Iterator[Failure]:
    """Options whose answer changes no flag, level, row or reassurance."""
    for option in engine.book.option_by_id.values():
        if not _matters(table, engine, option):
            yield Failure("dead-option", option.id, f"ticking {option.id} changes nothing anywhere")


def dead_lines(table: Table, engine: Engine) -> Iterator[Failure]:
    """Lines that are never among those to choose from, whatever they are asked to be about."""
    book = engine.book
    spoken = _can_be_about(engine)
    for line in book.lines:
        about: list[tuple[str, ...]] = [(id_,) for id_ in line.fits if id_ in spoken]
        topics: list[tuple[str, ...]] = [(), (line.topic,)] if line.topic in book.topic_by_id else [()]
        asked = product(about or [()], topics, Tone, (None, *Channel))
        if not any(
            line in lines_for(book, line.purpose, about=a, topics=t, tone=tone, channel=c)
            for a, t, tone, c in asked
        ):
            yield Failure("dead-line", line.id, f"the line {line.id} is never offered")


DEAD = (
    ("dead-flag", "every flag can fire", dead_flags),
    ("dead-row", "every row decides somewhere", dead_rows),
    ("dead-option", "every option matters", dead_options),
    ("dead-line", "every line can be offered", dead_lines),
)


def can_fire(engine: Engine, flag: Flag) -> bool:
    """Whether some answers fire it. A combination is tried with all answers to what it reads."""
    if flag.fires_if is None:
        return flag.id in engine.book.option_by_id
    return any(_fires(engine, flag, dict(answers)) for answers in _answers_to(engine, flag.fires_if))


def _answers_to(engine: Engine, condition: Condition) -> Iterator[tuple[tuple[str, str], ...]]:
    known = [option for option in sorted(condition.options()) if option in engine.book.option_by_id]
    for values in product((NO, YES), repeat=len(known)):
        yield tuple(zip(known, values, strict=True))


def _fires(engine: Engine, flag: Flag, answers: dict[str, str]) -> bool:
    compiled = engine.compiled
    return bool(compiled.situation(compiled.bits_of(answers)).fired & compiled.bit[flag.id])


def _matters(table: Table, engine: Engine, option: Option) -> bool:
    if option.kind is OptionKind.FLAG:
        return True
    if option.kind is OptionKind.OWN_STATE and option.reassurance:
        return True
    if option.kind is OptionKind.SUSTAINED:
        return _changes_a_level(engine, option)
    if any(_turns(engine, flag, option.id) for flag in engine.book.flags):
        return True
    group = next(group for group in table.space.groups if option.id in group.atoms)
    pairs = table.space.moved(group, table.caps, option.id, NO, YES)
    return next(table.conflicts(group, pairs, rows=True), None) is not None


def _turns(engine: Engine, flag: Flag, option: str) -> bool:
    """Whether the option alone makes the difference to a combination."""
    if flag.fires_if is None or option not in flag.fires_if.options():
        return False
    return any(
        _fires(engine, flag, {**dict(answers), option: NO})
        != _fires(engine, flag, {**dict(answers), option: YES})
        for answers in _answers_to(engine, flag.fires_if)
    )


def _changes_a_level(engine: Engine, option: Option) -> bool:
    compiled = engine.compiled
    states = (
        [{}, {raised(option.topic): RaiseState.REFUSED.id}]
        if is_raisable(engine.book, option.topic)
        else [{}]
    )
    for flag, state in product(engine.book.flags_by_topic[option.topic], states):
        fires = dict.fromkeys(flag.fires_if.options() if flag.fires_if else (flag.id,), YES)
        before = compiled.situation(compiled.bits_of({**fires, **state}))
        after = compiled.situation(compiled.bits_of({**fires, **state, option.id: YES}))
        if compiled.levels(before, 0) != compiled.levels(after, 0):
            return True
    return False


def _can_be_about(engine: Engine) -> frozenset[str]:
    """What a line can be asked to be about: flags that can fire, what they read, own state, context."""
    found: set[str] = set()
    for flag in engine.book.flags:
        if can_fire(engine, flag):
            found.add(flag.id)
            found |= flag.fires_if.options() if flag.fires_if else frozenset()
    kinds = (OptionKind.OWN_STATE, OptionKind.CONTEXT)
    return frozenset(found | {o.id for o in engine.book.option_by_id.values() if o.kind in kinds})
