"""Columns a tool fills by itself: passed over, or kept for what they say."""

from __future__ import annotations

from pipelines.mapping.corrected import ROW, why
from pipelines.mapping.tool_columns import said_by_tools, tool_headers


def test_columns_of_ours_are_passed_over_in_every_file() -> None:
    passed_over, kept = tool_headers("", [ROW, why(3), "Student ID"])
    assert passed_over == {"row in the file", "why rejected import 3"}
    assert kept == {}


def test_what_a_tool_fills_is_passed_over_unless_it_says_something() -> None:
    passed_over, kept = tool_headers("qualtrics", ["RecordedDate", "ResponseId", "Progress", "Q1"])
    assert "progress" in passed_over
    assert not {"recordeddate", "responseid", "q1"} & passed_over
    assert kept["responseid"][1] == ("response_id",)
    assert kept["recordeddate"][1] == ("logged_at", "responded_at", "reported_on")


def test_what_tools_say_fills_columns_in_the_order_sources_are_asked() -> None:
    assert said_by_tools()["email"] == ("student_email", "email")
    assert said_by_tools()["group"] == ("program", "programs")
