"""Everything about one thing of a pack, whole: a flag, an option, a line, a topic, a row, a step, a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec

from interview_coach.book.guides import Country, Guides, Kind, Letter, Step
from interview_coach.book.pack import Book, Condition, Flag, Line, Option, Row, RowCondition, Source, Topic
from interview_coach.engine.answers import prompts_of
from interview_coach.render.guide_entries import guide_facts, things_of
from interview_coach.render.layout import Line as DrawnLine
from interview_coach.render.layout import paragraph


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with an id: its kind, and the thing itself as the book or a guide holds it."""

    kind: str
    id: str
    thing: msgspec.Struct


def entries_of(book: Book) -> Iterator[Entry]:
    """Everything in the book that has an id, flags first."""
    yield from (Entry("flag", flag.id, flag) for flag in book.flags)
    for topic in book.topics:
        yield Entry("topic", topic.id, topic)
        yield from (Entry("option", o.id, o) for o in topic.options if o.id not in book.flag_by_id)
        yield from (Entry("not a red flag", r.id, r) for r in topic.reassurances)
    yield from (Entry("line", line.id, line) for line in book.lines)
    yield from (Entry("row", row.id, row) for row in book.rows)
    yield from (Entry("context question", question.id, question) for question in book.context)
    yield from (Entry("reason", reason.id, reason) for reason in book.reasons)


def guide_entries_of(guides: Guides, *, with_countries: bool = True) -> Iterator[Entry]:
    """Every step, kind and letter of the guides, and the countries, which all packs share."""
    for guide, what, thing in things_of(guides):
        yield Entry(f"{guide} {what}", thing.id, thing)
    if with_countries:
        yield from (Entry("country", country.id, country) for country in guides.countries)


def entry_lines(book: Book, entry: Entry, width: int) -> Iterator[DrawnLine]:
    """The whole entry, one labelled fact after another."""
    yield from paragraph(f"{book.info.id}: {entry.kind} {entry.id}", width, "title")
    for label, texts in _facts(book, entry):
        for number, text in enumerate(texts):
            yield from _fact(label if number == 0 else "", text, width)
    for source in getattr(entry.thing, "sources", ()):
        yield from _fact("source", cited(source), width)
        yield (("hint", f"{'  ' if width < NARROW else ' ' * LABEL}{source.url}"),)


LABEL = 15
NARROW = 60
"""Below this width a label stands above its text."""


def _fact(label: str, text: str, width: int) -> Iterator[DrawnLine]:
    if width < NARROW:
        if label:
            yield (("label", label),)
        yield from ((("plain", "  "), *row) for row in paragraph(text, width - 2))
        return
    for number, row in enumerate(paragraph(text, width - LABEL)):
        yield (("label", (label if number == 0 else "").ljust(LABEL)), *row)


def _facts(book: Book, entry: Entry) -> Iterator[tuple[str, Sequence[str]]]:
    match entry.thing:
        case Step() | Letter() | Kind() | Country() as thing:
            yield from guide_facts(thing)
        case Flag() as flag:
            yield from _flag_facts(book, flag)
        case Option() as option:
            yield "option", (option.text,)
            yield "kind", (option.kind.value,)
            yield "topic", (option.topic,)
            yield "sets", tuple(f"{name}: {answer}" for name, answer in option.sets)
            yield "reassurance", _given(option.reassurance)
            yield (
                "read by",
                tuple(f.id for f in book.flags if f.fires_if and option.id in f.fires_if.options()),
            )
        case Line() as line:
            yield from _line_facts(line)
        case Topic() as topic:
            yield from _topic_facts(book, topic)
        case Row() as row:
            yield from _row_facts(row)
        case other:
            for name, value in msgspec.to_builtins(other).items():
                if name not in ("id", "sources") and value:
                    yield name.replace("_", " "), _words(value)


