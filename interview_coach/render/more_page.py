"""Draws what stands behind *more* of a result: reasons with sources, what else was seen, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from interview_coach.book.pack import Book, Source
from interview_coach.book.vocabulary import Verdict
from interview_coach.book.wording import Wording, filled
from interview_coach.engine.answers import topic_raised
from interview_coach.engine.descriptions import describe_edits, describe_prompt
from interview_coach.engine.recommendation import Recommendation
from interview_coach.render.layout import (
    BLANK,
    INDENT,
    Line,
    bullet,
    citation,
    keys,
    paragraph,
    quoted,
    sentences,
    set_in,
)
from interview_coach.render.result_page import command

MORE_COMMANDS = "b x k h"


def more_lines(rec: Recommendation, width: int) -> list[Line]:
    """Everything else: what would change it, next steps, lines, reasons with sources, other flags."""
    lines: list[Line] = [*keys(rec.book.wording.commands(MORE_COMMANDS), width), BLANK]
    for title, items in sections(rec):
        lines += paragraph(title, width, "title")
        for item in (*items, Item(_commands(rec))) if title == rec.book.wording.more_afterwards else items:
            lines += paragraph(item.text, width, item.style) if item.style else bullet(item.text, width)
            for source in item.sources:
                lines += set_in(citation(source, width - INDENT))
        lines.append(BLANK)
    return lines[:-1]


class Item(NamedTuple):
    """One thing that *more* says. With a style it goes across; else it stands behind a dash."""

    text: str
    sources: tuple[Source, ...] = ()
    style: str = ""


def titles(words: Wording) -> dict[str, str]:
    """What stands above each part."""
    return {
        "why": words.why,
        "also": words.more_also,
        "changes": words.more_changes,
        "open": words.more_open,
        "afterwards": words.more_afterwards,
        "lines": words.more_lines,
        "schools": words.more_schools,
        "harmless": words.harmless,
        "trust": words.more_trust,
    }


def acts(words: Wording) -> dict[Verdict, str]:
    """Each verdict as what one does."""
    return {
        Verdict.STAY: words.act_stay,
        Verdict.POLITELY_EXIT: words.act_exit,
        Verdict.WALK_OUT: words.act_leave,
    }


def sections(rec: Recommendation) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """What stands behind *more*: titles, each with what it holds. What can be done comes before reasons and sources."""
    named = titles(rec.book.wording)
    for title, items in (
        (named["changes"], _changes(rec)),
        (named["open"], _items(describe_prompt(rec.book, prompt) for prompt in rec.outlook.open)),
        (named["afterwards"], _items(rec.next_steps)),
        (named["lines"], _items(quoted(line.text) for line in rec.exits[:4])),
        (named["schools"], _across(rec.book.wording.other_school) if rec.both_schools else ()),
        (named["why"], _reasons_at_length(rec)),
        (named["also"], _items(state.flag.finding for state in rec.fired if state.flag.id in rec.also)),
        (named["harmless"], _items(sentences(r.what, r.why) for r in rec.reassurances[:6])),
        (named["trust"], _across(trust(rec.book))),
    ):
        if items or title == named["afterwards"]:
            yield title, items


def _items(texts: Iterable[str]) -> tuple[Item, ...]:
    return tuple(map(Item, texts))


def _across(text: str, style: str = "plain") -> tuple[Item, ...]:
    return (Item(text, style=style),)


def _commands(rec: Recommendation) -> str:
    text = rec.book.wording.told["danger-more"]
    return filled(text, command("followup", rec), command("debrief", rec))


def trust(book: Book) -> str:
    """Who wrote the rules, when, and who has looked at them."""
    info, words = book.info, book.wording
    made = filled(words.told["made-by"], info.written_by, info.last_changed, info.reviewed_by)
    return f"{made} {words.trust_note}"


def _reasons_at_length(rec: Recommendation) -> tuple[Item, ...]:
    own = (rec.book.option_by_id[id_] for id_ in rec.own_state)
    return (
        *(Item(f"{s.flag.finding} {s.flag.why}", s.flag.sources) for s in rec.reasons),
        *(Item(option.reassurance, option.sources) for option in own),
    ) or _across(rec.meaning)


MOST_CHANGES = 8


def _changes(rec: Recommendation) -> tuple[Item, ...]:
    words = rec.book.wording
    if rec.fires_danger:
        return _across(words.danger_changes)
    flags = [state.flag for state in rec.fired]
    # A softer verdict because one had *not* asked is true, but no help to someone who has.
    worth_saying = (
        change
        for change in (*rec.leave_if, *rec.would_change)
        if change.verdict >= rec.verdict
        or all(value == "fixed" for atom, value in change.edits if topic_raised(atom))
    )
    texts = tuple(
        dict.fromkeys(
            filled(words.told["if"], describe_edits(rec.book, c.edits, flags), acts(words)[c.verdict])
            for c in worth_saying
        )
    )
    if len(texts) > MOST_CHANGES:
        return (*_items(texts[:MOST_CHANGES]), *_across(words.and_more, "hint"))
    return _items(texts) or _across(words.no_change)
