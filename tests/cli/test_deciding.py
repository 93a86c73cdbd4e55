"""From the first screen to a verdict, by the keys a person presses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import ENTER, Person, invoke

from interview_coach.storage.books import load_book


def test_a_danger_ticked_is_walk_out_at_once_and_its_screen_puts_acts_before_words() -> None:
    with Person("assess") as person:
        person.is_in_danger("physical-threat")
        screen = person.sees_result("walk-out")
        assert screen.startswith("LEAVE NOW")
        assert screen.index("Do ") < screen.index("Say ") < screen.index("Can't get out?")
        person.presses("q")
        assert person.ends().exit_code == 0


@pytest.mark.parametrize("flag", [option.id for option in load_book().danger.options])
def test_every_danger_on_the_first_screen_ends_the_questions(flag: str) -> None:
    with Person("assess") as person:
        person.is_in_danger(flag)
        person.sees_result("walk-out")


def test_danger_in_doubt_is_a_polite_exit_as_soon_as_asked_for() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses("n")
        person.sees(person.book.wording.danger_signs_title)
        person.presses("t")
        person.sees_result("politely-exit")


def test_a_refused_serious_flag_is_a_polite_exit_with_its_reason_on_the_screen() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        screen = person.sees_result("politely-exit")
        finding = person.book.flag_by_id["pay-below-posted"].finding
        assert finding in " ".join(screen.split())


def test_abuse_that_goes_on_is_walk_out() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("conduct")
        person.saw("conduct", "shouting-or-swearing")
        person.asked("conduct", "refused")
        person.sees_result("walk-out")


def test_nothing_ticked_is_stay_after_two_screens() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("0")
        person.sees("0* None of these")
        person.presses(ENTER)
        screen = person.sees_result("stay")
        assert screen.startswith("STAY")


def test_nerves_alone_are_stay_and_reassure() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("self")
        reassurance = person.book.option_by_id["nerves"].reassurance
        person.saw("self", "nerves")
        screen = person.sees_result("stay")
        assert reassurance in " ".join(screen.split())


def test_what_was_not_asked_yet_is_to_be_asked_and_says_when_to_go() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "not-yet")
        screen = person.sees_result("stay")
        assert "Say " in screen
        assert "Go if" in screen


@pytest.mark.parametrize("said", ["gut-says-no", "would-say-no"])
def test_whoever_only_knows_that_it_is_a_no_has_a_line_to_go_with_at_once(said: str) -> None:
    answers = (
        f"{{danger: none, topics: [fit], fit: [{said}], context: {{meet-again: not-sure, need: not-sure}}}}"
    )
    told = " ".join(invoke("assess", "--answers", "-", stdin=answers).stdout.split())
    _, leaving = told.split("Go if you are sure that it's a no.")
    assert leaving.split('"')[1].endswith("Thank you.")


def test_a_clear_no_to_the_job_asks_about_meeting_again_and_then_declines_later() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("fit")
        person.saw("fit", "would-say-no")
        person.answers("meet-again", "yes")
        person.answers("need", "ordinary")
        person.sees_result("stay")
        person.presses("q")
        assert "decline" in person.ends().stdout


@pytest.mark.parametrize(("stance", "verdict"), [("balanced", "stay"), ("firm", "politely-exit")])
def test_the_stance_of_the_command_line_counts_when_asking(stance: str, verdict: str) -> None:
    with Person("assess", "--stance", stance) as person:
        person.is_safe()
        person.names("fit")
        person.saw("fit", "would-say-no")
        person.answers("meet-again", "yes")
        person.answers("need", "ordinary")
        person.sees_result(verdict)


def test_tell_me_now_gives_the_verdict_so_far_with_what_is_open_and_back_goes_on_asking() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("t")
        screen = person.sees_result("stay")
        assert person.book.wording.not_asked in screen
        person.presses("b")
        person.sees_topics()


def test_tell_me_now_is_not_offered_on_the_danger_screen() -> None:
    with Person("assess") as person:
        assert "tell me now" not in person.sees_danger()
        person.presses("t")
        person.sees("Danger comes first")


def test_a_topic_on_the_command_line_still_asks_danger_and_then_goes_straight_there() -> None:
    with Person("assess", "pay") as person:
        person.sees_danger()
        person.presses("0")
        person.saw("pay", "pay-evasive")
        person.sees(person.book.topic_by_id["pay"].raise_question.ask)


def test_an_unknown_topic_is_refused_before_anything_is_asked() -> None:
    with Person("assess", "pya") as person:
        result = person.ends()
        assert result.exit_code == 2
        assert result.stderr == "coach: no topic is called 'pya'; did you mean 'pay'?\n"


def test_the_result_stays_in_the_scrollback_after_the_screen_is_gone() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.sees_topic("pay")
        person.presses("t")
        person.sees_result("stay")
        person.presses("q")
        result = person.ends()
        assert result.stdout.startswith("STAY")
        assert "\x1b" not in result.stdout
        assert "m more" not in result.stdout
        assert person.screen == ""


def test_json_after_asking_is_one_document_on_stdout() -> None:
    with Person("assess", "--json") as person:
        person.is_in_danger("unsafe-here")
        person.sees_result("walk-out")
        person.presses("q")
        data = json.loads(person.ends().stdout)
        assert data["verdict"] == "walk-out"
        assert data["decided_by"]["flags"] == ["unsafe-here"]


def test_another_line_shows_one_that_was_not_shown_before() -> None:
    with Person("assess", rows=40) as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        first = said(person.sees_result("politely-exit"))
        person.presses("s")
        person.no_longer_sees(first)
        assert said(person.sees_result("politely-exit")) != first


def test_more_shows_reasons_with_sources_and_goes_back_to_the_first_page() -> None:
    with Person("assess", rows=200, columns=200) as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        first = person.sees_result("politely-exit")
        person.presses("m")
        more = person.sees("How far to trust this", "Reviewed by nobody yet")
        for source in person.book.flag_by_id["pay-below-posted"].sources:
            assert source.url in more
        person.presses("b")
        person.no_longer_sees("How far to trust this")
        assert person.sees_result("politely-exit") == first


def test_i_switches_to_another_side_and_asks_its_danger_first() -> None:
    interviewer = load_book("interviewer")
    with Person("assess") as person:
        person.sees_danger()
        person.presses("i")
        person.sees("WHO ARE YOU?", "Now: I'm being interviewed")
        person.chooses(interviewer.info.switch_text)
        person.sees(interviewer.wording.danger_title, interviewer.danger.options[0].text)
        person.presses("0")
        person.sees(interviewer.ordinary_topics[-1].title)
        person.presses("t")
        person.sees("m more")
        person.presses("q")
        assert person.ends().exit_code == 0


def test_hide_works_while_choosing_the_side() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses("i")
        person.sees("WHO ARE YOU?")
        person.presses("h")
        assert person.ends().exit_code == 0
        assert person.screen == ""


@pytest.mark.parametrize("role", ["candidate", "freelancer", "interviewer", "vendor"])
def test_every_role_can_be_asked_from_the_command_line(role: str) -> None:
    book = load_book(role)
    with Person("assess", "--role", role, role=role) as person:
        person.is_in_danger(book.danger.options[0].id)
        person.sees_result("walk-out")


def test_an_unknown_role_is_refused_with_a_suggestion() -> None:
    result = invoke("assess", "--role", "candiate", "--answers", "-", stdin="{}")
    assert result.exit_code == 2
    assert result.stderr == "coach: --role: no role is called 'candiate'; did you mean 'candidate'?\n"


def test_script_goes_on_from_the_result_of_an_assessment(home: Path) -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        person.sees_result("politely-exit")
        person.presses("q")
        assert person.ends().exit_code == 0
    last = json.loads((home / "state" / "last-result.json").read_text("utf-8"))
    assert last["about"] == ["pay-below-posted"]
    line = invoke("script").stdout
    assert line != without_result(home)
    assert "just the pay" in line


def without_result(home: Path) -> str:
    (home / "state" / "last-result.json").unlink()
    return invoke("script").stdout


def said(screen: str) -> str:
    """The first row of the line to say on a result."""
    return next(row for row in screen.splitlines() if row.startswith("Say "))


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (("assess", "--answers", "-"), "danger: none"),
        (("script",), ""),
        (("prep", "--answers", "-"), "{}"),
        (("prep", "--card"), ""),
        (("followup", "thank-you"), ""),
        (("debrief", "--answers", "-"), "{}"),
    ],
)
def test_a_bad_installed_folder_stops_nothing_and_is_told_in_one_line(
    args: tuple[str, ...], stdin: str, home: Path
) -> None:
    without = invoke(*args, stdin=stdin)
    bad = home / "config" / "rules" / "bad"
    bad.mkdir(parents=True)
    (bad / "pack.yaml").write_text("pack: [", "utf-8")
    result = invoke(*args, stdin=stdin)
    assert (result.exit_code, result.stdout) == (0, without.stdout)
    left = f"coach: the rules in {bad} are left aside; `coach rules check` says what is wrong with them\n"
    assert result.stderr == left + without.stderr


@pytest.mark.parametrize("how", ["option", "setting"])
def test_a_bad_folder_named_by_hand_is_refused(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pack.yaml").write_text("pack: [", "utf-8")
    if how == "setting":
        monkeypatch.setenv("COACH_RULES", str(tmp_path))
    options = ("--rules", str(tmp_path)) if how == "option" else ()
    assert invoke("assess", "--answers", "-", *options, stdin="danger: none").exit_code == 3
