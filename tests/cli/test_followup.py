"""`coach followup`: safety first, the right letter, its gaps, and nothing kept that nobody asked to keep."""

from __future__ import annotations

import datetime as dt
import json
import os
import shlex
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import pytest
from person import CTRL_C, CTRL_D, ENTER, ESCAPE, Person, invoke

from interview_coach.book.guides import Followup, Guides, Letter, LetterKind
from interview_coach.cli.streams import Terminal
from interview_coach.guides.letters import days_known, fill, kinds_offered
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.journal import open_journal
from interview_coach.storage.rule_folders import built_in_rules
from interview_coach.storage.traces import LastResult, save_result

SAFE, UNSAFE, UNSURE = "1", "2", "n"
PLAIN = Terminal(interactive=True, plain=True, colour=False, width=80)


@pytest.fixture
def guides() -> Guides:
    return load_guides()


@pytest.fixture
def followup(guides: Guides) -> Followup:
    assert guides.followup is not None
    return guides.followup


def kind_of(followup: Followup, id_: str) -> LetterKind:
    return next(kind for kind in followup.kinds if kind.id == id_)


def first_of(followup: Followup, id_: str) -> Letter:
    return kind_of(followup, id_).letters[0]


def text_of(letter: Letter, followup: Followup, **details: str) -> str:
    """The letter as it is printed, with the day of today; a detail is named with underscores here."""
    known = today(followup) | {name.replace("_", "-"): text for name, text in details.items()}
    return fill(letter, known, followup.details).text + "\n"


def today(followup: Followup) -> dict[str, str]:
    return days_known(followup.details, dt.datetime.now().astimezone().date())


def kept(home: Path) -> set[str]:
    """The coach's files about this person."""
    return {
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if path.is_file() and "cache" not in path.parts
    }


def was_safe(role: str = "candidate") -> None:
    """An assessment of today that found no danger."""
    save_result(LastResult(role, "stay", (), (), time.time()))


def answers(tmp_path: Path, text: str) -> str:
    file = tmp_path / "answers.yaml"
    file.write_text(text, "utf-8")
    return str(file)


# -- without a terminal ---------------------------------------------------------------------------------


def test_a_kind_prints_its_letter_and_nothing_else(followup: Followup, home: Path) -> None:
    result = invoke("followup", "thank-you")
    assert result.exit_code == 0
    assert result.stdout == text_of(first_of(followup, "thank-you"), followup)
    assert kept(home) == set()


def test_beside_it_stands_safety_then_when_and_how_and_what_is_open(followup: Followup) -> None:
    kind = kind_of(followup, "thank-you")
    told = invoke("followup", "thank-you").stderr
    assert told.startswith(followup.safety.ask)
    assert "`coach followup report`" in told.splitlines()[0]
    assert all(step in told for step in kind.advice)
    opened = fill(kind.letters[0], {}, followup.details).open
    assert all(f"{detail.placeholder}  {detail.id}: {detail.ask}" in told for detail in opened)
    assert all(letter.id in told for letter in kind.letters[1:])


def test_what_is_worth_sleeping_on_says_so(followup: Followup) -> None:
    assert followup.wait in invoke("followup", "decline-offer").stderr
    assert followup.wait not in invoke("followup", "thank-you").stderr


def test_every_kind_there_is_prints_every_letter_it_has(followup: Followup) -> None:
    for kind in followup.kinds:
        result = invoke("followup", kind.id, "--all")
        assert result.exit_code == 0
        for letter in kind.letters:
            assert (
                f"--- {letter.id} ({letter.channel}): {letter.text}\n{text_of(letter, followup)}"
                in result.stdout
            )


def test_no_kind_and_no_terminal_is_an_error_that_names_the_kinds(followup: Followup) -> None:
    result = invoke("followup")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert all(f"coach followup {kind.id}" in result.stderr for kind in followup.kinds)


def test_a_guessed_word_is_answered_and_nothing_printed() -> None:
    result = invoke("followup", "thanks")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean `coach followup thank-you`?" in result.stderr


def test_a_kind_may_be_written_in_two_words(followup: Followup) -> None:
    assert invoke("followup", "thank", "you").stdout == text_of(first_of(followup, "thank-you"), followup)


def test_a_variant_and_a_channel_choose_the_letter(followup: Followup) -> None:
    last = kind_of(followup, "thank-you").letters[-1]
    assert invoke("followup", "thank-you", "--variant", last.id).stdout == text_of(last, followup)
    phone = next(each for each in kind_of(followup, "decline-offer").letters if each.channel == "phone")
    assert invoke("followup", "decline-offer", "--channel", "phone").stdout == text_of(phone, followup)
    assert "no variant is called 'nope'" in invoke("followup", "thank-you", "--variant", "nope").stderr
    wrong = invoke("followup", "thank-you", "--channel", "phone")
    assert wrong.exit_code == 2
    assert "known: email" in wrong.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--channel", "fax"), "known: email, message, paper, phone"),
        (("--variant", "thanks-good"), "write the kind too"),
        (("thank-you", "--variant", "thanks-god"), "did you mean 'thanks-good'?"),
        (("thank-you", "--channel", "paper"), "known: email"),
    ],
    ids=["channel", "variant", "kind and variant", "kind and channel"],
)
def test_a_letter_that_is_not_there_is_told_before_anything_is_asked(
    options: tuple[str, ...], told: str
) -> None:
    result = invoke("followup", *options, terminal=PLAIN)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_role_without_follow_ups_says_which_has_them(tmp_path: Path) -> None:
    folder = tmp_path / "mentor"
    folder.mkdir()
    for file in (built_in_rules() / "vendor").glob("*.yaml"):
        if file.stem not in ("prep", "followup", "debrief"):
            text = file.read_text("utf-8").replace("pack: vendor", "pack: mentor")
            (folder / file.name).write_text(text, "utf-8")
    result = invoke("followup", "thank-you", "--role", "mentor", "--rules", str(folder))
    assert result.exit_code == 2
    assert "there are no follow-ups for the role 'mentor' yet; try --role candidate" in result.stderr


