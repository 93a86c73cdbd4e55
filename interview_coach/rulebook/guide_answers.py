"""Answers to a guide as people write them in a file.

    floor: 45000 EUR a year               # text, amount, date: one text
    promised: [45000 a year, no shifts]   # lines: a list of texts
    need: high                            # choice, country: one id; none for no country
    looked-up: [own-site, vacancy]        # ticks, deal-breakers: a list of ids, or none

A key that is left out is unanswered. A step that is asked for each line of another has a list of as many texts.

What is said beforehand about a follow-up:

    unsafe: no                            # no | yes | not-sure
    details: {their-name: Ms Okafor}      # what stands in the letter in place of [their name]
    variant: thanks-off-day               # which letter of the kind
    country: gb                           # for the official bodies there
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interview_coach.amounts import amount_of, day_of
from interview_coach.book.guides import Country, Followup, Step, StepKind
from interview_coach.book.pack import Book
from interview_coach.book.records import Value
from interview_coach.book.vocabulary import Severity
from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.problems import no_such
from interview_coach.rulebook.answer_files import NONE, answer_file, entries_of, one_of, said, unknown
from interview_coach.rulebook.document import Data, Read, part_of

UNSAFE = (NO, YES, NOT_SURE)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about a follow-up. Empty is not said."""

    unsafe: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    country: str = ""


def read_said(text: str, file: str, followup: Followup, countries: Iterable[Country], kind: str = "") -> Said:
    """What a file in YAML or JSON says. `kind` narrows the variants to its letters.

    Raises BadAnswers with every problem, each with its place and cure.
    """
    kinds = [each for each in followup.kinds if each.id == kind] or followup.kinds
    known = {
        "unsafe": ("answer", UNSAFE),
        "variant": ("variant", [letter.id for each in kinds for letter in each.letters]),
        "country": ("country", [country.id for country in countries]),
    }
    found: dict[str, str] = {}
    details: dict[str, str] = {}
    with answer_file(text, file) as answers:
        fault = "a mapping is wanted here; write `unsafe: no` and so on"
        for key, entry in entries_of(answers, fault).items():
            if key == "details":
                details = _details(entry, [detail.id for detail in followup.details])
            elif key in known:
                what, choices = known[key]
                found[key] = one_of(said(entry) if key == "unsafe" else entry, what, choices)
            else:
                unknown(entry, "entry", ("details", *known))
    return Said(details=details, **found)


def _details(read: Read[Data], known: Sequence[str]) -> dict[str, str]:
    details: dict[str, str] = {}
    for key, entry in entries_of(read, "a mapping is wanted here; write {their-name: Ms Okafor}").items():
        if key not in known:
            unknown(entry, "detail", known)
        elif isinstance(entry.shape, bool | list | dict):
            entry.wrong("text is wanted here; put it in double quotes")
        elif entry.shape is not None:
            details[key] = str(entry.shape)
    return details


def read_guide_answers(
    text: str, file: str, steps: Iterable[Step], book: Book, countries: Sequence[Country] = ()
) -> dict[str, Value]:
    """The answers of a YAML or JSON file, by step.

    Raises BadAnswers with every problem, each with its place and cure.
    """
    known = {step.id: step for step in steps}
    flags = [flag.id for flag in book.flags if flag.severity is not Severity.DANGER]
    named = {
        StepKind.COUNTRY: ("country", [*(country.id for country in countries), NONE]),
        StepKind.DEAL_BREAKERS: ("flag", flags),
    }
    found: dict[str, Value] = {}
    with answer_file(text, file) as answers:
        given = entries_of(answers, "answers are a mapping; write `step: answer`, one to a line, or {}")
        for key, read in given.items():
            if key not in known:
                unknown(read, "step", known)
            elif read.shape is not None:
                kind, ids = named.get(
                    known[key].kind, ("option", [option.id for option in known[key].options])
                )
                if (answer := _value(known[key], read, kind, ids, book)) is not None:
                    found[key] = answer
        for key in found:
            _check_fit(known[key], found, given)
    return found


