"""Picks a line to say: the most specific one first, then what came of asking, the tone, the order of the book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from interview_coach.book.pack import Book, Line
from interview_coach.book.vocabulary import DANGER, Channel, Purpose, RaiseState, Stance, Tone

_TONE_DISTANCE = {
    Tone.WARM: (Tone.WARM, Tone.NEUTRAL, Tone.FIRM),
    Tone.NEUTRAL: (Tone.NEUTRAL, Tone.WARM, Tone.FIRM),
    Tone.FIRM: (Tone.FIRM, Tone.NEUTRAL, Tone.WARM),
}


def tone_of(stance: Stance) -> Tone:
    """The tone that goes with a stance: keep the contact warmly, stay neutral, or be firm."""
    return (Tone.WARM, Tone.NEUTRAL, Tone.FIRM)[stance]


def lines_for(
    book: Book,
    purpose: Purpose,
    *,
    about: Sequence[str] = (),
    topics: Sequence[str] = (),
    tone: Tone = Tone.NEUTRAL,
    channel: Channel | None = None,
    came_of: Mapping[str, RaiseState] = {},
) -> tuple[Line, ...]:
    """Lines of one purpose, the best first.

    `about` are flag or option ids and `topics` topic ids, the most important first: a line about the
    first of them comes before one about the second, one about its topic next, general ones last.
    `came_of` says by topic what came of raising it, *not yet* where it is silent; for a general line the first
    topic counts. Of lines about the same, one made for that comes first.
    Lines about other things, for another channel, or for what did not come of it, are left out.
    To raise something, or where nobody may be there, general lines come only if there are no others; one to ask
    again while an answer is awaited comes last.
    Lines of danger are neutral by design, so they come only when danger is what it is about.
    """
    ranked: list[tuple[int, bool, bool, int, bool, int, Line]] = []
    wanted, wanted_topics = tuple(about), tuple(topics)
    for order, line in enumerate(book.lines):
        # The channel is never asked. Not knowing it, people are taken to sit in a room.
        fits_channel = not line.channels or (channel or Channel.IN_PERSON) in line.channels
        if line.purpose is not purpose or not fits_channel:
            continue
        rank = _specificity(line, wanted, wanted_topics)
        topic = line.topic or next(iter(wanted_topics), "")
        if rank is None or not line.is_for(came_of.get(topic, RaiseState.NOT_YET)):
            continue
        # A line made for the channel that was named comes first; one that only guesses it comes late.
        made_for_it = channel is not None and bool(line.channels)
        guessed = channel is None and bool(line.channels)
        distance = _TONE_DISTANCE[tone].index(line.tone)
        ranked.append((rank, not made_for_it, not line.after, distance, guessed, order, line))
    general = len(about) + len(wanted_topics)
    nobody = any(id_ in book.topic_by_id and book.topic_by_id[id_].nobody_there for id_ in wanted_topics)
    if nobody or purpose is Purpose.RAISE:
        close = [entry for entry in ranked if entry[0] < general or (entry[-1].after and not nobody)]
        ranked = close or ranked
    return tuple(line for *_, line in sorted(ranked, key=lambda entry: entry[:6]))


def placeholders(text: str) -> Iterator[str]:
    """The names in braces that a text leaves open."""
    return iter(re.findall(r"\{([^{}]*)\}", text))


def fill(text: str, details: Mapping[str, str]) -> str:
    """Put known details into a text; what is not known is dropped with the blank before it.

    Plain names only: no attribute access, no code.
    """
    return re.sub(r" ?\{([^{}]*)\}", lambda match: _known(match, details), text)


def _known(match: re.Match[str], details: Mapping[str, str]) -> str:
    value = details.get(match[1], "")
    return f" {value}" if value and match[0].startswith(" ") else value


def _specificity(line: Line, about: tuple[str, ...], topics: tuple[str, ...]) -> int | None:
    """0 is best; None if the line is about something else."""
    if line.fits:
        places = [about.index(id_) for id_ in line.fits if id_ in about]
        return min(places) if places else None
    if line.topic in topics:
        return len(about) + topics.index(line.topic)
    if line.topic:
        return None
    return None if DANGER in topics else len(about) + len(topics)
