"""What the page says, as data: the books, the cards, what helps after danger, and the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from interview_coach.book.guides import Country, Followup, LetterKind
from interview_coach.book.pack import Book
from interview_coach.book.records import Interview
from interview_coach.book.vocabulary import Channel, Tone
from interview_coach.book.wording import Wording
from interview_coach.dialogue.followup_talk import WHAT_HELPS, WHICH_COUNTRY, WITHOUT_COUNTRY
from interview_coach.engine.answers import ANY_EMERGENCY
from interview_coach.guides.card import Card
from interview_coach.guides.letters import bodies_for
from interview_coach.guides.settled import Settled
from interview_coach.page.book_data import book_data
from interview_coach.render.card_page import (
    ASKS,
    DO,
    FURTHER,
    PUSHED,
    SAY,
    SAY_NOTHING,
    plan_sentences,
    plans_heading,
    tone_name,
)
from interview_coach.render.layout import DEFAULT_ROLE, quoted, sentences
from interview_coach.render.letter_page import as_of, in_danger, official_help
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.cards import card_of


@dataclass(frozen=True, slots=True)
class Carried:
    """What was settled for one interview, to be carried in the file."""

    role: str
    interview: Interview
    settled: Settled
    countries: Sequence[Country]

    @property
    def country(self) -> Country | None:
        return next((each for each in self.countries if each.id == self.settled.country), None)

    def told(self, book: Book) -> tuple[str, ...]:
        """What the file then holds, a sentence each."""
        settled, words = self.settled, book.wording.page
        named = [book.flag_by_id[id_].text for id_ in settled.deal_breakers if id_ in book.flag_by_id]
        asks = {question.id: question.ask for question in book.context}
        return tuple(
            f"{what}: {text}"
            for what, text in (
                (words["holds-deal-breakers"], "; ".join(named)),
                (words["holds-floor"], settled.floor.text if settled.floor else ""),
                (words["holds-country"], self.country.name if self.country else ""),
                (words["holds-stance"], settled.stance.id if settled.stance else ""),
                (asks.get("need", ""), settled.need),
                (asks.get("meet-again", ""), settled.meet_again),
                (words["holds-questions"], str(len(settled.questions) or "")),
            )
            if text
        )


def page_data(roles: Sequence[str], rules: Sequence[Path], carried: Carried | None) -> dict[str, Any]:
    """Everything that the page knows and says. Raises BadRules, and BadInput for an unknown role."""
    books = {role: load_book(role, rules) for role in roles}
    guides = [load_guides(role, rules) for role in dict.fromkeys((*roles, DEFAULT_ROLE))]
    countries = next((each.countries for each in guides if each.countries), ())
    reports = [kind for each in guides if each.followup for kind in each.followup.kinds if kind.after_danger]
    return {
        "roles": list(roles),
        "packs": {role: _pack(book, carried) for role, book in books.items()},
        "cards": {role: _card(role, rules, carried) for role in roles},
        "help": {each.role: _help(each.followup) for each in guides if each.followup},
        "emergency": ANY_EMERGENCY,
        "countries": [_country(each, reports) for each in countries],
        "plan": _plan(carried, books) if carried else None,
        "words": _words(books[roles[0]].wording),
    }


def _pack(book: Book, carried: Carried | None) -> dict[str, Any]:
    """A book as the brain reads it, with what was settled for its role."""
    if carried is None or carried.role != book.info.id:
        return book_data(book)
    profile = carried.settled.profile(carried.countries)
    known = profile.deal_breakers & book.flag_by_id.keys()
    return book_data(book, replace(profile, deal_breakers=known), carried.settled.given())


def _plan(carried: Carried, books: dict[str, Book]) -> dict[str, Any]:
    book = books[carried.role]
    return {
        "role": carried.role,
        "note": book.wording.page["plan"],
        "country": carried.settled.country,
        "title": book.wording.page["holds"],
        "holds": list(carried.told(book)),
    }


def _help(followup: Followup) -> dict[str, Any]:
    return {
        "title": WHAT_HELPS,
        "steps": list(followup.safety.after),
        "ask": WHICH_COUNTRY,
        "nowhere": WITHOUT_COUNTRY,
        "official": official_help("{}"),
        "as_of": as_of("{}"),
    }


def _country(country: Country, reports: Iterable[LetterKind]) -> dict[str, Any]:
    bodies = dict.fromkeys(body for kind in reports for body in bodies_for(kind, country))
    return {
        "id": country.id,
        "name": country.name,
        "number": country.emergency,
        "silent": country.silent,
        "last_verified": country.last_verified,
        "bodies": [{"name": body.name, "what": body.what, "url": body.url} for body in bodies],
    }


# -- the card -------------------------------------------------------------------------------------------


def _card(role: str, rules: Sequence[Path], carried: Carried | None) -> dict[str, Any]:
    is_own = carried is not None and carried.role == role
    card = card_of(role, rules, carried.settled if carried is not None and is_own else Settled())
    wording = card.wording
    parts: tuple[tuple[str, list[list[str]], list[str]], ...] = (
        (wording.danger, [[sign] for sign in card.danger.signs], _danger(card)),
        (plans_heading(card), _plans(card), []),
        (wording.lines, _exits(card), [f"{DO}: {card.body}"] if card.body else []),
        (wording.ask, [[ASKS[line.purpose], quoted(line.text)] for line in card.asks], []),
        (wording.questions, [[text] for text in card.questions], []),
    )
    return {
        "title": wording.title.capitalize(),
        "equals": wording.equals,
        "parts": [
            {"heading": heading, "items": items, "then": then} for heading, items, then in parts if items
        ],
        "later": wording.later,
    }


def _danger(card: Card) -> list[str]:
    danger = card.danger
    said = " ".join(danger.line.beats[:2]) if danger.line else ""
    held = f"{danger.cannot_leave_title} {danger.cannot_leave}" if danger.cannot_leave else ""
    return [
        sentences(danger.act, danger.meaning),
        *([f"{SAY}: {SAY_NOTHING}: {quoted(said)}"] if said else []),
        *([held] if held else []),
    ]


def _plans(card: Card) -> list[list[str]]:
    plans = [[f"{when} {quoted(words)}" for when, words in plan_sentences(plan)] for plan in card.plans]
    return plans + ([[FURTHER, *card.further]] if card.further else [])


def _exits(card: Card) -> list[list[str]]:
    return [
        [
            f"{tone_name(line)}: {quoted(line.text)}",
            *([f"{PUSHED}: {quoted(line.if_they_push)}"] if line.if_they_push else []),
        ]
        for line in card.exits
    ]


# -- words ----------------------------------------------------------------------------------------------


AS_THEY_ARE = """
    own_words_title own_words_ask own_words_hint own_words_why why_title fits_title fits_intro none_of_these
    no_fit_title no_fit push
    """.split()  # noqa: SIM905 - as in `word_data`


def _words(wording: Wording) -> dict[str, Any]:
    page = wording.page
    return {
        **{name: getattr(wording, name) for name in AS_THEY_ARE},
        "keys": wording.keys,
        "page": page,
        "tone": {"title": page["how"], "options": [(tone.value, tone.value.capitalize()) for tone in Tone]},
        "channel": {
            "title": page["where"],
            "options": [(c.value, c.value.replace("-", " ").capitalize()) for c in Channel],
        },
        "purpose": {"title": page["what-for"], "options": list(wording.purposes.items())},
        "call": in_danger(ANY_EMERGENCY),
        "helps": WHAT_HELPS,
    }
