"""How long work tells of itself on the command line."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator

Progress = Callable[[str, float], None]
FILES_SHARE = 0.8  # of the whole work, where several files are taken in and the figures built once


@contextlib.contextmanager
def progress_shown(as_json_lines: bool) -> Iterator[Progress]:
    """How long work tells of itself: JSON lines for the dashboard, a bar on a terminal, else silence."""
    if as_json_lines:

        def tell(stage: str, done: float) -> None:
            print(json.dumps({"stage": stage, "done": round(done, 4)}), file=sys.stderr, flush=True)

        yield tell
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("starting", total=1.0)

            def show(stage: str, done: float) -> None:
                bar.update(task, description=stage, completed=done)

            yield show
    else:
        yield lambda _stage, _done: None


def part_of(progress: Progress, place: int, of: int) -> Progress:
    """The progress of one file among several: its stage by number, its share of the whole."""
    if of == 1:
        return progress
    return lambda stage, done: progress(
        f"file {place + 1} of {of}: {stage}", FILES_SHARE * (place + done) / of
    )


def building(progress: Progress) -> Progress:
    """The progress of the build after several files."""
    return lambda stage, done: progress(stage, FILES_SHARE + (1 - FILES_SHARE) * done)
