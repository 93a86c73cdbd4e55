"""`coach assess` with all that it may ask, take from the journal and keep there."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace

from interview_coach.book.pack import Book, Option
from interview_coach.book.vocabulary import Stance
from interview_coach.cli.askers import asker_for, conversation
from interview_coach.cli.assess import AssessOptions, decide_file, print_result
from interview_coach.cli.streams import Terminal, warn_each
from interview_coach.dialogue.assess_journal import Groundwork, Recorder, groundwork
from interview_coach.dialogue.assess_talk import Conversation
from interview_coach.engine.engine import Engine
from interview_coach.engine.search import fitting
from interview_coach.problems import BadInput, no_such
from interview_coach.storage.drafts import Keeper, log_to_resume, ticks_to_resume
from interview_coach.storage.traces import Draft


def _understood(book: Book, typed: Sequence[str]) -> tuple[list[str], tuple[Option, ...] | None]:
    """The topics that are named, and what the words fit, or None where there are only topics.

    A slip of the finger in a topic is told by BadInput, unless it finds something as a word.
    """
    known = [topic.id for topic in book.ordinary_topics]
    topics = [word for word in typed if word in known]
    if len(topics) == len(typed):
        return topics, None
    found = fitting(book, " ".join(typed))
    if not found and len(typed) == 1 and difflib.get_close_matches(typed[0], known, n=1):
        raise BadInput(no_such("topic", typed[0], known))
    return topics, found


def tell_what_fits(book: Book, typed: Sequence[str]) -> None:
    """Without a terminal own words are told what fits them, as it stands in an answers file; by BadInput."""
    _, found = _understood(book, typed)
    if found is None:
        return
    if not found:
        known = ", ".join(topic.id for topic in book.ordinary_topics)
        raise BadInput(f"there is no terminal to ask on, and nothing fits these words. Topics: {known}")
    fits = [f"  {option.topic}: [{option.id}]" for option in found]
    width = max(map(len, fits))
    rows = [f"{row:<{width}}  # {option.text}" for row, option in zip(fits, found, strict=True)]
    raise BadInput(
        "there is no terminal to ask on. Of what fits these words, take what is so into an answers file:\n"
        + "\n".join(rows)
        + "\nThen: coach assess --answers answers.yaml"
    )


def assess_with_journal(
    engine: Engine, draft: Draft | None, wanted: AssessOptions, terminal: Terminal, *, is_trial: bool
) -> None:
    """Ask, or decide what a file says, by what was kept before; and keep what is to be kept.

    Raises BadInput for what the person can mend.
    """
    before = Groundwork()
    if not is_trial and (wanted.interview or not wanted.answers):
        before = groundwork(engine.book, wanted.folders, wanted.interview, may_begin=wanted.keep)
    if stance := wanted.stance or (draft.stance if draft else ""):
        before = replace(before, profile=replace(before.profile, stance=Stance.of(stance)))
    if wanted.answers:
        _from_file(engine, before, wanted, terminal)
    else:
        _by_asking(engine, before, draft, wanted, terminal, is_trial=is_trial)


def _from_file(engine: Engine, before: Groundwork, wanted: AssessOptions, terminal: Terminal) -> None:
    recommendation, atoms = decide_file(engine, wanted, before.profile, before.given)
    told: tuple[str, ...] = ()
    failure: BadInput | None = None
    if wanted.keep:
        try:
            told = Recorder(before).keep(recommendation, atoms)[:1]
        except BadInput as error:
            failure = error
    print_result(recommendation, wanted, terminal)
    warn_each(told)
    if failure is not None:
        raise BadInput(f"it was not kept: {failure}")


def _by_asking(
    engine: Engine,
    before: Groundwork,
    draft: Draft | None,
    wanted: AssessOptions,
    terminal: Terminal,
    *,
    is_trial: bool,
) -> None:
    asking = before.questionnaire(engine, log_to_resume(draft, engine) if draft else None)
    topics, found = _understood(engine.book, wanted.topics or ())
    if topics:
        asking.only(topics)
    asker = asker_for(terminal, engine.book.wording, plain=wanted.plain)
    keeper = Keeper(asking, wanted.folders, is_trial=is_trial)
    recorder = Recorder(before, is_trial=is_trial)
    ticked = ticks_to_resume(draft, engine.book) if draft else {}
    talk = Conversation(asker, asking, keeper, recorder, wanted.folders, found, ticked)
    with conversation(asker, keeper.farewell, keeper.forget):
        recommendation = talk.run()
        keeper.finish(recommendation)
        is_left_on_screen = not (recommendation.is_danger or terminal.plain or wanted.plain)
        if wanted.as_json or terminal.piped or is_left_on_screen:
            print_result(recommendation, wanted, terminal)
        if wanted.keep:
            warn_each(talk.recorder.told(recommendation, talk.questionnaire.answers)[:1])
