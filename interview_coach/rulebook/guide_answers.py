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
from interview_coach.book.pack import Book, Severity
from interview_coach.book.records import Value
from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.problems import no_such
from interview_coach.rulebook.answer_files import NONE, AnswerFile, answer_file, said
from interview_coach.rulebook.document import Data

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
        for key, value in answers.mapping((), answers.document.data, fault).items():
            if key == "details":
                details = _details(answers, value, [detail.id for detail in followup.details])
            elif key in known:
                what, choices = known[key]
                found[key] = answers.one_of((key,), what, said(value) if key == "unsafe" else value, choices)
            else:
                answers.unknown((key,), "entry", ("details", *known))
    return Said(details=details, **found)


def _details(answers: AnswerFile, data: Data, known: Sequence[str]) -> dict[str, str]:
    details: dict[str, str] = {}
    fault = "a mapping is wanted here; write {their-name: Ms Okafor}"
    for key, value in answers.mapping(("details",), data, fault).items():
        here = ("details", key)
        if key not in known:
            answers.unknown(here, "detail", known)
        elif isinstance(value, bool | list | dict):
            answers.wrong(here, "text is wanted here; put it in double quotes")
        elif value is not None:
            details[key] = str(value)
    return details


def read_guide_answers(
    text: str, file: str, steps: Iterable[Step], book: Book, countries: Sequence[Country] = ()
) -> dict[str, Value]:
    """The answers of a YAML or JSON file, by step.

    Raises BadAnswers with every problem, each with its place and cure.
    """
    with answer_file(text, file) as answers:
        return _StepReader(answers, {step.id: step for step in steps}, book, countries).read()


_EXAMPLES = {StepKind.AMOUNT: "45000 EUR a year", StepKind.DATE: "2026-11-22"}


@dataclass(frozen=True, slots=True)
class _StepReader:
    file: AnswerFile
    steps: Mapping[str, Step]
    book: Book
    countries: Sequence[Country]

    def read(self) -> dict[str, Value]:
        fault = "answers are a mapping; write `step: answer`, one to a line, or {}"
        data = self.file.mapping((), self.file.document.data, fault)
        answers: dict[str, Value] = {}
        for key, value in data.items():
            if key not in self.steps:
                self.file.unknown((key,), "step", self.steps)
            elif value is not None and (answer := self._value(self.steps[key], value)) is not None:
                answers[key] = answer
        for key in answers:
            self._fits(self.steps[key], answers, data)
        return answers

    def _value(self, step: Step, value: Data) -> Value | None:
        """The answer, or None with a problem for a value that does not fit its step."""
        if step.for_each or step.kind in (StepKind.LINES, StepKind.OPEN_FIXES):
            return self._texts(step, value)
        match step.kind:
            case StepKind.CHOICE:
                return self._id(step, value, [option.id for option in step.options], "option")
            case StepKind.COUNTRY:
                return self._id(step, value, [*(c.id for c in self.countries), NONE], "country")
            case StepKind.TICKS:
                return self._ids(step, value, [option.id for option in step.options], "option")
            case StepKind.DEAL_BREAKERS:
                flags = [flag.id for flag in self.book.flags if flag.severity is not Severity.DANGER]
                return self._ids(step, value, flags, "flag")
            case _:
                return self._text(step, value)

    def _misfit(self, step: Step, cure: str) -> Value | None:
        self.file.wrong((step.id,), cure)
        return None

    def _texts(self, step: Step, value: Data) -> tuple[str, ...]:
        if value == NONE:
            return ()
        given = value if isinstance(value, list) else [value]
        texts = [_as_text(each) for each in given]
        for number, text in enumerate(texts):
            if text is None:
                at = (step.id, number) if isinstance(value, list) else (step.id,)
                self.file.wrong(at, "a text is wanted here; write each line in double quotes after `- `")
        return tuple(text or "" for text in texts)

    def _ids(self, step: Step, value: Data, known: Sequence[str], kind: str) -> Value | None:
        if value == NONE:
            return ()
        if not isinstance(value, list):
            return self._misfit(step, f"write none, or a list of {kind} ids such as [{known[0]}]")
        for number, id_ in enumerate(value):
            if id_ not in known:
                is_danger = kind == "flag" and isinstance(id_, str) and id_ in self.book.flag_by_id
                always = f"{id_!r} is danger, which always ends it; take it out"
                self.file.wrong((step.id, number), always if is_danger else no_such(kind, str(id_), known))
        return tuple(id_ for id_ in known if id_ in value)

    def _id(self, step: Step, value: Data, known: Sequence[str], kind: str) -> Value | None:
        value = said(value)
        if isinstance(value, (list, dict)):
            return self._misfit(step, f"one {kind} is wanted here; write `{step.id}: {known[0]}`")
        return str(value) if str(value) in known else self._misfit(step, no_such(kind, str(value), known))

    def _text(self, step: Step, value: Data) -> Value | None:
        text, example = _as_text(value), _EXAMPLES.get(step.kind, "a few words")
        if text is None:
            return self._misfit(step, f"one text is wanted here; write `{step.id}: {example}`")
        if step.kind is StepKind.AMOUNT and amount_of(text) is None:
            return self._misfit(step, f"there is no number in {text!r}; write it as {example}")
        if step.kind is not StepKind.DATE:
            return text
        day = day_of(text)
        return day.isoformat() if day else self._misfit(step, f"{text!r} is no day; write it as {example}")

    def _fits(self, step: Step, answers: Mapping[str, Value], data: Mapping[str, Data]) -> None:
        """Say what is wrong with an answer to a step that is not asked, given the other answers."""
        place = self.file.document.key_place((step.id,))
        if step.for_each and len(answers[step.id]) != len(answers.get(step.for_each, ())):
            count = len(answers.get(step.for_each, ()))
            self.file.problems.add(
                place,
                f'`{step.for_each}` has {count} lines; write as many here, "" where there is nothing to say',
            )
        if step.only_if is None:
            return
        asked, options = step.only_if
        given = answers.get(asked, ())
        chosen = (given,) if isinstance(given, str) else given
        if not any(option in options for option in chosen) and (asked in answers or asked not in data):
            self.file.problems.add(
                place,
                f"{step.id!r} is asked only where {asked!r} is {_either(options)}; answer that so, or take this out",
            )


def _as_text(value: Data) -> str | None:
    """One line of text, without blanks around it; None for what is none."""
    if isinstance(value, (list, dict)) or value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())


def _either(options: Sequence[str]) -> str:
    shown = [*options[:3], "…"] if len(options) > 4 else options
    return " or ".join(shown)
