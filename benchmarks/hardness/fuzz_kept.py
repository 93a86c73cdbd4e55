"""What the coach keeps, and a disk may have spoilt: drafts, last results and journals, and what is done with each."""

from __future__ import annotations

import json
import random
import time
import zlib
from collections.abc import Iterator
from functools import cache

from interview_coach import Engine, Profile, Recommendation, load_book
from interview_coach.book.guides import Guides
from interview_coach.book.vocabulary import Stance
from interview_coach.cli.script import ScriptOptions, find_lines
from interview_coach.engine.answers import atoms_of, prompts_of, values_of
from interview_coach.render import record_export, record_page
from interview_coach.render.more_page import more_lines
from interview_coach.render.record_words import Glossary
from interview_coach.render.result_json import as_data
from interview_coach.render.result_page import first_page
from interview_coach.session.log import Event, Log
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.storage.books import load_guides, roles
from interview_coach.storage.drafts import draft_of, draft_to_resume, log_to_resume, save_draft
from interview_coach.storage.folders import draft_file, result_file
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.storage.journal.file import JournalDamaged, JournalTooNew
from interview_coach.storage.traces import LastResult, load_result, save_result, sweep

WIDTH = 40


@cache
def engine_of(role: str) -> Engine:
    return Engine(load_book(role))


@cache
def guides_of(role: str) -> Guides:
    return load_guides(role)


def told(recommendation: Recommendation, *, is_brief: bool = False) -> None:
    """Say a recommendation on its first page, or in every way there is."""
    first_page(recommendation, WIDTH)
    if not is_brief:
        more_lines(recommendation, WIDTH)
        json.dumps(as_data(recommendation))


def now_and_then(body: bytes) -> bool:
    """Whether what takes long is done with this input too."""
    return zlib.crc32(body) % 4 == 0


# -- drafts -----------------------------------------------------------------------------------------------


def draft_seeds() -> Iterator[bytes]:
    book = engine_of("candidate").book
    values = values_of(book)
    chance = random.Random(5)
    for role in ("candidate", "interviewer", "made-up"):
        for length in (0, 1, 3, 9):
            prompts = [prompt for prompt in prompts_of(book) if prompt not in ("danger", "signs")]
            events = [
                Event(
                    prompt,
                    chance.choice(
                        (None, tuple((a, chance.choice(values[a])) for a in atoms_of(book, prompt)))
                    ),
                )
                for prompt in chance.sample(prompts, min(length, len(prompts)))
            ]
            save_draft(draft_of(role, "balanced", Log(events, {"topics/pay": "yes"}), time.time()))
            yield b"draft\n" + draft_file().read_bytes()
        save_result(LastResult(role, "stay", ("pay-below-posted",), ("pay",), time.time()))
        yield b"result\n" + result_file().read_bytes()


def drafts(head: bytes, body: bytes) -> None:
    """What each run does with what the last one left, and what `assess --resume` and `script` go on from."""
    files = (draft_file(), result_file())
    for file in files:
        file.unlink(missing_ok=True)
    files[head == b"result"].write_bytes(body)
    sweep(time.time())
    if (last := load_result(time.time())) is not None:
        find_lines(engine_of("candidate").book, ScriptOptions(), last)
        return
    draft = draft_to_resume("")
    if draft.role not in roles():  # looking for it once more in all rules takes its time, and finds nothing
        return
    engine = engine_of(draft.role)
    asking = Questionnaire(engine, Profile(Stance.of(draft.stance)), log_to_resume(draft, engine))
    save_draft(draft_of(draft.role, draft.stance, asking.log, time.time()))
    values = values_of(engine.book)
    while (prompt := asking.next_prompt()) is not None and now_and_then(body):
        asking.answer(prompt, {atom: values[atom][0] for atom in atoms_of(engine.book, prompt)})
    told(asking.recommend(), is_brief=True)
    while asking.back():
        pass


# -- journals ---------------------------------------------------------------------------------------------


def journal_seeds() -> Iterator[bytes]:
    journal_file().unlink(missing_ok=True)
    yield b"journal\n"
    with open_journal(create=True) as journal:
        yield b"journal\n" + journal_file().read_bytes()
        general = journal.general("candidate").id
        journal.set_answer(general, "prep", "deal-breakers", ("pay-evasive",))
        journal.set_answer(general, "prep", "floor", "45000 EUR a year")
        for name in ("One", "Two"):
            id_ = journal.begin("candidate", name, "2026-11-22").id
            journal.set_answer(id_, "prep", "promised", ("45000 a year", "no shifts"))
            journal.set_answer(id_, "debrief", "ending", "finished")
            journal.set_detail(id_, "their-name", "Bo")
            body = {"verdict": "stay", "headline": "STAY", "flags": [{"id": "pay-evasive", "level": "serious"}],
                    "answers": {"danger": "none", "topics": ["pay"], "raised": {"pay": "refused"}}}  # fmt: skip
            journal.add_entry(id_, "assessment", body)
            journal.add_entry(id_, "followup", {"kind": "thank-you", "text": "Thank you."})
            yield b"journal\n" + journal_file().read_bytes()
        journal.set_retention(30)
    yield b"journal\n" + journal_file().read_bytes()


def journals(_: bytes, body: bytes) -> None:
    """What `history` does with a journal: show, compare, export, keep more, and forget; refused it stays as it is."""
    file = journal_file()
    for end in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    file.write_bytes(body)
    book, guides = engine_of("candidate").book, guides_of("candidate")
    glossary = Glossary(guides, book)
    try:
        with open_journal() as journal:
            if journal is None:
                return
            every = [*journal.interviews()[:3], *journal.generals()[:3]]
            records = [journal.record(interview.id) for interview in every]
            record_page.list_lines([(record, glossary) for record in records], journal.retention, WIDTH)
    except (JournalDamaged, JournalTooNew):
        assert file.read_bytes() == body, "a journal that was refused is not as it was"
        raise
    for record in records:
        record_page.record_lines(record, glossary, WIDTH)
        list(record_page.compared(records[0], record, glossary, glossary))
    for form in record_export.FORMATS:
        for is_redacted in (False, True):
            record_export.exported([(record, glossary) for record in records], form, is_redacted=is_redacted)
    if not now_and_then(body):
        return
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "More").id
        journal.set_answer(id_, "prep", "floor", "1")
        journal.forget(id_)
    assert b"More" not in file.read_bytes() or b"More" in body, "what was forgotten is still there"
