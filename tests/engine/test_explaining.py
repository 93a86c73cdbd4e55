"""Why, and what would change it, on answer sets worked out by hand."""

from __future__ import annotations

import pytest

from interview_coach.book.vocabulary import Stance, Verdict
from interview_coach.engine.answers import Profile
from interview_coach.engine.explanation import counterfactuals, decided_by

from .small import QUIET, SAFE, both, manners, pay, small

FIRM, BALANCED, NETWORK = Profile(Stance.FIRM), Profile(), Profile(Stance.NETWORK_FIRST)
ENGINE = small()


@pytest.mark.parametrize(
    ("answers", "profile", "row"),
    [
        ({}, BALANCED, "nothing"),
        ({"trapped": "yes"}, NETWORK, "danger"),
        ({"trapped": "not-sure"}, NETWORK, "danger-in-doubt"),
        ({"trapped": "not-sure", "scam": "yes"}, NETWORK, "danger"),
        (pay("unpaid", raised="not-yet"), BALANCED, "raise-it"),
        (pay("unpaid", raised="fixed"), BALANCED, "nothing"),
        (pay("unpaid", raised="cannot"), NETWORK, "dealbreaker"),
        (pay("low-pay", raised="cannot"), BALANCED, "watch"),
        (pay("low-pay", raised="cannot"), FIRM, "one-serious-firm"),
        (pay("low-pay", raised="refused"), NETWORK, "finish-then-decline"),
        (pay("no-figure", raised="refused"), BALANCED, "asked-and-refused"),
        (pay("no-figure", raised="refused"), FIRM, "asked-and-refused"),
        (pay("no-figure", "pay-sustained", raised="refused"), NETWORK, "finish-then-decline"),
        (pay("no-figure", "pay-sustained", raised="cannot"), FIRM, "asked-and-refused"),
        (pay("low-pay", "pay-sustained", raised="cannot"), BALANCED, "watch"),
        (manners("late", raised="refused"), FIRM, "watch"),
        (manners("insult"), FIRM, "raise-it"),
        (manners("insult", raised="refused"), NETWORK, "abuse-continues"),
        (manners("insult", raised="fixed"), FIRM, "nothing"),
        (manners("late", "walked-past", raised="refused"), NETWORK, "finish-then-decline"),
        (manners("late", "walked-past", "told-why", raised="refused"), FIRM, "watch"),
        (manners("nervous"), FIRM, "nerves"),
        (both(pay("low-pay", raised="cannot"), manners("late", "walked-past", raised="cannot")), BALANCED, "two-serious"),
        (both(pay("low-pay", raised="cannot"), manners("late", "walked-past", raised="cannot")), NETWORK, "two-concerns"),
        (pay(would_take="no", meet_again="no"), BALANCED, "never-part"),
        (pay(would_take="no", meet_again="no"), NETWORK, "decline-afterwards"),
        (pay(would_take="no", meet_again="yes"), FIRM, "never-firm"),
        (pay("would-say-no", meet_again="no"), BALANCED, "never-part"),
        (pay("low-pay", raised="cannot", need="alternatives"), BALANCED, "one-serious-firm"),
        (pay("low-pay", raised="cannot", need="high"), FIRM, "watch"),
    ],
)  # fmt: skip
def test_the_policy_decides_as_worked_out_by_hand(
    answers: dict[str, str], profile: Profile, row: str
) -> None:
    assert ENGINE.decide(answers, profile).id == row


@pytest.mark.parametrize(
    ("answers", "profile", "flags", "context"),
    [
        (pay("unpaid", "low-pay", raised="refused"), BALANCED, ("unpaid",), ()),
        (pay("no-figure", "low-pay", raised="refused"), BALANCED, ("low-pay",), ()),
        (pay("no-figure", "low-pay", raised="refused"), FIRM, ("low-pay",), ()),
        (
            both(pay("low-pay", raised="cannot"), manners("late", "walked-past", raised="cannot")),
            BALANCED,
            ("low-pay", "left-alone"),
            (),
        ),
        (
            pay("low-pay", raised="cannot", need="alternatives"),
            BALANCED,
            ("low-pay",),
            (("need", "alternatives"),),
        ),
        (
            pay(would_take="no", meet_again="no"),
            BALANCED,
            (),
            (("meet-again", "no"), ("would-take", "no")),
        ),
        (manners("insult", "late", raised="refused"), BALANCED, ("insult",), ()),
        (
            {"trapped": "yes", "scam": "yes"} | pay("unpaid", raised="refused") | {"trapped": "yes"},
            FIRM,
            ("trapped",),
            (),
        ),
        (pay("unpaid", "no-figure", raised="not-yet"), BALANCED, ("unpaid",), ()),
        (QUIET, BALANCED, (), ()),
    ],
)
def test_the_smallest_set_that_decides(
    answers: dict[str, str], profile: Profile, flags: tuple[str, ...], context: tuple[tuple[str, str], ...]
) -> None:
    got = decided_by(ENGINE, ENGINE.decision(answers, profile))
    assert sorted(got.flags) == sorted(flags)
    assert got.context == context


