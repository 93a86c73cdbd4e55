"""Everything that CI checks, in one command: `python check.py`. Stops at the first thing that fails."""

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
    ("proofs", ["coach", "rules", "prove"]),
    ("what no case exercises", ["coach", "rules", "coverage"]),
    ("tests", ["pytest", "-n", "auto"]),
)


def main() -> int:
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}"}
    for name, command in CHECKS:
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
