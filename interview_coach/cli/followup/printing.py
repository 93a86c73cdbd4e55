"""`coach followup KIND` without asking: the text on stdout, and what goes with it on stderr."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from interview_coach.book.guides import Followup, Guides, Kind, Letter
from interview_coach.cli.assess import read_source
from interview_coach.cli.editor import edit
from interview_coach.cli.followup.knowing import Known, advice_for, keep_letter, known_of
from interview_coach.cli.letters import copied, leave_on_screen
from interview_coach.cli.streams import say_json, warn, warn_each
from interview_coach.dialogue.followup_talk import not_offered_because
from interview_coach.dialogue.interviews import Chosen, How, choose_interview, open_or_warn
from interview_coach.engine.answers import YES
from interview_coach.guides.letter_kinds import (
    find_letter,
    is_guarded,
    is_offered,
    kinds_offered,
    letters_through,
)
from interview_coach.guides.letter_text import EMAIL, Filled, edited, fill, mail_link
from interview_coach.problems import BadInput
from interview_coach.render.followup_page import Advice, bodies_lines, letter_data, not_offered_data
from interview_coach.render.layout import text_of
from interview_coach.rulebook.followup_file import Said, read_said
from interview_coach.storage.journal import open_journal

if TYPE_CHECKING:
    from interview_coach.book.records import Interview
    from interview_coach.cli.followup import Wanted

WIDE = 10_000


def print_letters(guides: Guides, followup: Followup, kind: Kind, wanted: Wanted) -> None:
    """Print the letters that are wanted. Raises CoachError for what the person can mend."""
    said = _said(guides, followup, kind, wanted)
    known = _known(guides, wanted)
    unsafe = said.unsafe or known.unsafe
    if known.unsafe_one is not None and not said.unsafe:
        warn(_whose_danger(known.unsafe_one))
    if not is_offered(kind, unsafe):
        _say_why_not(followup, kind, wanted)
        return
    details = {**known.details, **said.details}
    letters = letters_through(kind, wanted.channel)
    chosen = letters if wanted.everything else (find_letter(letters, wanted.variant or said.variant),)
    advice = advice_for(guides, followup, kind, said.country or known.country)
    filled = [_filled(letter, followup, details, wanted) for letter in chosen]
    if wanted.as_json:
        _print_json(advice, filled, wanted)
    else:
        warn_each(_safety(advice, unsafe, followup))
        _print(filled, wanted)
        warn_each(_beside(advice, filled))
    if wanted.copy:
        warn(f"coach: {copied(filled[0])}")
    if wanted.keep:
        _keep(kind, filled, details, wanted)


def _said(guides: Guides, followup: Followup, kind: Kind, wanted: Wanted) -> Said:
    if not wanted.answers:
        return Said()
    name, text = read_source(wanted.answers)
    return read_said(text, name, followup, guides.countries, kind.id)


def _known(guides: Guides, wanted: Wanted) -> Known:
    """What the journal and the last result know. A journal that cannot be read is told, no more."""
    with open_or_warn() as (journal, trouble):
        if trouble:
            warn(trouble)
        chosen = Chosen(How.NONE)
        if wanted.interview and not trouble:
            chosen = choose_interview(None, journal, wanted.role, wanted.interview, may_begin=wanted.keep)
        return known_of(guides, journal, chosen)


def _whose_danger(interview: Interview) -> str:
    return (
        f"coach: something unsafe is kept with your last interview, number {interview.id}, or may be. "
        'Is this about another one? `--interview NAME` names it; `--answers` with unsafe: "no" overrules this.'
    )


def _filled(letter: Letter, followup: Followup, details: Mapping[str, str], wanted: Wanted) -> Filled:
    filled = fill(letter, details, followup.details)
    if not wanted.edit:
        return filled
    return fill(edited(letter, edit(filled.text, quiet=True)), details, followup.details)


def _say_why_not(followup: Followup, kind: Kind, wanted: Wanted) -> None:
    """Something unsafe happened: nothing to print, and what helps instead on stderr."""
    because, helps = not_offered_because(kind), followup.safety.after
    instead = kinds_offered(followup, YES)
    if wanted.as_json:
        say_json(not_offered_data(kind, because, instead, helps))
        return
    warn(because)
    warn_each(f"- {step}" for step in helps)
    warn_each(f"coach followup {other.id:<16}{other.text}" for other in instead)


def _print(filled: Sequence[Filled], wanted: Wanted) -> None:
    if wanted.mailto:
        for each in filled:
            _print_link(each)
        return
    for number, each in enumerate(filled):
        if len(filled) > 1:
            letter = each.letter
            typer.echo(f"{chr(10) if number else ''}--- {letter.id} ({letter.channel}): {letter.text}")
        leave_on_screen(each, says_what_is_open=False)


def _print_link(filled: Filled) -> None:
    if filled.letter.channel != EMAIL:
        raise BadInput(f"--mailto: {filled.letter.id!r} is no email; choose one with --channel email")
    link = mail_link(filled)
    typer.echo(link.url)
    if not link.has_body:
        warn("coach: the text is too long for a link; only the subject is in it.")


def _print_json(advice: Advice, filled: Sequence[Filled], wanted: Wanted) -> None:
    ids = [letter.id for letter in advice.kind.letters]
    data = [letter_data(advice, each, [id_ for id_ in ids if id_ != each.letter.id]) for each in filled]
    say_json(data if wanted.everything else data[0])


def _safety(advice: Advice, unsafe: str, followup: Followup) -> list[str]:
    """What comes before all else, where something unsafe happened or nobody has asked yet."""
    if is_guarded(unsafe):
        return [*advice.emergency, *(f"- {step}" for step in followup.safety.after)]
    if unsafe or advice.kind.after_danger:
        return []
    instead = " or ".join(f"`coach followup {other.id}`" for other in kinds_offered(followup, YES))
    return [f"{followup.safety.ask} If so, or if you are not sure, send nothing like this. Take {instead}."]


def _beside(advice: Advice, filled: Sequence[Filled]) -> list[str]:
    """What goes with the letters, line by line: when and how, then what is open, then other letters."""
    kind = advice.kind
    lines: list[str] = []
    lines += [advice.wait] if advice.wait else []
    lines += [f"- {step}" for step in kind.advice]
    lines += [text_of(line) for line in bodies_lines(advice, WIDE)]
    if kind.bodies and advice.country is None:
        lines.append("For the official bodies of your country: --answers with country: gb, for example.")
    if gaps := dict.fromkeys(detail for each in filled for detail in each.open):
        lines.append("Still open; --answers can fill it in with details: {ID: text}:")
        lines += [f"  {gap.placeholder}  {gap.id}: {gap.ask}" for gap in gaps]
    shown = {each.letter.id for each in filled}
    if others := [letter for letter in kind.letters if letter.id not in shown]:
        lines.append("Other letters, with --variant ID:")
        lines += [f"  {letter.id:<22}{letter.text} ({letter.channel})" for letter in others]
    return lines


def _keep(kind: Kind, filled: Sequence[Filled], details: Mapping[str, str], wanted: Wanted) -> None:
    with open_journal(create=True) as journal:
        chosen = choose_interview(None, journal, wanted.role, wanted.interview)
        interview = chosen.kept_in(journal, wanted.role)
        if interview is None:
            return
        for each in filled:
            keep_letter(journal, interview, kind, each, details)
        warn(f"coach: kept with {interview.name!r}; `coach history show {interview.id}` shows it.")
