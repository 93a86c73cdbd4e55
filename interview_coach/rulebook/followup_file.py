"""What a person says beforehand about a follow-up, as written in a file.

unsafe: no                         # no | yes | not-sure
details: {their-name: Ms Okafor}   # what stands in the letter in place of [their name]
variant: thanks-off-day            # which letter of the kind
country: gb                        # for the official bodies there
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from interview_coach.book.guides import Country, Followup
from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.problems import BadAnswers, Problems, no_such
from interview_coach.rulebook.nodes import Data, Document, read_document

UNSAFE = (NO, YES, NOT_SURE)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said. Empty is not said."""

    unsafe: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    country: str = ""


def read_said(text: str, file: str, followup: Followup, countries: Iterable[Country], kind: str = "") -> Said:
    """What a file in YAML or JSON says. `kind` narrows the variants to its letters.

    Raises BadAnswers with every problem, each with its place and cure.
    """
    problems = Problems()
    document = read_document(text, file, problems) if text.strip() else Document(file, {})
    said = Said()
    if document is not None:
        said = _Reader(document, problems, followup, {c.id for c in countries}, kind).read()
    if problems.found:
        raise BadAnswers(problems.sorted())
    return said


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    problems: Problems
    followup: Followup
    countries: set[str]
    kind: str

    def read(self) -> Said:
        data = self.document.data
        if not isinstance(data, dict):
            self.problems.add(
                self.document.place(()), "a mapping is wanted here; write `unsafe: no` and so on"
            )
            return Said()
        found: dict[str, str] = {}
        details: dict[str, str] = {}
        for key, value in data.items():
            match key:
                case "unsafe":
                    answer = (YES if value else NO) if isinstance(value, bool) else value
                    found[key] = self._one_of(key, "answer", answer, UNSAFE)
                case "details":
                    details = self._details(value)
                case "variant":
                    found[key] = self._one_of(key, "variant", value, self._variants())
                case "country":
                    found[key] = self._one_of(key, "country", value, self.countries)
                case _:
                    known = ("unsafe", "details", "variant", "country")
                    self.problems.add(self.document.key_place((key,)), no_such("entry", key, known))
        return Said(details=details, **found)

    def _variants(self) -> set[str]:
        kinds = [kind for kind in self.followup.kinds if kind.id == self.kind] or self.followup.kinds
        return {letter.id for kind in kinds for letter in kind.letters}

    def _one_of(self, key: str, what: str, value: Data, known: Iterable[str]) -> str:
        if not isinstance(value, str) or value not in known:
            self.problems.add(self.document.place((key,)), no_such(what, str(value), known))
        return str(value)

    def _details(self, data: Data) -> dict[str, str]:
        if not isinstance(data, dict):
            self.problems.add(
                self.document.place(("details",)), "a mapping is wanted here; write {their-name: Ms Okafor}"
            )
            return {}
        known = [detail.id for detail in self.followup.details]
        details: dict[str, str] = {}
        for key, value in data.items():
            here = ("details", key)
            if key not in known:
                self.problems.add(self.document.key_place(here), no_such("detail", key, known))
            elif isinstance(value, bool | list | dict):
                self.problems.add(self.document.place(here), "text is wanted here; put it in double quotes")
            elif value is not None:
                details[key] = str(value)
        return details
