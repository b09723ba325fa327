"""Two releases of one build never differ by a few people only."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.office.releases import Releases
from pipelines.figures.results import Question
from pipelines.release.ask import ask
from pipelines.release.disclosure import Policy
from pipelines.release.release_ledger import Cut, Leaving, cut_of, is_inside
from tests.offices import office
from tests.pipelines.release.test_disclosure import metric, table

WHOLE = Cut("b1", "m", "expected", None, None, (), 100)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (replace(WHOLE, conditions=(("college", ("Arts",)),)), WHOLE, True),
        (WHOLE, replace(WHOLE, conditions=(("college", ("Arts",)),)), False),
        (
            replace(WHOLE, conditions=(("college", ("Arts",)),)),
            replace(WHOLE, conditions=(("college", ("Arts", "Law")),)),
            True,
        ),
        (
            replace(WHOLE, conditions=(("college", ("Arts",)),)),
            replace(WHOLE, conditions=(("college", ("Law",)),)),
            False,
        ),
        (replace(WHOLE, until=date(2026, 3, 1)), replace(WHOLE, until=date(2026, 3, 2)), True),
        (replace(WHOLE, until=date(2026, 3, 2)), replace(WHOLE, until=date(2026, 3, 1)), False),
        (replace(WHOLE, since=date(2026, 3, 1)), WHOLE, True),
        (replace(WHOLE, population="roster"), WHOLE, False),
    ],
)
def test_a_cut_is_inside_another_by_what_was_asked(inner: Cut, outer: Cut, expected: bool) -> None:
    assert is_inside(inner, outer) is expected


def people(count: int) -> str:
    """Each student held one interview, the nth on a day of its own from March 1 on; every tenth is in Law."""
    lines = ["student_id | contact_name | held_on | referrals_count"]
    lines += [f"S{n} | C{n} | 2026-03-{n + 1:02} | 1" for n in range(count)]
    return "\n".join(lines)


def test_a_release_a_few_people_from_an_earlier_one_is_withheld(tmp_path: Path) -> None:
    published = office(tmp_path, interview_log=people(30))
    ledger = Releases(tmp_path / "warehouse")

    def leave(until: date | None) -> tuple[bool, str]:
        (cell,) = ask(
            published, "referral_any_rate", Question(until=until), "publishable", Policy(), Leaving(ledger)
        ).cells
        return cell.is_withheld, cell.label

    assert leave(None)[0] is False  # 30 students
    assert leave(date(2026, 3, 29)) == (
        True,
        "Withheld: differs from an earlier release by fewer than 10 students",
    )
    assert leave(date(2026, 3, 21))[0] is True  # 21 students: 9 fewer
    assert leave(date(2026, 3, 20))[0] is False  # 20 students: 10 fewer
    assert leave(date(2026, 3, 19))[0] is True  # 1 fewer than the release before
    assert leave(None)[0] is False  # the same release again always goes


def test_groups_of_one_figure_are_cuts_of_their_own() -> None:
    """A group of 13 is no earlier release of one of 15: the same figure can leave twice."""
    groups = metric("count", "graduates", "graduate", category="employer", categories_are="groups")
    result = table("Acme 13 13 0\nBolt 15 15 0", groups, by=("employer",))
    acme, bolt = (cut_of(result, cell) for cell in result.cells)
    assert acme is not None
    assert bolt is not None
    assert not is_inside(acme, bolt)
    assert is_inside(acme, acme)


def test_looking_is_not_releasing(tmp_path: Path) -> None:
    published = office(tmp_path, interview_log=people(30))
    ledger = Releases(tmp_path / "warehouse")
    ask(published, "referral_any_rate", Question(), "publishable", Policy())
    trial = Leaving(ledger, is_trial=True)
    ask(published, "referral_any_rate", Question(), "publishable", Policy(), trial)
    assert ledger.released("referral_any_rate") == []
    day = Question(until=date(2026, 3, 29))
    (cell,) = ask(published, "referral_any_rate", day, "publishable", Policy(), Leaving(ledger)).cells
    assert not cell.is_withheld


@pytest.mark.parametrize(("more", "is_warned"), [(1, True), (9, True), (10, False), (0, False)])
def test_an_update_by_a_few_people_warns_whoever_releases_it(
    tmp_path: Path, more: int, is_warned: bool
) -> None:
    """The data changed in between, so that nothing is withheld: but both releases together tell about few."""
    ledger = Releases(tmp_path / "warehouse")

    def leave(state: str, count: int) -> tuple[bool, list[str]]:
        published = office(tmp_path / state, interview_log=people(count))
        leaving = Leaving(ledger)
        (cell,) = ask(published, "referral_any_rate", Question(), "publishable", Policy(), leaving).cells
        return cell.is_withheld, leaving.warnings

    assert leave("fall", 14) == (False, [])
    is_withheld, warnings = leave("spring", 14 + more)
    assert not is_withheld
    assert bool(warnings) is is_warned
    if is_warned:
        assert "differs from this by fewer than 10 students" in warnings[0]
    assert leave("spring, mended", 14 + more) == (
        False,
        [],
    )  # the newest release of a cut is what the next is compared with


def test_exports_of_the_command_line_are_releases(tmp_path: Path) -> None:
    office(tmp_path, interview_log=people(30))
    base = [
        sys.executable,
        "-m",
        "dashboard.cli",
        "--warehouse",
        str(tmp_path / "warehouse"),
        "export",
        "referral_any_rate",
    ]
    for name, more in (("one.csv", []), ("two.csv", ["--until", "2026-03-29"])):
        subprocess.run([*base, "-o", str(tmp_path / name), *more], check=True, capture_output=True)
    assert "Withheld" not in (tmp_path / "one.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert "Withheld" in (tmp_path / "two.csv").read_text(encoding="utf-8-sig").splitlines()[1]
