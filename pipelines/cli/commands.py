"""The command line, for people and scripts. `--json` prints exactly one JSON document on standard output.

Errors are one sentence on standard error: exit code 1, or 2 for a question that makes no sense.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from dataclasses import replace as replaced
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click.exceptions import ClickException

from pipelines.cli import mappings
from pipelines.errors import QuestionError, UserError, disk_said
from pipelines.store.leftovers import remove_leftovers

if TYPE_CHECKING:  # what a command needs is imported when it runs: --help needs no database
    from pipelines.build.build import Built
    from pipelines.figures.results import Cell, Metric
    from pipelines.ingest.import_choices import ImportChoices
    from pipelines.ingest.import_report import ImportReport
    from pipelines.store.warehouse import Warehouse

app = typer.Typer(
    name="career-conversations",
    help="Outreach, informational interviews, referrals and outcomes, from the files a career center has.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
By = Annotated[
    list[str] | None, typer.Option("--by", metavar="DIMENSION", help="Cut by a dimension; at most two.")
]
Where = Annotated[
    list[str] | None, typer.Option("--where", metavar="DIMENSION=VALUE", help="Count only these.")
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE")]
KnownWithin = Annotated[
    int | None,
    typer.Option(
        "--known-within",
        metavar="DAYS",
        min=0,
        max=36_500,
        help="Of graduates, only what was known so many days after June 30 of their class.",
        show_default=False,
    ),
]

DEFAULT_FOLDER = Path("warehouse")

app.add_typer(mappings.app, name="mappings")


@dataclass
class State:
    """What every command needs: the folder named on the command line. read: how files are read, None = as they are."""

    folder: Path
    read: Callable[..., Any] | None = None

    @property
    def warehouse(self) -> Warehouse:
        from pipelines.store.warehouse import Warehouse

        return Warehouse(self.folder)


@app.callback()
def _start(
    context: typer.Context,
    warehouse: Annotated[
        Path | None,
        typer.Option(
            "--warehouse",
            envvar="CAREER_CONVERSATIONS_WAREHOUSE",
            metavar="DIR",
            help="The folder that holds the office's data.",
            show_default="./warehouse",
        ),
    ] = None,
) -> None:
    context.obj = State(warehouse or DEFAULT_FOLDER, context.obj)
    remove_leftovers(context.obj.folder)


def whole(number: float | None) -> float | int | None:
    """Counts are written as whole numbers."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def print_json(document: Any) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))


@contextlib.contextmanager
def progress_shown(as_json_lines: bool) -> Iterator[Callable[[str, float], None]]:
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


FILES_SHARE = 0.8  # of the whole work, where several files are taken in and the figures built once


def part_of(progress: Callable[[str, float], None], place: int, of: int) -> Callable[[str, float], None]:
    """The progress of one file among several: its stage by number, its share of the whole."""
    if of == 1:
        return progress
    return lambda stage, done: progress(
        f"file {place + 1} of {of}: {stage}", FILES_SHARE * (place + done) / of
    )


def building(progress: Callable[[str, float], None]) -> Callable[[str, float], None]:
    """The progress of the build after several files."""
    return lambda stage, done: progress(stage, FILES_SHARE + (1 - FILES_SHARE) * done)


