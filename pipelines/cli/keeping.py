"""Commands about files and folders: clean copies, templates, backups, and whether a warehouse is sound."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.application import AsJson, Files, print_json
from pipelines.cli.importing import built_after
from pipelines.errors import UserError


def tidy(
    files: Files,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE_OR_FOLDER", help="Where to write the clean CSV.")
    ],
    as_json: AsJson = False,
) -> None:
    """What the reader understood, as a clean UTF-8 CSV with one header row. Writes over no file."""
    from pipelines.readers import COMMAND_LIMITS, describe, left_sheets, read, write_tidy
    from pipelines.store.leftovers import workplace

    into_folder = out.is_dir() or len(files) > 1 or out.suffix == ""
    if into_folder:
        out.mkdir(parents=True, exist_ok=True)
    told, refused = [], []
    for path in files:
        with workplace() as (work, _):
            target = out / f"{path.stem}.csv" if into_folder else out
            try:
                reading = read(path, work, COMMAND_LIMITS, allow_empty=True)
                table = reading.tables[0]
                write_tidy(reading, table, target)
            except UserError as problem:
                refused.append(problem)
                told.append({"file": path.name, "status": "refused", "problem": problem.message})
                continue
            left = left_sheets(reading, table)
            told.append(
                {"file": path.name, "status": "read", "out": str(target), "left": left, **describe(reading)}
            )
    if as_json:
        print_json(told)
    else:
        for entry in told:
            typer.echo(f"{entry['file']}: {entry.get('problem') or entry['out']}")
            if entry.get("left"):
                typer.echo(f"  {entry['left']}")
    if refused:
        raise typer.Exit(1)


def templates(out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER")]) -> None:
    """Empty files to fill in, and the kit: an interview form and a tracker sheet."""
    from pipelines.templates.files import write_templates

    written = write_templates(out)
    typer.echo(f"{len(written)} files are in {out}.")


def backup(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FOLDER", help="A new folder, best on another disk.")
    ],
    as_json: AsJson = False,
) -> None:
    """Copy the record and the office's own files, also while the dashboard is in use."""
    from pipelines.store.backups import back_up

    made = back_up(context.obj.warehouse, out)
    if as_json:
        print_json({"out": str(out), **asdict(made)})
    else:
        typer.echo(f"{made.imports:,} imports and {len(made.files):,} files are backed up in {out}.")


def restore(
    context: typer.Context,
    backup: Annotated[Path, typer.Argument(metavar="FOLDER", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Bring the record back from a backup; what it replaces is put aside in backups/."""
    from pipelines.store.backups import restore as put_back

    warehouse = context.obj.warehouse
    done = put_back(warehouse, backup)
    built = built_after(f"Restored: {', '.join(done.restored)}. But", warehouse)
    if as_json:
        print_json({**asdict(done), "build": built.build})
        return
    typer.echo(f"Restored: {', '.join(done.restored)}. The figures are up to date (build {built.build}).")
    if done.left_as_they_were:
        typer.echo(f"Left as they were: {', '.join(done.left_as_they_were)}.")
    if done.replaced:
        typer.echo(f"What was there before is in {done.replaced}.")


def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Is this warehouse sound?"""
    from pipelines.build.soundness import examine

    findings = examine(context.obj.warehouse)
    if as_json:
        print_json([finding.as_dict() for finding in findings])
    else:
        for finding in findings:
            typer.echo(f"{'ok' if finding.is_sound else 'NOT OK':<7} {finding.what}: {finding.said}")
    if not all(finding.is_sound for finding in findings):
        raise typer.Exit(1)
