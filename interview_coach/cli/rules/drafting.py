"""`coach rules new`: asks for a red flag in plain words and writes it as rule files with cases."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.cli.options import Plain
from interview_coach.cli.rules.loading import OneRole
from interview_coach.cli.streams import reporting, say, terminal_of, warn
from interview_coach.problems import BadInput, BadRules, ExitStatus, no_such

if TYPE_CHECKING:
    from interview_coach.book.pack import Book
    from interview_coach.rulebook.draft_questions import Question
    from interview_coach.rulebook.drafting import Draft
    from interview_coach.rulebook.loader import Loaded
    from interview_coach.terminal.authoring import Author

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into.")]
REVIEW = "review"


def new(
    context: typer.Context, folder: Folder = Path("my-rules"), role: OneRole = "", plain: Plain = False
) -> None:
    """Ask in plain words, and write a topic with cases.

    What happened, how bad is it, should one ask first, what would you say, where does it say so?

    Nothing is written before the end, and nothing is overwritten. Esc (or <) goes back.
    """
    with reporting():
        terminal = terminal_of(context)
        if not terminal.interactive:
            raise BadInput(
                "there is no terminal to ask on. Run `coach rules new` in a terminal, or write the file by "
                "hand:\n  rules/README.md shows how, and `coach rules check --rules DIR` says what is wrong"
            )
        _refuse_a_folder_of_packs(folder)
        author = _author(plain=plain or terminal.plain)
        try:
            texts = _Drafting(folder, author, role).run()
        except KeyboardInterrupt:
            warn("Stopped. Nothing was written.")
            raise typer.Exit(ExitStatus.INTERRUPTED) from None
        _write(folder, texts)
        _prove_it(folder, texts)


def _refuse_a_folder_of_packs(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; name a folder")
    if (folder / "pack.yaml").is_file() or not folder.is_dir():
        return
    packs = sorted(path.name for path in folder.iterdir() if (path / "pack.yaml").is_file())
    if packs:
        raise BadInput(f"{folder} holds several packs; name one of them, such as {folder / packs[0]}")


def _author(*, plain: bool) -> Author:
    from interview_coach.terminal.authoring import PlainAuthor, TerminalAuthor

    return PlainAuthor() if plain else TerminalAuthor()


class _Drafting:
    """The interview: asks until every question is answered and the rules hold. Writes nothing."""

    def __init__(self, folder: Path, author: Author, role: str) -> None:
        self._folder = folder
        self._author = author
        self._said: dict[str, str] = {}
        self._way: list[str] = []
        self._loaded = self._load({})
        self._own_pack = self._pack_there()
        if role and role not in self._loaded.books:
            raise BadInput(f"--role: {no_such('role', role, self._loaded.books)}")
        if role and self._own_pack not in ("", role):
            raise BadInput(f"--role: {folder} is a folder of {self._own_pack} rules; name another folder")
        self._role = self._own_pack or role

    def run(self) -> dict[str, str]:
        """The texts of the files to write, by name. Raises KeyboardInterrupt when broken off."""
        from interview_coach.terminal.authoring import BACK

        while True:
            question = self._next()
            if question is None:
                texts = self._reviewed()
                if texts is not None:
                    return texts
                continue
            at = f"({len(self._way) + 1})"
            answer = self._author.ask(question, self._said.get(question.id, ""), at)
            if answer == BACK:
                if self._way:
                    self._way.pop()
                continue
            self._said[question.id] = answer
            self._way.append(question.id)

    def _answers(self) -> dict[str, str]:
        return {id_: self._said[id_] for id_ in self._way}

    def _next(self) -> Question | None:
        """The first question that applies and was not answered on the way here."""
        from interview_coach.rulebook.draft_questions import Question, questions

        if not self._role and "role" not in self._way:
            roles = tuple((name, book.info.switch_text) for name, book in self._loaded.books.items())
            return Question("role", "Whom are these rules for?", "", roles)
        closed = [path.name.split(".")[0] for path in self._folder.glob("*.yaml")]
        for question in questions(self._book(), self._answers(), closed):
            if question.id not in self._way:
                return question
        return None

    def _pack(self) -> str:
        return self._role or self._said["role"]

    def _book(self) -> Book:
        return self._loaded.books[self._pack()]

    def _pack_there(self) -> str:
        """The pack that the folder's own pack.yaml names, or ""."""
        from interview_coach.problems import Problems
        from interview_coach.rulebook.reader import read_pack_files
        from interview_coach.storage.rule_folders import read_layer

        if not (self._folder / "pack.yaml").is_file():
            return ""
        (files,) = read_layer(self._folder).values()
        read = read_pack_files(str(self._folder), files, Problems())
        return read.pack.shape.pack if read else ""

    def _load(self, drafted: dict[str, str]) -> Loaded:
        """The layers with the drafted files in the folder. Raises BadRules."""
        from interview_coach.storage.books import load_layers, read_layers
        from interview_coach.storage.rule_folders import read_layer

        name = str(self._folder)
        files: dict[str, str] = {}
        if (self._folder / "pack.yaml").is_file():
            files = read_layer(self._folder)[name]
        layers = [layer for layer in read_layers() if name not in layer]
        files = {**files, **drafted}
        return load_layers([*layers, {name: files}] if files else layers)

    def _reviewed(self) -> dict[str, str] | None:
        """The texts, once the rules hold and the author agrees to what they lead to; else None."""
        from interview_coach.engine.engine import Engine
        from interview_coach.rulebook.draft_questions import Question
        from interview_coach.rulebook.drafting import (
            draft_of,
            outcomes,
            question_behind,
            texts_of,
            topic_text,
        )
        from interview_coach.terminal.authoring import BACK

        draft = draft_of(self._answers(), self._pack(), self._book())
        texts = {} if self._own_pack else {"pack.yaml": f"pack: {draft.pack}\n"}
        first = {**texts, f"{draft.topic}.yaml": topic_text(draft)}
        try:
            engine = Engine(self._load(first).books[draft.pack])
        except BadRules as error:
            behind = question_behind(error.problems[0], first, self._way)
            say("The rules would be refused:")
            for problem in error.problems:
                say(f"  {problem.message}")
            self._way.remove(behind)
            return None
        texts |= texts_of(draft, engine, str(self._folder))
        self._check_cases(draft, texts)
        told = ". ".join(f"If {o.when}: {o.row.verdict.id} ({o.row.id})" for o in outcomes(draft, engine))
        review = Question(
            REVIEW,
            "Is this what should come of it?",
            f"{told}.",
            (
                ("yes", "Yes: write it"),
                ("severity", "No: change how bad it is"),
                ("raise", "No: change whether to ask first"),
            ),
        )
        answer = self._author.ask(review, "", "")
        if answer == BACK:
            self._way.pop()
        elif answer != "yes":
            self._way.remove(answer)
        return texts if answer == "yes" else None

    def _check_cases(self, draft: Draft, texts: dict[str, str]) -> None:
        """Raises BadRules if the written cases do not hold, which would be a fault of ours."""
        from interview_coach.cli.rules.loading import checked_cases
        from interview_coach.engine.engine import Engine
        from interview_coach.problems import Problem
        from interview_coach.rulebook.cases import run_case

        loaded = self._load(texts)
        engine = Engine(loaded.books[draft.pack])
        results = [run_case(engine, case) for case in checked_cases(engine, loaded)]
        failed = [Problem(r.place, "; ".join(r.misses)) for r in results if not r.holds]
        if failed:
            raise BadRules(failed)