@app.command("import")
def import_files(
    context: typer.Context,
    files: Files,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="What the file is, if it is not recognized.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A TOML file that says what its columns mean.")
    ] = None,
    sheet: Annotated[
        str, typer.Option(metavar="NAME", help="The sheet of a workbook that is meant, if another was taken.")
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="The file is the whole log: rows absent from it are retired.")
    ] = False,
    no_saved: Annotated[
        bool, typer.Option("--no-saved", help="Ignore a saved mapping that fits the file.")
    ] = False,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask on the terminal what a file leaves open, then import it.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    as_json: AsJson = False,
    preview: Annotated[bool, typer.Option("--preview", hidden=True)] = False,
    progress_json: Annotated[bool, typer.Option("--progress-json", hidden=True)] = False,
    choices: Annotated[Path | None, typer.Option("--choices", hidden=True)] = None,
) -> None:
    """Import one or more files, each on its own. The exit code is 1 if any is refused."""
    from pipelines.build.build import build
    from pipelines.ingest.import_choices import ImportChoices, choices_from_json
    from pipelines.ingest.load import import_file
    from pipelines.readers import COMMAND_LIMITS, PAGE_LIMITS

    warehouse = context.obj.warehouse
    mapping_file = str(mapping) if mapping else None
    for_each = (
        choices_from_json(choices.read_text(encoding="utf-8"))  # the dashboard's own
        if choices
        else [ImportChoices(path.name, source, mapping_file, replace, not no_saved) for path in files]
    )
    reports = []
    kept = {"read": context.obj.read} if context.obj.read else {}
    with contextlib.ExitStack() as held:
        if ask:
            for_each = ask_about(warehouse, files, for_each, held, sheet)
        progress = held.enter_context(progress_shown(progress_json))
        for place, (path, chosen) in enumerate(zip(files, for_each, strict=True)):
            report = import_file(
                warehouse,
                path,
                **options_of(chosen),
                dry_run=dry_run,
                progress=part_of(progress, place, len(files)),
                limits=PAGE_LIMITS if choices else COMMAND_LIMITS,
                sheet=sheet,
                **kept,
            )
            reports.append(report)
        landed = any(not report.is_refused for report in reports)
        not_built = ""
        if landed and not dry_run:  # once for all files; the same state is the same build
            try:
                build(warehouse, progress if len(files) == 1 else building(progress))
            except UserError as problem:  # the files are in all the same, and are reported
                not_built = problem.message
                reports = [report.with_figures_not_built(not_built) for report in reports]
    if as_json:
        print_json([report.as_dict(detail=preview) for report in reports])
    else:
        for report in reports:
            typer.echo(in_words(report))
    if not_built:
        typer.echo(f"{NOT_BUILT} {not_built}", err=True)
    elif landed and not dry_run:
        say_left_out(warehouse)
    if not_built or any(report.is_refused for report in reports):
        raise typer.Exit(1)


def options_of(chosen: ImportChoices) -> dict[str, Any]:
    """What was chosen for a file, as `import_file` takes it."""
    return {
        "name": chosen.name,
        "source": chosen.source,
        "mapping_file": Path(chosen.mapping_file) if chosen.mapping_file else None,
        "replace": chosen.replace,
        "use_saved": chosen.use_saved,
    }


def ask_about(
    warehouse: Warehouse,
    files: Sequence[Path],
    for_each: Sequence[ImportChoices],
    held: contextlib.ExitStack,
    sheet: str = "",
) -> list[ImportChoices]:
    """What each file leaves open, asked on the terminal; the answers lie in files of their own as long as `held` does.

    Raises QuestionError where nobody can answer, or a mapping file says the same already.
    """
    from pipelines.cli.asking import Answer, Question, answer_of, as_lines, asked
    from pipelines.ingest.import_choices import Choices
    from pipelines.ingest.load import import_file
    from pipelines.store.leftovers import workplace

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise QuestionError("--ask needs a terminal. In a script, give the answers in a file with --mapping.")
    if any(chosen.mapping_file for chosen in for_each):
        raise QuestionError("Use either --ask or --mapping: the mapping file answers the same questions.")

    def tell(question: Question) -> Answer:
        typer.echo("\n" + "\n".join(as_lines(question)), err=True)
        while True:
            given = typer.prompt("Answer", default="", show_default=False, err=True)
            try:
                answer = answer_of(question, given)
            except ValueError as wrong:
                typer.echo(str(wrong), err=True)
                continue
            if answer is not None:
                return answer
            typer.echo(f"Type a number from 1 to {len(question.answers)}, or press Enter.", err=True)

    place, _ = held.enter_context(workplace())
    answered = []
    for number, (path, chosen) in enumerate(zip(files, for_each, strict=True)):
        written = place / f"{number}.toml"

        def with_choices(
            choices: Choices, chosen: ImportChoices = chosen, to: Path = written
        ) -> ImportChoices:
            text = choices.mapping_toml()
            to.write_text(text, encoding="utf-8")
            mapping = str(to) if text else None
            return replaced(chosen, source=choices.source or chosen.source, mapping_file=mapping)

        def preview(choices: Choices, path: Path = path) -> ImportReport:
            return import_file(
                warehouse, path, **options_of(with_choices(choices)), dry_run=True, sheet=sheet
            )

        typer.echo(path.name, err=True)
        said, _ = asked(preview, Choices(source=chosen.source or ""), tell)
        answered.append(with_choices(said))
    return answered


