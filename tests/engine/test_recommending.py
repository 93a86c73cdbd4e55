"""The recommendation: danger is directive, everything else says why and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pytest

from interview_coach.book.pack import Line
from interview_coach.book.vocabulary import DANGER, Purpose, RaiseState, Stance, Tone, Verdict
from interview_coach.engine.answers import Profile, atoms_of, values_of
from interview_coach.engine.descriptions import describe_edit, describe_prompt
from interview_coach.engine.engine import Engine, decide_many
from interview_coach.engine.lines import fill
from interview_coach.engine.recommendation import Recommendation, recommend
from interview_coach.storage.books import load_book

from .small import QUIET, SAFE, both, candidate, manners, pay, small

ENGINE = small()
STANCES = [Profile(stance) for stance in Stance]


def advise(answers: dict[str, str], profile: Profile = Profile()) -> Recommendation:
    return recommend(ENGINE, answers, profile)


# --- danger ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", STANCES)
def test_danger_says_what_to_do_and_nothing_takes_it_back(profile: Profile) -> None:
    got = advise(both(pay("low-pay", raised="fixed"), manners("nervous")) | {"scam": "yes"}, profile)
    assert (got.verdict, got.row.id, got.headline) == (Verdict.WALK_OUT, "danger", "LEAVE NOW")
    assert got.is_danger
    assert got.do_now == ("Send nothing.",)
    assert got.cannot_leave == "Say that you send nothing today."
    assert got.next_steps == ("Tell your bank.",)
    assert got.outlook.settled
    assert (got.leave_if, got.would_change, got.outlook.open, got.reassurances) == ((), (), (), ())
    assert got.also == (), "what was put right is not named"


@pytest.mark.parametrize("profile", STANCES)
def test_the_lines_of_danger_are_its_own_whatever_the_stance(profile: Profile) -> None:
    got = advise(pay("low-pay", raised="refused") | {"trapped": "yes"}, profile)
    assert [line.id for line in got.say_now] == ["danger-exit"]
    assert got.exits == got.say_now


def test_danger_in_doubt_ends_it_and_keeps_reassurances_mute() -> None:
    got = advise(QUIET | {"scam": "not-sure", "topics/pay": "yes"})
    assert (got.verdict, got.row.id) == (Verdict.POLITELY_EXIT, "danger-in-doubt")
    assert got.is_danger
    assert got.reassurances == ()
    assert all(line.topic == DANGER for line in got.say_now)
    assert got.cannot_leave == ""


def test_reassurances_speak_where_there_is_no_danger() -> None:
    assert [r.id for r in advise(pay()).reassurances] == ["low-first-offer"]
    assert advise(QUIET).reassurances == ()


DOOR = ("leave", "go now", "get up", "walk out", "stand up")


@pytest.mark.parametrize(
    "other", ["", "sexual-advance", "unsafe-here", "money-or-details", "physical-threat"]
)
def test_who_is_kept_from_leaving_is_not_told_the_door_first(other: str) -> None:
    engine = candidate()
    ticked = {"kept-from-leaving": "yes"} | ({other: "yes"} if other else {})
    got = recommend(engine, ticked)
    assert got.verdict is Verdict.WALK_OUT
    assert got.do_now == engine.book.flag_by_id["kept-from-leaving"].do_now
    assert not any(word in got.do_now[0].lower() for word in DOOR)
    held = engine.book.flag_by_id["kept-from-leaving"]
    assert got.cannot_leave == fill(held.cannot_leave, Profile().details)


def test_the_number_of_emergency_help_is_the_known_one_or_else_the_usual_ones() -> None:
    engine = candidate()
    ticked = {"kept-from-leaving": "yes"}
    with_number = recommend(engine, ticked, Profile(emergency="999"))
    without = recommend(engine, ticked)
    assert "call 999 for help" in with_number.cannot_leave
    assert "call 112, 911 or 999 for help" in without.cannot_leave
    told = (*without.do_now, without.cannot_leave, *without.next_steps)
    assert not any("{" in text for text in told)


@pytest.mark.parametrize("flag", [o.id for o in candidate().book.danger.options])
def test_every_danger_of_the_candidate_is_directive(flag: str) -> None:
    got = recommend(candidate(), {flag: "yes"}, Profile(Stance.NETWORK_FIRST))
    assert got.do_now and got.cannot_leave and got.next_steps and got.exits
    assert (got.leave_if, got.would_change, got.reassurances, got.outlook.open) == ((), (), (), ())
    assert all(line.topic == DANGER for line in got.exits)


# --- too early -------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [{}, {"topics/pay": "no", "topics/manners": "no"}, {"low-pay": "yes"}])
def test_while_danger_was_not_asked_staying_is_too_early_to_say(answers: dict[str, str]) -> None:
    got = advise(answers)
    assert got.verdict is Verdict.STAY
    assert got.headline == "TOO EARLY TO SAY"
    assert not got.outlook.settled
    assert DANGER in got.outlook.open


def test_leaving_is_never_too_early() -> None:
    assert advise({"insult": "yes", "raised/manners": "refused"}).headline == "LEAVE NOW"
    assert advise({"unpaid": "yes", "raised/pay": "refused"}).headline == "END IT POLITELY"


def test_what_was_put_right_is_not_spoken_of_while_something_stands() -> None:
    got = advise(pay("unpaid", raised="fixed") | manners("late", raised="not-yet"))
    assert got.also == ()
    assert all("pay" not in line.id for line in got.exits)
    assert got.next_steps == advise(manners("late", raised="not-yet")).next_steps


def test_an_insult_that_goes_on_unnamed_is_no_refusal() -> None:
    """Nobody was told to stop, so it ends politely; what is grave by itself is left at once."""
    assert advise(manners("insult", raised="goes-on")).headline == "END IT POLITELY"
    assert advise(manners("insult", raised="refused")).headline == "LEAVE NOW"


def test_once_danger_is_ruled_out_the_headline_is_an_act() -> None:
    assert advise(SAFE).headline == "STAY FOR NOW"


# --- staying ---------------------------------------------------------------------------------------


def test_what_is_to_be_raised_comes_with_its_sentence_and_a_way_out() -> None:
    got = advise(pay("low-pay", raised="not-yet", need="ordinary", would_take="yes"))
    assert (got.verdict, got.row.action) == (Verdict.STAY, "raise-it")
    assert [line.id for line in got.say_now] == ["low-pay-raise", "pay-raise"]
    assert [(change.edits, change.verdict) for change in got.leave_if] == [
        ((("raised/pay", "refused"),), Verdict.POLITELY_EXIT)
    ]
    assert got.would_change == ()
    assert got.do_now == ("Ask for the figure in the advert.",)


def test_every_verdict_offers_a_line_to_leave_with() -> None:
    for answers in (
        {},
        QUIET,
        pay("low-pay"),
        pay("low-pay", raised="refused"),
        manners("nervous"),
        {"scam": "yes"},
    ):
        exits = advise(answers).exits
        assert exits and all(line.purpose is Purpose.EXIT for line in exits)


def test_nerves_are_helped_and_nothing_is_held_against_anyone() -> None:
    got = advise(manners("nervous"))
    assert got.row.id == "nerves"
    assert [line.id for line in got.say_now][:1] == ["nervous-recover"]
    assert got.own_state == ("nervous",)
    assert got.leave_if == ()


def test_who_stays_with_nothing_to_ask_may_ask_for_a_pause() -> None:
    assert [line.purpose for line in advise(QUIET).say_now] == [Purpose.PAUSE]


def test_asking_is_not_proposed_again_after_a_refusal() -> None:
    got = advise(pay("no-figure", raised="refused", need="high"))
    assert got.row.id == "watch"
    assert [line.purpose for line in got.say_now] == [Purpose.PAUSE]


def said(topic: str, flag: str, state: str) -> Line:
    """The first line for somebody who saw one thing and answered what came of asking."""
    answers = dict.fromkeys(atoms_of(candidate().book, DANGER), "no")
    answers |= {f"topics/{topic}": "yes", flag: "yes", f"raised/{topic}": state, "need": "ordinary"}
    return recommend(candidate(), answers).say_now[0]


@pytest.mark.parametrize(
    ("topic", "flag", "state", "purpose"),
    [
        ("pay", "pay-evasive", "not-yet", Purpose.RAISE),
        ("pay", "pay-evasive", "waiting", Purpose.RAISE),
        ("pay", "pay-below-posted", "fixed", Purpose.CONFIRM),
        ("pay", "pay-below-posted", "cannot", Purpose.CLOSE),
        ("conduct", "talks-down", "cannot", Purpose.PAUSE),
        ("machines", "ai-interviewer", "refused", Purpose.CLOSE),
        ("time", "late-unexplained", "cannot", Purpose.CLOSE),
    ],
)
def test_what_is_said_follows_what_came_of_asking(
    topic: str, flag: str, state: str, purpose: Purpose
) -> None:
    line = said(topic, flag, state)
    assert (line.purpose, line.topic) == (purpose, topic)
    assert line.is_for(RaiseState.of(state))
    assert state == "not-yet" or RaiseState.of(state) in line.after


def test_what_is_never_raised_still_has_a_question_of_its_own() -> None:
    got = recommend(candidate(), {"topics/fit": "yes", "culture-not-me": "yes"})
    assert (got.say_now[0].purpose, "culture-not-me" in got.say_now[0].fits) == (Purpose.CONFIRM, True)


def test_what_to_do_before_asking_is_over_once_asked() -> None:
    assert advise(pay("low-pay", raised="not-yet")).do_now == ("Ask for the figure in the advert.",)
    assert advise(pay("low-pay", raised="waiting")).do_now == ()


@pytest.mark.parametrize("role", ["candidate", "interviewer", "freelancer", "vendor"])
def test_who_has_decided_and_stays_says_a_close(role: str) -> None:
    engine = Engine(load_book(role))
    context = {"would-take": "no", "meet-again": "yes"}
    got = recommend(engine, {option.id: "no" for option in engine.book.danger.options} | context)
    assert got.row.id == "decline-afterwards"
    assert {line.purpose for line in got.say_now} == {Purpose.CLOSE}


@pytest.mark.parametrize("stance", [Stance.NETWORK_FIRST, Stance.BALANCED])
def test_a_polite_end_begins_with_no_firm_line(stance: Stance) -> None:
    for topic, flag in (("time", "distracted-throughout"), ("conduct", "treated-as-liar")):
        answers = {"would-take": "no", "meet-again": "no", f"topics/{topic}": "yes", flag: "yes"}
        got = recommend(candidate(), {**answers, f"raised/{topic}": "refused"}, Profile(stance))
        assert got.exits[0].tone is not Tone.FIRM
        tones = [line.tone is Tone.FIRM for line in got.exits]
        assert tones == sorted(tones)


def test_the_line_to_leave_is_the_warmest_about_what_was_ticked() -> None:
    got = recommend(candidate(), {"topics/fit": "yes", "culture-not-me": "yes"})
    assert got.to_leave is not None
    assert (got.to_leave.tone, "culture-not-me" in got.to_leave.fits) == (Tone.WARM, True)


# --- leaving ---------------------------------------------------------------------------------------


def test_a_leaving_verdict_says_the_exit_line_of_what_decided() -> None:
    got = advise(both(pay("low-pay", "no-figure", raised="refused"), manners("late", raised="not-yet")))
    assert got.row.id == "asked-and-refused"
    assert [state.flag.id for state in got.reasons] == ["low-pay"]
    assert got.say_now[0].id == "low-pay-exit"
    assert set(got.also) == {"no-figure", "late"}
    assert got.say_now == got.exits


@pytest.mark.parametrize(
    ("profile", "first"),
    [(Profile(Stance.NETWORK_FIRST), "pay-exit-warm"), (Profile(Stance.FIRM), "pay-exit-firm")],
)
def test_the_tone_follows_the_stance(profile: Profile, first: str) -> None:
    assert advise(pay("unpaid", raised="refused"), profile).say_now[0].id == first


def test_what_to_do_with_the_body_is_said_by_the_line_or_else_by_the_pack() -> None:
    assert advise(manners("late", "walked-past", raised="refused")).do_now == ("Stand up as you say it.",)
    assert advise(pay("unpaid", raised="refused")).do_now == ("Stand up and go.",)


@pytest.mark.parametrize(
    ("role", "topic", "flag"),
    [
        ("candidate", "time", "left-waiting"),
        ("candidate", "time", "late-unexplained"),
        ("candidate", "time", "walked-off"),
        ("candidate", "machines", "one-way-recording"),
        ("candidate", "machines", "face-or-voice-scored"),
        ("freelancer", "time", "client-absent"),
        ("interviewer", "time", "no-show"),
        ("vendor", "time", "kept-waiting"),
    ],
)
@pytest.mark.parametrize("state", ["cannot", "refused"])
@pytest.mark.parametrize("need", ["high", "alternatives"])
def test_where_nobody_may_be_there_it_says_how_to_write(
    role: str, topic: str, flag: str, state: str, need: str
) -> None:
    engine = Engine(load_book(role))
    answers = dict.fromkeys(atoms_of(engine.book, DANGER), "no")
    answers |= {f"topics/{topic}": "yes", flag: "yes", f"raised/{topic}": state, "need": need}
    got = recommend(engine, answers)
    heard = f"{got.say_now[0].text} {got.say_now[0].if_they_push}"
    assert "Thank" not in heard.replace("Thank you for the invitation", "")
    if got.verdict is not Verdict.STAY or state == "cannot":
        assert got.do_now[0].startswith(("Nobody there?", "Send it", "Put it", "Say it or type it"))


@pytest.mark.parametrize("state", ["cannot", "refused", "fixed"])
@pytest.mark.parametrize("flag", ["bribe-hint", "fishing-for-rivals", "named-middleman", "rival-bid-shown"])
def test_who_was_asked_for_a_bribe_or_a_secret_tells_their_firm_and_promises_nothing(
    flag: str, state: str
) -> None:
    engine = Engine(load_book("vendor"))
    answers = dict.fromkeys(atoms_of(engine.book, DANGER), "no")
    answers |= {"topics/integrity": "yes", flag: "yes", "raised/integrity": state, "need": "high"}
    got = recommend(engine, answers)
    assert (got.verdict, got.do_now[0]) == (Verdict.STAY, "Tell your boss or your compliance desk today.")
    assert got.say_now[0].topic == "integrity"
    assert not any(word in got.say_now[0].text for word in ("email", "team", "think", "Thank"))


def test_what_decides_comes_from_the_row_it_names() -> None:
    """Two rows match; the one that what decided matches alone gives headline and name."""
    got = advise(pay("unpaid", raised="refused") | {"would-take": "no", "meet-again": "no"})
    assert got.row == got.decided_by.row
    assert got.row.id == "dealbreaker"


def test_where_published_advice_differs_it_says_so() -> None:
    assert advise(pay("would-say-no", meet_again="yes")).both_schools
    assert not advise({"scam": "yes"}).both_schools
    assert not advise(pay("unpaid", raised="refused")).both_schools


def test_where_nothing_can_be_asked_and_advice_differs_it_is_a_matter_of_will() -> None:
    assert advise(pay("would-say-no", meet_again="yes")).is_a_matter_of_will
    assert not advise(pay("would-say-no", "unpaid", raised="refused")).is_a_matter_of_will
    assert not advise(manners("late", raised="not-yet")).is_a_matter_of_will


# --- in words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (("raised/pay", "refused"), "they will not put it back"),
        (("raised/pay", "fixed"), "they put the figure back"),
        (("raised/pay", "cannot"), "you can't ask, or would rather not"),
        (("raised/pay", "not-yet"), "you have not asked yet"),
        (("would-take", "no"), "you would not take it"),
        (("meet-again", "no"), "you will not meet them again"),
        (("need", "alternatives"), "you have other good options"),
        (("scam", "no"), '"They want money from me" is not so'),
    ],
)
def test_an_edit_reads_as_a_clause(edit: tuple[str, str], words: str) -> None:
    low_pay = ENGINE.book.flag_by_id["low-pay"]
    assert describe_edit(ENGINE.book, edit, [low_pay]) == words


def test_every_edit_and_every_prompt_of_the_candidate_can_be_said_in_words() -> None:
    book = candidate().book
    for atom, values in values_of(book).items():
        if atom.startswith("topics/"):
            continue
        for value in values:
            if value != "not-sure":
                assert describe_edit(book, (atom, value), book.flags)
    for prompt in (DANGER, "topics", "pay", "raised/pay", "meet-again", "need"):
        assert describe_prompt(book, prompt)


# -- many at once -----------------------------------------------------------------------------------------


def test_many_are_decided_in_their_order_and_only_when_they_are_wanted() -> None:
    engine = small()
    sets = [QUIET, pay("unpaid"), SAFE | {"trapped": "yes"}, manners("rude", raised="refused")]
    taken = []

    def endless() -> Iterator[dict[str, str]]:
        for answers in cycle(sets):
            taken.append(answers)
            yield answers

    decided = decide_many(engine, endless(), Profile(Stance.FIRM))
    assert taken == []
    assert [next(decided) for _ in sets] == [engine.decide(answers, Profile(Stance.FIRM)) for answers in sets]
    assert taken == sets


def test_deciding_many_tells_at_once_of_a_deal_breaker_that_is_none() -> None:
    with pytest.raises(KeyError, match="pyjamas"):
        decide_many(small(), [], Profile(deal_breakers=frozenset({"pyjamas"})))
    with pytest.raises(KeyError, match="maybe"):
        list(decide_many(small(), [{"trapped": "maybe"}]))
