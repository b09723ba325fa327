"""100 damaged files, and 300 others thoroughly: none stops the program, none hangs, no row of any is lost without a word, and
what is kept is what stands in the file.

`make fuzz` does the same with 5,000.
"""

from __future__ import annotations

import contextlib
import csv
import logging
import warnings
from collections import Counter
from pathlib import Path

import pytest

from pipelines.readers import PAGE_LIMITS, sandbox
from tests.fuzz.corpus import seeds
from tests.fuzz.judging import READ, REFUSED, TAKEN, Judge, check_values
from tests.fuzz.mutating import mutant

FILES = (range(100), range(100, 400))  # numbers of damaged files: whenever tests run, and thoroughly


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.sampled(2)
@pytest.mark.parametrize("numbers", FILES, ids=str)
def test_no_damaged_file_stops_hangs_or_loses_a_row(
    numbers: range, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    corpus = seeds()
    judge = Judge(tmp_path, corpus)
    outcomes: Counter[str] = Counter()
    with warnings.catch_warnings(), caplog.at_level(logging.INFO):
        warnings.simplefilter("ignore")  # of libraries that read here; the child's go nowhere
        for number in numbers:
            outcomes[judge.judge(number)] += 1
    assert outcomes.total() == len(numbers)
    # Damage that stopped nearly every file, or none, would test nothing.
    assert min(outcomes[kind] for kind in (READ, REFUSED, TAKEN)) >= len(numbers) / 50, outcomes
    assert capfd.readouterr().err == ""
    assert caplog.text == ""
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse"]


def test_every_sound_file_of_the_corpus_is_read_or_refused(tmp_path: Path) -> None:
    from tests.fuzz.judging import read_here

    outcomes: Counter[str] = Counter()
    for number, seed in enumerate(seeds()):
        path = tmp_path / f"{number}.{seed.suffix}"
        path.write_bytes(seed.content)
        outcomes[read_here(path, tmp_path)] += 1
    assert outcomes[READ] > 0.9 * outcomes.total(), outcomes


def test_the_same_number_is_the_same_file() -> None:
    corpus = seeds()
    some = [mutant(number, corpus) for number in range(40)]
    assert some == [mutant(number, corpus) for number in range(40)]
    sound = {seed.content for seed in corpus}
    assert sum(one.content not in sound for one in some) > 30


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([["S1", "Ana", "2026-03-01"], ["S2", "Bo", "2026-03-02"]], ""),
        ([["S1", "Ana", "2026-03-02"], ["S2", "Bo", "2026-03-01"]], "row 2 holds what its line does not"),
        ([["S1", "Ana", ""], ["S2", "Bo", "2026-03-02"]], "row 2 has cells in other columns"),
        ([["S1", "2026-03-01", "Ana"], ["S2", "Bo", "2026-03-02"]], "row 2 has cells in other columns"),
        ([["S1", "Ann", "2026-03-01"], ["S2", "Bo", "2026-03-02"]], "row 2 holds what its line does not"),
    ],
)
def test_a_cell_that_is_not_its_lines_is_found(tmp_path: Path, told: list[list[str]], words: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text("student_id,contact_name,held_on\nS1,Ana,2026-03-01\nS2,Bo,2026-03-02\n")
    reading = sandbox.understand(path, tmp_path, PAGE_LIMITS, False)
    with reading.tables[0].cells.path.open("w", newline="") as cells:
        csv.writer(cells, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
            [number, *row] for number, row in enumerate(told, start=2)
        )
    with pytest.raises(AssertionError, match=words) if words else contextlib.nullcontext():
        check_values(reading, path.read_bytes())
