"""The command line of saved mappings: list, save, show and forget."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.errors import UserError

app = typer.Typer(help="Saved mappings: what the columns of this office's files mean.", add_completion=False)

Name = Annotated[str, typer.Argument(metavar="NAME")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.callback(invoke_without_command=True)
def list_mappings(context: typer.Context, as_json: AsJson = False) -> None:
    """Saved mappings: what the columns of this office's files mean. Without a command, lists them."""
    from pipelines.mapping.saved_mappings import saved

    if context.invoked_subcommand is not None:
        return
    there = saved(context.obj.warehouse.folder)
    if as_json:
        _print([one.as_dict() for one in there])
    elif not there:
        typer.echo("No mapping is saved yet. Save one with: mappings save NAME FILE.")
    for one in there if not as_json else ():
        typer.echo(f"{one.name:<40} {one.file.source}")


@app.command("save")
def save_mapping(
    context: typer.Context,
    name: Name,
    of: Annotated[
        str,
        typer.Argument(
            metavar="FILE|IMPORT",
            help="A data file, a mapping file (.toml) or an import's number.",
            show_default=False,
        ),
    ],
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="What a data file is, if it is not recognized.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Keep a mapping under a name, so that files like it are read the same way by themselves."""
    warehouse = context.obj.warehouse
    path = Path(of)
    if of.isdecimal() and not path.exists():
        kept = _save_import(warehouse, name, int(of))
    elif path.suffix.lower() == ".toml":
        kept = _save_mapping_file(warehouse, name, path)
    else:
        kept = _save_data_file(warehouse, name, path, source)
    if as_json:
        _print(kept.as_dict())
    else:
        typer.echo(f"Saved as “{kept.name}”. Files of the same shape are read with it from now on.")


@app.command("show")
def show_mapping(context: typer.Context, name: Name) -> None:
    """Print a saved mapping as TOML, to share it or to use it with import --mapping."""
    from pipelines.mapping.saved_mappings import text_of

    typer.echo(text_of(context.obj.warehouse.folder, name), nl=False)


@app.command("delete")
def delete_mapping(context: typer.Context, name: Name) -> None:
    """Forget a saved mapping; imports made with it stay as they are."""
    from pipelines.mapping.saved_mappings import delete

    typer.echo(f"“{delete(context.obj.warehouse.folder, name).name}” is forgotten.")


def _save_import(warehouse: Any, name: str, import_id: int) -> Any:
    from pipelines.ingest.ledger import imports
    from pipelines.mapping.mapping_file import parse_mapping
    from pipelines.mapping.saved_mappings import save_file
    from pipelines.mapping.toml_text import written

    entry = next((row for row in imports(warehouse) if row["import_id"] == import_id), None)
    if entry is None:
        raise UserError(f"There is no import {import_id}.")
    document = json.loads(entry["mapping_json"])
    document.pop("read_date_order", None)
    return save_file(
        warehouse.folder, name, parse_mapping(written(document), f"import {import_id}"), document
    )


def _save_mapping_file(warehouse: Any, name: str, path: Path) -> Any:
    from pipelines.mapping.mapping_file import read_mapping_file
    from pipelines.mapping.saved_mappings import save_file

    said = read_mapping_file(path)
    text = path.read_text(encoding="utf-8-sig")
    return save_file(warehouse.folder, name, said, tomllib.loads(text), text)


def _save_data_file(warehouse: Any, name: str, path: Path, source: str | None) -> Any:
    from pipelines.ingest.recall import recall
    from pipelines.ingest.request import proposed
    from pipelines.mapping.saved_mappings import save
    from pipelines.readers import COMMAND_LIMITS, read
    from pipelines.store.leftovers import workplace

    with workplace() as (work, _):
        reading = read(path, work, COMMAND_LIMITS)
        mapping, shape = proposed(reading, source, recall(warehouse, uses_saved=False))
    return save(warehouse.folder, name, mapping, shape)


def _print(document: Any) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