def test_answers_fill_the_letter_in(followup: Followup) -> None:
    data = {"unsafe": "no", "details": {"their-name": "Ms Okafor", "day": 16}, "variant": "thanks-neutral"}
    result = invoke("followup", "thank-you", "--answers", "-", stdin=json.dumps(data))
    letter = next(each for each in kind_of(followup, "thank-you").letters if each.id == "thanks-neutral")
    assert result.stdout == text_of(letter, followup, their_name="Ms Okafor", day="16")
    assert followup.safety.ask not in result.stderr


def test_control_characters_in_answers_are_shown_and_odd_blanks_are_blanks() -> None:
    data = json.dumps({"details": {"their-name": "\x1b[31mRed\u00a0Ö"}})
    assert "Dear \\x1b[31mRed Ö," in invoke("followup", "thank-you", "--answers", "-", stdin=data).stdout


def test_all_that_is_wrong_with_answers_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    file = answers(
        tmp_path,
        "unsafe: maybe\nvariant: thanks-god\ncountry: xx\nkind: thank-you\n"
        "details:\n  their-nam: Ms O\n  day: [1, 2]\n",
    )
    result = invoke("followup", "thank-you", "--answers", file)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert [line.removeprefix(file).split(": ")[0] for line in lines] == [
        ":1:9",
        ":2:10",
        ":3:10",
        ":4:1",
        ":6:3",
        ":7:8",
    ]
    assert "did you mean 'thanks-good'?" in lines[1]
    assert "did you mean 'their-name'?" in lines[4]
    assert "put it in double quotes" in lines[5]


@pytest.mark.parametrize("text", ["", "[1]", "unsafe"])
def test_answers_that_are_nothing_or_no_mapping(text: str, tmp_path: Path) -> None:
    result = invoke("followup", "thank-you", "--answers", answers(tmp_path, text))
    assert result.exit_code == (2 if text else 0)


@pytest.mark.parametrize("unsafe", ["yes", "true", "not-sure"])
def test_after_something_unsafe_no_thanks_are_printed_but_what_helps(unsafe: str, followup: Followup) -> None:
    result = invoke("followup", "thank-you", "--answers", "-", stdin=f"unsafe: {unsafe}")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "You owe them no thanks" in result.stderr
    assert all(step in result.stderr for step in followup.safety.after)
    named = {kind.id for kind in followup.kinds if f"coach followup {kind.id} " in result.stderr}
    assert named == {kind.id for kind in followup.kinds if kind.after_danger}
    report = invoke("followup", "report", "--answers", "-", stdin=f"unsafe: {unsafe}")
    assert report.stdout == text_of(first_of(followup, "report"), followup)
    assert all(step in report.stderr for step in followup.safety.after)


def test_json_says_all_that_the_text_says(followup: Followup) -> None:
    data = json.loads(
        invoke("followup", "thank-you", "--json", "--answers", "-", stdin="details: {day: Monday}").stdout
    )
    kind = kind_of(followup, "thank-you")
    filled = fill(kind.letters[0], {"day": "Monday"}, followup.details)
    assert data["schema_version"] == 1
    assert (data["kind"], data["letter"], data["channel"], data["offered"]) == (
        "thank-you",
        kind.letters[0].id,
        "email",
        True,
    )
    assert (data["subject"], data["text"]) == (filled.subject, filled.body)
    assert [gap["detail"] for gap in data["open"]] == [detail.id for detail in filled.open]
    assert data["mailto"].startswith("mailto:?subject=Thank%20you%20for%20Monday&body=Dear%20%5B")
    assert data["advice"] == list(kind.advice)
    assert data["bodies"] == []
    assert data["other_letters"] == [letter.id for letter in kind.letters[1:]]


def test_json_after_something_unsafe_says_what_is_offered_instead(followup: Followup) -> None:
    data = json.loads(invoke("followup", "thank-you", "--json", "--answers", "-", stdin="unsafe: yes").stdout)
    assert data["offered"] is False
    assert data["instead"] == [kind.id for kind in kinds_offered(followup, "yes")]
    assert data["what_helps_now"] == list(followup.safety.after)
    assert "text" not in data


def test_official_bodies_are_named_with_their_date_where_the_country_is_known(guides: Guides) -> None:
    country = next(c for c in guides.countries if c.bodies)
    data = json.loads(
        invoke("followup", "report", "--json", "--answers", "-", stdin=f"country: {country.id}").stdout
    )
    assert {body["name"] for body in data["bodies"]} == {body.name for body in country.bodies}
    assert {body["as_of"] for body in data["bodies"]} == {country.last_verified}
    told = invoke("followup", "report", "--answers", "-", stdin=f"country: {country.id}").stderr
    assert all(body.url in told for body in country.bodies)
    assert f"As of {country.last_verified}" in told
    assert country.bodies[0].url not in invoke("followup", "report").stderr
    assert data["emergency"] == country.emergency
    assert f"Call {country.emergency}" not in told
    unsafe = f"{{unsafe: yes, country: {country.id}}}"
    assert f"Call {country.emergency}" in invoke("followup", "report", "--answers", "-", stdin=unsafe).stderr


def test_a_mail_link_stands_alone_on_stdout() -> None:
    result = invoke("followup", "thank-you", "--mailto")
    assert result.stdout.startswith("mailto:?subject=")
    assert len(result.stdout.splitlines()) == 1
    wrong = invoke("followup", "decline-offer", "--channel", "phone", "--mailto")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "--channel email" in wrong.stderr


# -- what is known already ------------------------------------------------------------------------------


def test_an_assessment_of_today_answers_the_safety_question(followup: Followup) -> None:
    was_safe()
    assert followup.safety.ask not in invoke("followup", "thank-you").stderr
    with Person("followup", columns=80) as person:
        person.sees(followup.groups[0].text)


def test_an_assessment_in_another_role_does_not(followup: Followup) -> None:
    was_safe("interviewer")
    assert invoke("followup", "thank-you").stderr.startswith(followup.safety.ask)


