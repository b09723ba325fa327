"""A sample of a file's rows, and the spellings that occur in it."""

from __future__ import annotations

from pathlib import Path

from pipelines.mapping import samples
from pipelines.readers import COMMAND_LIMITS, read


def test_a_sample_is_the_first_rows_and_some_later_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("n,m\n" + "".join(f"{n},x\n" for n in range(5000)), encoding="utf-8")
    table = read(path, tmp_path, COMMAND_LIMITS).tables[0]
    seen = samples.evidence_of([table])["n"]
    assert seen.filled == samples.FIRST_ROWS + samples.LATER_ROWS
    assert list(seen.counts)[:3] == ["0", "1", "2"]
    assert samples.distinct([table], ["n"])["n"] == {str(n) for n in range(5000)}
