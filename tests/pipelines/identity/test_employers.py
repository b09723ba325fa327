"""What looks like one employer, and what does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity import employers
from pipelines.identity.employers import Employer, core, likeness

REAL = Path(os.environ.get("CC_REAL_FILES", "")) / "10_reference_codes_employers"


def named(*spellings: str) -> list[Employer]:
    return [Employer(" ".join(spelling.lower().split()), spelling, 1) for spelling in spellings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EY LLP", "Ernst & Young"),
        ("Ernst & Young Solutions LLP Singapore", "EY"),
        ("US Bank", "U.S. Bank"),
        ("Goldman Sachs", "Goldman, Sachs & Co."),
        ("The Boeing Company", "Boeing"),
        ("PricewaterhouseCoopers (PwC)", "PwC"),
        ("Calder", "Calder Systems Inc"),
        ("Deloite", "Deloitte"),
        ("Procter and Gamble", "P&G"),
        ("Northern Harbor Transit Authority", "NHTA"),
    ],
)
def test_two_names_of_one_employer_are_suggested(one: str, other: str) -> None:
    (found,) = employers.suggest(named(one, other))
    assert found.kind == "employer"
    assert {found.left_name, found.right_name} == {one, other}
    assert found.evidence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amazon", "Amazon Web Services"),
        ("Bank of America", "Bank of New York"),
        ("CGI", "CSI"),
        ("Mercy Hospital", "Mercy Health"),
        ("University of Texas", "University of Texas at Austin"),
        ("Smith Group", "Smith Holdings"),
        ("Boston", "Boston Consulting Group"),
        ("Station 12 Media", "Station 13 Media"),
        ("Self-employed", "Self employed"),
        ("Quillstone Works", "Quillstone Partners"),
    ],
)
def test_two_employers_are_left_alone(one: str, other: str) -> None:
    assert employers.suggest(named(one, other)) == []


@given(st.text(), st.text())
def test_likeness_is_the_same_both_ways_for_any_text(one: str, other: str) -> None:
    assert likeness(core(one), core(other)) == likeness(core(other), core(one))


@given(st.lists(st.text(min_size=1), max_size=8, unique_by=lambda text: " ".join(text.lower().split())))
def test_suggestions_do_not_depend_on_the_order_of_employers(spellings: list[str]) -> None:
    known = [one for one in named(*spellings) if one.written]
    assert employers.suggest(known) == employers.suggest(known[::-1])


def test_those_decided_to_be_one_are_not_suggested_again() -> None:
    known = [
        Employer("ey llp", "EY LLP", 1, "ernst young"),
        Employer("ernst young", "Ernst & Young", 9, "ernst young"),
    ]
    assert employers.suggest(known) == []


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_on_a_real_list_of_employers_four_pairs_are_suggested_and_all_are_right() -> None:
    lines = (REAL / "vt_fds_employer_names.txt").read_text(encoding="ascii").splitlines()
    found = employers.suggest(named(*(line.strip() for line in lines if line.strip())))
    assert len(found) == 4
    starts = sorted(tuple(sorted((one.left_name[:2], one.right_name[:2]))) for one in found)
    assert ("EY", "Er") in starts
    assert all(min(one.score, 1) >= 0.9 for one in found)