DANGER = {
    "flags": [{"id": "violence", "severity": "danger"}],
    "is_danger": True,
    "answers": {"danger": ["x"]},
}
DOUBT = {"flags": [], "is_danger": True, "answers": {"danger": "not-sure"}}
CALM = {"flags": [{"id": "late", "severity": "concern"}], "is_danger": False, "answers": {"danger": "none"}}
UNASKED = {"flags": [], "is_danger": False, "answers": {}}


STRANGE = {"verdict": 5, "flags": "x", "answers": None}


@pytest.mark.parametrize(
    ("kept_of_it", "is_offered", "is_asked"),
    [
        ((DANGER,), False, False),
        ((DOUBT,), False, False),
        ((CALM,), True, False),
        ((UNASKED,), True, True),
        ((STRANGE,), True, True),
        ((CALM, DANGER), False, False),
        ((DANGER, CALM), False, False),
        ((CALM, "unsafe"), False, False),
    ],
    ids=["danger", "doubt", "calm", "unasked", "strange", "danger last", "danger first", "debrief"],
)
def test_what_is_kept_of_an_interview_answers_the_safety_question(
    kept_of_it: Sequence[dict[str, object] | str], is_offered: bool, is_asked: bool, followup: Followup
) -> None:
    with open_journal(create=True) as journal:
        interview = journal.begin("candidate", "Acme").id
        for each in kept_of_it:
            if isinstance(each, str):
                journal.set_answer(interview, "debrief", "ending", each)
            else:
                journal.add_entry(interview, "assessment", each)
    result = invoke("followup", "thank-you", "--interview", "acme")
    assert result.exit_code == 0
    assert ("[their name]" in result.stdout) == is_offered == bool(result.stdout)
    assert (followup.safety.ask in result.stderr) == is_asked


def keep_danger(body: dict[str, object] | None = None, *, on: str = "", days_ago: int = 0) -> int:
    """Keep an assessment, of danger if nothing else is said. Returns the interview's number."""
    with open_journal(create=True, clock=lambda: time.time() - days_ago * 86_400) as journal:
        id_ = journal.begin("candidate", "Acme", on).id
        journal.add_entry(id_, "assessment", body or DANGER)
    return id_


@pytest.mark.parametrize("body", [DANGER, DOUBT], ids=["danger", "doubt"])
@pytest.mark.parametrize("has_result", [False, True])
def test_danger_in_the_last_interview_counts_where_none_is_named(
    body: dict[str, object], has_result: bool, followup: Followup
) -> None:
    if has_result:
        was_safe()
    number = keep_danger(body, days_ago=13)
    result = invoke("followup", "thank-you")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"your last interview, number {number}" in result.stderr
    assert "--interview NAME" in result.stderr
    assert 'unsafe: "no"' in result.stderr
    assert all(step in result.stderr for step in followup.safety.after)
    assert "coach followup report" in result.stderr
    assert json.loads(invoke("followup", "thank-you", "--json").stdout)["offered"] is False
    report = invoke("followup", "report")
    assert report.stdout == text_of(first_of(followup, "report"), followup)
    assert all(step in report.stderr for step in followup.safety.after)


def test_danger_in_the_last_debrief_counts_where_no_interview_is_named() -> None:
    with open_journal(create=True) as journal:
        journal.set_answer(journal.begin("candidate", "Acme").id, "debrief", "ending", "unsafe")
    assert invoke("followup", "thank-you").stdout == ""


def test_danger_of_another_interview_is_overruled_by_the_answers_and_by_naming_one(
    followup: Followup,
) -> None:
    keep_danger()
    wanted = text_of(first_of(followup, "thank-you"), followup)
    said = invoke("followup", "thank-you", "--answers", "-", stdin='unsafe: "no"')
    assert said.stdout == wanted
    assert "last interview" not in said.stderr
    new = invoke("followup", "thank-you", "--interview", "Beta", "--keep")
    assert new.stdout == wanted
    with open_journal(create=True) as journal:
        journal.add_entry(journal.find("Acme").id, "assessment", DANGER)
    named = invoke("followup", "thank-you", "--interview", "Beta")
    assert named.stdout == wanted
    assert "last interview" not in named.stderr


def test_long_ago_another_role_and_a_safe_one_answer_nothing(followup: Followup) -> None:
    keep_danger(days_ago=15)
    assert invoke("followup", "thank-you").stderr.startswith(followup.safety.ask)
    keep_danger(CALM)
    assert invoke("followup", "thank-you").stderr.startswith(followup.safety.ask)
    keep_danger()
    role = load_guides("vendor").followup
    assert role is not None
    assert invoke("followup", "thank-you", "--role", "vendor").stderr.startswith(role.safety.ask)


def test_danger_in_the_last_interview_counts_on_a_terminal_and_back_leads_to_the_question(
    followup: Followup,
) -> None:
    keep_danger()
    with Person("followup", "thank-you", columns=80, rows=30) as person:
        person.sees("WHICH INTERVIEW?")
        person.presses("0")
        person.sees("What helps now", "kept with your last interview", "Press b.")
        person.presses(ENTER)
        person.sees("You owe them no thanks")
        person.presses("b")
        person.sees("What helps now")
        person.presses("b")
        person.sees(followup.safety.ask)
        person.presses(UNSAFE)
        assert "last interview" not in person.sees("What helps now")
        person.presses("b")
        person.sees(followup.safety.ask)
        person.presses(SAFE)
        person.sees("Which one fits?")


def test_a_safe_interview_does_not_answer_for_none_of_them(followup: Followup) -> None:
    keep_danger(CALM)
    with Person("followup", "thank-you", columns=80, rows=30) as person:
        person.sees("WHICH INTERVIEW?")
        person.presses("0")
        person.sees(followup.safety.ask)


# -- days that the computer knows -----------------------------------------------------------------------


