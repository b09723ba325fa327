"""How often a text file is read right: ours beside DuckDB's detection, csv.Sniffer, pandas and CleverCSV.

    python -m tests.benchmarks.reading [--publish]

Over the files of `tests.messy_files`, and the real files of the folder CC_REAL_FILES names, where there is one.
With --publish, writes its section of docs/benchmarks.md and leaves the others alone.
"""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import clevercsv
import duckdb
import pandas as pd

from pipelines.readers import COMMAND_LIMITS, sandbox
from pipelines.readers.model import MAX_CELL_CHARACTERS
from tests.benchmarks.publishing import publish
from tests.messy_files import Table, files, traps

HEADING = "## Reading"


@dataclass(frozen=True)
class Case:
    """A file and what is in it. `cells` only where every cell is known."""

    folder: str
    path: Path
    rows: int
    columns: tuple[int, ...]  # with and without columns that have neither name nor content
    header_rows: int = 1
    cells: Table | None = None


@dataclass(frozen=True)
class Found:
    """What a tool made of a file: records that are not blank, the header it took among them, and columns."""

    records: int
    columns: int
    cells: Table | None = None


# --- the tools, each as its documentation says to use it on a file one knows nothing about ---


def ours(path: Path) -> Found:
    """The reader as it runs in its child process; only the start of the process is left out."""
    with tempfile.TemporaryDirectory() as folder:
        (table, *_) = sandbox.understand(path, Path(folder), COMMAND_LIMITS, True).tables
        cells = [list(table.columns), *(row for _, row in table.rows())]
    if not table.has_header:
        del cells[0]
    blank = sum(1 for one in table.skipped if one.rule == "blank")
    records = table.rows_read - blank + table.has_header
    return Found(records, len(table.columns) + len(table.dropped_columns), cells)


def in_duckdb(path: Path) -> Found:
    sniffed = duckdb.execute("select HasHeader from sniff_csv($path)", {"path": str(path)}).fetchone()
    has_header = bool(sniffed and sniffed[0])
    found = duckdb.execute("select * from read_csv($path, all_varchar = true)", {"path": str(path)})
    names = [one[0] for one in found.description or []]
    rows = [["" if cell is None else cell for cell in row] for row in found.fetchall()]
    cells = [names, *rows] if has_header else rows
    return Found(sum(1 for row in cells if any(row)), len(names), cells)


def sniffed(path: Path) -> Found:
    with path.open(encoding="utf-8-sig", newline="") as file:
        dialect = csv.Sniffer().sniff(file.read(1024))
        file.seek(0)
        return _of_rows(list(csv.reader(file, dialect)))


def in_clevercsv(path: Path) -> Found:
    # An error leaves its limit as small as the file that caused it; the next file is not to suffer.
    clevercsv.field_size_limit(MAX_CELL_CHARACTERS)
    return _of_rows([list(row) for row in clevercsv.read_table(path)])


def in_pandas(path: Path) -> Found:
    frame = pd.read_csv(path)
    return Found(len(frame) + 1, frame.shape[1])


def _of_rows(rows: Table) -> Found:
    rows = [row for row in rows if any(row)]
    usual = Counter(map(len, rows)).most_common(1)
    return Found(len(rows), usual[0][0] if usual else 0, rows)


TOOLS: dict[str, Callable[[Path], Found]] = {
    "ours": ours,
    "DuckDB `read_csv`": in_duckdb,
    "`csv.Sniffer` + `csv`": sniffed,
    "pandas `read_csv`": in_pandas,
    "CleverCSV": in_clevercsv,
}


# --- the files ---


def generated(folder: Path) -> Iterator[Case]:
    for number, file in enumerate((*files(), *traps())):
        path = folder / f"{number}.csv"
        path.write_bytes(file.content)
        yield Case(f"made here: {file.kind}", path, file.rows, (file.columns,), cells=file.table)


# Rows before any is skipped, columns, header rows: as the real files' own list states them.
REAL: tuple[tuple[str, int, tuple[int, ...], int], ...] = (
    ("01_qualtrics/qualtRics_sample.csv", 1, (20,), 3),
    ("01_qualtrics/qualtRics_sample_legacy.csv", 1, (16, 15), 2),
    ("01_qualtrics/laols574_qualtrics_export_REDACTED.csv", 199, (66,), 3),
    ("02_surveymonkey/538_StarWars.csv", 1186, (38,), 2),
    ("02_surveymonkey/538_steak-risk-survey.csv", 550, (15,), 2),
    ("02_surveymonkey/538_poll-of-pollsters-anonymous-2.tsv", 12, (35,), 2),
    ("02_surveymonkey/538_thanksgiving-2015.csv", 1058, (65,), 1),
    ("03_google_forms_and_other_survey/jupyter_2016_education_googleforms_REDACTED.csv", 125, (25,), 1),
    ("03_google_forms_and_other_survey/jupyter_2015_surveygizmo.csv", 1706, (37,), 1),
    ("05_linkedin_connections/labeldekho_Connections.csv", 10, (7,), 1),
    ("05_linkedin_connections/paarth-s_Connections.csv", 3, (7,), 1),
    ("06_trackers_outreach/MadsLorentzen_job_search_tracker_REDACTED.csv", 25, (13,), 1),
    ("06_trackers_outreach/at350_outreach_tracker_TEMPLATE.csv", 0, (9,), 1),
    ("07_outcomes/538_recent-grads.csv", 173, (21,), 1),
    ("07_outcomes/538_majors-list.csv", 174, (3,), 1),
    ("07_outcomes/campus_placement_full_class.csv", 219, (15,), 1),
    ("07_outcomes/sg_graduate_employment_survey.csv", 703, (12,), 1),
    ("10_reference_codes_employers/cip2020_plain_ddimmery.csv", 2847, (8,), 1),
    ("10_reference_codes_employers/vt_fds_employer_names.txt", 106, (1,), 0),
)
UGLY = "08_ugly_csv"
# Where the machine's facts need a word: rows, columns and header rows of files with titles above the header, a
# header of its own width, or none.
UGLY_BY_HAND: dict[str, tuple[int, tuple[int, ...], int]] = {
    "csvkit_examples/realdata/Datagov_FY10_EDU_recp_by_State.csv": (55, (9,), 1),
    "csvkit_examples/realdata/FY09_EDU_Recipients_by_State.csv": (52, (10, 9), 1),
    "csvkit_examples/test_empty_columns.csv": (2, (5, 3), 1),
    "csvkit_examples/no_header_row.csv": (1, (3,), 0),
    "csvkit_examples/no_header_row2.csv": (1, (3,), 0),
    "csvkit_examples/no_header_row3.csv": (2, (3,), 0),
}


