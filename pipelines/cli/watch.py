"""The command that sees to files that arrive by themselves: a nightly roster from a student system is its first use."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.application import AsJson, print_json
from pipelines.cli.report_words import in_words

if TYPE_CHECKING:  # imported where it is needed, so that --help stays quick
    from pipelines.arrivals.watching import Pass

_SETTLES = 5  # seconds between two looks before a file counts as whole


def watch(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", show_default=False)],
    once: Annotated[
        bool,
        typer.Option("--once", help="See to what is there and stop, as cron and other schedulers want it."),
    ] = False,
    every: Annotated[
        int, typer.Option("--every", min=1, max=86_400, metavar="SECONDS", help="How often to look.")
    ] = 30,
    replace: Annotated[
        list[str] | None,
        typer.Option(
            "--replace", metavar="SOURCE", help="Its files are each the whole list: absent rows are retired."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take in the files that arrive in a folder, by saved mapping.

    What came in moves to FOLDER/done, what needs an answer to FOLDER/quarantine, each with a receipt; Uploads shows
    what waits. With --once, exit code 1 if anything waits.
    """
    from pipelines.arrivals.drop_folder import DropFolder, settled
    from pipelines.arrivals.watching import AlreadyWatched, take_in_arrivals
    from pipelines.sources.catalog import source

    whole = [source(name).id for name in replace or ()]
    drop = DropFolder(folder.absolute())
    drop.check()
    if not once:
        typer.echo(f"Watching {drop.path}. Stop with Ctrl+C.", err=True)
    for name in drop.links():
        typer.echo(f"{name} is a link and is left alone; put the file itself there.", err=True)
    waits = False
    before = drop.look()
    with _until_stopped() as stop:
        while not stop.wait(min(_SETTLES, every) if once else every):
            now = drop.look()
            try:
                done = take_in_arrivals(
                    context.obj.warehouse,
                    drop,
                    settled(before, now),
                    in_words,
                    whole=whole,
                    is_stopped=stop.is_set,
                )
            except AlreadyWatched as busy:  # a pass of cron's: what it leaves is there the next time
                if once:
                    raise
                typer.echo(busy.message, err=True)
            else:
                _tell(done, as_json)
                waits = waits or bool(done.of("waits") or done.left or done.figures)
            if once:
                break
            before = now
    if not once:
        typer.echo("Stopped.", err=True)
    elif waits:
        raise typer.Exit(1)


@contextlib.contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """Set by Ctrl+C or a request to end: a pass is not cut off, it ends with the file it is at."""
    stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(done: Pass, as_json: bool) -> None:
    """What became of each file: a line for people, or one JSON document a pass."""
    from pipelines.typed_json import as_plain

    if as_json:
        document: dict[str, Any] = as_plain(done)
        print_json(document)
        return
    for receipt in done.receipts:
        typer.echo(receipt.in_words)
    for name, why in done.left:
        typer.echo(f"{name} stays where it is: {why}. It is tried again the next time.")
    if done.figures:
        typer.echo(done.figures, err=True)
