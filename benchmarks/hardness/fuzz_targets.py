"""The four kinds of file that a person may hand the coach, or that a disk may have spoilt: what is done with each.

A target says which inputs to begin with, how one is changed, and runs the program on one. It may end in a
CoachError, which is what a person is told and can mend. Any other exception is a crash.
"""

from __future__ import annotations

import json
import os
import random
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from benchmarks.hardness import fuzz_mutators as mutators
from interview_coach import (
    CoachError,
    Engine,
    Profile,
    Recommendation,
    load_book,
    read_answers,
    recommend,
)
from interview_coach.amounts import day_at
from interview_coach.book.guides import Guides
from interview_coach.book.vocabulary import Purpose, Stance
from interview_coach.cli.assess_lines import LineByLine
from interview_coach.cli.script import ScriptOptions, find_lines
from interview_coach.engine.answers import atoms_of, prompts_of, values_of
from interview_coach.guides.letters import fill, find_letter
from interview_coach.guides.prep_outcome import prepared_from
from interview_coach.guides.review import review
from interview_coach.problems import Problems
from interview_coach.render import debrief_page, prep_page, record_export, record_page
from interview_coach.render.letter_page import letter_lines
from interview_coach.render.more_page import more_lines
from interview_coach.render.record_words import Glossary
from interview_coach.render.result_json import as_data
from interview_coach.render.result_page import first_page
from interview_coach.rulebook.cases import check_cases
from interview_coach.rulebook.guide_answers import read_guide_answers, read_said
from interview_coach.rulebook.loader import load_texts
from interview_coach.rulebook.reader import read_shape, shape_of
from interview_coach.session.log import Event, Log
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.storage.books import load_guides, roles
from interview_coach.storage.drafts import Draft, draft_to_resume, log_to_resume, save_draft
from interview_coach.storage.folders import draft_file, result_file
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.storage.journal.file import JournalDamaged, JournalTooNew
from interview_coach.storage.rule_folders import POLICY, built_in_rules, shared_texts
from interview_coach.storage.traces import LastResult, load_result, save_result, sweep

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "tests" / "packs"
WIDTH = 40


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of file: inputs to begin with, how one becomes another, and what the program does with one."""

    seeds: Callable[[], Iterator[bytes]]
    change: Callable[[], mutators.Change]
    run: Callable[[bytes, bytes], object]
    """Gets the first line of an input, which says what it is, and the rest."""
    bytes_at_most: int = 100_000


def words_of_rules() -> list[str]:
    """Every short word and id of the built-in candidate pack, and of its formats."""
    texts = [file.read_text("utf-8") for file in sorted((built_in_rules() / "candidate").glob("*.yaml"))]
    found = {
        token for text in texts for token in text.replace(":", " ").split() if token.strip("[],\"'").isascii()
    }
    return sorted(word.strip("[],\"'") for word in found if len(word) < 40)


@cache
def engine_of(role: str) -> Engine:
    return Engine(load_book(role))


@cache
def guides_of(role: str) -> Guides:
    return load_guides(role)


# -- rule files -------------------------------------------------------------------------------------------


def _rule_seeds() -> Iterator[bytes]:
    for folder in sorted((PACKS / "bad").iterdir())[::4]:
        files = {
            file.name: file.read_bytes().decode("utf-8", "replace") for file in sorted(folder.glob("*.yaml"))
        }
        yield folder.name.partition("-")[0].encode() + b"\n" + mutators.joined(files.items())
    for file in sorted((PACKS / "good" / "small").glob("*.yaml")):
        yield b"whole\n" + mutators.joined([(file.name, file.read_text("utf-8"))])
    for file in sorted(built_in_rules().rglob("*.yaml")):
        if file.stat().st_size < 30_000:
            yield b"file\n" + mutators.joined([(file.name, file.read_text("utf-8"))])


@cache
def _small() -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted((PACKS / "good" / "small").glob("*.yaml"))}


def _rules(head: bytes, body: bytes) -> None:
    """Only read the files; or lay them over the small pack, put them in its place, or take them alone, and use the book."""
    files = dict(mutators.files_of(body))
    if head == b"file":
        for name, text in files.items():
            read_shape(text, name, shape_of(name), Problems())
        return
    shared = shared_texts()
    match head:
        case b"policy":
            layers, shared = [{"small": _small()}], {**shared, POLICY: files.get(POLICY, "")}
        case b"layer":
            layers = [{"small": _small()}, {"over": {"pack.yaml": "pack: small\n", **files}}]
        case b"whole":
            layers = [{"small": {**_small(), **files}}]
        case _:
            layers = [{"alone": files}]
    loaded = load_texts(layers, shared)
    for name, book in loaded.books.items():
        engine = Engine(book)
        check_cases(engine, loaded.cases[name], Problems(), loaded.below[name])
        chance = random.Random(zlib.crc32(body))
        for _ in range(3):
            _told(recommend(engine, _some_answers(engine, chance), Profile(chance.choice(tuple(Stance)))))
        for purpose in Purpose:
            with suppress(CoachError):
                find_lines(book, ScriptOptions(purpose=purpose.value, words=["pay"]), None)


def _some_answers(engine: Engine, chance: random.Random) -> dict[str, str]:
    values = values_of(engine.book)
    atoms = [atom for prompt in prompts_of(engine.book) for atom in atoms_of(engine.book, prompt)]
    return {atom: chance.choice(values[atom]) for atom in atoms if chance.random() < 0.7}


def _told(recommendation: Recommendation, *, is_brief: bool = False) -> None:
    """Say a recommendation on its first page, or in every way there is."""
    first_page(recommendation, WIDTH)
    if not is_brief:
        more_lines(recommendation, WIDTH)
        json.dumps(as_data(recommendation))


def _now_and_then(body: bytes) -> bool:
    """Whether what takes long is done with this input too."""
    return zlib.crc32(body) % 4 == 0


# -- answers files ----------------------------------------------------------------------------------------


def _answer_seeds() -> Iterator[bytes]:
    for file in sorted((built_in_rules() / "candidate").glob("*.cases.yaml")):
        for case in yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)["cases"][::20]:  # noqa: S506 - texts alone
            text = yaml.dump(case["answers"], Dumper=yaml.CSafeDumper)
            yield b"assess\n" + text.encode()
            yield b"lines\n" + json.dumps(case["answers"]).encode()
    yield b'assess\n{danger: none, profile: {stance: firm, floor: "45000 EUR", need: high, deal_breakers: [pay-evasive]}}'
    yield b"prep\nfloor: 45000 EUR a year\npromised: [45000 a year, no shifts]\nneed: high\ninterview-day: 2026-11-22\n"
    for guide in ("prep", "debrief"):
        steps = getattr(guides_of("candidate"), guide).steps
        for step in steps:
            given = [option.id for option in step.options[:2]] or "some words"
            yield f"{guide}\n{json.dumps({step.id: given})}".encode()
    yield b"followup\n{unsafe: no, details: {their-name: Ms Okafor}, variant: thanks-off-day, country: gb}"


def _answers(head: bytes, body: bytes) -> None:
    engine, guides = engine_of("candidate"), guides_of("candidate")
    book = engine.book
    if head == b"lines":
        _lines(engine, body)
        return
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    assert guides.prep
    assert guides.debrief
    assert guides.followup
    match head:
        case b"prep":
            answers = read_guide_answers(text, "a.yaml", guides.prep.steps, book, guides.countries)
            prepared = prepared_from(guides.prep, book, answers, {}, day_at(1.8e9))
            prep_page.whole_text(prepared, WIDTH)
            json.dumps(prep_page.as_data(prepared, "candidate"))
        case b"debrief":
            outcome = review(guides.debrief, read_guide_answers(text, "a.yaml", guides.debrief.steps, book))
            debrief_page.farewell(outcome, WIDTH)
            json.dumps(debrief_page.as_data(outcome))
        case b"followup":
            said = read_said(text, "a.yaml", guides.followup, guides.countries)
            letters = [letter for kind in guides.followup.kinds for letter in kind.letters]
            letter_lines(
                fill(find_letter(letters, said.variant), said.details, guides.followup.details), WIDTH
            )
        case _:
            atoms, profile = read_answers(text, "a.yaml", book)
            _told(recommend(engine, atoms, profile or Profile()), is_brief=not _now_and_then(body))


def _lines(engine: Engine, body: bytes) -> None:
    home = Path(os.environ["COACH_HOME"])
    source, out = home / "many.jsonl", home / "out.jsonl"
    source.write_bytes(body)
    out.unlink(missing_ok=True)
    for _ in range(2):  # the second time it goes on after what is written
        with suppress(CoachError):
            LineByLine(engine, str(source), "", str(out), is_brief=len(body) % 2 == 0).decide(
                shows_progress=False
            )


# -- drafts -----------------------------------------------------------------------------------------------


def _draft_seeds() -> Iterator[bytes]:
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
            save_draft(Draft(role, "balanced", Log(events, {"topics/pay": "yes"}), time.time()))
            yield b"draft\n" + draft_file().read_bytes()
        save_result(LastResult(role, "stay", ("pay-below-posted",), ("pay",), time.time()))
        yield b"result\n" + result_file().read_bytes()


def _drafts(head: bytes, body: bytes) -> None:
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
    save_draft(Draft(draft.role, draft.stance, asking.log, time.time()))
    values = values_of(engine.book)
    while (prompt := asking.next_prompt()) is not None and _now_and_then(body):
        asking.answer(prompt, {atom: values[atom][0] for atom in atoms_of(engine.book, prompt)})
    _told(asking.recommend(), is_brief=True)
    while asking.back():
        pass


# -- journals ---------------------------------------------------------------------------------------------


def _journal_seeds() -> Iterator[bytes]:
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


def _journals(_: bytes, body: bytes) -> None:
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
            record_page.list_lines(records, journal.retention, WIDTH)
    except (JournalDamaged, JournalTooNew):
        assert file.read_bytes() == body, "a journal that was refused is not as it was"
        raise
    for record in records:
        record_page.record_lines(record, glossary, WIDTH)
        list(record_page.compared(records[0], record, glossary, glossary))
    for form in record_export.FORMATS:
        for is_redacted in (False, True):
            record_export.exported([(record, glossary) for record in records], form, is_redacted=is_redacted)
    if not _now_and_then(body):
        return
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "More").id
        journal.set_answer(id_, "prep", "floor", "1")
        journal.forget(id_)
    assert b"More" not in file.read_bytes() or b"More" in body, "what was forgotten is still there"


TARGETS = {
    "rules": Target(_rule_seeds, lambda: mutators.yaml_files(words_of_rules()), _rules),
    "answers": Target(_answer_seeds, lambda: mutators.one_yaml(words_of_rules()), _answers),
    "drafts": Target(_draft_seeds, lambda: mutators.one_json(words_of_rules()), _drafts),
    "journals": Target(_journal_seeds, lambda: mutators.one_journal(words_of_rules()), _journals),
}


def run(name: str, data: bytes) -> None:
    """Let the program do its work on one input. Raises what is a crash."""
    head, _, body = data.partition(b"\n")
    with suppress(CoachError):
        TARGETS[name].run(head, body)


def warm_up() -> None:
    """Load what every input needs, so that none is said to be slow for it."""
    for role in roles():
        engine_of(role), guides_of(role)
    run("rules", b"layer\n")
