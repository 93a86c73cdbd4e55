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
from dataclasses import dataclass
from typing import Any

from interview_coach.book.pack import CONTEXT_ORDER, DANGER, NEED, SIGNS, TOPICS, Book, Severity, Stance
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
)
from interview_coach.problems import BadAnswers, Problems, no_such
from interview_coach.rulebook.document import Data, Document, Path, json_line

NONE = "none"


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file of answers while it is read: what does not fit becomes a problem with its place and cure."""

    document: Document
    problems: Problems

    def wrong(self, path: Path, message: str) -> None:
        self.problems.add(self.document.place(path), message)

    def unknown(self, path: Path, kind: str, known: Iterable[str]) -> None:
        """Say that the key at `path` is none of those that are known."""
        self.problems.add(self.document.key_place(path), no_such(kind, str(path[-1]), known))

    def mapping(self, path: Path, data: Data, fault: str) -> dict[str, Data]:
        """The entries of a mapping; none, and `fault` as a problem, of anything else."""
        if isinstance(data, dict):
            return data
        self.wrong(path, fault)
        return {}

    def one_of(self, path: Path, kind: str, value: Data, known: Iterable[str]) -> str:
        """One word of a fixed list, or what stands there instead with a problem."""
        if not isinstance(value, str) or value not in known:
            self.wrong(path, no_such(kind, str(value), known))
        return str(value)


@contextmanager
def answer_file(text: str, file: str) -> Iterator[AnswerFile]:
    """Read a file in YAML or JSON. Raises BadAnswers at the end, with every problem that was found."""
    from interview_coach.rulebook.nodes import read_document

    problems = Problems()
    document = read_document(text, file, problems) if text.strip() else Document(file, {})
    yield AnswerFile(document or Document(file, {}), problems)
    if problems.found:
        raise BadAnswers(problems.sorted())


def read_answers(text: str, file: str, book: Book) -> tuple[dict[str, str], Profile | None]:
    """Atoms, and the profile if one is given, of an answers file in YAML or JSON.

    Raises BadAnswers with every problem, each with its place and cure.
    """
    at_once = AnswerFile(Document(file, json_line(text)), Problems())
    found = _answers(at_once, book)
    if not at_once.problems.found:
        return found
    with answer_file(text, file) as answers:
        return _answers(answers, book)


def _answers(answers: AnswerFile, book: Book) -> tuple[dict[str, str], Profile | None]:
    data = answers.document.data
    profile: Profile | None = None
    if isinstance(data, dict):
        data = dict(data)
        if (given := data.pop("profile", None)) is not None:
            profile = _profile(answers, given, book)
    return atoms_from(data, book, answers.document, (), answers.problems), profile


def _profile(answers: AnswerFile, data: Data, book: Book) -> Profile:
    """What is written as `{stance: firm, deal_breakers: [pay-evasive], need: high, floor: "45000 EUR"}`."""
    found: dict[str, Any] = {}
    for key, value in answers.mapping(
        ("profile",), data, "a mapping is wanted here; write {stance: balanced}"
    ).items():
        here = ("profile", key)
        match key:
            case "stance":
                stances = {stance.id: stance for stance in Stance}
                found[key] = stances.get(answers.one_of(here, key, value, stances), Stance.BALANCED)
            case "need":
                found[key] = answers.one_of(here, key, value, CONTEXT_ORDER[NEED])
            case "floor" | "emergency":
                if isinstance(value, bool) or not isinstance(value, str | int):
                    answers.wrong(here, f'text is wanted here, such as {key}: "{_EXAMPLES[key]}"')
                found[key] = str(value)
            case "deal_breakers":
                found[key] = _deal_breakers(answers, here, value, book)
            case _:
                answers.unknown(here, "profile entry", _PROFILE)
    return Profile(**found)


_PROFILE = ("stance", "deal_breakers", "need", "floor", "emergency")
_EXAMPLES = {"floor": "45000 EUR a year", "emergency": "112"}


def _deal_breakers(answers: AnswerFile, path: Path, value: Data, book: Book) -> frozenset[str]:
    if not isinstance(value, list):
        answers.wrong(path, "a list is wanted here; write deal_breakers: [flag-id]")
        return frozenset()
    known = [flag.id for flag in book.flags if flag.severity is not Severity.DANGER]
    return frozenset(answers.one_of((*path, number), "flag", id_, known) for number, id_ in enumerate(value))


def atoms_from(data: Data, book: Book, document: Document, path: Path, problems: Problems) -> dict[str, str]:
    """The atoms of answers written at `path` of `document`. Adds to `problems` what does not fit."""
    answers = AnswerFile(document, problems)
    given = answers.mapping(path, data, "answers are a mapping; write `danger: none` and so on, or {}")
    atoms: dict[str, str] = {}
    for key, value in given.items():
        here = (*path, key)
        if key == TOPICS:
            atoms |= _ticked(answers, here, value, _topics_by_id(book), "topic")
        elif key == SIGNS and book.signs:
            atoms |= _ticked(answers, here, value, {sign.id: sign.id for sign in book.signs}, "sign")
        elif key in book.topic_by_id:
            options = {option.id: option.id for option in book.topic_by_id[key].options}
            atoms |= _ticked(answers, here, value, options, "option")
        elif key == "raised":
            atoms |= _raised(answers, here, value, book)
        elif key == "context":
            atoms |= _mapped(
                answers, here, value, CONTEXT_ORDER, lambda id_: (id_, CONTEXT_ORDER[id_]), "context question"
            )
        else:
            topics = (topic.id for topic in book.ordinary_topics)
            answers.unknown(here, "question", [DANGER, SIGNS, TOPICS, *topics, "raised", "context"])
    _open_gates(answers, path, atoms, given, book)
    return atoms


def _topics_by_id(book: Book) -> dict[str, str]:
    return {topic.id: gate(topic.id) for topic in book.ordinary_topics}


def _ticked(
    answers: AnswerFile, path: Path, value: Data, atoms: Mapping[str, str], kind: str
) -> dict[str, str]:
    """A tick-list: what is named is yes, what is left out is no, or not sure if the list says so."""
    if value in (NONE, []):
        return dict.fromkeys(atoms.values(), NO)
    if value == NOT_SURE:
        return dict.fromkeys(atoms.values(), NOT_SURE)
    if not isinstance(value, list):
        example = next(iter(atoms), "")
        answers.wrong(path, f"write none, not-sure, or a list of {kind} ids such as [{example}]")
        return {}
    found = dict.fromkeys(atoms.values(), NOT_SURE if NOT_SURE in value else NO)
    for number, id_ in enumerate(value):
        if id_ != NOT_SURE and (ticked := answers.one_of((*path, number), kind, id_, atoms)) in atoms:
            found[atoms[ticked]] = YES
    return found


def _raised(answers: AnswerFile, path: Path, value: Data, book: Book) -> dict[str, str]:
    known = [topic.id for topic in book.ordinary_topics if is_raisable(book, topic.id)]
    return _mapped(
        answers,
        path,
        value,
        known,
        lambda id_: (raised(id_), tuple(state.id for state in raise_states(book, id_))),
        "topic to raise",
    )


def _mapped(
    answers: AnswerFile,
    path: Path,
    value: Data,
    known: Collection[str],
    asked: Callable[[str], tuple[str, tuple[str, ...]]],
    kind: str,
) -> dict[str, str]:
    """A mapping from question to answer; `asked` says of a known one its atom, and what it may be beside *not sure*."""
    found: dict[str, str] = {}
    for key, given in answers.mapping(path, value, "a mapping is wanted here; write {name: answer}").items():
        here = (*path, key)
        if key == DANGER:
            answers.problems.add(answers.document.key_place(here), "danger is never raised; take it out")
        elif key not in known:
            answers.unknown(here, kind, known)
        else:
            atom, allowed = asked(key)
            answer = answers.one_of(here, "answer", said(given), (*allowed, NOT_SURE))
            if answer in (*allowed, NOT_SURE):
                found[atom] = answer
    return found


def said(value: Data) -> Data:
    """An answer as a word: YAML reads a bare true or false as more than that."""
    return (YES if value else NO) if isinstance(value, bool) else value


def _open_gates(
    answers: AnswerFile, path: Path, atoms: dict[str, str], data: Mapping[str, Data], book: Book
) -> None:
    """An answered topic is going on; one that was said not to be going on cannot be answered."""
    given_raised = data.get("raised")
    raised_topics = given_raised if isinstance(given_raised, dict) else {}
    for topic in book.ordinary_topics:
        if topic.id not in data and topic.id not in raised_topics:
            continue
        if atoms.get(gate(topic.id)) == NO:
            ticked = any(atoms.get(atom) in (YES, NOT_SURE) for atom in atoms_of(book, topic.id))
            if ticked or topic.id in raised_topics:
                where: Path = (*path, topic.id) if topic.id in data else (*path, "raised", topic.id)
                answers.problems.add(
                    answers.document.key_place(where),
                    f"{topic.id!r} is answered here, but `topics` leaves it out, which means no; add it there or take this out",
                )
        elif topic.id in data:
            atoms[gate(topic.id)] = YES


def answers_to_data(atoms: Mapping[str, str], book: Book) -> dict[str, Data]:
    """The inverse: atoms as an answers file would say them. Used to show a reproducible case."""
    data: dict[str, Data] = {}
    lists = {
        DANGER: {atom: atom for atom in atoms_of(book, DANGER)},
        SIGNS: {atom: atom for atom in atoms_of(book, SIGNS)},
        TOPICS: {atom: id_ for id_, atom in _topics_by_id(book).items()},
        **{t.id: {atom: atom for atom in atoms_of(book, t.id)} for t in book.ordinary_topics},
    }
    for key, names in lists.items():
        given = {names[atom]: atoms[atom] for atom in names if atom in atoms}
        # A list says *no* to what it leaves out, so one that is not wholly answered cannot be written.
        if not given or (key == TOPICS and len(given) < len(names)):
            continue
        chosen: list[Data] = [name for name, value in given.items() if value == YES]
        if NOT_SURE in given.values():
            chosen.append(NOT_SURE)
        data[key] = NOT_SURE if chosen == [NOT_SURE] else chosen or NONE
    raised_states: dict[str, Data] = {
        t.id: atoms[raised(t.id)] for t in book.ordinary_topics if raised(t.id) in atoms
    }
    context: dict[str, Data] = {id_: atoms[id_] for id_ in CONTEXT_ORDER if id_ in atoms}
    if raised_states:
        data["raised"] = raised_states
    if context:
        data["context"] = context
    return data
