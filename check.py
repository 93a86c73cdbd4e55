"""Everything that CI checks, in one command: `python check.py`. Stops at the first thing that fails.

`--without-tests` leaves pytest out, for CI, which has run the test command of the README before.
"""

from __future__ import annotations

import os
import subprocess
import sys
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


def main() -> int:
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}"}
    checks = CHECKS[:-1] if "--without-tests" in sys.argv else CHECKS
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
