"""What the guides hold under an id, as labelled facts: steps, kinds of letter, letters and countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coach.book.guides import Country, Guides, Kind, Letter, Outcome, Step, StepOption

Facts = Iterator[tuple[str, Sequence[str]]]


def things_of(guides: Guides) -> Iterator[tuple[str, str, Step | Kind | Letter]]:
    """Steps, kinds and letters of the guides, each with its guide and what it is."""
    for name, guide in (("prep", guides.prep), ("debrief", guides.debrief)):
        for section in guide.sections if guide else ():
            yield from ((name, "step", step) for step in section.steps)
    if guides.prep:
        yield from (("prep", "letter", letter) for letter in guides.prep.letters)
    for kind in guides.followup.kinds if guides.followup else ():
        yield "followup", "kind", kind
        yield from (("followup", "letter", letter) for letter in kind.letters)


def guide_facts(thing: Step | Kind | Letter | Country) -> Facts:
    """Everything about one thing of a guide but its sources."""
    match thing:
        case Step() as step:
            yield from _step_facts(step)
        case Letter() as letter:
            yield "menu", (letter.text,)
            yield "for", (letter.kind,)
            yield "channel", (letter.channel,)
            yield "subject", _given(letter.subject)
            yield "text", letter.body.strip().split("\n")
        case Kind() as kind:
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


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
