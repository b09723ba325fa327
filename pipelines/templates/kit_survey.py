"""The kit's survey before and after, from kit_survey.toml: as files Qualtrics imports and as text to paste.

    survey_<wave>_qualtrics.qsf   Survey > Tools > Import survey; the whole survey
    survey_<wave>_qualtrics.txt   the same in Qualtrics' advanced text format
    survey_<wave>_to_paste.txt    for Google Forms, Microsoft Forms or any other tool

In Qualtrics the wave is embedded data, so that every response says which survey it belongs to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from pipelines import data_files

WAVES = ("pre", "post")
WAVE = "wave"  # the embedded data, and the column it fills

_NEVER = "0000-00-00 00:00:00"
_MADE = "2026-01-01 00:00:00"
_REQUIRED, _FREE = "ON", "OFF"


@dataclass(frozen=True)
class Question:
    """One question. kind: text, scale, one, several. codes: a number for each choice."""

    column: str
    kind: str
    text: str
    is_required: bool = False
    choices: tuple[str, ...] = ()
    codes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Survey:
    """One wave's survey. stamp: the question and its only choice that say the wave where nothing else does."""

    wave: str
    title: str
    about: str
    stamp: Question
    scale_question: str
    scale: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def parts(self) -> Iterator[tuple[Question, ...]]:
        """The questions as Qualtrics asks them: statements in a row are one matrix, the others stand alone."""
        for is_scale, group in groupby(self.questions, key=lambda one: one.kind == "scale"):
            together = tuple(group)
            yield from [together] if is_scale else [(one,) for one in together]


@cache
def survey(wave: str) -> Survey:
    """The survey of a wave, `pre` or `post`."""
    raw = data_files.toml("templates/kit_survey.toml")
    asked = tuple(
        Question(
            column=one["column"],
            kind=one["kind"],
            text=one["text"],
            is_required=one.get("is_required", False),
            choices=tuple(one.get("choices", ())),
            codes=tuple(one.get("codes", ())),
        )
        for one in raw["question"]
        if wave in one.get("waves", WAVES)
    )
    stamp = Question(WAVE, "one", raw["wave"]["question"], True, (raw["wave"]["choices"][wave],))
    return Survey(
        wave,
        raw["title"][wave],
        raw["about"][wave],
        stamp,
        raw["scale"]["question"],
        tuple(raw["scale"]["labels"]),
        asked,
    )


def write(folder: Path) -> list[Path]:
    """Write both surveys in every shape into `folder`; returns the files written."""
    written = []
    for wave in WAVES:
        of = survey(wave)
        for name, text in (
            ("qualtrics.qsf", json.dumps(qsf(of), ensure_ascii=False, indent=1) + "\n"),
            ("qualtrics.txt", advanced_text(of)),
            ("to_paste.txt", text_to_paste(of)),
        ):
            path = folder / f"survey_{wave}_{name}"
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


# -- text to paste -------------------------------------------------------------------------------------

_HOW_TO_PASTE = """\
{title_in_capitals}, {about}

Paste the questions into Google Forms, Microsoft Forms or another tool as they stand, with the type given below
each. Export the responses and drop the file on the Uploads page: every question is known by its text, so nothing
has to be mapped. The numbers run from 1 ({lowest}) to {points} ({highest}) in every question.
(In Qualtrics import survey_{wave}_qualtrics.qsf instead; there the wave needs no question.)
"""


def text_to_paste(of: Survey) -> str:
    """The questions as text, each with its type and choices."""
    points = len(of.scale)
    lines = [
        _HOW_TO_PASTE.format(
            title_in_capitals=of.title.upper(),
            about=of.about,
            lowest=of.scale[0].lower(),
            highest=of.scale[-1].lower(),
            points=points,
            wave=of.wave,
        )
    ]
    types = {
        "text": "Short answer",
        "one": "Multiple choice (one answer)",
        "several": "Checkboxes (any number of answers)",
        "scale": f"Linear scale (Google Forms) or rating (Microsoft Forms): 1 = {of.scale[0]}, "
        f"{points} = {of.scale[-1]}",
    }
    for number, question in enumerate((of.stamp, *of.questions), start=1):
        lines.append(f"{number}. {question.text}")
        needed, end = ", required" if question.is_required else "", ":" if question.choices else "."
        lines.append(f"   {types[question.kind]}{needed}{end}")
        lines += [f"   - {choice}" for choice in question.choices]
        lines.append("")
    return "\n".join(lines)