def test_today_and_the_day_of_the_interview_are_written_in(followup: Followup) -> None:
    day = dt.date(dt.date.today().year, 11, 23)  # noqa: DTZ011 - the day here
    keep_danger(CALM, on=day.isoformat())
    told = invoke("followup", "thank-you", "--interview", "Acme")
    assert f"Subject: Thank you for {day:%A}, 23 November\n" in told.stdout
    notes = next(letter for letter in kind_of(followup, "report").letters if "[today]" in letter.body)
    report = invoke("followup", "report", "--variant", notes.id).stdout
    assert f"Written on: {today(followup)['today']}" in report
    assert "[day]" in report
    said = invoke(
        "followup", "report", "--variant", notes.id, "--answers", "-", stdin="details: {today: 3 May}"
    )
    assert "Written on: 3 May" in said.stdout


def test_a_day_that_the_computer_knows_is_not_kept_but_another_one_is(followup: Followup) -> None:
    number = keep_danger(CALM, on="2026-11-23")
    notes = next(letter for letter in kind_of(followup, "report").letters if "[today]" in letter.body)
    options = ("report", "--variant", notes.id, "--interview", "Acme", "--keep")

    def kept_details() -> dict[str, str]:
        with open_journal() as journal:
            assert journal is not None
            return journal.details(number)

    invoke("followup", *options)
    assert kept_details() == {}
    invoke("followup", *options, "--answers", "-", stdin="details: {today: 3 May, day: 4 May}")
    assert kept_details() == {"day": "4 May"}
    assert "Day and time: 4 May" in invoke("followup", *options[:-1]).stdout


def test_a_day_that_was_written_in_can_be_changed(followup: Followup) -> None:
    keep_danger(CALM, on="2026-11-23")
    with Person("followup", "thank-you", columns=80, rows=30) as person:
        person.sees("WHICH INTERVIEW?")
        person.chooses("Acme")
        person.sees("Which one fits?")
        person.presses("1")
        person.sees("Enter show it")
        person.presses(ENTER)
        assert "fill in again" not in person.sees("Monday, 23 November")
        person.presses("f")
        gaps = [
            gap for gap in fill(first_of(followup, "thank-you"), {}, followup.details).open if gap.id != "day"
        ]
        for gap in gaps:
            person.sees(gap.ask)
            person.presses(ENTER)
        person.sees("fill in again")
        person.presses("f")
        person.sees("(1 of", "> Monday, 23 November")
        person.presses(f"\x15Tuesday{ENTER}")
        person.sees(gaps[0].ask)
        person.presses("\x1b")
        person.sees("> Tuesday")
        person.presses("\x1b")
        person.sees("Thank you for Tuesday")


def test_the_result_of_today_says_nothing_of_another_interview(followup: Followup) -> None:
    was_safe()
    with open_journal(create=True) as journal:
        journal.begin("candidate", "Acme")
    assert followup.safety.ask in invoke("followup", "thank-you", "--interview", "Acme").stderr
    assert followup.safety.ask not in invoke("followup", "thank-you").stderr


def test_an_assessment_made_by_the_coach_itself_is_understood() -> None:
    danger = next(flag.id for flag in load_book().flags if flag.severity.id == "danger")
    made = invoke("assess", "--answers", "-", "--keep", stdin=json.dumps({"danger": [danger]}))
    assert made.exit_code == 0, made.stderr
    assert invoke("followup", "thank-you", "--interview", "1").stdout == ""


def test_an_interview_that_is_not_there_is_an_error() -> None:
    result = invoke("followup", "thank-you", "--interview", "Acme")
    assert (result.exit_code, result.stdout) == (2, "")


def test_kept_details_come_back_and_what_is_of_me_holds_for_every_interview(followup: Followup) -> None:
    data = json.dumps({"details": {"my-name": "Sam", "their-name": "Ms O"}})
    made = invoke("followup", "thank-you", "--keep", "--interview", "Acme", "--answers", "-", stdin=data)
    assert made.exit_code == 0
    assert "kept with 'Acme'" in made.stderr
    letter = first_of(followup, "thank-you")
    assert invoke("followup", "thank-you", "--interview", "Acme").stdout == text_of(
        letter, followup, my_name="Sam", their_name="Ms O"
    )
    assert invoke("followup", "thank-you").stdout == text_of(letter, followup, my_name="Sam")
    with open_journal() as journal:
        assert journal is not None
        entry = journal.entries(journal.find("Acme").id, "followup")[0]
    assert entry.body["letter"] == letter.id
    assert f"Subject: {entry.body['subject']}\n\n{entry.body['text']}\n" == made.stdout


def test_a_broken_journal_is_told_and_the_letter_still_comes(followup: Followup, home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "journal.sqlite3").write_bytes(b"no journal at all, and long enough to be one" * 40)
    result = invoke("followup", "thank-you")
    assert result.exit_code == 0
    assert result.stdout == text_of(first_of(followup, "thank-you"), followup)
    assert "journal" in result.stderr


# -- on a terminal --------------------------------------------------------------------------------------


def to_the_letter(
    person: Person, followup: Followup, kind: LetterKind, letter: Letter, safety: str = SAFE
) -> None:
    """Go through the menus from the first screen to a letter of a kind without official bodies."""
    person.sees(followup.safety.ask)
    person.presses(safety)
    group = next(group for group in followup.groups if kind in group.kinds)
    person.sees(followup.welcome)
    person.chooses(group.text)
    if len(group.kinds) > 1:
        person.sees("What do you want to write?")
        person.chooses(kind.text)
    person.sees("Which one fits?")
    person.chooses(letter.text)
    person.sees(kind.advice[0], "Enter show it")
    person.presses(ENTER)
    person.sees("f fill in", letter.text)


def test_a_person_finds_a_letter_fills_it_in_and_it_stays_on_the_screen(
    followup: Followup, home: Path
) -> None:
    kind, letter = kind_of(followup, "thank-you"), first_of(followup, "thank-you")
    wanted = fill(letter, {}, followup.details).wanted
    with Person("followup", columns=80, rows=30) as person:
        to_the_letter(person, followup, kind, letter)
        assert "[their name]" in person.screen
        person.presses("f")
        for detail in wanted:
            person.sees(detail.ask)
            person.presses(f"my {detail.id}{ENTER}")
        person.sees("Dear my their-name,", "fill in again")
        person.presses("q")
        result = person.ends()
    assert (result.exit_code, result.stderr) == (0, "")
    details = {detail.id.replace("-", "_"): f"my {detail.id}" for detail in wanted}
    assert result.stdout == text_of(letter, followup, **details)
    assert kept(home) == set()


