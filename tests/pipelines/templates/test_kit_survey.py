"""The kit's surveys: whatever tool asks them, the responses map by themselves and mean what was answered."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.mapping.matching import CERTAIN
from pipelines.sources.catalog import source
from pipelines.store.warehouse import Warehouse, fetch
from pipelines.templates.kit_survey import WAVES, Survey, advanced_text, qsf, survey, text_to_paste
from tests.offices import TODAY

TOPICS = ("clarity", "confidence", "networking", "communication", "listening", "interviewing")
# What one student answers: the place of the choice, from 1.
AGREES = (4, 5, 2, 3, 4, 1)
GOAL, CAME = 3, (3, 6)
EXPECTED = {
    "student_id": "S1",
    **dict(zip(TOPICS, map(str, AGREES), strict=True)),
}
EXPECTED_AFTER = {"goal_change": "ruled_out", "came_of_it": "insight;lead"}


def questions(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The payloads of a survey file's questions, in the order of its block."""
    payloads = {
        one["PrimaryAttribute"]: one["Payload"]
        for one in document["SurveyElements"]
        if one["Element"] == "SQ"
    }
    (blocks,) = (one["Payload"] for one in document["SurveyElements"] if one["Element"] == "BL")
    return [payloads[part["QuestionID"]] for part in blocks[0]["BlockElements"]]


def answer(question: dict[str, Any], is_numeric: bool) -> list[tuple[str, str, str, str]]:
    """(column, question text, import id, cell) as Qualtrics exports one question."""
    tag, text, own = question["DataExportTag"], question["QuestionText"], question["QuestionID"]

    def said(choices: dict[str, dict[str, str]], place: int) -> str:
        return question["RecodeValues"][str(place)] if is_numeric else choices[str(place)]["Display"]

    match question["QuestionType"]:
        case "TE":
            return [(tag, text, f"{own}_TEXT", "S1")]
        case "Matrix":
            return [
                (
                    f"{tag}_{row}",
                    f"{text} - {choice['Display']}",
                    f"{own}_{row}",
                    said(question["Answers"], place),
                )
                for (row, choice), place in zip(question["Choices"].items(), AGREES, strict=True)
            ]
        case _:
            places = (GOAL,) if question["Selector"] == "SAVR" else CAME
            return [(tag, text, own, ",".join(said(question["Choices"], place) for place in places))]


def qualtrics_export(path: Path, wave: str, is_numeric: bool) -> Path:
    """What Qualtrics would export of the survey file: its own columns, the questions, the embedded data."""
    document = qsf(survey(wave))
    (flow,) = (one["Payload"] for one in document["SurveyElements"] if one["Element"] == "FL")
    stamps = [one for part in flow["Flow"] for one in part.get("EmbeddedData", ())]
    when = "2026-09-15 10:12:00"
    columns = [
        ("StartDate", "Start Date", "startDate", when),
        ("EndDate", "End Date", "endDate", when),
        ("Status", "Response Type", "status", "0" if is_numeric else "IP Address"),
        ("IPAddress", "IP Address", "ipAddress", "192.0.2.1"),
        ("Progress", "Progress", "progress", "100"),
        ("Duration (in seconds)", "Duration (in seconds)", "duration", "60"),
        ("Finished", "Finished", "finished", "1" if is_numeric else "True"),
        ("RecordedDate", "Recorded Date", "recordedDate", when),
        ("ResponseId", "Response ID", "_recordId", "R_1"),
        ("LocationLatitude", "Location Latitude", "locationLatitude", "40.1"),
        ("LocationLongitude", "Location Longitude", "locationLongitude", "-75.1"),
        ("DistributionChannel", "Distribution Channel", "distributionChannel", "anonymous"),
        ("UserLanguage", "User Language", "userLanguage", "EN"),
        *(cell for question in questions(document) for cell in answer(question, is_numeric)),
        *((one["Field"], one["Field"], one["Field"], one["Value"]) for one in stamps),
    ]
    names, texts, ids, cells = zip(*columns, strict=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([names, texts, [json.dumps({"ImportId": one}) for one in ids], cells])
    return path


def pasted(of: Survey) -> dict[str, list[str]]:
    """Question -> its choices, read back from the text to paste."""
    asked: dict[str, list[str]] = {}
    for line in text_to_paste(of).splitlines():
        if question := re.match(r"\d+\. (.+)", line):
            asked[question[1]] = []
        elif choice := re.match(r"   - (.+)", line):
            asked[list(asked)[-1]].append(choice[1])
    return asked


def form_answers(of: Survey, separator: str, is_ended: bool) -> list[str]:
    """One student's cells of a form made from the text to paste."""
    agrees = iter(AGREES)
    cells = []
    for question, choices in pasted(of).items():
        kind = next((one.kind for one in (of.stamp, *of.questions) if one.text == question), "")
        match kind:
            case "text":
                cells.append("S1")
            case "scale":
                cells.append(str(next(agrees)))
            case "several":
                chosen = [choices[place - 1] for place in CAME]
                cells.append(separator.join(chosen) + (separator if is_ended else ""))
            case _:
                cells.append(choices[0] if len(choices) == 1 else choices[GOAL - 1])
    return cells


def google_export(path: Path, wave: str) -> Path:
    of = survey(wave)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["Timestamp", *pasted(of)])
        writer.writerow(["9/15/2026 10:12:00", *form_answers(of, ", ", False)])
    return path


