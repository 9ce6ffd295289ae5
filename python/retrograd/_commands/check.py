"""``python -m retrograd check``: what a program written for torch would miss here."""

from __future__ import annotations

import argparse
import json
import sys

from retrograd.check import check


def main(arguments: list[str]) -> int:
    """Run the command; 1 is returned where something is missing, and 2 for what cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m retrograd check",
        description="Say which of torch's names, methods and keywords a program would miss here."
        " Nothing is run.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, notebook or folder")
    parser.add_argument("--json", action="store_true", help="print all that was found as JSON")
    parser.add_argument("--tests", action="store_true", help="read the folders' tests, too")
    options = parser.parse_args(arguments)
    try:
        report = check(options.paths, options.tests)
    except OSError as error:
        print(f"check: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(report.as_json(), indent=1))
    else:
        for finding in report.findings:
            print(finding)
        print(report.sentence)
    for line in report.unread:
        print(f"check: not read: {line}", file=sys.stderr)
    return 2 if report.unread else int(bool(report.missing))