def test_of_two_equally_grave_flags_the_first_by_id_is_dropped() -> None:
    assert decided_by(ENGINE, ENGINE.decision({"trapped": "yes", "scam": "yes"})).flags == ("trapped",)


def test_danger_in_doubt_is_named_as_in_doubt() -> None:
    got = decided_by(ENGINE, ENGINE.decision(SAFE | {"scam": "not-sure"}))
    assert (got.flags, got.in_doubt) == ((), ("scam",))


def test_own_state_names_the_row_and_nothing_else() -> None:
    assert decided_by(ENGINE, ENGINE.decision(manners("nervous"))).own_state == ("nervous",)
    assert decided_by(ENGINE, ENGINE.decision(manners("nervous", "insult", raised="refused"))).own_state == ()


def changes(answers: dict[str, str], profile: Profile = BALANCED) -> set[tuple[str, str]]:
    return {
        (" ".join(f"{atom}={value}" for atom, value in change.edits), change.verdict.id)
        for change in counterfactuals(ENGINE, ENGINE.decision(answers, profile))
    }


def test_a_refusal_would_tip_what_is_still_to_be_raised() -> None:
    assert changes(pay("low-pay", raised="not-yet") | {"need": "ordinary", "would-take": "yes"}) == {
        ("raised/pay=refused", "politely-exit"),
    }


def test_only_mending_or_asking_again_softens_a_refusal() -> None:
    assert changes(pay("unpaid", raised="refused")) == {
        ("raised/pay=fixed", "stay"),
        ("raised/pay=not-yet", "stay"),
    }


def test_without_a_single_edit_pairs_are_given() -> None:
    context = {"would-take": "yes", "need": "ordinary"}
    asked = changes(pay("no-figure", raised="not-yet") | context, NETWORK)
    assert ("raised/pay=refused need=alternatives", "politely-exit") in asked
    decided = changes(manners("late", raised="not-yet") | context)
    assert ("would-take=no need=alternatives", "politely-exit") in decided
    assert all(" " in edit for edit, _ in asked | decided)


@pytest.mark.parametrize("profile", [NETWORK, BALANCED, FIRM])
def test_nothing_softens_a_danger_that_fires(profile: Profile) -> None:
    answers = SAFE | {"trapped": "yes", "topics/pay": "no", "topics/manners": "no"}
    assert counterfactuals(ENGINE, ENGINE.decision(answers, profile)) == ()


def test_doubt_about_danger_can_be_cleared_up_both_ways() -> None:
    got = changes(QUIET | {"scam": "not-sure"})
    assert {("scam=no", "stay"), ("scam=yes", "walk-out")} <= got


def test_what_was_observed_is_never_edited() -> None:
    answers = pay("low-pay", "no-figure", raised="refused") | manners("insult") | {"topics/pay": "yes"}
    for change in counterfactuals(ENGINE, ENGINE.decision(answers)):
        for atom, _ in change.edits:
            assert (
                answers.get(atom) not in ("yes", "no")
                or atom.startswith("raised/")
                or atom in ("would-take", "meet-again")
            )


def test_every_change_comes_true() -> None:
    for answers in (pay("low-pay", raised="not-yet"), QUIET | {"scam": "not-sure"}, manners("insult"), {}):
        for change in counterfactuals(ENGINE, ENGINE.decision(answers)):
            row = ENGINE.decide(answers | dict(change.edits))
            assert (row.verdict, row.id) == (change.verdict, change.row)
            assert row.verdict is not ENGINE.decide(answers).verdict


def test_a_need_settled_in_the_profile_is_not_edited() -> None:
    got = counterfactuals(ENGINE, ENGINE.decision(pay("low-pay", raised="cannot"), Profile(need="ordinary")))
    assert all("need" not in dict(change.edits) for change in got)


def test_an_own_deal_breaker_raises_to_dealbreaker_and_danger_stays_danger() -> None:
    own = Profile(deal_breakers=frozenset({"late", "scam"}))
    levels = {
        s.flag.id: s.level.id for s in ENGINE.flag_states({"late": "yes", "scam": "yes"}, own) if s.level
    }
    assert levels == {"late": "dealbreaker", "scam": "danger"}
    assert ENGINE.decide(manners("late", raised="cannot"), own).verdict is Verdict.POLITELY_EXIT
    assert ENGINE.decide(manners("late", raised="not-yet"), own).verdict is Verdict.STAY
