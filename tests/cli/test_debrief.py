"""`coach debrief`: one sitting, kind, nothing kept unasked, and fixes that come back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from person import CTRL_C, ENTER, Person, invoke

from interview_coach.book.guides import Debrief
from interview_coach.cli.streams import Terminal
from interview_coach.dialogue.recall import fixes_to_do
from interview_coach.storage.books import load_guides
from interview_coach.storage.journal import journal_file, open_journal

TALKED = (
    "{ending: as-planned, anything: something, mistakes: [I talked over her, I froze],"
    ' fixes: [I stop and listen, ""]}'
)


@pytest.fixture
def guide() -> Debrief:
    guide = load_guides().debrief
    assert guide is not None
    return guide


def begins(person: Person) -> None:
    """Through what comes before the first question, keeping nothing."""
    person.sees("KEEP WHAT YOU ANSWER?")
    person.presses("2")
    person.sees("Enter begin")
    person.presses(ENTER)
    person.sees("skip this part")
    person.presses(ENTER)
    person.sees("How did it end?")


def writes(person: Person, ask: str, text: str = "") -> None:
    """Answer a question in own words; nothing skips it."""
    person.sees(ask, ">")
    person.presses(text + ENTER)


def goes_on(person: Person, title: str) -> None:
    person.sees(title, "skip this part")
    person.presses(ENTER)


# -- without a terminal ----------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--json",), ("--keep",), ("--plain",)])
def test_without_a_terminal_it_names_the_command_to_use(options: tuple[str, ...]) -> None:
    result = invoke("debrief", *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "coach debrief --answers answers.yaml" in result.stderr


def test_the_command_that_lists_the_steps_does_list_them(guide: Debrief) -> None:
    data = json.loads(invoke("debrief", "--answers", "-", "--json", stdin="{}").stdout)
    first = data["open"][0]
    assert first["step"] == guide.sections[0].steps[0].id
    assert set(first["options"]) == {option.id for option in guide.sections[0].steps[0].options}


def test_a_file_gives_the_summary_and_keeps_nothing() -> None:
    result = invoke("debrief", "--answers", "-", stdin=TALKED)
    assert result.exit_code == 0
    assert "Next time: I stop and listen" in result.stdout
    assert "coach followup" in result.stdout
    assert not journal_file().exists()


def test_json_has_what_was_noted_and_the_way_on() -> None:
    text = f"{TALKED[:-1]}, action: Sleep, action-date: 2026-11-23}}"
    data = json.loads(invoke("debrief", "--answers", "-", "--json", stdin=text).stdout)
    assert data["fixes"] == [
        {"mistake": "I talked over her", "next_time": "I stop and listen"},
        {"mistake": "I froze", "next_time": ""},
    ]
    assert data["next_step"] == {"what": "Sleep", "on": "2026-11-23"}
    assert data["kept_as"] is None
    assert (data["schema_version"], data["role"]) == (1, "candidate")


def test_noting_nothing_is_fine(guide: Debrief) -> None:
    result = invoke("debrief", "--answers", "-", stdin="{}")
    assert result.exit_code == 0
    assert "You noted nothing, and that is fine." in result.stdout
    assert guide.closing[0] in result.stdout


def test_after_something_unsafe_there_is_no_letting_go_and_no_thank_you(guide: Debrief) -> None:
    out = invoke("debrief", "--answers", "-", stdin="{ending: unsafe}").stdout
    assert "It was not your fault." in out
    assert guide.closing[0] not in out
    assert "coach followup report" in out
    assert "thank" not in out


def test_answers_that_do_not_fit_are_all_named_with_their_places() -> None:
    result = invoke("debrief", "--answers", "-", stdin="endng: unsafe\naction-date: soon\n")
    assert result.exit_code == 2
    assert "<stdin>:1:1: no step is called 'endng'; did you mean 'ending'?" in result.stderr
    assert "<stdin>:2:14:" in result.stderr


def test_keep_begins_an_interview_and_says_where_it_is() -> None:
    result = invoke("debrief", "--answers", "-", "--keep", "--interview", "Acme", stdin=TALKED)
    assert result.exit_code == 0
    assert "coach history show 1" in result.stdout
    with open_journal(create=True) as journal:
        assert journal.find("Acme").id == 1
        assert journal.answers(1, "debrief")["fixes"] == ("I stop and listen", "")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_what_cannot_be_kept_is_shown_all_the_same(options: list[str]) -> None:
    journal_file().parent.mkdir(parents=True)
    journal_file().write_bytes(b"not a journal")
    result = invoke("debrief", "--answers", "-", "--keep", *options, stdin=TALKED)
    assert result.exit_code == 2
    assert "I stop and listen" in result.stdout
    assert "Kept" not in result.stdout
    assert str(journal_file()) in result.stderr
    assert journal_file().read_bytes() == b"not a journal"


def test_an_interview_without_keep_is_told_what_is_missing() -> None:
    result = invoke("debrief", "--answers", "-", "--interview", "Acme", stdin="{}")
    assert result.exit_code == 2
    assert "--keep" in result.stderr


def test_the_summary_shows_control_characters_and_obeys_none() -> None:
    result = invoke("debrief", "--answers", "-", stdin='{facts: ["a\\u001b[2Jb [bold]c"], ending: i-left}')
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "a\\x1b[2Jb [bold]c" in result.stdout


@pytest.mark.parametrize("role", ["freelancer", "vendor", "interviewer"])
def test_every_role_has_its_own_and_the_way_on_names_it(role: str) -> None:
    result = invoke("debrief", "--role", role, "--answers", "-", stdin="{ending: i-ended}")
    assert result.exit_code == 0
    assert f"coach followup --role {role}" in result.stdout


def test_an_unknown_role_is_told_the_known_ones() -> None:
    result = invoke("debrief", "--role", "candidat", "--answers", "-", stdin="{}")
    assert result.exit_code == 2
    assert "did you mean 'candidate'?" in result.stderr


# -- on a terminal ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("columns", "rows"), [(40, 20), (80, 24)])
def test_someone_who_thinks_they_botched_it_is_led_to_the_end(columns: int, rows: int, home: Path) -> None:
    with Person("debrief", columns=columns, rows=rows) as person:
        begins(person)
        person.chooses("They ended it")
        writes(person, "What would a camera have seen?", "He looked at his watch")
        writes(person, "1 noted")
        writes(person, "And how did it feel?", "ashamed")
        goes_on(person, "What went well")
        writes(person, "One thing is enough.", "I was on time")
        writes(person, "1 noted")
        goes_on(person, "What you'd do another way")
        person.chooses("Yes, something")
        writes(person, "What would you do another way?", "I talked over her")
        writes(person, "1 noted")
        writes(person, "I talked over her", "If she starts, then I stop")
        goes_on(person, "What you have, what you showed")
        person.chooses("Yes, something I don't have yet")
        writes(person, "What was missing?", "SQL")
        writes(person, "What would close it?", "A course")
        writes(person, "By when?", "some day")
        person.sees("Write the day as")
        person.presses("\x15")
        person.no_longer_sees("> some day")
        writes(person, "By when?", "2027-02-01")
        person.sees("What you saw of them", "skip this part")
        person.presses("s")
        goes_on(person, "One next step")
        writes(person, "A friend had this very day.", "You are good")
        person.sees("Which of these will you do?")
        person.ticks(["Send a short thank-you note"])
        person.presses(ENTER)
        writes(person, "What is your one next step?", "Write the note")
        writes(person, "On which day?", "2026-11-23")
        end = person.sees("They made one decision on one day.", "m more")
        assert "+ for the rest" not in end
        unwrapped = " ".join(end.split())
        assert "Next time: If she starts, then I stop" in unwrapped
        assert "Next step: Write the note (2026-11-23)" in unwrapped
        assert "I talked over her" not in unwrapped
        assert "ashamed" not in unwrapped
        assert "Talk to a friend" in unwrapped
        person.presses("m")
        person.sees("How did it end?", "He looked at his watch")
        person.presses("q")
        result = person.ends()
        assert result.exit_code == 0
        assert "watch" not in person.screen
        assert "note" not in result.output
    assert not journal_file().exists()
    assert {file.name for file in home.iterdir()} == {"cache"}


def test_someone_shaken_is_asked_nothing_about_mistakes_and_told_first_to_be_safe() -> None:
    with Person("debrief") as person:
        begins(person)
        person.chooses("Something unsafe happened")
        person.sees("Are you safe now?", "It was not your fault.", "go where people are")
        person.chooses("Not yet, or not sure")
        person.sees("What would help now?")
        person.ticks(["Be with someone I trust"])
        person.presses(ENTER)
        writes(person, "Do you want to note anything for later?")
        seen = person.sees("One next step", "skip this part")
        assert "another way" not in seen
        person.presses("s")
        end = person.sees("m more")
        unwrapped = " ".join(end.split())
        assert unwrapped.index("Go where people are") < unwrapped.index("It was not your fault.")
        assert "- Be with someone I trust" in unwrapped
        assert "coach followup report" in unwrapped
        assert "If it comes back" not in unwrapped
        person.presses("q")
        assert person.ends().exit_code == 0


def test_someone_who_left_is_told_that_this_is_allowed_before_anything_else_is_asked_of_them() -> None:
    with Person("debrief") as person:
        begins(person)
        person.chooses("I ended it, or I left")
        writes(person, "What would a camera have seen?")
        writes(person, "And how did it feel?")
        person.sees("What went well")
        person.presses("s")
        goes_on(person, "What you'd do another way")
        person.chooses("Nothing. It was just not a fit")
        person.sees("What you have, what you showed")
        person.presses("e")
        end = " ".join(person.sees("m more").split())
        assert "You decided that this was enough." in end
        person.presses("q")
        assert person.ends().exit_code == 0


def test_all_can_be_skipped_and_the_end_is_kind(guide: Debrief) -> None:
    with Person("debrief") as person:
        person.sees("KEEP WHAT YOU ANSWER?")
        person.presses("2")
        person.sees("Enter begin")
        person.presses(ENTER)
        for title in ("What happened", "What went well", "One next step"):
            person.sees(title, "skip this part")
            person.presses("s")
        person.sees("You noted nothing, and that is fine.", guide.closing[0])
        person.presses("q")
        assert person.ends().exit_code == 0


def test_someone_who_does_not_say_how_it_ended_is_still_asked_what_does_no_harm() -> None:
    with Person("debrief") as person:
        begins(person)
        person.presses("s")
        writes(person, "What would a camera have seen?", "A short talk")
        writes(person, "1 noted")
        goes_on(person, "What went well")
        writes(person, "One thing is enough.", "I asked")
        writes(person, "1 noted")
        seen = person.sees("One next step", "skip this part")
        assert "another way" not in seen
        person.presses("e")
        person.sees("A short talk", "I asked", "m more")
        person.presses("q")
        assert person.ends().exit_code == 0


# -- what is known from before --------------------------------------------------------------------------------

DANGER = {"verdict": "leave-now", "is_danger": True, "flags": [{"id": "touched", "severity": "danger"}]}
IN_DOUBT = {"verdict": "leave-now", "is_danger": True, "flags": [], "answers": {"danger": "not-sure"}}
POLITE = {"verdict": "politely-exit", "is_danger": False, "flags": [], "answers": {"danger": "none"}}


def assessed(*bodies: dict[str, Any], role: str = "candidate") -> None:
    """An interview called Acme of which these assessments were kept."""
    with open_journal(create=True) as journal:
        id_ = journal.begin(role, "Acme").id
        for body in bodies:
            journal.add_entry(id_, "assessment", body)


def ends_unsafe(person: Person, guide: Debrief) -> str:
    """The last page is the one for something unsafe."""
    end = " ".join(person.sees("m more").split())
    assert "It was not your fault." in end
    assert "Tell someone you trust." in end
    assert "When you feel up to it: coach followup report" in end
    assert not any(text in end for text in (*guide.closing, "You noted nothing"))
    return end


@pytest.mark.parametrize(("columns", "rows", "options"), [(40, 20, ()), (80, 24, ("--keep",))])
def test_known_danger_is_not_asked_again_and_being_safe_comes_first(
    columns: int, rows: int, options: tuple[str, ...], guide: Debrief
) -> None:
    assessed(DANGER, POLITE)
    with Person("debrief", "--interview", "Acme", *options, columns=columns, rows=rows) as person:
        if not options:
            person.sees("KEEP WHAT YOU ANSWER?")
            person.presses("2")
        first = person.sees("Are you safe now?")
        assert "How did it end?" not in first
        person.chooses("Yes")
        person.sees("What would help now?")
        person.presses("s")
        writes(person, "Do you want to note anything for later?")
        person.sees("One next step", "skip this part")
        person.presses("s")
        ends_unsafe(person, guide)
        person.presses("q")
        assert person.ends().exit_code == 0
    with open_journal(create=True) as journal:
        kept = {"ending": "unsafe", "safe-now": "yes"} if options else {}
        assert journal.answers(1, "debrief") == kept


def test_after_known_danger_skipping_everything_ends_with_no_letting_go_and_keeps_nothing(
    guide: Debrief,
) -> None:
    assessed(DANGER)
    with Person("debrief", "--keep", "--interview", "Acme") as person:
        person.sees("Are you safe now?")
        person.presses("s")
        person.sees("What would help now?")
        person.presses("s")
        writes(person, "Do you want to note anything for later?")
        person.sees("One next step", "skip this part")
        person.presses("s")
        ends_unsafe(person, guide)
        person.presses("q")
        result = person.ends()
        assert "coach followup report" in result.stdout
    with open_journal(create=True) as journal:
        assert journal.answers(1, "debrief") == {}


def test_what_is_known_can_be_changed_and_the_end_stays_the_one_for_danger(guide: Debrief) -> None:
    assessed(DANGER)
    with Person("debrief", "--keep", "--interview", "Acme") as person:
        person.sees("Are you safe now?")
        person.presses("b")
        person.sees("How did it end?", "4* Something unsafe happened", "keep it")
        person.chooses("It went to the end")
        person.sees("What would a camera have seen?")
        writes(person, "What would a camera have seen?")
        writes(person, "And how did it feel?")
        person.sees("What went well", "skip this part")
        person.presses("e")
        ends_unsafe(person, guide)
        person.presses("q")
        assert person.ends().exit_code == 0
    with open_journal(create=True) as journal:
        assert journal.answers(1, "debrief") == {"ending": "as-planned"}


def test_danger_in_doubt_is_asked_about_and_never_let_go_of_unasked(guide: Debrief) -> None:
    assessed(IN_DOUBT)
    with Person("debrief", "--keep", "--interview", "Acme") as person:
        person.sees("Enter begin")
        person.presses(ENTER)
        person.sees("What happened", "skip this part")
        person.presses("e")
        ends_unsafe(person, guide)
        for title in ("One next step", "What went well", "What happened"):
            person.presses("b")
            person.sees(title, "skip this part")
        person.presses(ENTER)
        person.chooses("It went to the end")
        writes(person, "What would a camera have seen?")
        writes(person, "And how did it feel?")
        person.sees("What went well", "skip this part")
        person.presses("e")
        person.sees(guide.closing[0])
        person.presses("q")
        assert person.ends().exit_code == 0


def test_keeping_it_at_the_end_under_an_interview_with_danger_ends_it_as_unsafe(guide: Debrief) -> None:
    assessed(DANGER)
    with Person("debrief") as person:
        begins(person)
        person.presses("b")
        person.sees("What happened", "skip this part")
        person.presses("e")
        person.sees(guide.closing[0], "k keep")
        person.presses("k")
        person.sees("WHICH INTERVIEW?")
        person.presses("1")
        person.sees("Kept.")
        ends_unsafe(person, guide)
        person.presses("q")
        assert person.ends().exit_code == 0


@pytest.mark.parametrize(
    ("key", "kept"), [(ENTER, "i-left"), ("2", "i-left"), ("3", "they-ended")], ids=["keep", "same", "other"]
)
def test_someone_told_to_end_it_finds_that_marked_and_may_say_otherwise(key: str, kept: str) -> None:
    assessed(POLITE)
    with Person("debrief", "--keep", "--interview", "Acme") as person:
        person.sees("Enter begin")
        person.presses(ENTER)
        goes_on(person, "What happened")
        person.sees("How did it end?", "2* I ended it, or I left", "keep it")
        person.presses(key)
        person.sees("What would a camera have seen?")
        person.presses(CTRL_C)
        assert person.ends().exit_code == 130
    with open_journal(create=True) as journal:
        assert journal.answers(1, "debrief") == {"ending": kept}


@pytest.mark.parametrize("role", ["candidate", "freelancer", "vendor", "interviewer"])
def test_a_file_for_an_interview_with_danger_ends_as_unsafe_too(role: str) -> None:
    assessed(DANGER, role=role)
    closing = load_guides(role).debrief
    assert closing is not None
    options = ("--role", role, "--keep", "--interview", "Acme", "--answers", "-")
    for text, noted in (("{}", {}), ("{action: Rest}", {"ending": "unsafe", "action": "Rest"})):
        out = " ".join(invoke("debrief", *options, stdin=text).stdout.split())
        assert "It was not your fault." in out
        assert "coach followup report" in out
        assert closing.closing[0] not in out
        with open_journal(create=True) as journal:
            assert journal.answers(1, "debrief") == noted


def test_back_leads_from_the_end_to_the_first_screen() -> None:
    with Person("debrief") as person:
        begins(person)
        person.presses("b")
        person.sees("What happened", "skip this part")
        person.presses("e")
        person.sees("m more")
        person.presses("b")
        for title in ("One next step", "What went well", "What happened"):
            person.sees(title, "skip this part")
            person.presses("b")
        person.sees("Enter begin")
        person.presses("h")
        assert person.ends().exit_code == 0


@pytest.mark.parametrize("where", ["keep", "welcome", "section", "choice", "words", "end", "more"])
def test_hide_ends_it_at_once_and_leaves_nothing(where: str) -> None:
    with Person("debrief") as person:
        person.sees("KEEP WHAT YOU ANSWER?")
        for place, key, then in (
            ("keep", "2", "Enter begin"),
            ("welcome", ENTER, "skip this part"),
            ("section", ENTER, "How did it end?"),
            ("choice", "1", "What would a camera have seen?"),
        ):
            if place == where:
                break
            person.presses(key)
            person.sees(then)
        if where in ("end", "more"):
            writes(person, "What would a camera have seen?")
            writes(person, "And how did it feel?")
            person.sees("What went well", "skip this part")
            person.presses("e")
            person.sees("m more")
        if where == "more":
            person.presses("m")
            person.sees("It went to the end")
        person.presses("h" + ENTER if where == "words" else "h")
        result = person.ends()
        assert result.exit_code == 0
        assert person.screen == ""
        assert result.output == ""
    assert not journal_file().exists()


def test_k_at_the_end_keeps_everything_that_was_answered() -> None:
    with Person("debrief") as person:
        begins(person)
        person.chooses("They ended it")
        writes(person, "What would a camera have seen?", "A short talk")
        writes(person, "1 noted")
        writes(person, "And how did it feel?")
        person.sees("skip this part")
        person.presses("e")
        person.sees("k keep")
        person.presses("k")
        writes(person, "What do you call it?", "Acme")
        end = person.sees("Kept.", "coach history show 1")
        assert "k keep" not in end
        person.presses("q")
        assert person.ends().exit_code == 0
    with open_journal(create=True) as journal:
        assert journal.answers(1, "debrief") == {"ending": "they-ended", "facts": ("A short talk",)}
        assert journal.interview(1).name == "Acme"


def test_what_is_kept_survives_breaking_off_and_is_gone_on_with() -> None:
    with Person("debrief", "--keep", "--interview", "Acme") as person:
        person.sees("Enter begin")
        person.presses(ENTER)
        goes_on(person, "What happened")
        person.chooses("They ended it")
        person.sees("What would a camera have seen?")
        person.presses(CTRL_C)
        result = person.ends()
        assert result.exit_code == 130
        assert "coach debrief --keep --interview 1" in result.stderr
        assert person.screen == ""
    with Person("debrief", "--keep", "--interview", "1") as person:
        person.sees("what you noted")
        person.presses("e")
        person.sees("They made one decision on one day.")
        person.presses("q")
        assert person.ends().exit_code == 0


def test_breaking_off_without_keeping_says_that_nothing_was_kept() -> None:
    with Person("debrief") as person:
        begins(person)
        person.presses(CTRL_C)
        result = person.ends()
        assert result.exit_code == 130
        assert "Nothing was kept." in result.stderr
        assert "Go on" not in result.stderr
    assert not journal_file().exists()


def test_a_damaged_journal_is_left_alone_and_the_debrief_goes_on() -> None:
    journal_file().parent.mkdir(parents=True)
    journal_file().write_bytes(b"not a journal")
    with Person("debrief", "--keep", "--interview", "Acme") as person:
        person.sees("Enter begin")
        person.presses(ENTER)
        goes_on(person, "What happened")
        person.chooses("They ended it")
        writes(person, "What would a camera have seen?")
        writes(person, "And how did it feel?")
        person.sees("skip this part")
        person.presses("e")
        person.sees("They made one decision on one day.", "k keep")
        person.presses("q")
        result = person.ends()
        assert result.exit_code == 0
        assert str(journal_file()) in result.stderr
        assert "Kept" not in result.stdout
    assert journal_file().read_bytes() == b"not a journal"


def test_an_interviewer_who_ended_it_is_asked_whether_anyone_else_would_have_stayed() -> None:
    def open_steps(ending: str) -> set[str]:
        out = invoke(
            "debrief", "--role", "interviewer", "--answers", "-", "--json", stdin=f"ending: {ending}"
        )
        return {entry["step"] for entry in json.loads(out.stdout)["open"]}

    assert "anyone-else" in open_steps("i-ended")
    assert "anyone-else" not in open_steps("as-planned")
    assert "needed" in open_steps("they-left")


def test_in_plain_text_it_can_be_answered_line_by_line() -> None:
    terminal = Terminal(interactive=True, plain=True, colour=False, width=80)
    typed = "2\n\n\n5\nA door\n\nfine\ne\nq\n"
    result = invoke("debrief", stdin=typed, terminal=terminal)
    assert result.exit_code == 0, result.output
    assert "What happened: A door." in result.stdout
    assert "\x1b" not in result.stdout


# -- what comes back ------------------------------------------------------------------------------------------


def test_open_fixes_come_back_until_a_prep_ticks_them_off() -> None:
    for name, fix in (("First", "I breathe"), ("Second", "I stop and listen")):
        text = f"{{ending: i-left, anything: something, mistakes: [I froze], fixes: [{fix}]}}"
        assert invoke("debrief", "--answers", "-", "--keep", "--interview", name, stdin=text).exit_code == 0
    guides = load_guides()
    with open_journal(create=True) as journal:
        assert {fix.fix for fix in fixes_to_do(journal, guides)} == {"I breathe", "I stop and listen"}
        third = journal.begin("candidate", "Third")
        journal.set_answer(third.id, "prep", "open-fixes", ("I breathe",))
        assert [fix.fix for fix in fixes_to_do(journal, guides)] == ["I stop and listen"]
        assert {fix.fix for fix in fixes_to_do(journal, guides, third)} == {"I breathe", "I stop and listen"}


def test_fixes_of_another_role_do_not_come_back() -> None:
    invoke("debrief", "--answers", "-", "--keep", "--interview", "Acme", stdin=TALKED)
    with open_journal(create=True) as journal:
        assert fixes_to_do(journal, load_guides("interviewer")) == ()
