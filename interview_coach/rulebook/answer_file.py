"""Answers as people write them, in a case or an answers file, turned into atoms.

    danger: none                       # none | not-sure | [flag ids]
    topics: [pay]                      # none | not-sure | [topic ids]
    pay: [pay-below-posted]            # none | not-sure | [option ids]; `not-sure` in the list: for the rest
    raised: {pay: refused}
    context: {would-take: "no", meet-again: "yes", need: high}

What is left out of a list is `no`; a key that is left out is unanswered. An answer to a topic opens it.
"""

from __future__ import annotations

from collections.abc import Mapping

from interview_coach.book.pack import CONTEXT_ORDER, DANGER, TOPICS, Book, Severity, Stance
from interview_coach.engine.answers import (
    NO,
    NOT_SURE,
    YES,
    Profile,
    atoms_of,
    gate,
    is_raisable,
    raised,
    values_of,
)
from interview_coach.problems import BadAnswers, Problems, no_such
from interview_coach.rulebook.nodes import Data, Document, Path, read_document

NONE = "none"


def read_answers(text: str, file: str, book: Book) -> tuple[dict[str, str], Profile | None]:
    """Atoms, and the profile if one is given, of an answers file in YAML or JSON.

    Raises BadAnswers with every problem, each with its place and cure.
    """
    problems = Problems()
    document = read_document(text, file, problems) if text.strip() else Document(file, {})
    atoms: dict[str, str] = {}
    profile: Profile | None = None
    if document is not None:
        data = document.data
        if isinstance(data, dict):
            data = dict(data)
            given = data.pop("profile", None)
            if given is not None:
                profile = profile_from(given, book, document, ("profile",), problems)
        atoms = atoms_from(data, book, document, (), problems)
    if problems.found:
        raise BadAnswers(problems.sorted())
    return atoms, profile


def profile_from(data: Data, book: Book, document: Document, path: Path, problems: Problems) -> Profile:
    """The profile written at `path`: `{stance: firm, deal_breakers: [pay-evasive], need: high, floor: "45000 EUR"}`."""
    stance, breakers, need = Stance.BALANCED, [], ""
    shown: dict[str, str] = {}
    if not isinstance(data, dict):
        problems.add(document.place(path), "a mapping is wanted here; write {stance: balanced}")
        return Profile()
    for key, value in data.items():
        here = (*path, key)
        if key == "stance" and value in [stance.id for stance in Stance]:
            stance = Stance.of(str(value))
        elif key == "stance":
            problems.add(document.place(here), no_such("stance", str(value), [s.id for s in Stance]))
        elif key == "need" and value in CONTEXT_ORDER["need"]:
            need = str(value)
        elif key == "need":
            problems.add(document.place(here), no_such("need", str(value), CONTEXT_ORDER["need"]))
        elif key in ("floor", "emergency") and isinstance(value, (str, int)) and not isinstance(value, bool):
            shown[key] = str(value)
        elif key in ("floor", "emergency"):
            problems.add(document.place(here), f'text is wanted here, such as {key}: "{_EXAMPLES[key]}"')
        elif key == "deal_breakers" and not isinstance(value, list):
            problems.add(document.place(here), "a list is wanted here; write deal_breakers: [flag-id]")
        elif key == "deal_breakers" and isinstance(value, list):
            known = [flag.id for flag in book.flags if flag.severity is not Severity.DANGER]
            for number, id_ in enumerate(value):
                if id_ not in known:
                    problems.add(document.place((*here, number)), no_such("flag", str(id_), known))
                breakers.append(str(id_))
        else:
            known = ["stance", "deal_breakers", "need", "floor", "emergency"]
            problems.add(document.key_place(here), no_such("profile entry", key, known))
    return Profile(stance, frozenset(breakers), need, **shown)


_EXAMPLES = {"floor": "45000 EUR a year", "emergency": "112"}


def atoms_from(data: Data, book: Book, document: Document, path: Path, problems: Problems) -> dict[str, str]:
    """The atoms of answers written at `path` of `document`. Adds to `problems` what does not fit."""
    if not isinstance(data, dict):
        problems.add(document.place(path), "answers are a mapping; write `danger: none` and so on, or {}")
        return {}
    atoms: dict[str, str] = {}
    for key, value in data.items():
        here = (*path, key)
        if key == TOPICS:
            atoms.update(_ticked(value, _topics_by_id(book), document, here, problems, "topic"))
        elif key in book.topic_by_id:
            options = {option.id: option.id for option in book.topic_by_id[key].options}
            atoms.update(_ticked(value, options, document, here, problems, "option"))
        elif key == "raised":
            atoms.update(_raised(value, book, document, here, problems))
        elif key == "context":
            atoms.update(_context(value, document, here, problems))
        else:
            known = [DANGER, TOPICS, *(t.id for t in book.ordinary_topics), "raised", "context"]
            problems.add(document.key_place(here), no_such("question", key, known))
    _open_gates(atoms, data, book, document, path, problems)
    return atoms


