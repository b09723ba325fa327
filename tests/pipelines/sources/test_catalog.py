"""The catalog of sources says what it must, once, and nothing twice."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.docs import sources_page
from pipelines.errors import DefinitionError
from pipelines.sources import catalog
from pipelines.sources.catalog import Column, normalise, normalised_sql, source, sources
from pipelines.store.warehouse import Warehouse

# Canonical columns as offices are told them; a renamed column would orphan every mapping file out there.
COLUMNS = {
    "roster": """student_id email first_name last_name student_name term entered_on left_on expected_from expected_until campus college majors cip_code degree_level class_year
        advisor programs is_expected_to_log is_first_generation is_transfer is_international gender
        race_ethnicity""",
    "interview_log": """student_id student_email student_name contact_name contact_email held_on contact_employer
        channel referrals_count contact_title contact_industry is_alum referred_by program status mode
        event_id minutes cost_usd prepared_questions_count has_researched has_asked_for_referral
        referrals_with_permission_count referred_contacts has_thanked thank_you_on thank_you_kind
        has_asked_for_job came_of_it usefulness_rating logged_at""",
    "contact_tracker": """student_id student_email student_name contact_name contact_email contact_employer
        channel referred_by first_contacted_on followed_up_on reply replied_on talked_on referrals_count
        has_thanked""",
    "outreach_log": """student_id student_email student_name contact_name contact_email sent_on contact_employer
        contact_title contact_linkedin_url contact_industry is_alum channel referred_by method program reply
        replied_on""",
    "referral_log": """student_id student_email student_name referrer referred_name referred_email referred_employer
        referred_on has_permission was_already_known""",
    "survey": """response_id student_id student_email student_name responded_at wave clarity confidence networking
        communication listening interviewing goal_change came_of_it""",
    "degree_log": "student_id degree_level major cip_code conferred_on",
    "first_destination": """student_id student_email student_name outcome_status degree_level class_year employment_type
        employer job_title naics_code soc_code salary_usd accepted_on start_on reported_on knowledge_source
        found_through enrolled_on institution location_state location_country""",
}

ALL = [pytest.param(s, id=s.id) for s in sources().values()]


@pytest.mark.parametrize("id", COLUMNS)
def test_a_source_has_its_columns_and_a_row_id(id: str) -> None:
    assert list(source(id).names) == [*COLUMNS[id].split(), "row_id"]


def test_there_are_these_sources_and_no_others() -> None:
    folder = resources.files("pipelines") / "sources"
    files = {Path(f.name).stem for f in folder.iterdir() if f.name.endswith(".toml") and f.name[0] != "_"}
    assert list(sources()) == list(COLUMNS)
    assert files == set(COLUMNS)


@pytest.mark.parametrize("of", ALL)
def test_no_header_names_two_columns_of_a_source(of: catalog.Source) -> None:
    claims = Counter()
    for column in (*of.columns, *of.ignored_columns):
        claims.update({normalise(header) for header in (column.name, *column.aliases)})
    assert [header for header, count in claims.items() if count > 1] == []


@pytest.mark.parametrize("of", ALL)
def test_every_alias_is_written_once_and_folds_to_something(of: catalog.Source) -> None:
    for column in of.columns:
        assert all(normalise(alias) for alias in column.aliases)


@pytest.mark.parametrize("of", ALL)
def test_no_spelling_stands_for_two_values(of: catalog.Source) -> None:
    for column in of.columns:
        for value, spellings in column.values.items():
            for spelling in (value, *spellings):
                assert column.spelled(spelling) == value, (column.name, spelling)


@pytest.mark.parametrize("of", ALL)
def test_every_column_says_what_it_means_in_one_sentence(of: catalog.Source) -> None:
    for column in (*of.columns, *of.ignored_columns):
        assert column.meaning.endswith(".")
        assert column.meaning[0].isupper() or column.meaning[0].isdigit()
        assert column.aliases


@pytest.mark.parametrize("of", ALL)
def test_an_example_is_a_value_the_column_takes(of: catalog.Source) -> None:
    for column in of.columns:
        if column.type in {"boolean", "choice"}:
            assert column.spelled(column.example), column.name
        if column.type == "choices":
            assert all(column.spelled(one) for one in column.example.split(";"))


@pytest.mark.parametrize(
    ("id", "column", "spelling", "value"),
    [
        # Handshake's six kinds of response; "Working" says nothing about hours, so neither do we.
        ("first_destination", "outcome_status", "Working", "employed_unspecified"),
        ("first_destination", "outcome_status", "Still Looking", "seeking_employment"),
        ("first_destination", "outcome_status", "Volunteering", "volunteer_service"),
        ("first_destination", "outcome_status", "Military", "military"),
        ("first_destination", "outcome_status", "Continuing Education", "continuing_education"),
        ("first_destination", "outcome_status", "Not Seeking", "not_seeking"),
        ("first_destination", "outcome_status", "Employed Full-Time", "employed_full_time"),
        ("first_destination", "outcome_status", "FT", "employed_full_time"),
        ("first_destination", "outcome_status", "employed, part time", "employed_part_time"),
        (
            "first_destination",
            "outcome_status",
            "Planning to continue education but not yet enrolled",
            "seeking_continuing_education",
        ),
        ("first_destination", "outcome_status", "Not Placed", None),  # seeking or not: never guessed
        ("first_destination", "outcome_status", "Placed", None),
        ("first_destination", "employment_type", "Full-Time", ""),  # hours are not a type
        ("first_destination", "found_through", "Career fair", "career_fair"),
        ("first_destination", "found_through", "Informational interview", "informational_interview"),
        ("first_destination", "found_through", "Alumni network", "alumni_network"),
        ("interview_log", "channel", "Career fair", "event"),
        ("interview_log", "channel", "unknown", "unknown"),
        ("interview_log", "has_asked_for_referral", "Y", "true"),
        ("interview_log", "has_asked_for_referral", "No", "false"),
        ("interview_log", "has_asked_for_referral", "not sure", ""),
        ("interview_log", "came_of_it", "Nothing so far", "none"),
        ("interview_log", "status", "No-show", "no_show"),
        ("interview_log", "mode", "Zoom", "video"),
        ("interview_log", "referrals_count", "none", "0"),
        ("outreach_log", "reply", "Out of office", "auto_reply"),
        ("outreach_log", "reply", "no response", "no_reply"),
        ("outreach_log", "reply", "yes", "replied"),  # answered; not that they agreed to talk
        ("outreach_log", "reply", "Sent", ""),  # says what the student did, not what came back
        ("survey", "wave", "Pre-Survey", "pre"),
        ("survey", "goal_change", "It was confirmed", "confirmed"),
        ("degree_log", "degree_level", "B.S.", "bachelor"),
        ("degree_log", "degree_level", "Master's", "master"),
    ],
)
def test_spellings_mean_what_offices_mean(id: str, column: str, spelling: str, value: str | None) -> None:
    assert source(id).column(column).spelled(spelling) == value


def test_a_spelling_that_is_blank_when_whole_does_not_swallow_a_number() -> None:
    minutes = source("interview_log").column("minutes")
    assert "-99" in minutes.blanks
    assert minutes.spelled("99") is None


def test_pell_status_is_recognized_and_kept_out_of_the_columns() -> None:
    (pell,) = source("roster").ignored_columns
    assert (pell.name, pell.is_ignored) == ("is_pell_recipient", True)
    assert "approval" in pell.note
    with pytest.raises(DefinitionError):
        source("roster").column("is_pell_recipient")


def test_keys_are_composed_as_written() -> None:
    contact = (("contact_email",), ("contact_name", "contact_employer"))
    student = (("student_id",), ("student_email",), ("student_name",))
    interviews = source("interview_log")
    assert [interviews.key_alternatives(part) for part in interviews.key] == [
        student,
        contact,
        (("held_on",),),
    ]
    outreach = source("outreach_log")
    assert outreach.key_alternatives("contact") == (contact[0], ("contact_linkedin_url",), contact[1])
    assert outreach.has_occurrence
    assert source("survey").key_alternatives("response")[0] == ("response_id",)
    assert source("survey").key_alternatives("response")[-1] == ("*",)
    assert source("roster").key_alternatives("student_id") == (("student_id",),)


def test_only_talks_job_starts_and_classes_may_lie_ahead() -> None:
    ahead = {(s.id, c.name, c.future) for s in sources().values() for c in s.columns if c.future}
    assert ahead == {
        ("interview_log", "held_on", "if_scheduled"),
        ("contact_tracker", "talked_on", "if_scheduled"),
        ("first_destination", "start_on", "always"),
        ("first_destination", "class_year", "always"),
        ("roster", "class_year", "always"),
        *(
            ("roster", name, "always")
            for name in ("entered_on", "left_on", "expected_from", "expected_until")
        ),
    }


def test_the_interview_starter_is_the_core_columns() -> None:
    assert [column.name for column in source("interview_log").starter] == [
        *("student_id", "student_email", "contact_name", "contact_email"),
        *("held_on", "contact_employer", "channel", "referrals_count"),
    ]


@pytest.mark.parametrize("of", ALL)
def test_a_starter_has_all_that_is_required(of: catalog.Source) -> None:
    asked = [column for column in of.columns if not column.is_last_resort]
    needed = {column.name for column in asked if column.is_required or column.one_of}
    assert needed <= {column.name for column in of.starter}


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.lists(st.sampled_from(["student", "ID", "2026", "Café"]), min_size=1), st.data())
def test_folding_forgets_case_and_what_stands_between_words(words: list[str], data: st.DataObject) -> None:
    between = [data.draw(st.sampled_from([" ", "_", "-", " / ", "\u00a0", "__", ". "])) for _ in words]
    text = "".join(word + gap for word, gap in zip(words, between, strict=True))
    assert normalise(text) == " ".join(words).lower() == normalise(text.upper())


def test_an_unknown_source_is_answered_with_those_there_are() -> None:
    with pytest.raises(DefinitionError, match="roster, interview_log"):
        source("interviews")


BROKEN = {
    "no such type": ('type = "colour"\nmeaning = "X."', "not a type"),
    "an unknown entry": ('type = "text"\nmeaning = "X."\ncolor = "red"', "unknown color"),
    "a choice without values": ('type = "choice"\nmeaning = "X."', "needs values"),
    "no meaning": ('type = "text"', "meaning"),
    "one spelling, two values": (
        'type = "choice"\nmeaning = "X."\nvalues = { a = ["one"], b = ["One"] }',
        "spells both",
    ),
    "no such shared column": ('shared = "nobody"', "no shared column"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_column_is_refused_where_it_stands(case: str) -> None:
    entry, sentence = BROKEN[case]
    shared = {"columns": {}, "values": {}, "blanks": {"words": [], "typed": []}}
    with pytest.raises(DefinitionError, match=f"x.toml, it: .*{sentence}"):
        catalog._column("it", tomllib.loads(entry), shared, "x.toml, it")


def test_a_later_list_of_spellings_takes_a_spelling_from_an_earlier_one() -> None:
    laid = catalog._laid_over({"event": ["fair", "panel"]}, {"career_fair": ["Fair"]})
    assert dict(laid) == {"event": ("panel",), "career_fair": ("Fair",)}
    assert Column("x", "choice", "X.", values=laid).spelled("fair") == "career_fair"


def test_the_printed_page_is_the_catalog() -> None:
    page = Path(sources_page.__file__).parents[2] / "docs" / "sources.md"
    assert page.read_text(encoding="utf-8") == sources_page.markdown(), (
        "docs/sources.md is stale: python -m pipelines.docs.sources_page > docs/sources.md"
    )


def test_a_text_is_folded_alike_in_python_and_in_sql(tmp_path: Path) -> None:
    """Every assigned sign but surrogates, between two letters."""
    signs = [chr(code) for code in range(1, 0x11_0000) if unicodedata.category(chr(code)) not in ("Cn", "Cs")]
    texts = [f"A{sign}b" for sign in signs]
    with Warehouse(tmp_path).recording("testing") as connection:
        (folded,) = connection.execute(
            f"select list({normalised_sql('x')} order by n) from unnest($texts) with ordinality as t(x, n)",
            {"texts": texts},
        ).fetchall()[0]
    assert [text for text, sql in zip(texts, folded, strict=True) if normalise(text) != sql] == []


@pytest.mark.parametrize("column", ["contact_name", "contact_employer", "contact_email", "student_name"])
@pytest.mark.parametrize("words", ["N/A", "null", "None", "TBD", "tba", "to be determined"])
def test_a_word_for_nothing_is_nobodys_name_and_no_firm(column: str, words: str) -> None:
    assert source("interview_log").column(column).spelled(words) == ""
    assert source("interview_log").column(column).spelled("Noneth") is None


def test_null_and_na_are_surnames_and_unknown_is_a_word_that_counts_as_unknown() -> None:
    assert source("roster").column("last_name").spelled("Null") is None
    assert source("roster").column("last_name").spelled("Na") is None
    # a blank and "unknown" are told apart where logs are judged
    assert source("interview_log").column("contact_employer").spelled("unknown") is None
