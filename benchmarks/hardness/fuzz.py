"""Coverage-guided fuzzing of all that is read: rule files, answers files, drafts and journals.

`python -m benchmarks.hardness.fuzz [--minutes 10] [--target rules]`. A crash is an exception that is no
CoachError, more than 2 seconds of work, 200 MB more of memory for one input, or a journal that was
refused and is not as it was. Each kind of crash is told once, with an input that leads to it.

It needs atheris, which is no dependency of the project: it has wheels for Linux on x86_64 alone.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from interview_coach.problems import WorthTelling

SECONDS_AT_MOST, MEGABYTES_AT_MOST = 2.0, 200
"""For one input of at most 100 kB, with the coverage being counted, which is several times slower than life."""

IN_ALL = 3 * 1024
"""Megabytes that a target may use in all."""

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
"""Where files cost least."""

SHARES = {"rules": 0.4, "answers": 0.2, "drafts": 0.2, "journals": 0.2}
"""What part of the time each target gets."""

HOW_TO = (
    "atheris is not here. It goes into an environment of its own:\n"
    "  python3 -m venv /tmp/fuzz && /tmp/fuzz/bin/python -m pip install --quiet -e . atheris\n"
    "  /tmp/fuzz/bin/python -m benchmarks.hardness.fuzz"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="in all, shared by the targets")
    parser.add_argument("--target", choices=SHARES, help="only this one")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if find_spec("atheris") is None:
        print(HOW_TO)
        return 2
    if wanted.inside:
        _fuzz(wanted.target, wanted.inside, round(wanted.minutes * 60))
    shares = {wanted.target: 1.0} if wanted.target else SHARES
    faults = sum(_run(name, wanted.minutes * share) for name, share in shares.items())
    return 1 if faults else 0


# -- outside ----------------------------------------------------------------------------------------------


def _run(name: str, minutes: float) -> int:
    """Fuzz one target in a process of its own, tell what came of it, and return how many kinds of crash."""
    folder = Path(tempfile.mkdtemp(prefix=f"coach-fuzz-{name}-", dir=MEMORY if MEMORY.is_dir() else None))
    command = [sys.executable, "-m", "benchmarks.hardness.fuzz", "--target", name, "--minutes", str(minutes)]
    environment = {**os.environ, "COACH_HOME": str(folder / "home"), "COACH_RULES": ""}
    warm = "from interview_coach.storage.books import load_book; load_book()"
    subprocess.run([sys.executable, "-c", warm], env=environment, check=True)
    log = folder / "log"
    with log.open("wb") as file:
        done = subprocess.run(
            [*command, "--inside", str(folder)], stderr=file, stdout=file, env=environment, check=False
        )
    text = log.read_text("utf-8", "replace")
    runs = re.search(r"Done (\d+) runs in (\d+) second", text)
    coverage = [int(number) for number in re.findall(r"cov: (\d+)", text)]
    peak = re.search(r"peak_rss_mb: *(\d+)", text)
    found = sorted(each for each in folder.glob("crash-*") if each.suffix != ".why")
    print(
        f"{name:9} {int(runs[1]) if runs else 0:9,} executions in {runs[2] if runs else '?':>4} s,"
        f" coverage {coverage[0] if coverage else 0:,} at first, {coverage[-1] if coverage else 0:,} at last,"
        f" memory at most {peak[1] if peak else '?'} MB, crashes: {len(found)}",
        flush=True,
    )
    for crash in found:
        why = crash.with_suffix(".why")
        print(f"  {crash}: {why.read_text('utf-8').splitlines()[-1] if why.exists() else 'see the log'}")
    if done.returncode or not runs:
        print(f"  it ended with {done.returncode}; see {log}")
    return len(found) + bool(done.returncode or not runs)


# -- inside -----------------------------------------------------------------------------------------------


def _fuzz(name: str, folder: Path, seconds: int) -> None:
    """Fuzz until the time is over. It does not return."""
    import atheris

    with atheris.instrument_imports(include=["interview_coach"]):
        from benchmarks.hardness.fuzz_mutators import mutate
        from benchmarks.hardness.fuzz_targets import TARGETS, run, warm_up

    for each in ("state", "data"):
        (folder / "home" / each).mkdir(parents=True, exist_ok=True, mode=0o700)
    warnings.simplefilter("error")
    warnings.simplefilter("ignore", WorthTelling)
    warm_up()
    target = TARGETS[name]
    change = target.change()
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(target.seeds()):
        if len(seed) <= target.bytes_at_most:
            (corpus / f"seed-{number:03}").write_bytes(seed)
    told: Counter[str] = Counter()

    def one(data: bytes) -> None:
        peak, start = _peak(), time.process_time()
        why = ""
        try:
            run(name, data)
        except Exception as error:
            why = traceback.format_exc()
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__}-{Path(where.filename).stem}-{where.lineno}"
        else:
            kind = ""
        if (took := time.process_time() - start) > SECONDS_AT_MOST:
            kind, why = "slow", f"{took:.1f} seconds for {len(data):,} bytes"
        if (grown := _peak() - peak) > MEGABYTES_AT_MOST:
            kind, why = "big", f"{grown} MB for {len(data):,} bytes"
        if kind:
            told[kind] += 1
            if told[kind] == 1:
                (folder / f"crash-{kind}").write_bytes(data)
                (folder / f"crash-{kind}.why").write_text(why, "utf-8")

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        return mutate(data, most, seed, change, atheris.Mutate)

    resource.setrlimit(resource.RLIMIT_AS, (IN_ALL * 1024 * 1024,) * 2)
    settings = [f"-max_total_time={seconds}", f"-max_len={target.bytes_at_most}", f"-rss_limit_mb={IN_ALL}"]
    settings += ["-timeout=30", "-print_final_stats=1", f"-artifact_prefix={folder}/crash-libfuzzer-"]
    atheris.Setup([sys.argv[0], *settings, str(corpus)], one, custom_mutator=mutated)
    atheris.Fuzz()


def _peak() -> int:
    """Megabytes of memory that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())
