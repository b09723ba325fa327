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


@pytest.mark.parametrize(
    ("written", "words", "known", "bracketed"),
    [
        ("The U.S. Bank, N.A.", "us bank", "us bank", ""),
        ("The", "the", "", ""),  # nothing would be left
        ("Ernst & Young LLP", "ernst and young", "ernst and young", ""),
        ("EY", "ey", "ernst and young", ""),
        ("Ernst & Co", "ernst", "", ""),
        ("Naval Undersea Warfare Center (NUWC)", "naval undersea warfare center", "", "nuwc"),
        ("(Acme)", "acme", "", ""),
        ("Café Zoë", "cafe zoe", "", ""),
        ("O'Brien’s", "obriens", "", ""),
        ("A B C Logistics x", "abc logistics x", "", ""),
    ],
)
def test_a_name_is_reduced_to_its_core(written: str, words: str, known: str, bracketed: str) -> None:
    reduced = core(written)
    assert (reduced.text, reduced.known, reduced.bracketed) == (words, known, bracketed)


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Calder", "Calder Systems Inc", 0.9),
        ("Acme, Inc.", "ACME", 0.98),
        ("EY", "Ernst & Young", 0.95),
        ("PricewaterhouseCoopers (PwC)", "PwC", 0.95),
        ("Calder Group", "Calder", 0.9),
        ("Northern Harbor Transit Authority", "NHTA", 0.75),
        ("Deloite", "Deloitte", 0.8),
        ("Deloitte 1", "Deloitte 2", None),
        ("CGI", "CSI", None),
    ],
)
def test_how_sure_a_likeness_is_depends_on_what_says_so(one: str, other: str, score: float | None) -> None:
    verdict = likeness(core(one), core(other))
    assert (verdict[0] if verdict else None) == score


def test_the_more_used_else_the_shorter_spelling_gives_the_name() -> None:
    (used,) = employers.suggest([Employer("acme", "Acme", 9), Employer("acme inc", "Acme Inc", 1)])
    assert (used.left_key, used.right_key) == ("employer:acme inc", "employer:acme")
    (rare,) = employers.suggest([Employer("acme", "Acme", 1), Employer("acme inc", "Acme Inc", 9)])
    assert rare.right_key == "employer:acme inc"
    (even,) = employers.suggest([Employer("acme", "Acme", 1), Employer("acme inc", "Acme Inc", 1)])
    assert even.right_key == "employer:acme"


def test_a_word_that_many_employers_share_says_nothing() -> None:
    many = [f"Harbor{chr(97 + place)} Alliance" for place in range(employers.MOST_TOGETHER + 1)]
    assert employers.suggest(named(*many)) == []
