"""Which line is said: the most specific, then the tone, then the order of the book."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import Channel, Purpose, RaiseState, Stance, Tone
from interview_coach.engine.lines import fill, lines_for, placeholders, tone_of

from .small import small, small_with

BOOK = small().book


def ids(
    purpose: Purpose = Purpose.EXIT,
    *,
    about: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    tone: Tone = Tone.NEUTRAL,
    channel: Channel | None = None,
    came_of: RaiseState = RaiseState.NOT_YET,
    book: Book = BOOK,
) -> list[str]:
    found = lines_for(
        book,
        purpose,
        about=about,
        topics=topics,
        tone=tone,
        channel=channel,
        came_of=dict.fromkeys(topics, came_of),
    )
    return [line.id for line in found]


def test_flag_comes_before_topic_and_topic_before_general() -> None:
    assert ids(about=("low-pay",), topics=("pay",)) == [
        *("low-pay-exit", "pay-exit-warm", "pay-exit-firm", "general-exit"),
    ]


def test_where_nobody_may_be_there_a_line_for_a_person_is_the_last_resort() -> None:
    topics = tuple(replace(topic, nobody_there=topic.id == "pay") for topic in BOOK.topics)
    book = replace(BOOK, topics=topics)
    assert ids(topics=("pay",), book=book) == ["pay-exit-warm", "pay-exit-firm"]
    assert ids(topics=("manners",), book=book) == ["manners-exit", "general-exit"]
    assert ids(Purpose.BUY_TIME, topics=("pay",), book=book) == ids(Purpose.BUY_TIME, topics=("pay",))


def test_a_vague_question_comes_only_where_there_is_no_other() -> None:
    """One that asks again while an answer is awaited comes last instead."""
    raising = next(line for line in BOOK.lines if line.id == "pay-raise")
    vague = replace(raising, id="vague", topic="")
    again = replace(vague, id="again", after=(RaiseState.WAITING,))
    pay_again = replace(raising, id="pay-again", after=(RaiseState.WAITING,))
    book = replace(BOOK, lines=(*BOOK.lines, vague, again, pay_again))
    assert ids(Purpose.RAISE, about=("low-pay",), topics=("pay",), book=book) == [
        "low-pay-raise",
        "pay-raise",
    ]
    assert ids(Purpose.RAISE, book=book) == ["vague"]
    waiting = ids(Purpose.RAISE, topics=("pay",), came_of=RaiseState.WAITING, book=book)
    assert waiting == ["pay-again", "again"]


def test_specificity_comes_before_tone() -> None:
    assert ids(about=("low-pay",), topics=("pay",), tone=Tone.FIRM)[0] == "low-pay-exit"


@pytest.mark.parametrize(
    ("tone", "first"),
    [(Tone.WARM, "pay-exit-warm"), (Tone.NEUTRAL, "pay-exit-warm"), (Tone.FIRM, "pay-exit-firm")],
)
def test_within_a_topic_the_nearest_tone_comes_first(tone: Tone, first: str) -> None:
    assert ids(topics=("pay",), tone=tone)[0] == first


def test_what_matters_more_comes_first_whatever_the_order_of_the_book() -> None:
    about = ("nervous", "low-pay")
    assert ids(Purpose.RECOVER, about=about)[0] == "nervous-recover"
    assert ids(about=("late", "low-pay"), channel=Channel.VIDEO)[:2] == ["late-exit-video", "low-pay-exit"]
    assert ids(about=("low-pay", "late"), channel=Channel.VIDEO)[:2] == ["low-pay-exit", "late-exit-video"]


def test_lines_about_something_else_are_left_out() -> None:
    assert ids() == ["general-exit"]
    assert ids(topics=("manners",)) == ["manners-exit", "general-exit"]
    assert ids(about=("unpaid",), topics=("pay",)) == ["pay-exit-warm", "pay-exit-firm", "general-exit"]


def test_only_lines_of_the_purpose_are_found() -> None:
    assert ids(Purpose.RAISE, about=("low-pay",), topics=("pay",)) == ["low-pay-raise", "pay-raise"]
    assert ids(Purpose.RESCHEDULE) == []


@pytest.mark.parametrize(
    ("channel", "has_video", "has_email"),
    [
        (None, False, False),
        (Channel.IN_PERSON, False, False),
        (Channel.PHONE, False, False),
        (Channel.VIDEO, True, False),
        (Channel.EMAIL, False, True),
        (Channel.MESSAGE, False, True),
    ],
)
def test_a_line_for_another_channel_is_left_out(
    channel: Channel | None, has_video: bool, has_email: bool
) -> None:
    found = ids(about=("late",), channel=channel)
    assert ("late-exit-video" in found) is has_video
    assert ("general-exit-email" in found) is has_email
    assert "general-exit" in found


def test_not_knowing_the_channel_a_line_for_any_comes_before_one_for_the_room() -> None:
    room = (
        "lines:\n  in-the-room: {purpose: recover, tone: neutral, channels: [in-person], say: One moment.}\n"
    )
    book = small_with(lines=room).book
    assert ids(Purpose.RECOVER, book=book) == ["general-recover", "in-the-room"]


AFTER = """topic: pay
lines:
  pay-when: {purpose: raise, tone: warm, after: [waiting], say: When will you know?}
  pay-note: {purpose: close, tone: warm, after: [cannot], say: I'll write to you.}
  pay-close: {purpose: close, tone: neutral, say: Thank you.}
  low-pay-close: {purpose: close, tone: firm, fits: [low-pay], say: Thank you for the figure.}
"""


@pytest.mark.parametrize(
    ("purpose", "came_of", "found"),
    [
        (Purpose.RAISE, RaiseState.NOT_YET, ["low-pay-raise", "pay-raise"]),
        (Purpose.RAISE, RaiseState.WAITING, ["pay-when"]),
        (Purpose.RAISE, RaiseState.REFUSED, []),
        (Purpose.RAISE, RaiseState.FIXED, []),
        (Purpose.CLOSE, RaiseState.CANNOT, ["low-pay-close", "pay-note", "pay-close"]),
        (Purpose.CLOSE, RaiseState.REFUSED, ["low-pay-close", "pay-close"]),
    ],
)
def test_a_line_for_what_came_of_asking_comes_first_there_and_nowhere_else(
    purpose: Purpose, came_of: RaiseState, found: list[str]
) -> None:
    book = small_with(pay=AFTER).book
    assert ids(purpose, about=("low-pay",), topics=("pay",), came_of=came_of, book=book) == found


def test_what_came_of_one_topic_says_nothing_of_another() -> None:
    book = small_with(pay=AFTER).book
    found = lines_for(book, Purpose.RAISE, topics=("manners", "pay"), came_of={"manners": RaiseState.WAITING})
    assert [line.id for line in found] == ["pay-raise"]


def test_danger_brings_its_own_lines_only() -> None:
    assert ids(about=("trapped",), topics=("danger",)) == ["danger-exit"]
    assert ids(about=("scam",), topics=("danger",)) == ["scam-exit", "danger-exit"]
    assert "danger-exit" not in ids(about=("low-pay",), topics=("pay", "manners"))


@pytest.mark.parametrize(
    ("text", "names"), [("", []), ("I need {floor}.", ["floor"]), ("{a} and {b} and {a}", ["a", "b", "a"])]
)
def test_placeholders_are_the_names_in_braces(text: str, names: list[str]) -> None:
    assert list(placeholders(text)) == names


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("I need {floor}.", "I need 30,000."),
        ("{floor}, so {floor}.", "30,000, so 30,000."),
        ("Ring for help {number}. Go.", "Ring for help. Go."),
        ("{number} is the number.", " is the number."),
        ("I need {floor.__class__}.", "I need."),
        ("I need {floor!r:>9}.", "I need."),
        ("I need {0}.", "I need."),
    ],
)
def test_filling_knows_plain_names_only_and_drops_what_is_not_known(text: str, filled: str) -> None:
    assert fill(text, {"floor": "30,000"}) == filled


def test_a_detail_is_text_and_never_a_placeholder() -> None:
    assert fill("{floor} {number}", {"floor": "{number}", "number": "5"}) == "{number} 5"


@pytest.mark.parametrize(
    ("stance", "tone"),
    [(Stance.NETWORK_FIRST, Tone.WARM), (Stance.BALANCED, Tone.NEUTRAL), (Stance.FIRM, Tone.FIRM)],
)
def test_each_stance_has_its_tone(stance: Stance, tone: Tone) -> None:
    assert tone_of(stance) is tone
