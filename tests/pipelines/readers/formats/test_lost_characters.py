"""Characters lost before a file reached us are counted by column, with the first rows that have some."""

from __future__ import annotations

import pytest

from pipelines.readers import Flag
from pipelines.readers.formats.lost_characters import LOST, damaged_text


@pytest.mark.parametrize(
    ("rows", "flags"),
    [
        (["s1,Ana,x"], []),
        ([f"s1,An{LOST},x"], [("name", 1, (2,))]),
        ([f"s1,{LOST}n{LOST},x", "s2,Bo,x", f"s3,Cy,{LOST}"], [("name", 1, (2,)), ("note", 1, (4,))]),
        ([f"s{at},{LOST},x" for at in range(7)], [("name", 7, (2, 3, 4, 5, 6))]),
    ],
)
def test_a_column_with_lost_characters_is_flagged(understand, rows, flags) -> None:
    (table,) = understand("id,name,note\n" + "\n".join(rows) + "\n").tables
    assert damaged_text(table) == tuple(Flag("damaged_text", *flag) for flag in flags)
