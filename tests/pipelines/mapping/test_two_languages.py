"""Headers in two languages: the side that is known names the column, in whatever order and between whatever marks."""

from __future__ import annotations

import pytest

from pipelines.mapping.matching import known_names, match
from pipelines.mapping.two_languages import translations
from pipelines.sources.catalog import source

LOG = ["student_id", "contact_name", "held_on"]


@pytest.mark.parametrize(
    "columns",
    [
        ["Student ID / Matrícula", "Contact Name / Nombre del contacto", "Date / Fecha"],
        ["Matrícula/Student ID", "Nombre del contacto/Contact Name", "Fecha/Date"],
        ["Matrikelnummer | Student ID", "Gesprächspartner | Contact name", "Datum | Date"],
        ["Student ID – Matricule", "Contact name – Nom du contact", "Date – Date"],
        ["Matricule - Student ID", "Nom du contact - Contact name", "Jour - Date"],
        ["Student ID (matricule)", "Contact name (personne)", "Interview date (jour)"],
        ["Student ID [学号]", "Contact name [联系人]", "Date [日期]"],
        ["Student ID; Matrícola", "Contact name; Persona di contatto", "Date; Giorno"],
        ["Student ID\nMatrícula", "Contact name\nNombre de la persona", "Date\nFecha"],
        ["STUDENT ID  /  matrícula", "contact name/persona de contacto", " Date / Fecha "],
    ],
)
def test_a_header_in_two_languages_is_known_by_the_one_that_is_ours(columns: list[str]) -> None:
    found = match(columns, [], source("interview_log"), "")
    assert [one.column for one in found] == LOG
    assert not any(one.is_uncertain for one in found)


@pytest.mark.parametrize(
    "columns",
    [
        ["Student ID / Contact name", "Date / Company"],  # two things, not one twice
        ["Student ID / E-mail", "First name / Last name"],
        ["Student ID / Matrícula"],  # one header is no language
        ["Company / Organization type", "Student", "Day"],  # nor is one among others
        ["Name / Date / Place", "Number / Day / Town"],
        ["/", " / ", ""],
        [],
    ],
)
def test_where_sides_are_no_translations_nothing_is_told_by_them(columns: list[str]) -> None:
    assert list(translations(columns, known_names("interview_log"))) == []


@pytest.mark.parametrize(
    ("kind", "columns", "told"),
    [
        ("roster", ["Student ID", "College (previous)", "Major (intended)", "Email (parent)"], []),
        ("interview_log", ["Contact (phone)", "Date (booked)", "Company (size)"], []),
        ("first_destination", ["Salary (expected)", "Employer (previous)", "Status (last year)"], []),
        ("first_destination", ["Salary / Bonus", "Employer / City", "Status / Details"], []),
        ("survey", ["Confidence (before)", "Confidence (after)", "Clarity (before)", "Clarity (after)"], []),
        ("survey", ["Confidence / Why", "Clarity / Why", "Networking / Example"], []),
        ("outreach_log", ["Contact - old", "Company - old", "Company - new", "Date sent - new"], []),
        # one of them is in another language: the others are still what they say
        ("interview_log", ["Date / Fecha", "Company / Size", "Contact name / Phone"], ["Date / Fecha"]),
        (
            "roster",
            ["College / Facultad", "Email / Correo", "Email (parent)"],
            ["College / Facultad", "Email / Correo"],
        ),
    ],
)
def test_what_says_more_in_english_is_no_translation(kind: str, columns: list[str], told: list[str]) -> None:
    """Another college, another person's address, another day: asked about, never taken for ours."""
    assert [header for header, _ in translations(columns, known_names(kind))] == told
