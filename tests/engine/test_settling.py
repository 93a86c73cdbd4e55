"""When a verdict is settled, on answer sets worked out by hand."""

from __future__ import annotations

import pytest

from interview_coach.book.vocabulary import DANGER, Stance
from interview_coach.engine.answers import Profile, values_of
from interview_coach.engine.engine import Engine

from .small import QUIET, SAFE, candidate, manners, pay, small

ENGINE = small()
FIRM, BALANCED, NETWORK = Profile(Stance.FIRM), Profile(), Profile(Stance.NETWORK_FIRST)


def test_nothing_said_is_not_settled_and_danger_comes_first() -> None:
    outlook = ENGINE.outlook({})
    assert not outlook.settled
    assert outlook.open[0] == DANGER


@pytest.mark.parametrize("profile", [NETWORK, BALANCED, FIRM])
@pytest.mark.parametrize(
    "answers", [{"trapped": "yes"}, {"scam": "yes"}, {"scam": "yes", "trapped": "not-sure"}]
)
def test_one_danger_settles_everything(answers: dict[str, str], profile: Profile) -> None:
    assert ENGINE.outlook(answers, profile) == (True, ())


@pytest.mark.parametrize(
    "answers",
    [
        {"topics/pay": "no", "topics/manners": "no"},
        {key: value for key, value in pay("unpaid", raised="refused").items() if key not in SAFE},
        {"trapped": "no", "topics/pay": "no", "topics/manners": "no"},
    ],
)
def test_while_danger_is_unanswered_only_walking_out_is_settled(answers: dict[str, str]) -> None:
    outlook = ENGINE.outlook(answers)
    assert not outlook.settled
    assert outlook.open == (DANGER,)


def test_abuse_that_goes_on_walks_out_even_with_danger_unanswered() -> None:
    assert ENGINE.outlook({"insult": "yes", "raised/manners": "refused"}) == (True, ())


@pytest.mark.parametrize("engine", [small(), candidate()], ids=["small", "candidate"])
@pytest.mark.parametrize("profile", [NETWORK, BALANCED, FIRM])
def test_all_not_sure_ends_it_politely_and_is_settled(engine: Engine, profile: Profile) -> None:
    unsure = dict.fromkeys(values_of(engine.book), "not-sure")
    assert engine.decide(unsure, profile).id == "danger-in-doubt"
    assert engine.outlook(unsure, profile) == (True, ())


def test_danger_in_doubt_leaves_only_what_could_walk_out() -> None:
    outlook = ENGINE.outlook({"trapped": "not-sure", "scam": "not-sure"})
    assert not outlook.settled
    assert outlook.open == ("topics",)
    assert ENGINE.outlook({"trapped": "not-sure", "scam": "not-sure", "topics/manners": "no"}) == (True, ())


def test_safe_and_nothing_going_on_is_settled() -> None:
    assert ENGINE.outlook(QUIET) == (True, ())


def test_what_is_to_be_raised_stays_open_until_it_was() -> None:
    assert ENGINE.outlook(pay("low-pay")).open == ("raised/pay", "need")
    assert ENGINE.outlook(pay("low-pay", raised="not-yet")) == (True, ())
    assert ENGINE.outlook(pay("low-pay", raised="refused")).open == ("need",)
    assert ENGINE.outlook(pay("low-pay", raised="refused"), Profile(need="ordinary")) == (True, ())


def test_need_is_open_only_where_it_can_tip_the_verdict() -> None:
    assert ENGINE.outlook(pay("low-pay", raised="cannot")).open == ("need",)
    assert ENGINE.outlook(pay("low-pay", raised="cannot"), NETWORK) == (True, ())
    assert ENGINE.outlook(pay("low-pay", raised="cannot"), Profile(need="ordinary")) == (True, ())
    assert ENGINE.outlook(pay("low-pay", raised="cannot", need="high")) == (True, ())


def test_meeting_again_is_asked_of_those_who_would_not_take_it() -> None:
    assert "meet-again" in ENGINE.outlook(pay("would-say-no")).open
    assert "meet-again" not in ENGINE.outlook(pay("low-pay")).open
    assert ENGINE.outlook(pay("would-say-no", need="ordinary"), FIRM) == (True, ())
    assert ENGINE.outlook(pay("would-say-no", need="ordinary"), NETWORK) == (True, ())


def test_a_firm_stance_has_more_left_to_decide() -> None:
    answers = pay("no-figure")
    assert ENGINE.outlook(answers, Profile(Stance.NETWORK_FIRST, need="ordinary")) == (True, ())
    assert ENGINE.outlook(answers, Profile(Stance.FIRM, need="ordinary")).open == ("raised/pay",)


def test_a_closed_topic_opens_nothing() -> None:
    answers = SAFE | {"topics/pay": "no", "topics/manners": "yes"}
    assert "pay" not in ENGINE.outlook(answers).open
    assert "manners" in ENGINE.outlook(answers).open


def test_nerves_open_nothing() -> None:
    assert ENGINE.outlook(manners("nervous")) == (True, ())
