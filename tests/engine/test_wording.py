"""What can be said aloud, and the reading grade against sums made by hand."""

from __future__ import annotations

import pytest

from interview_coach.rulebook.sayable import long_sentences, reading_grade, unknown_placeholders, unsayable


@pytest.mark.parametrize(
    ("texts", "characters", "words", "sentences"),
    [
        (["I have to go."], 9, 4, 1),
        (["I have to go.", "Thank you."], 17, 6, 2),
        (["I have to go. Thank you."], 17, 6, 2),
        (["It's 5 o'clock!"], 10, 3, 1),
        (["A well-known firm? Yes."], 17, 4, 2),
        (["No full stop"], 10, 3, 1),
        (["I need 30.5 a day."], 12, 6, 1),
    ],
)
def test_the_reading_grade_is_the_automated_readability_index(
    texts: list[str], characters: int, words: int, sentences: int
) -> None:
    by_hand = 4.71 * characters / words + 0.5 * words / sentences - 21.43
    assert reading_grade(texts) == pytest.approx(by_hand)


def test_the_reading_grade_of_a_sum_done_on_paper() -> None:
    # 9 letters, 4 words, 1 sentence: 4.71 x 2.25 + 0.5 x 4 - 21.43
    assert reading_grade(["I have to go."]) == pytest.approx(-8.8325)


@pytest.mark.parametrize("texts", [[], [""], ["..."]])
def test_without_words_there_is_no_grade(texts: list[str]) -> None:
    assert reading_grade(texts) == 0.0


def test_longer_words_and_sentences_read_harder() -> None:
    assert reading_grade(["We are done. We go."]) < reading_grade(["We are done and so we go."])
    assert reading_grade(["We go now."]) < reading_grade(["Everybody departs immediately."])


def words(count: int) -> str:
    return " ".join(["We go."] * (count // 2)) + (" Now." if count % 2 else "")


@pytest.mark.parametrize(("spoken", "limit"), [(True, 25), (False, 60)])
def test_a_line_has_a_limit_of_words(spoken: bool, limit: int) -> None:
    assert list(unsayable(words(limit), spoken=spoken)) == []
    (problem,) = unsayable(words(limit + 1), spoken=spoken)
    assert problem.startswith(f"the line has {limit + 1} words; at most {limit} can be")


def test_a_sentence_has_at_most_twenty_words() -> None:
    assert list(long_sentences("a " * 19 + "b.")) == []
    assert list(long_sentences("a " * 20 + "b.")) == [
        "a sentence has 21 words; at most 20: split it before 'b.'"
    ]
    assert list(long_sentences(("a " * 19 + "b. ") * 2)) == []
    assert list(long_sentences("He said: " + '"' + "a " * 17 + 'b." ' + "c " * 19 + "d.")) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Can we circle back to pay?", "circle back"),
        ("Don't be an idiot.", "idiot"),
        ("You are toxic.", "toxic"),
        ("You\u2019re crazy.", "you're crazy"),
        ("This is ILLEGAL.", "illegal"),
        ("I'm sorry, I have to go.", "i'm sorry"),
        ("I\u2019m sorry, I have to go.", "i'm sorry"),
        ("Unfortunately, I have to go.", "unfortunately"),
        ("I apologise for that.", "i apologise"),
    ],
)
def test_a_phrase_that_must_not_be_said_is_named(text: str, phrase: str) -> None:
    assert [problem for problem in unsayable(text) if phrase in problem]


@pytest.mark.parametrize(
    "text", ["I have to go. Bye.", "I stop here.", "That is a fraudless day.", "Clownfish are fine."]
)
def test_a_plain_line_can_be_said(text: str) -> None:
    assert list(unsayable(text)) == []


@pytest.mark.parametrize("text", ["", "Ring {number}.", "{number}, then {number}."])
def test_the_placeholder_that_is_known_here_is_fine(text: str) -> None:
    assert list(unknown_placeholders(text, "number")) == []


@pytest.mark.parametrize("text", ["Ring {number}.", "I need {floor}."])
def test_where_nothing_can_be_filled_in_every_placeholder_is_unknown(text: str) -> None:
    assert list(unknown_placeholders(text))


@pytest.mark.parametrize(
    "text", ["{wage}", "{}", "{floor.real}", "{floor:>5}", "{ floor }", "a { b", "a } b", "{{floor}"]
)
def test_other_braces_are_not(text: str) -> None:
    assert list(unknown_placeholders(text, "floor"))
