"""The twelve invariants of the engine, over every built-in pack and over generated packs.

Set COACH_SEARCH=20 to try twenty times as many examples, with a new seed on every run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, seed, settings
from hypothesis import strategies as st

from interview_coach.book.pack import Book, Option
from interview_coach.book.vocabulary import (
    CONTEXT_ORDER,
    DANGER,
    MEET_AGAIN,
    NEED,
    WOULD_TAKE,
    Action,
    OptionKind,
    Purpose,
    Raise,
    RaiseState,
    Severity,
    Stance,
    Verdict,
)
from interview_coach.engine.answers import (
    Profile,
    atoms_of,
    gate,
    is_raisable,
    prompts_of,
    raise_states,
    raised,
    signs_apply,
    values_of,
)
from interview_coach.engine.engine import Engine
from interview_coach.engine.explanation import DecidedBy, counterfactuals, decided_by
from interview_coach.engine.recommendation import recommend
from interview_coach.problems import BadRules
from interview_coach.rulebook.pack_checks import DANGER_ON_A_SCREEN
from interview_coach.rulebook.word_shapes import WordingShape
from interview_coach.storage.rule_folders import POLICY, shared_texts

from . import generated, reference
from .generated import PACK, SOURCE, Asked, Data

RULES = Path(__file__).parents[2] / "rules"
BUILT_IN = tuple(sorted(path.parent.name for path in RULES.glob("*/pack.yaml")))
GENERATED = "generated"
SCALE = int(os.environ.get("COACH_SEARCH", "1"))

Texts = dict[str, str]
Edit = tuple[str, str]


def examples(count: int) -> settings:
    """How hard a property is tried; the same examples on every run unless COACH_SEARCH says more."""
    return settings(
        max_examples=count * SCALE,
        deadline=None,
        derandomize=SCALE == 1,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


over_all_packs = pytest.mark.parametrize("source", [*BUILT_IN, GENERATED])


@pytest.fixture(scope="session")
def texts() -> dict[str, Texts]:
    """The rule files of every built-in pack."""
    return {
        name: {
            POLICY: shared_texts()[POLICY],
            **{path.name: path.read_text("utf-8") for path in (RULES / name).glob("*.yaml")},
        }
        for name in BUILT_IN
    }


@pytest.fixture(scope="session")
def engines(texts: dict[str, Texts]) -> dict[str, Engine]:
    """An engine for every built-in pack."""
    return {name: Engine(generated.load(texts[name], name=name)) for name in BUILT_IN}


Engines = dict[str, Engine]


def ask(data: st.DataObject, engines: Engines, source: str, *, complete: bool = False) -> Asked:
    """Draw an answer set for a built-in pack, or for a generated one."""
    return data.draw(generated.asked(engines.get(source), complete=complete))


def verdict(asked: Asked, answers: Mapping[str, str]) -> Verdict:
    """The verdict on other answers from the same standpoint."""
    return asked.engine.decide(answers, asked.profile).verdict


def without(answers: Mapping[str, str], *atoms: str) -> dict[str, str]:
    """The answers with some taken out."""
    return {atom: value for atom, value in answers.items() if atom not in atoms}


# --- the policy, told twice ----------------------------------------------------------------------


@over_all_packs
@examples(120)
@given(data=st.data())
def test_the_reference_agrees(data: st.DataObject, engines: Engines, source: str) -> None:
    """Row, and state, level and raise state of every flag, are those of the naive reference."""
    asked = ask(data, engines, source)
    book, answers, profile = asked.engine.book, asked.answers, asked.profile
    expected = reference.decide(book, answers, profile)
    event(expected.verdict.id)
    assert asked.engine.decide(answers, profile) == expected
    findings = reference.find(book, answers, profile)
    states = asked.engine.flag_states(answers, profile)
    assert sorted(state.flag.id for state in states) == sorted(flag.id for flag in book.flags)
    for state in states:
        flag = state.flag
        assert state.state == reference.flag_state(book, flag, answers, findings), flag.id
        if state.state == "fires":
            assert state.level is reference.level(flag, findings, profile), flag.id
            asks = flag.raising is not Raise.NO
            given = reference.raise_state(flag, findings.raise_states) if asks else None
            assert state.raise_state is given, flag.id
        else:
            assert state.level is None and state.raise_state is None, flag.id
        assert state.sustained == (flag.can_be_sustained and flag.topic in findings.sustained)


@pytest.mark.parametrize("source", BUILT_IN)
@examples(30)
@given(data=st.data())
def test_13_there_is_always_something_to_say(data: st.DataObject, engines: Engines, source: str) -> None:
    """Whatever was answered, a result has a line to say and one to leave."""
    asked = ask(data, engines, source)
    got = recommend(asked.engine, asked.answers, asked.profile)
    assert got.say_now and got.exits and got.to_leave


def asked_in_vain(asked: Asked, answers: Mapping[str, str]) -> Iterator[str]:
    """What a result asks of somebody who did it, can't do it, or need not: lines, steps and kinds of advice."""
    got = recommend(asked.engine, answers, asked.profile)
    states = {s.flag.id: s.raise_state for s in got.fired if s.raise_state is not None}
    by_topic = {s.flag.topic: s.raise_state for s in got.fired if s.raise_state is not None}
    for line in filter(None, {*got.say_now, *got.exits, got.to_leave}):
        heard = [by_topic[line.topic]] if line.topic in by_topic else list(by_topic.values())
        if heard and not any(line.is_for(state) for state in heard):
            yield f"{line.id} is not for {heard}"
        if line.purpose is Purpose.RAISE:
            about = [s for s in got.fired if line.topic in ("", s.flag.topic)]
            if all(s.raise_state not in (line.after or (RaiseState.NOT_YET,)) for s in about):
                yield f"{line.id} raises what was raised, can't be, or need not be"
    for action, state in ((Action.RAISE_IT, RaiseState.NOT_YET), (Action.WAIT, RaiseState.WAITING)):
        if got.row.action is action and state not in states.values():
            yield f"{got.row.id} for {states}"
    kept = {
        step
        for s in got.fired
        if states.get(s.flag.id) in (None, RaiseState.NOT_YET)
        for step in s.flag.do_now
    }
    kept |= {*got.row.do_now, *(line.body for line in got.exits)}
    for s in got.fired:
        if s.flag.raising is Raise.REQUIRED and s.raise_state is not RaiseState.NOT_YET:
            yield from (
                f"{step!r} of {s.flag.id}"
                for step in s.flag.do_now
                if step in got.do_now and step not in kept
            )


