"""Answers as people write them in a file: read strictly, and those of an assessment turned into atoms.

    danger: none                       # none | not-sure | [flag ids]
    signs: none                        # none | not-sure | [sign ids]; where danger is not sure
    topics: [pay]                      # none | not-sure | [topic ids]
    pay: [pay-below-posted]            # none | not-sure | [option ids]; `not-sure` in the list: for the rest
    raised: {pay: refused}
    context: {would-take: "no", meet-again: "yes", need: high}

What is left out of a list is `no`; a key that is left out is unanswered. An answer to a topic opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, NEED, SIGNS, TOPICS, Severity, Stance
from interview_coach.engine.answers import (
    NO,
    NOT_SURE,
    YES,
    Profile,
    atoms_of,
    gate,
    is_raisable,
    raise_states,
    raised,
    topic_gated,
)
from interview_coach.problems import BadAnswers, Problems, no_such
from interview_coach.rulebook.document import Data, Document, Read, json_line, part_of

NONE = "none"


@contextmanager
def answer_file(text: str, file: str) -> Iterator[Read[Data]]:
    """Read a file in YAML or JSON. Raises BadAnswers at the end, with every problem that was found."""
    from interview_coach.rulebook.nodes import read_document

    problems = Problems()
    document = read_document(text, file, problems) if text.strip() else None
    document = document or Document(file, {}, problems=problems)
    yield Read(document.data, document)
    if problems.found:
        raise BadAnswers(problems.sorted())


def entries_of(read: Read[Data], fault: str) -> dict[str, Read[Data]]:
    """The entries of a mapping; none, and `fault` as a problem, of anything else."""
    if isinstance(read.shape, dict):
        return {key: part_of(read, value, key) for key, value in read.shape.items()}
    read.wrong(fault)
    return {}


def one_of(read: Read[Data], kind: str, known: Iterable[str]) -> str:
    """One word of a fixed list, or what stands there instead with a problem."""
    if not isinstance(read.shape, str) or read.shape not in known:
        read.wrong(no_such(kind, str(read.shape), known))
    return str(read.shape)


def unknown(read: Read[Data], kind: str, known: Iterable[str]) -> None:
    """Say that the key of an entry is none of those that are known."""
    read.wrong_key(no_such(kind, str(read.path[-1]), known))


def said(read: Read[Data]) -> Read[Data]:
    """An answer as a word: YAML reads a bare true or false as more than that."""
    return replace(read, shape=YES if read.shape else NO) if isinstance(read.shape, bool) else read


def read_answers(text: str, file: str, book: Book) -> tuple[dict[str, str], Profile | None]:
    """Atoms, and the profile if one is given, of an answers file in YAML or JSON.

    Raises BadAnswers with every problem, each with its place and cure.
    """
    at_once = Document(file, json_line(text))
    found = _answers(Read(at_once.data, at_once), book)
    if not at_once.problems.found:
        return found
    with answer_file(text, file) as answers:
        return _answers(answers, book)


def _answers(answers: Read[Data], book: Book) -> tuple[dict[str, str], Profile | None]:
    data, profile = answers.shape, None
    if isinstance(data, dict):
        data = dict(data)
        if (given := data.pop("profile", None)) is not None:
            profile = _profile(part_of(answers, given, "profile"), book)
    return atoms_from(part_of(answers, data), book), profile


def _profile(read: Read[Data], book: Book) -> Profile:
    """What is written as `{stance: firm, deal_breakers: [pay-evasive], need: high, floor: "45000 EUR"}`."""
    found: dict[str, Any] = {}
    for key, entry in entries_of(read, "a mapping is wanted here; write {stance: balanced}").items():
        match key:
            case "stance":
                stances = {stance.id: stance for stance in Stance}
                found[key] = stances.get(one_of(entry, key, stances), Stance.BALANCED)
            case "need":
                found[key] = one_of(entry, key, CONTEXT_ORDER[NEED])
            case "floor" | "emergency":
                if isinstance(entry.shape, bool) or not isinstance(entry.shape, str | int):
                    entry.wrong(f'text is wanted here, such as {key}: "{_EXAMPLES[key]}"')
                found[key] = str(entry.shape)
            case "deal_breakers":
                found[key] = _deal_breakers(entry, book)
            case _:
                unknown(entry, "profile entry", _PROFILE)
    return Profile(**found)


_PROFILE = ("stance", "deal_breakers", "need", "floor", "emergency")
_EXAMPLES = {"floor": "45000 EUR a year", "emergency": "112"}


def _deal_breakers(read: Read[Data], book: Book) -> frozenset[str]:
    if not isinstance(read.shape, list):
        read.wrong("a list is wanted here; write deal_breakers: [flag-id]")
        return frozenset()
    known = [flag.id for flag in book.flags if flag.severity is not Severity.DANGER]
    parts = (part_of(read, id_, number) for number, id_ in enumerate(read.shape))
    return frozenset(one_of(part, "flag", known) for part in parts)


def atoms_from(answers: Read[Data], book: Book) -> dict[str, str]:
    """The atoms of written answers. What does not fit becomes a problem."""
    given = entries_of(answers, "answers are a mapping; write `danger: none` and so on, or {}")
    atoms: dict[str, str] = {}
    for key, read in given.items():
        if key in book.topic_by_id or key == TOPICS or (key == SIGNS and book.signs):
            atoms |= _ticked(read, _to_tick(book, key), {TOPICS: "topic", SIGNS: "sign"}.get(key, "option"))
        elif key == "raised":
            atoms |= _raised(read, book)
        elif key == "context":
            atoms |= _mapped(read, CONTEXT_ORDER, lambda id_: (id_, CONTEXT_ORDER[id_]), "context question")
        else:
            topics = (topic.id for topic in book.ordinary_topics)
            unknown(read, "question", [DANGER, SIGNS, TOPICS, *topics, "raised", "context"])
    _open_gates(answers, atoms, given, book)
    return atoms


def _to_tick(book: Book, prompt: str) -> dict[str, str]:
    """The atoms of a tick-list by what is written for them: a topic for whether it is going on."""
    return {topic_gated(atom) or atom: atom for atom in atoms_of(book, prompt)}


def _ticked(read: Read[Data], atoms: Mapping[str, str], kind: str) -> dict[str, str]:
    """A tick-list: what is named is yes, what is left out is no, or not sure if the list says so."""
    value = read.shape
    if value in (NONE, []):
        return dict.fromkeys(atoms.values(), NO)
    if value == NOT_SURE:
        return dict.fromkeys(atoms.values(), NOT_SURE)
    if not isinstance(value, list):
        example = next(iter(atoms), "")
        read.wrong(f"write none, not-sure, or a list of {kind} ids such as [{example}]")
        return {}
    found = dict.fromkeys(atoms.values(), NOT_SURE if NOT_SURE in value else NO)
    for number, id_ in enumerate(value):
        if id_ != NOT_SURE and (ticked := one_of(part_of(read, id_, number), kind, atoms)) in atoms:
            found[atoms[ticked]] = YES
    return found


def _raised(read: Read[Data], book: Book) -> dict[str, str]:
    known = [topic.id for topic in book.ordinary_topics if is_raisable(book, topic.id)]
    return _mapped(
        read,
        known,
        lambda id_: (raised(id_), tuple(state.id for state in raise_states(book, id_))),
        "topic to raise",
    )


def _mapped(
    read: Read[Data], known: Collection[str], asked: Callable[[str], tuple[str, tuple[str, ...]]], kind: str
) -> dict[str, str]:
    """A mapping from question to answer; `asked` says of a known one its atom, and what it may be beside *not sure*."""
    found: dict[str, str] = {}
    for key, entry in entries_of(read, "a mapping is wanted here; write {name: answer}").items():
        if key == DANGER:
            entry.wrong_key("danger is never raised; take it out")
        elif key not in known:
            unknown(entry, kind, known)
        else:
            atom, allowed = asked(key)
            answer = one_of(said(entry), "answer", (*allowed, NOT_SURE))
            if answer in (*allowed, NOT_SURE):
                found[atom] = answer
    return found


def _open_gates(
    answers: Read[Data], atoms: dict[str, str], given: Mapping[str, Read[Data]], book: Book
) -> None:
    """An answered topic is going on; one that was said not to be going on cannot be answered."""
    of_raised = given["raised"].shape if "raised" in given else {}
    raised_topics = of_raised if isinstance(of_raised, dict) else {}
    for topic in book.ordinary_topics:
        if topic.id not in given and topic.id not in raised_topics:
            continue
        if atoms.get(gate(topic.id)) == NO:
            ticked = any(atoms.get(atom) in (YES, NOT_SURE) for atom in atoms_of(book, topic.id))
            if ticked or topic.id in raised_topics:
                where = (topic.id,) if topic.id in given else ("raised", topic.id)
                answers.wrong_key(
                    f"{topic.id!r} is answered here, but `topics` leaves it out, which means no; add it there or take this out",
                    *where,
                )
        elif topic.id in given:
            atoms[gate(topic.id)] = YES


def answers_to_data(atoms: Mapping[str, str], book: Book) -> dict[str, Data]:
    """The inverse: atoms as an answers file would say them. Used to show a reproducible case."""
    data: dict[str, Data] = {}
    topics = [topic.id for topic in book.ordinary_topics]
    for key in (DANGER, SIGNS, TOPICS, *topics):
        names = _to_tick(book, key)
        given = {name: atoms[atom] for name, atom in names.items() if atom in atoms}
        # A list says *no* to what it leaves out, so one that is not wholly answered cannot be written.
        if not given or (key == TOPICS and len(given) < len(names)):
            continue
        chosen: list[Data] = [name for name, value in given.items() if value == YES]
        if NOT_SURE in given.values():
            chosen.append(NOT_SURE)
        data[key] = NOT_SURE if chosen == [NOT_SURE] else chosen or NONE
    asked = {"raised": {raised(id_): id_ for id_ in topics}, "context": {id_: id_ for id_ in CONTEXT_ORDER}}
    for key, names in asked.items():
        if told := {id_: atoms[atom] for atom, id_ in names.items() if atom in atoms}:
            data[key] = {**told}
    return data