def _write(folder: Path, texts: dict[str, str]) -> None:
    """Write all files, or none. Raises BadInput."""
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            file = folder / name
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                written.append(file)
                stream.write(text)
    except OSError as error:
        for file in written:
            with suppress(OSError):
                file.unlink()
        reason = "it is there already" if isinstance(error, FileExistsError) else error.strerror or str(error)
        raise BadInput(f"{error.filename} was not written ({reason}); nothing was") from error
    for file in written:
        say(f"written: {file}")


def _prove_it(folder: Path, texts: dict[str, str]) -> None:
    """Check and test what was written, from the files themselves. Raises BadRules."""
    from interview_coach.cli.rules.loading import checked_cases
    from interview_coach.engine.engine import Engine
    from interview_coach.rulebook.cases import run_case
    from interview_coach.storage.books import load_layers, read_layers

    loaded = load_layers(read_layers([folder]))
    ran = 0
    for book in loaded.books.values():
        engine = Engine(book)
        own = [c for c in checked_cases(engine, loaded) if Path(c.read.document.file).name in texts]
        results = [run_case(engine, case) for case in own if Path(case.read.document.file).parent == folder]
        ran += len(results)
        for result in results:
            if not result.holds:
                say(f"{result.place}: {result.name}: {'; '.join(result.misses)}")
    say(f"{folder}: all in order, {ran} cases hold.")
    say(f"Try it: coach rules try {folder}")