@pytest.mark.parametrize("source", BUILT_IN)
@examples(60)
@given(data=st.data())
def test_13_what_was_answered_is_heard(data: st.DataObject, engines: Engines, source: str) -> None:
    """No line, step or advice asks for what one did, can't do or need not do, whatever came of asking."""
    asked = ask(data, engines, source)
    book = asked.engine.book
    raisable = [raised(t.id) for t in book.ordinary_topics if is_raisable(book, t.id)]
    came_of = data.draw(
        st.fixed_dictionaries({atom: st.sampled_from(values_of(book)[atom]) for atom in raisable})
    )
    closed = {raised(t.id) for t in book.ordinary_topics if asked.answers.get(gate(t.id)) == "no"}
    answers = {**asked.answers, **{atom: state for atom, state in came_of.items() if atom not in closed}}
    assert list(asked_in_vain(asked, answers)) == []


@pytest.mark.parametrize("source", BUILT_IN)
def test_13_each_option_is_heard_with_whatever_came_of_asking(engines: Engines, source: str) -> None:
    """The same for each red flag alone, and what it says then is about it where asking came to something."""
    engine = engines[source]
    book = engine.book
    safe = dict.fromkeys((*atoms_of(book, DANGER), *(sign.id for sign in book.signs)), "no")
    for flag in book.flags:
        if flag.topic == DANGER or flag.raising is Raise.NO or flag.fires_if:
            continue
        for state in raise_states(book, flag.topic):
            answers = {**safe, gate(flag.topic): "yes", flag.id: "yes", raised(flag.topic): state.id}
            assert list(asked_in_vain(Asked(engine, answers, Profile()), answers)) == [], (flag.id, state.id)


# --- 1 to 7: the verdict -------------------------------------------------------------------------


def neutral(asked: Asked) -> dict[str, str]:
    """The answers with everything unanswered answered as harmless, or as neutral where that is."""
    answers = asked.answers
    book = asked.engine.book
    filled = dict(answers)
    for atom, values in values_of(book).items():
        if atom not in {sign.id for sign in book.signs}:
            filled.setdefault(atom, values[0])
    for topic in book.ordinary_topics:
        if raised(topic.id) in filled and raised(topic.id) not in answers:
            filled[raised(topic.id)] = RaiseState.NOT_YET.id
    if NEED not in answers:
        filled[NEED] = "ordinary"
        if asked.profile.need or any((NEED, "alternatives") in o.sets for o in ticked(asked)):
            del filled[NEED]
    return filled


def ticked(asked: Asked) -> list[Option]:
    """The options that were ticked."""
    options = asked.engine.book.option_by_id
    return [option for id_, option in options.items() if asked.answers.get(id_) == "yes"]


@over_all_packs
@examples(60)
@given(data=st.data())
def test_01_total(data: st.DataObject, engines: Engines, source: str) -> None:
    """Every answer set has one row; nothing answered stays, all not sure ends it politely."""
    asked = ask(data, engines, source)
    engine, answers, profile = asked
    row = engine.decide(answers, profile)
    assert [row.id for row in engine.book.rows].count(row.id) == 1
    assert row in engine.book.rows
    outlook = engine.outlook(answers, profile)
    assert outlook.settled == (not outlook.open)
    assert engine.decide(neutral(asked), profile) == row
    fired = {state.flag.id for state in engine.flag_states(answers, profile) if state.state == "fires"}
    plain = {flag.id for flag in engine.book.flags if flag.option}
    assert {id_ for id_ in plain if id_ not in answers} & fired == set()

    assert engine.decide({}, profile).verdict is Verdict.STAY
    nothing = engine.outlook({}, profile)
    assert not nothing.settled and nothing.open[0] == DANGER

    not_sure = dict.fromkeys(values_of(engine.book), "not-sure")
    assert engine.decide(not_sure, profile).verdict is Verdict.POLITELY_EXIT
    assert engine.outlook(not_sure, profile) == (True, ())


def everything_said(engine: Engine, answers: Mapping[str, str], profile: Profile) -> bytes:
    """All that the engine says of an answer set."""
    return repr(
        (
            engine.decide(answers, profile),
            engine.flag_states(answers, profile),
            engine.outlook(answers, profile),
            decided_by(engine, engine.decision(answers, profile)),
            counterfactuals(engine, engine.decision(answers, profile)),
        )
    ).encode()


