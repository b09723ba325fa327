"""Wide files: one column a choice, and before and after in one row, from the header to the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.build.soundness import examine
from pipelines.errors import UserError
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.ledger import rejected
from pipelines.ingest.load import import_file
from pipelines.mapping.evidence import look
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import MappingFile, parse_mapping
from pipelines.mapping.propose import propose
from pipelines.mapping.wide import find, wave_of
from pipelines.sources.catalog import source
from pipelines.store.warehouse import Warehouse, fetch
from tests.pipelines.mapping.recognizing import taken_for

TODAY = date(2026, 11, 20)
SURVEY, LOG = source("survey"), source("interview_log")
PAIRED = (
    "Response ID,Student ID,Timestamp,Clarity (before),Clarity (after),Confidence - Before,Confidence - After"
)
FOUND = [
    "How did you find them? - LinkedIn",
    "How did you find them? - Alumni",
    "How did you find them? - Other",
]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse", wait_seconds=60)


def take(warehouse: Warehouse, path: Path, text: str | None = None, **settings: Any) -> ImportReport:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    report = import_file(warehouse, path, today=TODAY, **settings)
    assert report.rows_read == report.accepted + report.rejected + report.skipped
    assert report.status != "imported" or report.accepted == report.new + report.changed + report.unchanged
    return report


def stored(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    with warehouse.recording("testing") as connection:
        return [tuple(row.values()) for row in fetch(connection, sql)]


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.rows_read, report.accepted, report.rejected, report.skipped


# --- what a header says ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "wave", "question"),
    [
        ("Clarity (before)", "pre", "Clarity"),
        ("Clarity [After]", "post", "Clarity"),
        ("Pre: clarity", "pre", "clarity"),
        ("post_clarity", "post", "clarity"),
        ("clarity_pre", "pre", "clarity"),
        ("Clarity - Now", "post", "Clarity"),
        ("Before the program, how clear were your career goals?", "pre", "how clear were your career goals?"),
        ("Please rate yourself - Before the course - Networking", "pre", "Networking"),
        ("Clarity", "", ""),
        ("Pre/post", "", ""),
        ("Before or after", "", ""),
        ("Clarity (before and after)", "", ""),
    ],
)
def test_a_header_names_its_moment(header: str, wave: str, question: str) -> None:
    found, asked = wave_of(header)
    assert found == wave
    assert not question or question in asked


def test_before_and_after_in_one_row_are_found_by_their_headers() -> None:
    plan, matches = find(PAIRED.split(","), (), SURVEY)
    assert plan.waves == {
        "pre": {"clarity": "Clarity (before)", "confidence": "Confidence - Before"},
        "post": {"clarity": "Clarity (after)", "confidence": "Confidence - After"},
    }
    assert {match.header for match in matches} == plan.headers
    assert taken_for(PAIRED.split(",")).source == "survey"


def test_a_question_that_looks_back_is_the_same_question() -> None:
    headers = ["Q1", "Q2"]
    asked = [
        "Before the program, how clear were your career goals?",
        "After the program, how clear are your career goals?",
    ]
    plan, _ = find(headers, asked, SURVEY)
    assert plan.waves == {"pre": {"clarity": "Q1"}, "post": {"clarity": "Q2"}}


def test_one_moment_alone_holds_for_all_rows_and_is_to_be_checked(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    heads = ["Response ID", "Student ID", "Timestamp", "Clarity (pre)", "Confidence (pre)"]
    made = propose(heads, (), "survey")
    assert made.reshaping.waves == {"pre": {"clarity": "Clarity (pre)", "confidence": "Confidence (pre)"}}
    assert all(match.is_uncertain for match in made.matches if match.how == "wave")
    assert propose(heads, (), "survey", parse_mapping(made.as_toml())).digest() == made.digest()
    assert not find([*heads, "Wave"], (), SURVEY)[0]
    report = take(
        warehouse, tmp_path / "a.csv", f"{','.join(heads)}\nR1,S1,2026-05-01,2,4\nR2,S2,2026-05-01,,\n"
    )
    assert counts(report) == (2, 2, 0, 0)
    assert stored(warehouse, "select response_id, wave, clarity from record.survey order by 1") == [
        ("R1", "pre", "2"),
        ("R2", "pre", None),
    ]


def test_columns_of_one_choice_each_are_one_answer() -> None:
    plan, matches = find(["Student ID", *FOUND], (), LOG)
    assert plan.gathered == {
        "channel": dict(zip(sorted(FOUND), ["Alumni", "LinkedIn", "Other"], strict=True))
    }
    assert {match.how for match in matches} == {"gathered"}


@pytest.mark.parametrize(
    "headers",
    [
        ["LinkedIn:How did you find them?", "Alumni:How did you find them?"],
        ["How did you find them? [LinkedIn]", "How did you find them? [Alumni]"],
        ["How did you find them?: LinkedIn", "How did you find them?: Alumni"],
        [
            "How did you find them? - Selected Choice - LinkedIn",
            "How did you find them? - Selected Choice - Alumni",
        ],
    ],
)
def test_every_tool_joins_question_and_choice_in_its_own_way(headers: list[str]) -> None:
    plan, _ = find(headers, (), LOG)
    assert set(plan.gathered["channel"].values()) == {"LinkedIn", "Alumni"}


def test_a_matrix_of_ratings_is_no_list_of_choices() -> None:
    headers = ["What came of it? - Insight", "What came of it? - Offer"]
    ratings = {header: look(["1", "4", "5", "3"]) for header in headers}
    assert not find(headers, (), LOG, ratings)[0]
    ticks = {header: look(["1", "", "1", "1"]) for header in headers}
    assert find(headers, (), LOG, ticks)[0].gathered


def test_what_was_typed_beside_other_is_no_choice() -> None:
    text = "How did you find them? - Other (please specify) - Text"
    assert text not in find([*FOUND, text], (), LOG)[0].headers


# --- the mapping -----------------------------------------------------------------------------------------


def test_a_wide_mapping_written_as_a_file_is_the_same_mapping() -> None:
    for headers, id in (
        (PAIRED.split(","), "survey"),
        (["Student ID", "Contact", "Date", *FOUND], "interview_log"),
    ):
        made = propose(headers, (), id)
        assert made.reshaping
        again = propose(headers, (), id, parse_mapping(made.as_toml()))
        assert again.as_dict() == made.as_dict()
        assert again.digest() == made.digest() != Mapping(id, made.columns).digest()
        moved = propose(headers[::-1], (), id)
        assert moved.digest() == made.digest()


TRICKY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=40)
@given(st.dictionaries(TRICKY, TRICKY, min_size=2, max_size=5))
def test_any_headers_and_choices_survive_being_written(choices: dict[str, str]) -> None:
    headers = ["Student ID", "Contact", "Date", *(f"x {header}" for header in choices)]
    said = MappingFile(gathered={"channel": {f"x {header}": choice for header, choice in choices.items()}})
    made = propose(headers, (), "interview_log", said)
    again = propose(headers, (), "interview_log", parse_mapping(made.as_toml()))
    assert again.as_dict() == made.as_dict()


def test_a_file_may_be_taken_as_it_stands() -> None:
    made = propose(PAIRED.split(","), (), "survey", MappingFile(is_as_it_stands=True))
    assert not made.reshaping
    again = propose(PAIRED.split(","), (), "survey", parse_mapping(made.as_toml()))
    assert again.digest() == made.digest()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[gathered.channel]\n"Date" = "LinkedIn"\n[columns]\nheld_on = "Date"', "given to both"),
        ('[gathered.minutes]\n"Date" = "LinkedIn"', "no list of choices"),
        ('[waves.pre]\nmode = "Date"', "waves do not apply"),
        ('reshape = "yes"', "expected no"),
    ],
)
def test_a_reshaping_that_makes_no_sense_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        propose(["Student ID", "Contact", "Date"], (), "interview_log", parse_mapping(text))


# --- into the record -------------------------------------------------------------------------------------


def test_a_row_of_before_and_after_makes_two_responses_and_counts_once(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    text = (
        f"{PAIRED}\n"
        "R1,S1,2026-05-01 10:00:00,2,4,1,5\n"
        "R2,S2,2026-05-01 11:00:00,3,9,2,4\n"  # nine is no answer: the whole row waits
        "R3,S3,2026-05-01 12:00:00,,5,,3\n"  # nothing before: one response
    )
    said = tmp_path / "five.toml"
    said.write_text('source = "survey"\n[scale]\nlow = 1\nhigh = 5\n')
    report = take(warehouse, tmp_path / "a.csv", text, mapping_file=said)
    assert counts(report) == (3, 2, 1, 0)
    assert [(problem.code, problem.row) for problem in report.problems] == [("out_of_range", 3)]
    rows = "select row_number, response_id, wave, clarity, confidence from record.survey order by 1, 3 desc"
    assert stored(warehouse, rows) == [
        (2, "R1-pre", "pre", "2", "1"),
        (2, "R1-post", "post", "4", "5"),
        (4, "R3-post", "post", "5", "3"),
    ]
    assert not [one for one in examine(warehouse) if not one.is_sound and one.what != "published build"]
    out = tmp_path / "rejected.csv"
    assert rejected(warehouse, 1, out) == 1
    mended = tmp_path / "mended.csv"
    mended.write_text(out.read_text(encoding="utf-8-sig").replace(",9,", ",5,"), encoding="utf-8")
    assert counts(take(warehouse, mended)) == (1, 1, 0, 0)
    assert len(stored(warehouse, rows)) == 5
    changed = take(warehouse, tmp_path / "b.csv", text.replace("2,4,1,5", "2,3,1,5").replace("9", "5"))
    assert (changed.changed, changed.unchanged, changed.accepted) == (1, 2, 3)


def test_an_answer_given_once_belongs_to_the_end(warehouse: Warehouse, tmp_path: Path) -> None:
    text = "Student ID,Timestamp,Clarity (before),Clarity (after),Goal change\nS1,2026-05-01,2,4,changed\n"
    take(warehouse, tmp_path / "a.csv", text)
    rows = "select wave, clarity, goal_change from record.survey order by wave desc"
    assert stored(warehouse, rows) == [("pre", "2", None), ("post", "4", "changed")]


def test_twin_rows_of_a_wide_file_count_as_one_skipped_row(warehouse: Warehouse, tmp_path: Path) -> None:
    text = f"{PAIRED}\nR1,S1,2026-05-01 10:00:00,2,4,1,5\nR1,S1,2026-05-01 10:00:00,2,5,1,5\n"
    report = take(warehouse, tmp_path / "a.csv", text)
    assert counts(report) == (2, 1, 0, 1)
    assert stored(warehouse, "select clarity from record.survey order by row_number, wave desc") == [
        ("2",),
        ("5",),
    ]
    assert not [one for one in examine(warehouse) if not one.is_sound and one.what != "published build"]


def test_choices_in_columns_of_their_own_come_in_as_one(warehouse: Warehouse, tmp_path: Path) -> None:
    heads = [
        "Student ID",
        "Contact",
        "Date",
        *FOUND,
        "What came of it - A lead",
        "What came of it - An offer",
    ]
    text = "\n".join(
        [
            ",".join(heads),
            "S1,Max Roe,2026-05-01,LinkedIn,,,1,1",
            "S2,Ann Moss,2026-05-02,,,a friend of mine,0,1",
            "S3,Lee Park,2026-05-03,LinkedIn,Alumni,,,",
        ]
    )
    report = take(warehouse, tmp_path / "a.csv", text)
    assert counts(report) == (3, 3, 0, 0)
    assert stored(warehouse, "select channel, came_of_it from record.interview_log order by row_number") == [
        ("linkedin", "lead;offer"),
        ("other", "offer"),
        (None, None),
    ]
    (cell,) = report.not_recorded  # two ways to have found one person is one too many
    assert (cell.column, cell.code, cell.row) == ("channel", "unknown_choice", 4)


def test_choices_from_outside_never_reach_the_sql(warehouse: Warehouse, tmp_path: Path) -> None:
    evil = "x'); drop table record.survey; --"
    said = tmp_path / "m.toml"
    said.write_text(
        'source = "interview_log"\n[gathered.channel]\n'
        f'"{evil}" = "{evil}"\n"b" = "$1 LinkedIn"\n[values.channel]\n"{evil}" = "other"\n'
    )
    text = f'student_id,contact_name,held_on,"{evil}",b\nS1,Max Roe,2026-05-01,1,\nS2,Max Roe,2026-05-01,,1\n'
    report = take(warehouse, tmp_path / "a.csv", text, mapping_file=said)
    assert counts(report) == (2, 2, 0, 0)
    assert stored(warehouse, "select channel from record.interview_log order by row_number") == [
        ("other",),
        (None,),
    ]


# --- where the headers do not tell by themselves ----------------------------------------------------------


def gathered(headers: list[str], cells: dict[str, list[str]] | None = None, **more: Any) -> dict[str, Any]:
    evidence = {header: look(values) for header, values in (cells or {}).items()}
    return dict(find(headers, (), LOG, evidence, **more)[0].gathered)


def test_one_choice_alone_is_no_list() -> None:
    assert gathered([FOUND[0]]) == {}
    assert gathered(FOUND[:2])


def test_half_of_the_choices_must_be_known_where_no_cells_tell() -> None:
    q = "How did you find them? - "
    assert gathered([f"{q}LinkedIn", f"{q}zzz"])
    assert gathered([f"{q}LinkedIn", f"{q}zzz", f"{q}yyy"]) == {}
    ticks = {f"{q}{choice}": ["1", "", "1"] for choice in ("LinkedIn", "zzz", "yyy")}
    assert gathered(list(ticks), ticks)  # ticks tell


@pytest.mark.parametrize(
    ("cells", "is_list"),
    [
        (["1", "0", "1", "0", "1"], True),
        (["Checked", "", "unchecked", "x", "✓"], True),
        (["LinkedIn", "", "LinkedIn"], True),  # the choice's own text
        (["x", "x", "x", "x", "perhaps"], True),  # four fifths
        (["x", "x", "x", "perhaps"], False),
        (["4", "5", "3"], False),
        (["", "", ""], True),  # nobody ticked it
    ],
)
def test_cells_are_ticks_or_the_choices_own_text(cells: list[str], is_list: bool) -> None:
    assert bool(gathered(FOUND[:2], {FOUND[0]: cells})) == is_list


def test_what_stands_under_other_is_a_persons_own_words() -> None:
    assert gathered(FOUND, {FOUND[2]: ["a fair", "a friend of mine", "the gym"]})


def test_what_takes_no_part_or_is_filled_otherwise_is_not_gathered() -> None:
    assert gathered(FOUND, filled=["channel"]) == {}
    assert gathered([*FOUND, "Channel"]) == {}  # a column of its own holds it
    assert FOUND[0] not in gathered(FOUND, passed=[FOUND[0]])["channel"]


def test_how_sure_each_header_is() -> None:
    _, matches = find(FOUND, (), LOG)
    assert {(one.score, one.why.split(":")[0]) for one in matches} == {(0.95, "one choice of this question")}
    _, matches = find(PAIRED.split(","), (), SURVEY)
    assert {one.score for one in matches} == {0.95}
    assert {one.why for one in matches} == {
        "this question at one of two moments: pre",
        "this question at one of two moments: post",
    }


def test_two_moments_must_share_a_question() -> None:
    assert not find(["Clarity (before)", "Confidence (after)"], (), SURVEY)[0]
    assert find(["Clarity (before)", "Clarity (after)", "Confidence (after)"], (), SURVEY)[0].waves
    assert not find(PAIRED.split(","), (), SURVEY, filled=["wave"])[0]
    assert not find(["Clarity (before)", "Clarity (after)"], (), LOG)[0]


def test_a_choice_is_asked_at_two_moments_too_and_another_column_is_not() -> None:
    asked = [
        f"{name} ({moment})"
        for name in ("Clarity", "Goal change", "Advisor")
        for moment in ("before", "after")
    ]
    waves = find(asked, (), SURVEY)[0].waves
    assert {wave: set(columns) for wave, columns in waves.items()} == {
        wave: {"clarity", "goal_change"} for wave in ("pre", "post")
    }


def test_a_question_known_by_its_topic_needs_answers_on_a_scale() -> None:
    before, after = (f"{moment}, how clear is the path you want to take?" for moment in ("Before", "After"))
    answers = {header: look(["1", "5", "3"]) for header in (before, after)}
    plan, matches = find([before, after], (), SURVEY, answers)
    assert plan.waves == {"pre": {"clarity": before}, "post": {"clarity": after}}
    assert {one.score for one in matches} == {0.75}
    assert not find([before, after], (), SURVEY)[0]


@pytest.mark.parametrize(
    ("header", "wave"),
    [
        ("before clarity", "pre"),
        ("clarity after", "post"),
        ("beforehand", ""),  # a moment of nothing
        ("T1: Clarity", "pre"),
        ("Clarity, now", "post"),
        ("Now that the program is over: clarity", "post"),
        ("pre clarity post", ""),
    ],
)
def test_moments_at_the_ends_of_a_header(header: str, wave: str) -> None:
    assert wave_of(header)[0] == wave


def test_a_question_asked_before_is_the_one_asked_after_whatever_was_answered() -> None:
    """Words that no scale has: the column is known by its question, and its words are asked about."""
    table = {
        "Student ID": ["S1", "S2", "S3"],
        "Timestamp": ["2026-05-02 09:00", "2026-05-03 09:00", "2026-05-04 09:00"],
        "Before: how clear are your goals?": ["Foggy", "Somewhat clear", "Sort of there"],
        "After: how clear are your goals?": ["Clear", "Very clear", "Very clear"],
        "Before: what did you eat?": ["Soup", "Cake", "Soup"],
    }
    made = propose(list(table), (), "survey", evidence={head: look(cells) for head, cells in table.items()})
    assert made.reshaping.waves == {
        "pre": {"clarity": "Before: how clear are your goals?"},
        "post": {"clarity": "After: how clear are your goals?"},
    }
    assert made.values["clarity"] == {"Clear": "4", "Very clear": "5", "Somewhat clear": "3"}
