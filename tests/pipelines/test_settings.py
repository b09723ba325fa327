"""What an office may decide, and what it is told where it decides nonsense."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import DefinitionError
from pipelines.settings import Settings, Term, read_settings


def settings(folder: Path, text: str) -> Settings:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


def terms(*listed: tuple[object, object, object]) -> str:
    return "\n".join(
        f"[[terms]]\nname = {name!r}\nfirst_month = {first!r}\nlast_month = {last!r}"
        for name, first, last in listed
    )


def test_without_a_file_the_defaults_stand(tmp_path: Path) -> None:
    defaults = read_settings(tmp_path)
    assert (defaults.k, defaults.windows["reply"], defaults.academic_year_start) == (10, 14, "08-01")
    assert defaults.terms == (Term("Spring", 1, 5), Term("Summer", 6, 7), Term("Fall", 8, 12))


def test_what_the_file_names_is_the_offices_and_the_rest_stays(tmp_path: Path) -> None:
    own = settings(
        tmp_path,
        'holidays = ["2026-12-25", 2026-11-26]\nacademic_year_start = "07-01"\n[windows]\nreply = 21\n[disclosure]\nk = 5\n',
    )
    assert (own.k, own.windows["reply"], own.windows["agree"]) == (5, 21, 21)
    assert own.academic_year_start == "07-01"
    assert own.holidays == (date(2026, 11, 26), date(2026, 12, 25))


def test_the_same_settings_have_the_same_digest(tmp_path: Path) -> None:
    default = read_settings(tmp_path).digest()
    assert settings(tmp_path, "[windows]\nreply = 14\n").digest() == default
    assert settings(tmp_path, "[windows]\nreply = 15\n").digest() != default


def test_terms_come_in_order_of_their_first_months_and_may_cross_new_year(tmp_path: Path) -> None:
    own = settings(tmp_path, terms(("Winter", 12, 2), ("Fall", 9, 11), ("Spring", 3, 8)))
    assert [term.name for term in own.terms] == ["Spring", "Fall", "Winter"]
    assert [term.months for term in own.terms] == [[3, 4, 5, 6, 7, 8], [9, 10, 11], [12, 1, 2]]


def test_a_year_may_be_one_term(tmp_path: Path) -> None:
    (whole,) = settings(tmp_path, terms(("Year", 8, 7))).terms
    assert whole.months == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]


EVERY_MONTH = "every month of the year belongs to one term"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour = 1", "names 'colour', which is not a setting"),
        ("[windows]\nanswer = 1", "names 'answer', which is not a setting"),
        ("k = ", "cannot be read"),
        ("windows = 14", "windows must be a table, headed [windows]"),
        ("disclosure = [5]", "disclosure must be a table, headed [disclosure]"),
        ("[[windows]]\nreply = 14", "windows must be a table, headed [windows]"),
        ("[holidays]\nxmas = 2026-12-25", "holidays must be a list of dates"),
        ("office_name = 7", "office_name must be text in quotation marks"),
        ("[office_name]", "office_name must be text"),
        ('is_synthetic = "false"', "is_synthetic must be true or false, without quotation marks"),
        ("practice_goals = 0", "practice_goals must be true or false"),
        ("filter_by_advisor = 1", "filter_by_advisor must be true or false"),
        ("memory = 4", 'memory must be "half" or an amount such as "4 GB", in quotation marks'),
        ('memory = "a lot"', 'memory must be "half" or an amount such as "4 GB"'),
        ('memory = "-4 GB"', "memory must be"),
        ('time_zone = "America"', "time_zone must be the name of a time zone"),
        ('time_zone = ""', "time_zone must be the name of a time zone"),
        ('time_zone = "../zoneinfo"', "time_zone must be the name of a time zone"),
        ('academic_year_start = "W01-1"', "academic_year_start must be"),
        ("academic_year_start = 08-01", "cannot be read"),
        ("[cutoff]\nfinal_year = 2026-09-01", "cutoff.final_year must be a month and day"),
        ("[windows]\nreply = 14.0", "windows.reply must be"),
        ("[years]\nassociate = 0", "years."),
        ("holidays = [2026-12-25T00:00:00]", "holidays must be a list of dates"),
        ('holidays = ["2026-12-25", 3]', "holidays must be a list of dates"),
        ('terms = ["Fall"]', "terms must be a list of name, first_month and last_month"),
        (terms(("Year", 1.0, 12)), "the months from 1 to 12"),
        (terms(("Year", [1], 12)), "the months from 1 to 12"),
        ('time_zone = "Mars"', "time_zone must be the name of a time zone"),
        ("time_zone = 1", "time_zone must be the name of a time zone"),
        ('academic_year_start = "August"', 'academic_year_start must be a month and day, such as "08-01"'),
        ('academic_year_start = "02-29"', "academic_year_start must be"),
        ('[cutoff]\nfinal_year = "13-01"', "cutoff.final_year must be"),
        ("[windows]\nreply = 0", "windows.reply must be a number of days from 1 to 366"),
        ("[windows]\nreply = 367", "windows.reply must be"),
        ("[windows]\nreply = true", "windows.reply must be"),
        ('[windows]\nreply = "14"', "windows.reply must be"),
        ("[preparation]\nquestions = 0", "preparation.questions must be a whole number from 1 to 20"),
        ("[preparation]\nquestions = 21", "preparation.questions must be"),
        ("[disclosure]\nk = 4", "disclosure.k must be a whole number from 5 to 30"),
        ("[disclosure]\nk = 31", "disclosure.k must be"),
        ("[disclosure]\nk = true", "disclosure.k must be"),
        ('holidays = ["Christmas"]', "holidays must be a list of dates"),
        ("holidays = 25", "holidays must be a list of dates"),
        ("terms = 1", "terms must be a list of name, first_month and last_month"),
        ('[[terms]]\nname = "Year"', "terms must be a list of name, first_month and last_month"),
        (terms(("Year", "August", 7)), "the months from 1 to 12"),
        (terms(("Year", 0, 11)), "the months from 1 to 12"),
        (terms(("Year", 1, 13)), "the months from 1 to 12"),
        (terms(("Spring", 1, 7), ("Fall", 9, 12)), EVERY_MONTH),
        (terms(("Spring", 1, 8), ("Fall", 8, 12)), EVERY_MONTH),
        (terms(("Term", 1, 7), ("Term", 8, 12)), "each with its own name"),
        (terms((" ", 1, 12)), "each with its own name"),
        (terms((1, 1, 12)), "each with its own name"),
    ],
)
def test_nonsense_is_refused_by_the_name_of_its_setting(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DefinitionError) as problem:
        settings(tmp_path, text)
    assert says in problem.value.message
    assert problem.value.message.startswith("settings.toml")


def test_a_settings_file_that_is_a_folder_or_begins_with_a_mark_is_told_from_one_that_can_be_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "settings.toml"
    path.mkdir()
    with pytest.raises(DefinitionError, match=r"settings.toml cannot be read: Is a directory"):
        read_settings(tmp_path)
    path.rmdir()
    path.write_text("[disclosure]\nk = 5\n", encoding="utf-8-sig")
    assert read_settings(tmp_path).k == 5


def test_memory_is_an_amount_and_no_figures_matter(tmp_path: Path) -> None:
    default = read_settings(tmp_path)
    own = settings(tmp_path, 'memory = "800 mb"')
    assert (default.memory, own.memory, settings(tmp_path, 'memory = "4GB"').memory) == (
        None,
        800 << 20,
        4 << 30,
    )
    assert own.digest() == default.digest()


def test_the_least_and_the_most_are_allowed(tmp_path: Path) -> None:
    least = settings(tmp_path, "[windows]\nreply = 1\n[preparation]\nquestions = 1\n[disclosure]\nk = 5\n")
    most = settings(tmp_path, "[windows]\nreply = 366\n[preparation]\nquestions = 20\n[disclosure]\nk = 30\n")
    assert (least.windows["reply"], least.prepared_questions, least.k) == (1, 1, 5)
    assert (most.windows["reply"], most.prepared_questions, most.k) == (366, 20, 30)
