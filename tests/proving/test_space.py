"""The vectors of `prove` are all there is: no answer set leads anywhere else."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties import generated

from interview_coach.book.pack import Book, Severity, Stance
from interview_coach.engine.answers import values_of
from interview_coach.engine.compiled import Standpoint
from interview_coach.engine.engine import Engine
from interview_coach.proving.proof import prove
from interview_coach.proving.table import Table
from interview_coach.proving.vectors import NOTHING, Vector, context_of, flag_of, join, plus
from interview_coach.rulebook.loader import Loaded

from . import broken


def some_answers(book: Book, chance: random.Random) -> dict[str, str]:
    """Random answers, from almost harmless to almost all bad."""
    badness = chance.choice((0.03, 0.1, 0.3, 0.8))
    answers = {}
    for atom, values in values_of(book).items():
        if atom.startswith("topics/") or chance.random() < 0.2:
            continue
        # Dangers are rare, or nothing else would ever decide.
        bad = chance.random() < (0.02 if atom in {o.id for o in book.danger.options} else badness)
        answers[atom] = chance.choice(values) if bad or atom not in book.option_by_id else values[0]
    return answers


def vector_of(table: Table, answers: dict[str, str], own: int) -> Vector:
    """What the answers amount to, flag by flag and topic by topic."""
    compiled = table.compiled
    bits = compiled.bits_of(answers)
    now = compiled.situation(bits)
    total = tuple(map(min, context_of(compiled, bits), table.caps))
    for topic in compiled.book.topics:
        within = NOTHING
        for flag in compiled.book.flags_by_topic[topic.id]:
            within = join(within, flag_of(compiled, now, compiled.bit[flag.id], own))
        total = plus(total, within, table.caps)
    return total


@pytest.mark.parametrize("pack", ["candidate", "freelancer", "interviewer", "vendor"])
def test_every_answer_set_amounts_to_a_vector_with_its_row(packs: Loaded, pack: str) -> None:
    book = packs.books[pack]
    table = Table(Engine(book).compiled)
    compiled = table.compiled
    chance = random.Random(3)  # noqa: S311
    ordinary = [flag.id for flag in book.flags if flag.severity is not Severity.DANGER]
    seen = set()
    for _ in range(1500):
        answers = some_answers(book, chance)
        own = sum(compiled.bit[id_] for id_ in chance.sample(ordinary, chance.choice((0, 0, 1, 3))))
        vector = vector_of(table, answers, own)
        assert vector in table.everything, answers
        for stance in Stance:
            row = compiled.decide(answers, Standpoint(stance, own, ""))
            assert table.rows[vector][stance] == row, answers
            seen.add(row.id)
    assert len(seen) > 6, "the answers have to reach many rows"


def test_every_vector_is_reached_by_its_witness() -> None:
    table = Table(Engine(broken.small()).compiled)
    for vector, witness in table.everything.items():
        own = sum(table.compiled.bit[id_] for id_ in witness.own)
        assert vector_of(table, witness.low(), own) == vector


def test_no_smaller_answers_reach_a_vector() -> None:
    """Whatever one leaves out of a witness leads to another vector."""
    table = Table(Engine(broken.small()).compiled)
    for vector, witness in table.everything.items():
        own = sum(table.compiled.bit[id_] for id_ in witness.own)
        for left_out in witness.low():
            fewer = {atom: value for atom, value in witness.low().items() if atom != left_out}
            assert vector_of(table, fewer, own) != vector
        for id_ in witness.own:
            assert vector_of(table, witness.low(), own & ~table.compiled.bit[id_]) != vector


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_generated_packs_are_proved_but_for_what_is_dead(data: st.DataObject) -> None:
    asked = data.draw(generated.asked(None))
    proof = prove(asked.engine)
    assert [f for f in proof.failures if not f.claim.startswith("dead")] == []
    row = asked.engine.decide(asked.answers, asked.profile)
    assert row.id not in {f.about for f in proof.failures if f.claim == "dead-row"}
    fired = {s.flag.id for s in asked.engine.flag_states(asked.answers) if s.state == "fires"}
    assert not fired & {f.about for f in proof.failures if f.claim == "dead-flag"}