def microsoft_export(path: Path, wave: str) -> Path:
    of = survey(wave)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", *pasted(of)])
    sheet.append(["1", "9/15/2026 10:10", "9/15/2026 10:12", "anonymous", "", *form_answers(of, ";", True)])
    book.save(path)
    return path


def imported(path: Path, folder: Path) -> tuple[ImportReport, dict[str, str | None]]:
    warehouse = Warehouse(folder / "warehouse")
    report = import_file(warehouse, path, today=TODAY)
    with warehouse.recording("reading a survey") as connection:
        rows = fetch(connection, "select * from record.survey")
    assert len(rows) == 1, report.problems
    return report, rows[0]


def holds(row: dict[str, str | None], wave: str) -> None:
    expected = {**EXPECTED, "wave": wave, **(EXPECTED_AFTER if wave == "post" else {})}
    assert {name: row[name] for name in expected} == expected
    assert row["responded_at"] == "2026-09-15 10:12:00"
    assert (row["scale_low"], row["scale_high"], row["scale_direction"]) == ("1", "5", "up")


def is_certain(report: ImportReport, questions: Sequence[str]) -> None:
    """Every question found its column, and nothing has to be checked."""
    assert report.source == "survey"
    assert [match.header for match in report.matches if match.column and match.score < CERTAIN] == []
    found = {match.header for match in report.matches if match.column}
    assert set(questions) <= found


@pytest.mark.parametrize("is_numeric", [True, False], ids=["numbers", "choice text"])
@pytest.mark.parametrize("wave", WAVES)
def test_a_qualtrics_export_of_the_survey_file_maps_by_itself(
    tmp_path: Path, wave: str, is_numeric: bool
) -> None:
    export = qualtrics_export(tmp_path / "export.csv", wave, is_numeric)
    report, row = imported(export, tmp_path)
    tags = [name for one in questions(qsf(survey(wave))) for name, *_ in answer(one, is_numeric)]
    is_certain(report, [*tags, "wave", "RecordedDate", "ResponseId"])
    holds(row, wave)


@pytest.mark.parametrize("wave", WAVES)
def test_a_google_form_made_from_the_text_maps_by_itself(tmp_path: Path, wave: str) -> None:
    report, row = imported(google_export(tmp_path / "responses.csv", wave), tmp_path)
    assert report.tool == "google_forms"
    is_certain(report, ["Timestamp", *pasted(survey(wave))])
    holds(row, wave)


@pytest.mark.parametrize("wave", WAVES)
def test_a_microsoft_form_made_from_the_text_maps_by_itself(tmp_path: Path, wave: str) -> None:
    report, row = imported(microsoft_export(tmp_path / "responses.xlsx", wave), tmp_path)
    assert report.tool == "ms_forms"
    is_certain(report, ["Completion time", "Email", *pasted(survey(wave))])
    holds(row, wave)


@pytest.mark.parametrize("wave", WAVES)
def test_every_choice_is_a_known_value_and_no_two_mean_the_same(wave: str) -> None:
    of = survey(wave)
    listed = [question for question in (of.stamp, *of.questions) if question.choices]
    assert listed
    for question in listed:
        column = source("survey").column(question.column)
        meant = [column.spelled(choice) for choice in question.choices]
        assert None not in meant
        assert len(set(meant)) == len(meant)
        if question.codes:
            assert [column.spelled(str(code)) for code in question.codes] == meant


def test_after_asks_all_that_before_asked_and_what_came_of_it() -> None:
    before, after = (survey(wave).questions for wave in WAVES)
    assert after[: len(before)] == before
    assert [question.column for question in after[len(before) :]] == ["goal_change", "came_of_it"]


@pytest.mark.parametrize("wave", WAVES)
def test_a_survey_file_refers_only_to_what_it_holds(wave: str) -> None:
    document = json.loads(json.dumps(qsf(survey(wave))))
    elements: dict[str, list[dict[str, Any]]] = {}
    for one in document["SurveyElements"]:
        assert one["SurveyID"] == document["SurveyEntry"]["SurveyID"]
        elements.setdefault(one["Element"], []).append(one)
    ids = [one["PrimaryAttribute"] for one in elements["SQ"]]
    assert len(set(ids)) == len(ids)
    blocks = {block["ID"]: block for block in elements["BL"][0]["Payload"]}
    asked = [part["QuestionID"] for block in blocks.values() for part in block.get("BlockElements", ())]
    assert asked == ids
    flow = elements["FL"][0]["Payload"]
    assert {part["ID"] for part in flow["Flow"] if part["Type"] == "Block"} <= set(blocks)
    assert len({part["FlowID"] for part in flow["Flow"]}) == len(flow["Flow"])
    assert elements["QC"][0]["SecondaryAttribute"] == str(len(ids))
    for question in questions(document):
        for choices, order in (("Choices", "ChoiceOrder"), ("Answers", "AnswerOrder")):
            assert list(question.get(choices, {})) == question.get(order, [])


@pytest.mark.parametrize("wave", WAVES)
def test_the_text_for_qualtrics_asks_the_same_and_stamps_the_wave(wave: str) -> None:
    of = survey(wave)
    lines = advanced_text(of).splitlines()
    assert lines[0] == "[[AdvancedFormat]]"
    assert f"[[ED:wave:{wave}]]" in lines
    for question in of.questions:
        assert question.text in lines
        for code, choice in zip(question.codes, question.choices, strict=True):
            assert lines[lines.index(f"[[Choice:{code}]]") + 1] == choice
    for code, label in enumerate(of.scale, start=1):
        assert lines[lines.index(f"[[Answer:{code}]]") + 1] == label
