"""Names from outside become parts of file names and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.file_names import slug


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Térm report, Fall", "term-report-fall"),
        ("../../etc/passwd", "etc-passwd"),
        ("年度", ""),
        ("-a_b-", "a-b"),
    ],
)
def test_a_name_is_plain(name: str, plain: str) -> None:
    assert slug(name) == plain


@given(st.text())
def test_no_name_is_a_path(name: str) -> None:
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(name)) == slug(name)
