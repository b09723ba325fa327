"""What is compared in Python is written as the build writes it in SQL."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from unicodedata import ucd_3_2_0 as settled

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import data_files
from pipelines.build.sql_steps import MACROS
from pipelines.identity.keys import NAME_ALONE
from pipelines.identity.normalised import normal_name, normal_url
from pipelines.store.warehouse import Connection, Warehouse

Asked = Callable[[str, list[str]], list[str]]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with Warehouse(tmp_path_factory.mktemp("macros")).recording("testing") as connection:
        connection.execute(data_files.text(MACROS))
        yield connection


@pytest.fixture(scope="module")
def in_sql(connection: Connection) -> Asked:
    """A macro of each text; null as an empty text."""

    def asked(macro: str, texts: list[str]) -> list[str]:
        sql = f"select coalesce({macro}(text), '') from (select unnest($texts::varchar[]) as text)"
        return [row[0] for row in connection.execute(sql, {"texts": texts}).fetchall()]

    return asked


def test_every_character_of_a_name_is_compared_as_in_sql(in_sql: Asked) -> None:
    known = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if settled.category(chr(code))[0]
        != "C"  # control characters, and those no version of Unicode has settled
    ]
    texts = [f"A{char}b 9" for char in known]
    folded = in_sql("normal_name", texts)
    assert [
        char for char, text, sql in zip(known, texts, folded, strict=True) if sql != normal_name(text)
    ] == []


WRITTEN = st.text(
    st.sampled_from("aÉø ßİ-'’.,·–&/?#:@\t09_ñ́")
    | st.characters(max_codepoint=0x24F, exclude_categories=["Cc", "Cs"])
)


@given(texts=st.lists(WRITTEN, min_size=1))
def test_a_name_is_compared_as_in_sql(in_sql: Asked, texts: list[str]) -> None:
    assert [normal_name(text) for text in texts] == in_sql("normal_name", texts)


PART = st.sampled_from(
    [
        "http://",
        "HTTPS://",
        "www.",
        "WWW.",
        "LinkedIn.com/in/",
        "ann",
        "É",
        "/",
        "?trk=1",
        "#x",
        " ",
        "in/",
        "//",
        "%20",
        "\n",
    ]
)


@given(texts=st.lists(st.lists(PART).map("".join), min_size=1))
def test_a_profile_address_is_compared_as_in_sql(in_sql: Asked, texts: list[str]) -> None:
    assert [normal_url(text) for text in texts] == in_sql("normal_url", texts)


def test_a_student_is_looked_up_by_id_else_address_else_name(connection: Connection) -> None:
    asked = connection.execute(
        "select student_ident('S1', 'A@b.edu', 'Ann'), student_ident(null, 'A@b.edu', 'Ann'),"
        " student_ident(null, null, 'Ann  MÓSS'), student_ident('S1'), student_ident(null, null, '…')"
    )
    assert asked.fetchall() == [("s1", "a@b.edu", f"{NAME_ALONE}ann moss", "s1", None)]


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Ames, Alice", "Alice", "Ames"),
        ("Ames,Alice Marie", "Alice Marie", "Ames"),
        ("Alice Ames", "Alice", "Ames"),
        ("Anna Maria Bell", "Anna Maria", "Bell"),
        ("Al de la Cruz", "Al", "de la Cruz"),
        ("van Dyk, Jo", "Jo", "van Dyk"),
        ("Jo van Dyk", "Jo", "van Dyk"),
        ("Di Diaz", "Di", "Diaz"),
        ("Bob Ball Jr.", "Bob", "Ball Jr."),
        ("Bob Ball, Jr.", "Bob", "Ball, Jr."),
        ("Ball Jr., Bob", "Bob", "Ball Jr."),
        ("O'Neill-Díaz, José", "José", "O'Neill-Díaz"),
        ("Cher", "", "Cher"),
        ("Ames,", "", "Ames"),
    ],
)
def test_a_whole_name_is_split(connection: Connection, written: str, given: str, family: str) -> None:
    sql = "select n.given, n.family from (select whole_name($text) as n)"
    assert connection.execute(sql, {"text": written}).fetchall() == [(given, family)]