def test_filling_in_asks_for_what_is_open_and_then_for_everything_again(followup: Followup) -> None:
    letter = first_of(followup, "thank-you")
    gaps = fill(letter, {}, followup.details).open
    with Person("followup", "thank-you", columns=80, rows=30) as person:
        show_first(person, followup)
        person.presses("f")
        person.sees(gaps[0].ask, f"(1 of {len(gaps)})")
        person.presses(f"?{ENTER}")
        person.sees("Why I ask", gaps[0].placeholder)
        person.presses(ENTER)
        person.sees(gaps[0].ask, f"(1 of {len(gaps)})")
        person.presses(f"xyz{ENTER}")
        person.sees(gaps[1].ask)
        person.presses(ESCAPE)
        person.sees(gaps[0].ask)
        person.presses(ESCAPE)
        person.sees("f fill in")
        person.presses("f")
        person.sees(gaps[1].ask, f"(1 of {len(gaps) - 1})")
        for gap in gaps[1:]:
            person.sees(gap.ask)
            person.presses(f"xyz{ENTER}")
        person.sees("fill in again")
        person.presses("f")
        person.sees(gaps[0].ask, "> xyz")
        person.presses(f"\x15{ENTER}")
        person.sees(gaps[1].ask, "> xyz")
        person.presses(ESCAPE)
        person.sees(gaps[0].ask)
        person.presses(ESCAPE)
        person.sees("f fill in", gaps[0].placeholder)


def show_first(person: Person, followup: Followup, kind: str = "thank-you") -> Letter:
    """From the first screen to the first letter of a kind that was named on the command line."""
    letter = first_of(followup, kind)
    person.sees(followup.safety.ask)
    person.presses(SAFE)
    person.sees("Which one fits?")
    person.chooses(letter.text)
    person.sees("Enter show it")
    person.presses(ENTER)
    person.sees("f fill in")
    return letter


@pytest.mark.parametrize("answer", [UNSAFE, UNSURE])
@pytest.mark.parametrize("named", [(), ("thank-you",)], ids=["menu", "named"])
def test_after_something_unsafe_the_menus_hold_only_what_fits(
    answer: str, named: Sequence[str], followup: Followup
) -> None:
    with Person("followup", *named, columns=80, rows=30) as person:
        person.sees(followup.safety.ask)
        person.presses(answer)
        person.sees("What helps now", *followup.safety.after)
        person.presses(ENTER)
        offered = kinds_offered(followup, "yes")
        screen = person.sees(*(kind.text for kind in offered))
        assert ("You owe them no thanks" in " ".join(screen.split())) == bool(named)
        assert not any(kind.text in screen for kind in followup.kinds if not kind.after_danger and not named)
        assert "3  " not in screen
        person.presses("b")
        person.sees("What helps now")
        person.presses("b")
        person.sees(followup.safety.ask)
        person.presses(SAFE)
        person.sees("Which one fits?" if named else followup.welcome)


def test_a_report_after_danger_names_help_and_leaves_nothing_on_the_screen(
    guides: Guides, followup: Followup
) -> None:
    country = guides.countries[0]
    with Person("followup", "report", columns=80, rows=50) as person:
        person.sees(followup.safety.ask)
        person.presses(UNSAFE)
        person.sees("What helps now")
        person.presses(ENTER)
        person.sees("Which one fits?")
        person.presses("1")
        person.sees("Which country is it about?")
        person.chooses(country.name)
        person.sees(f"Call {country.emergency}", f"As of {country.last_verified}", country.bodies[0].name)
        person.presses(ENTER)
        person.sees("f fill in")
        person.presses("q")
        result = person.ends()
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
        assert person.screen == ""


def test_every_country_can_be_reached_and_none_can_be_chosen(guides: Guides, followup: Followup) -> None:
    with Person("followup", "report", columns=80, rows=50) as person:
        person.sees(followup.safety.ask)
        person.presses(SAFE)
        person.sees("Which one fits?")
        person.presses("1")
        seen = ""
        for country in guides.countries:
            if country.name not in person.sees("Which country is it about?"):
                person.presses("+")
                person.sees(country.name)
            seen += person.screen
        assert all(country.name in seen for country in guides.countries)
        person.presses("0")
        screen = person.sees("Enter show it")
        assert "Official help" not in screen


def test_going_back_from_the_advice_lets_one_choose_another_country(
    guides: Guides, followup: Followup
) -> None:
    first, second = guides.countries[:2]
    with Person("followup", "report", columns=80, rows=50) as person:
        person.sees(followup.safety.ask)
        person.presses(SAFE)
        person.sees("Which one fits?")
        person.presses("1")
        person.chooses(first.name)
        person.sees(f"Official help, {first.name}")
        person.presses("b")
        person.sees("Which country is it about?")
        person.chooses(second.name)
        person.sees(f"Official help, {second.name}")
        person.presses("b")
        person.sees("Which country is it about?")
        person.presses("b")
        person.sees("Which one fits?")
        person.presses("2")
        person.sees(f"Official help, {second.name}")
        person.presses("b")
        person.sees("Which country is it about?")


def test_the_country_that_was_prepared_is_not_asked_for(guides: Guides, followup: Followup) -> None:
    country = guides.countries[-1]
    with open_journal(create=True) as journal:
        journal.set_answer(journal.general("candidate").id, "prep", "country", country.id)
        journal.set_answer(journal.begin("candidate", "Acme").id, "prep", "promised", "x")
    with Person("followup", "report", columns=80, rows=50) as person:
        person.sees("WHICH INTERVIEW?")
        person.chooses("Acme")
        person.sees(followup.safety.ask)
        person.presses(SAFE)
        person.sees("Which one fits?")
        person.presses("1")
        person.sees(f"Official help, {country.name}")


