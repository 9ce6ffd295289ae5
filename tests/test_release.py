"""What a release says in several places is the same in each: its version, and its Pythons."""

from __future__ import annotations

import re
from pathlib import Path

import retrograd as rg

ROOT = Path(__file__).resolve().parent.parent
PROJECT = (ROOT / "pyproject.toml").read_text()
CHANGELOG = (ROOT / ".github/CHANGELOG.md").read_text()
PYTHONS = [(3, minor) for minor in range(10, 15)]


def listed(pattern: str, text: str) -> list[tuple[int, int]]:
    return [(3, int(minor)) for minor in re.findall(pattern, text)]


def test_the_newest_version_of_the_changelog_is_this_one():
    (version,) = re.findall(r'^version = "(.*)"$', PROJECT, re.MULTILINE)
    released = re.findall(r"^## \[(.+)\] - \d{4}-\d\d-\d\d$", CHANGELOG, re.MULTILINE)
    assert rg.__version__ == version == released[0]
    titles = CHANGELOG.replace("\n## [Unreleased]\n", "\n").count("\n## ")
    assert len(released) == len(set(released)) == titles


def test_packages_are_built_for_the_pythons_that_are_named():
    assert listed(r":: 3\.(\d+)\"", PROJECT) == PYTHONS
    (build,) = re.findall(r'^build = "(.*)"$', PROJECT, re.MULTILINE)
    assert listed(r"cp3(\d+)-\*", build) == PYTHONS
    assert f'requires-python = ">={".".join(map(str, PYTHONS[0]))}"' in PROJECT
