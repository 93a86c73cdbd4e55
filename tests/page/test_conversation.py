"""Whole conversations on the page: troubles that a person comes with, and what stands beside the questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli.layers import HOSTILE, layer

from interview_coach.page.page_file import build_page
from interview_coach.storage.books import load_book, roles
from page.phone import Phone, needs_chromium, phone_in

pytestmark = needs_chromium


def test_shouting_told_in_own_words(phone: Phone) -> None:
    phone.tap("In my own words")
    phone.page.fill("#words", "he keeps shouting at me")
    phone.tap("Find")
    option = phone.page.locator(".choices button").first.inner_text().split("\n")[-1]
    assert option == "Shouted or swore at me"
    assert phone.tap(option, "Go on").heading == "FIRST: ARE YOU SAFE?"
    assert phone.tap("None of these").heading == "WHAT IS GOING ON?"
    assert "Rude, cold" in phone.page.locator("[aria-pressed=true]").inner_text()
    phone.tap("Go on")
    assert option in phone.page.locator("[aria-pressed=true]").inner_text()
    phone.tap("Go on")
    assert phone.heading == "Have you said anything?"


def test_danger_comes_to_leave_now_in_one_tap_and_says_what_helps(phone: Phone) -> None:
    phone.tap("They won't let me leave")
    assert phone.heading == "LEAVE NOW"
    assert "Can't get out?" in phone.text
    phone.tap("What helps")
    phone.page.locator("select").select_option(label="United Kingdom")
    assert phone.page.locator("a[href='tel:999']").is_visible()
    assert "Keep" not in phone.page.locator("#keys").inner_text()


def test_a_change_leads_back_through_the_answers(phone: Phone) -> None:
    phone.list_of("pay").tap("Less than the advert", "Go on", "Not yet")
    assert phone.heading == "STAY FOR NOW, and ask"
    phone.tap("Change", "Yes, and they said no", "Like most people")
    assert phone.heading == "END IT POLITELY"
    phone.tap("Change", "Back", "Back")
    assert "Less than the advert" in phone.page.locator("[aria-pressed=true]").inner_text()


def test_tell_me_now_counts_what_is_ticked_and_leads_back(phone: Phone) -> None:
    phone.list_of("pay").tap("Less than the advert", "Tell me now")
    assert "lower than what was" in phone.text
    phone.tap("Back")
    assert "Less than the advert" in phone.page.locator("[aria-pressed=true]").inner_text()


def test_what_is_kept_is_kept_only_when_asked_for_and_can_be_forgotten(phone: Phone) -> None:
    phone.list_of("self").tap("Nerves", "Go on", "Keep")
    assert phone.said.startswith("Kept")
    phone.page.reload()
    phone.tap("More", "What I kept")
    phone.press("1")
    assert phone.heading.startswith("STAY")
    phone.tap("Back", "Forget all of it")
    assert phone.page.evaluate("localStorage.length") == 0


def test_the_other_side_has_its_own_questions(phone: Phone) -> None:
    before = phone.text
    phone.tap("Other side", "I'm interviewing someone")
    assert phone.heading == "FIRST: IS EVERYONE SAFE?"
    assert phone.text != before


@pytest.mark.parametrize("role", roles())
def test_the_other_side_names_every_role_and_begins_with_its_danger_question(role: str, phone: Phone) -> None:
    phone.tap("Other side", load_book(role).info.switch_text)
    assert phone.heading == phone.page.evaluate("asking.screen('danger').title")
    assert phone.page.evaluate("role") == role


def test_a_page_of_one_role_asks_nobody_who_they_are(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(build_page(["vendor"]), "ascii")
    with phone_in(browser) as phone:
        assert "Other side" not in phone.open(file).text
        assert phone.troubles == []


def test_a_list_that_goes_on_says_so_until_its_end_is_in_sight(browser: Any) -> None:
    below = "getComputedStyle(document.getElementById('dock'), '::before').content"
    for size in ((390, 844), (320, 568)):
        with phone_in(browser, *size) as phone:
            phone.open().tap("None of these")
            assert phone.page.evaluate(below) != "none"
            phone.page.evaluate("scrollTo(0, 1e6)")
            phone.wait(150)
            assert phone.page.evaluate(below) == "none"
            assert phone.page.get_by_text("In my own words").is_visible()


def test_where_there_are_no_keys_no_key_is_named(phone: Phone) -> None:
    for _ in phone.screens():
        assert phone.page.locator("kbd:visible, .choices b:visible").count() == 0
        assert "Press 0" not in phone.text


def test_whoever_stays_is_told_that_they_may_go_at_any_time(phone: Phone) -> None:
    phone.list_of("pay").tap("Less than the advert", "Go on", "Not yet")
    assert "You may go at any time." in phone.text
    phone.tap("Change", "Yes, and they said no", "Like most people")
    assert "You may go" not in phone.text


def test_what_a_result_has_no_room_for_stands_first_behind_more_and_once(phone: Phone) -> None:
    phone.list_of("pay").tap("Less than the advert", "Tell me now")
    phone.page.evaluate(
        """() => {
            const rec = asking.recommend({ "pay-below-posted": "yes", "raised/pay": "refused" });
            more({ ...rec, atOnce: () => rec.blocks().filter(({ needed }) => needed) }, 0, home);
        }"""
    )
    assert phone.page.locator("#page section h2").all_inner_texts() == ["If they push"]
    assert phone.page.locator("#page section").count() == 2  # what it says, and what the verdict means
    assert phone.text.count("Save the advert with its figure") == 1


def test_the_card_lists_signs_alone_and_then_says_what_to_do_and_whom_to_call(phone: Phone) -> None:
    phone.tap("More", "My card")
    signs = phone.page.locator("h2:text('I go at once if') + ul li").all_inner_texts()
    assert signs == [
        load_book("candidate").option_by_id[id_].text
        for id_ in phone.page.evaluate("asking.topic('danger').options")
    ]
    assert 'Say: Nothing. Or: "' in phone.text
    assert phone.page.locator(".call").all_inner_texts() == ["112", "911", "999"]


def test_a_line_follows_the_tone_and_the_channel(phone: Phone) -> None:
    phone.tap("A line", "Firm")
    firm = phone.page.locator("blockquote").first.inner_text()
    phone.tap("Email")
    email = phone.page.locator("blockquote").first.inner_text()
    assert firm != email
    phone.tap("Another line")
    assert phone.page.locator("blockquote").first.inner_text() != email


def test_the_card_prints_without_its_buttons(phone: Phone) -> None:
    phone.tap("More", "My card")
    phone.page.emulate_media(media="print")
    assert phone.page.locator("#dock").is_hidden()
    assert "They won't let me leave" in phone.text


def test_markup_script_and_bidi_in_rules_are_shown(browser: Any, tmp_path: Path) -> None:
    evil = HOSTILE.replace("[red]car park[/red]", "<img src=x onerror=alert(1)></script>")
    rules = layer(tmp_path / "hostile", fit=evil)
    file = tmp_path / "page.html"
    file.write_text(build_page(["candidate"], [rules]), "ascii")
    with phone_in(browser) as phone:
        phone.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        phone.open(file).page.evaluate("() => { asking.answer('danger', {}); ask('fit'); }")
        for _ in range(2):
            if "parking" not in phone.text:
                phone.tap("More of these")
        phone.tap("[bold]Odd[/bold] parking [/x]", "Tell me now", "More")
        assert r"The <img src=x onerror=alert(1)></script> is odd \x1b[31m\x07\u202e" in phone.text
        assert phone.page.locator("img, body script:not(#data)").count() == 0
        assert phone.troubles == []


def test_a_kept_record_answers_nothing_today_and_is_gone_once_forgotten(phone: Phone) -> None:
    phone.list_of("pay").tap("Less than the advert", "Go on", "Not yet", "Keep", "Done")
    headline = "STAY FOR NOW, and ask"
    phone.tap("More", "What I kept").press("1")
    assert phone.heading == headline
    phone.tap("Back", "Back", "Back")
    assert phone.heading == "FIRST: ARE YOU SAFE?"
    assert phone.page.evaluate("asking.answers()") == {}
    phone.page.reload()
    phone.tap("More", "What I kept").press("1")
    phone.tap("Back", "Forget all of it")
    assert headline not in phone.text
    phone.tap("Back", "Back")
    assert phone.heading == "FIRST: ARE YOU SAFE?"
    phone.tap("None of these", "None of these", "Go on")
    assert headline not in phone.text


def test_a_kept_record_leaves_the_questions_under_way_and_the_role_as_they_were(phone: Phone) -> None:
    phone.page.evaluate(
        "localStorage.setItem('list', JSON.stringify([{ role: 'vendor', on: '2026-01-01', headline: 'X', answers: {} }]))"
    )
    phone.list_of("pay")
    phone.page.evaluate("kept()")
    phone.press("1").tap("Back")
    assert phone.page.evaluate("[role, asking.next()]") == ["candidate", "pay"]
    phone.press("1", "h").come_back()
    assert phone.page.evaluate("[role, asking.asked()]") == ["candidate", []]


def test_the_line_moved_on_to_is_the_one_that_is_kept(phone: Phone) -> None:
    phone.list_of("pay").tap("Less than the advert", "Go on", "Not yet", "Next line")
    line = phone.page.locator("blockquote").first.inner_text()
    phone.tap("Keep")
    keep = phone.page.get_by_role("button", name="Keep").bounding_box()
    dock = phone.page.locator("#dock").bounding_box()
    assert keep["y"] + keep["height"] <= dock["y"]
    phone.tap("Done", "More", "What I kept").press("1")
    assert phone.page.locator("blockquote").first.inner_text() == line


@pytest.mark.parametrize("size", [(390, 844), (320, 568)])
def test_who_to_call_is_in_sight_at_once_and_the_country_is_kept_in_mind(
    browser: Any, size: tuple[int, int]
) -> None:
    with phone_in(browser, *size) as phone:
        phone.open().tap("They won't let me leave")
        calls = phone.page.locator(".call")
        assert calls.all_inner_texts() == ["112", "911", "999"]
        dock = phone.page.locator("#dock").bounding_box()["y"]
        assert all(call.bounding_box()["y"] + call.bounding_box()["height"] < dock for call in calls.all())
        phone.tap("What helps")
        assert phone.page.locator(".help .call").all_inner_texts() == ["112", "911", "999"]
        phone.page.locator("select").select_option(label="Australia")
        phone.tap("Back")
        assert calls.all_inner_texts() == ["000"]
        assert "call 000 for help" in phone.text
        assert "911" not in phone.text
