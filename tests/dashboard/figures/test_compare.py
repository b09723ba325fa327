"""Compare: two sides, the difference by hand, what is left out and why, and what the address carries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking import facts, presets
from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE, settings
from dashboard.figures import compare
from pipelines.errors import UserError
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import ROOT
from tests.dashboard.test_pages import words
from tests.offices import office

BUSINESS = "College: School of Business"
ROSTER = """
student_id | college | class_year | is_expected_to_log
a1         | Arts    | 2027       | yes
a2         | Arts    | 2027       | yes
a3         | Arts    | 2027       | yes
b1         | Law     | 2027       | yes
b2         | Law     | 2027       | yes
"""
LOG = """
student_id | contact_name | held_on    | referrals_count
a1         | Lee Park     | 2026-09-14 | 2
a2         | Ann Moss     | 2026-10-05 | 0
b1         | Sam Ortiz    | 2025-10-12 | 1
"""


@pytest.fixture
def asked(tmp_path: Path) -> Ask:
    return Ask(office(tmp_path, roster=ROSTER, interview_log=LOG))


def arts_and_law() -> tuple[compare.Side, compare.Side]:
    return compare.side((("college", "Arts"),)), compare.side((("college", "Law"),))


@pytest.fixture
def open_compare(monkeypatch: pytest.MonkeyPatch, sample_folder: Path) -> Callable[..., AppTest]:
    """The page opened by its own address: opened by way of another page, that page would refuse its keys."""

    def opened(**address: str | list[str]) -> AppTest:
        monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
        at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        at.switch_page("app_pages/compare.py")
        for name, value in address.items():
            at.query_params[name] = value
        return at.run()

    return opened


def sentence(at: AppTest) -> str:
    return f"{at.title[0].value}. {at.container(key='lede').markdown[0].value}".replace("\\", "")


# -- sides and figures -----------------------------------------------------------------------------


def test_each_side_is_asked_on_its_own(asked: Ask) -> None:
    told = compare.compared(asked, arts_and_law(), ["participation_rate", "interview_volume"])
    values = [[cell.value for cell in pair.cells if cell] for pair in told.pairs]
    assert values == [[None, None], [2.0, 1.0]]  # rates of three and of two: counts of counts
    assert [compare._sides_words(pair) for pair in told.pairs] == [["2 of 3", "1 of 2"], ["2", "1"]]
    assert [compare.difference_words(pair) for pair in told.pairs] == ["", "1 higher"]
    assert [compare.verdict(pair) for pair in told.pairs] == ["not told exactly", "no interval"]


def test_a_side_takes_the_place_of_the_filter_of_its_kind(asked: Ask) -> None:
    narrowed = Ask(asked.published, where=(("college", "Law"), ("class_year", "2027")))
    assert arts_and_law()[0].narrowed(narrowed).where == (("class_year", "2027"), ("college", "Arts"))


def test_all_others_are_every_other_known_group_of_the_kind(asked: Ask) -> None:
    known = facts.groups(asked.published).values()
    other = compare.all_others((("college", "Arts"),), known)
    assert other.narrowed(asked).where == (("college", "Law"),)
    assert other.name == "Law"
    with pytest.raises(UserError, match="groups of one kind"):
        compare.all_others((("college", "Arts"), ("class_year", "2027")), known)


def test_dates_name_the_sides_where_the_groups_are_the_same(asked: Ask) -> None:
    first, second = presets.preset_dates("year", asked.facts.newest, settings())
    dated = Ask(asked.published, since=first, until=second)
    sides = compare.named_apart(dated, compare.side(()), compare.side((), dates=compare.a_year_before))
    assert [side.name for side in sides] == ["Aug 1, 2026 to Oct 5, 2026", "Aug 1, 2025 to Oct 5, 2025"]
    with pytest.raises(UserError, match="no year before"):
        compare.a_year_before(asked)


@pytest.mark.parametrize(
    ("sides", "metric_id", "why"),
    [
        ((compare.side(()), compare.side(())), "participation_rate", "Both sides are the same"),
        (
            (compare.side((("channel", "cold"),)), compare.side(())),
            "participation_rate",
            "cannot be narrowed by how found",
        ),
        (arts_and_law(), "response_rate", "Needs a"),
    ],
)
def test_what_cannot_be_compared_is_left_out_with_the_reason(
    asked: Ask, sides: tuple[compare.Side, compare.Side], metric_id: str, why: str
) -> None:
    told = compare.compared(asked, sides, [metric_id])
    assert not told.pairs
    assert why in told.left_out[0]


def test_outcomes_come_with_the_knowledge_rate_and_without_a_verdict(sample_folder: Path) -> None:
    asked = Ask(Warehouse(sample_folder).published())
    sides = compare.side((("class_year", "2026"),)), compare.side((("class_year", "2025"),))
    told = compare.compared(asked, sides, ["career_outcomes_rate"])
    assert [pair.metric.id for pair in told.pairs] == ["career_outcomes_rate", "knowledge_rate"]
    assert {compare.verdict(pair) for pair in told.pairs} == {"no interval"}


def test_a_publishable_difference_needs_both_sides_told_exactly(sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    sides = compare.side((("program", "CAR 210-04"),)), compare.side((("program", "CAR 210-01"),))
    working, publishable = (
        compare.compared(Ask(published, view=view), sides, ["participation_rate"]).pairs[0]
        for view in ("working", "publishable")
    )
    assert compare.verdict(working) in ("inside the noise", "outside the noise")
    assert compare.verdict(publishable) == "not told exactly"
    assert compare.difference_words(publishable) == ""


def test_a_total_is_never_published_beside_an_average(sample_folder: Path) -> None:
    asked = Ask(Warehouse(sample_folder).published(), view="publishable")
    sides = compare.side((("class_year", "2027"),)), compare.side((("class_year", "2028"),))
    told = compare.compared(asked, sides, ["interviews_per_student", "interview_volume"])
    assert [pair.metric.id for pair in told.pairs] == ["interviews_per_student"]
    assert "never published beside an average" in told.left_out[0]


# -- the page --------------------------------------------------------------------------------------


def test_it_opens_with_this_year_against_last_year(open_compare: Callable[..., AppTest]) -> None:
    at = open_compare()
    assert not at.exception
    assert sentence(at).startswith(
        "Students reached and interviews per student differ by more than chance would explain; the rest may be chance. "
    )
    assert "students reached 64% against 26% (38 points higher;" in sentence(at)
    assert len(at.get("plotly_chart")) == 2


def test_the_address_carries_both_sides_and_the_figures(open_compare: Callable[..., AppTest]) -> None:
    at = open_compare(
        group=BUSINESS,
        against="All others",
        figures=["Response rate"],
        dates="All dates",
    )
    assert not at.exception
    assert sentence(at) == (
        "The figure does not differ by more than chance would explain. School of Business against All others (college)."
    )
    at.query_params["form_compare_percent"] = "Table"
    at.run()
    table = at.dataframe[0].value
    assert list(table["Figure"]) == ["Response rate"]
    assert list(table["Verdict"]) == ["inside the noise"]


def test_an_unknown_group_in_the_address_is_named(open_compare: Callable[..., AppTest]) -> None:
    at = open_compare(group="College: Nowhere")
    assert "This link filters by values that don't exist here" in words(at)
    assert not at.get("plotly_chart")


def test_what_makes_no_second_side_is_said(open_compare: Callable[..., AppTest]) -> None:
    at = open_compare(against="All others")
    assert "groups of one kind" in words(at)
    assert not at.exception
    assert not at.error


@pytest.mark.parametrize("view", ["Internal view", "Publishable view"])
def test_it_opens_in_every_view(view: str, open_compare: Callable[..., AppTest]) -> None:
    at = open_compare(view=view)
    assert not at.exception
    assert not at.error


def test_it_can_be_exported_with_both_sides_on_its_face(sample_folder: Path) -> None:
    from dashboard.exports import formats

    asked = Ask(Warehouse(sample_folder).published(), where=(("class_year", "2027"),), view="publishable")
    sides = compare.side((("college", "School of Business"),)), compare.side(())
    made = compare.exhibit(asked, sides, ["participation_rate"], "percent")
    assert "School of Business: " in made.filters_in_words
    for kind in ("csv", "xlsx", "pptx"):
        assert formats.render(made, kind)
