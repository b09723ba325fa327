"""Definitions are read strictly, paste into DuckDB as they stand, and are printed into the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.docs.figures_page import metrics_page
from pipelines.errors import DefinitionError
from pipelines.figures import definitions
from pipelines.figures.definitions import dimensions, read_catalog, read_metric
from pipelines.figures.measure import catalog, dimensions_for
from pipelines.figures.results import Metric
from pipelines.store.warehouse import Published
from tests.pipelines.figures.office import AS_OF, office

GOOD = """/*
title = "Left with a name"
question = "How often?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Some"
denominator = "All"
tier = "core"
chart = "bars"
caveats = ["careful"]
*/
select *, true as value from marts.interviews -- ends in a comment
"""
CAVEATS = {"careful": "Be careful."}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return office(tmp_path_factory.mktemp("office"), interviews="student\n1", graduates="student\n1")


@pytest.mark.parametrize("metric", catalog())
def test_the_sql_of_every_figure_pastes_as_it_stands(metric: str, published: Published) -> None:
    rows = published.columns(catalog()[metric].sql)
    assert "student_key" in rows


DUE = """
    participation_rate interview_bands interviews_per_student outreach_volume response_rate referral_any_rate
    referral_yield referral_activation_rate career_outcomes_rate knowledge_rate came_of_it_rate log_health
    acceptance_rate channel_mix outreach_per_interview show_rate referral_ask_rate referral_five_rate permission_rate
    thank_you_rate days_to_reply clarity_change confidence_change median_salary_usd found_through_share
    outcome_by_interviews outcome_by_interviews_adjusted interviews_led_on follow_up_rate relationship_kept_rate
    mentor_count days_to_interview days_to_thank_you days_to_outcome breadth skill_change first_interview_timing mode_mix
    minutes cost_usd learning_first_rate preparation_rate equity_gap contact_load chain_depth referral_advantage
    practice_effect
"""
RESEARCH = """
    outcome_by_interviews outcome_by_interviews_adjusted chain_depth referral_advantage practice_effect
