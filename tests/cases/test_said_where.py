"""What a page says names nothing of the command line, nor the names of our own columns; and the other way around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.uploads import words
from dashboard.uploads.match_rows import match_rows
from pipelines.cli.report_words import in_words
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.sources.catalog import sources
from pipelines.store.warehouse import Warehouse

HERE = Path(__file__).parent
FILES = sorted(
    path
    for path in HERE.glob("*/*")
    if path.suffix not in (".toml", ".py", ".pyc")
    and path.parent.name in ("people", "kind_of_file", "dates", "numbers")
)
OF_THE_COMMAND_LINE = re.compile(
    r"(?<!\w)--[a-z]|mapping file|a mapping\b|TOML|\[columns\]|date_order", re.IGNORECASE
)
OF_THE_PAGE = re.compile(
    r"on Uploads|in the step before|under “|under Columns|under Options|Please decide|\bdrop\b"
)
OUR_NAMES = re.compile(
    r"\b(?:" + "|".join({c.name for s in sources().values() for c in s.columns if "_" in c.name}) + r")\b"
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return Warehouse(tmp_path_factory.mktemp("office") / "warehouse")


def on_the_page(report: ImportReport) -> Iterator[str]:
    """Every sentence of a report that the page shows."""
    yield words.in_plain_words(report.message)
    yield from words.notes(report)
    yield from (words.in_plain_words(question.text) for question in report.questions)
    for cause in report.causes:
        yield words.cause(cause, words.asked(report))
        yield words.to_do(cause, report)
    for row in report.rejected_sample:
        yield from (words.in_plain_words(problem.message) for problem in row.problems)
    source = sources().get(report.source or "")
    if source:
        yield from (row.why for row in match_rows(report, source, {}))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_each_says_what_to_do_where_it_is_read(file: Path, warehouse: Warehouse) -> None:
    report = import_file(warehouse, file, dry_run=True)
    for sentence in on_the_page(report):
        bare = re.sub(r"“[^”]*”", "“…”", sentence)  # what a file says is its own
        assert not OF_THE_COMMAND_LINE.search(bare), sentence
        assert not OUR_NAMES.search(bare), sentence
    assert not OF_THE_PAGE.search(in_words(report))
