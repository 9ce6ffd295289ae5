"""What the scripts in tests/programs/scripts print; ``--write`` under torch puts it into a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FILE = Path(__file__).with_name("script_prints.json")
SCRIPTS = sorted((Path(__file__).parent / "programs" / "scripts").glob("*.py"))


def printed(*command: str) -> list[str]:
    """The lines that a script prints; its errors are shown, and fail."""
    done = subprocess.run(
        [sys.executable, *command], stdout=subprocess.PIPE, text=True, timeout=120, check=True
    )
    return done.stdout.splitlines()


if __name__ == "__main__":
    assert sys.argv[1:] == ["--write"], __doc__
    found = {script.stem: printed(str(script)) for script in SCRIPTS}
    FILE.write_text(json.dumps(found, indent=1) + "\n")