@over_all_packs
@examples(15)
@given(data=st.data())
def test_02_deterministic(data: st.DataObject, engines: Engines, source: str) -> None:
    """The order of answers does not matter, nor does what the engine was asked before."""
    asked = ask(data, engines, source, complete=source != GENERATED)
    engine, answers, profile = asked
    said = everything_said(engine, answers, profile)
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert everything_said(engine, shuffled, profile) == said
    assert everything_said(Engine(engine.book), shuffled, profile) == said


@examples(40)
@given(data=st.data())
def test_02_deterministic_whatever_the_order_of_files(data: st.DataObject) -> None:
    """A pack read in another order of files is the same book."""
    files = data.draw(generated.pack_texts())
    shuffled = dict(data.draw(st.permutations(list(files.items()))))
    assert generated.load(files) == generated.load(shuffled)


_SAY_ALL = """
import sys
from pathlib import Path
from tests.proof.test_invariants import RULES, everything_said
from interview_coach.engine.answers import Profile, values_of
from interview_coach.engine.engine import Engine
from interview_coach.rulebook.loader import load_texts
from interview_coach.storage.rule_folders import shared_texts

for folder in sorted(path.parent for path in RULES.glob("*/pack.yaml")):
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*.yaml")}
    engine = Engine(load_texts([{folder.name: files}], shared_texts()).books[folder.name])
    atoms = values_of(engine.book)
    answers = {a: v[n % len(v)] for n, (a, v) in enumerate(atoms.items()) if n % 5 and a != "topics"}
    answers |= {a: "yes" if a.startswith("topics/") else "no" for a in atoms
                if a.startswith("topics/") or a in engine.book.flags_by_topic["danger"]}
    for said in (answers, dict(list(answers.items())[:30])):
        sys.stdout.buffer.write(everything_said(engine, said, Profile()))
"""