def _flag_facts(book: Book, flag: Flag) -> Iterator[tuple[str, Sequence[str]]]:
    yield "option", _given(flag.option)
    yield "fires if", _given(condition_text(flag.fires_if) if flag.fires_if else "")
    yield "finding", (flag.finding,)
    yield "why", (flag.why,)
    yield "topic", (f"{flag.topic} ({book.topic_by_id[flag.topic].title})",)
    yield "severity", (flag.severity.id,)
    yield "raise", (flag.raising.value,)
    yield "fixed when", _given(flag.fixed_when)
    yield "go if", _given(flag.leave_when)
    marks = [
        text for is_on, text in ((flag.can_be_sustained, "can be sustained"), (flag.abuse, "abuse")) if is_on
    ]
    yield "also", tuple(marks)
    yield "do now", flag.do_now
    yield "can't leave", _given(flag.cannot_leave)
    yield "afterwards", flag.afterwards
    combined = (f.id for f in book.flags if f.fires_if and flag.id in f.fires_if.options())
    yield "read by", tuple(combined)
    yield "lines", tuple(f'{line.id}: "{line.text}"' for line in book.lines if flag.id in line.fits)
    yield "written in", _given(flag.pack)


def _line_facts(line: Line) -> Iterator[tuple[str, Sequence[str]]]:
    yield "say", (line.text,)
    yield "if they push", _given(line.if_they_push)
    yield "body", _given(line.body)
    yield "purpose", (line.purpose.value,)
    yield "tone", (line.tone.value,)
    yield "channels", (", ".join(channel.value for channel in line.channels) or "every channel",)
    whole = f"all of {line.topic}" if line.topic else "anything but danger"
    yield "fits", (", ".join(line.fits) or whole,)


def _topic_facts(book: Book, topic: Topic) -> Iterator[tuple[str, Sequence[str]]]:
    yield "title", (topic.title,)
    yield "why", (topic.why,)
    yield "examples", _given(topic.examples)
    yield "options", tuple(f"{o.id} [{o.kind.value}]: {o.text}" for o in topic.options)
    yield "combinations", tuple(f.id for f in book.flags_by_topic[topic.id] if f.fires_if)
    if f"raised/{topic.id}" in prompts_of(book):
        question = topic.raise_question
        yield "raise question", (question.ask, *(f"{a.text} = {a.means.id}" for a in question.answers))
    yield "no red flags", tuple(f"{r.id}: {r.what}" for r in topic.reassurances)
    yield "lines", tuple(f"{line.id} [{line.purpose.value}]" for line in book.lines if line.topic == topic.id)


def _row_facts(row: Row) -> Iterator[tuple[str, Sequence[str]]]:
    yield "verdict", (row.verdict.id,)
    yield "matches when", (when_text(row.when),)
    yield "action", (row.action,)
    yield "headline", (row.headline,)
    yield "meaning", (row.meaning,)
    yield "do now", row.do_now
    yield "note", _given(row.note)
    yield "next steps", row.next_steps


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        return (": ".join(map(str, value.values())),)
    if isinstance(value, (list, tuple)):
        return tuple(text for each in value for text in _words(each))
    return (str(value),)


def cited(source: Source) -> str:
    """A source in one sentence, without its address."""
    return f"{source.publisher}: {source.title} ({source.year}, {source.strength})"


def condition_text(condition: Condition) -> str:
    """A combination in words."""
    if condition.kind == "option":
        return condition.option
    if condition.kind == "not":
        return f"not {condition.parts[0].option}"
    count = f"at least {condition.count}" if condition.kind == "at-least" else condition.kind
    return f"{count} of ({', '.join(map(condition_text, condition.parts))})"


def when_text(when: RowCondition) -> str:
    """When a row matches, in words."""
    topics = f" in {when.topics} topics" if when.topics > 1 else ""
    parts = [
        *_given(f"danger {when.danger}" if when.danger else ""),
        *_given("abuse goes on after it was named" if when.abuse else ""),
        *(f"{what} {level.id} or worse{topics}" for what, level in _levels(when)),
        *_given(f"leaning {when.leaning.id} or firmer" if when.leaning is not None else ""),
        *_given("you would not take it" if when.would_take else ""),
        *_given("you will not meet them again" if when.meet_again else ""),
        *_given("own state" if when.own_state else ""),
    ]
    return "; ".join(parts) or "always"


def _levels(when: RowCondition) -> Iterator[tuple[str, Any]]:
    for what, level in (("ripe", when.ripe), ("standing", when.standing), ("to raise", when.to_raise)):
        if level is not None:
            yield what, level


def entry_data(book: Book, entry: Entry) -> dict[str, Any]:
    """The entry as plain data: every field of the thing, ranks and kinds by their ids."""
    fields = _plain(entry.thing)
    if "pack" in fields:
        fields["written_in"] = fields.pop("pack")
    return {"pack": book.info.id, "kind": entry.kind, **fields}


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Enum):
        return value.id if hasattr(value, "id") else value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
