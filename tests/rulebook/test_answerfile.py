"""Answers as people write them: every form, every error with its place, and back again."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import CONTEXT_ORDER, Stance
from interview_coach.engine.answers import Profile, atoms_of, is_raisable, values_of
from interview_coach.problems import BadAnswers
from interview_coach.rulebook.answer_files import answers_to_data, read_answers

from .packs import built_in_engine, small_engine

SMALL = small_engine().book


def atoms(text: str, book: Book = SMALL) -> dict[str, str]:
    return read_answers(text, "a.yaml", book)[0]


def errors(text: str) -> list[str]:
    with pytest.raises(BadAnswers) as caught:
        read_answers(text, "a.yaml", SMALL)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


# --- every form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n", "{}"])
def test_nothing_said_is_no_answer(text: str) -> None:
    assert read_answers(text, "a.yaml", SMALL) == ({}, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("danger: none", {"trapped": "no", "scam": "no"}),
        ("danger: []", {"trapped": "no", "scam": "no"}),
        ("danger: not-sure", {"trapped": "not-sure", "scam": "not-sure"}),
        ("danger: [not-sure]", {"trapped": "not-sure", "scam": "not-sure"}),
        ("danger: [scam]", {"trapped": "no", "scam": "yes"}),
        ("danger: [scam, not-sure]", {"trapped": "not-sure", "scam": "yes"}),
        ("danger:\n- not-sure\n- scam\n", {"trapped": "not-sure", "scam": "yes"}),
        ("topics: none", {"topics/pay": "no", "topics/manners": "no"}),
        ("topics: [pay]", {"topics/pay": "yes", "topics/manners": "no"}),
        ("topics: [pay, not-sure]", {"topics/pay": "yes", "topics/manners": "not-sure"}),
        (
            "raised: {pay: refused, manners: not-sure}",
            {"raised/pay": "refused", "raised/manners": "not-sure"},
        ),
        ("context: {need: high}", {"need": "high"}),
        ('context: {would-take: "no"}', {"would-take": "no"}),
        ("context: {would-take: no}", {"would-take": "no"}),
        ("context: {would-take: false, meet-again: true}", {"would-take": "no", "meet-again": "yes"}),
        (
            "context: {would-take: maybe, meet-again: not-sure}",
            {"would-take": "maybe", "meet-again": "not-sure"},
        ),
        ("raised: {}\ncontext: {}", {}),
    ],
)
def test_each_form_gives_these_atoms(text: str, expected: dict[str, str]) -> None:
    assert atoms(text) == expected


def test_what_a_tick_list_leaves_out_is_no() -> None:
    given_ = atoms("pay: [low-pay]")
    assert {given_.pop(id_) for id_ in ("unpaid", "no-figure", "pay-sustained", "would-say-no")} == {"no"}
    assert given_ == {"low-pay": "yes", "topics/pay": "yes"}


@pytest.mark.parametrize("said", ["none", "not-sure", "[low-pay]"])
def test_an_answered_topic_is_going_on(said: str) -> None:
    assert atoms(f"pay: {said}")["topics/pay"] == "yes"
    assert "topics/manners" not in atoms(f"pay: {said}")


def test_an_answered_topic_wins_over_not_sure_in_the_list_of_topics() -> None:
    assert atoms("topics: not-sure\npay: [low-pay]")["topics/pay"] == "yes"


def test_the_order_in_the_file_never_matters() -> None:
    first = "danger: none\ntopics: [pay]\npay: [low-pay, no-figure]\nraised: {pay: refused}\ncontext: {need: high}\n"
    second = "context: {need: high}\nraised: {pay: refused}\npay: [no-figure, low-pay]\ntopics: [pay]\ndanger: none\n"
    assert atoms(first) == atoms(second)


def test_json_says_the_same_as_yaml() -> None:
    data = {"danger": "none", "topics": ["pay"], "pay": ["low-pay"], "context": {"would-take": "no"}}
    assert atoms(json.dumps(data)) == atoms(
        "danger: none\ntopics: [pay]\npay: [low-pay]\ncontext: {would-take: no}\n"
    )


def test_json_errors_have_places_too() -> None:
    assert errors('{\n  "danger": "none",\n  "pay": ["low-pya"]\n}') == [
        "a.yaml:3:11: no option is called 'low-pya'; did you mean 'low-pay'?"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("profile: {}", Profile()),
        ("profile: {stance: firm}", Profile(Stance.FIRM)),
        ("profile: {need: high}", Profile(need="high")),
        (
            "profile: {stance: network-first, deal_breakers: [low-pay, left-alone], need: alternatives}",
            Profile(Stance.NETWORK_FIRST, frozenset({"low-pay", "left-alone"}), "alternatives"),
        ),
    ],
)
def test_a_profile_may_stand_beside_the_answers(text: str, expected: Profile) -> None:
    assert read_answers(text, "a.yaml", SMALL) == ({}, expected)


# --- every error -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("danger: yes", "1:9: write none, not-sure, or a list of option ids such as [trapped]"),
        ("danger: {scam: true}", "1:9: write none, not-sure, or a list of option ids such as [trapped]"),
        ("danger:", "1:8: write none, not-sure, or a list of option ids such as [trapped]"),
        ("topics: pay", "1:9: write none, not-sure, or a list of topic ids such as [pay]"),
        ("danger: [scma]", "1:10: no option is called 'scma'; did you mean 'scam'?"),
        ("danger: [low-pay]", "1:10: no option is called 'low-pay'; known: scam, trapped"),
        ("danger: [scam, 3]", "1:16: no option is called '3'; known: scam, trapped"),
        ("danger: [[scam]]", "1:10: no option is called \"['scam']\"; did you mean 'scam'?"),
        ("topics: [danger]", "1:10: no topic is called 'danger'; did you mean 'manners'?"),
        ("manners: [left-alone]", "1:11: no option is called 'left-alone'; known: insult, late, nervous, told-why, walked-past"),
        ("wages: none", "1:1: no question is called 'wages'; known: context, danger, manners, pay, raised, signs, topics"),
        ("raised: refused", "1:9: a mapping is wanted here; write {name: answer}"),
        ("raised: {pya: refused}", "1:10: no topic to raise is called 'pya'; did you mean 'pay'?"),
        ("raised: {pay: refuse}", "1:15: no answer is called 'refuse'; did you mean 'refused'?"),
        ("raised: {pay: [refused]}", "1:15: no answer is called \"['refused']\"; did you mean 'refused'?"),
        ("context: none", "1:10: a mapping is wanted here; write {name: answer}"),
        ("context: {mood: bad}", "1:11: no context question is called 'mood'; known: meet-again, need, would-take"),
        ("context: {need: some}", "1:17: no answer is called 'some'; known: alternatives, high, not-sure, ordinary"),
        ("context: {need: true}", "1:17: no answer is called 'yes'; known: alternatives, high, not-sure, ordinary"),
        ("profile: firm", "1:10: a mapping is wanted here; write {stance: balanced}"),
        ("profile: {stance: frim}", "1:19: no stance is called 'frim'; did you mean 'firm'?"),
        ("profile: {need: some}", "1:17: no need is called 'some'; known: alternatives, high, ordinary"),
        (
            "profile: {flor: 3}",
            "1:11: no profile entry is called 'flor'; did you mean 'floor'?",
        ),
        ("profile: {floor: []}", '1:18: text is wanted here, such as floor: "45000 EUR a year"'),
        ("profile: {emergency: true}", '1:22: text is wanted here, such as emergency: "112"'),
        (
            "profile: {deal_breakers: [scam]}",
            "1:27: no flag is called 'scam'; known: insult, late, left-alone, low-pay, no-figure, unpaid",
        ),
        ("- danger", "1:1: answers are a mapping; write `danger: none` and so on, or {}"),
        ("none", "1:1: answers are a mapping; write `danger: none` and so on, or {}"),
        ("danger: none\ndanger: [scam]", "2:1: 'danger' is given twice (first in line 1); keep one"),
    ],
)  # fmt: skip
def test_each_error_is_named_at_its_place_with_its_cure(text: str, problem: str) -> None:
    assert errors(text) == [f"a.yaml:{problem}"]


def test_a_wrong_kind_of_deal_breakers_is_said_so() -> None:
    (problem,) = errors("profile: {deal_breakers: low-pay}")
    assert problem.startswith("a.yaml:1:")


def test_a_deal_breaker_that_is_no_list_is_not_called_unknown() -> None:
    (problem,) = errors("profile: {deal_breakers: low-pay}")
    assert "list" in problem


def test_all_errors_come_at_once_in_the_order_of_the_file() -> None:
    text = "danger: [scma]\nwages: none\nraised: {pay: refuse}\nprofile: {stance: frim}\n"
    assert [problem.split(":")[1] for problem in errors(text)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("topics: none\npay: [low-pay]\n", "2:1"),
        ("pay: [low-pay]\ntopics: [manners]\n", "1:1"),
        ("topics: none\npay: not-sure\n", "2:1"),
        ("topics: none\npay: [not-sure]\n", "2:1"),
        ("topics: [manners]\nraised: {pay: refused}\n", "2:10"),
        ("topics: [manners]\npay: none\nraised: {pay: refused}\n", "2:1"),
    ],
)
def test_an_answer_that_contradicts_the_topics_is_refused(text: str, place: str) -> None:
    (problem,) = errors(text)
    assert problem.startswith(f"a.yaml:{place}: 'pay' is answered here, but `topics` leaves it out")


def test_none_of_a_topic_that_is_not_going_on_is_no_contradiction() -> None:
    assert atoms("topics: none\npay: none\n")["topics/pay"] == "no"


@pytest.mark.parametrize(
    "text", ["danger: &a [scam]", "danger: [scam", "danger:\n\t- scam", "\0", "a: 1\n---\nb: 1"]
)
def test_what_is_no_plain_yaml_is_refused_as_bad_answers(text: str) -> None:
    assert all(problem.startswith("a.yaml:") for problem in errors(text))


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(
    ["danger", "pay", "topics", "raised", "context", "profile", ": ", "none", "[scam]", "{", "}", "[", "]", ",", "\n", "1"]
), max_size=16).map("".join))  # fmt: skip
def test_any_text_gives_answers_of_the_book_or_bad_answers(text: str) -> None:
    try:
        given_, profile = read_answers(text, "a.yaml", SMALL)
    except BadAnswers as error:
        said = str(error)
    else:
        values = values_of(SMALL)
        assert all(value in values[atom] for atom, value in given_.items())
        said = small_engine().decide(given_, profile or Profile()).id
    assert said


# --- round trip ------------------------------------------------------------------------------------

CANDIDATE = built_in_engine("candidate").book


@st.composite
def as_screens_say(draw: st.DrawFn) -> dict[str, str]:
    """What a questionnaire can have gathered: whole prompts, what is left out no, or not sure."""

    def ticks(prompt: str) -> dict[str, str]:
        names = atoms_of(CANDIDATE, prompt)
        chosen = draw(st.sets(st.sampled_from(names), max_size=3))
        rest = draw(st.sampled_from(["no", "not-sure"]))
        return {name: "yes" if name in chosen else rest for name in names}

    answers: dict[str, str] = {}
    if draw(st.booleans()):
        answers |= ticks("danger")
    if draw(st.booleans()):
        answers |= ticks("topics")
        for topic in CANDIDATE.ordinary_topics:
            if answers[f"topics/{topic.id}"] != "yes":
                continue
            if draw(st.booleans()):
                answers |= ticks(topic.id)
            if is_raisable(CANDIDATE, topic.id) and draw(st.booleans()):
                state = draw(st.sampled_from(values_of(CANDIDATE)[f"raised/{topic.id}"]))
                answers[f"raised/{topic.id}"] = state
    for question, order in CONTEXT_ORDER.items():
        if draw(st.booleans()):
            answers[question] = draw(st.sampled_from((*order, "not-sure")))
    return answers


def written(answers: dict[str, str], book: Book) -> Any:
    return json.dumps(answers_to_data(answers, book))


@settings(derandomize=True, deadline=None)
@given(as_screens_say())
def test_answers_written_down_are_read_back_as_they_were(answers: dict[str, str]) -> None:
    assert read_answers(written(answers, CANDIDATE), "a.json", CANDIDATE) == (answers, None)


def test_a_topic_answered_alone_does_not_close_the_others() -> None:
    answers = atoms("pay: [low-pay]")
    assert atoms(written(answers, SMALL)) == answers


def test_the_cases_of_the_small_pack_survive_being_written_down() -> None:
    text = "danger: none\ntopics: [manners]\nmanners: [insult]\nraised: {manners: refused}\n"
    assert answers_to_data(atoms(text), SMALL) == {
        "danger": "none",
        "topics": ["manners"],
        "manners": ["insult"],
        "raised": {"manners": "refused"},
    }


# --- one line of JSON is read at once, and as the reader of YAML reads it ----------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["none", "not-sure", "pay", "no", ""]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["pay", "need", "<<"]), inner)
    ),
    max_leaves=4,
)
KEYS = st.sampled_from(["danger", "topics", "pay", "manners", "raised", "context", "profile", "what"])


def outcome(text: str) -> object:
    """What is read, or what is wrong; without numbers of lines, since one text may be written a line lower."""
    try:
        return read_answers(text, "a.yaml", SMALL)
    except BadAnswers as error:
        return [(p.place.column, re.sub(r"line \d", "line", p.message)) for p in error.problems]


@given(st.dictionaries(KEYS, JSON | st.sampled_from(["none", "not-sure", ["pay"]]), max_size=4))
def test_one_line_of_json_is_read_as_yaml(data: dict[str, Any]) -> None:
    text = json.dumps(data)
    assert outcome(text) == outcome(f"\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        '{"danger": "none", "danger": "none"}',
        '{"profile": {"floor": 1.5}}',
        '{"profile": {"floor": 12345678901234567890}}',
        '{"profile": {"floor": "5 \\u20ac"}}',
        '{"profile": {"floor": "\\ud800"}}',
        '{"profile": {"floor": "5 €"}}',
        '{"profile": {"floor": "\x7f"}}',
        '{"profile": {"floor": "\U0001f600"}}',
        '{"profile": {"floor": -0}}',
        '{"danger": NaN}',
        "[" * 20 + "]" * 20,
        "[" * 100_000,
        '"danger"',
        "null",
        "3",
    ],
)  # fmt: skip
def test_what_json_reads_otherwise_is_left_to_yaml(text: str) -> None:
    assert outcome(text) == outcome(f"\n{text}")