def test_02_deterministic_across_processes() -> None:
    """Two processes that hash text differently say the same bytes."""
    said = [
        subprocess.run(
            [sys.executable, "-c", _SAY_ALL],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    ]
    assert said[0] and said[0] == said[1]


def steps(asked: Asked, atom: str) -> list[tuple[str, ...]]:
    """The answers to a question from harmless to worst, those that weigh the same together.

    The empty answer is none at all.
    """
    book = asked.engine.book
    option = book.option_by_id.get(atom)
    if option is not None and option.topic == DANGER:
        if option in book.signs:
            return [("no",), ("",), ("not-sure",), ("yes",)]
        return [("", "no"), ("not-sure",), ("yes",)]
    if option is not None and option.kind is OptionKind.MITIGATING:
        return [("", "yes", "not-sure"), ("no",)]
    if option is not None:
        return [("", "no", "not-sure"), ("yes",)]
    if atom.startswith("topics/"):
        return [("", "no", "yes", "not-sure")]
    if atom.startswith("raised/"):
        known = {state.id for state in raise_states(book, atom.partition("/")[2])} | {"", "not-sure"}
        unasked = ("", "waiting", "not-yet", "not-sure")
        ranks = (("fixed",), unasked, ("cannot",), ("goes-on",), ("refused",), ("unsafe",))
        return [rank for rank in ranks if known.issuperset(rank)]
    if atom == NEED:
        unanswered = () if asked.profile.need else ("",)
        return [("high",), ("ordinary", "not-sure", *unanswered), ("alternatives",)]
    harmless, worst = CONTEXT_ORDER[atom][:-1], CONTEXT_ORDER[atom][-1:]
    return [("", "not-sure", *harmless), worst]


@over_all_packs
@examples(60)
@given(data=st.data())
def test_03_monotone(data: st.DataObject, engines: Engines, source: str) -> None:
    """A worse answer to one question never leads to a milder verdict."""
    asked = ask(data, engines, source)
    book, answers = asked.engine.book, asked.answers
    for atom in values_of(book):
        topic = book.option_by_id[atom].topic if atom in book.option_by_id else atom.partition("/")[2]
        if answers.get(f"topics/{topic}") == "no" and not atom.startswith("topics/"):
            continue
        rest = without(answers, atom)
        verdicts = [
            {verdict(asked, {**rest, atom: value} if value else rest) for value in values}
            for values in steps(asked, atom)
        ]
        if all(len(same) == 1 for same in verdicts):
            order = [found for same in verdicts for found in same]
            event(f"an answer matters: {order[0] != order[-1]}")
            assert order == sorted(order), (atom, order)
        else:
            pytest.fail(f"answers to {atom} that weigh the same lead to {verdicts}")


@over_all_packs
@examples(25)
@given(data=st.data())
def test_04_danger_walks_out(data: st.DataObject, engines: Engines, source: str) -> None:
    """A firing danger flag walks out whatever else is so, is never raised, and nothing softens it."""
    asked = ask(data, engines, source, complete=source != GENERATED)
    engine, profile = asked.engine, asked.profile
    flag = data.draw(st.sampled_from(atoms_of(engine.book, DANGER)))
    answers = {**asked.answers, flag: "yes"}
    assert engine.decide(answers, profile).verdict is Verdict.WALK_OUT
    assert engine.outlook(answers, profile) == (True, ())
    state = next(s for s in engine.flag_states(answers, profile) if s.flag.id == flag)
    assert (state.state, state.level, state.raise_state) == ("fires", Severity.DANGER, None)
    assert raised(DANGER) not in values_of(engine.book)
    assert counterfactuals(engine, engine.decision(answers, profile)) == ()


@over_all_packs
@examples(50)
@given(data=st.data())
def test_04_danger_in_doubt_never_stays(data: st.DataObject, engines: Engines, source: str) -> None:
    """Not sure about danger is never a stay, as long as no sign has been ruled out."""
    asked = ask(data, engines, source)
    flag = data.draw(st.sampled_from(atoms_of(asked.engine.book, DANGER)))
    unsigned = without(asked.answers, *(sign.id for sign in asked.engine.book.signs))
    assert verdict(asked, {**unsigned, flag: "not-sure"}) > Verdict.STAY


@over_all_packs
@examples(50)
@given(data=st.data())
def test_04_danger_unanswered_settles_nothing_milder(
    data: st.DataObject, engines: Engines, source: str
) -> None:
    """While a danger question is unanswered only a walk-out is settled."""
    asked = ask(data, engines, source)
    flag = data.draw(st.sampled_from(atoms_of(asked.engine.book, DANGER)))
    answers = without(asked.answers, flag)
    walks_out = verdict(asked, answers) is Verdict.WALK_OUT
    outlook = asked.engine.outlook(answers, asked.profile)
    assert walks_out or (not outlook.settled and DANGER in outlook.open)


@over_all_packs
@examples(80)
@given(data=st.data())
def test_05_fixed_is_inert(data: st.DataObject, engines: Engines, source: str) -> None:
    """A flag that was put right may as well not fire: same row, and it decides nothing."""
    asked = ask(data, engines, source)
    engine, profile = asked.engine, asked.profile
    book = engine.book
    for topic in book.ordinary_topics:
        if not is_raisable(book, topic.id) or asked.answers.get(gate(topic.id)) == "no":
            continue
        answers = {**asked.answers, raised(topic.id): "fixed"}
        row = engine.decide(answers, profile)
        findings = reference.find(book, answers, profile)
        fixed = {
            flag.id
            for flag in book.flags_by_topic[topic.id]
            if flag.raising is not Raise.NO and flag.id in findings.fired
        }
        event(f"something is fixed: {bool(fixed)}")
        unticked = {id_: "no" for id_ in fixed if id_ in answers}
        assert engine.decide({**answers, **unticked}, profile) == row
        silent = replace(findings, fired=findings.fired - fixed)
        assert reference.decide_on(book, silent, profile) == row
        assert not fixed & set(decided_by(engine, engine.decision(answers, profile)).flags)


@over_all_packs
@examples(50)
@given(data=st.data())
def test_06_repair_before_rupture(data: st.DataObject, engines: Engines, source: str) -> None:
    """Nobody is told to leave for what they have yet to raise, whatever their stance and need; a scam apart."""
    asked = ask(data, engines, source)
    engine, book = asked.engine, asked.engine.book
    for stance, need in product(Stance, CONTEXT_ORDER[NEED]):
        answers, profile = {**asked.answers, NEED: need}, replace(asked.profile, stance=stance)
        because = decided_by(engine, engine.decision(answers, profile))
        if because.row.verdict is Verdict.STAY:
            continue
        findings = reference.find(book, answers, profile)
        for id_ in because.flags:
            flag = book.flag_by_id[id_]
            adds_up = flag.scam_sign and any(t.measure == "scam" for t in because.row.when)
            assert flag.raising is not Raise.REQUIRED or adds_up or reference.is_ripe(flag, findings), id_


@over_all_packs
@examples(50)
@given(data=st.data())
def test_07_stance_is_ordered(data: st.DataObject, engines: Engines, source: str) -> None:
    """A firmer stance or less need never stays where a softer one leaves; need never moves a walk-out."""
    asked = ask(data, engines, source)
    needs = CONTEXT_ORDER[NEED]
    rest = without(asked.answers, NEED)
    for by_answer in (True, False):
        verdicts = {
            (stance, need): asked.engine.decide(
                {**rest, NEED: need} if by_answer else rest,
                replace(asked.profile, stance=stance, need="" if by_answer else need),
            ).verdict
            for stance in Stance
            for need in needs
        }
        event(f"stance or need matters: {len(set(verdicts.values())) > 1}")
        for stance in Stance:
            row = [verdicts[stance, need] for need in needs]
            assert row == sorted(row), (stance, row)
            assert row.count(Verdict.WALK_OUT) in (0, len(needs))
        for need in needs:
            column = [verdicts[stance, need] for stance in Stance]
            assert column == sorted(column), (need, column)


# --- 8: early stop -------------------------------------------------------------------------------


@st.composite
def nearly_answered(draw: st.DrawFn, engine: Engine | None, limit: int) -> Asked:
    """An answer set with so little left to answer that every completion can be tried.

    Mostly danger is out of the way, and what is asked last (raise states, context) is left open,
    since that is where early stopping is delicate.
    """
    asked = draw(generated.asked(engine or Engine(draw(generated.books(3)))))
    book, profile = asked.engine.book, asked.profile
    last = {NEED, MEET_AGAIN, *(raised(topic.id) for topic in book.ordinary_topics)}
    left_open = draw(st.sets(st.sampled_from(sorted(last))))
    answers = without(asked.answers, *left_open)
    if draw(st.integers(0, 5)):
        answers |= dict.fromkeys(atoms_of(book, DANGER), "no")
    while reference.size(book, answers, profile) > limit:
        left = reference.space(book, answers, profile)
        topics = sorted({topic.id for topic in book.ordinary_topics if gate(topic.id) in left})
        closes = draw(st.booleans())
        if closes and topics:
            answers[gate(draw(st.sampled_from(topics)))] = "no"
            continue
        atom = draw(st.sampled_from(sorted(left.keys() - left_open) or sorted(left)))
        answers[atom] = draw(st.sampled_from((left[atom][0], *left[atom])))
    return Asked(asked.engine, answers, profile)


def check_early_stop(asked: Asked) -> None:
    """Settled exactly when every completion agrees; open is exactly what can still change it."""
    engine, answers, profile = asked
    verdicts, pivotal = reference.outlook(engine.book, answers, profile, lambda whole: verdict(asked, whole))
    event(f"settled: {len(verdicts) == 1}")
    outlook = engine.outlook(answers, profile)
    assert outlook.settled == (len(verdicts) == 1)
    assert outlook.settled == (not pivotal)
    assert outlook.open == pivotal


@pytest.mark.parametrize("source", BUILT_IN)
@examples(30)
@given(data=st.data())
def test_08_early_stop_in_built_in_packs(data: st.DataObject, engines: Engines, source: str) -> None:
    """Early stopping is exact, by trying every completion of what is left."""
    check_early_stop(data.draw(nearly_answered(engines[source], 200)))


@examples(200)
@given(data=st.data())
def test_08_early_stop(data: st.DataObject) -> None:
    """Early stopping is exact, by trying every completion of what is left."""
    check_early_stop(data.draw(nearly_answered(None, 1000)))


@pytest.mark.parametrize("source", BUILT_IN)
@examples(100)
@given(data=st.data())
def test_08_a_list_half_answered_stays_open(data: st.DataObject, engines: Engines, source: str) -> None:
    """It is open while what is left of it, all ticked or none, makes two verdicts."""
    engine = engines[source]
    book = engine.book
    topic = data.draw(
        st.sampled_from([topic for topic in book.ordinary_topics if is_raisable(book, topic.id)])
    )
    left = data.draw(
        st.sets(st.sampled_from([o.id for o in topic.options if not o.sets]), min_size=2, max_size=8)
    )
    harmless = {atom: values[0] for atom, values in values_of(book).items() if not atom.startswith("raised/")}
    harmless[gate(topic.id)] = "yes"
    harmless[raised(topic.id)] = data.draw(st.sampled_from(raise_states(book, topic.id))).id
    for atom in (WOULD_TAKE, MEET_AGAIN, NEED):
        harmless[atom] = data.draw(st.sampled_from(values_of(book)[atom]))
    profile = Profile(stance=data.draw(st.sampled_from(Stance)))
    # Danger is open too: where nothing seems to matter, all that waits is open.
    asked = Asked(engine, without(harmless, *left, *atoms_of(book, DANGER)), profile)
    worst = {**asked.answers, **{id_: "yes" if harmless[id_] == "no" else "no" for id_ in left}}
    matters = verdict(asked, worst) is not verdict(asked, asked.answers)
    event(f"what is left matters: {matters}")
    assert not matters or topic.id in engine.outlook(asked.answers, profile).open


@over_all_packs
@examples(60)
@given(data=st.data())
def test_08_settled_stays_settled(data: st.DataObject, engines: Engines, source: str) -> None:
    """Whatever is answered next, a settled verdict stays, and its open prompts are real ones."""
    asked = ask(data, engines, source)
    engine, answers, profile = asked
    book = engine.book
    outlook = engine.outlook(answers, profile)
    assert outlook.settled == (not outlook.open)
    assert set(outlook.open) <= reference.waiting(book, answers, profile)
    assert list(outlook.open) == [p for p in prompts_of(book) if p in outlook.open]
    left = reference.space(book, answers, profile)
    added = {atom: data.draw(st.sampled_from(values)) for atom, values in left.items()}
    whole = reference.applicable(book, answers, added)
    if outlook.settled:
        assert verdict(asked, whole) is verdict(asked, answers)


# --- 9 and 10: explanations ----------------------------------------------------------------------


def kept(because: DecidedBy) -> frozenset[reference.Element]:
    """What an explanation names, in the words of the reference."""
    return frozenset(
        {("flag", id_) for id_ in because.flags}
        | {("doubt", id_) for id_ in because.in_doubt}
        | {("context", id_) for id_, _ in because.context}
        | {("reason", id_) for id_ in because.own_reason}
        | {("own", id_) for id_ in because.own_state}
    )


@over_all_packs
@examples(120)
@given(data=st.data())
def test_09_explanations(data: st.DataObject, engines: Engines, source: str) -> None:
    """What decided gives the verdict by itself, and no part of it could be left out."""
    asked = ask(data, engines, source)
    engine, answers, profile = asked
    book = engine.book
    row = reference.decide(book, answers, profile)
    findings = reference.find(book, answers, profile)
    because = decided_by(engine, engine.decision(answers, profile))
    named = kept(because)
    event(f"{row.verdict.id} for {len(named)}")

    def holds(elements: frozenset[reference.Element]) -> bool:
        got = reference.decide_on(book, reference.only(book, findings, elements, profile), profile)
        assert got.verdict <= row.verdict
        return got == row if row.verdict is Verdict.STAY else got.verdict is row.verdict

    alone = reference.only(book, findings, named, profile)
    assert because.row == reference.decide_on(book, alone, profile)
    assert holds(named)
    for element in named:
        assert not holds(named - {element}), f"{element} could be left out"

    everything = reference.elements(book, findings, profile)
    left = frozenset(everything)
    assert named <= left
    for element in everything:
        if holds(left - {element}):
            left -= {element}
    assert named == left, "another minimal set: the mildest is to be dropped first, then by id"
    for id_, value in because.context:
        assert value == CONTEXT_ORDER[id_][-1]


def single_edits(asked: Asked) -> Iterator[Edit]:
    """What a person can still do or learn: raise states, not sure or unanswered ones, context."""
    engine, answers, profile = asked
    book = engine.book
    fired = reference.find(book, answers, profile).fired
    for option in book.option_by_id.values():
        known = answers.get(option.id, "not-sure") != "not-sure"
        settled = option.sets and all(id_ in answers for id_, _ in option.sets)
        is_asked = option not in book.signs or signs_apply(book, answers)
        if is_asked and not known and not settled and answers.get(gate(option.topic)) != "no":
            yield from ((option.id, value) for value in ("no", "yes"))
    for topic in book.ordinary_topics:
        raisable = {f.id for f in book.flags_by_topic[topic.id] if f.raising is not Raise.NO}
        if raisable & fired and answers.get(gate(topic.id)) != "no":
            # Waiting weighs as much as not yet, going on as refused; that it is not safe is seen, not brought about.
            left_out = ("unsafe", "waiting", "goes-on")
            states = [s.id for s in raise_states(book, topic.id) if s.id not in left_out]
            yield from ((raised(topic.id), state) for state in states)
    if not any((WOULD_TAKE, "no") in option.sets for option in ticked(asked)):
        yield from ((WOULD_TAKE, value) for value in CONTEXT_ORDER[WOULD_TAKE])
    if reference.would_not(book, answers):
        yield from ((MEET_AGAIN, value) for value in CONTEXT_ORDER[MEET_AGAIN])
    if not profile.need or NEED in answers:
        yield from ((NEED, value) for value in CONTEXT_ORDER[NEED])


@over_all_packs
@examples(60)
@given(data=st.data())
def test_10_counterfactuals(data: st.DataObject, engines: Engines, source: str) -> None:
    """Every change named comes true when it is made, and none that should be named is missing."""
    asked = ask(data, engines, source, complete=source != GENERATED)
    engine, answers, profile = asked
    book = engine.book
    before = verdict(asked, answers)
    changes = counterfactuals(engine, engine.decision(answers, profile))
    for change in changes:
        edits = dict(change.edits)
        assert len(edits) == len(change.edits)
        row = engine.decide({**answers, **edits}, profile)
        assert (row.verdict, row.id) == (change.verdict, change.row)
        assert row.verdict is not before
        for atom, value in change.edits:
            assert value in values_of(book)[atom] and value != answers.get(atom)
            option = book.option_by_id.get(atom)
            if option is not None:
                assert answers.get(atom, "not-sure") == "not-sure", "an observed fact was edited"
            topic = option.topic if option else atom.partition("/")[2]
            assert answers.get(f"topics/{topic}") != "no", "a question that does not apply"

    single = [edit for edit in single_edits(asked) if answers.get(edit[0]) != edit[1]]
    changing = {(edit,) for edit in single if verdict(asked, {**answers, **dict([edit])}) is not before}
    named = {change.edits for change in changes}
    if changing:
        event("changed by one edit")
        assert changing <= named
        assert all(len(edits) == 1 for edits in named)
        return
    later = [] if reference.would_not(book, answers) else [(MEET_AGAIN, "yes"), (MEET_AGAIN, "no")]
    pairs = {
        frozenset(pair)
        for pair in combinations([*single, *later], 2)
        if pair[0][0] != pair[1][0]
        and (pair[1] not in later or pair[0] == (WOULD_TAKE, "no"))
        and verdict(asked, {**answers, **dict(pair)}) is not before
    }
    event(f"changed by two edits: {bool(pairs)}")
    assert pairs <= {frozenset(edits) for edits in named}
    for named_edits in named:
        for edit in (edit for edit in named_edits if edit in single):
            assert verdict(asked, {**answers, **dict([edit])}) is before, "one edit would do"


# --- 11 and 12: what must not matter -------------------------------------------------------------


@over_all_packs
@examples(80)
@given(data=st.data())
def test_11_own_state(data: st.DataObject, engines: Engines, source: str) -> None:
    """Nerves and slips neither harden nor soften, and no flag reads them."""
    asked = ask(data, engines, source)
    engine, answers, profile = asked
    own = [o.id for o in generated.option_by_kind(engine.book, OptionKind.OWN_STATE)]
    event(f"there is an own state: {bool(own)}")
    row = engine.decide(answers, profile)
    settled = engine.outlook(answers, profile)
    for value in ("yes", "no", "not-sure"):
        open_topics = [o for o in own if answers.get(gate(engine.book.option_by_id[o].topic)) == "yes"]
        moved = {**answers, **dict.fromkeys(open_topics, value)}
        got = engine.decide(moved, profile)
        assert got.verdict is row.verdict
        if row.verdict is not Verdict.STAY:
            assert got == row
            assert decided_by(engine, engine.decision(moved, profile)).own_state == ()
        assert engine.outlook(moved, profile).settled == settled.settled
    for flag in engine.book.flags:
        assert not flag.fires_if or not set(own) & flag.fires_if.options()


def _layer(topic: str, **parts: Data) -> dict[str, Texts]:
    """A folder that adds to one topic of a pack."""
    written = {"topic": topic, "sources": {"src": SOURCE}, **parts}
    return {f"{topic}.yaml": json.dumps(written)}  # type: ignore[dict-item]


def added_flag(option: str, severity: str) -> Data:
    """A flag for a layer, as it is written."""
    flag: Data = {
        "option": option,
        "finding": "It happened.",
        "why": "It matters.",
        "severity": severity,
        "raise": "no",
        "sources": ["src"],
    }
    if severity == "danger":
        flag |= {"do_now": ["Go."], "cannot_leave": "Shout.", "afterwards": ["Tell a friend."]}
    return flag


def lay_over(name: str, base: Texts, files: Mapping[str, object]) -> Book:
    """The book of a pack with one more folder laid over it."""
    over = {"pack.yaml": json.dumps({"pack": name}), **{k: str(v) for k, v in files.items()}}
    return generated.load(base, over, name=name)


def check_that_a_layer_adds(data: st.DataObject, name: str, base: Texts, book: Book) -> None:
    """A layer may add danger and override the rest, which is reported; danger stays as it was."""
    own = {"my-danger": added_flag("My own danger", "danger")}
    danger = _layer(DANGER, flags=own) if len(book.danger.options) < DANGER_ON_A_SCREEN else {}
    plain = [flag for flag in book.flags if flag.severity is not Severity.DANGER and flag.option]
    flag = data.draw(st.sampled_from(plain))
    # What goes on and on has to move something up.
    levels = generated.LEVELS[:3] if flag.can_be_sustained else generated.LEVELS
    severity = data.draw(st.sampled_from(levels))
    written = added_flag(flag.option, severity)
    written |= {"raise": "if-safe", "fixed_when": "They mend it.", "leave_when": "they will not"}
    written |= {"can_be_sustained": flag.can_be_sustained, "scam_sign": flag.scam_sign}
    lines = {"my-exit": generated.EXIT_LINE, "my-raise": generated.RAISE_LINE}
    mine = lay_over(name, base, {**danger, **_layer(flag.topic, flags={flag.id: written}, lines=lines)})
    assert mine.overrides == (flag.id,)
    assert mine.flag_by_id[flag.id].severity.id == severity
    assert mine.rows == book.rows and mine.wording == book.wording
    for kept_flag in book.flags_by_topic[DANGER]:
        assert mine.flag_by_id[kept_flag.id] == kept_flag
    assert mine.danger.options[: len(book.danger.options)] == book.danger.options
    engine = Engine(mine)
    profile = data.draw(generated.profiles(mine))
    answers = data.draw(generated.answers(mine))
    for id_ in atoms_of(mine, DANGER):
        assert engine.decide({**answers, id_: "yes"}, profile).verdict is Verdict.WALK_OUT


def _all_is_well(key: str, held: str | Mapping[str, str]) -> object:
    """What a layer might write of sealed words; nothing where none is."""
    if isinstance(held, str):
        return "All is well" if WordingShape.is_sealed(key) else ""
    return dict.fromkeys((n for n in held if any(map(WordingShape.is_sealed, (key, n)))), "All is well")


def check_that_danger_is_sealed(data: st.DataObject, name: str, base: Texts, book: Book) -> None:
    """A layer that overrides anything of danger, the policy or the fixed wording is refused."""
    dangers = book.flags_by_topic[DANGER]
    flag = data.draw(st.sampled_from([flag for flag in dangers if flag.option]))
    adding_up = data.draw(st.sampled_from([flag for flag in dangers if not flag.option] or [flag]))
    line = next(line for line in book.lines if line.topic == DANGER)
    pack = json.loads(json.dumps({"pack": name}))
    fires_by = ("option", "danger_signs", "scam_signs")
    signs = added_flag("", "danger") | {key: getattr(adding_up, key) for key in fires_by}
    signs = {key: value for key, value in signs.items() if value}
    of_danger = [row.id for row in book.rows if row.at_least(DANGER)]
    words = {"headline": "So", "meaning": "So."}
    sealed: dict[str, dict[str, object]] = {
        "a flag": _layer(DANGER, flags={flag.id: added_flag(flag.option, "danger")}),  # type: ignore[dict-item]
        "a flag that adds signs up": _layer(DANGER, flags={adding_up.id: signs}),  # type: ignore[dict-item]
        "a line": _layer(DANGER, lines={line.id: generated.EXIT_LINE}),  # type: ignore[dict-item]
        "its title": {"danger.yaml": json.dumps({"topic": DANGER, "title": "All is well"})},
        "its why": {"danger.yaml": json.dumps({"topic": DANGER, "why": "No matter."})},
        "a flag from another topic": _layer(  # type: ignore[dict-item]
            book.ordinary_topics[0].id, flags={flag.id: added_flag("Nothing much", "note")}
        ),
        "the policy": {"pack.yaml": json.dumps({**pack, "policy": {"stay": {"mine": {"when": {}}}}})},
        "the policy as a file": {POLICY: json.dumps({"stay": {"mine": {"when": {}}}})},
        "the words of danger": {"pack.yaml": json.dumps({**pack, "rows": dict.fromkeys(of_danger, words)})},
        **{
            f"the wording: {key}": {"pack.yaml": json.dumps({**pack, "wording": {key: changed}})}
            for key in WordingShape.model_fields
            if (changed := _all_is_well(key, getattr(book.wording, key)))
        },
    }
    what = data.draw(st.sampled_from(sorted(sealed)))
    event(what)
    with pytest.raises(BadRules) as refused:
        lay_over(name, base, sealed[what])
    said = [problem.message for problem in refused.value.problems]
    assert any("sealed" in message or "nothing changes it" in message for message in said), what
    assert all(problem.place.file.startswith("mine/") for problem in refused.value.problems), what


@pytest.mark.parametrize("check", [check_that_a_layer_adds, check_that_danger_is_sealed])
@examples(60)
@given(data=st.data())
def test_12_layers(data: st.DataObject, check: object) -> None:
    """A later pack adds, never overrides danger, and reports every other override."""
    files = data.draw(generated.pack_texts())
    assert callable(check)
    check(data, PACK, files, generated.load(files))


@pytest.mark.parametrize("check", [check_that_a_layer_adds, check_that_danger_is_sealed])
@pytest.mark.parametrize("source", BUILT_IN)
@examples(3)
@given(data=st.data())
def test_12_layers_over_built_in_packs(
    data: st.DataObject, texts: dict[str, Texts], engines: Engines, source: str, check: object
) -> None:
    """The same over the packs that travel with the coach."""
    assert callable(check)
    check(data, source, texts[source], engines[source].book)


@examples(20)
@given(data=st.data())
def test_12_layers_report_a_raise_question(data: st.DataObject) -> None:
    """A layer that replaces the raise question of a topic is reported by its id."""
    files = data.draw(generated.pack_texts())
    book = generated.load(files)
    topics = [topic.id for topic in book.ordinary_topics if is_raisable(book, topic.id)]
    if topics:
        topic = data.draw(st.sampled_from(topics))
        first = {
            f"{topic}.yaml": json.dumps({**json.loads(files[f"{topic}.yaml"]), "raise": generated.RAISING})
        }
        over = _layer(topic, **{"raise": generated.RAISING})
        mine = lay_over(PACK, {**files, **first}, over)
        assert any(topic in id_ for id_ in mine.overrides)


# --- the generator itself ------------------------------------------------------------------------

FLOORS = {
    "stay": 0.2,
    "politely exit": 0.08,
    "walk out": 0.05,
    "danger fires": 0.05,
    "danger in doubt": 0.05,
    "a flag in doubt": 0.1,
    "a flag open": 0.1,
    "a combination": 0.2,
    "a combination fires": 0.03,
    "goes on": 0.03,
    "refused abuse": 0.03,
    "fixed": 0.04,
    "cannot": 0.04,
    "an own deal-breaker fires": 0.04,
    "sustained raises a level": 0.04,
    "own state": 0.04,
    "context": 0.1,
    "a mitigating option": 0.05,
    "settled": 0.1,
    "unsettled": 0.1,
    "a flag decides leaving": 0.04,
    "two things decide": 0.03,
    "other than the standard policy": 0.3,
}


def shown_by(asked: Asked) -> Iterator[str]:
    """What an example shows that a test could stumble over."""
    engine, answers, profile = asked
    book = engine.book
    findings = reference.find(book, answers, profile)
    row = reference.decide(book, answers, profile)
    because = decided_by(engine, engine.decision(answers, profile))
    fired = [flag for flag in book.flags if flag.id in findings.fired]
    dangers = set(atoms_of(book, DANGER))
    raisings = [reference.raise_state(flag, findings.raise_states) for flag in fired]
    shown = {
        row.verdict.id.replace("politely-exit", "politely exit").replace("walk-out", "walk out"): True,
        "danger fires": bool(findings.fired & dangers),
        "danger in doubt": bool(findings.doubtful & dangers),
        "a flag in doubt": bool(findings.doubtful - dangers),
        "a flag open": any(s.state == "open" for s in engine.flag_states(answers, profile)),
        "a combination": any(flag.fires_if for flag in book.flags),
        "a combination fires": any(flag.fires_if for flag in fired),
        "refused abuse": any(
            flag.abuse and state is RaiseState.REFUSED for flag, state in zip(fired, raisings, strict=True)
        ),
        "goes on": RaiseState.GOES_ON in raisings,
        "fixed": RaiseState.FIXED in raisings,
        "cannot": RaiseState.CANNOT in raisings,
        "an own deal-breaker fires": bool(findings.fired & profile.deal_breakers - dangers),
        "sustained raises a level": any(
            flag.can_be_sustained and flag.topic in findings.sustained for flag in fired
        ),
        "own state": bool(findings.own_state),
        "context": findings.would_not,
        "a mitigating option": bool(generated.option_by_kind(book, OptionKind.MITIGATING)),
        "settled": engine.outlook(answers, profile).settled,
        "unsettled": not engine.outlook(answers, profile).settled,
        "a flag decides leaving": row.verdict is not Verdict.STAY and bool(set(because.flags) - dangers),
        "two things decide": row.verdict is not Verdict.STAY and len(kept(because)) > 1,
        "other than the standard policy": len(book.rows) != 18,
    }
    yield from (what for what, is_so in shown.items() if is_so)


def test_generator_is_not_idle() -> None:
    """Generated examples show everything that a property could stumble over, often enough.

    Which examples are drawn changes with every constant in the code: before anything is called rare, more are.
    """
    counts: Counter[str] = Counter()
    total = 0

    @settings(examples(400), derandomize=False)
    @given(asked=generated.asked())
    def count(asked: Asked) -> None:
        nonlocal total
        total += 1
        for what in shown_by(asked):
            event(what)
            counts[what] += 1

    rare: dict[str, str] = {}
    for number in range(3):
        seed(20261121 + number)(count)()
        rare = {
            what: f"{counts[what] / total:.1%}, wanted {floor:.0%}"
            for what, floor in FLOORS.items()
            if counts[what] < floor * total
        }
        if not rare:
            break
    assert not rare
