"""Names people can read, and what is said of letters our typeface does not have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.exports import letters
from dashboard.exports.file_names import base_name
from dashboard.exports.table_csv import lines_to_paste
from dashboard.server import without_nonce
from tests.dashboard.exports.sample_exhibits import FORMULA, exhibit, hostile

PUBLISHABLE = replace(exhibit(), view="publishable")


def _titled(title: str) -> str:
    return base_name(replace(PUBLISHABLE, spec=replace(PUBLISHABLE.spec, title=title)))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Interviews per student by college", "interviews-per-student-by-college-2026-11-12"),
        ("=cmd|' /C calc'!A0", "cmd-c-calc-a0-2026-11-12"),
        ("../../etc/passwd", "etc-passwd-2026-11-12"),
        ("Études à Łódź", "etudes-a-odz-2026-11-12"),
        ("面谈", f"{PUBLISHABLE.spec.id.replace('_', '-')}-2026-11-12"),
        ("NUL\n\t..", "nul-2026-11-12"),
        ("word " * 60, "-".join(["word"] * 16) + "-2026-11-12"),
    ],
)
def test_a_file_is_named_after_its_figure_and_the_date_of_its_data(title: str, name: str) -> None:
    assert _titled(title) == name


def test_a_view_that_is_not_publishable_stands_in_the_name_and_an_unknown_date_does_not() -> None:
    assert base_name(exhibit()) == "response-rate-by-college-working-2026-11-12"
    assert base_name(replace(PUBLISHABLE, as_of="not known")) == "response-rate-by-college"


def test_the_part_nobody_can_guess_is_not_in_the_name_a_file_is_saved_under() -> None:
    said = 'attachment; filename="reach-by-college-2026-11-12-0a1b2c3d4e5f.pptx"'
    assert without_nonce(said) == 'attachment; filename="reach-by-college-2026-11-12.pptx"'
    plain = "attachment; filename*=UTF-8''templates.zip"
    assert without_nonce(plain) == plain


def test_letters_of_other_scripts_are_named() -> None:
    spec = exhibit().spec
    assert letters.note(exhibit()) == ""
    assert letters.note(replace(exhibit(), spec=replace(spec, categories=("Łódź é", "Naïve", "x")))) == ""
    mixed = replace(spec, categories=("经济学院", "كلية القانون", "x"))
    assert letters.note(replace(exhibit(), spec=mixed)).startswith(
        "This chart has Chinese and Arabic letters."
    )
    assert letters.scripts_in(["עברית", "日本ひらがな", "한국"]) == (
        "Hebrew",
        "Chinese",
        "Japanese",
        "Korean",
    )


def test_a_table_to_paste_is_guarded_like_a_file() -> None:
    lines = lines_to_paste(hostile()).split("\n")
    assert all(not field.startswith(("=", "+", "@")) for one in lines for field in one.split("\t"))
    assert lines[1].split("\t")[0] in (f"'{FORMULA}", "'+1")
    assert len({one.count("\t") for one in lines}) == 1