NOT_BUILT = "What came in is kept, but the figures are not up to date:"


def say_left_out(warehouse: Warehouse) -> None:
    """Name on standard error the rows that the build in use leaves out, if any."""
    from pipelines.build.set_aside import headline, left_out, named

    if rows := left_out(warehouse.published()):
        typer.echo("\n  ".join([headline(rows), *named(rows)]), err=True)


def in_words(report: ImportReport) -> str:
    """A file's report for a terminal: what became of it, then its problems, grouped."""
    from pipelines.cli import left_out
    from pipelines.cli.hints import hints
    from pipelines.ingest import not_recorded

    what, *more = report.sentences
    lines = [f"{report.file}: {what}", *(f"  {one}" for one in (*left_out.in_words(report.left_out), *more))]
    for problem in report.problems:
        if not any(problem.message in sentence for sentence in report.sentences):
            times = f" ({problem.count:,} rows)" if problem.count > 1 else ""
            lines.append(f"  {problem.message}{times}")
    lines += [f"  {line}" for line in not_recorded.in_words(report.not_recorded)]
    lines += [f"  {hint}" for hint in hints(report)]
    return "\n".join(lines)


@app.command()
def imports(context: typer.Context, as_json: AsJson = False) -> None:
    """The ledger: every file taken in, in order."""
    from pipelines.ingest.ledger import imports as ledger

    rows = ledger(context.obj.warehouse)
    if as_json:
        print_json(rows)
        return
    if not rows:
        typer.echo("Nothing has been imported yet.")
    for row in rows:
        typer.echo(
            f"{row['import_id']:>4}  {row['imported_at']:%Y-%m-%d %H:%M}  {row['status']:<8} {row['source']:<18}"
            f"{row['accepted']:>8,} accepted {row['rejected']:>6,} rejected {row['skipped']:>6,} skipped"
            f"  {row['file_name']}"
        )


@app.command()
def undo(
    context: typer.Context, import_id: Annotated[int, typer.Argument(metavar="ID")], as_json: AsJson = False
) -> None:
    """Undo an import: its rows stop counting, later imports stay."""
    from pipelines.ingest.ledger import undo as take_back

    _change(context, take_back, import_id, as_json, "undone")


@app.command()
def redo(
    context: typer.Context, import_id: Annotated[int, typer.Argument(metavar="ID")], as_json: AsJson = False
) -> None:
    """Bring an undone import back, in its old place."""
    from pipelines.ingest.ledger import redo as bring_back

    _change(context, bring_back, import_id, as_json, "back")


def _change(
    context: typer.Context, action: Callable[[Warehouse, int], Any], import_id: int, as_json: bool, word: str
) -> None:
    warehouse = context.obj.warehouse
    action(warehouse, import_id)
    built = _built_after(f"Import {import_id} is {word}, but", warehouse)
    if as_json:
        print_json({"import_id": import_id, "status": word, "build": built.build})
    else:
        typer.echo(f"Import {import_id} is {word}. The figures are up to date (build {built.build}).")


def _built_after(done: str, warehouse: Warehouse) -> Built:
    """The build of what was just changed, the rows it leaves out named. Where it fails, the error says what is done
    all the same: `done` begins its sentence."""
    from pipelines.build.build import build

    try:
        with progress_shown(False) as progress:
            built = build(warehouse, progress)
    except UserError as problem:
        raise UserError(f"{done} the figures are not up to date: {problem.message}") from None
    say_left_out(warehouse)
    return built


@app.command()
def rejected(
    context: typer.Context,
    import_id: Annotated[int, typer.Argument(metavar="ID")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where to write them.")
    ] = None,
) -> None:
    """The rejected rows of an import, as a file of the same shape with the reasons."""
    from pipelines.ingest.ledger import rejected as write_rejected
    from pipelines.store.leftovers import workplace

    if out is not None:
        count = write_rejected(context.obj.warehouse, import_id, out)
        typer.echo(f"{count:,} rejected rows are in {out}. Correct them there and import that file.")
        return
    with workplace() as (folder, _):
        aside = folder / "rejected.csv"
        write_rejected(context.obj.warehouse, import_id, aside)
        sys.stdout.write(aside.read_text(encoding="utf-8-sig"))


