"""Rows a second in each way to decide many answer sets, and whether a stream takes more memory when it is longer.

`python -m benchmarks.scale`; with `interview-coach[spark]` and Java there also in PySpark.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.deciding import answer_sets
from interview_coach import Engine, decide_many, load_book
from interview_coach.book.pack import Book
from interview_coach.rulebook.answer_files import answers_to_data

ROWS = 5_000
WHOLE = 40
"""Rows that are told in full: each takes as long as a hundred brief ones."""


def main() -> None:
    book = load_book("candidate")
    engine = Engine(book)
    sets = answer_sets(engine, ROWS)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"{os.cpu_count()} cores, {load:.1f} processes waiting for them before it began")
    start, worked = time.perf_counter(), time.process_time()
    assert sum(1 for _ in decide_many(engine, sets)) == ROWS
    _tell("decide_many", ROWS, time.perf_counter() - start, time.process_time() - worked)
    lines = [json.dumps(answers_to_data(answers, book)) for answers in sets]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        brief = _streams(folder, [lines], "--brief")
        _tell("coach assess --brief", ROWS, *brief[:2])
        _tell(
            "the same, two at once on two halves",
            ROWS,
            *_streams(folder, [lines[::2], lines[1::2]], "--brief")[:2],
        )
        _tell("coach assess, in full", WHOLE, *_streams(folder, [lines[:WHOLE]])[:2])
        tenth = _streams(folder, [lines[: ROWS // 10]], "--brief")[2]
        print(f"memory at most: {tenth:.1f} MB for {ROWS // 10:,} rows, {brief[2]:.1f} MB for {ROWS:,}")
    try:
        _in_spark(book, lines)
    except ImportError:
        print("PySpark is not here: pip install '.[spark]'")


def _tell(what: str, rows: int, waited: float, worked: float) -> None:
    told = f"{what:36} {rows / waited:8,.0f} rows a second"
    print(f"{told}, {rows / worked:8,.0f} in a second of one core's work" if worked else told)


def _streams(folder: Path, parts: list[list[str]], *options: str) -> tuple[float, float, float]:
    """Seconds waited, seconds worked, and MB of memory at most, of one command for each part, all at once."""
    running = []
    start = time.perf_counter()
    for number, lines in enumerate(parts):
        file = folder / f"{number}.jsonl"
        file.write_text("\n".join(lines), "utf-8")
        command = [
            sys.executable,
            "-m",
            "interview_coach",
            "assess",
            "--answers",
            str(file),
            "--json",
            *options,
        ]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))  # fmt: skip
    used = []
    for process in running:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        used.append(usage)
    waited = time.perf_counter() - start
    worked = sum(each.ru_utime + each.ru_stime for each in used)
    return waited, worked, max(each.ru_maxrss for each in used) / 1024


def _in_spark(book: Book, lines: list[str]) -> None:
    from pyspark.sql import SparkSession

    from interview_coach.spark import decide_column

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", value=False).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    frame = session.createDataFrame([(line,) for line in lines], "answers string").repartition(2).cache()
    decide_column(frame.limit(10), book).count()
    frame.count()
    start = time.perf_counter()
    assert decide_column(frame, book).filter("verdict is not null").count() == ROWS
    _tell("PySpark on two cores, once it runs", ROWS, time.perf_counter() - start, 0)
    session.stop()


if __name__ == "__main__":
    main()