"""


def test_every_figure_that_is_due_is_there() -> None:
    assert set(DUE.split()) <= set(catalog())
    assert [name for name in DUE.split()[:12] if catalog()[name].tier != "core"] == []
    assert {catalog()[name].tier for name in RESEARCH.split()} == {"research"}


def test_outcomes_and_knowledge_rate_are_never_apart() -> None:
    assert "knowledge_rate" in catalog()["career_outcomes_rate"].beside
    assert "career_outcomes_rate" in catalog()["knowledge_rate"].beside


def test_a_definition_is_read_with_its_caveats_as_sentences() -> None:
    metric = read_metric("referral_any_rate.sql", GOOD, CAVEATS)
    assert (metric.id, metric.title, metric.caveats) == (
        "referral_any_rate",
        "Left with a name",
        ("Be careful.",),
    )
    assert metric.as_of == "interviews"
    assert metric.sql.startswith("select")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "Left with a name"\n', "", "title missing"),
        ("tier =", "teir =", "'teir' is not part of a definition"),
        ('"rate"', '"rating"', "aggregate is 'rating'"),
        ('"core"', '"gold"', "tier is 'gold'"),
        ('"interview"', '"talk"', "of is 'talk'"),
        ('["careful"]', '["careless"]', "'careless'"),
        ('["careful"]', '"careful"', "caveats must be a list"),
        ('chart = "bars"', 'chart = "bars"\ncategory = "kind"', "go together"),
        ('chart = "bars"', 'chart = "bars"\nneeds = ["roster"]', "needs has 'roster'"),
        ('chart = "bars"', 'chart = "bars"\ncategory_as = "number"', "category_as is 'number'"),
        ('chart = "bars"', 'chart = "bars"\ncategory_as = "place"', "listed in categories"),
        ('chart = "bars"', 'chart = "bars"\nbetter = "yes"', "better is 'yes'; it must be one of more, less"),
        ('chart = "bars"', 'chart = "bars"\ninterval = "exact"', "interval is 'exact'"),
        ('chart = "bars"', 'chart = "bars"\nas_of = "today"', "as_of is 'today'"),
        (
            'chart = "bars"',
            'chart = "bars"\ncategory = "a"\ncategories_are = "bits"',
            "categories_are is 'bits'",
        ),
        ('numerator = "Some"', 'numerator = "In {answer_days} days"', "'answer_days' is no setting"),
        ('title = "Left with a name"', 'title = "{reply_days} days"', "title is the same for every office"),
        ('numerator = "Some"', 'numerator = "Some */ select 1"', "/* and */"),
        ("true as value", "true /* yes */ as value", "/* and */"),
        ("from marts.interviews", "from marts.interviews; drop table marts.interviews", "one statement"),
        ("true as value", "$value as value", "without parameters"),
        ("/*\n", "", "must open with"),
        ('title = "', "title = ", "not TOML"),
        (
            "select *, true as value from marts.interviews ",
            "",
            "SQL stands below the definition, or rows_of names",
        ),
        (
            'of = "interview"',
            'of = "interview"\nrows_of = "two"',
            "SQL stands below the definition, or rows_of names",
        ),
    ],
)
def test_a_slip_in_a_definition_names_the_file(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(DefinitionError) as refused:
        read_metric("slip.sql", GOOD.replace(old, new, 1), CAVEATS)
    assert refused.value.message.startswith("slip.sql: ")
    assert says in refused.value.message


def test_beside_must_name_a_figure(tmp_path: Path) -> None:
    (tmp_path / "caveats.toml").write_text('careful = "Be careful."')
    (tmp_path / "one.sql").write_text(GOOD.replace('chart = "bars"', 'chart = "bars"\nbeside = ["two"]'))
    with pytest.raises(DefinitionError, match=r"one\.sql: beside names 'two'"):
        read_catalog(tmp_path)


HEADER = GOOD.partition("select")[0].replace("\ntier", '\nrows_of = "one"\ntier')


def test_a_figure_may_take_the_rows_of_another_and_has_no_sql_then(tmp_path: Path) -> None:
    (tmp_path / "caveats.toml").write_text('careful = "Be careful."')
    (tmp_path / "one.sql").write_text(GOOD)
    (tmp_path / "two.sql").write_text(HEADER.replace('"rate"', '"mean"'))
    read = read_catalog(tmp_path)
    assert read["two"].sql == read["one"].sql != ""
    assert (read["two"].aggregate, read["two"].rows_of) == ("mean", "one")


@pytest.mark.parametrize(
    "other",
    [
        {"two": HEADER.replace('"one"', '"nobody"')},
        {"two": HEADER.replace('"one"', '"two"')},
        {"two": HEADER, "three": HEADER.replace('"one"', '"two"')},
        {"two": HEADER.replace('of = "interview"', 'of = "thread"')},
    ],
    ids=["of none", "of its own", "of one without", "of another kind"],
)
def test_rows_are_those_of_a_figure_of_the_same_kind_with_sql(tmp_path: Path, other: dict[str, str]) -> None:
    (tmp_path / "caveats.toml").write_text('careful = "Be careful."')
    (tmp_path / "one.sql").write_text(GOOD)
    for name, text in other.items():
        (tmp_path / f"{name}.sql").write_text(text)
    with pytest.raises(DefinitionError, match=r"(two|three)\.sql: rows_of names"):
        read_catalog(tmp_path)


def test_no_two_figures_say_the_same_sql_of_their_own() -> None:
    own = [metric.sql for metric in catalog().values() if not metric.rows_of]
    assert len(set(own)) == len(own)


def test_a_metric_that_ends_in_a_comment_is_measured(
    monkeypatch: pytest.MonkeyPatch, published: Published
) -> None:
    from pipelines.figures import measure

    metric = read_metric("referral_any_rate.sql", GOOD, CAVEATS)
    monkeypatch.setattr(measure, "catalog", lambda: {metric.id: metric})
    assert measure.measure(published, metric.id).cells[0].value == 1


@pytest.mark.parametrize("metric", catalog().values(), ids=catalog())
def test_needs_name_columns_that_can_be_uploaded(metric: Metric) -> None:
    from pipelines.sources.catalog import sources

    columns = {f"{source.id}.{column.name}" for source in sources().values() for column in source.columns}
    assert [
        one for need in metric.needs for one in need.replace("*", "").split("|") if one not in columns
    ] == []


@pytest.mark.parametrize("metric", catalog().values(), ids=catalog())
def test_a_share_names_its_categories(metric: Metric) -> None:
    if metric.aggregate == "share" or metric.categories_are in ("parts", "kinds"):
        assert metric.categories
        assert metric.category not in dimensions_for(metric)


def test_what_a_definition_does_not_say_is_as_the_class_has_it() -> None:
    metric = read_metric("referral_any_rate.sql", GOOD, CAVEATS)
    assert (metric.interval, metric.categories_are, metric.as_of) == ("", "", "interviews")
    assert metric.better == ""
    better = read_metric("a.sql", GOOD.replace('tier = "core"', 'tier = "core"\nbetter = "less"'), CAVEATS)
    assert better.better == "less"


def test_less_is_better_where_it_costs_time_or_goodwill_and_volume_is_neither() -> None:
    assert {metric.id for metric in catalog().values() if metric.better == "less"} == {
        "outreach_per_interview", "late_log_rate", "days_to_reply", "days_to_interview", "days_to_thank_you",
        "days_to_outcome", "referrals_untouched", "outreach_bounced", "reply_unrecorded_rate", "stopped_log_rate",
        "undated_replies", "log_unknown_rate",
    }  # fmt: skip
    for neither in (
        "outreach_volume",
        "interview_volume",
        "contact_load",
        "minutes",
        "cost_usd",
        "equity_gap",
    ):
        assert catalog()[neither].better == ""


def test_every_breakdown_in_words_is_one_a_figure_comes_with_or_a_dimension() -> None:
    own = {metric.category for metric in catalog().values() if metric.category}
    assert set(dimensions().words) <= own | set(dimensions().by_name)
    assert all(one.title == dimensions().words[name].title for name, one in dimensions().by_name.items())


def test_the_docs_say_what_the_definitions_say() -> None:
    page = Path(definitions.__file__).parents[2] / "docs" / "metrics.md"
    assert page.read_text(encoding="utf-8") == metrics_page(), (
        "run python -m pipelines.docs.figures_page > docs/metrics.md"
    )


def test_the_office_of_these_tests_is_old_enough() -> None:
    assert AS_OF > "2026-01-05"
