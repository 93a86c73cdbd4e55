"""The shape of `countries.yaml`: whom to call in a country, and where to turn."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from interview_coach.rulebook.guide_shapes import GuideShape
from interview_coach.rulebook.values import ConcernId, Date, Id, Link, Pattern, Shape, Text, characters

EmergencyNumber = Annotated[
    Text,
    Pattern(
        r"^[0-9]{2,6}( or [0-9]{2,6})?$",
        '{given} is not a number to call; write digits alone, such as "112" or "999 or 112"',
    ),
]
Currency = Annotated[
    Text,
    Pattern(r"^[A-Z]{3}$", "{given} is not a currency; write its three capital letters, such as EUR"),
]


class BodyShape(Shape):
    """An official body, and the concern that one takes to it."""

    about: ConcernId
    """The concern: discrimination, fraud, safety, pay, data or violence."""
    name: Annotated[Text, characters(60)]
    """Its name, at most 60 characters."""
    what: Annotated[Text, characters(110)]
    """What it does for a person, at most 110 characters."""
    url: Link
    """Its own page, from https:// on."""
    source: Id
    """The id of the source that says so."""


class CountryShape(Shape):
    """One country: whom to call, and where to turn."""

    name: Annotated[Text, characters(34)]
    """The name of the country."""
    emergency: EmergencyNumber
    """The number of emergency help in double quotes, such as "112" or "999 or 112"."""
    silent: Annotated[Text, characters(110)] = ""
    """What one can do there when one cannot speak."""
    currency: Currency
    """The currency in three capital letters, such as EUR."""
    last_verified: Date
    """The day on which all this was last looked up, such as 2026-11-22."""
    bodies: list[BodyShape] = []
    """Official bodies, one for each concern or more."""
    sources: Annotated[list[Id], Field(min_length=1)]
    """Ids of the sources for the number and the currency. At least one."""


class CountriesShape(GuideShape):
    """What is known of countries. They serve every role, so each is described in one pack only."""

    guide: Literal["countries"]
    """countries, the name of the file."""
    countries: dict[Id, CountryShape] = {}
    """The countries by the two letters of their code, such as gb."""
