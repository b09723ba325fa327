"""`identity`: what waits for a decision, and deciding it. Every decision renews the figures."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.cli.application import AsJson, print_json
from pipelines.cli.progress import progress_shown
from pipelines.errors import UserError
from pipelines.formula_guard import guard

identity = typer.Typer(
    help="Who is who: students, contacts and employers written in several ways.", rich_markup_mode=None
)
Key = Annotated[str, typer.Argument(metavar="KEY", show_default=False)]


@identity.callback(invoke_without_command=True)
def listed(context: typer.Context, as_json: AsJson = False) -> None:
    """Who is who: suggestions that wait for a decision, each with its two keys and the reasons."""
    if context.invoked_subcommand is not None:
        return
    from pipelines.identity.gathering import suggestions

    waiting = suggestions(context.obj.warehouse.published())
    if as_json:
        print_json([one.as_dict() for one in waiting])
        return
    if not waiting:
        typer.echo("Nothing waits for a decision.")
    for one in waiting:
        typer.echo(f"{one.kind}: {one.left_name} – {one.right_name}")
        typer.echo(f"    {'; '.join(one.evidence)}.")
        typer.echo(f"    {one.left_key!r} {one.right_key!r}")


@identity.command()
def same(context: typer.Context, one: Key, other: Key, as_json: AsJson = False) -> None:
    """The two are the same. The second gives an employer its name; a sector: key gives it its industry."""
    from pipelines.identity.decisions import same as decide

    _told(context, decide(context.obj.warehouse, one, other).as_dict(), as_json)


@identity.command()
def apart(context: typer.Context, one: Key, other: Key, as_json: AsJson = False) -> None:
    """The two are not the same: do not suggest it again."""
    from pipelines.identity.decisions import apart as keep_apart

    _told(context, keep_apart(context.obj.warehouse, one, other).as_dict(), as_json)


@identity.command()
def undo(
    context: typer.Context,
    decision_id: Annotated[int, typer.Argument(metavar="ID")],
    as_json: AsJson = False,
) -> None:
    """Take a decision back; the figures return to what they were."""
    from pipelines.identity.decisions import undo as take_back

    _told(context, take_back(context.obj.warehouse, decision_id).as_dict(), as_json)


@identity.command()
def decided(context: typer.Context, as_json: AsJson = False) -> None:
    """Every decision, oldest first."""
    from pipelines.identity.decisions import decisions

    rows = [one.as_dict() for one in decisions(context.obj.warehouse)]
    if as_json:
        print_json(rows)
        return
    if not rows:
        typer.echo("Nothing has been decided yet.")
    for row in rows:
        state = "undone" if row["undone_at"] else "stands"
        typer.echo(f"{row['decision_id']:>4}  {row['decided_at']:%Y-%m-%d %H:%M}  {state:<7} {row['words']}")


@identity.command(hidden=True)
def apply(context: typer.Context, file: Path) -> None:
    """Several decisions at once, from JSON: [[key, key, is the same], …]. One build for all."""
    from pipelines.identity import decisions

    decided: list[dict[str, Any]] = []
    problems: list[str] = []
    for one, other, is_same in json.loads(file.read_text(encoding="utf-8")):
        try:
            decide = decisions.same if is_same else decisions.apart
            decided.append(decide(context.obj.warehouse, one, other).as_dict())
        except UserError as problem:
            problems.append(problem.message)
    print_json({"decisions": decided, "problems": problems, "build": _built(context) if decided else ""})


@identity.command()
def connections(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Note the profile addresses of all that match.")] = False,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write them as CSV.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Match a LinkedIn Connections.csv against contacts already logged; nobody else in it is kept or shown."""
    from pipelines.identity.connections import match_file
    from pipelines.identity.decisions import same as decide

    warehouse = context.obj.warehouse
    matched = match_file(file, warehouse.published())
    if yes:
        for one in matched:
            decide(warehouse, one.contact_key, one.profile_key)
        if matched:
            _built(context)
    rows = [asdict(one) for one in matched]
    if out is not None:
        _write(out, rows)
    if as_json:
        print_json(rows)
        return
    if not matched:
        typer.echo("No contact logged here is in this file, or their profile addresses are known already.")
        return
    for one in matched:
        typer.echo(
            f"{one.name}, {one.employer}: {one.profile_key.removeprefix('contact:u:')} ({one.why.lower()})"
        )
    typer.echo(
        f"{len(matched):,} noted. The figures are up to date."
        if yes
        else f"{len(matched):,} match. Nothing was noted; --yes notes their profile addresses."
    )


def _write(out: Path, rows: list[dict[str, str]]) -> None:

    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "employer", "profile", "why"))
        for row in rows:
            profile = row["profile_key"].removeprefix("contact:u:")
            writer.writerow(map(guard, [row["name"], row["employer"], profile, row["why"]]))


def _told(context: typer.Context, decision: dict[str, Any], as_json: bool) -> None:
    build = _built(context)
    if as_json:
        print_json({**decision, "build": build})
        return
    state = "Undone" if decision["undone_at"] else "Decided"
    typer.echo(
        f"{state} ({decision['decision_id']}): {decision['words']}. The figures are up to date (build {build})."
    )


def _built(context: typer.Context) -> str:
    from pipelines.build.build import build

    with progress_shown(False) as progress:
        return build(context.obj.warehouse, progress).build