def test_sources_can_be_looked_up(followup: Followup) -> None:
    kind = kind_of(followup, "thank-you")
    with Person("followup", "thank-you", columns=80, rows=60) as person:
        person.sees(followup.safety.ask)
        person.presses(SAFE)
        person.presses(person.sees("Which one fits?") and "1")
        person.sees("Enter show it")
        person.presses("?")
        person.sees("Where this comes from", *(source.title for source in kind.sources))
        person.presses("b")
        person.sees("Enter show it")


def test_back_leads_from_the_letter_to_the_first_screen(followup: Followup) -> None:
    kind = kind_of(followup, "share-news")
    with Person("followup", columns=80, rows=30) as person:
        to_the_letter(person, followup, kind, kind.letters[1])
        for text in (
            "Enter show it",
            "Which one fits?",
            "What do you want to write?",
            followup.welcome,
            followup.safety.ask,
        ):
            person.presses("b")
            person.sees(text)


def test_the_link_is_shown_and_left_in_one_piece(followup: Followup) -> None:
    with Person("followup", "thank-you", columns=40, rows=40) as person:
        show_first(person, followup)
        person.presses("l")
        person.sees("Mail link", "mailto:?subject=")
        person.presses("b")
        person.sees("f fill in")
        person.presses("q")
        assert person.ends().stdout.splitlines()[-1].startswith("mailto:?subject=")


def test_what_is_no_email_has_no_mail_link(followup: Followup) -> None:
    kind = kind_of(followup, "share-news")
    with Person("followup", columns=80, rows=30) as person:
        phone = next(letter for letter in kind.letters if letter.channel == "phone")
        to_the_letter(person, followup, kind, phone)
        assert "mail link" not in person.screen
        person.presses("l")
        person.sees("l means nothing here")


def test_what_the_command_line_asks_for_is_done_when_the_letter_comes(followup: Followup) -> None:
    kind = kind_of(followup, "decline-offer")
    for channel, told in (("email", "Mail link"), ("phone", "This is no email")):
        letter = next(each for each in kind.letters if each.channel == channel)
        options = ("--mailto", "--variant", letter.id)
        with Person("followup", kind.id, *options, columns=80, rows=40) as person:
            person.sees(followup.safety.ask)
            person.presses(SAFE)
            person.sees("Enter show it")
            person.presses(ENTER)
            person.sees(told)


# -- keeping --------------------------------------------------------------------------------------------


def test_k_keeps_the_letter_under_a_name_and_once_only(followup: Followup, home: Path) -> None:
    with Person("followup", "thank-you", columns=80, rows=30) as person:
        letter = show_first(person, followup)
        person.presses("f")
        person.sees("(1 of")
        person.presses(f"Monday{ENTER}")
        person.sees("(2 of")
        person.presses(ESCAPE)
        person.sees("(1 of")
        person.presses(ESCAPE)
        person.sees("f fill in")
        person.presses("k")
        person.sees("What do you call it?")
        person.presses(f"Acme{ENTER}")
        person.sees("Kept with Acme", "Still open: [their name]")
        person.presses("k")
        person.sees("kept already")
        person.presses(CTRL_C)
        result = person.ends()
    assert result.exit_code == 130
    assert "What you kept is in the journal" in result.stderr
    assert kept(home) == {"data/journal.sqlite3"}
    with open_journal() as journal:
        assert journal is not None
        interview = journal.find("Acme")
        entries = journal.entries(interview.id, "followup")
        assert journal.details(interview.id) == {fill(letter, {}, followup.details).open[0].id: "Monday"}
    assert [entry.body["letter"] for entry in entries] == [letter.id]


def test_keep_on_the_command_line_keeps_when_the_person_is_done(followup: Followup) -> None:
    with Person("followup", "thank-you", "--keep", "--interview", "Acme", columns=80, rows=30) as person:
        letter = show_first(person, followup)
        person.presses("q")
        told = person.ends().stderr
    assert "Kept with Acme" in told
    gaps = fill(letter, {}, followup.details).open
    still_open = f"Still open: {', '.join(gap.placeholder for gap in gaps)}."
    assert [line for line in told.splitlines() if "Still open" in line] == [still_open]
    with open_journal() as journal:
        assert journal is not None
        assert len(journal.entries(journal.find("Acme").id, "followup")) == 1


def test_kept_details_stand_in_the_next_letter_of_that_interview(followup: Followup) -> None:
    with open_journal(create=True) as journal:
        interview = journal.begin("candidate", "Acme")
        journal.add_entry(interview.id, "assessment", CALM)
        journal.set_detail(interview.id, "their-name", "Ms Okafor")
    with Person("followup", "thank-you", columns=80, rows=30) as person:
        person.sees("WHICH INTERVIEW?")
        person.chooses("Acme")
        person.sees("Which one fits?")
        person.presses("1")
        person.sees("Enter show it")
        person.presses(ENTER)
        person.sees("Dear Ms Okafor,")


def test_hiding_while_choosing_where_to_keep_keeps_nothing(followup: Followup) -> None:
    with Person("followup", "thank-you", columns=80, rows=30) as person:
        show_first(person, followup)
        person.presses("k")
        person.sees("What do you call it?")
        person.presses(f"h{ENTER}")
        result = person.ends()
        assert (result.exit_code, result.stdout, person.screen) == (0, "", "")
    with open_journal() as journal:
        assert journal is None or journal.interviews() == ()


# -- hiding and breaking off ----------------------------------------------------------------------------

PLACES = (
    "safety",
    "what helps",
    "group",
    "letter menu",
    "advice",
    "sources",
    "letter",
    "link",
    "filling",
    "why",
)


