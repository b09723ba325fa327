"""Every page, empty and full: what it says, what it hides, what it lets one do."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.figures.subjects import index
from dashboard.navigation import PAGES as NAVIGATION
from pipelines.docs.worked_examples import example
from pipelines.figures import wording
from pipelines.figures.measure import catalog, measure
from pipelines.figures.results import Question
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office

FIGURE_PAGES = ("home", "outreach", "interviews", "referrals", "outcomes", "growth")
PAGES = tuple(page.name for page in NAVIGATION)
ONE_LOG = """
student_id | contact_name | held_on    | contact_employer | channel  | referrals_count
a1         | Lee Park     | 2026-09-14 | Acme             | linkedin | 2
a1         | Ann Moss     | 2026-10-05 | Initech          | cold     | 0
b2         | Sam Ortiz    | 2026-10-12 | Acme             | faculty  | -
"""


def words(at: AppTest) -> str:
    """Everything a page says."""
    parts = [*at.title, *at.header, *at.subheader, *at.markdown, *at.caption, *at.text, *at.info, *at.warning]
    parts += at.error
    return "\n".join(str(part.value).replace("\\", "") for part in parts)


def figures(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


# -- empty -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_before_there_is_any_data(page: str, open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, page)
    assert not at.exception
    assert not at.error
    assert not at.metric


@pytest.mark.parametrize("page", FIGURE_PAGES)
def test_the_first_start_says_what_to_bring_and_offers_templates_and_the_sample_office(
    page: str, open_page: Open, tmp_path: Path
) -> None:
    at = open_page(tmp_path, page)
    assert at.title[0].value == "Welcome to Career Conversations"
    assert "interview log" in words(at)
    assert {button.label for button in at.button} >= {"Bring in files", "Load the sample office"}
    assert [button.label for button in at.get("download_button")] == ["Templates"]


# -- full ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_the_sample_office_without_a_problem(
    page: str, open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, page)
    assert not at.exception
    assert not at.error
    assert len(at.title) == 1
    assert "Synthetic: do not cite" in words(at)


@pytest.mark.parametrize("page", FIGURE_PAGES)
def test_a_page_answers_first_and_shows_at_most_four_figures_and_four_charts(
    page: str, open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, page)
    answer = at.title[0].value
    assert any(letter.isdigit() for letter in answer)
    assert not answer.endswith(".")
    assert len(at.get("plotly_chart")) <= 4
    assert len(at.metric) <= 4


def test_every_card_has_one_menu_and_no_other_control(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "interviews")
    assert len(at.get("menu_button")) == len(at.get("plotly_chart")) == 4


@pytest.mark.parametrize("page", [page for page in FIGURE_PAGES if page != "home"])
def test_the_rest_of_a_page_is_drawn_only_when_asked_for(
    page: str, open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, page)
    folded = len(at.get("plotly_chart"))
    at.session_state[f"more_{page}"] = True
    at.run()
    assert not at.exception
    assert not at.error
    assert len(at.get("plotly_chart")) > folded


@pytest.mark.parametrize("view", ["Internal view", "Publishable view"])
@pytest.mark.parametrize("page", [*FIGURE_PAGES, "this_week"])
def test_every_page_opens_in_every_view(page: str, view: str, open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, page, view=view)
    assert not at.exception
    assert not at.error
    assert at.radio(key="view").value == view


def test_the_answer_says_what_is_measured(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "interviews", dates="All dates")
    reached = measure(Warehouse(sample_folder).published(), "participation_rate", Question()).cells[0]
    assert reached.value is not None
    share = wording.percent(reached.value)
    assert at.title[0].value.startswith(f"{share} of our {reached.denominator:,.0f} students expected to log")


def test_a_figure_is_compared_with_the_same_dates_last_year(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "interviews")
    volume = next(metric for metric in at.metric if metric.label == "Interviews held")
    assert volume.delta.endswith("%")
    without = open_page(sample_folder, "interviews", dates="All dates")
    assert not next(metric for metric in without.metric if metric.label == "Interviews held").delta


def test_outcomes_and_knowledge_rate_are_never_apart(open_page: Open, sample_folder: Path) -> None:
    home = open_page(sample_folder)
    assert figures(home)["Career outcomes, class of 2026"] == "87%"
    assert "Knowledge rate 71%" in words(home)
    outcomes = open_page(sample_folder, "outcomes")
    assert outcomes.title[0].value.replace("\\", "") == (
        "Career outcomes rate 87%, knowledge rate 71% (class of 2026)"
    )


@pytest.mark.parametrize(("page", "off"), [("outcomes", "chip_dates"), ("this_week", "chip_more")])
def test_a_filter_that_means_nothing_on_a_page_is_off_there_and_says_why(
    page: str, off: str, open_page: Open, sample_folder: Path
) -> None:
    chips = {
        one.proto.popover.label: one.proto.popover for one in open_page(sample_folder, page).get("popover")
    }
    disabled = [chip for chip in chips.values() if chip.disabled]
    assert [bool(chip.help) for chip in disabled] == [True]
    assert disabled[0].label.startswith("This academic year" if off == "chip_dates" else "More filters")


def test_further_filters_narrow_figures_but_no_list_of_students(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "interviews")
    everybody = at.title[0].value
    at.multiselect(key="first_generation").select("yes").run()
    assert not at.exception
    assert at.title[0].value != everybody
    listed = open_page(sample_folder, "this_week")
    narrowed = open_page(sample_folder, "this_week", first_generation="yes")
    assert narrowed.title[0].value == listed.title[0].value


# -- filters and the address -----------------------------------------------------------------------


def test_a_filter_narrows_every_figure(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach")
    everybody = figures(at)
    college = at.multiselect(key="college")
    college.select(college.options[0]).run()
    assert not at.exception
    assert figures(at)["Response rate"] != everybody["Response rate"]


def test_an_address_carries_its_filters(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach", **{"class": "2027", "dates": "All dates"})
    assert at.multiselect(key="class").value == ["2027"]
    assert at.radio(key="dates").value == "All dates"


@pytest.mark.parametrize(
    "address",
    [
        {"college": "Nowhere"},
        {"class": ["2027", "1901"]},
        {"dates": "Yesterday"},
        {"view": "Secret view"},
        {"colege": "x"},
    ],
)
def test_an_unknown_value_in_the_address_is_named_and_no_figure_shown_until_dismissed(
    address: dict[str, str | list[str]], open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, "", **address)
    assert not at.exception
    assert not at.metric
    assert not at.get("plotly_chart")
    unknown = next(iter(address.values()))
    assert (unknown if isinstance(unknown, str) else unknown[-1]) in "\n".join(text.value for text in at.text)
    at.button(key="dismiss_ignored").click().run()
    assert at.metric


def test_the_publishable_view_takes_one_value_of_each_filter_and_says_so(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, "outreach", **{"class": ["2027", "2026"], "view": "Publishable view"})
    assert not at.exception
    assert at.multiselect(key="class").value == ["2027"]
    assert at.info[0].value.replace("\\", "") == (
        "Publishable figures take one value of each filter: several at once would give small groups away."
        " Class: 2027 is kept, 2026 left out."
    )
    assert any(metric.value not in ("–", "") for metric in at.metric)
    at.multiselect(key="class").set_value(["2027", "2025"]).run()  # a second one takes the place of the first
    assert at.multiselect(key="class").value == ["2025"]
    assert "2025 is kept, 2027 left out" in at.info[0].value
    at.radio(key="view").set_value("Working view").run()
    at.multiselect(key="class").set_value(["2027", "2025"]).run()
    assert at.multiselect(key="class").value == ["2027", "2025"]
    assert not any("left out" in one.value for one in at.info)
    at.radio(key="view").set_value("Publishable view").run()
    assert at.multiselect(key="class").value == ["2027"]
    assert not at.exception


# -- panels ----------------------------------------------------------------------------------------


def test_a_panel_turns_into_a_table(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach")
    charts = len(at.get("plotly_chart"))
    at.query_params["form_new_contacts"] = "Table"
    at.run()
    assert len(at.get("plotly_chart")) == charts - 1
    assert len(at.dataframe[0].value) > 1


def test_a_definition_comes_with_its_sql(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach")
    at.session_state["_card_dialog"] = ("new_contacts", "definition")
    at.run()
    assert at.code[0].value == catalog()["outreach_volume"].sql.strip()


def test_exports_are_publishable_and_named_at_random(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach")
    at.session_state["_card_dialog"] = ("new_contacts", "export")
    at.run()
    assert not at.exception
    assert at.get_by_key("export_view_new_contacts").value == "Publishable"
    labels = [button.label for button in at.get("download_button")]
    assert [label.split("(")[1].strip(")") for label in labels] == [
        "PPTX",
        "DOCX",
        "XLSX",
        "CSV",
        "PNG",
        "SVG",
    ]


# -- day one ---------------------------------------------------------------------------------------


def test_one_interview_log_alone_gives_a_useful_page(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log=ONE_LOG)
    at = open_page(tmp_path / "warehouse")
    assert not at.exception
    assert not at.error
    assert at.title[0].value.startswith("2 students held 3 conversations with 3 contacts")
    assert "1.0" in figures(at)["Referral yield"]
    assert "Your office is 1 of 7 files along" in words(at)
    assert "Next: Student roster" in words(at).replace("*", "")


@pytest.mark.parametrize(
    ("page", "file"), [("outreach", "outreach log"), ("outcomes", "first-destination"), ("growth", "survey")]
)
def test_a_locked_page_says_which_file_unlocks_it(
    page: str, file: str, open_page: Open, tmp_path: Path
) -> None:
    office(tmp_path, interview_log=ONE_LOG)
    at = open_page(tmp_path / "warehouse", page)
    assert not at.exception
    assert not at.metric
    assert "Needs a" in words(at)
    assert file in words(at)


# -- problems --------------------------------------------------------------------------------------


def test_what_a_person_can_mend_is_said_without_a_traceback(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log=ONE_LOG)
    (tmp_path / "warehouse" / "settings.toml").write_text('time_zone = "Nowhere/Land"\n')
    at = open_page(tmp_path / "warehouse")
    assert not at.exception
    assert at.error
    assert "time_zone" in at.text[0].value


# -- definitions -----------------------------------------------------------------------------------


def test_definitions_show_every_figure_with_its_sql_and_example_once_opened(
    open_page: Open, tmp_path: Path
) -> None:
    at = open_page(tmp_path, "definitions")
    assert not at.code
    assert not at.table
    for subject, metrics in index(catalog().values()).items():
        at.session_state["definition_subject"] = subject
        for metric in metrics:
            at.session_state[f"define_{metric.id}"] = True
        at.run()
        assert not at.exception
        assert [fold.label for fold in at.expander] == [metric.title for metric in metrics]
        assert {code.value for code in at.code} == {metric.sql.strip() for metric in metrics}
        assert words(at).count("Worked example: ") == len(metrics)
        assert len(at.table) == sum(1 + len(example(metric.id).given) for metric in metrics)


def test_definitions_can_be_searched_and_the_only_one_found_stands_open(
    open_page: Open, tmp_path: Path
) -> None:
    at = open_page(tmp_path, "definitions")
    at.text_input[0].set_value("names acted on").run()
    assert [fold.label for fold in at.expander] == ["Names acted on"]
    assert "1 of 3 = 33%" in words(at)
    referrals = at.table[0].value
    assert list(referrals.iloc[0])[:4] == ["Ana", "Rosa Diaz", "Tom Ray", r"2026\-03\-02"]
    assert "Written to on day 10" in referrals.iloc[0, -1]


# -- exports ---------------------------------------------------------------------------------------


def test_a_director_exports_official_rates_from_outcomes(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outcomes")
    at.session_state["more_outcomes"] = True
    at.session_state["_card_dialog"] = ("official_rates", "export")
    at.run()
    assert not at.exception
    official = at.checkbox(key="official_official_rates")
    assert official.value is False  # exact only where somebody says so
    official.check().run()
    assert not at.exception
    assert not any("may be released exact" in one.value for one in at.text)
    college = at.multiselect(key="college")
    college.select(college.options[0]).run()  # no longer the whole institution
    assert any("may be released exact" in one.value for one in at.text)
