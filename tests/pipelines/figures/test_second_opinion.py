"""Every figure of random offices, calculated again in pandas, statsmodels and lifelines (see opinions.py)."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipelines.figures.measure import catalog, measure
from pipelines.figures.results import Question
from pipelines.store.warehouse import Published, Warehouse
from tests.pipelines.figures.office import TABLES, office
from tests.pipelines.figures.opinions import (
    OPINIONS,
    PLAIN,
    SHARES,
    Frames,
    Told,
    agree,
    covered,
    who_was_there,
)
from tests.pipelines.figures.random_office import AS_OF, AS_OF_OUTREACH, Kind, frames, tables


def an_office(
    folder: Path, seed: int = 7, students: int = 300, kind: Kind = "usual"
) -> tuple[Published, Frames]:
    rows = tables(seed, students, kind)
    as_of = {f"as_of_{source}": str(AS_OF) for source in ("interviews", "activity", "survey", "outcomes")}
    as_of |= {f"as_of_{source}": str(AS_OF_OUTREACH) for source in ("outreach", "referrals")}
    copies = {name: [dict(row) for row in table] for name, table in rows.items()}
    return office(folder, settings=as_of, **copies), frames(rows)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Published, Frames]:
    return an_office(tmp_path_factory.mktemp("office"))


AS_OF_MART = {
    "threads": "both",
    "touches": "outreach",
    "referrals": "referrals",
}  # else of the interviews


@pytest.fixture(scope="module")
def sample(sample_folder: Path) -> tuple[Published, Frames]:
    """The sample office's own marts as frames."""
    published = Warehouse(sample_folder).published()
    (settings,) = published.query("select * from marts.settings")
    marts = {}
    for name in (*TABLES, "graduates"):
        rows = published.query(f"select * from marts.{name}")
        for row in rows:
            if row.get("came_of_it") is not None and name == "interviews":
                row["came_of_it"] = ";".join(row["came_of_it"])
        marts[name] = pd.DataFrame(rows).assign(
            as_of=settings[f"as_of_{AS_OF_MART.get(name, 'interviews')}"],
            as_of_both=settings["as_of_both"],
            as_of_outcomes=settings["as_of_outcomes"],
        )
    return published, marts


@pytest.mark.parametrize("metric", OPINIONS)
def test_the_sample_office_agrees_with_pandas(metric: str, sample: tuple[Published, Frames]) -> None:
    OPINIONS[metric](*sample)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("metric", OPINIONS)
def test_the_whole_and_its_colleges_agree_with_pandas(metric: str, large: tuple[Published, Frames]) -> None:
    OPINIONS[metric](*large)


def in_program(metric: str, marts: Frames, frame: pd.DataFrame, program: str) -> pd.DataFrame:
    """An item by the programs of its day; a graduate by all of them; a student by those of a day on which she counts."""
    programs = marts["student_programs"]
    programs = programs[programs["program"] == program]
    match catalog()[metric].of:
        case "graduate":
            return frame[frame["student_key"].isin(programs["student_key"])]
        case "student" if (
            metric == "hours_per_student"
        ):  # of students who did something: a program of any day
            others = marts["student_programs"][marts["student_programs"]["program"] != "Unknown"]
            is_in = frame["student_key"].isin(others["student_key"])
            return frame[
                ~is_in if program == "Unknown" else frame["student_key"].isin(programs["student_key"])
            ]
        case "student":
            is_reach = metric == "reach_rate"
            days = covered(marts, with_touches=is_reach)
            there = who_was_there(
                marts,
                days,
                lambda row: program in row["programs"].split(";") and (is_reach or row["is_expected"]),
            )
            return frame[frame["student_key"].isin(there)]
    stretches: dict[int, list[tuple[date, date]]] = {}
    for _, row in programs.iterrows():
        since = date.min if pd.isna(row["since"]) else row["since"]
        until = date.max if pd.isna(row["until"]) else row["until"]
        stretches.setdefault(row["student_key"], []).append((since, until))
    is_in = [
        any(since <= (date.max if pd.isna(day) else day) <= until for since, until in stretches.get(who, ()))
        for who, day in zip(frame["student_key"], frame["started_on"], strict=True)
    ]
    return frame[pd.Series(is_in, frame.index, dtype=bool)]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("metric", PLAIN)
def test_filters_and_crossed_cuts_agree_with_pandas(metric: str, large: tuple[Published, Frames]) -> None:
    published, marts = large
    told = PLAIN[metric](marts)
    two = Question(where=(("college", "Arts"), ("college", "Business")))
    (filtered,) = measure(published, metric, two).cells
    agree(filtered, Told(told.frame[told.frame["college"].isin(["Arts", "Business"])], told.kind))

    cut = measure(published, metric, Question(by=("program",))).cells
    assert {cell.segment["program"] for cell in cut} == {"Section1", "Section2", "Fellows", "Unknown"}
    for cell in cut:
        agree(cell, Told(in_program(metric, marts, told.frame, cell.segment["program"]), told.kind))

    crossed = measure(
        published, metric, Question(by=("college", "class_year"), where=(("program", "Fellows"),))
    ).cells
    fellows = in_program(metric, marts, told.frame, "Fellows")
    for cell in crossed:
        segment = (fellows["college"] == cell.segment["college"]) & (
            fellows["class_year"] == cell.segment["class_year"]
        )
        agree(cell, Told(fellows[segment], told.kind))


@pytest.mark.parametrize("metric", SHARES)
def test_the_parts_of_a_share_make_a_whole(metric: str, large: tuple[Published, Frames]) -> None:
    cells = measure(large[0], metric, Question(by=("college",))).cells
    for college in {cell.segment["college"] for cell in cells}:
        mine = [cell for cell in cells if cell.segment["college"] == college]
        whole = 1 if mine[0].denominator else 0  # nobody there of whom it is known
        assert sum(cell.value or 0 for cell in mine) == pytest.approx(whole)


def test_an_adjusted_figure_of_many_graduates_agrees_with_a_formula(tmp_path: Path) -> None:
    published, marts = an_office(tmp_path, seed=11, students=2500)
    cells = measure(published, "outcome_by_interviews_adjusted").cells
    assert [cell.value for cell in cells if cell.value is None] == []
    OPINIONS["outcome_by_interviews_adjusted"](published, marts)


def a_size(seed: int) -> int:
    return random.Random(seed).randint(2, 40)


ALWAYS = 5  # so many of the fifty are asked whenever tests run
STRANGE = 7  # the first seeds: nobody, one student, nothing known
SMALL: list[tuple[int, int, Kind]] = [
    (0, 0, "usual"),  # nobody
    (1, 1, "usual"),
    (2, 1, "unknown"),
    *((seed, a_size(seed), "unknown") for seed in range(3, STRANGE)),
    *((seed, a_size(seed), "usual") for seed in range(STRANGE, 50)),
]


@pytest.mark.parametrize(
    ("seed", "students", "kind"),
    [
        pytest.param(
            *one, marks=[pytest.mark.thorough] if one[0] >= ALWAYS else [], id="-".join(map(str, one))
        )
        for one in SMALL
    ],
)
def test_fifty_small_offices_agree_with_pandas(seed: int, students: int, kind: Kind, tmp_path: Path) -> None:
    published, marts = an_office(tmp_path, seed, students, kind)
    every_other = (
        seed % 2 if seed >= STRANGE else None
    )  # to be quick; strange offices are asked about everything
    for place, opinion in enumerate(OPINIONS.values()):
        if every_other in (None, place % 2):
            opinion(published, marts)


def test_every_figure_has_a_second_opinion() -> None:
    assert set(OPINIONS) == set(catalog())
