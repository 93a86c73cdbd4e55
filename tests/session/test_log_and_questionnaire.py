"""The event log and the order of questions, without a terminal."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import Stance
from interview_coach.engine.answers import Profile, atoms_of, prompts_of
from interview_coach.engine.engine import Engine
from interview_coach.rulebook.loader import Loaded
from interview_coach.session.log import Event, Log, answers_of, fitting_log
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import ScreenKind, previous_ticks, screen_for

ROLES = ("candidate", "freelancer", "interviewer", "vendor")


@pytest.fixture
def book(packs: Loaded) -> Book:
    return packs.books["candidate"]


@pytest.fixture
def engine(book: Book) -> Engine:
    return Engine(book)


def ticked(book: Book, prompt: str, *atoms: str) -> dict[str, str]:
    """The answers that a tick-list gives with these atoms ticked."""
    return screen_for(book, prompt).ticked(frozenset(atoms))


def safe(book: Book) -> dict[str, str]:
    return dict.fromkeys(atoms_of(book, "danger"), "no")


def parked(log: Log, engine: Engine) -> list[str]:
    """Prompts whose answers stand but do not count at present."""
    counted = answers_of(log, engine)
    return [prompt for prompt, said in log.standing().items() if not dict(said).items() <= counted.items()]


def test_danger_is_asked_first_and_topics_second(engine: Engine, book: Book) -> None:
    asking = Questionnaire(engine)
    assert asking.next_prompt() == "danger"
    asking.answer("danger", safe(book))
    assert asking.next_prompt() == "topics"


def test_the_list_of_topics_is_not_asked_when_topics_are_given(engine: Engine, book: Book) -> None:
    asking = Questionnaire(engine)
    asking.only(["pay"])
    assert asking.next_prompt() == "danger"
    asking.answer("danger", safe(book))
    assert asking.next_prompt() == "pay"


def test_a_firing_danger_leaves_nothing_to_ask(engine: Engine, book: Book) -> None:
    asking = Questionnaire(engine)
    asking.answer("danger", {"physical-threat": "yes"})
    assert asking.next_prompt() is None
    assert asking.recommend().outlook.settled


def test_a_topic_with_a_flag_is_followed_by_what_came_of_raising_it(engine: Engine, book: Book) -> None:
    asking = Questionnaire(engine)
    asking.answer("danger", safe(book))
    asking.answer("topics", ticked(book, "topics", "topics/pay", "topics/time"))
    first = asking.next_prompt()
    assert first == "pay"
    asking.answer("pay", ticked(book, "pay", "pay-below-posted"))
    assert asking.next_prompt() == "raised/pay"


def test_no_prompt_is_asked_twice_and_asking_ends(engine: Engine, book: Book) -> None:
    asking = Questionnaire(engine)
    seen: list[str] = []
    while (prompt := asking.next_prompt()) is not None:
        assert prompt not in seen
        if still := engine.outlook(asking.answers).open:
            assert prompt == next(each for each in asking.order() if each in still)
        seen.append(prompt)
        screen = screen_for(book, prompt)
        if prompt == "danger":
            asking.answer(prompt, safe(book))
        elif screen.kind is ScreenKind.MANY:
            asking.answer(prompt, ticked(book, prompt, *(choice.atom for choice in screen.choices[:1])))
        else:
            asking.answer(prompt, dict(screen.choices[0].answers))
    assert seen[:2] == ["danger", "topics"]
    assert asking.recommend().outlook.settled


def test_back_takes_the_last_answer_back_and_says_which(engine: Engine, book: Book) -> None:
    asking = Questionnaire(engine)
    assert asking.back() is None
    asking.answer("danger", safe(book))
    asking.answer("topics", ticked(book, "topics", "topics/pay"))
    assert asking.back() == "topics"
    assert asking.next_prompt() == "topics"
    assert asking.back() == "danger"
    assert asking.answers == {}
    assert asking.back() is None


def test_what_was_taken_back_can_be_shown_again(engine: Engine, book: Book) -> None:
    asking = Questionnaire(engine)
    asking.answer("danger", safe(book))
    asking.answer("topics", ticked(book, "topics", "topics/pay"))
    asking.back()
    said = asking.log.last_said("topics")
    assert previous_ticks(screen_for(book, "topics"), said) == {"topics/pay"}


def test_answers_that_no_longer_apply_are_parked_and_come_back(engine: Engine, book: Book) -> None:
    log = Log()
    log.answer("danger", safe(book))
    log.answer("topics", ticked(book, "topics", "topics/pay"))
    log.answer("pay", ticked(book, "pay", "pay-evasive"))
    log.answer("topics", ticked(book, "topics", "topics/time"))
    assert "pay-evasive" not in answers_of(log, engine)
    assert parked(log, engine) == ["pay"]
    log.answer("topics", ticked(book, "topics", "topics/pay"))
    assert answers_of(log, engine)["pay-evasive"] == "yes"
    assert parked(log, engine) == []


def test_a_raise_state_is_parked_with_the_flag_it_belongs_to(engine: Engine, book: Book) -> None:
    log = Log()
    log.answer("danger", safe(book))
    log.answer("topics", ticked(book, "topics", "topics/pay"))
    log.answer("pay", ticked(book, "pay", "pay-below-posted"))
    log.answer("raised/pay", {"raised/pay": "refused"})
    assert answers_of(log, engine)["raised/pay"] == "refused"
    log.answer("pay", ticked(book, "pay"))
    assert "raised/pay" not in answers_of(log, engine)


def test_danger_answers_are_never_parked(engine: Engine, book: Book) -> None:
    log = Log()
    log.answer("topics", dict.fromkeys(atoms_of(book, "topics"), "no"))
    log.answer("danger", {"physical-threat": "yes"})
    assert parked(log, engine) == []
    assert answers_of(log, engine)["physical-threat"] == "yes"


def test_the_log_is_never_rewritten(engine: Engine, book: Book) -> None:
    asking = Questionnaire(engine)
    asking.answer("danger", safe(book))
    before = list(asking.log.events)
    asking.answer("topics", ticked(book, "topics"))
    asking.back()
    assert asking.log.events[: len(before)] == before
    assert asking.log.events[-1] == Event("topics", None)


@pytest.mark.parametrize("answers", [{"nope": "yes"}, {"physical-threat": "perhaps"}])
def test_an_answer_that_is_none_of_the_book_s_is_refused(engine: Engine, answers: Mapping[str, str]) -> None:
    asking = Questionnaire(engine)
    with pytest.raises(KeyError):
        asking.answer("danger", answers)
    assert asking.log.events == []


@pytest.mark.parametrize(
    ("event", "unknown"),
    [
        (Event("danger", (("physical-threat", "no"),)), False),
        (Event("danger", None), False),
        (Event("gone", None), True),
        (Event("danger", (("gone", "no"),)), True),
        (Event("danger", (("physical-threat", "perhaps"),)), True),
        (Event("danger", (("pay-evasive", "yes"),)), True),
    ],
)
def test_events_of_other_rules_are_left_out(engine: Engine, event: Event, unknown: bool) -> None:
    log = Log([event], {"topics/pay": "yes", "gone": "yes"})
    assert fitting_log(log, engine) == Log([] if unknown else [event], {"topics/pay": "yes"})


def test_of_an_event_in_which_something_is_known_that_stays(engine: Engine) -> None:
    log = Log([Event("danger", (("physical-threat", "no"), ("gone", "yes")))])
    assert fitting_log(log, engine).events == [Event("danger", (("physical-threat", "no"),))]


def test_a_stance_can_settle_what_another_leaves_open(engine: Engine, book: Book) -> None:
    def verdict(stance: Stance) -> str:
        asking = Questionnaire(engine, Profile(stance))
        asking.answer("danger", safe(book))
        asking.answer("topics", ticked(book, "topics", "topics/fit"))
        asking.answer("fit", ticked(book, "fit", "would-say-no"))
        return asking.recommend().verdict.id

    assert verdict(Stance.FIRM) == "politely-exit"
    assert verdict(Stance.NETWORK_FIRST) == "stay"


# -- screens as data ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_every_prompt_has_a_screen_whose_answers_the_engine_knows(packs: Loaded, role: str) -> None:
    book = packs.books[role]
    table = Engine(book).compiled.table
    for prompt in prompts_of(book):
        screen = screen_for(book, prompt)
        for choice in screen.choices:
            for pair in choice.answers:
                assert pair in table
        for pair in screen.ticked(frozenset()).items():
            assert pair in table


@pytest.mark.parametrize("role", ROLES)
def test_every_screen_offers_not_sure_and_at_most_nine_numbers_at_once(packs: Loaded, role: str) -> None:
    book = packs.books[role]
    for prompt in prompts_of(book):
        for page in screen_for(book, prompt).pages:
            keys = [choice.digit for choice in page]
            assert "n" in keys, prompt
            assert len([key for key in keys if key in "123456789"]) <= 9, prompt
            assert len(set(keys)) == len(keys), prompt


@pytest.mark.parametrize("role", ROLES)
def test_hide_and_a_line_to_leave_are_offered_everywhere_and_tell_me_now_all_but_on_danger(
    packs: Loaded, role: str
) -> None:
    book = packs.books[role]
    for prompt in prompts_of(book):
        commands = {key for key, _ in screen_for(book, prompt).commands}
        assert {"h", "x", "?"} <= commands, prompt
        assert ("t" in commands) is (prompt != "danger"), prompt


def test_the_danger_screen_is_answered_whole_by_none_and_by_not_sure(book: Book) -> None:
    screen = screen_for(book, "danger")
    by_key = {choice.key: dict(choice.answers) for choice in screen.choices}
    assert by_key["0"] == dict.fromkeys(atoms_of(book, "danger"), "no")
    assert by_key["n"] == dict.fromkeys(atoms_of(book, "danger"), "not-sure")


def test_what_is_left_out_of_a_tick_list_is_no_or_not_sure(book: Book) -> None:
    screen = screen_for(book, "pay")
    left_out = screen.ticked(frozenset({"pay-evasive"}))
    assert left_out["pay-evasive"] == "yes"
    assert set(left_out.values()) == {"yes", "no"}
    doubted = screen.ticked(frozenset({"pay-evasive"}), unsure=True)
    assert set(doubted.values()) == {"yes", "not-sure"}
