"""Exports pasted one under the other: the header in the middle is a header, whatever order it is in."""

from __future__ import annotations

from tests.cases.bringing import CaseOffice


def test_a_second_export_with_its_byte_mark_and_header(office: CaseOffice) -> None:
    report = office.given("messages/header_again.csv").report
    assert (report.accepted, report.rejected, report.skipped) == (2, 0, 1)
    assert office.interviews == 2


def test_a_second_header_in_another_order_says_where_its_cells_belong(office: CaseOffice) -> None:
    report = office.given("messages/second_header_other_order.csv").report
    assert (report.accepted, report.rejected) == (4, 0)
    assert office.interviews == 4
    office.given("messages/second_header_same_talks.csv")
    assert office.interviews == 4, "the same talks, with names and employers where they were"
