"""What to do next on a terminal about what a report leaves open. The page says it in its own way. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.ingest.import_report import ImportReport
from pipelines.sources.catalog import STUDENT_ID, sources


def hints(report: ImportReport) -> Iterator[str]:
    """A sentence for each thing that is left open, with the option that settles it."""
    whose = next((p.expected for p in report.problems if p.code == "student_from_sheet"), None)
    if whose:
        yield f'Use --ask to confirm it, or in a mapping file, under [columns]: {STUDENT_ID} = "{whose}".'
    elif any(one.about == "suggestion" for one in report.questions):
        yield "Use --ask to say which they were, or in a mapping file their numbers, such as confirm = [1, 4]."
    elif any(one.about == "owner" for one in report.questions):
        yield f'Use --ask to say whose it is, or in a mapping file, under [constants]: {STUDENT_ID} = "…".'
    elif report.is_refused and any(one.about == "source" for one in report.questions):
        yield f"Use --ask, or --source with one of {', '.join(sources())}."
    elif report.is_refused and (report.questions or report.matches):
        yield (
            "Use --ask to answer, or name the columns in a mapping file under [columns], under [constants] what holds"
            " for every row, and use --mapping."
        )
    if any(one.is_ambiguous for one in report.date_order):
        yield 'Use --ask to say which, or in a mapping file: date_order = "mdy" or "dmy".'
    for unit in report.unit_questions:
        if not unit.answer:
            allowed = " or ".join(f'"{answer}"' for answer in unit.answers)
            yield f"Use --ask to say what they count, or in a mapping file, under [units]: {unit.column} = {allowed}."
    others = [sheet.name for sheet in report.sheets if not sheet.is_taken]
    if others and not report.is_refused:
        yield f"To import another sheet as well, give the file again with --sheet “{others[0]}”."
    if report.unknown_values:
        yield "Use --ask to say once what the words mean that nobody has explained."
    if report.saved_mapping:
        yield "Use --no-saved to ignore the saved mapping."
