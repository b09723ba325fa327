"""What an office decides once: mappings under a name, spellings, the order of dates; and what it is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipelines.cli.commands import app
from pipelines.errors import UserError
from pipelines.mapping import saved_mappings
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import MappingFile, parse_mapping, read_mapping_file
from pipelines.mapping.propose import propose
from pipelines.mapping.saved_mappings import Decided, UsedMapping, known_again, save, saved, shape_of, slug_of
from pipelines.sources.catalog import source
from pipelines.store.warehouse import Warehouse
from tests.pipelines.mapping.taking import take

HEADS = ["Nr", "Who", "Day", "Via", "Shoe size"]


SAID = 'source = "interview_log"\n[columns]\nstudent_id = "Nr"\ncontact_name = "Who"\nheld_on = "Day"\nchannel = "Via"\n'


ROWS = "S1,Max Roe,2026-05-01,LinkedIn,44\n"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse", wait_seconds=60)


def ours() -> Mapping:
    return propose(HEADS, (), "interview_log", parse_mapping(SAID))


@pytest.mark.parametrize(
    ("heads", "likeness"),
    [
        (HEADS, 1.0),
        (HEADS[::-1], 1.0),
        (["NR:", "who", " Day ", "via?", "Shoe_Size"], 1.0),
        ([*HEADS, "New"], 0.8333),
        (HEADS[:-1], 0.8),
        ([*HEADS[:-1], "Boot size"], None),  # four of six
        ([*HEADS[1:], "Number", "x"], None),  # a column that is used is gone
    ],
)
def test_a_file_is_known_again_by_its_shape(tmp_path: Path, heads: list[str], likeness: float | None) -> None:
    save(tmp_path, "Our form", ours(), shape_of(HEADS, "google_forms"))
    found = known_again(saved(tmp_path), shape_of(heads, "google_forms"))
    assert (found.likeness if found else None) == likeness
    assert known_again(saved(tmp_path), shape_of(heads, "qualtrics")) is None
    assert known_again(saved(tmp_path), shape_of(HEADS, "google_forms"), "roster") is None


def test_a_saved_mapping_is_a_mapping_file_that_reads_the_same(tmp_path: Path) -> None:
    save(tmp_path, "Our form", ours(), shape_of(HEADS, ""))
    again = propose(HEADS, (), "interview_log", read_mapping_file(tmp_path / "mappings" / "our-form.toml"))
    assert again.digest() == ours().digest()


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_a_name_is_never_a_path(name: str) -> None:
    assert set(slug_of(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug_of(name)


def test_two_names_that_look_alike_are_kept_apart(tmp_path: Path) -> None:
    shape = shape_of(HEADS, "")
    assert save(tmp_path, "../../etc/passwd", ours(), shape).slug == "etc-passwd"
    assert save(tmp_path, "etc passwd", ours(), shape).slug == "etc-passwd-2"
    assert save(tmp_path, "ETC passwd", ours(), shape).slug == "etc-passwd-2"
    assert [one.name for one in saved(tmp_path)] == ["../../etc/passwd", "ETC passwd"]
    saved_mappings.delete(tmp_path, "etc passwd")
    assert [one.slug for one in saved(tmp_path)] == ["etc-passwd"]
    for name in ("", "  ", "x" * 81, "!!"):
        with pytest.raises(UserError, match="1 to 80 characters"):
            save(tmp_path, name, ours(), shape)
    with pytest.raises(UserError, match=r"no saved mapping “x”.*passwd"):
        saved_mappings.text_of(tmp_path, "x")


def test_what_a_person_wrote_into_a_saved_mapping_survives_saving_it_again(tmp_path: Path) -> None:
    save(tmp_path, "Our form", ours(), shape_of(HEADS, ""))
    path = tmp_path / "mappings" / "our-form.toml"
    path.write_text(f"# Ask Ann.\n{path.read_text()}".replace('= "Via"', '= "Via"  # since 2025'))
    save(tmp_path, "our FORM", replace(ours(), date_order="dmy"), shape_of(HEADS, ""))
    text = path.read_text()
    assert text.startswith("# Ask Ann.\n")
    assert 'channel = "Via"  # since 2025' in text
    assert (saved(tmp_path)[0].file.date_order, saved(tmp_path)[0].name) == ("dmy", "our FORM")


def test_a_mapping_file_is_saved_with_its_comments(warehouse: Warehouse, tmp_path: Path) -> None:
    path = tmp_path / "form.toml"
    path.write_text(f"# The form of 2026.\n{SAID}", encoding="utf-8")
    arguments = ["--warehouse", str(warehouse.folder), "mappings", "save", "Form", str(path)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert "# The form of 2026.\n" in saved_mappings.text_of(warehouse.folder, "Form")


def test_what_a_person_wrote_into_the_spellings_survives(tmp_path: Path) -> None:
    path = tmp_path / "spellings.toml"
    mine = (
        '# Agreed in March.\n[first_destination.outcome_status]\n"Placed" = "employed_full_time" # usually\n'
    )
    path.write_text(mine, encoding="utf-8")
    said = parse_mapping(
        'date_order = "dmy"\n[values.outcome_status]\n"Service year" = "volunteer_service"\n'
    )
    saved_mappings.remember(tmp_path, "first_destination", said)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Agreed in March.\n")
    assert '"Placed" = "employed_full_time" # usually\n' in text
    decided = saved_mappings.decided(tmp_path)
    assert decided.date_order == "dmy"
    assert decided.spellings["first_destination"]["outcome_status"] == {
        "Placed": "employed_full_time",
        "Service year": "volunteer_service",
    }
    saved_mappings.remember(
        tmp_path,
        "first_destination",
        parse_mapping('[values.outcome_status]\nPLACED = "employed_unspecified"\n'),
    )
    after = saved_mappings.decided(tmp_path).spellings["first_destination"]["outcome_status"]
    assert after == {"PLACED": "employed_unspecified", "Service year": "volunteer_service"}


def test_a_file_of_known_shape_is_read_with_the_saved_mapping_and_that_is_said(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    text = f"{','.join(HEADS)}\n{ROWS}"
    save(warehouse.folder, "Our form", ours(), shape_of(HEADS, ""))
    added = "Mode," + text.splitlines()[0] + "\nZoom," + ROWS
    report = take(warehouse, tmp_path / "b.csv", added)
    assert report.status == "imported"
    assert report.saved_mapping
    assert report.saved_mapping.changed == "1 column new"
    assert any("saved mapping “Our form”" in note for note in report.notes)
    assert parse_mapping(report.mapping_toml).columns["mode"] == "Mode"
    assert take(warehouse, tmp_path / "b.csv").status == "unchanged"
    without = take(warehouse, tmp_path / "b.csv", use_saved=False)
    assert without.saved_mapping is None
    assert without.status == "refused"


def test_what_was_not_used_when_a_mapping_was_saved_is_not_used_again(tmp_path: Path) -> None:
    heads = ["Student ID", "Contact", "Date", "Source"]
    left = propose(heads, (), "interview_log", MappingFile(columns={"channel": ""}))
    save(tmp_path, "x", left, shape_of(heads, ""))
    (one,) = saved(tmp_path)
    assert "channel" not in propose([*heads, "Mode"], (), "interview_log", one.file).columns


def test_a_mapping_may_be_laid_over_a_saved_one(warehouse: Warehouse, tmp_path: Path) -> None:
    save(warehouse.folder, "Our form", ours(), shape_of(HEADS, ""))
    said = 'based_on = "Our form"\n[columns]\nchannel = ""\n'
    report = take(warehouse, tmp_path / "a.csv", f"{','.join(HEADS)}\n{ROWS}", said)
    assert parse_mapping(report.mapping_toml).columns == {
        "channel": "",
        "student_id": "Nr",
        "contact_name": "Who",
        "held_on": "Day",
    }
    missing = take(warehouse, tmp_path / "c.csv", "a,b\n1,2\n", 'based_on = "Nothing"\n')
    assert "no mapping is saved" in missing.message


def test_the_command_line_saves_shows_lists_and_forgets(warehouse: Warehouse, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        shown = CliRunner().invoke(app, ["--warehouse", str(warehouse.folder), *words])
        assert shown.exception is None or isinstance(shown.exception, SystemExit), shown.exception
        return shown.output

    text = f"{','.join(HEADS)}\n{ROWS}"
    take(warehouse, tmp_path / "a.csv", text, SAID)
    run("mappings", "save", "From an import", "1")
    run("mappings", "save", "From a file", str(tmp_path / "a.toml"))
    log = tmp_path / "log.csv"
    log.write_text("student_id,contact_name,held_on\nS1,Max,2026-05-01\n")
    run("mappings", "save", "From data", str(log))
    listed = json.loads(run("mappings", "--json"))
    assert [one["name"] for one in listed] == ["From a file", "From an import", "From data"]
    shown = parse_mapping(run("mappings", "show", "from an import"))
    assert shown.columns["channel"] == "Via"
    assert shown.shape
    assert shown.shape.headers == {"nr", "who", "day", "via", "shoe size"}
    run("mappings", "delete", "From data")
    assert "From data" not in run("mappings")
    assert "From an import" in run("import", str(tmp_path / "a.csv"), "--dry-run")
    assert "From an import" not in run("import", str(tmp_path / "a.csv"), "--dry-run", "--no-saved")


OUTCOMES = "student_id,outcome_status\nS1,Placed\nS2,Placed\nS3,Huh\nS4,military\n"


def test_a_spelling_is_asked_once_and_remembered(warehouse: Warehouse, tmp_path: Path) -> None:
    first = take(warehouse, tmp_path / "a.csv", OUTCOMES, dry_run=True)
    assert [(one.spelling, one.count, one.suggestion) for one in first.unknown_values] == [
        ("Placed", 2, "employed_unspecified"),
        ("Huh", 1, ""),
    ]
    assert first.as_dict(detail=True)["unknown_values"][0]["column"] == "outcome_status"
    said = 'source = "first_destination"\n[values.outcome_status]\nPlaced = "employed_full_time"\n'
    take(warehouse, tmp_path / "a.csv", said=said, dry_run=True)
    assert not (warehouse.folder / "spellings.toml").exists()  # looking decides nothing
    take(warehouse, tmp_path / "a.csv", said=said)
    later = take(warehouse, tmp_path / "b.csv", OUTCOMES.replace("Placed", "PLACED").replace("S", "T"))
    assert [one.spelling for one in later.unknown_values] == ["Huh"]
    assert parse_mapping(later.mapping_toml).values == {"outcome_status": {"PLACED": "employed_full_time"}}
    plain = take(warehouse, tmp_path / "c.csv", "student_id,outcome_status\nS9,military\n")
    assert (
        parse_mapping(plain.mapping_toml).values == {}
    )  # what a file does not need is no part of its digest


def test_the_order_of_dates_is_asked_once_and_remembered(warehouse: Warehouse, tmp_path: Path) -> None:
    text = "student_id,contact_email,sent_on\nS1,a@example.com,1/2/2026\n"
    (asked,) = take(warehouse, tmp_path / "a.csv", text, dry_run=True).date_order
    assert (asked.column, asked.order, asked.is_ambiguous, asked.example) == (
        "sent_on",
        "mdy",
        True,
        "1/2/2026",
    )
    take(warehouse, tmp_path / "a.csv", said='source = "outreach_log"\ndate_order = "dmy"\n')
    (known,) = take(warehouse, tmp_path / "b.csv", text.replace("S1", "S2")).date_order
    assert (known.order, known.is_ambiguous) == ("dmy", False)
    clear = take(warehouse, tmp_path / "c.csv", text + "S1,b@example.com,2/25/2026\n")
    assert (parse_mapping(clear.mapping_toml).date_order, clear.date_order[0].order) == ("", "mdy")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = [", "cannot be read"),
        ('date_order = "us"', "none of mdy"),
        ('[nowhere.x]\na = "b"', "no source"),
        ("[roster]\ncampus = 3", "must be a table"),
    ],
)
def test_a_damaged_memory_is_named_and_nothing_is_guessed(
    warehouse: Warehouse, tmp_path: Path, text: str, sentence: str
) -> None:
    warehouse.folder.mkdir(parents=True)
    (warehouse.folder / "spellings.toml").write_text(text)
    report = take(warehouse, tmp_path / "a.csv", OUTCOMES)
    assert (report.status, sentence in report.message) == ("refused", True)


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=10), st.sampled_from(["held", ""])
    )
)
@settings(max_examples=30)
def test_spellings_survive_being_written(spellings: dict[str, str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        said = MappingFile(values={"status": spellings}, date_order="dmy")
        saved_mappings.remember(Path(place), "interview_log", said)
        again = saved_mappings.decided(Path(place))
    assert again.date_order == "dmy"
    assert again.spellings.get("interview_log", {}).get("status", {}) == spellings


def test_a_refused_file_shows_its_columns_as_far_as_they_are_understood(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    text = "Student ID,Blob\nS1,x\nS2,y\nS3,z\n"
    unknown = take(warehouse, tmp_path / "a.csv", text)
    assert [(m.header, m.column, m.samples) for m in unknown.matches] == [
        ("Student ID", None, ("S1", "S2", "S3")),
        ("Blob", None, ("x", "y", "z")),
    ]
    named = take(warehouse, tmp_path / "a.csv", source="outreach_log")
    assert named.status == "refused"
    assert [m.column for m in named.matches] == ["student_id", None]
    friends = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,,Acme,x,12 Mar 2024\n"
    )
    assert take(warehouse, tmp_path / "b.csv", friends).matches == ()


@pytest.mark.parametrize(
    ("id", "column", "text", "code"),
    [
        ("roster", "campus", "#REF!", "error_cell"),
        ("interview_log", "minutes", "#DIV/0!", "error_cell"),
        ("interview_log", "minutes", "85%", "percent_cell"),
        ("first_destination", "salary_usd", "€52,000", "other_currency"),
        ("first_destination", "salary_usd", "52000 CAD", "other_currency"),
        ("first_destination", "salary_usd", "$22/hour", "other_period"),
        ("first_destination", "salary_usd", "$65,000 per year", ""),
        ("roster", "student_id", "1.23E+10", "id_in_scientific_notation"),
    ],
)
def test_what_a_spreadsheet_did_is_named(id: str, column: str, text: str, code: str) -> None:
    assert parse(text, ColumnReading(source(id).column(column))).code == code


def test_of_several_that_fit_the_likest_is_used(tmp_path: Path) -> None:
    save(tmp_path, "A near one", ours(), shape_of([*HEADS, "more"], ""))
    save(tmp_path, "The very one", ours(), shape_of(HEADS, ""))
    found = known_again(saved(tmp_path), shape_of(HEADS, ""))
    assert found
    assert (found.saved.name, found.likeness, found.changed) == ("The very one", 1.0, "")
    near = known_again(saved(tmp_path)[:1], shape_of([*HEADS, "x", "y"], ""))
    assert near is None  # five of eight
    changed = known_again(saved(tmp_path)[:1], shape_of([*HEADS, "more", "new"], ""))
    assert changed
    assert (changed.changed, changed.likeness) == ("1 column new", 0.8571)
    gone = known_again(saved(tmp_path)[:1], shape_of(HEADS, ""))
    assert gone
    assert gone.changed == "1 column gone"
    assert changed.used == UsedMapping("A near one", "a-near-one", "interview_log", 0.8571, "1 column new")


def test_one_sheet_and_many_are_different_shapes(tmp_path: Path) -> None:
    save(tmp_path, "Many", ours(), shape_of(HEADS, "", ["May", "June"]))
    assert known_again(saved(tmp_path), shape_of(HEADS, "")) is None
    assert known_again(saved(tmp_path), shape_of(HEADS, "", ["A", "B", "C"]))
    assert shape_of(HEADS, "", ["May"]).sheets == "one"
    assert shape_of(["", "!!", "A b"], "").headers == {"a b"}


def test_a_tool_must_be_the_same_only_where_both_are_known(tmp_path: Path) -> None:
    save(tmp_path, "By hand", ours(), shape_of(HEADS, ""))
    assert known_again(saved(tmp_path), shape_of(HEADS, "qualtrics"))
    assert known_again([], shape_of(HEADS, "")) is None


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Fall Form 2026!", "fall-form-2026"),
        ("Émigré – naïve", "emigre-naive"),
        ("日本", "mapping"),
        ("x" * 70, "x" * 60),
        (f"{'x' * 59} y", "x" * 59),
    ],
)
def test_a_file_name_is_made_of_plain_letters(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["x" * 80, " a ", "a\n b"])
def test_a_name_is_kept_on_one_line(name: str, tmp_path: Path) -> None:
    assert save(tmp_path, name, ours(), shape_of(HEADS, "")).name == " ".join(name.split())


def test_a_mapping_file_without_a_source_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not say what it is for"):
        saved_mappings.save_file(tmp_path, "x", parse_mapping('[columns]\nstudent_id = "Nr"'), {})
    assert saved(tmp_path) == []


def test_what_is_remembered_holds_only_what_is_still_a_value() -> None:
    spellings = {"Web": "linkedin", "fax": "telegraph", "blank": "", "!!": "other"}
    decided = saved_mappings.Decided(
        {"interview_log": {"channel": spellings, "minutes": {"an hour": "60"}, "gone": {"a": "b"}}}
    )
    assert decided.folded("interview_log") == {"channel": {"web": "linkedin", "blank": ""}}
    assert decided.folded("survey") == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('date_order = "us"', "date_order is none of mdy, dmy, ymd"),
        ("interviews = 3", "“interviews” is no source"),
        ("survey = 3", "“survey” is no source"),
        ('[survey]\nwave = "pre"', 'survey.wave must be a table of "spelling" = "value"'),
        ("[survey.wave]\nearly = 1", "survey.wave must be a table"),
        ("x = ", "cannot be read"),
    ],
)
def test_a_memory_that_is_none_is_named(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "spellings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=sentence):
        saved_mappings.decided(tmp_path)


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    saved_mappings.remember(tmp_path, "survey", parse_mapping('[values.clarity]\nclear = "5"'))
    assert not (tmp_path / "spellings.toml").exists()  # numbers are no matter of spelling
    saved_mappings.remember(tmp_path, "survey", parse_mapping('date_order = "dmy"\n[values.wave]\nA = "pre"'))
    text = (tmp_path / "spellings.toml").read_text()
    assert text.startswith("# What this office decided once")
    (tmp_path / "spellings.toml").chmod(0o400)
    saved_mappings.remember(tmp_path, "survey", parse_mapping('[values.wave]\nA = "pre"'))
    assert (tmp_path / "spellings.toml").read_text() == text
    assert saved_mappings.decided(tmp_path).date_order == "dmy"


def test_a_word_explained_once_holds_in_every_kind_of_file_where_its_column_knows_the_value() -> None:
    known = Decided(
        {
            "interview_log": {
                "channel": {"Snail Post": "cold", "web": "linkedin"},
                "mode": {"skype": "video"},
            },
            "outreach_log": {"channel": {"web": "event"}},
            "first_destination": {"found_through": {"web": "job_board"}},
        }
    )
    assert known.folded("outreach_log") == {"channel": {"snail post": "cold", "web": "event"}}
    assert known.folded("contact_tracker") == {"channel": {"snail post": "cold", "web": "event"}}
    assert known.folded("survey") == {}
