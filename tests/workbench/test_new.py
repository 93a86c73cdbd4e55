"""`new` asks, and what it writes passes `check` and `test`. Real keys, a real screen."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from person import CTRL_C, ENTER, ESCAPE, Person, invoke

from interview_coach.problems import Problems
from interview_coach.rulebook.draft_questions import Question, questions
from interview_coach.rulebook.drafting import NEW_TOPIC, Draft, free_id, topic_text
from interview_coach.rulebook.loader import Loaded
from interview_coach.rulebook.nodes import read_document
from interview_coach.terminal.authoring import BACK, PlainAuthor
from workbench.folders import LOOSE_FLAG, folder_of

CTRL_U = "\x15"
ABOUT = {
    "What happened?": "They offer no fare for my trip",
    "Say the same": "Nobody pays your fare, and they asked you to come.",
    "Why does it matter?": "A day and a fare is a lot for someone out of work.",
}
SAID = {
    "how do you open?": "Thank you for telling me.",
    "what are you doing": "I can't come on my own money, so I'll stop here.",
    "how do you end?": "I wish you well.",
    "If they push": "I can't pay for the trip. Thank you, goodbye.",
    "Who published it?": "Acas",
    "What is it called?": "Hiring someone",
    "From which year": "n.d.",
    "What is the link?": "https://www.acas.org.uk/hiring-someone",
}
ASKED = {
    "What would put it right?": "They pay the fare, in writing.",
    '"Go if ..."': "nobody will pay for it",
    "to ask about it?": "The fare is a lot for me. Could you pay it?",
}
STORIES = {
    "how it happened": "I was told at the end that the train is on me.",
    "what comes close": "They said in the letter that they can't pay, and I came all the same.",
}


def writes(person: Person, question: str, answer: str) -> None:
    """Wait for a question, leave nothing of what stood there, and answer it."""
    person.sees(question)
    person.presses(CTRL_U + answer + ENTER)


def picks(person: Person, question: str, key: str) -> None:
    person.sees(question, "b) Go back")
    person.presses(key + ENTER)


def chooses(person: Person, text: str) -> None:
    """Press the digit that stands before a choice."""
    screen = person.sees(text, "b) Go back")
    row = next(row for row in screen.splitlines() if f") {text}" in row)
    person.presses(row.split(")")[0].strip(" »") + ENTER)


def tells(person: Person, severity: str = "3", asks: str = "1") -> None:
    """Answer everything from "what happened?" to the review."""
    for question, answer in ABOUT.items():
        writes(person, question, answer)
    picks(person, "How bad is it?", severity)
    picks(person, "Should one ask", asks)
    if asks != "3":
        for question, answer in ASKED.items():
            writes(person, question, answer)
    for question, answer in SAID.items():
        writes(person, question, answer)
    picks(person, "What kind of source", "1")
    for question, answer in STORIES.items():
        writes(person, question, answer)


def new(folder: Path, *more: str, rows: int = 200, columns: int = 80) -> Person:
    return Person("rules", "new", str(folder), *more, columns=columns, rows=rows)


def test_a_new_topic_is_asked_for_written_checked_and_tested(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    with new(folder) as person:
        picks(person, "Whom are these rules for?", "2")
        picks(person, "Which subject", "1")
        writes(person, "What is the subject called?", "Travel and costs")
        writes(person, "Why does one ask about it?", "Trips cost money before there is any.")
        tells(person)
        person.sees("If you have not asked yet: stay (raise-it). If they put it right: stay (nothing).")
        picks(person, "Is this what should come of it?", "1")
        result = person.ends()
    assert result.exit_code == 0
    assert {path.name for path in folder.iterdir()} == {
        "pack.yaml",
        "travel-and-costs.yaml",
        "travel-and-costs.cases.yaml",
    }
    assert (folder / "pack.yaml").read_text("utf-8") == "pack: freelancer\n"
    assert "all in order, 3 cases hold." in result.stdout
    assert invoke("rules", "check", "--rules", str(folder)).exit_code == 0
    assert invoke("rules", "test", "--rules", str(folder)).exit_code == 0
    assert invoke("rules", "coverage", "--rules", str(folder), "--role", "freelancer").exit_code == 0


def test_a_flag_for_a_topic_that_is_there_and_is_never_raised(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine")
    with new(folder, columns=40) as person:
        chooses(person, "Access or safety that I need")
        tells(person, severity="2", asks="3")
        picks(person, "Is this what should come of it?", "1")
        result = person.ends()
    assert result.exit_code == 0
    assert {path.name for path in folder.iterdir()} == {"pack.yaml", "access.yaml", "access.cases.yaml"}
    written = (folder / "access.yaml").read_text("utf-8")
    assert "\ntitle:" not in written and "fixed_when" not in written
    assert invoke("rules", "test", "--rules", str(folder), "--role", "candidate").exit_code == 0


def test_every_question_can_be_gone_back_from_and_shows_what_was_said(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    with new(folder, "--role", "freelancer") as person:
        picks(person, "Which subject", "b")
        picks(person, "(1) Which subject", "1")
        person.sees("(2) What is the subject called?")
        person.presses("Travel" + ENTER)
        person.sees("(3) Why does one ask about it?")
        person.presses(ESCAPE)
        person.presses(" and costs" + ENTER)
        person.sees("Travel and costs")
        writes(person, "(3) Why does one ask about it?", "Trips cost money before there is any.")
        for question, answer in ABOUT.items():
            writes(person, question, answer)
        picks(person, "How bad is it?", "1")
        picks(person, "Should one ask", "b")
        picks(person, "How bad is it?", "3")
        picks(person, "Should one ask", "3")
        person.sees("how do you open?")
        person.presses("<" + ENTER)
        picks(person, "Should one ask", "2")
        person.sees("What would put it right?")
        person.presses(CTRL_C)
        assert person.ends().exit_code == 130
    assert not folder.exists()


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_breaking_off_anywhere_writes_nothing(steps: int, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    with new(folder) as person:
        if steps > 0:
            picks(person, "Whom are these rules for?", "2")
        if steps > 1:
            picks(person, "Which subject", "1")
        if steps > 2:
            writes(person, "What is the subject called?", "Travel")
        person.sees(f"({steps + 1})")
        person.presses(CTRL_C)
        result = person.ends()
    assert result.exit_code == 130
    assert "Stopped. Nothing was written." in result.stderr
    assert not folder.exists()


def test_breaking_off_at_the_review_writes_nothing_and_the_review_can_be_answered_no(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine")
    with new(folder) as person:
        chooses(person, "Access or safety that I need")
        tells(person, severity="2", asks="1")
        picks(person, "Is this what should come of it?", "2")
        picks(person, "How bad is it?", "4")
        person.sees("If they refuse: politely-exit (dealbreaker).")
        person.presses(CTRL_C)
        assert person.ends().exit_code == 130
    assert [path.name for path in folder.iterdir()] == ["pack.yaml"]


def test_an_answer_that_does_not_fit_is_refused_at_once_with_the_reason(tmp_path: Path) -> None:
    with new(tmp_path / "mine", "--role", "vendor", columns=40) as person:
        picks(person, "Which subject", "1")
        writes(person, "What is the subject called?", "A title that is far too long for the screen")
        person.sees("That has 43 characters; at most 37 fit.")
        person.presses(CTRL_U + ENTER)
        person.sees("Write something.")
        person.presses(CTRL_C)
        assert person.ends().exit_code == 130


def test_a_topic_that_the_folder_holds_is_not_offered_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG)
    with new(folder) as person:
        assert "Access or safety" not in person.sees("Which subject", "b) Go back")
    assert (folder / "access.yaml").read_text("utf-8") == LOOSE_FLAG


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine")
    with new(folder) as person:
        chooses(person, "Access or safety that I need")
        tells(person, severity="2", asks="3")
        person.sees("Is this what should come of it?")
        (folder / "access.cases.yaml").write_text("cases: []\n", encoding="utf-8")
        person.presses("1" + ENTER)
        result = person.ends()
    assert result.exit_code == 2
    assert "it is there already" in result.stderr
    assert (folder / "access.cases.yaml").read_text("utf-8") == "cases: []\n"
    assert not (folder / "access.yaml").exists()


def test_without_a_terminal_it_names_what_to_do_instead(tmp_path: Path) -> None:
    result = invoke("rules", "new", str(tmp_path / "mine"))
    assert result.exit_code == 2
    assert "in a terminal" in result.stderr and "rules/README.md" in result.stderr
    assert not (tmp_path / "mine").exists()


def test_broken_rules_in_the_folder_are_told_before_the_first_question(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG.replace("severity: concern", "severity: bad"))
    with new(folder) as person:
        assert person.ends().exit_code == 3


def test_a_folder_of_packs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "both").mkdir()
    folder_of(tmp_path / "both" / "vendor", pack="pack: vendor\n")
    with new(tmp_path / "both") as person:
        result = person.ends()
    assert (result.exit_code, "name one of them" in result.stderr) == (2, True)


def test_a_role_that_is_not_the_folder_s_is_refused(tmp_path: Path) -> None:
    with new(folder_of(tmp_path / "mine"), "--role", "vendor") as person:
        result = person.ends()
    assert (result.exit_code, "is a folder of candidate rules" in result.stderr) == (2, True)


# -- plain text ----------------------------------------------------------------------------------------


def plainly(typed: str, question: Question, before: str = "") -> tuple[str, str]:
    out = io.StringIO()
    return PlainAuthor(io.StringIO(typed), out).ask(question, before, "(1)"), out.getvalue()


CHOICE = Question("q", "Which?", choices=(("a", "The first"), ("b", "The second")))
NEVER = Question("q", "What?", check=lambda text: "" if text == "right" else "Not so.")


def test_plain_text_takes_numbers_keeps_what_was_said_and_goes_back() -> None:
    assert plainly("2\n", CHOICE)[0] == "b"
    assert plainly("\n", CHOICE, "a")[0] == "a"
    assert plainly("<\n", CHOICE)[0] == BACK
    answer, shown = plainly("9\nx\n1\n", CHOICE)
    assert (answer, shown.count("Type a number from 1 to 2.")) == ("a", 2)
    answer, shown = plainly("wrong\nright\n", NEVER)
    assert (answer, "Not so." in shown, "\x1b" in shown) == ("right", True, False)


def test_the_end_of_the_input_breaks_off() -> None:
    with pytest.raises(KeyboardInterrupt):
        plainly("", NEVER)


# -- what is made of the answers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("They owe them for the trip", "they-owe-them-for-the"),
        ("2 hours late", "hours-late"),
        ("I can't get in", "i-cant-get-in"),
        ("???", "my-flag"),
        ("Pay", "pay-2"),
    ],
)
def test_ids_are_made_of_words_and_are_free(text: str, id_: str) -> None:
    assert free_id(text, {"pay", "pay-exit-neutral"}) == id_


@pytest.mark.parametrize("role", ["candidate", "freelancer", "interviewer", "vendor"])
def test_danger_and_full_topics_are_not_offered(role: str, packs: Loaded) -> None:
    book = packs.books[role]
    offered = dict(next(iter(questions(book, {}))).choices)
    assert "danger" not in offered
    for topic in book.ordinary_topics:
        assert topic.id not in offered or len(topic.options) < 9
    assert (NEW_TOPIC in offered) == (len(book.ordinary_topics) < 9)


ANSWER = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)


@settings(max_examples=60, deadline=None)
@given(option=ANSWER, say=ANSWER)
def test_whatever_is_typed_is_read_back_as_it_was_typed(option: str, say: str) -> None:
    keys = ("title", "topic_why", "finding", "why", "fixed_when", "leave_when")
    said = dict.fromkeys(keys, "x") | {"topic": NEW_TOPIC, "severity": "note", "raise": "required"}
    said |= {f"say_{beat}": say for beat in ("raise", "open", "statement", "close", "push")}
    said |= {f"source_{key}": say for key in ("publisher", "title", "year", "url", "strength")}
    text = topic_text(Draft(said | {"option": option}, "candidate", "t", "f"))
    document = read_document(text, "t.yaml", problems := Problems())
    assert problems.found == [] and document is not None and isinstance(document.data, dict)
    data: dict = document.data  # type: ignore[type-arg]
    assert data["flags"]["f"]["option"] == option
    assert data["lines"]["f-raise"]["say"] == say