def _topics_by_id(book: Book) -> dict[str, str]:
    return {topic.id: gate(topic.id) for topic in book.ordinary_topics}


def _ticked(
    value: Data, atoms: Mapping[str, str], document: Document, path: Path, problems: Problems, kind: str
) -> dict[str, str]:
    """A tick-list: what is named is yes, what is left out is no, or not sure if the list says so."""
    if value in (NONE, []):
        return dict.fromkeys(atoms.values(), NO)
    if value == NOT_SURE:
        return dict.fromkeys(atoms.values(), NOT_SURE)
    if not isinstance(value, list):
        problems.add(
            document.place(path),
            f"write none, not-sure, or a list of {kind} ids such as [{next(iter(atoms), '')}]",
        )
        return {}
    rest = NOT_SURE if NOT_SURE in value else NO
    answers = dict.fromkeys(atoms.values(), rest)
    for number, id_ in enumerate(value):
        if id_ == NOT_SURE:
            continue
        if not isinstance(id_, str) or id_ not in atoms:
            problems.add(document.place((*path, number)), no_such(kind, str(id_), atoms))
        else:
            answers[atoms[id_]] = YES
    return answers


def _raised(value: Data, book: Book, document: Document, path: Path, problems: Problems) -> dict[str, str]:
    known = [topic.id for topic in book.ordinary_topics if is_raisable(book, topic.id)]
    states = values_of(book)[raised(known[0])] if known else ()
    return _mapped(
        value, {id_: (raised(id_), states) for id_ in known}, document, path, problems, "topic to raise"
    )


def _context(value: Data, document: Document, path: Path, problems: Problems) -> dict[str, str]:
    known = {id_: (id_, (*order, NOT_SURE)) for id_, order in CONTEXT_ORDER.items()}
    return _mapped(value, known, document, path, problems, "context question")


def _mapped(
    value: Data,
    known: Mapping[str, tuple[str, tuple[str, ...]]],
    document: Document,
    path: Path,
    problems: Problems,
    kind: str,
) -> dict[str, str]:
    """A mapping from question to answer, each from a fixed list."""
    if not isinstance(value, dict):
        problems.add(document.place(path), "a mapping is wanted here; write {name: answer}")
        return {}
    atoms: dict[str, str] = {}
    for key, given in value.items():
        here = (*path, key)
        if key == DANGER:
            problems.add(document.key_place(here), "danger is never raised; take it out")
            continue
        if key not in known:
            problems.add(document.key_place(here), no_such(kind, key, known))
            continue
        atom, allowed = known[key]
        answer = (YES if given else NO) if isinstance(given, bool) else given
        if answer not in allowed:
            problems.add(document.place(here), no_such("answer", str(answer), allowed))
        else:
            atoms[atom] = str(answer)
    return atoms


def _open_gates(
    atoms: dict[str, str],
    data: Mapping[str, Data],
    book: Book,
    document: Document,
    path: Path,
    problems: Problems,
) -> None:
    """An answered topic is going on; one that was said not to be going on cannot be answered."""
    given_raised = data.get("raised")
    raised_topics = given_raised if isinstance(given_raised, dict) else {}
    for topic in book.ordinary_topics:
        ticked = any(atoms.get(atom) in (YES, NOT_SURE) for atom in atoms_of(book, topic.id))
        where: Path = (*path, topic.id) if topic.id in data else (*path, "raised", topic.id)
        if topic.id not in data and topic.id not in raised_topics:
            continue
        if atoms.get(gate(topic.id)) == NO:
            if ticked or topic.id in raised_topics:
                problems.add(
                    document.key_place(where),
                    f"{topic.id!r} is answered here, but `topics` leaves it out, which means no; add it there or take this out",
                )
        elif topic.id in data:
            atoms[gate(topic.id)] = YES


def answers_to_data(atoms: Mapping[str, str], book: Book) -> dict[str, Data]:
    """The inverse: atoms as an answers file would say them. Used to show a reproducible case."""
    data: dict[str, Data] = {}
    lists = {
        DANGER: {atom: atom for atom in atoms_of(book, DANGER)},
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
