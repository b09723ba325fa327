"""`career-conversations verify` and `kept`: whether a file says what left, and what left."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.application import AsJson, State, print_json
from pipelines.errors import QuestionError, disk_said

if TYPE_CHECKING:
    from dashboard.reports.kept import Kept
    from dashboard.reports.verify import Figure, Verified

_LONGEST = 160  # letters of what stood or stands somewhere


def verify(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A pptx, docx, xlsx, csv, pdf, html, svg, png or zip.", show_default=False
        ),
    ],
    name: Annotated[str | None, typer.Option("--name", hidden=True)] = None,
    as_json: AsJson = False,
) -> None:
    """Whether a file still says what left this office, also after somebody edited it.

    Each figure in it is equal, altered (with what stood there and what stands there), superseded (as it left, but
    today's data say otherwise) or unknown. The exit code is 0 where all are equal, else 3 altered, 4 superseded,
    5 unknown; 1 where the file cannot be read.
    """
    from dashboard.asking.served import WAREHOUSE_VARIABLE
    from dashboard.reports.kept import KeptReports
    from dashboard.reports.verify import EXIT_CODES, verified
    from dashboard.reports.verifying.limits import MOST_BYTES

    state: State = context.obj
    os.environ[WAREHOUSE_VARIABLE] = str(state.folder.absolute())
    if not file.is_file():
        raise QuestionError(f"There is no file called {file.name!r} here. Say where it is.")
    with disk_said(), file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    published = state.warehouse.published() if state.warehouse.current_build() else None
    found = verified(KeptReports(state.folder), content, name or file.name, published)
    if as_json:
        from pipelines.typed_json import as_plain

        print_json(as_plain(found))
    else:
        _say(found)
    raise typer.Exit(EXIT_CODES[found.verdict])


def _say(found: Verified) -> None:
    from dashboard.reports.verify import MEANS

    typer.echo(f"{found.name}: {found.verdict}. {MEANS[found.verdict] if found.figures else ''}".rstrip())
    for figure in found.figures:
        left = f", left {figure.left}" if figure.left else ""
        typer.echo(f"  {figure.verdict:<10} {figure.code}  {figure.title}{left}".rstrip())
        for line in lines_of(figure):
            typer.echo(f"    {line}")
    for note in found.notes:
        typer.echo(f"  Note: {note}")


def lines_of(figure: Figure) -> list[str]:
    """What is to be said of a figure that is not as it left, or no longer so."""
    lines = []
    for one in figure.changes:
        where = f"{one.where}: " if one.where else ""
        if one.was and one.now:
            lines.append(f"{where}in {one.what} stood “{_short(one.was)}”, now “{_short(one.now)}”")
        elif one.now:
            lines.append(f"{where}in {one.what} is new: “{_short(one.now)}”")
        elif one.was:
            lines.append(f"{where}in {one.what} is gone: “{_short(one.was)}”")
        else:
            lines.append(f"{where}{one.what}")
    if figure.verdict == "superseded":
        lines.append(f"read “{_short(' / '.join(figure.was))}”")
        today = f"“{_short(' / '.join(figure.now))}”" if figure.now else "not shown"
        lines.append(f"today {today}")
    return lines


def _short(text: str) -> str:
    one = " / ".join(text.splitlines())
    return one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…"


def kept(
    context: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Of a report or a figure in it.", show_default=False)
    ] = None,
    delete: Annotated[
        bool,
        typer.Option("--delete", help="Remove it: what left can then no longer be verified or made again."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What left the office, the newest first; of one, what changed since.

    `report --kept CODE -o FILE` makes one again with the figures it left with.
    """
    from dashboard.asking.served import WAREHOUSE_VARIABLE
    from dashboard.reports.kept import KeptReports
    from dashboard.reports.since import since_then

    state: State = context.obj
    os.environ[WAREHOUSE_VARIABLE] = str(state.folder.absolute())
    store = KeptReports(state.folder)
    if code is None:
        if delete:
            raise QuestionError("Say which to delete: kept CODE --delete.")
        _list([_entry(one) for one in store.all()], as_json)
        return
    one = store.one(code)
    if delete:
        store.delete(one)
        typer.echo(f"{one.title} ({one.code}) is no longer kept.")
        return
    since = since_then(one, state.warehouse.published())
    if as_json:
        from pipelines.typed_json import as_plain

        print_json({**_entry(one), "figures": one.names, "since": as_plain(since)})
        return
    _list([_entry(one)], False)
    for old in since.superseded:
        typer.echo(
            f"  {old.code}  {old.title}: read “{_short(' / '.join(old.was))}”, today “{_short(' / '.join(old.now))}”"
        )
    typer.echo(
        f"  {since.why_not or ('' if since.superseded else 'Today every figure reads the same.')}".rstrip()
    )


def _entry(one: Kept) -> dict[str, Any]:
    return {
        "code": one.code,
        "what": one.what,
        "title": one.title,
        "view": one.view,
        "period": one.period,
        "filters": one.filters,
        "build": one.build,
        "as_of": one.as_of,
        "files": [{"format": file.ending, "made_at": file.made_at} for file in one.files],
    }


def _list(entries: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(entries)
        return
    if not entries:
        typer.echo("Nothing has left yet.")
    for one in entries:
        formats = ", ".join(dict.fromkeys(file["format"] for file in one["files"]))
        day = min(file["made_at"] for file in one["files"])[:10]
        typer.echo(
            f"{one['code']}  {day}  {one['title']} ({one['what']}, {one['view']}; {one['period']}; {formats})"
        )


def again(state: State, code: str, out: Path | None) -> None:
    """What left, in a file of another format or the same, with the figures it left with."""
    from dashboard.exports.brand import read_brand
    from dashboard.reports import formats
    from dashboard.reports.kept import KeptReports, made_on
    from dashboard.reports.leaving import left_again

    if out is None:
        raise QuestionError("Say where it goes: -o term-report.pptx.")
    store = KeptReports(state.folder)
    one = store.one(code)
    ending = out.suffix.lower().lstrip(".")
    formats.write(left_again(store, one, ending, read_brand(state.folder)), out)
    typer.echo(f"{out}: {one.title} as it left on {made_on(one)} ({one.view}).")