def real(folder: Path) -> Iterator[Case]:
    for name, rows, columns, header_rows in REAL:
        yield Case(name.split("/")[0], folder / name, rows, columns, header_rows)
    with (folder / UGLY / "corpus_facts.csv").open(encoding="utf-8", newline="") as facts:
        for fact in csv.DictReader(facts):
            name = fact["file"]
            if not fact["python_csv_records"]:
                continue  # a file without anything in it
            rows = int(fact["python_csv_records"]) - int(fact["blank_records"]) - 1
            columns = (int(fact["widths"].split("×")[1].split()[0]),)
            header_rows = 1
            if name in UGLY_BY_HAND:
                rows, columns, header_rows = UGLY_BY_HAND[name]
            yield Case(f"{UGLY}/{name.split('/')[0]}", folder / UGLY / name, rows, columns, header_rows)


# --- the comparison ---


def is_right(case: Case, found: Found) -> bool:
    """The rows and columns of the file; of several header rows, any number may pass as rows."""
    least = case.rows + min(case.header_rows, 1)
    most = case.rows + max(case.header_rows, 1)
    # Files without a header: a tool that takes the first row for one has still lost nothing.
    return found.columns in case.columns and least <= found.records <= most


def compare(
    cases: list[Case],
) -> tuple[dict[str, Counter[str]], Counter[str], dict[str, float], Counter[str]]:
    """Per folder and tool: right, wrong, failed; per tool: files right to the cell, and seconds."""
    score: dict[str, Counter[str]] = defaultdict(Counter)
    exact: Counter[str] = Counter()
    seconds: dict[str, float] = dict.fromkeys(TOOLS, 0.0)
    size: Counter[str] = Counter()
    for case in cases:
        size[case.folder] += 1
        for tool, read in TOOLS.items():
            started = time.perf_counter()
            try:
                with warnings.catch_warnings(action="ignore"):
                    found = read(case.path)
                verdict = "right" if is_right(case, found) else "wrong"
                exact[tool] += case.cells is not None and found.cells == case.cells
            except Exception:  # whatever a tool does with a file it cannot read
                verdict = "failed"
            seconds[tool] += time.perf_counter() - started
            score[case.folder][f"{tool} {verdict}"] += 1
    return score, exact, seconds, size


def run(office: Path, folder: Path) -> list[str]:
    """Markdown lines."""
    root = os.environ.get("CC_REAL_FILES", "")
    with tempfile.TemporaryDirectory() as made:
        cases = [*generated(Path(made)), *(real(Path(root)) if root and Path(root).is_dir() else ())]
        score, exact, seconds, size = compare(cases)
    made_here = [case for case in cases if case.cells is not None]

    def cell(place: Counter[str], tool: str) -> str:
        return " / ".join(str(place[f"{tool} {verdict}"]) for verdict in ("right", "wrong", "failed"))

    everything: Counter[str] = sum(score.values(), Counter())
    return [
        HEADING,
        "",
        "Text files, each read by every tool with nothing told: `CC_REAL_FILES=… python -m tests.benchmarks.reading`."
        " Right / wrong / failed (an error instead of rows)."
        + ("" if len(cases) > len(made_here) else " The real files were not there."),
        "Right means the rows and columns that the file's own description states, before any row is skipped: blank"
        " rows not counted, a second header row or a nameless empty column counted or not, cells not compared."
        " Titles above a header are neither rows nor names. Of the files made here every cell is known, which the"
        " line below the folders compares, all as text (pandas by default gives no text). They were made for our"
        " own tests, so they favor us; the real files do not.",
        "",
        f"| files | how many | {' | '.join(TOOLS)} |",
        f"|---|---:|{'---:|' * len(TOOLS)}",
        *(
            f"| {place} | {size[place]} | {' | '.join(cell(score[place], tool) for tool in TOOLS)} |"
            for place in score
        ),
        f"| **all** | {len(cases)} | {' | '.join(cell(everything, tool) for tool in TOOLS)} |",
        f"| made here, right to the cell | {len(made_here)} | "
        + " | ".join("–" if tool.startswith("pandas") else str(exact[tool]) for tool in TOOLS)
        + " |",
        f"| seconds for all | | {' | '.join(f'{seconds[tool]:.1f}' for tool in TOOLS)} |",
    ]


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading")
    options.add_argument("--publish", action="store_true", help="write its section of docs/benchmarks.md")
    chosen = options.parse_args()
    section = run(Path(), Path())
    print("\n".join(section))
    if chosen.publish:
        publish(section)


if __name__ == "__main__":
    main()
