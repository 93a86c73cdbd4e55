"""What is to be told about one thing of a pack, as labelled facts, and conditions in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct, to_builtins

from interview_coach.book.guides import Country, Letter, LetterKind, Outcome, Step, StepOption
from interview_coach.book.pack import Book, Condition, Flag, Line, Option, Row, Threshold, Topic
from interview_coach.engine.answers import prompts_of
from interview_coach.engine.measures import MEASURE

Facts: TypeAlias = Iterator[tuple[str, Sequence[str]]]
"""Labels, each with its texts."""


def facts_of(book: Book, thing: Struct) -> Facts:
    """Everything about one thing but its sources, each fact with its label."""
    match thing:
        case Step() | Letter() | LetterKind() | Country():
            yield from _guide_facts(thing)
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
            for name, value in to_builtins(other).items():
                if name not in ("id", "sources") and value:
                    yield name.replace("_", " "), _words(value)


def _flag_facts(book: Book, flag: Flag) -> Facts:
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


def _line_facts(line: Line) -> Facts:
    yield "say", (line.text,)
    yield "if they push", _given(line.if_they_push)
    yield "body", _given(line.body)
    yield "purpose", (line.purpose.value,)
    yield "tone", (line.tone.value,)
    yield "channels", (", ".join(channel.value for channel in line.channels) or "every channel",)
    whole = f"all of {line.topic}" if line.topic else "anything but danger"
    yield "fits", (", ".join(line.fits) or whole,)


def _topic_facts(book: Book, topic: Topic) -> Facts:
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


def _row_facts(row: Row) -> Facts:
    yield "verdict", (row.verdict.id,)
    yield "matches when", (when_text(row.when),)
    yield "action", (row.action,)
    yield "headline", (row.headline,)
    yield "meaning", (row.meaning,)
    yield "do now", row.do_now
    yield "note", _given(row.note)
    yield "next steps", row.next_steps


def _guide_facts(thing: Step | LetterKind | Letter | Country) -> Facts:
    match thing:
        case Step() as step:
            yield from _step_facts(step)
        case Letter() as letter:
            yield "menu", (letter.text,)
            yield "for", (letter.kind,)
            yield "channel", (letter.channel,)
            yield "subject", _given(letter.subject)
            yield "text", letter.body.strip().split("\n")
        case LetterKind() as kind:
            yield "menu", (kind.text,)
            yield "group", (kind.group,)
            yield "advice", kind.advice
            yield "after danger", ("yes" if kind.after_danger else "no",)
            yield "sleep on it", ("yes" if kind.wait else "no",)
            yield "bodies", _given(", ".join(kind.bodies))
            yield "letters", tuple(f"{letter.id}: {letter.text}" for letter in kind.letters)
        case Country() as country:
            yield "name", (country.name,)
            yield "emergency", (country.emergency,)
            yield "silent", _given(country.silent)
            yield "currency", (country.currency,)
            yield "last verified", (country.last_verified,)
            yield "bodies", tuple(f"{b.about}: {b.name}. {b.what} {b.url}" for b in country.bodies)


def _step_facts(step: Step) -> Facts:
    yield "ask", (step.ask,)
    yield "hint", _given(step.hint)
    yield "why", _given(step.why)
    yield "kind", (step.kind.value,)
    yield "section", (step.section,)
    yield "options", tuple(map(_option, step.options))
    yield "settles", _given(step.settles.value if step.settles else "")
    if step.only_if:
        asked, options = step.only_if
        yield "asked if", (f"{asked} is {' or '.join(options)}",)
    yield "for each of", _given(step.for_each)
    yield "holds for", ("every interview" if step.for_all else "one interview",)


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
    return "; ".join(map(_threshold_text, when)) or "always"


def _threshold_text(threshold: Threshold) -> str:
    measure = MEASURE[threshold.measure]
    topics = f" in {threshold.at_least} topics" if threshold.level and threshold.at_least > 1 else ""
    return measure.listed.format(value=measure.value(threshold)) + topics


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        return (": ".join(map(str, value.values())),)
    if isinstance(value, (list, tuple)):
        return tuple(text for each in value for text in _words(each))
    return (str(value),)