@app.command("metrics")
def list_metrics(context: typer.Context, as_json: AsJson = False) -> None:
    """The catalog: every figure and what it means, with the windows of this office."""
    from pipelines.figures.measure import catalog, definitions_of, dimensions_for
    from pipelines.figures.windows import in_words, windows_of
    from pipelines.settings import read_settings

    warehouse = context.obj.warehouse
    if warehouse.current_build():
        metrics = list(definitions_of(warehouse.published()).values())
    else:  # as the first build will say it
        windows = windows_of(read_settings(warehouse.folder).computed_with())
        metrics = [in_words(metric, windows) for metric in catalog().values()]
    entries = []
    for metric in metrics:
        entries.append(
            {
                "metric": metric.id,
                "title": metric.title,
                "question": metric.question,
                "tier": metric.tier,
                "aggregate": metric.aggregate,
                "unit": metric.unit,
                "numerator": metric.numerator,
                "denominator": metric.denominator,
                "dimensions": list(dimensions_for(metric)),
                "beside": list(metric.beside),
                "caveats": list(metric.caveats),
                "source": metric.source,
            }
        )
    if as_json:
        print_json(entries)
        return
    for entry in entries:
        typer.echo(f"{entry['metric']:<28} {entry['tier']:<9} {entry['title']}")


def question_from(
    by: list[str] | None,
    where: list[str] | None,
    since: datetime | date | None,
    until: datetime | date | None,
    population: str,
    known_within: int | None = None,
) -> Any:
    """Options as typed -> Question. Raises QuestionError for what makes no sense."""
    from pipelines.figures.results import Question

    pairs = []
    for text in where or []:
        dimension, found, value = text.partition("=")
        if not found or not dimension.strip():
            raise QuestionError(f"--where wants DIMENSION=VALUE, such as college=Engineering, not {text!r}.")
        pairs.append((dimension.strip(), value.strip()))
    if population not in ("expected", "roster"):
        raise QuestionError(f"The population is expected or roster, not {population!r}.")
    first = since.date() if isinstance(since, datetime) else since
    last = until.date() if isinstance(until, datetime) else until
    if first and last and first > last:
        raise QuestionError(f"The period ends ({last}) before it starts ({first}).")
    return Question(tuple(by or ()), tuple(pairs), first, last, population, known_within)  # type: ignore[arg-type]


def check_view(view: str) -> Any:
    if view not in ("working", "internal", "publishable"):
        raise QuestionError(f"The view is working, internal or publishable, not {view!r}.")
    return view


@app.command()
def measure(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(metavar="METRIC")],
    by: By = None,
    where: Where = None,
    since: Day = None,
    until: Day = None,
    population: Annotated[str, typer.Option(metavar="expected|roster")] = "expected",
    view: Annotated[str, typer.Option(metavar="working|internal|publishable")] = "working",
    known_within: KnownWithin = None,
    as_json: AsJson = False,
) -> None:
    """One figure, cut and filtered, as a view may see it."""
    question = question_from(by, where, since, until, population, known_within)
    released = release_for(context.obj.warehouse, metric, question, view)
    if as_json:
        print_json(released_as_dict(released))
        return
    typer.echo(f"{released.metric.title} (build {released.build}, as of {released.as_of or 'no date'})")
    for cell in released.cells:
        where_words = ", ".join(f"{name} {value}" for name, value in cell.segment.items()) or "All"
        typer.echo(f"  {where_words}: {cell.label}")
    for beside in released.beside:
        typer.echo(f"Beside: {beside.metric.title}")
        for cell in beside.cells:
            where_words = ", ".join(f"{name} {value}" for name, value in cell.segment.items()) or "All"
            typer.echo(f"  {where_words}: {cell.label}")
    for note in released.notes:
        typer.echo(f"Note: {note}")


def release_for(warehouse: Warehouse, metric: str, question: Any, view: str, leaving: Any = None) -> Any:
    """Measure and release: what a page, an export and a script all do."""
    from pipelines.release.ask import ask, policy_of
    from pipelines.settings import read_settings

    chosen = check_view(view)
    policy = policy_of(read_settings(warehouse.folder))
    return ask(warehouse.published(), metric, question, chosen, policy, leaving)


