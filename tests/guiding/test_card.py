"""The card: all that helps on one page, in its order, and nothing that gives the person away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser

import pytest

from guiding.small import STAKE, small_prep
from interview_coach.book.guides import CardWording, Country
from interview_coach.book.vocabulary import Severity, Stance, Tone
from interview_coach.guides.card import IN_FULL, IN_SHORT, Card, chosen_questions, make_card
from interview_coach.page.card_file import MARK, card_page
from interview_coach.render.card_page import card_lines
from interview_coach.render.layout import text_of
from interview_coach.rulebook.loader import Loaded
from interview_coach.storage.cards import HEAD

Compare = Callable[[str, str], None]

ROLES = ("candidate", "freelancer", "interviewer", "vendor")
WORDING = CardWording(
    "My card",
    "You meet as equals.",
    "I go at once if",
    "I end it politely if",
    "What I say",
    "To ask, or to win a moment",
    "What I want to know",
    "Nerves are no sign.",
)
GB = Country("gb", "United Kingdom", "999", "Can't speak? Press 55.", "GBP", "2026-11-22", (), ())
OWN = ("pay-below-floor", "hidden-recording", "shouting-or-swearing", "health-question")
QUESTIONS = ("Why is this job open?", "Who would I report to?")


def empty_card(packs: Loaded, role: str = "candidate") -> Card:
    return make_card(packs.books[role], WORDING, prep="coach prep", followup="coach followup")


def own_card(packs: Loaded) -> Card:
    return make_card(
        packs.books["candidate"],
        WORDING,
        deal_breakers=OWN,
        stance=Stance.NETWORK_FIRST,
        questions=QUESTIONS,
        country=GB,
        prep="coach prep",
        followup="coach followup",
    )


def text(card: Card, width: int = 60) -> str:
    return "".join(f"{text_of(line)}\n" for line in card_lines(card, width))


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


# -- what is on it --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_with_nothing_answered_the_card_of_every_role_is_whole(packs: Loaded, role: str) -> None:
    card = empty_card(packs, role)
    book = packs.books[role]
    assert card.danger.signs == tuple(option.text for option in book.danger.options)
    assert card.danger.line is not None
    assert card.danger.line.topic == "danger"
    assert card.danger.cannot_leave
    assert [line.tone for line in card.exits] == list(Tone)
    assert all(line.if_they_push and not line.topic for line in card.exits)
    assert [line.purpose.value for line in card.asks] == ["raise", "pause", "buy-time"]
    assert "none written down yet; `coach prep` takes fifteen minutes" in " ".join(text(card).split())


def test_the_order_is_that_of_need(packs: Loaded) -> None:
    shown = " ".join(text(own_card(packs)).split())
    places = [
        shown.index(each)
        for each in (
            "You meet as equals.",
            "They won't let me leave",
            "LEAVE NOW",
            "Can't get out?",
            "999",
            "If the pay is below the least",
            "Warm:",
            "Neutral:",
            "Firm:",
            "Pause",
            "Who would I report to?",
            "Nerves are no sign.",
            "coach followup",
        )
    ]
    assert places == sorted(places)


def test_a_plan_asks_first_and_leaves_after_a_no(packs: Loaded) -> None:
    shown = " ".join(text(own_card(packs)).split())
    assert re.search(
        r'If the pay is below .*?, ask: "[^"]+" If they can\'t reach the least you\'d accept, say: "[^"]+"',
        shown,
    )
    assert 'If someone shouted or swore at you, say: "' in shown


def test_the_heading_leaves_if_to_the_plans(packs: Loaded) -> None:
    assert "I END IT POLITELY\n" in text(own_card(packs))


@pytest.mark.parametrize("country", [None, GB])
def test_an_emergency_number_stands_there_only_with_the_country(
    packs: Loaded, country: Country | None
) -> None:
    card = make_card(packs.books["candidate"], WORDING, country=country)
    for shown in (text(card), card_page(card)):
        assert ("999" in shown) == (country is not None)
        assert "{" not in shown.split("<body>")[-1]


def test_the_number_also_fills_what_the_rules_leave_open(packs: Loaded) -> None:
    from msgspec.structs import replace

    book = packs.books["candidate"]
    first = book.danger.options[0].id
    flags = tuple(
        replace(flag, cannot_leave="Ring {number} now.") if flag.id == first else flag for flag in book.flags
    )
    book = replace(book, flags=flags)
    assert make_card(book, WORDING, country=GB).danger.cannot_leave == "Ring 999 now."
    assert make_card(book, WORDING).danger.cannot_leave == "Ring now."


@pytest.mark.parametrize("extra", [0, 1, IN_SHORT, IN_SHORT + 1])
def test_what_has_no_room_is_named_shortly_or_counted(packs: Loaded, extra: int) -> None:
    book = packs.books["candidate"]
    ids = [flag.id for flag in book.flags if flag.severity is not Severity.DANGER][: IN_FULL + extra]
    questions = [f"Question {n}?" for n in range(extra)]
    card = make_card(book, WORDING, deal_breakers=ids, questions=questions)
    assert len(card.plans) == IN_FULL
    for shown in (card.further, card.questions):
        assert len(shown) == min(extra, IN_SHORT)
        assert ("and 2 more" in shown) == (extra > IN_SHORT)


def test_questions_are_the_ticked_ones_in_the_order_of_the_guide() -> None:
    prep = small_prep(STAKE)
    assert chosen_questions(prep, ("day", "leaver")) == ("Why did the last one leave?", "What is a day like?")
    assert chosen_questions(prep, ("high", "no-such-option")) == ()
    assert chosen_questions(None, ("day",)) == ()


def test_a_role_without_guides_names_no_command(packs: Loaded) -> None:
    card = make_card(packs.books["vendor"], WORDING)
    assert "coach" not in text(card)
    assert "none written down yet." in text(card)


# -- as text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 40, 60, 72])
def test_no_row_is_too_wide(packs: Loaded, width: int) -> None:
    assert max(map(len, text(own_card(packs), width).splitlines())) <= width


def test_the_words_are_the_same_at_every_width(packs: Loaded) -> None:
    card = own_card(packs)
    assert len({tuple(words(text(card, width))) for width in (40, 60, 72)}) == 1


@pytest.mark.parametrize("width", [40, 60])
def test_the_empty_card_looks_as_it_did(packs: Loaded, golden: Compare, width: int) -> None:
    golden(f"card-empty-{width}.txt", text(empty_card(packs), width))


@pytest.mark.parametrize("width", [40, 72])
def test_one_s_own_card_looks_as_it_did(packs: Loaded, golden: Compare, width: int) -> None:
    golden(f"card-own-{width}.txt", text(own_card(packs), width))


def test_the_card_of_an_interviewer_looks_as_it_did(packs: Loaded, golden: Compare) -> None:
    golden("card-interviewer-60.txt", text(empty_card(packs, "interviewer")))


# -- as a page ------------------------------------------------------------------------------------------

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
    *("h1", "h2", "p", "ul", "li", "dl", "dt", "dd", "b", "br", "span", "code"),
}
VOID = {"meta", "br"}


class Page(HTMLParser):
    """Reads a page: its elements, its text, and whether every element is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "body" in self._open:
            self.shown.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def names(elements: Iterable[tuple[str, dict[str, str | None]]]) -> set[str]:
    return {name for name, _ in elements}


