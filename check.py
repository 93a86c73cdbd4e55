"""Everything that CI checks, in one command: `python check.py`. Stops at the first thing that fails.

`--without-tests` leaves pytest out, for CI, which has run the test command of the README before.
`--under-load` runs the tests alone, while every core is kept busy by something else: none may go by the clock.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = Path(sys.executable).parent

CHECKS = (
    ("formatting", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy"]),
    ("import layers", ["lint-imports"]),
    ("rules", ["coach", "rules", "check"]),
    ("cases", ["coach", "rules", "test"]),
    ("what no case exercises", ["coach", "rules", "coverage"]),
    ("tests", ["pytest"]),
)


@contextmanager
def every_core_busy() -> Iterator[None]:
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def main() -> int:
    if "--under-load" in sys.argv:
        with every_core_busy():
            return run(CHECKS[-1:])
    return run(CHECKS[:-1] if "--without-tests" in sys.argv else CHECKS)


def run(checks: Iterable[tuple[str, list[str]]]) -> int:
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}"}
    for name, command in checks:
        print(f"== {name}: {' '.join(command)}", flush=True)
        status = subprocess.run(
            [str(SCRIPTS / command[0]), *command[1:]], cwd=HERE, env=environment, check=False
        )
        if status.returncode:
            print(f"== {name} failed", flush=True)
            return status.returncode
    print("== all in order")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
