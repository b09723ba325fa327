"""How one of our own data files is read: text, TOML or a table of codes, each named from the root of its package.

Files are read once a process where they are parsed; what is handed out is shared, so nobody changes it. Files that
people write (settings, mappings, messages) are not ours: who reads those says what is wrong with them.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


def text(path: str, package: str = "pipelines") -> str:
    """The text of a file such as "sql/lists/chains.sql"."""
    return resources.files(package).joinpath(path).read_text(encoding="utf-8")


def names(folder: str, ending: str) -> list[str]:
    """The files of a folder that end so, in order of their names, each as `text` takes it."""
    return sorted(
        f"{folder}/{item.name}"
        for item in resources.files("pipelines").joinpath(folder).iterdir()
        if item.name.endswith(ending)
    )


@cache
def toml(path: str, package: str = "pipelines") -> Mapping[str, Any]:
    """A TOML file such as "sources/_files.toml"."""
    return tomllib.loads(text(path, package))


@cache
def table(path: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file with a header, such as "codes/cip_families.csv"."""
    return tuple(csv.DictReader(text(path).splitlines()))