def released_as_dict(released: Any) -> dict[str, Any]:
    """The JSON of a released figure; `beside` holds the same shape again."""
    question = released.question
    filters: dict[str, Any] = {}
    for dimension, value in question.where:
        filters.setdefault(dimension, []).append(value)
    filters |= {"since": question.since, "until": question.until}
    if question.known_within_days is not None:
        filters["known_within_days"] = question.known_within_days
    return {
        "metric": released.metric.id,
        "title": released.metric.title,
        "unit": released.metric.unit,
        "view": released.view,
        "as_of": released.as_of,
        "build": released.build,
        "population": question.population,
        "filters": filters,
        "beside": [released_as_dict(beside) for beside in released.beside],
        "cells": [
            {
                "segment": dict(cell.segment),
                "value": cell.value,
                "numerator": whole(cell.numerator),
                "denominator": whole(cell.denominator),
                "people": cell.people,
                "low": cell.low,
                "high": cell.high,
                "unknown_count": cell.unknown_count,
                "is_withheld": cell.is_withheld,
                "blank": cell.blank.code if cell.blank else None,
                "label": cell.label,
                **_in_its_own_way(released.metric, cell),
            }
            for cell in released.cells
        ],
        "notes": [*released.notes, *released.pooled],
    }


def _in_its_own_way(metric: Metric, cell: Cell) -> dict[str, Any]:
    """What only some figures have: the share there by some days of a wait, the impact methods of a gap."""
    from pipelines.figures.results import there_by

    told: dict[str, Any] = {}
    if metric.aggregate == "wait":
        told["there_by_days"] = {
            str(day): {"low": low, "high": high} for day, (low, high) in there_by(cell).items()
        }
    if cell.impact:
        told["impact"] = {
            "ppg1_margin": cell.impact.margin,
            "ppg1_flagged": cell.impact.is_flagged if cell.impact.margin is not None else None,
            "index_80_percent": cell.impact.index,
        }
    return told


@app.command()
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


@app.command()
def templates(out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER")]) -> None:
    """Empty files to fill in, and the kit: an interview form and a tracker sheet."""
    from pipelines.templates.files import write_templates

    written = write_templates(out)
    typer.echo(f"{len(written)} files are in {out}.")


@app.command()
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


@app.command()
def restore(
    context: typer.Context,
    backup: Annotated[Path, typer.Argument(metavar="FOLDER", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Bring the record back from a backup; what it replaces is put aside in backups/."""
    from pipelines.store.backups import restore as put_back

    warehouse = context.obj.warehouse
    done = put_back(warehouse, backup)
    built = _built_after(f"Restored: {', '.join(done.restored)}. But", warehouse)
    if as_json:
        print_json({**asdict(done), "build": built.build})
        return
    typer.echo(f"Restored: {', '.join(done.restored)}. The figures are up to date (build {built.build}).")
    if done.left_as_they_were:
        typer.echo(f"Left as they were: {', '.join(done.left_as_they_were)}.")
    if done.replaced:
        typer.echo(f"What was there before is in {done.replaced}.")


@app.command()
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


def run(
    application: typer.Typer, arguments: list[str] | None = None, read: Callable[..., Any] | None = None
) -> None:
    """Run a command line and exit; errors become one sentence and an exit code.

    arguments: those of the process, if none are given. read: how files are read, for a process that keeps readings.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        with disk_said():
            code = application(arguments, standalone_mode=False, obj=read)
        sys.exit(code if isinstance(code, int) else 0)
    except UserError as problem:
        print(problem.message, file=sys.stderr)
        sys.exit(problem.exit_code)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except ClickException as misuse:
        print(f"{misuse.format_message().rstrip('.')}. See --help.", file=sys.stderr)
        sys.exit(misuse.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as fault:  # a bug: say where, never what the data was
        print(f"This is a fault of the program, not of your file: {fault_place(fault)}", file=sys.stderr)
        sys.exit(1)


def fault_place(fault: BaseException) -> str:
    """The kind of fault and where it happened, without its message: messages may hold cells."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(fault).__name__} at {where}"
