"""Everything of a pack that has an id, whole: flags, options, lines, topics, rows, steps, letters, countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, to_builtins

from interview_coach.book.guides import Country, Guides, Letter, LetterKind, Outcome, Step, StepOption
from interview_coach.book.pack import Book, Condition, Flag, Option, Row, Threshold, Topic
from interview_coach.book.pack import Line as SpokenLine
from interview_coach.engine.answers import prompts_of
from interview_coach.engine.measures import MEASURE
from interview_coach.render.layout import Line, cited, paragraph


@dataclass(frozen=True, slots=True)
class Named:
    """One thing with an id: its kind, and the thing itself as the book or a guide holds it."""

    kind: str
    id: str
    thing: msgspec.Struct


def entries_of(book: Book) -> Iterator[Named]:
    """Everything in the book that has an id, flags first."""
    yield from (Named("flag", flag.id, flag) for flag in book.flags)
    for topic in book.topics:
        yield Named("topic", topic.id, topic)
        yield from (Named("option", o.id, o) for o in topic.options if o.id not in book.flag_by_id)
        yield from (Named("not a red flag", r.id, r) for r in topic.reassurances)
    yield from (Named("line", line.id, line) for line in book.lines)
    yield from (Named("row", row.id, row) for row in book.rows)
    yield from (Named("context question", question.id, question) for question in book.context)
    yield from (Named("reason", reason.id, reason) for reason in book.reasons)
    yield Named("pack", book.info.id, book.info)


def guide_entries_of(guides: Guides, *, with_countries: bool = True) -> Iterator[Named]:
    """Every step, kind and letter of the guides, and the countries, which all packs share."""
    for guide, what, thing in things_of(guides):
        yield Named(f"{guide} {what}", thing.id, thing)
    if with_countries:
        yield from (Named("country", country.id, country) for country in guides.countries)


def things_of(guides: Guides) -> Iterator[tuple[str, str, Step | LetterKind | Letter]]:
    """Steps, kinds and letters of the guides, each with its guide and what it is."""
    for name, guide in (("prep", guides.prep), ("debrief", guides.debrief)):
        yield from ((name, "step", step) for step in (guide.steps if guide else ()))
    if guides.prep:
        yield from (("prep", "letter", letter) for letter in guides.prep.letters)
    for kind in guides.followup.kinds if guides.followup else ():
        yield "followup", "kind", kind
        yield from (("followup", "letter", letter) for letter in kind.letters)


def entry_lines(book: Book, entry: Named, width: int) -> Iterator[Line]:
    """The whole entry, one labelled fact after another."""
    yield from paragraph(f"{book.info.id}: {entry.kind} {entry.id}", width, "title")
    for label, told in facts_of(book, entry.thing):
        texts = filter(None, [told]) if isinstance(told, str) else told
        for number, text in enumerate(texts):
            yield from _fact(label if number == 0 else "", text, width)
    for source in getattr(entry.thing, "sources", ()):
        yield from _fact("source", cited(source, strength=True), width)
        yield (("hint", f"{'  ' if width < NARROW else ' ' * LABEL}{source.url}"),)


LABEL = 15
NARROW = 60
"""Below this width a label stands above its text."""


def _fact(label: str, text: str, width: int) -> Iterator[Line]:
    if width < NARROW:
        if label:
            yield (("label", label),)
        yield from ((("plain", "  "), *row) for row in paragraph(text, width - 2))
        return
    for number, row in enumerate(paragraph(text, width - LABEL)):
        yield (("label", (label if number == 0 else "").ljust(LABEL)), *row)


def entry_data(book: Book, entry: Named) -> dict[str, Any]:
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


Facts: TypeAlias = Iterator[tuple[str, str | Sequence[str]]]
"""Labels, each with its text, which may be empty, or its texts."""


def facts_of(book: Book, thing: Struct) -> Facts:
    """Everything about one thing but its sources, each fact with its label."""
    match thing:
        case Flag() as flag:
            yield from _flag_facts(book, flag)
        case Topic() as topic:
            yield from _topic_facts(book, topic)
        case Step() as step:
            yield from _step_facts(step)
        case Option() as option:
            yield "option", option.text
            yield "kind", option.kind.value
            yield "topic", option.topic
            yield "sets", tuple(f"{name}: {answer}" for name, answer in option.sets)
            yield "reassurance", option.reassurance
            yield "read by", _readers(book, option.id)
        case SpokenLine() as line:
            yield "say", line.text
            yield "if they push", line.if_they_push
            yield "body", line.body
            yield "purpose", line.purpose.value
            yield "tone", line.tone.value
            yield "channels", ", ".join(channel.value for channel in line.channels) or "every channel"
            yield "after", ", ".join(state.id for state in line.after)
            whole = f"all of {line.topic}" if line.topic else "anything but danger"
            yield "fits", ", ".join(line.fits) or whole
        case Row() as row:
            yield "verdict", row.verdict.id
            yield "matches when", when_text(row.when)
            yield "action", row.action
            yield "headline", row.headline
            yield "meaning", row.meaning
            yield "do now", row.do_now
            yield "note", row.note
            yield "next steps", row.next_steps
        case Letter() as letter:
            yield "menu", letter.text
            yield "for", letter.kind
            yield "channel", letter.channel
            yield "subject", letter.subject
            yield "text", letter.body.strip().split("\n")
        case LetterKind() as kind:
            yield "menu", kind.text
            yield "group", kind.group
            yield "advice", kind.advice
            yield "after danger", "yes" if kind.after_danger else "no"
            yield "sleep on it", "yes" if kind.wait else "no"
            yield "bodies", ", ".join(kind.bodies)
            yield "letters", tuple(f"{letter.id}: {letter.text}" for letter in kind.letters)
        case Country() as country:
            yield "name", country.name
            yield "emergency", country.emergency
            yield "silent", country.silent
            yield "currency", country.currency
            yield "last verified", country.last_verified
            yield "bodies", tuple(f"{b.about}: {b.name}. {b.what} {b.url}" for b in country.bodies)
        case other:
            for name, value in to_builtins(other).items():
                if name not in ("id", "sources") and value:
                    yield name.replace("_", " "), _words(value)


def _readers(book: Book, option: str) -> tuple[str, ...]:
    """The red flags that combine an option with others."""
    return tuple(flag.id for flag in book.flags if flag.fires_if and option in flag.fires_if.options())


def _flag_facts(book: Book, flag: Flag) -> Facts:
    yield "option", flag.option
    yield "fires if", condition_text(flag.fires_if) if flag.fires_if else ""
    yield "finding", flag.finding
    yield "why", flag.why
    yield "topic", f"{flag.topic} ({book.topic_by_id[flag.topic].title})"
    yield "severity", flag.severity.id
    yield "raise", flag.raising.value
    yield "fixed when", flag.fixed_when
    yield "go if", flag.leave_when
    marks = {"can be sustained": flag.can_be_sustained, "abuse": flag.abuse}
    yield "also", tuple(mark for mark, is_on in marks.items() if is_on)
    yield "do now", flag.do_now
    yield "can't leave", flag.cannot_leave
    yield "afterwards", flag.afterwards
    yield "read by", _readers(book, flag.id)
    yield "lines", tuple(f'{line.id}: "{line.text}"' for line in book.lines if flag.id in line.fits)
    yield "written in", flag.pack


def _topic_facts(book: Book, topic: Topic) -> Facts:
    yield "title", topic.title
    yield "why", topic.why
    yield "examples", topic.examples
    yield "options", tuple(f"{o.id} [{o.kind.value}]: {o.text}" for o in topic.options)
    yield "combinations", tuple(f.id for f in book.flags_by_topic[topic.id] if f.fires_if)
    if f"raised/{topic.id}" in prompts_of(book):
        question = topic.raise_question
        yield "raise question", (question.ask, *(f"{a.text} = {a.means.id}" for a in question.answers))
    yield "no red flags", tuple(f"{r.id}: {r.what}" for r in topic.reassurances)
    yield "lines", tuple(f"{line.id} [{line.purpose.value}]" for line in book.lines if line.topic == topic.id)


def _step_facts(step: Step) -> Facts:
    yield "ask", step.ask
    yield "hint", step.hint
    yield "why", step.why
    yield "kind", step.kind.value
    yield "section", step.section
    yield "options", tuple(map(_option, step.options))
    yield "settles", step.settles.value if step.settles else ""
    if step.only_if:
        asked, options = step.only_if
        yield "asked if", f"{asked} is {' or '.join(options)}"
    yield "for each of", step.for_each
    yield "holds for", "every interview" if step.for_all else "one interview"


def _option(option: StepOption) -> str:
    text = f"{option.id}: {option.text}"
    if option.how:
        text += f" (how: {option.how})"
    if option.leads_to is not Outcome.GO:
        letter = f", letter {option.letter}" if option.letter else ""
        text += f" -> {option.leads_to.id}{letter}: {option.because}"
    return text


def condition_text(condition: Condition) -> str:
    """A combination in words."""
    if condition.kind == "option":
        return condition.option
    if condition.kind == "not":
        return f"not {condition.parts[0].option}"
    count = f"at least {condition.count}" if condition.kind == "at-least" else condition.kind
    return f"{count} of ({', '.join(map(condition_text, condition.parts))})"


def when_text(when: Iterable[Threshold]) -> str:
    """When a row matches, in words."""
    texts = (
        MEASURE[each.measure].in_words(each)
        + (f" in {each.at_least} topics" if each.level and each.at_least > 1 else "")
        for each in when
    )
    return "; ".join(texts) or "always"


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        return (": ".join(map(str, value.values())),)
    if isinstance(value, (list, tuple)):
        return tuple(text for each in value for text in _words(each))
    return (str(value),)
