"""PySpark, on a session of its own, decides as `decide_many` does."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from interview_coach import BadInput, Engine, Profile, Stance, decide_many, read_answers
from interview_coach.rulebook.loader import Loaded

sql = pytest.importorskip("pyspark.sql", reason="there is no PySpark here: pip install '.[spark]'")

if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("there is no Java here, which PySpark needs", allow_module_level=True)

from interview_coach.spark import DECIDED, decide_column  # noqa: E402 - it needs PySpark

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2"}
    started = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield started
    started.stop()


@pytest.mark.parametrize("stance", [Stance.BALANCED, Stance.FIRM])
def test_spark_decides_as_the_library_does(session: Any, packs: Loaded, stance: Stance) -> None:
    engine, profile = Engine(packs.books["candidate"]), Profile(stance)
    texts = [json.dumps(case.shape.answers) for case in packs.cases["candidate"]]
    sets = [read_answers(text, "answers", engine.book)[0] for text in texts]
    frame = session.createDataFrame(list(enumerate(texts)), "id long, answers string").repartition(3)
    rows = sorted(decide_column(frame, engine.book, profile=profile).collect(), key=lambda row: row["id"])
    assert [(row["id"], row["answers"]) for row in rows] == list(enumerate(texts))
    decided = list(decide_many(engine, sets, profile))
    assert [(row["verdict"], row["action"]) for row in rows] == [
        (r.verdict.id, r.action.value) for r in decided
    ]
    assert [row["settled"] for row in rows] == [engine.outlook(answers, profile).settled for answers in sets]
    assert {row["problems"] for row in rows} == {None}
    assert len({row["verdict"] for row in rows}) == 3


def test_a_cell_that_does_not_fit_says_what_to_write_and_the_others_are_decided(
    session: Any, packs: Loaded
) -> None:
    texts = [
        '{"danger": ["physical-threat"]}',
        '{"dangr": "none"}',
        "",
        None,
        '{"profile": {"stance": "firm"}}',
    ]
    frame = session.createDataFrame([(text,) for text in texts], "said string").coalesce(1)
    rows = decide_column(frame, packs.books["candidate"], "said").collect()
    assert [row["verdict"] for row in rows] == ["walk-out", None, None, None, "stay"]
    assert rows[0]["flags"] == ["physical-threat"]
    empty = ["this cell is empty; write {} if nothing was answered"]
    told = ["said:1:2: no question is called 'dangr'; did you mean 'danger'?"]
    assert [row["problems"] for row in rows] == [None, told, empty, empty, None]


def test_columns_that_are_missing_or_there_already_are_told(session: Any, packs: Loaded) -> None:
    frame = session.createDataFrame([("{}", "")], "answers string, verdict string")
    with pytest.raises(BadInput, match="the frame has no column 'said'; it has answers, verdict"):
        decide_column(frame, packs.books["candidate"], "said")
    with pytest.raises(BadInput, match="the frame has a column 'verdict' already; rename it first"):
        decide_column(frame, packs.books["candidate"])
    assert [field.name for field in DECIDED] == ["verdict", "action", "settled", "flags", "problems"]
