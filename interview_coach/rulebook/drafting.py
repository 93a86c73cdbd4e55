"""A red flag drafted by answering questions: the answers in, the texts of rule files out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from interview_coach.book.pack import DANGER, Book, Row, Verdict
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.problems import Place, Problem, Problems
from interview_coach.rulebook.answer_file import atoms_from
from interview_coach.rulebook.checks import RESERVED
from interview_coach.rulebook.nodes import Document, Path, read_document

NEW_TOPIC = "new"
"""The answer to "which subject?" that opens a topic of its own."""

HEADER = "# Written with `coach rules new`. Check it: coach rules check --rules {folder}\n"


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was answered, with the ids that were made of it."""

    answers: Mapping[str, str]
    pack: str
    topic: str
    flag: str

    @property
    def is_raised(self) -> bool:
        return self.answers["raise"] != "no"


def draft_of(answers: Mapping[str, str], pack: str, book: Book) -> Draft:
    """The draft that complete answers make, with ids that the book has not taken."""
    taken = taken_ids(book)
    chosen = answers["topic"]
    topic = free_id(answers["title"], taken, words=3) if chosen == NEW_TOPIC else chosen
    return Draft(answers, pack, topic, free_id(answers["option"], {*taken, topic}))


def taken_ids(book: Book) -> set[str]:
    """Every id of the book that an entry of its own must not take."""
    ids = {*RESERVED, *book.topic_by_id, *book.flag_by_id, *book.option_by_id}
    ids.update(line.id for line in book.lines)
    ids.update(reassurance.id for topic in book.topics for reassurance in topic.reassurances)
    return ids


def free_id(text: str, taken: Collection[str], words: int = 5) -> str:
    """An id made of the first words of a text, with a number behind it if it is taken."""
    parts = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("\u2019", ""))
    while parts and parts[0][0].isdigit():
        parts.pop(0)
    base = "-".join(parts[:words])[:40].strip("-") or "my-flag"
    # Lines are called after their flag, so an id that some id starts with would collide too.
    number, id_ = 1, base
    while any(other == id_ or other.startswith(f"{id_}-") for other in taken):
        number += 1
        id_ = f"{base}-{number}"
    return id_


def texts_of(draft: Draft, engine: Engine, folder: str) -> dict[str, str]:
    """The topic file and its cases file, by name. `engine` is that of the book with the topic in it."""
    head = HEADER.format(folder=folder)
    return {
        f"{draft.topic}.yaml": head + _dump(_topic(draft)),
        f"{draft.topic}.cases.yaml": head + _dump({"cases": _cases(draft, engine)}),
    }


def topic_text(draft: Draft) -> str:
    """The topic file alone, to build the book that the cases are decided with."""
    return _dump(_topic(draft))


def _dump(data: Any) -> str:
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    return text


def _topic(draft: Draft) -> dict[str, Any]:
    said = draft.answers
    flag: dict[str, Any] = {
        "option": said["option"],
        "finding": said["finding"],
        "why": said["why"],
        "severity": said["severity"],
        "raise": said["raise"],
    }
    lines: dict[str, Any] = {}
    if draft.is_raised:
        flag |= {"fixed_when": said["fixed_when"], "leave_when": said["leave_when"].rstrip(".")}
        lines[f"{draft.flag}-raise"] = _line(draft, "raise", say=said["say_raise"])
    lines[f"{draft.flag}-exit"] = _line(
        draft,
        "exit",
        open=said["say_open"],
        statement=said["say_statement"],
        close=said["say_close"],
        if_they_push=said["say_push"],
    )
    flag["sources"] = [f"{draft.flag}-source"]
    source = {key: said[f"source_{key}"] for key in ("publisher", "title", "year", "url", "strength")}
    topic: dict[str, Any] = {"topic": draft.topic}
    if said["topic"] == NEW_TOPIC:
        topic |= {"title": said["title"], "why": said["topic_why"]}
    return topic | {
        "flags": {draft.flag: flag},
        "lines": lines,
        "sources": {f"{draft.flag}-source": source},
    }


def _line(draft: Draft, purpose: str, **texts: str) -> dict[str, Any]:
    return {"purpose": purpose, "tone": "neutral", "fits": [draft.flag], **texts}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules make of the drafted story: in words what came of asking, and the row."""

    when: str
    row: Row


def outcomes(draft: Draft, engine: Engine) -> tuple[Outcome, ...]:
    """What follows if it happens, by what came of asking about it."""
    if not draft.is_raised:
        return (Outcome("it happens", _row(draft, engine, None)),)
    return (
        Outcome("you have not asked yet", _row(draft, engine, "not-yet")),
        Outcome("they put it right", _row(draft, engine, "fixed")),
        Outcome("they refuse", _row(draft, engine, "refused")),
    )


def _answers(draft: Draft, state: str | None) -> dict[str, Any]:
    answers: dict[str, Any] = {"danger": "none", "topics": [draft.topic], draft.topic: [draft.flag]}
    return answers if state is None else {**answers, "raised": {draft.topic: state}}


def _row(draft: Draft, engine: Engine, state: str | None) -> Row:
    answers = _answers(draft, state)
    return engine.decide(atoms_from(answers, engine.book, Document(""), (), Problems()), Profile())


def _cases(draft: Draft, engine: Engine) -> list[dict[str, Any]]:
    """One case that fires the flag, one before asking if it is to be raised, one that comes close."""
    said = draft.answers
    states: list[tuple[str, str | None]] = [("", None)]
    if draft.is_raised:
        states = [(" (they refused)", "refused"), (" (not asked yet)", "not-yet")]
    cases: list[dict[str, Any]] = []
    for tail, state in states:
        row = _row(draft, engine, state)
        cases.append(
            {
                "name": f"{said['option']}{tail}",
                "story": said["story"],
                "answers": _answers(draft, state),
                "expect": {"verdict": row.verdict.id, "row": row.id, "flags": [draft.flag]},
            }
        )
    quiet = {DANGER: "none", "topics": [draft.topic], draft.topic: "none"}
    cases.append(
        {
            "name": f"Close, but not: {said['option']}",
            "story": said["near_miss"],
            "answers": quiet,
            "expect": {"verdict": Verdict.STAY.id, "flags": [], "silent": [draft.flag]},
        }
    )
    return cases


_BY_KEY = {"say": "say_raise", "open": "say_open", "statement": "say_statement", "close": "say_close"}
_BY_KEY |= {"if_they_push": "say_push", "lines": "say_statement", "sources": "source_publisher"}


def question_behind(problem: Problem, texts: Mapping[str, str], known: Iterable[str]) -> str:
    """The question whose answer a problem of the drafted files is about; the last one if it is unclear."""
    known = list(known)
    for name, text in texts.items():
        document = read_document(text, name, Problems())
        if document is None or not problem.place.file.endswith(name):
            continue
        path = _path_at(document, problem.place)
        for step in reversed(path):
            id_ = _BY_KEY.get(str(step), str(step))
            for candidate in (f"source_{id_}" if "sources" in path else id_, id_):
                if candidate in known:
                    return candidate
    return known[-1]


def _path_at(document: Document, place: Place) -> Path:
    """What stands at a place of a document."""
    for places in (document.values, document.keys):
        for path, at in places.items():
            if path and (at.line, at.column) == (place.line, place.column):
                return path
    return ()