# -- Qualtrics, advanced text format -------------------------------------------------------------------


def advanced_text(of: Survey) -> str:
    """The survey in Qualtrics' advanced text format: tags in double brackets, choices with their codes."""
    lines = ["[[AdvancedFormat]]", "", f"[[ED:{WAVE}:{of.wave}]]", "", f"[[Block:{of.title}]]", ""]
    for statements in of.parts:
        question = statements[0]
        if question.kind == "scale":
            lines += _matrix_text(of, statements)
        elif question.kind == "text":
            lines += ["[[Question:TE:SingleLine]]", f"[[ID:{question.column}]]", question.text, ""]
        else:
            kind = "SingleAnswer" if question.kind == "one" else "MultipleAnswer"
            lines += [f"[[Question:MC:{kind}:Vertical]]", f"[[ID:{question.column}]]", question.text]
            lines += ["[[AdvancedChoices]]", *_coded("Choice", question.codes, question.choices), ""]
    return "\n".join(lines)


def _matrix_text(of: Survey, statements: Sequence[Question]) -> list[str]:
    return [
        "[[Question:Matrix]]",
        "[[ID:agree]]",
        of.scale_question,
        "[[Choices]]",
        *(one.text for one in statements),
        "[[AdvancedAnswers]]",
        *_coded("Answer", range(1, len(of.scale) + 1), of.scale),
        "",
    ]


def _coded(tag: str, codes: Sequence[int], texts: Sequence[str]) -> Iterator[str]:
    for code, text in zip(codes, texts, strict=True):
        yield f"[[{tag}:{code}]]"
        yield text


# -- Qualtrics, survey file ----------------------------------------------------------------------------


def qsf(of: Survey) -> dict[str, Any]:
    """The survey as Qualtrics exports and imports it (QSF): blocks, flow, options and questions.

    Identifiers are made up; Qualtrics gives its own on import.
    """
    survey_id = f"SV_careertalks{of.wave}"
    questions = list(_qsf_questions(of))
    block = {
        "Type": "Default",
        "Description": of.title,
        "ID": "BL_questions",
        "BlockElements": [{"Type": "Question", "QuestionID": one["QuestionID"]} for one in questions],
    }
    trash = {"Type": "Trash", "Description": "Trash / Unused Questions", "ID": "BL_trash"}
    stamp = {
        "Description": WAVE,
        "Type": "Custom",
        "Field": WAVE,
        "VariableType": "String",
        "DataVisibility": [],
        "AnalyzeText": False,
        "Value": of.wave,
    }
    flow = {
        "Type": "Root",
        "FlowID": "FL_1",
        "Flow": [
            {"Type": "EmbeddedData", "FlowID": "FL_2", "EmbeddedData": [stamp]},
            {"Type": "Block", "ID": block["ID"], "FlowID": "FL_3"},
        ],
        "Properties": {"Count": 3},
    }
    options = {
        "BackButton": "true",
        "SaveAndContinue": "true",
        "SurveyProtection": "PublicSurvey",
        "BallotBoxStuffingPrevention": "false",
        "NoIndex": "Yes",
        "SecureResponseFiles": "true",
        "SurveyExpiration": "None",
        "SurveyTermination": "DefaultMessage",
        "ProgressBarDisplay": "None",
        "PartialData": "+1 week",
    }
    scoring: dict[str, Any] = {
        "ScoringCategories": [],
        "ScoringCategoryGroups": [],
        "ScoringSummaryCategory": None,
        "ScoringSummaryAfterQuestions": 0,
        "ScoringSummaryAfterSurvey": 0,
        "DefaultScoringCategory": None,
        "AutoScoringCategory": None,
    }

    def element(kind: str, first: str, payload: Any, second: str | None = None) -> dict[str, Any]:
        return {
            "SurveyID": survey_id,
            "Element": kind,
            "PrimaryAttribute": first,
            "SecondaryAttribute": second,
            "TertiaryAttribute": None,
            "Payload": payload,
        }

    return {
        "SurveyEntry": {
            "SurveyID": survey_id,
            "SurveyName": of.title,
            "SurveyDescription": None,
            "SurveyOwnerID": "UR_none",
            "SurveyBrandID": "none",
            "DivisionID": None,
            "SurveyLanguage": "EN",
            "SurveyActiveResponseSet": "RS_default",
            "SurveyStatus": "Inactive",
            "SurveyStartDate": _NEVER,
            "SurveyExpirationDate": _NEVER,
            "SurveyCreationDate": _MADE,
            "CreatorID": "UR_none",
            "LastModified": _MADE,
            "LastAccessed": _NEVER,
            "LastActivated": _NEVER,
            "Deleted": None,
        },
        "SurveyElements": [
            element("BL", "Survey Blocks", [block, trash]),
            element("FL", "Survey Flow", flow),
            element("SO", "Survey Options", options),
            element("SCO", "Scoring", scoring),
            element("PROJ", "CORE", {"ProjectCategory": "CORE", "SchemaVersion": "1.1.0"}),
            element("STAT", "Survey Statistics", {"MobileCompatible": True, "ID": "Survey Statistics"}),
            element("QC", "Survey Question Count", None, str(len(questions))),
            element("RS", "RS_default", None, "Default Response Set"),
            *(element("SQ", one["QuestionID"], one, one["QuestionText"]) for one in questions),
        ],
    }


