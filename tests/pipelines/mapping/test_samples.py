"""A sample of a file's rows, and the spellings that occur in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.mapping import samples
from pipelines.readers import COMMAND_LIMITS, RawTable, read


def test_a_sample_is_the_first_rows_and_some_later_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("n,m\n" + "".join(f"{n},x\n" for n in range(5000)), encoding="utf-8")
    table = read(path, tmp_path, COMMAND_LIMITS).tables[0]
    seen = samples.evidence_of([table])["n"]
    assert seen.filled == samples.FIRST_ROWS + samples.LATER_ROWS
    assert list(seen.counts)[:3] == ["0", "1", "2"]
    assert samples.distinct([table], ["n"])["n"] == {str(n) for n in range(5000)}


def table_of(tmp_path: Path, text: str, name: str = "a.csv") -> RawTable:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path, tmp_path, COMMAND_LIMITS).tables[0]


def test_a_small_file_is_its_own_sample(tmp_path: Path) -> None:
    table = table_of(tmp_path, "n,m\n" + "".join(f"{n},x\n" for n in range(700)))
    seen = samples.evidence_of([table], ["S1"])
    assert list(seen) == ["n", "m"]
    assert seen["n"].filled == 700
    assert (seen["m"].counts, seen["m"].roster) == ({"x": 700}, {"s1"})


def test_the_draw_is_the_same_every_time_and_from_the_whole_file(tmp_path: Path) -> None:
    table = table_of(tmp_path, "n,m\n" + "".join(f"{n},{n // 1000}\n" for n in range(20_000)))
    first, again = samples.evidence_of([table])["m"], samples.evidence_of([table])["m"]
    assert first.counts == again.counts
    assert first.filled == 2000
    thousands = {int(key): n for key, n in first.counts.items()}
    assert thousands[0] > 500
    assert all(30 <= thousands[thousand] <= 150 for thousand in range(1, 20))


def test_tables_taken_together_may_have_their_columns_in_another_order(tmp_path: Path) -> None:
    tables = [table_of(tmp_path, "Who,Day\nann,1\n"), table_of(tmp_path, "DAY:,who\n2,bob\n", "b.csv")]
    seen = samples.evidence_of(tables)
    assert (list(seen["Who"].counts), list(seen["Day"].counts)) == (["ann", "bob"], ["1", "2"])
    assert samples.distinct(tables, ["Day"]) == {"Day": {"1", "2"}}
    assert samples.distinct(tables, []) == {}


REMEMBERED = {"status": {"placed": "employed", "far away": "x"}, "other": {"a": "b"}, "empty": {}}


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("Placed!", {"Placed!": "employed"}),
        (" PLACED ", {"PLACED": "employed"}),
        ("Far  away", {"Far  away": "x"}),
        ("lead; placed", {"placed": "employed"}),
        ("lead, placed | far away", {"placed": "employed", "far away": "x"}),
        ("well placed", {}),  # a word of a sentence is no choice of several
        ("misplaced; lead", {}),
        ("", {}),
    ],
)
def test_of_remembered_spellings_those_that_occur_are_kept(
    cell: str, kept: dict[str, str], tmp_path: Path
) -> None:
    table = table_of(tmp_path, f'id,Status\n1,"{cell}"\n2,other\n')
    found = samples.occurring([table], {"status": "Status", "id": "id", "empty": "id"}, REMEMBERED)
    assert found == ({"status": kept} if kept else {})
    assert samples.occurring([table], {"id": "id"}, REMEMBERED) == {}
