"""What every trial with changed code ends with: how many changes, how many nothing noticed."""

from __future__ import annotations

import re
from pathlib import Path

from tests.benchmarks.publishing import BENCHMARKS, publish


def summary(tried: int, known: int, unnoticed: int) -> str:
    """In one line. `known` changes were not tried, for they change nothing that can be seen."""
    noticed = tried - unnoticed
    share = f" ({noticed / tried:.1%})" if tried else ""
    return f"{tried} changes tried: {noticed} noticed{share}, {unnoticed} not; {known} more change nothing"


HEADING = "## Slips in Python"


def publish_room(
    room: str, asked: str, seed: int, tried: int, known: int, unnoticed: int, page: Path = BENCHMARKS
) -> None:
    """Write a room's row into its table in docs/benchmarks.md; the rows of other rooms stay. asked: whose tests."""
    section = page.read_text(encoding="utf-8").partition(f"{HEADING}\n")[2].partition("\n## ")[0]
    rows = {
        row.partition("`")[2].partition("`")[0]: row for row in re.findall(r"^\| `.*$", section, re.MULTILINE)
    }
    noticed = tried - unnoticed
    rows[room] = f"| `{room}` | {asked} | {seed} | {tried} | {noticed} | {noticed / tried:.1%} | {known} |"
    heading = [
        HEADING,
        "",
        "Small changes of the code, drawn by lot from all that can be made in a room, and how many its tests noticed:"
        " `python -m tests.mutants ROOM --sample N --seed S --publish`. Asked are the room's own tests; where the table"
        " says so, those of rooms that use it too.",
        "",
        "| room | tests asked | seed | tried | noticed | share | known to change nothing |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    publish([*heading, *(rows[name] for name in sorted(rows))], page)