def _qsf_questions(of: Survey) -> Iterator[dict[str, Any]]:
    """The payload of every question; the statements are the rows of one matrix."""
    for number, statements in enumerate(of.parts, start=1):
        question = statements[0]
        if question.kind == "scale":
            yield _qsf_matrix(of, number, [one.text for one in statements])
        elif question.kind == "text":
            made = _qsf_question(number, question.text, "TE", "SL", question.is_required)
            yield made | {"SearchSource": {"AllowFreeResponse": "false"}}
        else:
            selector = "SAVR" if question.kind == "one" else "MAVR"
            yield _qsf_question(number, question.text, "MC", selector, question.is_required) | {
                "SubSelector": "TX",
                "Choices": _displayed(question.choices),
                "ChoiceOrder": _places(question.choices),
                "RecodeValues": _recoded(question.codes),
                "NextChoiceId": len(question.choices) + 1,
                "NextAnswerId": 1,
            }


def _qsf_question(number: int, text: str, kind: str, selector: str, is_required: bool) -> dict[str, Any]:
    force = _REQUIRED if is_required else _FREE
    return {
        "QuestionText": text,
        "DataExportTag": f"Q{number}",
        "QuestionType": kind,
        "Selector": selector,
        "Configuration": {"QuestionDescriptionOption": "UseText"},
        "QuestionDescription": text,
        "Validation": {"Settings": {"ForceResponse": force, "ForceResponseType": force, "Type": "None"}},
        "GradingData": [],
        "Language": [],
        "QuestionID": f"QID{number}",
    }


def _qsf_matrix(of: Survey, number: int, texts: Sequence[str]) -> dict[str, Any]:
    return _qsf_question(number, of.scale_question, "Matrix", "Likert", False) | {
        "SubSelector": "SingleAnswer",
        "Choices": _displayed(texts),
        "ChoiceOrder": _places(texts),
        "ChoiceDataExportTags": False,
        "Answers": _displayed(of.scale),
        "AnswerOrder": _places(of.scale),
        "RecodeValues": _recoded(range(1, len(of.scale) + 1)),
        "NextChoiceId": len(texts) + 1,
        "NextAnswerId": len(of.scale) + 1,
    }


def _displayed(texts: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    return {str(place): {"Display": text} for place, text in enumerate(texts, start=1)}


def _places(texts: Sequence[str]) -> list[str]:
    return [str(place) for place in range(1, len(texts) + 1)]


def _recoded(codes: Sequence[int]) -> dict[str, str]:
    return {str(place): str(code) for place, code in enumerate(codes, start=1)}
