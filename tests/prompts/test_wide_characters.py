"""Chinese and Japanese take two columns for a character: rows still fit, and columns line up."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from person import CTRL_C, DOWN
from wcwidth import wcswidth

from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import recommend
from interview_coach.render.layout import columns, keys, labelled, text_of, two_ends, wrapped
from interview_coach.render.result_page import first_page
from interview_coach.render.screen_page import notice_lines, screen_lines
from interview_coach.rulebook.loader import load_texts
from interview_coach.session.screens import Notice, screen_for, why
from interview_coach.storage.rule_folders import read_layer, shared_texts

from .by_hand import Asked

SMALL = Path(__file__).resolve().parents[1] / "packs" / "good" / "small"
INSULTED = {
    "trapped": "no",
    "scam": "no",
    "topics/pay": "no",
    "topics/manners": "yes",
    "insult": "yes",
    "late": "no",
    "walked-past": "no",
    "told-why": "no",
    "nervous": "no",
}
CHINESE = {
    "title: Manners, or just me": "title: 他们的态度,或者只是我自己的感觉",
    "why: How they treat you now is how it will be.": "why: 他们现在怎样对待你,将来也会怎样对待你,所以值得留意。",
    "option: An insult": "option: 面试官用侮辱性的话说我、我的家人或者我的同事",
    "option: They are late": "option: 遅刻してきて、何の説明もなく三十分以上待たせた",
    "finding: They insulted you.": "finding: 面试官侮辱了你,而且没有道歉,也没有停下来。",
}


@cache
def chinese() -> Engine:
    texts = read_layer(SMALL, "small")["small"]
    for english, translated in CHINESE.items():
        assert english in texts["manners.yaml"]
        texts["manners.yaml"] = texts["manners.yaml"].replace(english, translated)
    return Engine(load_texts([{"small": texts}], shared_texts()).books["small"])


@pytest.mark.parametrize("width", [20, 40, 41, 80])
def test_no_row_is_wider_than_the_terminal_and_nothing_is_lost(width: int) -> None:
    book = chinese().book
    screen = screen_for(book, "manners")
    rows = [text_of(line) for line in screen_lines(screen, width, book.wording)]
    rows += [text_of(line) for line in notice_lines(why(book, screen), width)]
    rows += [text_of(line) for line in first_page(recommend(chinese(), INSULTED), width, rows=60)]
    assert max(map(wcswidth, rows)) <= width
    whole = "".join("".join(rows).split())
    for translated in CHINESE.values():
        assert "".join(translated.split(": ", 1)[1].split()) in whole


def test_a_row_is_filled_as_far_as_it_goes() -> None:
    assert wrapped("面试官侮辱了你而且没有道歉", 9) == ["面试官侮", "辱了你而", "且没有道", "歉"]
    assert wrapped("The café → 你好吗", 11) == ["The café →", "你好吗"]


def test_two_columns_line_up() -> None:
    assert [text_of(row) for row in labelled("说", "面试官侮辱了你而且没有道歉再侮辱", 30)] == [
        "说    面试官侮辱了你而且没有道",
        "      歉再侮辱",
    ]
    assert text_of(two_ends(("title", "礼儀"), ("hint", "終"), 10)[0]) == "礼儀    終"
    assert [text_of(row) for row in keys([("b", "返回上一页"), ("h", "隐藏这个")], 22)] == [
        "b 返回上一页",
        "h 隐藏这个",
    ]


@pytest.mark.parametrize(
    ("text", "wide"),
    [("plain", 5), ("café … “so”", 11), ("cafe\u0301", 4), ("你好", 4), ("👍", 2), ("a\u200bb", 2)],
)
def test_columns_are_counted_as_a_terminal_does(text: str, wide: int) -> None:
    assert columns(text) == wide


def test_a_long_choice_goes_on_below_itself_on_a_terminal() -> None:
    screen = screen_for(chinese().book, "manners")
    with Asked(lambda asker: asker.ask(screen, frozenset()), columns=24) as person:
        person.sees("1  面试官用侮辱性的话说\n   我、我的家人或者我的\n   同事\n2  遅刻してきて、何の説")
        person.presses(DOWN)
        person.sees("1 >面试官")
        assert person.cursor == ("1 >面试官用侮辱性的话说", True)
        person.presses(CTRL_C)


def test_a_notice_is_drawn_whole() -> None:
    assert [text_of(line) for line in notice_lines(Notice("为什么", ("一二三四五六",)), 8)] == [
        "为什么",
        "",
        "一二三四",
        "五六",
    ]
