"""`coach prep`: under real keys, from a file, and what it keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from person import CTRL_C, ENTER, ESCAPE, Person, invoke

from interview_coach.book.guides import Outcome, Prep, Settles, Step, StepKind, StepOption
from interview_coach.book.records import Value
from interview_coach.cli.streams import Terminal
from interview_coach.render.layout import text_of
from interview_coach.render.screen_page import screen_lines
from interview_coach.render.step_screens import LEFT_OUT, WHERE_FIRST, any_of, breakable, one_of, pairs_of
from interview_coach.storage.books import load_book, load_guides, roles
from interview_coach.storage.journal import journal_file, open_journal

PLAIN = Terminal(interactive=True, plain=True, colour=False, width=80, grace=0)


@pytest.fixture(scope="module")
def prep() -> Prep:
    found = load_guides().prep
    assert found is not None
    return found


def settling(prep: Prep, settles: Settles) -> Step:
    """The first step that settles this."""
    return next(step for section in prep.sections for step in section.steps if step.settles is settles)


def leading_to(prep: Prep, outcome: Outcome) -> tuple[Step, StepOption]:
    """A step that is always asked, with an option that leads to this and has a letter."""
    return next(
        (step, option)
        for section in prep.sections
        for step in section.steps
        for option in step.options
        if option.leads_to is outcome and option.letter and step.only_if is None
    )


def kept(name: str = "Harbour") -> dict[str, Value]:
    """The answers that the journal holds for an interview."""
    with open_journal() as journal:
        assert journal is not None
        return journal.answers(journal.find(name).id, "prep")


def begins(person: Person, *, keep: bool, name: str = "Harbour") -> None:
    """From the first screen to the overview."""
    person.sees("BEFORE YOU GO", "Enter go on")
    person.presses(ENTER)
    person.sees("KEEP WHAT YOU ANSWER?")
    person.presses("1" if keep else "2")
    if keep:
        person.sees("WHAT IS IT FOR?")
        person.presses("1")
        person.sees("What do you call it?")
        person.writes(name)
    person.sees("r where it leads")


def as_json(text: str, *args: str) -> dict[str, Any]:
    result = invoke("prep", "--answers", "-", "--json", *args, stdin=text)
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout))


# -- on a terminal --------------------------------------------------------------------------------------


def test_the_first_screen_says_what_this_is_and_that_both_are_equals(prep: Prep) -> None:
    with Person("prep") as person:
        person.sees(prep.title, prep.welcome, "You are equals there", "go, ask first, or don't go")
        person.presses("h")
        assert person.ends().exit_code == 0
    assert person.screen == ""


def test_a_section_is_gone_through_and_kept_step_by_step(prep: Prep, home: Path) -> None:
    floor = settling(prep, Settles.FLOOR)
    section = next(s for s in prep.sections if s.id == floor.section)
    with Person("prep") as person:
        begins(person, keep=True)
        person.chooses(section.title)
        person.sees(section.intro)
        person.presses(ENTER)
        person.sees(floor.ask, floor.hint)
        person.writes("45,000 EUR a year")
        person.sees(section.steps[section.steps.index(floor) + 1].ask)
        assert kept() == {floor.id: "45,000 EUR a year"}
        person.presses(CTRL_C)
        result = person.ends()
    assert result.exit_code == 130
    assert "Go on: coach prep --keep --interview 1" in result.stderr
    assert person.screen == ""


def test_only_shown_means_that_nothing_is_kept(home: Path) -> None:
    with Person("prep") as person:
        begins(person, keep=False)
        person.presses("q")
        result = person.ends()
    assert "Nothing was kept." in result.stdout
    assert not journal_file().exists()


def test_the_parts_say_how_far_one_has_come(prep: Prep) -> None:
    section = next(s for s in prep.sections if len(s.steps) > 1 and s.steps[0].kind is StepKind.TICKS)
    with Person("prep", section.id) as person:
        person.sees("KEEP WHAT YOU ANSWER?")
        person.presses("2")
        person.sees(section.intro)
        person.presses(ENTER)
        person.sees(section.steps[0].ask)
        person.presses("1")
        person.sees("1* ")
        person.presses(ENTER)
        person.no_longer_sees(section.steps[0].ask)
        person.presses("b")
        person.sees(section.steps[0].ask, "1* ", "s keep it")
        person.presses("b")
        person.sees(f"{section.title} (1 of {len(section.steps)})")
        person.presses("q")
        person.ends()


def test_a_word_for_no_part_is_refused_with_those_there_are() -> None:
    result = invoke("prep", "reserch", terminal=PLAIN)
    assert result.exit_code == 2
    assert "no part is called 'reserch'; did you mean 'research'?" in result.stderr


def test_an_answer_that_leads_to_asking_first_comes_with_its_message(prep: Prep, home: Path) -> None:
    step, option = leading_to(prep, Outcome.ASK_FIRST)
    letter = next(each for each in prep.letters if each.id == option.letter)
    answers = home / "a.yaml"
    answers.write_text(f"{step.id}: {option.id}", "utf-8")
    assert invoke("prep", "--answers", str(answers), "--keep", "--interview", "Harbour").exit_code == 0
    with Person("prep", "--keep", "--interview", "harbour", rows=20) as person:
        person.sees("r where it leads")
        person.presses("r")
        person.sees(prep.outcomes[Outcome.ASK_FIRST].headline, option.because, "w the message")
        person.presses("w")
        person.sees("WHICH MESSAGE?")
        person.chooses(letter.text)
        person.sees("f fill in")
        person.presses("f")
        person.sees("(1 of ", "Empty leaves")
        person.writes("Tuesday")
        person.sees("(2 of ")
        person.presses(ESCAPE)
        person.sees("(1 of ", "> Tuesday")
        person.presses(ESCAPE)
        person.sees("f fill in")
        person.presses("q")
        result = person.ends()
    assert "Tuesday" in result.stdout
    with open_journal() as journal:
        assert journal is not None
        interview = journal.find("Harbour")
        details = journal.details(interview.id) | journal.details(journal.general("candidate").id)
    assert list(details.values()) == ["Tuesday"]


def test_the_conclusion_is_left_on_the_screen_and_says_how_to_go_on(prep: Prep) -> None:
    step, option = leading_to(prep, Outcome.CANCEL)
    value = f"[{option.id}]" if step.kind is StepKind.TICKS else option.id
    invoke("prep", "--answers", "-", "--keep", "--interview", "Harbour", stdin=f"{step.id}: {value}")
    with Person("prep", "--keep", "--interview", "1") as person:
        person.sees("r where it leads")
        person.presses("r")
        person.sees(prep.outcomes[Outcome.CANCEL].headline, option.because)
        person.presses("q")
        result = person.ends()
    assert result.stdout.startswith(prep.outcomes[Outcome.CANCEL].headline)
    assert "Go on with it: coach prep --keep --interview 1" in result.stdout
    assert "Your card: coach prep --card" in result.stdout


def test_with_nothing_answered_there_is_no_verdict() -> None:
    with Person("prep") as person:
        begins(person, keep=False)
        person.presses("r")
        person.sees("TOO EARLY TO SAY", "You have answered nothing yet")
        person.presses("h")
        assert person.ends().exit_code == 0
    assert person.screen == ""


def test_what_is_settled_for_all_counts_in_each_interview(prep: Prep) -> None:
    stance = settling(prep, Settles.STANCE)
    assert stance.for_all
    section = next(s for s in prep.sections if s.id == stance.section)
    with Person("prep") as person:
        person.sees("Enter go on")
        person.presses(ENTER)
        person.sees("KEEP WHAT YOU ANSWER?")
        person.presses("1")
        person.sees("WHAT IS IT FOR?")
        person.presses("2")
        screen = person.sees("Enter go on")
        assert "where it leads" not in screen
        person.chooses(section.title)
        person.sees("Enter go on  b back")
        person.presses(ENTER)
        for step in section.steps[: section.steps.index(stance)]:
            if step.for_all and step.only_if is None:
                person.sees(step.ask)
                person.presses("s" if step.kind in (StepKind.CHOICE, StepKind.TICKS) else ENTER)
        person.sees(stance.ask)
        person.chooses(next(option.text for option in stance.options if option.id == "firm"))
        person.sees(section.steps[section.steps.index(stance) + 1].ask)
        person.presses(CTRL_C)
        person.ends()
    data = as_json("", "--keep", "--interview", "Harbour")
    assert data["settled"]["stance"] == "firm"
    own = as_json(f"{stance.id}: network-first", "--keep", "--interview", "Harbour")
    assert own["settled"]["stance"] == "network-first"
    assert as_json("")["settled"]["stance"] is None


def begun(prep: Prep, on: str = "") -> None:
    """An interview that is kept, with a floor, and a day if one is given."""
    floor = settling(prep, Settles.FLOOR)
    as_json(f"{floor.id}: 45000", "--keep", "--interview", "Harbour")
    if on:
        with open_journal(create=True) as journal:
            journal.set_date(1, on)


def test_coming_back_goes_on_with_the_interview_at_hand(prep: Prep) -> None:
    begun(prep, "2099-11-23")
    section = next(s for s in prep.sections if settling(prep, Settles.FLOOR) in s.steps)
    with Person("prep") as person:
        person.sees(
            "GO ON?", "1  Harbour, Monday, 23 November 2099", "2  Another interview", "3  All my interviews"
        )
        person.presses("1")
        person.sees("r where it leads", f"{section.title} (1 of ")
        person.presses("q")
        result = person.ends()
    assert "Kept." in result.stdout
    assert "--interview 1" in result.stdout


def test_coming_back_can_be_for_another_interview_or_for_all(prep: Prep) -> None:
    begun(prep)
    with Person("prep") as person:
        person.sees("GO ON?", "unless you change it there.")
        person.presses("2")
        person.sees(prep.welcome)
        person.presses(ENTER)
        person.sees("KEEP WHAT YOU ANSWER?")
        person.presses("1")
        person.sees("WHICH INTERVIEW?")
        person.presses(CTRL_C)
        person.ends()
    with Person("prep") as person:
        person.sees("GO ON?")
        person.presses("3")
        person.sees(prep.welcome)
        person.presses(ENTER)
        person.sees("KEEP WHAT YOU ANSWER?")
        person.presses("1")
        assert "where it leads" not in person.sees("l rehearse")
        person.presses("q")
        person.ends()


def test_b_leads_back_through_every_screen_before_the_parts(prep: Prep) -> None:
    begun(prep)
    screens = [
        ("GO ON?", "2"),
        (prep.welcome, ENTER),
        ("KEEP WHAT YOU ANSWER?", "1"),
        ("WHICH INTERVIEW?", "2"),
    ]
    with Person("prep") as person:
        for title, key in screens:
            person.sees(title)
            person.presses(key)
        person.sees("What do you call it?", "Esc back")
        person.presses(ESCAPE)
        for title, _ in reversed(screens[1:]):
            person.sees(title, "b back")
            person.presses("b")
        person.sees("GO ON?")
        person.presses(CTRL_C)
        person.ends()
    invoke("history", "forget", "--all", "--yes")
    with Person("prep") as person:
        person.sees(prep.welcome)
        person.presses(ENTER)
        person.sees("KEEP WHAT YOU ANSWER?")
        person.presses("1")
        person.sees("WHAT IS IT FOR?", "b back")
        person.presses("1")
        person.sees("What do you call it?")
        person.presses(ESCAPE)
        person.sees("WHAT IS IT FOR?")
        person.presses("b")
        person.sees("KEEP WHAT YOU ANSWER?")
        person.presses("b")
        assert "b back" not in person.sees(prep.welcome)
        person.presses(CTRL_C)
        person.ends()


def test_hide_at_the_first_question_shows_and_changes_nothing(prep: Prep) -> None:
    begun(prep)
    with Person("prep") as person:
        person.sees("GO ON?", "h hide")
        person.presses("h")
        result = person.ends()
    assert (result.exit_code, result.output, person.screen) == (0, "", "")


def test_a_named_interview_is_not_asked_for(prep: Prep) -> None:
    begun(prep)
    with Person("prep", "--keep", "--interview", "Harbour") as person:
        person.sees("r where it leads")
        assert "GO ON?" not in person.screen
        person.presses("q")
        person.ends()


def test_enter_goes_on_from_the_overview(prep: Prep) -> None:
    with Person("prep") as person:
        begins(person, keep=False)
        person.sees("Enter go on")
        person.presses(ENTER)
        person.sees(prep.sections[0].intro)
        person.presses("h")
        person.ends()


def test_a_day_is_understood_as_it_is_said_and_kept_as_a_date(prep: Prep) -> None:
    day = next(s for part in prep.sections for s in part.steps if s.kind is StepKind.DATE)
    with Person("prep") as person:
        begins(person, keep=True)
        person.presses(ENTER)
        person.sees("Enter go on", "b back")
        person.presses(ENTER)
        person.sees(day.ask, "or 2026-11-23.")
        person.writes("soon")
        person.sees('I don\'t know that day: "soon".', "> soon")
        person.writes("\x7f" * 4 + "23 Nov 2099 at 10")
        person.sees("Monday, 23 November 2099", "Enter right")
        person.presses(ENTER)
        person.no_longer_sees("23 November")
        person.presses(CTRL_C)
        person.ends()
    assert kept()[day.id] == "2099-11-23"


def test_the_plain_questions_need_no_keys(prep: Prep, home: Path) -> None:
    section = prep.sections[0]
    typed = "\n2\n1\nenter\n" + "b\n" + "r\nq\n"
    result = invoke("prep", "--plain", stdin=typed, terminal=PLAIN)
    assert result.exit_code == 0, result.stdout
    assert f"1: {section.title}" in result.stdout
    assert section.steps[0].ask in result.stdout
    assert "\x1b" not in result.stdout
    assert "Nothing was kept." in result.stdout


def test_the_end_of_plain_input_is_130_and_never_an_answer(home: Path) -> None:
    result = invoke("prep", "--plain", stdin="\n2\n", terminal=PLAIN)
    assert result.exit_code == 130
    assert "Stopped. Nothing was kept." in result.stderr


def test_the_card_is_one_key_away_before_anything_is_asked(prep: Prep) -> None:
    with Person("prep", rows=60) as person:
        person.sees("c only the card")
        person.presses("c")
        person.sees(prep.card.title, prep.card.equals)
        person.presses("b")
        person.sees(prep.welcome)
        person.presses("h")
        person.ends()


# -- from a file ----------------------------------------------------------------------------------------


def test_without_a_terminal_it_says_what_to_type_instead() -> None:
    result = invoke("prep")
    assert result.exit_code == 2
    for command in ("coach prep --answers answers.yaml", "coach prep --template", "coach prep --card"):
        assert command in result.stderr


def test_the_same_answers_come_to_the_same_as_text_and_as_data(prep: Prep) -> None:
    step, option = leading_to(prep, Outcome.ASK_FIRST)
    floor, stance = settling(prep, Settles.FLOOR), settling(prep, Settles.STANCE)
    breakers, questions = settling(prep, Settles.DEAL_BREAKERS), settling(prep, Settles.QUESTIONS)
    text = (
        f"{step.id}: {option.id}\n{floor.id}: 45000\n{stance.id}: firm\n"
        f"{breakers.id}: [pay-below-floor]\n{questions.id}: [{questions.options[0].id}]\n"
    )
    data = as_json(text)
    assert list(data) == [
        "schema_version", "role", "outcome", "headline", "is_settled", "meaning", "reasons", "next_steps", "plans",
        "letters", "settled", "questions", "open_research", "not_looked_at",
    ]  # fmt: skip
    assert data["outcome"] == "ask-first"
    assert data["reasons"][0]["text"] == option.because
    assert data["letters"][0]["id"] == option.letter
    assert data["settled"]["floor"] == {"text": "45000", "number": 45000, "currency": None, "period": None}
    assert data["questions"] == [questions.options[0].text]
    (plan,) = data["plans"]
    assert plan["flag"] == "pay-below-floor"
    printed = " ".join(invoke("prep", "--answers", "-", stdin=text).stdout.split())
    for part in (data["headline"], option.because, plan["say"], questions.options[0].text):
        assert part in printed


def test_what_is_looked_up_is_no_longer_open(prep: Prep) -> None:
    first = as_json("")["open_research"]
    assert {"step", "option", "text", "how"} == set(first[0])
    done = as_json(f"{first[0]['step']}: [{first[0]['option']}]")["open_research"]
    assert done == first[1:]


def test_the_research_ticks_stay_when_they_are_kept() -> None:
    first = as_json("")["open_research"]
    as_json(f"{first[0]['step']}: [{first[0]['option']}]", "--keep", "--interview", "Harbour")
    assert as_json("", "--interview", "Harbour")["open_research"] == first[1:]


def test_no_answers_are_no_go() -> None:
    data = as_json("")
    assert data["outcome"] is None
    assert data["headline"] == "TOO EARLY TO SAY"


def test_a_go_is_no_go_before_all_is_answered_that_could_lead_elsewhere(prep: Prep) -> None:
    floor = settling(prep, Settles.FLOOR)
    data = as_json(f"{floor.id}: 45000")
    assert (data["outcome"], data["headline"], data["is_settled"]) == (
        "go",
        "NOTHING AGAINST IT SO FAR",
        False,
    )
    first = next(
        s
        for part in prep.sections
        for s in part.steps
        if any(o.leads_to is not Outcome.GO for o in s.options)
    )
    rows = invoke("prep", "--answers", "-", stdin=f"{floor.id}: 45000").stdout.splitlines()
    assert rows[0] == "NOTHING AGAINST IT SO FAR"
    assert rows[1].startswith(f"Open  {first.ask}")
    answers = {
        step.id: next((option.id for option in step.options if option.leads_to is Outcome.GO), "")
        for part in prep.sections
        for step in part.steps
        if step.kind is StepKind.CHOICE and step.only_if is None
    }
    ticks = [s.id for part in prep.sections for s in part.steps if s.kind is StepKind.TICKS]
    text = "\n".join(
        [*(f"{id_}: {option}" for id_, option in answers.items()), *(f"{id_}: none" for id_ in ticks)]
    )
    settled = as_json(text)
    assert settled["headline"] == prep.outcomes[Outcome.GO].headline
    assert settled["is_settled"] is True


def test_nothing_is_kept_without_keep(home: Path, prep: Prep) -> None:
    as_json(f"{settling(prep, Settles.FLOOR).id}: 45000")
    assert not journal_file().exists()


def test_keeping_says_where_and_sets_the_day_of_the_interview(prep: Prep) -> None:
    day = next(s for section in prep.sections for s in section.steps if s.kind is StepKind.DATE)
    result = invoke(
        "prep", "--answers", "-", "--keep", "--interview", "Harbour", stdin=f"{day.id}: 2026-12-01"
    )
    assert "kept with 'Harbour'; `coach history show 1` shows it" in result.stderr
    with open_journal() as journal:
        assert journal is not None
        assert journal.find("Harbour").on == "2026-12-01"


def test_an_interview_that_is_not_there_is_named() -> None:
    result = invoke("prep", "--answers", "-", "--interview", "Nowhere", stdin="{}")
    assert result.exit_code == 2
    assert "--interview" in result.stderr


def test_the_template_is_an_answers_file_that_answers_nothing(prep: Prep) -> None:
    template = invoke("prep", "--template").stdout
    for section in prep.sections:
        for step in section.steps:
            assert f"\n{step.id}:   # {step.ask}" in template
    assert as_json(template)["outcome"] is None


def test_every_problem_of_an_answers_file_is_told_with_its_place_and_cure(prep: Prep) -> None:
    floor, stance = settling(prep, Settles.FLOOR), settling(prep, Settles.STANCE)
    breakers, country = settling(prep, Settles.DEAL_BREAKERS), settling(prep, Settles.COUNTRY)
    text = (
        f"{floor.id}: lots\n{stance.id}: [firm]\n{breakers.id}: [pay-below-flor, physical-threat]\n"
        f"{country.id}: xx\nzzz: 1\n"
    )
    result = invoke("prep", "--answers", "-", stdin=text)
    assert result.exit_code == 2
    problems = result.stderr.splitlines()
    assert problems[0].startswith(f"<stdin>:1:{len(floor.id) + 3}: there is no number in 'lots'")
    assert "one option is wanted here; write" in problems[1]
    assert "no flag is called 'pay-below-flor'; did you mean 'pay-below-floor'?" in problems[2]
    assert "'physical-threat' is danger, which always ends it; take it out" in problems[3]
    assert "no country is called 'xx'" in problems[4]
    assert problems[5].startswith("<stdin>:5:1: no step is called 'zzz'")
    assert len(problems) == 6


def test_an_answer_to_what_is_not_asked_is_a_problem(prep: Prep) -> None:
    step = next(s for section in prep.sections for s in section.steps if s.only_if and s.options)
    result = invoke("prep", "--answers", "-", stdin=f"{step.id}: {step.options[0].id}")
    assert result.exit_code == 2
    assert step.only_if is not None
    assert f"{step.id!r} is asked only where {step.only_if[0]!r} is" in result.stderr


def test_hostile_text_is_shown_and_not_obeyed(prep: Prep) -> None:
    promised = settling(prep, Settles.PROMISED)
    text = f'{promised.id}: ["\\e[31mred [bold]pay[/bold] \\a"]'
    result = invoke("prep", "--answers", "-", stdin=text)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert as_json(text)["settled"]["promised"] == ["\x1b[31mred [bold]pay[/bold] \x07"]


def test_a_floor_that_was_kept_stands_in_the_question_of_an_assessment(prep: Prep) -> None:
    floor = settling(prep, Settles.FLOOR)
    as_json(f"{floor.id}: 45000 EUR", "--keep", "--interview", "Harbour")
    option = load_book().option_by_id["pay-below-floor"]
    with Person("assess", "pay") as person:
        person.sees_danger()
        person.presses("0")
        person.sees("45000 EUR")
        assert option.text not in person.screen
        person.presses(CTRL_C)
        person.ends()


def test_a_journal_that_cannot_be_read_is_told_before_anything_is_asked(prep: Prep) -> None:
    journal_file().parent.mkdir(parents=True)
    journal_file().write_text("garbage", "utf-8")
    with Person("prep", "--keep", prep.sections[0].id) as person:
        person.sees("WHAT IS IT FOR?")
        person.presses("2")
        person.sees("It can't be kept now", "cannot be read")
        person.presses(ENTER)
        person.sees("Enter go on", "l rehearse")
        person.presses("q")
        result = person.ends()
    assert result.exit_code == 0
    assert "Nothing was kept." in result.stdout
    assert journal_file().read_text("utf-8") == "garbage"
    answers = f"{settling(prep, Settles.FLOOR).id}: 45000"
    told = invoke("prep", "--answers", "-", "--keep", "--interview", "Harbour", stdin=answers)
    assert told.exit_code == 2
    assert told.stderr.count("cannot be read") == 1
    assert "NOTHING AGAINST IT SO FAR" in told.stdout


def test_options_that_the_rules_have_dropped_since_do_no_harm(prep: Prep) -> None:
    again, stance = settling(prep, Settles.MEET_AGAIN), settling(prep, Settles.STANCE)
    with open_journal(create=True) as journal:
        interview = journal.begin("candidate", "Harbour")
        for step in (again, stance):
            journal.set_answer(interview.id, "prep", step.id, "gone")
        breakers = settling(prep, Settles.DEAL_BREAKERS)
        journal.set_answer(interview.id, "prep", breakers.id, ("gone", "pay-below-floor"))
    data = as_json("", "--interview", "Harbour")
    assert data["settled"]["stance"] is None
    assert [plan["flag"] for plan in data["plans"]] == ["pay-below-floor"]
    assessed = invoke("assess", "--answers", "-", "--interview", "Harbour", stdin="danger: none")
    assert assessed.exit_code == 0, assessed.stderr


# -- every screen fits ------------------------------------------------------------------------------------


def every_screen(role: str) -> Iterator[tuple[str, int, int]]:
    """Each screen of a role's prep at two widths: its name, its rows and its widest row."""
    guides, book = load_guides(role), load_book(role)
    steps = [s for section in guides.prep.sections for s in section.steps] if guides.prep else []
    for step in steps:
        pairs = pairs_of(step, guides.countries, [(f"f{n}", "x" * 37) for n in range(9)])
        match step.kind:
            case StepKind.CHOICE | StepKind.COUNTRY:
                screens = [one_of(step, pairs, is_answered=True, place="Some part: 10 of 10")]
            case StepKind.TICKS | StepKind.OPEN_FIXES:
                screens = [any_of(step, pairs, is_answered=True, place="Some part: 10 of 10")]
            case StepKind.DEAL_BREAKERS:
                topics = breakable(book)
                pairs = tuple((topic.id, topic.title) for topic in topics)
                screens = [
                    any_of(step, pairs, is_answered=True, place="Some part: 10 of 10", intro=WHERE_FIRST)
                ]
                screens += [
                    any_of(
                        step,
                        [(flag.id, flag.option) for flag in flags],
                        is_answered=True,
                        title=topic.title,
                        intro=step.hint or LEFT_OUT,
                    )
                    for topic, flags in topics.items()
                ]
            case _:
                screens = []
        for screen in screens:
            for width in (40, 80):
                lines = [text_of(line) for line in screen_lines(screen, width, book.wording)]
                yield f"{role}/{step.id} at {width}", len(lines), max(map(len, lines)) - width


@pytest.mark.parametrize("role", roles())
def test_every_screen_fits_on_twenty_rows_of_forty_columns(role: str) -> None:
    for name, rows, too_wide in every_screen(role):
        assert rows <= 19, name
        assert too_wide <= 0, name
