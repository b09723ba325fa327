"""Two releases of one build never differ by a few people only."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.office.releases import Releases
from pipelines.figures.results import Question, Released, Result
from pipelines.release.ask import ask
from pipelines.release.disclosure import Policy, release
from pipelines.release.release_ledger import Cut, Leaving, cut_of, hold_back, is_inside
from tests.offices import office
from tests.pipelines.release.tables import POLICY, metric, table

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
        (WHOLE, replace(WHOLE, since=date(2026, 3, 1)), False),
        (WHOLE, replace(WHOLE, until=date(2026, 3, 1)), False),
        (replace(WHOLE, since=date(2026, 3, 2)), replace(WHOLE, since=date(2026, 3, 1)), True),
        (replace(WHOLE, since=date(2026, 3, 1)), replace(WHOLE, since=date(2026, 3, 2)), False),
        (replace(WHOLE, since=date(2026, 3, 1)), replace(WHOLE, since=date(2026, 3, 1)), True),
        (replace(WHOLE, until=date(2026, 3, 1)), replace(WHOLE, until=date(2026, 3, 1)), True),
        (
            replace(WHOLE, since=date(2026, 3, 2), until=date(2026, 5, 1)),
            replace(WHOLE, since=date(2026, 3, 1), until=date(2026, 4, 1)),
            False,
        ),
        (
            replace(WHOLE, conditions=(("college", ("Arts",)), ("gender", ("Woman",)))),
            replace(WHOLE, conditions=(("college", ("Arts",)), ("term", ("2026 Fall",)))),
            False,
        ),
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


# -- cells held back, without an office -----------------------------------------------------------------------


def leave(result: Result, ledger: Releases, *, is_trial: bool = False) -> tuple[Released, list[str]]:
    leaving = Leaving(ledger, is_trial)
    return hold_back(result, release(result, "publishable", POLICY), leaving, POLICY), leaving.warnings


def test_a_cut_remembers_who_was_asked_about_and_how_many_there_are() -> None:
    asked = Question(by=("college",), where=(("gender", "Woman"), ("gender", "Man")), since=date(2026, 3, 1))
    result = replace(table("Arts 40 20 40"), question=asked)
    cut = cut_of(result, result.cells[0])
    assert cut == Cut(
        "build-1", "id", "expected", date(2026, 3, 1), None,
        (("college", ("Arts",)), ("gender", ("Man", "Woman"))), 40,
    )  # fmt: skip
    assert cut_of(result, replace(result.cells[0], people=0)) is None
    share = replace(result.cells[0], people=4, people_in_denominator=40)
    assert cut_of(result, share) == cut  # those behind the whole


def test_parts_of_one_whole_have_the_same_people_behind_them() -> None:
    parts = metric("share", category="channel", categories_are="parts", of="thread")
    result = table("cold 40 20 40", parts, by=("channel",))
    cut = cut_of(result, result.cells[0])
    assert cut is not None
    assert cut.conditions == ()


def test_only_the_cells_too_close_to_an_earlier_release_are_held_back(tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    assert not any(cell.is_withheld for cell in leave(table("Arts 40 20 40\nLaw 30 10 30"), ledger)[0].cells)
    arts, law = leave(table("Arts 41 20 41\nLaw 30 10 30"), ledger)[0].cells
    assert (arts.is_withheld, law.is_withheld) == (True, False)
    assert arts.label == "Withheld: differs from an earlier release by fewer than 10 students"
    assert (arts.value, arts.people, dict(arts.segment)) == (None, None, {"college": "Arts"})
    # what was held back was not released: the next is not compared with it
    assert not leave(table("Arts 50 20 50"), ledger)[0].cells[0].is_withheld


def test_a_smaller_cut_and_a_larger_one_are_both_compared(tmp_path: Path) -> None:
    for first, second in (("arts", "all"), ("all", "arts")):
        ledger = Releases(tmp_path / first)
        results = {"arts": table("Arts 40 20 40"), "all": replace(table("x 45 20 45"), question=Question())}
        results["all"] = replace(results["all"], cells=(replace(results["all"].cells[0], segment={}),))
        assert not leave(results[first], ledger)[0].cells[0].is_withheld
        assert leave(results[second], ledger)[0].cells[0].is_withheld


def test_a_cell_that_was_pooled_passes_and_one_withheld_is_not_remembered(tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    result = table("Arts 40 20 40\nLaw 3 1 3")
    released = release(result, "publishable", POLICY)
    pooled = replace(
        released, cells=tuple(replace(cell, segment={"college": "Pool"}) for cell in released.cells)
    )
    assert hold_back(result, pooled, Leaving(ledger), POLICY) == pooled
    assert ledger.released("id") == []
    hold_back(result, released, Leaving(ledger), POLICY)
    assert [cut.people for cut in ledger.released("id")] == [40]


def test_figures_beside_are_held_back_too(tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    other = metric()
    other = replace(other, id="other")
    beside = replace(table("Arts 40 20 40"), metric=other)
    leave(replace(table("Arts 60 20 60"), beside=(beside,)), ledger)
    closer = replace(table("Arts 41 20 41"), metric=other)
    released, _ = leave(replace(table("Arts 60 20 60"), beside=(closer,)), ledger)
    assert not released.cells[0].is_withheld
    assert released.beside[0].cells[0].is_withheld
    alone = replace(table("Arts 60 20 60"), beside=())
    kept = hold_back(alone, replace(released, beside=released.beside), Leaving(ledger), POLICY)
    assert kept.beside == released.beside  # nothing exact is known of it


def test_a_warning_is_heard_once_and_names_the_newest_release_only(tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    leave(table("Arts 40 20 40"), ledger)
    later = replace(table("Arts 60 20 60"), build="build-2")
    assert leave(later, ledger)[1] == []
    newest = replace(table("Arts 42 20 42"), build="build-3")  # near the first, which the second outdated
    assert leave(newest, ledger)[1] == []
    leaving = Leaving(ledger)
    near = replace(table("Arts 43 20 43"), build="build-4")
    for _ in range(2):
        hold_back(near, release(near, "publishable", POLICY), leaving, POLICY)
    assert len(leaving.warnings) == 1


def test_an_office_that_asks_for_more_people_holds_back_more(tmp_path: Path) -> None:
    for k, is_withheld in ((10, False), (15, True)):
        ledger, policy = Releases(tmp_path / str(k)), Policy(k=k)
        for people_ in (40, 52):
            result = table(f"Arts {people_} 20 {people_}")
            held = hold_back(result, release(result, "publishable", policy), Leaving(ledger), policy)
        assert held.cells[0].is_withheld == is_withheld
