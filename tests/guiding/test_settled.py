"""What answers settle, how amounts are read, and where it all leads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from interview_coach.amounts import Amount, amount_of, day_meant, day_of, day_text
from interview_coach.book.guides import Outcome, Section, Step, StepKind, StepOption
from interview_coach.book.vocabulary import Stance
from interview_coach.engine.answers import Profile
from interview_coach.guides.prep_outcome import conclude, to_do
from interview_coach.guides.settled import Settled, settle

from .small import COUNTRIES, REAL, small_prep

HANGING = Section(
    "hanging",
    "What hangs on it",
    "",
    (
        Step("free", "hanging", "Anything?", StepKind.TEXT),
        Step(
            "wants", "hanging", "What do you need?", StepKind.TICKS, options=(StepOption("lift", "A lift"),)
        ),
        Step(
            "arranged",
            "hanging",
            "Is it arranged?",
            StepKind.CHOICE,
            options=(StepOption("yes", "Yes"), StepOption("no", "No", leads_to=Outcome.ASK_FIRST)),
            only_if=("wants", ("lift",)),
        ),
    ),
)
PREP = small_prep()


@pytest.mark.parametrize(
    ("text", "number", "currency", "period"),
    [
        ("45,000", "45000", "", ""),
        ("45000 EUR a year", "45000", "EUR", "year"),
        ("EUR 45.000 p.a.", "45000", "EUR", "year"),
        ("£18/h", "18", "GBP", "hour"),
        ("14.50 GBP an hour", "14.50", "GBP", "hour"),
        ("14,50 €/hour", "14.50", "EUR", "hour"),
        ("3.500,00 € per month", "3500.00", "EUR", "month"),
        ("45k", "45000", "", ""),
        ("45 K EUR", "45000", "EUR", ""),
        ("45 000 CHF", "45000", "CHF", ""),
        ("45'000 CHF a year", "45000", "CHF", "year"),
        ("1,234,567 INR", "1234567", "INR", ""),
        ("600 a day", "600", "", "day"),
        ("at least 120 kilos of gold", "120", "", ""),
        ("$52,000.50", "52000.50", "USD", ""),
        ("12 per week", "12", "", "week"),
    ],
)
def test_a_sensible_amount_is_understood(text: str, number: str, currency: str, period: str) -> None:
    assert amount_of(text) == Amount(text, Decimal(number), currency, period)


@pytest.mark.parametrize("text", ["", "lots", "EUR", "a year"])
def test_without_a_number_there_is_no_amount(text: str) -> None:
    assert amount_of(text) is None


def test_the_text_of_an_amount_is_kept_as_it_was_written() -> None:
    amount = amount_of("  45,000   EUR ")
    assert amount is not None and amount.text == "45,000 EUR"


@pytest.mark.parametrize("text", ["2026-11-22", " 2026-11-22 ", "2026/11/22", "2026.11.22"])
def test_a_day_is_understood(text: str) -> None:
    day = day_of(text)
    assert day is not None and day.isoformat() == "2026-11-22"


@pytest.mark.parametrize("text", ["", "soon", "22-11-2026", "2026-13-01", "2026-02-30", "2026-11-22x"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", "2026-11-23"),
        ("today", "2026-11-22"),
        ("Tomorrow", "2026-11-23"),
        ("tomorrow at 10", "2026-11-23"),
        ("tomorrow, 10:30", "2026-11-23"),
        ("tomorrow at half past two", "2026-11-23"),
        ("23 Nov", "2026-11-23"),
        ("23 Nov 10am", "2026-11-23"),
        ("23 November 2026", "2026-11-23"),
        ("the 23rd of November", "2026-11-23"),
        ("Nov 23", "2026-11-23"),
        ("November 23, 2026 at 14.30", "2026-11-23"),
        ("Mon 23 Nov", "2026-11-23"),
        ("Monday, 23 November", "2026-11-23"),
        ("23.11.2026", "2026-11-23"),
        ("3.4.2027", "2027-04-03"),
        ("23/11/2026", "2026-11-23"),
        ("11/23/2026", "2026-11-23"),
        ("4/4/2027", "2027-04-04"),
        ("monday", "2026-11-23"),
        ("on Sat", "2026-11-28"),
        ("Sunday", "2026-11-29"),
        ("next tuesday", "2026-11-24"),
        ("Next Sunday at 10", "2026-11-29"),
        ("this coming Friday", "2026-11-27"),
        ("the day after tomorrow", "2026-11-24"),
        ("in two weeks", "2026-12-06"),
        ("In 3 days, 10:30", "2026-11-25"),
        ("in a week", "2026-11-29"),
        ("in a fortnight", "2026-12-06"),
        ("22 Nov", "2026-11-22"),
        ("21 Nov", "2027-11-21"),
        ("29 Feb", "2028-02-29"),
        ("1 Sept", "2027-09-01"),
    ],
)
def test_a_day_is_understood_as_people_write_it(text: str, day: str) -> None:
    found = day_meant(text, SUNDAY)
    assert found is not None and found.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "3/4/2027",
        "31 Nov",
        "Tuesday, 23 November 2026",
        "23 No",
        "23",
        "45 EUR",
        "23 Nov 26",
        "next week",
        "Tuesday next week",
        "in two months",
        "in weeks",
        "next",
        "in 99999 days",
        "May",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert day_meant(text, SUNDAY) is None


def test_without_a_today_only_a_full_date_is_understood() -> None:
    assert day_meant("23 Nov 2026", None) == date(2026, 11, 23)
    assert [day_meant(text, None) for text in ("today", "in a week", "23 Nov", "next Monday")] == [None] * 4


@pytest.mark.parametrize("day", [date.max, date(9999, 12, 30)])
def test_at_the_end_of_time_nothing_breaks(day: date) -> None:
    for text in ("tomorrow", "in two weeks", "next Monday", "1 Jan", "29 Feb"):
        day_meant(text, day)


def test_a_day_is_shown_with_its_weekday_and_another_year_with_its_number() -> None:
    assert day_text(date(2026, 11, 23), SUNDAY) == "Monday, 23 November"
    assert day_text(date(2027, 1, 4), SUNDAY) == "Monday, 4 January 2027"
    assert day_text(date(2026, 11, 23)) == "Monday, 23 November 2026"


def test_nothing_is_settled_by_no_answers() -> None:
    settled = settle(PREP)
    assert settled == Settled()
    assert settled.profile() == Profile()
    assert settled.given() == {}
    assert settled.details(COUNTRIES) == {}


def test_every_answer_that_settles_something_is_read() -> None:
    settled = settle(
        PREP,
        {
            "floor": "45,000 EUR",
            "breakers": ("pay-below-floor", "shouting-or-swearing"),
            "needs": ("a ramp", "quiet"),
            "other-offers": "alternatives",
            "again": "no",
            "stance": "firm",
            "country": "gb",
            "to-ask": ("leaver",),
            "promised": ("no weekends",),
        },
    )
    assert settled.needs == ("a ramp", "quiet")
    assert settled.promised == ("no weekends",)
    assert settled.questions == ("leaver",)
    assert settled.given() == {"meet-again": "no"}
    assert settled.details(COUNTRIES) == {"floor": "45,000 EUR", "number": "999"}
    assert settled.profile(COUNTRIES) == Profile(
        Stance.FIRM,
        frozenset({"pay-below-floor", "shouting-or-swearing"}),
        "alternatives",
        "45,000 EUR",
        "999",
    )


def test_a_later_layer_wins_and_an_earlier_one_still_counts() -> None:
    settled = settle(PREP, {"stance": "firm", "floor": "40000"}, {"stance": "network-first"})
    assert settled.stance is Stance.NETWORK_FIRST
    assert settled.floor is not None and settled.floor.number == 40000


def test_no_country_settles_no_number() -> None:
    assert settle(PREP, {"country": "none"}).country == ""
    assert settle(PREP, {"country": "xx"}).details(COUNTRIES) == {}


def test_a_parked_answer_settles_nothing() -> None:
    assert settle(small_prep(PREP.sections[1]), {"asked": ("yes",), "floor": "1"}).floor is not None
    assert "asked" not in {s.id for s in PREP.sections[0].steps}


def test_without_an_option_that_leads_anywhere_it_is_go() -> None:
    conclusion = conclude(PREP, {"research": ("website",), "again": "yes"})
    assert conclusion.outcome is Outcome.GO
    assert (conclusion.reasons, conclusion.also, conclusion.letters) == ((), (), ())
    assert conclusion.answered == 2


def test_a_go_is_settled_when_nothing_is_open_that_could_lead_elsewhere() -> None:
    open_ones = [step.id for step in conclude(PREP, {"research": ("website",), "again": "yes"}).open]
    assert open_ones == ["odd"]
    assert not conclude(PREP, {"research": ()}).is_settled
    assert conclude(PREP, {"odd": ()}).is_settled


def test_what_asks_first_or_cancels_is_settled_at_once() -> None:
    assert conclude(small_prep(REAL, HANGING), {"odd": ("no-address",)}).is_settled


def test_a_step_that_may_still_come_up_is_open_too() -> None:
    prep = small_prep(HANGING)
    assert [step.id for step in conclude(prep, {"free": "x"}).open] == ["arranged"]
    assert [step.id for step in conclude(prep, {"wants": ("lift",)}).open] == ["arranged"]
    assert conclude(prep, {"wants": ()}).is_settled
    assert conclude(prep, {"wants": ("lift",), "arranged": "yes"}).is_settled


def test_the_gravest_option_decides_and_its_letter_comes_first() -> None:
    asking = conclude(PREP, {"odd": ("no-address",)})
    assert asking.outcome is Outcome.ASK_FIRST
    assert [reason.text for reason in asking.reasons] == ["There is no address yet."]
    assert [letter.id for letter in asking.letters] == ["ask-address"]
    both = conclude(PREP, {"odd": ("no-address", "money")})
    assert both.outcome is Outcome.CANCEL
    assert both.wording.headline == "CANCEL"
    assert [reason.option.id for reason in both.reasons] == ["money"]
    assert [reason.option.id for reason in both.also] == ["no-address"]
    assert [letter.id for letter in both.letters] == ["cancel-it"]


def test_a_list_of_things_to_do_is_one_that_says_how_and_leads_nowhere() -> None:
    lists = to_do(PREP, {"research": ("people",)})
    assert [(todo.step.id, [option.id for option in todo.open]) for todo in lists] == [
        ("research", ["website"])
    ]
