"""The whole command line: what `pipelines` can do, and what needs the dashboard: serve, demo, export, digest."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.reports.command import report
from dashboard.reports.refresh_command import refresh
from dashboard.reports.section_command import gradebook, handed_out
from dashboard.reports.verify_command import kept, verify
from dashboard.site.command import publish
from pipelines.cli.application import State, run
from pipelines.cli.commands import app
from pipelines.cli.identity import identity
from pipelines.cli.measuring import By, Day, KnownWithin, Where, check_view, question_from, release_for
from pipelines.cli.progress import progress_shown
from pipelines.cli.watch import watch
from pipelines.errors import QuestionError, UserError, WarehouseError

app.add_typer(identity, name="identity")
app.command()(watch)
app.command()(report)
app.command()(gradebook)
app.command("handed-out")(handed_out)
app.command()(publish)
app.command()(refresh)
app.command()(verify)
app.command()(kept)

DEMO_FOLDER = Path("demo-warehouse")
SERVER = Path(__file__).with_name("server.py")


Port = Annotated[int, typer.Option("--port", envvar="PORT", metavar="N")]
Opens = Annotated[bool, typer.Option("--open", help="Open it in the browser, too.")]
HostNames = Annotated[
    list[str] | None,
    typer.Option(
        "--host-name", metavar="NAME", help="Another name of this machine, as browsers will ask for it."
    ),
]


@app.command()
def serve(
    context: typer.Context, port: Port = 8501, host_name: HostNames = None, opens: Opens = False
) -> None:
    """Serve the dashboard on this machine only, to whoever has the address it prints.

    The address carries the key of this start: open it, and the browser keeps the key until it is closed. A new
    start has a new key.
    """
    _serve(context.obj, port, host_name or [], opens)


@app.command()
def demo(
    context: typer.Context,
    port: Port = 8501,
    host_name: HostNames = None,
    opens: Opens = False,
    only_import: Annotated[
        bool, typer.Option("--only-import", help="Set the sample office up; do not serve.")
    ] = False,
    progress_json: Annotated[bool, typer.Option("--progress-json", hidden=True)] = False,
) -> None:
    """Set up the sample office in a folder of its own (once) and serve it.

    Its students are invented, so it asks for no key: everybody on this machine can open it.
    """
    from dashboard.commands.sample_office import SAMPLES, set_up

    state: State = context.obj
    named = context.find_root().get_parameter_source("warehouse")
    if (
        named is None or named.name != "COMMANDLINE"
    ):  # an office's own folder in the environment is not for samples
        state = State(DEMO_FOLDER)
    with progress_shown(False) as progress:
        for step in set_up(state.warehouse, SAMPLES, progress):
            if progress_json:
                print(json.dumps({"stage": step.says, "done": step.done}), file=sys.stderr, flush=True)
            else:
                typer.echo(step.says)
    if not only_import:
        _serve(state, port, host_name or [], opens, is_sample=True)


def _serve(state: State, port: int, names: Sequence[str], opens: bool, *, is_sample: bool = False) -> None:
    from dashboard.door import KEY_VARIABLE, NAMES_VARIABLE, PARAMETER, SAMPLE_VARIABLE, host_names

    names = host_names(names)
    if not 1 <= port <= 65535:
        raise UserError(f"A port is a number from 1 to 65535, not {port}.")
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise UserError(
                f"Port {port} is in use on this machine. Choose another: --port {port + 1}."
            ) from None
    key = secrets.token_urlsafe()
    environment = os.environ | {
        "CAREER_CONVERSATIONS_WAREHOUSE": str(state.folder.absolute()),
        NAMES_VARIABLE: ",".join(names),
        **({SAMPLE_VARIABLE: "yes", KEY_VARIABLE: ""} if is_sample else {KEY_VARIABLE: key}),
    }
    command = [
        sys.executable, "-m", "streamlit", "run", str(SERVER),
        "--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true",
    ]  # fmt: skip
    # Theme and limits: in a checkout .streamlit lies where this starts; in an installed copy, beside the server.
    server = subprocess.Popen(command, env=environment, cwd=SERVER.parents[1], stdout=subprocess.DEVNULL)  # noqa: S603
    end = "" if port == 80 else f":{port}"  # as browsers write it
    address = f"http://127.0.0.1{end}"
    signal.signal(signal.SIGTERM, _stop)  # the server goes when its parent is told to go
    try:
        if not _answers(address, server):
            raise WarehouseError("The dashboard did not start. Run the command again to see why.")
        carries = "" if is_sample else f"/?{PARAMETER}={key}"
        address += carries
        typer.echo(f"Career Conversations is open at {address} (Ctrl+C stops it).")
        for name in names:
            typer.echo(f"Under its other name: http://{name}{end}{carries}")
        with _in_browser(state.folder, address) if opens else contextlib.nullcontext():
            server.wait()
    except KeyboardInterrupt:
        typer.echo("Stopped.")
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)


@contextlib.contextmanager
def _in_browser(folder: Path, address: str) -> Iterator[None]:
    """Have the browser open the address, by way of a page only its owner can read.

    Everybody on the machine may read the arguments a browser is started with, so the key must not be among them.
    """
    import html  # not needed but to open a browser
    import webbrowser

    from pipelines.store.leftovers import INCOMING, workplace

    with workplace(folder.absolute() / INCOMING) as (place, _):
        page = place / "open.html"
        refresh = f'<meta http-equiv="refresh" content="0; url={html.escape(address)}">'
        page.write_text(f'<!doctype html><meta charset="utf-8">{refresh}', encoding="utf-8")
        if not webbrowser.open(page.as_uri()):
            typer.echo("No browser could be started here. Open the address yourself.", err=True)
        yield


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    import urllib.error  # not needed but to serve
    import urllib.request

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


@app.command()
def export(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(metavar="METRIC")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.{png,svg,csv,xlsx,pptx,docx}")],
    by: By = None,
    where: Where = None,
    since: Day = None,
    until: Day = None,
    population: Annotated[str, typer.Option(metavar="expected|roster")] = "expected",
    view: Annotated[str, typer.Option(metavar="publishable|internal|working")] = "publishable",
    known_within: KnownWithin = None,
    size: Annotated[
        str, typer.Option(metavar="page|slide|column", help="Of a picture: what it is to stand on.")
    ] = "page",
    pixels: Annotated[
        int, typer.Option(metavar="1|2", help="Of a PNG: 2 is sharp in print.", min=1, max=4)
    ] = 2,
    is_transparent: Annotated[
        bool, typer.Option("--transparent", help="Of a picture: what it stands on shows through.")
    ] = False,
    is_official: Annotated[
        bool,
        typer.Option(
            "--official",
            help="For a director: a NACE rate of the whole institution to one decimal; it is recorded.",
        ),
    ] = False,
) -> None:
    """One figure as a picture, table, workbook, slide or document. Publishable unless another view is asked for."""
    from dashboard.charts.exhibit import exhibit_for
    from dashboard.exports.brand import read_brand
    from dashboard.exports.formats import check_ending, write
    from dashboard.exports.image import SIZES, Look
    from dashboard.figures.mark_names import core_of_question
    from dashboard.office.releases import Releases
    from dashboard.reports.leaving import asked_by_command, chart_leaves
    from pipelines.release.ask import policy_of
    from pipelines.release.release_ledger import Leaving
    from pipelines.settings import read_settings

    question = question_from(by, where, since, until, population, known_within)
    if size not in SIZES:
        raise QuestionError(f"There is no size called {size!r}. Choose one of: {', '.join(SIZES)}.")
    look = Look(size, pixels, is_transparent)
    check_ending(out)
    if is_official and view != "publishable":
        raise QuestionError(f"An official rate is publishable. Leave out --view {view}, or --official.")
    _say_gone(context.obj.folder)
    leaving = Leaving(Releases(context.obj.folder), is_official=is_official)
    released = release_for(context.obj.warehouse, metric, question, check_view(view), leaving)
    settings = read_settings(context.obj.warehouse.folder)
    made = exhibit_for(
        released,
        is_synthetic=settings.is_synthetic,
        policy=policy_of(settings),
        goals=settings.practice_goals,
    )
    made = replace(made, mark=core_of_question(metric, question, released.as_of))
    brand = read_brand(context.obj.folder)
    asked_as = asked_by_command(metric, question, is_official=is_official)
    write(chart_leaves(context.obj.folder, made, asked_as, out.suffix, brand, look), out)
    for warning in (*leaving.warnings, *brand.problems):
        typer.echo(f"Note: {warning}", err=True)
    typer.echo(f"{out} holds {released.metric.title} ({view}).")


def _say_gone(folder: Path) -> None:
    """On standard error, before a new one is begun: that the store of the office is gone."""
    from dashboard.office.database import gone

    if said := gone(folder):
        typer.echo(f"Note: {said}", err=True)


@app.command()
def digest(
    context: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE.{eml,html,txt}", help="Instead of printing it."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="DIMENSION=VALUE", help="Only a program, college or class_year."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DATE", help="From this day on.", show_default="the academic year"
        ),
    ] = None,
    until: Day = None,
    address: Annotated[
        str, typer.Option(metavar="URL", help="Where the dashboard is found; for the links.")
    ] = "http://127.0.0.1:8501",
    mail: Annotated[
        list[str] | None,
        typer.Option("--mail", metavar="ADDRESS", help="Send word that it is ready: a link, without names."),
    ] = None,
) -> None:
    """Who could use a nudge this week, with names: how many, the first fifteen of each list, links. Confidential."""
    from dashboard.asking.facts import facts_of
    from dashboard.office.put_away import PutAway
    from dashboard.people import digest as digests
    from dashboard.people.lists import FILTERS
    from pipelines.figures import wording
    from pipelines.figures.measure import segment_domain
    from pipelines.figures.periods import academic_year_start
    from pipelines.settings import read_settings

    asked = question_from(None, where, since, until, "expected")
    published = context.obj.warehouse.published()
    for name, value in asked.where:
        if name not in FILTERS:
            raise QuestionError(f"The digest is narrowed by {wording.listed(FILTERS, 'or')}, not {name!r}.")
        if value not in segment_domain(published, name):
            raise QuestionError(f"{wording.title(name)} has no {value!r}.")
    _say_gone(context.obj.folder)
    settings = read_settings(context.obj.folder)
    newest = facts_of(published).newest
    first = asked.since or (academic_year_start(newest, settings.year_start) if newest else None)
    week = digests.digest_of(
        published,
        PutAway(context.obj.folder).on(date.today()),
        address=address,
        office=settings.office_name,
        where=asked.where,
        since=first,
        until=asked.until,
    )
    if mail:
        _remind(context.obj.folder, mail, week.subject, digests.reminder(week))
    if out is None:
        if not mail:
            typer.echo(digests.as_text(week))
        return
    ending = out.suffix.lower().lstrip(".")
    if ending not in digests.FORMATS:
        raise UserError(f"{out.name} needs an ending that names the format: {', '.join(digests.FORMATS)}.")
    try:
        out.write_bytes(digests.rendered(week, ending))
    except OSError as problem:
        raise UserError(f"{out} could not be written: {problem.strerror}.") from problem
    typer.echo(f"{out} holds this week's digest. It names students: confidential.")


def _remind(folder: Path, to: Sequence[str], subject: str, text: str) -> None:
    """Send word that the week's digest is ready. Exit code 1 where somebody did not get it."""
    from dashboard.asking.served import WAREHOUSE_VARIABLE
    from dashboard.reports import by_mail

    os.environ[WAREHOUSE_VARIABLE] = str(folder.absolute())
    refused = by_mail.mail_text(folder, by_mail.check(to, "publishable"), subject, text)
    for address, why in refused.items():
        typer.echo(f"{address} was refused ({why}). The others have it.", err=True)
    if refused:
        raise typer.Exit(1)
    typer.echo(f"Sent to {', '.join(to)}, without names.")


@app.command("stand-by", hidden=True)
def stand_by(channel: int) -> None:
    """Answer one command after the other for a server of this machine (`dashboard/commands/stand_by.py`)."""
    from dashboard.commands.stand_by import answer
    from pipelines.ingest.kept_readings import KeptReadings
    from pipelines.ingest.load import import_file  # noqa: F401 - what most commands need, loaded before it is

    kept = KeptReadings()

    def run_one(arguments: list[str]) -> int:
        try:
            run(app, arguments, kept.read)
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 1
        return 0

    with socket.socket(fileno=channel) as asked_on:
        answer(asked_on, run_one, kept.clear)


def main() -> None:
    run(app)


if __name__ == "__main__":
    main()