def go_to(person: Person, place: str, followup: Followup) -> str:
    """Go to a place; returns what has to be typed there before Enter, for places that take text."""
    person.sees(followup.safety.ask)
    if place == "safety":
        return ""
    if place == "what helps":
        person.presses(UNSAFE)
        person.sees("What helps now")
        return ""
    person.presses(SAFE)
    person.sees("Which one fits?")
    if place == "group":
        person.presses("b")
        person.sees(followup.welcome)
    if place in ("group", "letter menu"):
        return ""
    person.presses("1")
    person.sees("Enter show it")
    if place == "sources":
        person.presses("?")
        person.sees("Where this comes from")
    if place in ("advice", "sources"):
        return ""
    person.presses(ENTER)
    person.sees("f fill in")
    if place == "link":
        person.presses("l")
        person.sees("Mail link")
    if place in ("filling", "why"):
        person.presses("f")
        person.sees("(1 of")
    if place == "why":
        person.presses(f"?{ENTER}")
        person.sees("Why I ask")
    return ENTER if place == "filling" else ""


@pytest.mark.parametrize("role", ["interviewer", "freelancer", "vendor"])
def test_the_other_sides_have_follow_ups_of_their_own(role: str) -> None:
    followup = load_guides(role).followup
    assert followup is not None
    for kind in followup.kinds:
        result = invoke("followup", kind.id, "--role", role)
        assert result.stdout == text_of(kind.letters[0], followup)
        assert (result.stderr.startswith(followup.safety.ask)) == (not kind.after_danger)


@pytest.mark.parametrize("place", PLACES)
def test_hiding_clears_everything_at_once_from_everywhere(place: str, followup: Followup, home: Path) -> None:
    with Person("followup", "thank-you", columns=80, rows=40) as person:
        send = go_to(person, place, followup)
        person.presses(f"h{send}")
        result = person.ends()
        assert (result.exit_code, result.stdout, result.stderr, person.screen) == (0, "", "", "")
    assert kept(home) == set()


@pytest.mark.parametrize(("place", "key"), [*zip(PLACES, cycle((CTRL_C, CTRL_D))), ("filling", CTRL_C)])
def test_breaking_off_clears_and_says_that_nothing_was_kept(
    place: str, key: str, followup: Followup, home: Path
) -> None:
    with Person("followup", "thank-you", columns=80, rows=40) as person:
        go_to(person, place, followup)
        person.presses(key)
        result = person.ends()
        assert (result.exit_code, result.stdout, person.screen) == (130, "", "")
        assert result.stderr == "Stopped. Nothing was kept.\nAgain: coach followup\n"
    assert kept(home) == set()


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_every_screen_fits_its_width_and_names_its_keys(columns: int, followup: Followup) -> None:
    with Person("followup", "thank-you", columns=columns, rows=60) as person:
        for place in ("advice", "letter"):
            if place == "advice":
                go_to(person, place, followup)
            else:
                person.presses(ENTER)
                person.sees("f fill in")
            assert "b back" in person.screen
            assert "h hide" in person.screen


# -- the editor and the clipboard -----------------------------------------------------------------------

EDITOR = """
import os, pathlib, stat, sys
file = pathlib.Path(sys.argv[-1])
pathlib.Path({log!r}).write_text(f"{{file}}\\n{{stat.S_IMODE(file.stat().st_mode):o}} {{stat.S_IMODE(file.parent.stat().st_mode):o}}")
file.with_name("letter.txt~").write_text("what some editors leave behind")
{deed}
"""
REWRITE = "file.write_text(file.read_text().replace('Dear', 'Hello').replace('Subject: ', 'Subject: Re: '))"


def set_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str) -> Path:
    """Make a small program the person's editor. Returns the file in which it notes what it was given."""
    log, script = tmp_path / "log", tmp_path / "an editor.py"
    script.write_text(EDITOR.format(log=str(log), deed=deed), "utf-8")
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))
    return log


def test_the_editor_gets_a_private_file_that_is_gone_afterwards(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, followup: Followup
) -> None:
    log = set_editor(tmp_path, monkeypatch, REWRITE)
    result = invoke("followup", "thank-you", "--edit")
    wanted = text_of(first_of(followup, "thank-you"), followup)
    assert result.stdout == wanted.replace("Dear", "Hello").replace("Subject: ", "Subject: Re: ")
    where, modes = log.read_text("utf-8").splitlines()
    assert Path(where).is_relative_to(home / "state")
    assert not Path(where).parent.exists()
    if sys.platform != "win32":
        assert modes == "600 700"
    assert kept(home) == set()


def test_editing_on_a_terminal_comes_back_to_the_letter_and_can_go_on(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, followup: Followup
) -> None:
    set_editor(tmp_path, monkeypatch, REWRITE)
    with Person("followup", "thank-you", columns=80, rows=30) as person:
        show_first(person, followup)
        person.presses("e")
        person.sees("Hello [their name],", "Subject: Re:")
        person.presses("f")
        person.sees("(1 of")
        person.presses(f"Monday{ENTER}")
        person.sees("(2 of")
        person.presses(f"Ms Okafor{ENTER}")
        person.sees("(3 of")
        person.presses(ESCAPE)
        person.sees("(2 of")
        person.presses(ESCAPE)
        person.sees("(1 of")
        person.presses(ESCAPE)
        person.sees("Hello Ms Okafor,")
    assert kept(home) == set()


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("sys.exit(3)", f"The editor {Path(sys.executable).name} stopped; your letter is as it was."),
        ("file.write_text('')", ""),
        ("file.unlink()", "cannot be handed to an editor"),
    ],
    ids=["fails", "empties it", "removes it"],
)
def test_an_editor_that_fails_leaves_the_letter_as_it_was(
    deed: str, told: str, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, followup: Followup
) -> None:
    set_editor(tmp_path, monkeypatch, deed)
    with Person("followup", "thank-you", "--edit", columns=80, rows=40) as person:
        person.sees(followup.safety.ask)
        person.presses(SAFE)
        person.presses(person.sees("Which one fits?") and "1")
        person.presses(person.sees("Enter show it") and ENTER)
        person.sees("Dear [their name],", told)
    assert kept(home) == set()


@pytest.mark.parametrize(
    ("setting", "told"), [("no-such-editor-here", "no such file"), ('"open', "cannot be read")]
)
def test_an_editor_that_is_not_there_is_told_with_the_cure(
    setting: str, told: str, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("VISUAL", setting)
    result = invoke("followup", "thank-you", "--edit")
    assert result.exit_code == 2
    assert told in result.stderr
    assert "nano" in result.stderr
    assert kept(home) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="there is one editor there: notepad")
