"""ODS: one pass over its XML; repeated rows and cells are written out, and remarks on cells left out."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from pipelines.errors import FileRefused
from pipelines.readers.formats import ods as ods_module
from pipelines.readers.formats.sheets import MAX_COLUMNS, MAX_ROWS, SheetTraits
from pipelines.readers.records import Merge
from tests.pipelines.readers.formats.sheet_files import Error, SheetOf, Shown, content_of, ods, ods_with

Read = tuple[str, bool, list[tuple[int, list[str]]], SheetTraits]


def sheets_of(content: bytes) -> list[Read]:
    with io.BytesIO(content) as file:
        return [(one.name, one.is_hidden, list(one.rows()), one.traits()) for one in ods_module.sheets(file)]


def only(content: bytes) -> Read:
    (sheet,) = sheets_of(content)
    return sheet


def with_rows(rows: str) -> bytes:
    """A workbook whose sheet has these rows as XML."""
    content = content_of(ods(SheetOf([["MARK"]])))
    start = content.index("<table:table-row>")
    end = content.index("</table:table-row>", start) + len("</table:table-row>")
    return ods_with(content[:start] + rows + content[end:])


def cell(text: str = "", attributes: str = "", inside: str = "") -> str:
    shown = f"<text:p>{text}</text:p>" if text else ""
    kind = 'office:value-type="string"' if "value-type" not in attributes and text else ""
    return f"<table:table-cell {kind} {attributes}>{inside}{shown}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def value(kind: str, name: str, what: str, shown: str = "shown") -> str:
    return cell(shown, f'office:value-type="{kind}" office:{name}="{what}"')


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (cell("Ana"), "Ana"),
        (cell('="001"'), "001"),
        (cell("", 'office:value-type="string" office:string-value="kept"'), "kept"),
        (value("float", "value", "12.0"), "12"),
        (value("float", "value", "123", "00123"), "00123"),
        (value("float", "value", "0", "000"), "000"),
        (value("float", "value", "124", "00123"), "124"),  # shown is rounded or stale
        (value("float", "value", "5", "0"), "5"),
        (value("currency", "value", "9.5", "$9.50"), "9.5"),
        (value("percentage", "value", "0.25", "25%"), "0.25"),
        (value("boolean", "boolean-value", "true"), "TRUE"),
        (value("date", "date-value", "2026-03-02"), "2026-03-02"),
        (value("date", "date-value", "2026-03-02T00:00:00"), "2026-03-02"),
        (value("date", "date-value", "2026-03-02T14:05:00.123"), "2026-03-02 14:05:00"),
        (value("time", "time-value", "PT09H30M00S"), "09:30:00"),
        (value("time", "time-value", "PT9H"), "09:00:00"),
        (value("time", "time-value", "PT23H59M59S"), "23:59:59"),
        (value("time", "time-value", "PT24H00M00S"), "24:00:00"),
        (value("time", "time-value", "P1DT1H2M3,6S"), "25:02:04"),
        (value("time", "time-value", "-PT1H"), "-1:00:00"),
        (value("time", "time-value", "soon"), "soon"),
        (
            cell("#N/A", 'office:value-type="string" calcext:value-type="error" table:formula="of:=NA()"'),
            "#N/A",
        ),
        (cell("x", inside="<office:annotation><text:p>a remark</text:p></office:annotation>"), "x"),
        (cell('a<text:s text:c="3"/>b<text:s/>c<text:tab/>d<text:line-break/>e'), "a   b c\td\ne"),
        (cell("a<text:span>b<text:s/></text:span>c"), "ab c"),
        (cell("a<office:annotation><text:p>r</text:p></office:annotation>b"), "ab"),
        (cell('<text:s text:c="9999999"/>x'), " " * 1000 + "x"),
        (cell("one</text:p><text:p>two"), "one\ntwo"),
    ],
)
def test_a_cell_as_text(made: str, text: str) -> None:
    _, _, rows, _ = only(with_rows(row(made, cell("z"))))
    assert rows == [(1, [text, "z"])]


def test_what_stands_beside_the_rows() -> None:
    content = ods(
        SheetOf(
            [["id", "n"], ["s1", Shown(0.1, "0%")], ["s2", Shown(0.2, "0%")], [None, None]],
            hidden_rows=(1, 2, 3),  # one of them with nothing in it
            hidden_columns=(1,),
            merges=[(1, 2, 0, 0), (0, 0, 0, 1)],
        ),
        SheetOf([["x", dt.timedelta(hours=30), Error()]], name="Aside", is_hidden=True),
    )
    (name, is_hidden, _, traits), (aside, aside_hidden, rows, aside_traits) = sheets_of(content)
    assert (name, is_hidden, aside, aside_hidden) == ("Log", False, "Aside", True)
    assert (traits.hidden_rows, traits.has_hidden_columns, traits.percentages) == (2, True, 2)
    assert set(traits.merges) == {Merge(2, 3, 1, 1), Merge(1, 1, 1, 2)}
    assert rows == [(1, ["x", "30:00:00", "#N/A"])]
    assert aside_traits == SheetTraits()


def test_a_style_that_shows_the_sheet_hides_nothing() -> None:
    content = content_of(ods(SheetOf([["x"]], is_hidden=True)))
    assert only(ods_with(content))[1]
    assert not only(ods_with(content.replace('table:display="false"', 'table:display="true"')))[1]


def test_repeated_rows_and_cells_are_written_out() -> None:
    _, _, rows, traits = only(
        with_rows(
            row(
                cell("x"),
                cell("same", 'table:number-columns-repeated="2"'),
                attributes='table:number-rows-repeated="2"',
            )
            + row(cell(), attributes='table:number-rows-repeated="3" table:visibility="collapse"')
            + row(
                cell("", 'table:number-columns-repeated="2"'),
                cell("z"),
                attributes='table:number-rows-repeated="2" table:visibility="filter"',
            )
        )
    )
    assert rows == [
        (1, ["x", "same", "same"]),
        (2, ["x", "same", "same"]),
        (6, ["", "", "z"]),
        (7, ["", "", "z"]),
    ]
    assert traits.hidden_rows == 2


def test_covered_cells_are_empty_whatever_is_in_them() -> None:
    covered = (
        '<table:covered-table-cell office:value-type="string"><text:p>old</text:p></table:covered-table-cell>'
    )
    assert only(with_rows(row(cell("a"), covered, cell("c"))))[2] == [(1, ["a", "", "c"])]


def test_rows_inside_groups_and_headers_are_rows_and_tables_inside_cells_are_none() -> None:
    grouped = f"<table:table-header-rows>{row(cell('a'))}</table:table-header-rows>"
    grouped += f"<table:table-row-group>{row(cell('b'))}</table:table-row-group>"
    assert [cells for _, cells in only(with_rows(grouped))[2]] == [["a"], ["b"]]


def test_formulas_without_their_values_are_counted() -> None:
    formula = 'table:formula="of:=1+1"'
    rows = row(
        cell("", formula),
        cell("", formula),
        cell("2", f'{formula} office:value-type="float" office:value="2"'),
    )
    assert only(with_rows(rows))[3].unsaved_formulas == 2


@pytest.mark.parametrize(
    "formula",
    [
        "of:='file:///other.ods'#$Sheet1.A1",
        "of:='https://example.com/a.ods'#$Sheet1.A1",
        "of:='FILE:///x'#$A.A1",
    ],
)
def test_values_of_other_files_refuse_the_workbook(formula: str) -> None:
    with pytest.raises(FileRefused, match=r"takes values from other files.*Break Link"):
        only(with_rows(row(cell("5", f'table:formula="{formula}"'))))


def test_a_linked_sheet_refuses_the_workbook() -> None:
    content = content_of(ods(SheetOf([["x"]])))
    linked = content.replace(
        "<table:table-column", '<table:table-source table:table-name="x"/><table:table-column', 1
    )
    with pytest.raises(FileRefused, match="takes values from other files"):
        only(ods_with(linked))


def test_rows_and_columns_repeated_beyond_the_limits_are_refused_by_their_numbers_not_written() -> None:
    """One more than the limit is enough for the sheet to refuse them; a file cannot make us write a billion."""
    far = only(with_rows(row(cell("x"), attributes=f'table:number-rows-repeated="{10**9}"')))[2]
    assert [number for number, _ in far] == [10**9]
    last = only(
        with_rows(row(cell(), attributes=f'table:number-rows-repeated="{MAX_ROWS - 1}"') + row(cell("x")))
    )[2]
    assert [number for number, _ in last] == [MAX_ROWS]
    wide = only(with_rows(row(cell("x", f'table:number-columns-repeated="{10**9}"'))))[2]
    assert len(wide[0][1]) == MAX_COLUMNS + 1
    right = only(with_rows(row(cell("", f'table:number-columns-repeated="{10**9}"'), cell("x"))))[2]
    assert MAX_COLUMNS < len(right[0][1]) < 20_000


def test_a_sheet_nobody_reads_does_not_hide_the_next() -> None:
    with io.BytesIO(ods(SheetOf([["a"]]), SheetOf([["b"]], name="Second"))) as file:
        assert [one.name for one in ods_module.sheets(file)] == ["Log", "Second"]