_EXAMPLES = {StepKind.AMOUNT: "45000 EUR a year", StepKind.DATE: "2026-11-22"}


def _value(step: Step, read: Read[Data], kind: str, known: Sequence[str], book: Book) -> Value | None:
    """The answer, or None with a problem for a value that does not fit its step."""
    if step.for_each or step.kind in (StepKind.LINES, StepKind.OPEN_FIXES):
        return _texts(read)
    if step.kind in (StepKind.CHOICE, StepKind.COUNTRY):
        return _id(said(read), step, known, kind)
    if step.kind not in (StepKind.TICKS, StepKind.DEAL_BREAKERS):
        return _text(read, step)
    if read.shape == NONE:
        return ()
    if not isinstance(read.shape, list):
        return _misfit(read, f"write none, or a list of {kind} ids such as [{known[0]}]")
    for number, id_ in enumerate(read.shape):
        if id_ not in known:
            is_danger = kind == "flag" and isinstance(id_, str) and id_ in book.flag_by_id
            always = f"{id_!r} is danger, which always ends it; take it out"
            read.wrong(always if is_danger else no_such(kind, str(id_), known), number)
    return tuple(id_ for id_ in known if id_ in read.shape)


def _misfit(read: Read[Data], cure: str) -> Value | None:
    read.wrong(cure)
    return None


def _texts(read: Read[Data]) -> tuple[str, ...]:
    if read.shape == NONE:
        return ()
    parts = [read]
    if isinstance(read.shape, list):
        parts = [part_of(read, text, number) for number, text in enumerate(read.shape)]
    texts = [_as_text(part.shape) for part in parts]
    for part, text in zip(parts, texts, strict=True):
        if text is None:
            part.wrong("a text is wanted here; write each line in double quotes after `- `")
    return tuple(text or "" for text in texts)


def _id(read: Read[Data], step: Step, known: Sequence[str], kind: str) -> Value | None:
    if isinstance(read.shape, (list, dict)):
        return _misfit(read, f"one {kind} is wanted here; write `{step.id}: {known[0]}`")
    given = str(read.shape)
    return given if given in known else _misfit(read, no_such(kind, given, known))


def _text(read: Read[Data], step: Step) -> Value | None:
    text, example = _as_text(read.shape), _EXAMPLES.get(step.kind, "a few words")
    if text is None:
        return _misfit(read, f"one text is wanted here; write `{step.id}: {example}`")
    if step.kind is StepKind.AMOUNT and amount_of(text) is None:
        return _misfit(read, f"there is no number in {text!r}; write it as {example}")
    if step.kind is not StepKind.DATE:
        return text
    day = day_of(text)
    return day.isoformat() if day else _misfit(read, f"{text!r} is no day; write it as {example}")


def _check_fit(step: Step, answers: Mapping[str, Value], given: Mapping[str, Read[Data]]) -> None:
    """Say what is wrong with an answer to a step that is not asked, given the other answers."""
    read = given[step.id]
    if step.for_each and len(answers[step.id]) != (count := len(answers.get(step.for_each, ()))):
        cure = 'write as many here, "" where there is nothing to say'
        read.wrong_key(f"`{step.for_each}` has {count} lines; {cure}")
    if step.only_if is None:
        return
    asked, options = step.only_if
    answer = answers.get(asked, ())
    chosen = (answer,) if isinstance(answer, str) else answer
    if not any(option in options for option in chosen) and (asked in answers or asked not in given):
        shown = " or ".join([*options[:3], "…"] if len(options) > 4 else options)
        only = f"{step.id!r} is asked only where {asked!r} is {shown}"
        read.wrong_key(f"{only}; answer that so, or take this out")


def _as_text(value: Data) -> str | None:
    """One line of text, without blanks around it; None for what is none."""
    if isinstance(value, (list, dict)) or value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())
