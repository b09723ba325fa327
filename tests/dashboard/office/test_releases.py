"""What left the office is remembered to the person, each cell once, and nobody can be read in it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.office.database import FILE
from dashboard.office.releases import Releases
from pipelines.release.release_ledger import Cut

CUT = Cut(
    build="b1",
    metric="response_rate",
    population="expected",
    since=date(2026, 8, 1),
    until=None,
    conditions=(("college", ("Arts", "Law")), ("class_year", ("2027",))),
    who=0b1011 << 200,
)


def test_a_cell_comes_back_as_it_was_with_the_day_it_left(tmp_path: Path) -> None:
    before = datetime.now(UTC).date()
    Releases(tmp_path).remember([CUT, CUT])
    (cut,) = Releases(tmp_path).released("response_rate")
    assert cut == CUT
    assert cut.people == 3
    assert cut.released_on is not None
    assert before <= cut.released_on <= datetime.now(UTC).date()


def test_the_same_cell_of_a_build_is_noted_once_and_exact_once_more(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.remember([CUT])
    releases.remember([CUT, replace(CUT, build="b2"), replace(CUT, metric="show_rate", since=None)])
    assert [cut.build for cut in releases.released("response_rate")] == ["b1", "b2"]
    assert [cut.since for cut in releases.released("show_rate")] == [None]
    assert releases.released("participation_rate") == []
    releases.remember([replace(CUT, is_official=True)])
    assert [cut.is_official for cut in releases.released("response_rate")] == [False, False, True]


def test_near_are_cells_of_about_as_many_people_of_this_figure_or_another_cut(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    whole = replace(CUT, conditions=())
    same_cut = replace(CUT, metric="show_rate")
    releases.remember([CUT, same_cut, whole, replace(whole, metric="far", who=(1 << 9) - 1)])
    assert {(cut.metric, cut.conditions) for cut in releases.near(CUT, 5)} == {
        (CUT.metric, CUT.conditions), (CUT.metric, ()),
    }  # fmt: skip
    assert {cut.metric for cut in releases.near(CUT, 6)} == {"response_rate", "far"}
    assert not releases.near(CUT, 5)[0].is_outdated
    releases.remember([replace(CUT, build="b2", who=0b1111)])
    assert {cut.build: cut.is_outdated for cut in releases.near(CUT, 0) if cut.conditions} == {"b1": True}


def test_a_student_keeps_her_place_in_every_build_and_no_id_is_in_the_file(tmp_path: Path) -> None:
    idents = {1: "maria.gonzalez@example.edu", 2: "s-4711", 3: "s-4712"}
    places = Releases(tmp_path).places(idents)
    assert len(set(places.values())) == 3
    later = Releases(tmp_path).places({7: "s-4712", 8: "s-9999", 9: "maria.gonzalez@example.edu"})
    assert (later[7], later[9]) == (places[3], places[1])
    assert later[8] not in places.values()
    content = (tmp_path / FILE).read_bytes()
    assert not any(ident.encode() in content for ident in idents.values())
    other = tmp_path / "other"
    Releases(other).places(idents)
    marks = [
        {row[0] for row in sqlite3.connect(folder / FILE).execute("select mark from released_places")}
        for folder in (tmp_path, other)
    ]
    assert not marks[0] & marks[1]  # another key, other marks


def test_nothing_released_is_nothing_noted(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.remember([])
    assert releases.released("response_rate") == []
