"""Letters: what is known written in, what is not still visible, and a mail link that carries it all."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coach.book.guides import (
    Body,
    Country,
    Detail,
    FilledWith,
    Followup,
    Group,
    Letter,
    LetterKind,
    Safety,
)
from interview_coach.book.pack import Source
from interview_coach.guides.letters import (
    LINK_CHARACTERS,
    MEANINGS,
    bodies_for,
    days_known,
    edited,
    fill,
    find_kind,
    find_letter,
    groups_offered,
    kinds_offered,
    letters_through,
    mail_link,
)
from interview_coach.problems import BadInput
from interview_coach.render.layout import text_of
from interview_coach.render.letter_page import letter_lines
from interview_coach.storage.books import load_guides, roles

THEIR_NAME = Detail("their-name", "Whom do you write to?", "Ms Okafor")
DAY = Detail("day", "Which day was it?", "Monday")
MY_NAME = Detail("my-name", "How do you sign?", "Sam", of_me=True)
UNUSED = Detail("pay-needed", "From which pay?", "41,000")
DETAILS = (MY_NAME, THEIR_NAME, DAY, UNUSED)

NOTE = Letter(
    "note",
    "thank-you",
    "A note",
    "email",
    "Dear [their name],\n\nThank you for [day]. See [1] and [Their Name].\n\n[my name]\n",
    subject="Thank you for [day]",
)
CALL = Letter("call", "thank-you", "A call", "phone", '1. "Hello, this is [my name]."\n2. Stop.')
SOURCE = Source("example", "Example", "A page", "2024", "https://example.org", "opinion")


def kind(id_: str, *, after_danger: bool = False, bodies: tuple[str, ...] = ()) -> LetterKind:
    letters = (Letter(f"{id_}-letter", id_, "A letter", "email", "Hello"),)
    return LetterKind(
        id_, "group", id_, ("Send it.",), after_danger, wait=False, bodies=bodies, letters=letters
    )


FOLLOWUP = Followup(
    "After the interview",
    "Welcome.",
    Safety("Unsafe?", "Why.", "No", "Yes", "Not sure", ("Tell someone.",)),
    (
        Group("thanks", "Say thanks", (kind("thank-you"),)),
        Group("no", "Say no", (kind("decline-next-round"), kind("decline-offer"), kind("withdraw"))),
        Group("tell", "Tell", (kind("share-news"), kind("report", after_danger=True))),
    ),
    DETAILS,
    "Sleep on it.",
)


# -- filling in -----------------------------------------------------------------------------------------


def test_what_is_known_is_written_in_and_the_rest_stays_visible() -> None:
    filled = fill(NOTE, {"day": " Monday ", "pay-needed": "1"}, DETAILS)
    assert filled.subject == "Thank you for Monday"
    assert "Thank you for Monday." in filled.body
    assert filled.body.startswith("Dear [their name],")
    assert filled.body.endswith("[my name]")


def test_open_details_come_in_the_order_of_reading_and_only_those_of_the_letter() -> None:
    assert fill(NOTE, {}, DETAILS).open == (DAY, THEIR_NAME, MY_NAME)
    assert fill(NOTE, {"their-name": "Ms O"}, DETAILS).open == (DAY, MY_NAME)
    assert fill(NOTE, {"their-name": "Ms O"}, DETAILS).wanted == (DAY, THEIR_NAME, MY_NAME)


def test_blanks_alone_fill_nothing_in() -> None:
    assert DAY in fill(NOTE, {"day": "  "}, DETAILS).open


def test_brackets_that_mean_nothing_are_left_alone() -> None:
    filled = fill(NOTE, {"their-name": "Ms O"}, DETAILS)
    assert "[1]" in filled.body
    assert "[Their Name]" in filled.body


def test_brackets_in_a_detail_are_text() -> None:
    filled = fill(NOTE, {"their-name": "[day]", "day": "Monday"}, DETAILS)
    assert filled.body.startswith("Dear [day],")


def test_a_subject_stays_one_line_whatever_is_put_in() -> None:
    filled = fill(NOTE, {"day": "Monday\r\nBcc: all@example.org"}, DETAILS)
    assert filled.subject == "Thank you for Monday Bcc: all@example.org"


def test_a_letter_without_placeholders_is_itself() -> None:
    letter = Letter("plain", "thank-you", "Plain", "message", "Hello [there]")
    filled = fill(letter, {"day": "Monday"}, DETAILS)
    assert (filled.text, filled.open, filled.wanted) == ("Hello [there]", (), ())
    assert fill(letter, {}, ()).text == "Hello [there]"


def test_only_a_letter_with_a_subject_prints_one() -> None:
    assert fill(NOTE, {}, DETAILS).text.startswith("Subject: Thank you for [day]\n\nDear")
    assert fill(CALL, {}, DETAILS).text.startswith('1. "Hello')


def test_the_computer_knows_today_with_its_year_and_the_day_of_the_interview_without() -> None:
    today = Detail("written-on", "When?", "Monday", filled_with=FilledWith.TODAY)
    day = Detail("the-day", "Which day?", "Monday", filled_with=FilledWith.INTERVIEW_DAY)
    declared = (MY_NAME, today, DAY, day)
    sunday, monday = dt.date(2026, 11, 22), dt.date(2026, 11, 23)
    assert days_known(declared, sunday, monday) == {
        "written-on": "Sunday, 22 November 2026",
        "the-day": "Monday, 23 November",
    }
    assert days_known(declared, sunday) == {"written-on": "Sunday, 22 November 2026"}
    assert days_known((MY_NAME, DAY), sunday, monday) == {}


# -- editing --------------------------------------------------------------------------------------------


def test_an_edited_text_gives_subject_and_body_and_can_still_be_filled_in() -> None:
    letter = edited(NOTE, "\ufeffsubject: Hi [day]\r\n\r\nDear all,\r\n[my name]\r\n")
    assert (letter.subject, letter.body) == ("Hi [day]", "Dear all,\n[my name]")
    assert fill(letter, {"day": "Monday"}, DETAILS).open == (MY_NAME,)
    assert letter.id == NOTE.id


def test_an_edited_text_without_a_subject_line_keeps_the_subject() -> None:
    assert edited(NOTE, "Hello").subject == NOTE.subject


# -- mail links -----------------------------------------------------------------------------------------


def carried(url: str) -> dict[str, str]:
    """What a mail program reads from a link."""
    parts = urlsplit(url)
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "", "")
    query = parts.query.replace("+", "%2B")
    return {
        key: value[0] for key, value in parse_qs(query, keep_blank_values=True, strict_parsing=True).items()
    }


def test_a_link_carries_subject_and_text_with_the_line_ends_of_mail() -> None:
    link = mail_link(fill(NOTE, {"day": "Monday & Tuesday? 100%+#1 ü"}, DETAILS))
    assert link.url.isascii()
    assert " " not in link.url
    assert carried(link.url)["subject"] == "Thank you for Monday & Tuesday? 100%+#1 ü"
    assert "\r\n\r\nThank you for Monday & Tuesday? 100%+#1 ü." in carried(link.url)["body"]
    assert link.has_body


@given(st.text(), st.text())
def test_any_text_comes_out_of_the_link_as_it_went_in(subject: str, body: str) -> None:
    letter = Letter("any", "thank-you", "Any", "email", body, subject=subject)
    filled = fill(letter, {}, ())
    link = mail_link(filled)
    assert len(link.url) <= LINK_CHARACTERS
    if link.has_body:
        assert carried(link.url) == {"subject": filled.subject, "body": filled.body.replace("\n", "\r\n")}


def test_a_text_too_long_for_a_link_is_left_out_whole() -> None:
    link = mail_link(fill(Letter("long", "x", "Long", "email", "word " * 500, subject="Short"), {}, ()))
    assert not link.has_body
    assert link.url == "mailto:?subject=Short"


def test_half_a_character_does_not_break_a_link() -> None:
    assert mail_link(fill(Letter("x", "x", "X", "email", "\ud800", subject="s"), {}, ())).url.endswith(
        "body=%3F"
    )


# -- on screen ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_letter_fits_the_width_and_no_placeholder_is_parted(width: int) -> None:
    commands = (("c", "copy"), ("q", "done"))
    lines = letter_lines(fill(NOTE, {}, DETAILS), width, commands=commands, message="Copied.")
    rows = [text_of(line) for line in lines]
    assert all(len(row) <= width for row in rows)
    text = "\n".join(rows)
    for detail in (DAY, THEIR_NAME, MY_NAME):
        assert detail.placeholder in text
    assert {piece for line in lines for style, piece in line if style == "warning"} == {
        detail.placeholder for detail in (DAY, THEIR_NAME, MY_NAME)
    }


def test_control_characters_in_a_letter_are_shown() -> None:
    lines = letter_lines(fill(NOTE, {"their-name": "\x1b[31mRed"}, DETAILS), 80)
    assert any("\\x1b[31mRed" in text_of(line) for line in lines)


# -- which one ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unsafe", ["yes", "not-sure"])
def test_after_something_unsafe_only_what_fits_is_offered(unsafe: str) -> None:
    assert [k.id for k in kinds_offered(FOLLOWUP, unsafe)] == ["report"]
    assert [(g.id, [k.id for k in kinds]) for g, kinds in groups_offered(FOLLOWUP, unsafe)] == [
        ("tell", ["report"])
    ]


@pytest.mark.parametrize("unsafe", ["no", ""])
def test_without_it_everything_is(unsafe: str) -> None:
    assert kinds_offered(FOLLOWUP, unsafe) == FOLLOWUP.kinds
    assert [group for group, _ in groups_offered(FOLLOWUP, unsafe)] == list(FOLLOWUP.groups)


@pytest.mark.parametrize("word", ["thank-you", "Thank You", "thank_you", " thank  you "])
def test_a_kind_is_found_by_its_id_however_it_is_spaced(word: str) -> None:
    assert find_kind(FOLLOWUP, word).id == "thank-you"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("thanks", ["thank-you"]),
        ("cancel", ["withdraw"]),
        ("reject", ["decline-next-round", "decline-offer"]),
        ("decline", ["decline-next-round", "decline-offer"]),
        ("offer", ["decline-offer"]),
        ("complain", ["report"]),
        ("harassment", ["report"]),
        ("harrassment", ["report"]),
        ("withdaw", ["withdraw"]),
    ],
)
def test_a_guessed_word_is_answered_by_its_meaning(word: str, meant: list[str]) -> None:
    with pytest.raises(BadInput) as caught:
        find_kind(FOLLOWUP, word)
    assert [
        id_ for id_ in (k.id for k in FOLLOWUP.kinds) if f"`coach followup {id_}`" in str(caught.value)
    ] == meant


def test_a_word_without_meaning_is_answered_with_all_there_is() -> None:
    with pytest.raises(
        BadInput, match="thank-you, decline-next-round, decline-offer, withdraw, share-news, report"
    ):
        find_kind(FOLLOWUP, "xyzzy")


def test_no_meaning_is_offered_that_the_rules_do_not_hold() -> None:
    with pytest.raises(BadInput) as caught:
        find_kind(FOLLOWUP, "recruiter")
    assert "tell-agency" not in str(caught.value)


def test_every_kind_of_the_rules_has_words_that_mean_it() -> None:
    followups = [guide for role in roles() if (guide := load_guides(role).followup)]
    assert {k.id for followup in followups for k in followup.kinds} == set(MEANINGS)


def test_letters_are_found_by_channel_and_id() -> None:
    both = LetterKind(
        "thank-you", "g", "T", ("Send.",), after_danger=False, wait=False, bodies=(), letters=(NOTE, CALL)
    )
    assert letters_through(both, "") == (NOTE, CALL)
    assert letters_through(both, "phone") == (CALL,)
    assert find_letter(both.letters, "") is NOTE
    assert find_letter(both.letters, "call") is CALL
    with pytest.raises(
        BadInput, match="--channel: no channel of thank-you is called 'fax'; known: email, phone"
    ):
        letters_through(both, "fax")
    with pytest.raises(BadInput, match="--variant: no variant is called 'cal'; did you mean 'call'"):
        find_letter(both.letters, "cal")


def test_official_bodies_come_in_the_order_of_the_concerns() -> None:
    bodies = tuple(
        Body(about, about.title(), "Helps.", "https://example.org", SOURCE)
        for about in ("pay", "data", "fraud")
    )
    country = Country("nl", "Netherlands", "112", "", "EUR", "2026-11-22", bodies, (SOURCE,))
    wanted = kind("report", bodies=("fraud", "pay", "violence"))
    assert [body.about for body in bodies_for(wanted, country)] == ["fraud", "pay"]
    assert bodies_for(wanted, None) == ()
    assert bodies_for(kind("thank-you"), country) == ()
