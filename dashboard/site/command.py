"""`career-conversations publish`: the public outcomes site, as a folder of static pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.application import AsJson, State, print_json


def publish(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Public pages about what became of graduates: whole office, each class, college and major. No scripts.

    Publishable figures only. What an earlier publish wrote into the folder is replaced, nothing else is touched.
    """
    from datetime import date

    from dashboard.asking.question import Ask
    from dashboard.asking.served import WAREHOUSE_VARIABLE, settings
    from dashboard.exports.brand import read_brand
    from dashboard.site.contents import pages
    from dashboard.site.folder import publish_to
    from dashboard.site.rendering import files_of
    from pipelines.figures import wording

    state: State = context.obj
    os.environ[WAREHOUSE_VARIABLE] = str(state.folder.absolute())  # what pages ask is asked of this office
    made = pages(Ask(state.warehouse.published(), view="publishable"))
    brand = read_brand(state.folder)
    lock = state.folder / "publish.lock"
    publish_to(folder.absolute(), files_of(made, settings(), brand, date.today()), lock)
    warnings = [*dict.fromkeys(said for page in made for said in page.report.warnings), *brand.problems]
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "pages": [{"file": page.path, "of": page.name, "is_empty": page.is_empty} for page in made],
                "warnings": warnings,
            }
        )
        return
    typer.echo(f"{folder} holds {wording.plural(len(made), 'page')}: open {folder / 'index.html'}.")
    for page in made:
        if page.is_empty:
            typer.echo(f"  {page.name}: nothing can be shown; its page says so.")
    for line in warnings:
        typer.echo(f"  Note: {line}", err=True)
