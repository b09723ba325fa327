"""Two releases of one build never differ by a few people only, whatever they are of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.office.releases import Releases
from pipelines.figures.results import Cell, Question, Released, Result, Segment
from pipelines.release.ask import ask
from pipelines.release.disclosure import Policy, release
from pipelines.release.release_ledger import (
    Cut,
    Leaving,
    behind,
    cut_of,
    hold_back,
    is_too_close,
    who_of,
)
from pipelines.store.warehouse import Published
from tests.command_line import run
from tests.offices import office
from tests.pipelines.release.tables import POLICY, metric, table


def crowd(first: int, last: int) -> int:
    """The students from one to another, both included."""
    return who_of(range(first, last + 1), {student: student for student in range(last + 1)})


ARTS = (("college", ("Arts",)),)
WHOLE = Cut("b1", "m", "expected", None, None, (), crowd(1, 100))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (replace(WHOLE, conditions=ARTS, who=crowd(1, 91)), True),  # nested, 9 fewer
        (replace(WHOLE, conditions=ARTS, who=crowd(1, 90)), False),  # 10 fewer
        (replace(WHOLE, conditions=ARTS, who=crowd(5, 104)), True),  # as many, but 4 and 4 others
        (replace(WHOLE, conditions=ARTS, who=crowd(6, 105)), False),  # 5 and 5 others
        (replace(WHOLE, conditions=ARTS), False),  # the same people
        (replace(WHOLE, population="roster", who=crowd(1, 103)), True),
        (replace(WHOLE, conditions=ARTS, metric="n", who=crowd(1, 97)), True),  # of another figure
        (replace(WHOLE, metric="n", who=crowd(1, 97)), False),  # the same cut, of another figure
        (replace(WHOLE, who=crowd(1, 97)), True),  # the same cell, counted anew
        (replace(WHOLE, until=date(2026, 3, 1), who=crowd(1, 97)), True),
        (replace(WHOLE, conditions=(("major", ("Art", "Dance")),), who=crowd(2, 100)), True),  # a pool
    ],
)
def test_two_cells_are_too_close_by_who_is_counted(other: Cut, expected: bool) -> None:
    assert is_too_close(WHOLE, other, POLICY) is expected
    assert is_too_close(other, WHOLE, POLICY) is expected


def test_cells_of_other_days_are_of_other_things_of_the_same_people() -> None:
    march = replace(WHOLE, since=date(2026, 3, 1), until=date(2026, 3, 31))
    april = replace(WHOLE, since=date(2026, 4, 1), until=date(2026, 4, 30), who=crowd(1, 97))
    assert not is_too_close(march, april, POLICY)
    assert not is_too_close(april, march, POLICY)
    assert is_too_close(march, replace(april, since=date(2026, 3, 31)), POLICY)


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
        "Hidden: it differs from an earlier release by fewer than 10 students",
    )
    assert leave(date(2026, 3, 21))[0] is True  # 21 students: 9 fewer
    assert leave(date(2026, 3, 20))[0] is False  # 20 students: 10 fewer
    assert leave(date(2026, 3, 19))[0] is True  # 1 fewer than the release before
    assert leave(None)[0] is False  # the same release again always goes


def test_what_was_known_by_another_day_is_another_cell_of_almost_the_same_people(tmp_path: Path) -> None:
    """Of 40 graduates all have landed; 5 of them told it in November, 15 in October."""
    roster = "student_id | class_year\n" + "\n".join(f"S{n:02} | 2026" for n in range(40))
    outcomes = "student_id | class_year | outcome_status | reported_on\n" + "\n".join(
        f"S{n:02} | 2026 | employed_full_time | 2026-{11 if n < 5 else 10 if n < 20 else 9}-01"
        for n in range(40)
    )
    published = office(tmp_path, roster=roster, first_destination=outcomes)
    ledger = Releases(tmp_path / "warehouse")

    def is_withheld(days: int | None) -> bool:
        asked = Question(where=(("class_year", "2026"),), known_within_days=days)
        (cell,) = ask(
            published, "career_outcomes_rate", asked, "publishable", Policy(), Leaving(ledger)
        ).cells
        return cell.is_withheld

    assert not is_withheld(None)  # 40 graduates
    assert is_withheld(123)  # October 31: 35
    assert not is_withheld(92)  # September 30: 20
    assert not is_withheld(91)  # the same 20
    assert not is_withheld(124)  # November 1: all 40
    assert len(ledger.released("career_outcomes_rate")) == 4


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
    for name, more in (("one.csv", []), ("two.csv", ["--until", "2026-03-29"])):
        asked = ("export", "referral_any_rate", "-o", tmp_path / name, *more)
        assert run(*asked, warehouse=tmp_path / "warehouse").returncode == 0
    assert "Hidden" not in (tmp_path / "one.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert "Hidden" in (tmp_path / "two.csv").read_text(encoding="utf-8-sig").splitlines()[1]


# -- asked as an attacker would ------------------------------------------------------------------------------

MAJORS = ["Art"] * 6 + ["Dance"] * 6 + ["Film"] * 6 + ["Biology"] * 46 + ["Chemistry"] * 36
ROSTER = "student_id | college | majors | class_year | is_expected_to_log\n" + "\n".join(
    f"S{n:02} | {'Law' if n < 70 else 'Arts'} | {MAJORS[n % len(MAJORS)]} | {2026 + n % 2}"
    f" | {'no' if n % 20 == 3 else 'yes'}"
    for n in range(100)
)
LOG = "student_id | contact_name | held_on | referrals_count\n" + "\n".join(
    f"S{n:02} | C{n} | 2026-03-{n % 28 + 1:02} | 1" for n in range(95)
)


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return office(tmp_path, roster=ROSTER, interview_log=LOG)


def asks(published: Published, ledger: Releases, metric_id: str, **asked: object) -> Released:
    return ask(published, metric_id, Question(**asked), "publishable", Policy(), Leaving(ledger))  # type: ignore[arg-type]


def test_the_roster_after_those_expected_is_withheld(published: Published, tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    assert not asks(published, ledger, "participation_rate").cells[0].is_withheld  # 95 students
    roster = asks(published, ledger, "participation_rate", population="roster").cells[0]  # and five more
    assert "differs from an earlier release" in roster.label


def test_another_figure_of_nearly_the_same_students_is_withheld(published: Published, tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    assert not asks(published, ledger, "referral_any_rate").cells[0].is_withheld  # all 95 who logged
    later = asks(published, ledger, "interview_volume", since=date(2026, 3, 2)).cells[
        0
    ]  # without those of a day
    assert "differs from an earlier release" in later.label
    assert not asks(published, ledger, "interview_volume").cells[0].is_withheld  # the same cut


def test_a_pool_is_compared_by_all_its_members(published: Published, tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    by_major = asks(published, ledger, "participation_rate", by=("major",))
    shown = {cell.segment["major"]: cell for cell in by_major.cells if not cell.is_withheld}
    assert set(shown) == {"Other in Visual and Performing Arts", "Biology", "Chemistry"}
    remembered = {dict(cut.conditions)["major"]: cut.people for cut in ledger.released("participation_rate")}
    counts = dict.fromkeys(("Art", "Dance", "Film"), 0)
    for n in range(100):
        major = MAJORS[n % len(MAJORS)]
        if major in counts and n % 20 != 3:
            counts[major] += 1
    assert remembered[("Art", "Dance", "Film")] == sum(counts.values())


def test_the_same_cells_always_go_again_whatever_left_in_between(
    published: Published, tmp_path: Path
) -> None:
    ledger = Releases(tmp_path)
    first = asks(published, ledger, "participation_rate", by=("class_year",))
    asks(published, ledger, "referral_any_rate", by=("college",))
    asks(published, ledger, "participation_rate")
    assert asks(published, ledger, "participation_rate", by=("class_year",)).cells == first.cells


# -- cells held back, without an office -----------------------------------------------------------------------


def everybody(result: Result) -> Mapping[Segment, int]:
    """As many students as the cell says, the first ones."""
    return {cell.key: crowd(1, cell.people or 0) for cell in result.cells}


def leave(result: Result, ledger: Releases, *, is_trial: bool = False) -> tuple[Released, list[str]]:
    leaving = Leaving(ledger, is_trial)
    released = release(result, "publishable", POLICY)
    return hold_back(result, released, everybody, leaving, POLICY), leaving.warnings


def test_a_cut_remembers_what_was_asked_and_who_was_counted() -> None:
    asked = Question(
        by=("industry",), where=(("class_year", "2026"), ("term", "2026 Fall")), since=date(2026, 9, 1)
    )
    result = replace(table("Arts 40 20 40"), question=asked)
    result = replace(result, calendar=replace(result.calendar, terms=(("Spring", 1), ("Fall", 8))))
    cut = cut_of(result, result.cells[0], crowd(1, 40))
    assert cut == Cut(
        "build-1", "id", "expected", date(2026, 9, 1), date(2026, 12, 31),
        (("class_year", ("2026",)), ("industry", ("Arts",))), crowd(1, 40),
    )  # fmt: skip
    assert cut.people == 40
    assert cut_of(result, result.cells[0], 0) is None
    pooled = replace(result, pools={"Pool": ("Arts", "Law")})
    of_pool = cut_of(pooled, Cell({"industry": "Pool"}, 1.0, 1.0, 1.0, 40), crowd(1, 40))
    assert of_pool is not None
    assert dict(of_pool.conditions)["industry"] == ("Arts", "Law")


def test_parts_of_one_whole_are_one_cut_and_groups_are_cuts_of_their_own() -> None:
    parts = metric("share", category="channel", categories_are="parts", of="thread")
    result = table("cold 40 20 40", parts, by=("channel",))
    cut = cut_of(result, result.cells[0], crowd(1, 40))
    assert cut is not None
    assert cut.conditions == ()
    groups = metric("count", "graduates", "graduate", category="employer", categories_are="groups")
    named = table("Acme 13 13 0", groups, by=("employer",))
    own = cut_of(named, named.cells[0], crowd(1, 13))
    assert own is not None
    assert own.conditions == (("employer", ("Acme",)),)


def test_behind_a_pool_are_all_its_members_and_behind_the_others_all_who_are_not_named() -> None:
    counted = {
        frozenset({("employer", name)}): 1 << place for place, name in enumerate(("Acme", "Bolt", "Cole"))
    }

    def who(name: str, pools: Mapping[str, tuple[str, ...]] = {}) -> int:
        return behind(
            Cell({"employer": name}, 1.0, 1.0, None, 1), counted, pools, {"Acme", "Other employers"}
        )

    assert (who("Acme"), who("Other employers"), who("Pool", {"Pool": ("Acme", "Cole")})) == (
        0b001,
        0b110,
        0b101,
    )
    assert behind(Cell({}, 1.0, 1.0, None, 1), {frozenset(): 0b11}, {}, ()) == 0b11
    assert who_of([7, 9, 8], {7: 0, 8: 70}) == 1 | 1 << 70  # whoever has no place is nobody


def test_behind_a_pool_of_a_crossed_table_are_its_members_in_the_same_row_only() -> None:
    rows = [(college, major) for college in ("Arts", "Law") for major in ("Dance", "Film", "Greek")]
    counted = {
        frozenset({("college", college), ("major", major)}): 1 << place
        for place, (college, major) in enumerate(rows)
    }
    pool = Cell({"college": "Law", "major": "Pool"}, 1.0, 1.0, None, 1)
    assert behind(pool, counted, {"Pool": ("Dance", "Greek")}, ()) == 0b101000
    assert behind(Cell({"college": "Arts"}, 1.0, 1.0, None, 1), counted, {}, ()) == 0b000111


def test_only_the_cells_too_close_to_an_earlier_release_are_held_back(tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    assert not any(cell.is_withheld for cell in leave(table("Arts 40 20 40\nLaw 60 10 60"), ledger)[0].cells)
    arts, law = leave(table("Arts 41 20 41\nLaw 60 10 60"), ledger)[0].cells
    assert (arts.is_withheld, law.is_withheld) == (
        False,
        False,
    )  # the same cells of the same build: a frozen report
    music = leave(table("Music 41 20 41\nDance 80 10 80"), ledger)[0].cells
    assert {cell.segment["industry"]: cell.is_withheld for cell in music} == {"Dance": False, "Music": True}
    held = next(cell for cell in music if cell.is_withheld)
    assert held.label == "Hidden: it differs from an earlier release by fewer than 10 students"
    assert (held.value, held.people) == (None, None)
    # what was held back was not released: the next is not compared with it
    assert not leave(table("Film 50 20 50"), ledger)[0].cells[0].is_withheld


def test_a_cell_that_is_withheld_anyway_leaves_as_it_is_and_nothing_of_it_is_remembered(
    tmp_path: Path,
) -> None:
    ledger = Releases(tmp_path)
    left, _ = leave(table("Arts 40 20 40\nLaw 4 1 4"), ledger)
    assert {cell.segment["industry"]: cell.label for cell in left.cells} == {
        "Arts": "50–55%",
        "Law": "Fewer than 10 students",
    }
    assert [cut.conditions for cut in ledger.released("id")] == [(("industry", ("Arts",)),)]


def test_figures_beside_are_held_back_too(tmp_path: Path) -> None:
    ledger = Releases(tmp_path)
    other = replace(metric(), id="other")
    leave(table("Arts 40 20 40"), ledger)
    beside = replace(table("Law 41 20 41"), metric=other)
    released, _ = leave(replace(table("Law 60 20 60"), beside=(beside,)), ledger)
    assert not released.cells[0].is_withheld
    assert released.beside[0].cells[0].is_withheld
    alone = replace(table("Law 60 20 60"), beside=())
    kept = hold_back(alone, replace(released, beside=released.beside), everybody, Leaving(ledger), POLICY)
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
        hold_back(near, release(near, "publishable", POLICY), everybody, leaving, POLICY)
    assert len(leaving.warnings) == 1


def test_an_office_that_asks_for_more_people_holds_back_more(tmp_path: Path) -> None:
    for k, is_withheld in ((10, False), (15, True)):
        ledger, policy = Releases(tmp_path / str(k)), Policy(k=k)
        for name, count in (("Arts", 40), ("Law", 52)):
            result = table(f"{name} {count} 20 {count}")
            held = hold_back(
                result, release(result, "publishable", policy), everybody, Leaving(ledger), policy
            )
        assert held.cells[0].is_withheld == is_withheld
