"""What an advisor reads before anything is stored: how much comes in, what is wrong and why, who is unknown.

    the import's staged rows -> problems(), causes(), off_roster(), samples;  headline(): read in ten seconds

The words for causes are data: sources/_causes.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipelines import data_files
from pipelines.errors import Problem
from pipelines.figures import wording
from pipelines.figures.term_names import term_of
from pipelines.ingest.bad_rows import cells_of
from pipelines.ingest.comparing import current_roster_sql
from pipelines.ingest.import_report import Cause, CauseExample, OffRoster, RejectedRow
from pipelines.ingest.left_out import LeftOut, counted, in_no_figure, unsure
from pipelines.ingest.request import Request
from pipelines.ingest.staged_rows import StagedRows
from pipelines.ingest.suggested_talks import NOT_CONFIRMED
from pipelines.readers import RawTable
from pipelines.settings import Settings
from pipelines.sources.catalog import source

SAMPLE_ROWS = 20
SHOWN_PROBLEMS = 100
SHOWN_CAUSES = 100
EXAMPLES = 3
SHOWN_STUDENTS = 20

BadRows = Sequence[tuple[RawTable, Problem]]


def _words() -> Mapping[str, Mapping[str, str]]:
    return data_files.toml("sources/_causes.toml")


def cause(code: str, message: str, column: str, count: int, examples: tuple[CauseExample, ...] = ()) -> Cause:
    """A cause in words; one nobody has put into words is told by the first row's own message."""
    words = _words().get(code, {})
    return Cause(
        code, words.get("title", message), words.get("to_do", "Correct the cells."), column, count, examples
    )


def causes(rows: StagedRows, bad_rows: BadRows) -> Iterator[Cause]:
    """Rejected rows by cause, the commonest first."""
    by_cause = [
        cause(
            one["code"],
            one["message"],
            one["header"] or "",
            one["n"],
            tuple(CauseExample(e["found"] or "", e["count"], e["row"]) for e in one["examples"]),
        )
        for one in rows.causes(SHOWN_CAUSES, EXAMPLES)
    ]
    counted = Counter(problem.code for _, problem in bad_rows)
    for code, count in counted.items():
        alike = [problem for _, problem in bad_rows if problem.code == code]
        examples = tuple(CauseExample("", 1, problem.row) for problem in alike[:EXAMPLES])
        by_cause.append(cause(code, alike[0].message, "", count, examples))
    yield from sorted(by_cause, key=lambda one: -one.count)


def problems(rows: StagedRows, bad_rows: BadRows) -> Iterator[Problem]:
    """Problems by kind and column, the most frequent first, then one a kind of row that did not fit its header."""
    yield from rows.problems(SHOWN_PROBLEMS)
    by_code = Counter(problem.code for _, problem in bad_rows)
    for code, count in by_code.items():
        first = next(problem for _, problem in bad_rows if problem.code == code)
        yield replace(first, count=count)


def unknown_terms(rows: StagedRows, settings: Settings) -> Iterator[Problem]:
    """Terms of a roster that are none of the office's, the commonest first: their rows come in and hold throughout."""
    planned = rows.plan.column("term")
    if planned is None:
        return
    named = " or ".join(f"“2026 {name}”" for name, _ in settings.term_starts)
    for text, count in rows.values_of("term"):
        if term_of(text, settings.term_starts, settings.year_start[0]) is None:
            yield Problem(
                "unknown_term",
                f"“{text}” is none of the office's terms: its rows come in as without a term, and hold throughout.",
                column=planned.header,
                found=text,
                expected=f"a term and its year, such as {named}",
                count=count,
            )


def rejected_sample(rows: StagedRows, bad_rows: BadRows) -> Iterator[RejectedRow]:
    """A few rows that stay out, those that did not fit their header first."""
    for table, problem in bad_rows[:SAMPLE_ROWS]:
        cells = cells_of(table, problem, rows.plan.headers)
        yield RejectedRow(problem.row, table.sheet, cells, (problem,))
    yield from rows.refused_sample(max(SAMPLE_ROWS - len(bad_rows), 0))


def off_roster(rows: StagedRows) -> OffRoster | None:
    """Students among the accepted rows whom the roster in use does not hold, by id or address.

    None where the file is a roster, names no students by id or address, or there is no roster yet.
    """
    if rows.source.id == "roster":
        return None
    strangers = rows.strangers(current_roster_sql(), SHOWN_STUDENTS)
    if strangers is None or not strangers["known"]:
        return None
    return OffRoster(strangers["n"], tuple(strangers["some"] or ()))


def skip_counts(request: Request, superseded: int) -> dict[str, int]:
    """Rows that were passed over, by rule."""
    counts = Counter(one.rule for table in request.tables for one in table.skipped)
    return {**counts, **({"superseded": superseded} if superseded else {})}


def passed_over(request: Request) -> Iterator[str]:
    """Rows in which a tool tells of what did not happen, and entries of a calendar, by why."""
    rules = ("no_event", "no_talk", NOT_CONFIRMED)
    why = Counter(one.detail for table in request.tables for one in table.skipped if one.rule in rules)
    for detail, count in why.most_common():
        yield f"{wording.plural(count, 'row')} {'is' if count == 1 else 'are'} passed over: {detail}."


def sentence(counts: Mapping[str, int], is_dry_run: bool) -> str:
    """What became of the rows, for a terminal."""
    parts = [f"{counts['accepted']:,} of {counts['rows_read']:,} rows accepted"]
    parts += [f"{counts[name]:,} {name}" for name in ("rejected", "skipped", "removed") if counts[name]]
    return ", ".join(parts) + ("; nothing was saved." if is_dry_run else ".")


def things(rows: StagedRows, accepted: int) -> int:
    """How many of what the source is about were accepted: students, however many terms of each."""
    return rows.students() if rows.source.key_where_filled else accepted


def headline(
    source_id: str, accepted: int, rejected: int, unknown: OffRoster | None, left: Sequence[LeftOut] = ()
) -> str:
    """ "412 interviews, 9 problems, 3 students not on the roster, 4 cells not recorded, 2 columns left out" """
    parts = [wording.plural(accepted, *source(source_id).noun)]
    if rejected:
        parts.append(wording.plural(rejected, "problem"))
    if unknown and unknown.count:
        parts.append(f"{wording.plural(unknown.count, 'student')} not on the roster")
    if uncounted := in_no_figure(left):
        parts.append(f"{wording.plural(uncounted, 'row')} in no figure")
    parts += [f"{cells} not recorded" for cells in counted(left, "cell")]
    if others := counted(left, "contact", "answer", "row", "column", "table", "sheet"):
        parts.append(f"{wording.listed(others)} left out")
    if places := unsure(left):
        parts.append(f"{wording.listed(places)} perhaps another table")
    return ", ".join(parts)
