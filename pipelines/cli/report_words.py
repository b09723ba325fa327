"""What became of a file, and what a build leaves out, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pipelines.ingest.import_report import ImportReport
    from pipelines.store.warehouse import Warehouse


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