@pytest.mark.parametrize(
    ("installed", "first"),
    [(("vi", "micro", "nano"), "nano"), (("vi", "micro", "sensible-editor"), "micro"), (("vi",), "vi")],
)
def test_without_a_setting_the_easiest_editor_that_is_installed_is_taken(
    installed: tuple[str, ...], first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_editor(tmp_path, monkeypatch)
    for name in installed:
        program = tmp_path / "bin" / name
        program.write_text(f'#!/bin/sh\necho edited with {name} >> "$1"\n')
        program.chmod(0o700)
    assert f"\nedited with {first}\n" in invoke("followup", "thank-you", "--edit").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is one editor there: notepad")
def test_no_editor_at_all_is_told_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_editor(tmp_path, monkeypatch)
    result = invoke("followup", "thank-you", "--edit")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no editor was found (nano, micro, vi); install one, or set EDITOR" in result.stderr


def no_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every setting and every program away; programs may be put into the folder `bin`."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


def test_where_no_file_can_be_written_the_editor_is_not_blamed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", sys.executable)
    (home / "state").write_text("a file where a folder should be")
    result = invoke("followup", "thank-you", "--edit")
    assert result.exit_code == 2
    assert "the text cannot be handed to an editor" in result.stderr


def test_what_a_killed_run_left_is_removed_after_a_day(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_editor(tmp_path, monkeypatch, "")
    left, fresh = home / "state" / "editing-1", home / "state" / "editing-2"
    for folder in (left, fresh):
        folder.mkdir(parents=True)
        (folder / "letter.txt").write_text("Dear Ms Okafor")
    os.utime(left, (time.time() - 90_000, time.time() - 90_000))
    invoke("followup", "thank-you", "--edit")
    assert kept(home) == {"state/editing-2/letter.txt"}


@pytest.mark.skipif(sys.platform != "linux", reason="the clipboard is a program of its own on Linux alone")
@pytest.mark.parametrize("has_clipboard", [True, False])
def test_copying_hands_over_the_text_without_its_subject(
    has_clipboard: bool, tmp_path: Path, followup: Followup
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    pasted = tmp_path / "pasted"
    if has_clipboard:
        xsel = programs / "xsel"
        xsel.write_text(
            f"#!{sys.executable}\nimport pathlib, sys\npathlib.Path({str(pasted)!r}).write_bytes(sys.stdin.buffer.read())\n"
        )
        xsel.chmod(xsel.stat().st_mode | stat.S_IXUSR)
    (programs / "which").symlink_to("/usr/bin/which")
    settings = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    result = subprocess.run(
        [sys.executable, "-m", "interview_coach", "followup", "thank-you", "--copy"],
        env={**settings, "PATH": str(programs), "DISPLAY": ":0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    filled = fill(first_of(followup, "thank-you"), {}, followup.details)
    assert result.stdout == f"{filled.text}\n"
    if has_clipboard:
        assert pasted.read_text("utf-8") == filled.body
        assert "Copied, without the subject. Still open: [day]" in result.stderr
    else:
        assert "There is no clipboard here." in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the clipboard is a program of its own on Linux alone")
@pytest.mark.parametrize("has_clipboard", [True, False])
def test_copying_is_offered_where_there_is_a_clipboard(
    has_clipboard: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, followup: Followup
) -> None:
    (tmp_path / "which").symlink_to("/usr/bin/which")
    if has_clipboard:
        (tmp_path / "xsel").write_text("#!/bin/sh\n")
        (tmp_path / "xsel").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with Person("followup", "thank-you", columns=80, rows=40) as person:
        show_first(person, followup)
        assert ("c copy" in person.screen) == has_clipboard
        person.presses("l")
        assert ("copy" in person.sees("Mail link").lower()) == has_clipboard
        person.presses("b")
        person.sees("f fill in")
        person.presses("c")
        person.sees("Copied" if has_clipboard else "c means nothing here")


def test_an_example_that_is_a_sentence_gets_no_second_full_stop(followup: Followup) -> None:
    letter = next(
        letter
        for letter in kind_of(followup, "report").letters
        if any(gap.example.endswith(".") for gap in fill(letter, {}, followup.details).open)
    )
    gaps = fill(letter, today(followup), followup.details).open
    typed = ["1", "0", "", "f", *("" for _ in gaps), "q"]
    result = invoke(
        "followup", "report", "--variant", letter.id, stdin="\n".join(typed) + "\n", terminal=PLAIN
    )
    for gap in gaps:
        assert gap.example in result.stdout
    assert ".. " not in result.stdout
    assert "..\n" not in result.stdout


# -- plain text -----------------------------------------------------------------------------------------


def test_in_plain_text_everything_is_asked_line_by_line_without_escape_bytes(followup: Followup) -> None:
    gaps = fill(first_of(followup, "thank-you"), {}, followup.details).open
    typed = ["1", "1", "", "f", *(f"my {gap.id}" for gap in gaps), "q"]
    result = invoke("followup", "thank-you", stdin="\n".join(typed) + "\n", terminal=PLAIN)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert followup.safety.ask in lines
    assert "Dear [their name]," in lines
    details = {gap.id.replace("-", "_"): f"my {gap.id}" for gap in gaps}
    assert result.stdout.endswith(text_of(first_of(followup, "thank-you"), followup, **details))


CLEARED = "What was said may still stand further up. Close this window to be sure.\n"


@pytest.mark.parametrize(
    ("typed", "status"), [("h\n", 0), ("1\n1\n\nh\n", 0), ("1\n1\n\nf\nh\n", 0), ("1\n1\n", 130)]
)
def test_plain_text_is_pushed_off_the_screen_when_hidden_or_broken_off(typed: str, status: int) -> None:
    result = invoke("followup", "thank-you", stdin=typed, terminal=PLAIN)
    assert result.exit_code == status
    assert result.stdout.endswith("\n" * 50 + CLEARED)
