"""A book as a Mermaid flowchart: screens lead to flags, flags by their level to rows, rows to verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from interview_coach.book.pack import Book, Row, Threshold
from interview_coach.book.vocabulary import DANGER, TOPICS, Severity, Verdict
from interview_coach.engine.answers import is_raisable
from interview_coach.engine.measures import MEASURE
from interview_coach.render.entries import when_text

VERDICTS = {Verdict.STAY: "Stay", Verdict.POLITELY_EXIT: "End it politely", Verdict.WALK_OUT: "Leave now"}


def mermaid(book: Book) -> Iterator[str]:
    """The lines of the flowchart. GitHub, GitLab and the Mermaid live editor draw it."""
    yield "---"
    yield f"title: {_yaml(book.info.title or book.info.id)}"
    yield "---"
    yield "flowchart LR"
    yield from _screens(book)
    for topic in book.topics:
        yield from _topic(book, topic.id)
    yield from _levels(book)
    yield from _rows(book)
    yield "    classDef danger stroke-width:3px"
    danger = [_node("flag", flag.id) for flag in book.flags_by_topic[DANGER]]
    if danger:
        yield f"    class {','.join(danger)} danger"


def _screens(book: Book) -> Iterator[str]:
    yield _box(_node("screen", DANGER), book.wording.danger_title)
    yield _box(_node("screen", TOPICS), book.wording.topics_title)
    yield _edge(_node("screen", DANGER), _node("screen", TOPICS), "none of these")
    for topic in book.ordinary_topics:
        yield _box(_node("screen", topic.id), topic.title)
        yield _edge(_node("screen", TOPICS), _node("screen", topic.id))
        if is_raisable(book, topic.id):
            yield _box(_node("raised", topic.id), topic.raise_question.ask)
            yield _edge(_node("screen", topic.id), _node("raised", topic.id))
    for question in book.context:
        yield _box(_node("context", question.id), question.ask)


def _topic(book: Book, topic: str) -> Iterator[str]:
    """The flags of a topic in a frame, each led to by its screen or by the options that it combines."""
    flags = book.flags_by_topic[topic]
    if not flags:
        return
    yield f'    subgraph {_node("topic", topic)}["{_label(book.topic_by_id[topic].title)}"]'
    for flag in flags:
        yield f'        {_node("flag", flag.id)}(["{_label(flag.text)}"])'
    yield "    end"
    for flag in flags:
        if flag.fires_if is None:
            yield _edge(_node("screen", topic), _node("flag", flag.id))
        else:
            for option in sorted(flag.fires_if.options()):
                source = (
                    ("flag", option)
                    if option in book.flag_by_id
                    else ("screen", book.option_by_id[option].topic)
                )
                yield _dotted(_node(*source), _node("flag", flag.id), flag.fires_if.kind)


def _levels(book: Book) -> Iterator[str]:
    used = sorted({flag.severity for flag in book.flags})
    for level in used:
        yield f'    {_node("level", level.id)}{{{{"{_label(level.id)}"}}}}'
    for flag in book.flags:
        yield _edge(_node("flag", flag.id), _node("level", flag.severity.id))
    for lower, higher in pairwise(level for level in Severity if level < Severity.DANGER):
        if lower in used and higher in used:
            yield _dotted(_node("level", lower.id), _node("level", higher.id), "refused or sustained")


def _rows(book: Book) -> Iterator[str]:
    levels = {flag.severity for flag in book.flags}
    for verdict, text in VERDICTS.items():
        yield f'    {_node("verdict", verdict.id)}[["{_label(text)}"]]'
    for row in book.rows:
        reads = [list(_reads(book, row, threshold, levels)) for threshold in row.when]
        if all(reads):
            yield f'    {_node("row", row.id)}["{_label(f"{row.id}: {when_text(row.when)}")}"]'
            yield _edge(_node("row", row.id), _node("verdict", row.verdict.id))
            yield from chain.from_iterable(reads)


def _reads(book: Book, row: Row, threshold: Threshold, levels: set[Severity]) -> Iterator[str]:
    """What leads to a row by one of its thresholds; nothing where the book has nothing of the kind."""
    node = _node("row", row.id)
    measure = MEASURE[threshold.measure]
    text = measure.edge.format(value=measure.value(threshold))
    if threshold.level is None:
        for kind, id_ in measure.drawn_from(book):
            yield _edge(_node(kind, id_), node, text)
    elif lowest := min((level for level in levels if level >= threshold.level), default=None):
        counted = "flags" if threshold.by_flag else "topics"
        several = f", {threshold.at_least} {counted}" if threshold.at_least > 1 else ""
        yield _edge(_node("level", lowest.id), node, text + several)


def _node(kind: str, id_: str) -> str:
    """An id that Mermaid takes: kinds keep apart what shares an id, and no word of its own is met."""
    return f"{kind}_{id_.replace('-', '_')}"


def _box(node: str, text: str) -> str:
    return f'    {node}["{_label(text)}"]'


def _edge(source: str, target: str, text: str = "") -> str:
    return f'    {source} -->|"{_label(text)}"| {target}' if text else f"    {source} --> {target}"


def _dotted(source: str, target: str, text: str) -> str:
    return f'    {source} -.->|"{_label(text)}"| {target}'


_ESCAPED = {character: f"#{ord(character)};" for character in '"#`<>&\\|{}[]'}


def _label(text: str) -> str:
    """Text that Mermaid shows as it is: every character with a meaning as a numbered entity."""
    shown = "".join(_ESCAPED.get(ch, ch if ch.isprintable() else " ") for ch in text)
    # `1. text` would be read as a Markdown list, which Mermaid does not draw.
    return shown.replace(". ", "#46; ", 1) if shown[:1].isdigit() and ". " in shown[:4] else shown


def _yaml(text: str) -> str:
    return (
        '"' + "".join(ch for ch in text if ch.isprintable()).replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
