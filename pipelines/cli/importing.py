"""Commands that take files in, undo and redo them, and hand rejected rows back."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.application import AsJson, Files, print_json
from pipelines.cli.progress import building, part_of, progress_shown
from pipelines.cli.report_words import in_words, say_left_out
from pipelines.errors import QuestionError, UserError

if TYPE_CHECKING:
    from pipelines.build.build import Built
    from pipelines.ingest.import_choices import ImportChoices
    from pipelines.ingest.import_report import ImportReport
    from pipelines.store.warehouse import Warehouse

NOT_BUILT = "What came in is kept, but the figures are not up to date:"


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


def undo(
    context: typer.Context, import_id: Annotated[int, typer.Argument(metavar="ID")], as_json: AsJson = False
) -> None:
    """Undo an import: its rows stop counting, later imports stay."""
    from pipelines.ingest.ledger import undo as take_back

    _change(context, take_back, import_id, as_json, "undone")


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
    built = built_after(f"Import {import_id} is {word}, but", warehouse)
    if as_json:
        print_json({"import_id": import_id, "status": word, "build": built.build})
    else:
        typer.echo(f"Import {import_id} is {word}. The figures are up to date (build {built.build}).")


def built_after(done: str, warehouse: Warehouse) -> Built:
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