def test_the_page_says_what_the_text_says(packs: Loaded) -> None:
    card = own_card(packs)
    shown = words(" ".join(Page(card_page(card)).shown))
    assert shown == words(text(card))


@pytest.mark.parametrize("role", ROLES)
def test_the_page_is_plain_and_complete_html(packs: Loaded, role: str) -> None:
    page = card_page(empty_card(packs, role))
    read = Page(page)
    assert page.startswith("<!doctype html>\n")
    assert names(read.elements) <= ALLOWED
    assert ("html", {"lang": "en"}) in read.elements
    assert (read.count("h1"), read.count("title"), read.count("main")) == (1, 1, 1)
    assert read.count("h2") == read.count("section") == 4
    assert any(attributes.get("name") == "viewport" for _, attributes in read.elements)


def test_the_page_asks_nobody_for_anything(packs: Loaded) -> None:
    page = card_page(own_card(packs))
    attributes = {name for _, given in Page(page).elements for name in given}
    assert attributes == {"lang", "charset", "name", "content", "http-equiv", "class"}
    assert not re.search(r"https?:|//|url\(|@import|@font-face|javascript", page)


def test_the_page_is_ascii_so_that_no_encoding_changes_it(packs: Loaded) -> None:
    page = card_page(make_card(packs.books["candidate"], WORDING, questions=("Où, and 何?",)))
    assert page.isascii()
    assert "Où, and 何?" in "".join(Page(page).shown)


def test_nothing_in_a_text_is_obeyed(packs: Loaded) -> None:
    bad = "</title><script>x</script>&lt; <img src=x onerror=y> \"'\x1b[31m"
    wording = CardWording(*([bad] * 8))
    country = Country("xx", bad, "112", bad, "EUR", "2026-11-22", (), ())
    card = make_card(
        packs.books["candidate"],
        wording,
        deal_breakers=OWN,
        questions=(bad,),
        country=country,
        prep=bad,
        followup=bad,
    )
    read = Page(card_page(card))
    assert names(read.elements) <= ALLOWED
    assert "<script>x</script>&lt; <img src=x onerror=y> \"'\\x1b[31m" in "".join(read.shown)
    assert "\x1b" not in card_page(card) + text(card)


def test_a_page_can_be_told_from_other_files_by_its_beginning(packs: Loaded) -> None:
    assert MARK in card_page(own_card(packs))[:HEAD]


def test_nothing_is_said_by_colour_alone(packs: Loaded) -> None:
    read = Page(card_page(empty_card(packs)))
    assert "LEAVE NOW." in "".join(read.shown)
