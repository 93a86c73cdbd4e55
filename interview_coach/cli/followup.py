"""`coach followup`: what to write afterwards, or to say on the phone, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from interview_coach.book.guides import Followup, Guides, Letter, LetterKind
from interview_coach.cli.askers import asker_for, conversation, leave_letter
from interview_coach.cli.options import GuideOptions, argument, of_kinds, one_of, option, takes
from interview_coach.cli.streams import (
    Terminal,
    read_source,
    say_json,
    terminal_of,
    warn,
    warn_each,
)
from interview_coach.dialogue.followup_talk import FollowupTalk, not_offered_because
from interview_coach.dialogue.interviews import NONE_CHOSEN, choose_interview, open_or_warn
from interview_coach.dialogue.letter_desk import COPY, EDIT, LINK, copied, keep_letter
from interview_coach.dialogue.recall import FollowupFacts, facts_for_followup
from interview_coach.engine.answers import YES
from interview_coach.guides.letters import (
    EMAIL,
    Filled,
    country_named,
    edited,
    fill,
    find_kind,
    find_letter,
    is_guarded,
    is_offered,
    kinds_offered,
    letters_through,
    mail_link,
)
from interview_coach.problems import BadInput, no_such
from interview_coach.render.layout import DEFAULT_ROLE, text_of
from interview_coach.render.letter_page import Advice, advice_for, bodies_lines, letter_data, not_offered_data
from interview_coach.rulebook.guide_answers import Said, read_said
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.folders import is_there
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.storage.programs import edit

CHANNELS = ("email", "message", "phone", "paper")
WIDE = 10_000


@dataclass(frozen=True, slots=True)
class FollowupOptions(GuideOptions):
    """What was asked for on the command line."""

    kind: Annotated[
        list[str] | None,
        argument(
            "thank-you, withdraw, decline-next-round, decline-offer, feedback-request, keep-in-mind, "
            "reconnect, answer-contact, share-news, tell-agency or report.",
            completes=of_kinds,
        ),
    ] = None
    variant: Annotated[str, option("--variant", "Which letter of the kind.", "ID")] = ""
    channel: Annotated[
        str, option("--channel", "email, message, phone or paper.", "CHANNEL", one_of(*CHANNELS))
    ] = ""
    everything: Annotated[bool, option("--all", "Print every letter of the kind.")] = False
    copy: Annotated[bool, option("--copy", "Also copy the text to the clipboard.")] = False
    edit: Annotated[
        bool, option("--edit", "First open the text in $EDITOR, which may keep traces of its own.")
    ] = False
    mailto: Annotated[
        bool, option("--mailto", "Print a link that starts your mail program with the text.")
    ] = False
    answers: Annotated[
        str,
        option(
            "--answers",
            "Read unsafe, details, variant and country from a YAML or JSON file, or - for standard input.",
            "FILE",
        ),
    ] = ""


@takes(FollowupOptions)
def followup(context: typer.Context, wanted: FollowupOptions) -> None:
    """After an interview: a letter, or what to say on the phone.

    \b
    coach followup                  choose what for
    coach followup thank-you        a thank-you, with the advice that goes with it
    coach followup report           write it down, or report it
    """
    terminal = terminal_of(context)
    guides = load_guides(wanted.side, wanted.folders)
    known = guides.followup
    if known is None:
        raise BadInput(f"there are no follow-ups for the role {guides.role!r} yet; try --role {DEFAULT_ROLE}")
    kind = find_kind(known, " ".join(wanted.kind)) if wanted.kind else None
    _check_letter(kind, wanted)
    if terminal.interactive and not (wanted.answers or wanted.as_json or wanted.everything):
        _talk(guides, known, kind, wanted, terminal)
    elif kind is None:
        reason = "" if terminal.interactive else ", since there is no terminal to ask on"
        kinds = "\n".join(f"  coach followup {kind.id:<20}{kind.text}" for kind in known.kinds)
        raise BadInput(f"coach: say which follow-up you want{reason}:\n{kinds}")
    else:
        _print_letters(guides, known, kind, wanted)


def _talk(
    guides: Guides, known: Followup, kind: LetterKind | None, wanted: FollowupOptions, terminal: Terminal
) -> None:
    at_once = ((EDIT, wanted.edit), (COPY, wanted.copy), (LINK, wanted.mailto))
    asker = asker_for(terminal, load_book(guides.role, wanted.folders).wording, plain=wanted.plain)
    talk = FollowupTalk(
        guides, known, asker, kind, wanted.channel, wanted.variant, wanted.interview, wanted.keep,
        "".join(key for key, is_wanted in at_once if is_wanted),
    )  # fmt: skip
    with conversation(asker, talk.farewell):
        left = talk.run()
        if left is not None:
            leave_letter(left.filled)
            if left.link:
                typer.echo(f"\n{left.link}")


def _check_letter(kind: LetterKind | None, wanted: FollowupOptions) -> None:
    """Raise BadInput for a channel or a variant that the kind does not have."""
    if kind is not None:
        find_letter(letters_through(kind, wanted.channel), wanted.variant)
    elif wanted.variant:
        raise BadInput(
            "--variant names a letter of one kind; write the kind too: coach followup KIND --variant ID"
        )
    elif wanted.channel not in ("", *CHANNELS):
        raise BadInput(f"--channel: {no_such('channel', wanted.channel, CHANNELS)}")


def _print_letters(guides: Guides, followup: Followup, kind: LetterKind, wanted: FollowupOptions) -> None:
    """Print the letters that are wanted. Raises CoachError for what the person can mend."""
    said = Said()
    if wanted.answers:
        name, text = read_source(wanted.answers)
        said = read_said(text, name, followup, guides.countries, kind.id)
    known = _known(guides, wanted)
    unsafe = said.unsafe or known.unsafe
    if known.unsafe_one is not None and not said.unsafe:
        warn(
            f"coach: something unsafe is kept with your last interview, number {known.unsafe_one.id}, or may be. "
            "Is this about another one? `--interview NAME` names it; "
            '`--answers` with unsafe: "no" overrules this.'
        )
    if not is_offered(kind, unsafe):
        _say_why_not(followup, kind, wanted)
        return
    details = {**known.details, **said.details}
    letters = letters_through(kind, wanted.channel)
    chosen = letters if wanted.everything else (find_letter(letters, wanted.variant or said.variant),)
    advice = advice_for(followup, kind, country_named(guides.countries, said.country) or known.country)
    filled = [_filled(letter, followup, details, wanted) for letter in chosen]
    if wanted.as_json:
        ids = [letter.id for letter in kind.letters]
        data = [letter_data(advice, each, [id_ for id_ in ids if id_ != each.letter.id]) for each in filled]
        say_json(data if wanted.everything else data[0])
    else:
        warn_each(_safety(advice, unsafe, followup))
        _print(filled, wanted)
        warn_each(_beside(advice, filled))
    if wanted.copy:
        warn(f"coach: {copied(filled[0])}")
    if wanted.keep:
        with open_journal(create=True) as journal:
            meant = choose_interview(None, journal, guides.role, wanted.interview)
            interview = meant.kept_in(journal, guides.role)
            assert interview is not None
            for each in filled:
                keep_letter(journal, interview, kind, each, details)
        warn(f"coach: kept with {interview.name!r}; `coach history show {interview.id}` shows it.")


def _known(guides: Guides, wanted: FollowupOptions) -> FollowupFacts:
    """What the journal and the last result know. A journal that cannot be read is told, no more."""
    with open_or_warn() as journal:
        chosen = NONE_CHOSEN
        if wanted.interview and (journal is not None or not is_there(journal_file())):
            chosen = choose_interview(None, journal, guides.role, wanted.interview, may_begin=wanted.keep)
        return facts_for_followup(guides, journal, chosen)


def _filled(
    letter: Letter, followup: Followup, details: Mapping[str, str], wanted: FollowupOptions
) -> Filled:
    filled = fill(letter, details, followup.details)
    if not wanted.edit:
        return filled
    return fill(edited(letter, edit(filled.text)), details, followup.details)


def _say_why_not(followup: Followup, kind: LetterKind, wanted: FollowupOptions) -> None:
    """Something unsafe happened: nothing to print, and what helps instead on stderr."""
    because, helps = not_offered_because(kind), followup.safety.after
    instead = kinds_offered(followup, YES)
    if wanted.as_json:
        say_json(not_offered_data(kind, because, instead, helps))
        return
    warn(because)
    warn_each(f"- {step}" for step in helps)
    warn_each(f"coach followup {other.id:<16}{other.text}" for other in instead)


def _print(filled: Sequence[Filled], wanted: FollowupOptions) -> None:
    for number, each in enumerate(filled):
        letter = each.letter
        if wanted.mailto:
            if letter.channel != EMAIL:
                raise BadInput(f"--mailto: {letter.id!r} is no email; choose one with --channel email")
            link = mail_link(each)
            typer.echo(link.url)
            if not link.has_body:
                warn("coach: the text is too long for a link; only the subject is in it.")
            continue
        if len(filled) > 1:
            typer.echo(f"{chr(10) if number else ''}--- {letter.id} ({letter.channel}): {letter.text}")
        leave_letter(each, says_what_is_open=False)


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
    lines = [advice.wait] if advice.wait else []
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
