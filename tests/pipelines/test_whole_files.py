"""A file is whole or not there: also where writing it breaks off, and where one of its name stood before."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.whole_files import whole


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"before")
    with whole(path) as place:
        place.write_bytes(b"half")
        assert path.read_bytes() == b"before"
        place.write_bytes(b"whole")
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("stood_there", [True, False])
def test_what_breaks_off_leaves_what_was(tmp_path: Path, stood_there: bool) -> None:
    path = tmp_path / "report.pdf"
    if stood_there:
        path.write_bytes(b"before")

    def broken() -> None:
        with whole(path) as place:
            place.write_bytes(b"half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        broken()
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"before"] * stood_there
