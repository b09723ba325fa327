"""The sample office's files, in the shapes offices really have. Their bytes depend on the tables alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from making import words
from making.calendar import EXPORTED, OWN_LOG, TRACKER_SECTION, day_of
from making.office import Office

CREATED = datetime.combine(EXPORTED, time(8))  # in every workbook, so that its bytes do not change

# How the form words its choices: spellings a person would pick from a list.
CHANNEL_WORDS = {
    "referral": "Someone I talked to suggested them",
    "alumni_network": "Alumni network",
    "linkedin": "LinkedIn",
    "faculty": "A professor or staff member",
    "family_or_friend": "Family or friends",
    "event": "An event or career fair",
    "employer_site": "The employer's website",
    "cold": "I wrote to them without knowing them",
}
MODE_WORDS = {"in_person": "In person", "video": "Video call", "phone": "Phone", "email": "Email"}
RESULT_WORDS = {
    "insight": "Insight into a job, company or industry",  # a choice that holds a comma, as they do
    "new_path": "A career path I had not considered",
    "training": "Training I did not know of",
    "resume_review": "A résumé review",
    "job_shadow": "An invitation to job shadow",
    "lead": "A job or internship lead",
    "application": "An application I sent",
    "job_interview": "A job interview",
    "none": "Nothing so far",
}
STATUS_WORDS = {
    "held": "held",
    "scheduled": "scheduled",
    "no_show": "no show",
    "cancelled_by_contact": "contact canceled",
    "cancelled_by_student": "student canceled",
}
OUTCOME_WORDS = {
    "employed_full_time": (
        "Employed full-time",
        "Employed full-time",
        "Employed Full Time",
        "employed FT",
        "Full-time job",
        "Working full-time",
        "FT",
        "Landed - FT",
    ),
    "employed_part_time": ("Employed part-time", "Part-time job", "employed PT"),
    "employed_unspecified": ("Working", "Employed", "accepted a job"),
    "continuing_education": (
        "Continuing Education",
        "Grad school",
        "Graduate School",
        "graduate or professional school",
        "Cont. Ed",
        "Law school",
    ),
    "volunteer_service": ("Volunteering", "AmeriCorps", "Volunteer or service program"),
    "military": ("Military", "U.S. Armed Forces"),
    "seeking_employment": (
        "Still Looking",
        "Seeking employment",
        "unemployed, seeking",
        "Job search (active)",
    ),
    "seeking_continuing_education": ("Seeking continuing education",),
    "not_seeking": ("Not Seeking", "not seeking employment"),
}
# The two spellings above that only this office uses; mappings/first_destination.toml says what they mean.
OWN_SPELLINGS = {"Landed - FT": "employed_full_time", "Job search (active)": "seeking_employment"}
FOUND_WORDS = {
    "informational_interview": "Informational interview",
    "referral": "Referral",
    "internship_or_prior_work": "Internship or prior work",
    "job_board": "Job board",
    "campus_recruiting": "Campus recruiting",
    "career_fair": "Career fair",
    "family_or_friend": "Family or friend",
    "employment_agency": "Employment agency",
}

OWN_LOG_COLUMNS = (
    "student_id",
    "contact_name",
    "contact_email",
    "contact_employer",
    "contact_title",
    "held_on",
    "status",
    "channel",
    "referred_by",
    "program",
    "mode",
    "event_id",
    "minutes",
    "cost_usd",
    "prepared_questions_count",
    "has_asked_for_referral",
    "referrals_count",
    "referrals_with_permission_count",
    "has_thanked",
    "thank_you_on",
    "has_asked_for_job",
    "came_of_it",
    "usefulness_rating",
    "logged_at",
)


def write_office(office: Office, folder: Path) -> None:
    """Write every file of the office into the folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_csv(folder / "roster.csv", ROSTER_HEADER, _roster(office))
    _write_csv(folder / "interview_form_responses.csv", FORM_HEADER, _form(office))
    own_log = list(_own_log(office))
    _write_csv(folder / "interviews_fellows_and_scholars.csv", OWN_LOG_COLUMNS, own_log)
    _write_csv(folder / "interviews_with_problems.csv", OWN_LOG_COLUMNS, with_problems(own_log))
    _write_csv(folder / "referrals_fellows_and_scholars.csv", REFERRAL_HEADER, _referrals(office))
    _write_csv(folder / "outreach.csv", OUTREACH_HEADER, _outreach(office))
    _write_csv(folder / "degree_log.csv", DEGREE_HEADER, _degrees(office))
    for wave in ("pre", "post"):
        _write_csv(folder / f"survey_{wave}_qualtrics.csv", _QUALTRICS_NAMES, _qualtrics(office, wave))
    _write_tracker(office, folder / "contact_tracker_car_210_06.xlsx")
    _write_outcomes(office, folder / "first_destination.xlsx")


def import_counts(office: Office) -> dict[str, dict[str, int]]:
    """What importing each file must report: rows_read = accepted + rejected + skipped."""
    in_tracker = office.touches[office.touches["source"] == "tracker"]
    clean = {
        "roster.csv": len(office.roster),
        "interview_form_responses.csv": int((office.interviews["source"] == "form").sum()),
        "interviews_fellows_and_scholars.csv": int((office.interviews["source"] == "own_log").sum()),
        "contact_tracker_car_210_06.xlsx": len(in_tracker[["student", "contact_id"]].drop_duplicates()),
        "outreach.csv": len(office.touches) - len(in_tracker),
        "referrals_fellows_and_scholars.csv": int((office.named["source"] == "own_log").sum()),
        "degree_log.csv": len(office.degrees),
    }
    counts = {name: _counts(accepted) for name, accepted in clean.items()}
    for wave in ("pre", "post"):
        responses = int((office.survey["wave"] == wave).sum())
        unfinished = len(range(UNFINISHED_AT, responses, UNFINISHED_EVERY))
        counts[f"survey_{wave}_qualtrics.csv"] = _counts(responses, skipped=PREVIEWS + unfinished)
    counts["first_destination.xlsx"] = _counts(len(office.outcomes), skipped=1)  # the total row
    counts["interviews_with_problems.csv"] = _counts(
        GOOD_ROWS + len(UNREADABLE), len(REJECTED), REPEATED + NO_RECORDS
    )
    return counts


def _counts(accepted: int, rejected: int = 0, skipped: int = 0) -> dict[str, int]:
    read = accepted + rejected + skipped
    return {"rows_read": read, "accepted": accepted, "rejected": rejected, "skipped": skipped}


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, cells by name."""
    return frame.itertuples()


def person(frame: pd.DataFrame, index: int) -> Any:
    """One student of the roster, one contact."""
    return frame.loc[index]


def student_id(office: Office, student: int) -> str:
    """The id that files know a student by."""
    return str(office.roster.at[student, "student_id"])


def iso(value: float) -> str:
    """ISO date of a day number, "" for none (-1)."""
    return "" if value < 0 else day_of(int(value)).isoformat()


def us_date(value: float) -> str:
    """A date as a US spreadsheet writes it: 3/2/2026."""
    if value < 0:
        return ""
    at = day_of(int(value))
    return f"{at.month}/{at.day}/{at.year}"


def moment(day: float, second: float) -> datetime | None:
    """Date and time of a day number and its second, None for none."""
    return None if day < 0 else datetime.combine(day_of(int(day)), time()) + timedelta(seconds=int(second))


# --- text files

ROSTER_HEADER = (
    "Student ID",
    "Email",
    "First Name",
    "Last Name",
    "Campus",
    "College",
    "Majors",
    "Primary Major CIP",
    "Degree Level",
    "Class Year",
    "Advisor",
    "Programs",
    "Expected to Log",
    "First Generation",
    "Transfer",
    "International",
    "Gender",
    "Race/Ethnicity",
)
FORM_HEADER = (
    "Timestamp",
    "Email Address",
    "What is your student ID?",
    "Which section are you in?",
    "Who did you talk to?",
    "What is your contact's email address?",
    "Where do they work?",
    "When did you talk?",
    "How did you find them?",
    "If you were referred, by whom?",
    "How did you talk?",
    "Did you ask who else to talk to?",
    "How many people did they suggest you talk to next?",
    "Who did they suggest you talk to next?",
    "For how many of them may you use your contact's name?",
    "Did you send a thank-you?",
    "When did you send a thank-you? (leave blank if you have not)",
    "What came of it?",
    "How useful was this conversation?",
)
REFERRAL_HEADER = (
    "student_id",
    "referrer",
    "referred_name",
    "referred_employer",
    "referred_on",
    "has_permission",
    "was_already_known",
)
OUTREACH_HEADER = (
    "Student ID",
    "Contact Name",
    "Contact Email",
    "Contact LinkedIn URL",
    "Contact Employer",
    "Contact Title",
    "Contact Industry",
    "Is Alum",
    "Channel",
    "Referred By",
    "Sent On",
    "Reply",
    "Replied On",
)
DEGREE_HEADER = ("Student ID", "Degree Level", "Major", "CIP Code", "Conferral Date")


def _roster(office: Office) -> Iterable[Sequence[object]]:
    for row in records(office.roster):
        yield (
            row.student_id,
            row.email,
            row.first_name,
            row.last_name,
            row.campus,
            row.college,
            row.majors,
            row.cip_code.split(";")[0],
            row.degree_level,
            row.class_year,
            row.advisor,
            row.programs,
            *(
                cell.capitalize()
                for cell in (
                    row.is_expected_to_log,
                    row.is_first_generation,
                    row.is_transfer,
                    row.is_international,
                )
            ),
            row.gender,
            row.race_ethnicity,
        )


def _form(office: Office) -> Iterable[Sequence[object]]:
    """Responses of the course form, oldest first, as Google Forms exports them."""
    rows = office.interviews[office.interviews["source"] == "form"]
    names: Any = office.contacts["name"]
    for row in records(rows.sort_values(["logged_day", "logged_second"], kind="stable")):
        student = person(office.roster, row.student)
        at = moment(row.logged_day, row.logged_second)
        yield (
            f"{at.month}/{at.day}/{at.year} {at:%H:%M:%S}" if at else "",
            student["email"],
            student["student_id"] if row.writes_id else "",
            student["programs"].split(";")[0],
            names[row.contact_id],
            row.contact_email,
            row.contact_employer,
            us_date(row.held_day),
            CHANNEL_WORDS.get(row.channel, ""),
            names[row.referrer] if row.referrer >= 0 else "",
            MODE_WORDS.get(row.mode, ""),
            row.has_asked_for_referral.capitalize(),
            row.referrals_count,
            "; ".join(names[person] for person in row.listed),
            row.referrals_with_permission_count,
            row.has_thanked.capitalize(),
            us_date(row.thank_you_day),
            ", ".join(RESULT_WORDS[kind] for kind in row.came_of_it.split(";") if kind),
            row.usefulness_rating,
        )


def _own_log(office: Office) -> Iterable[list[object]]:
    """The log the two programs keep themselves: canonical headers, status and costs, names in a log apart."""
    for row in records(office.interviews[office.interviews["source"] == "own_log"]):
        student, contact = person(office.roster, row.student), person(office.contacts, row.contact_id)
        at = moment(row.logged_day, row.logged_second)
        program = next(p for p in student["programs"].split(";") if p in OWN_LOG)
        yield [
            student["student_id"],
            contact["name"],
            row.contact_email,
            row.contact_employer,
            contact["title"],
            iso(row.held_day),
            # a blank status with a past date means held
            "" if row.status == "held" and row.Index % 5 == 0 else STATUS_WORDS[row.status],
            row.channel,
            person(office.contacts, row.referrer)["name"] if row.referrer >= 0 else "",
            program,
            row.mode,
            row.event_id,
            row.minutes,
            row.cost_usd,
            row.prepared_questions_count,
            row.has_asked_for_referral,
            row.referrals_count,
            row.referrals_with_permission_count,
            row.has_thanked,
            iso(row.thank_you_day),
            row.has_asked_for_job,
            row.came_of_it,
            row.usefulness_rating,
            f"{at:%Y-%m-%d %H:%M:%S}" if at else "",
        ]


def _referrals(office: Office) -> Iterable[Sequence[object]]:
    """Who was named to whom, as the two programs write it down."""
    for row in records(office.named[office.named["source"] == "own_log"]):
        named = person(office.contacts, row.named_id)
        yield (
            student_id(office, row.student),
            person(office.contacts, row.referrer_id)["name"],
            named["name"],
            named["employer"] if row.Index % 4 else "",
            iso(row.day),
            row.has_permission,
            row.was_already_known,
        )


def _outreach(office: Office) -> Iterable[Sequence[object]]:
    for row in records(office.touches[office.touches["source"] != "tracker"]):
        contact = person(office.contacts, row.contact_id)
        yield (
            student_id(office, row.student),
            contact["name"],
            contact["email"],
            contact["linkedin_url"],
            contact["employer"],
            contact["title"],
            contact["industry"],
            contact["is_alum"],
            row.channel,
            person(office.contacts, row.referrer)["name"] if row.referrer >= 0 else "",
            iso(row.sent_day),
            row.reply,
            iso(row.replied_day),
        )


def _degrees(office: Office) -> Iterable[Sequence[object]]:
    for row in records(office.degrees):
        yield (
            student_id(office, row.student),
            row.degree_level,
            row.major,
            row.cip_code,
            us_date(row.conferred_day),
        )


# --- the broken file

# The rows of interviews_with_problems.csv that must be rejected: the cells that are wrong, and why.
REJECTED: tuple[tuple[dict[str, str], str], ...] = (
    ({"held_on": "02/31/2026"}, "there is no February 31"),
    ({"held_on": "soon"}, "not a date"),
    ({"held_on": ""}, "the day of the interview is missing"),
    ({"held_on": "2031-03-04", "status": "held"}, "a held interview in the future"),
    ({"student_id": ""}, "neither a student's id nor an e-mail address"),
    ({"contact_name": "", "contact_email": ""}, "nobody is named"),
    ({"referrals_count": "2", "referrals_with_permission_count": "4"}, "more permissions than names"),
    ({"thank_you_on": "2031-01-05"}, "a thank-you in the future"),
)
# Those that come in without a cell nobody can read.
UNREADABLE: tuple[tuple[dict[str, str], str], ...] = (
    ({"status": "maybe later"}, "a status nobody knows"),
    ({"contact_email": "not-an-address"}, "not an e-mail address"),
    ({"referrals_count": "several"}, "not a number"),
    ({"referrals_count": "2.5"}, "not a whole number"),
    ({"usefulness_rating": "9"}, "outside 1 to 5"),
    ({"minutes": "-20"}, "less than no time"),
    ({"mode": "carrier pigeon"}, "a way to talk nobody knows"),
    ({"came_of_it": "world peace"}, "a result nobody knows"),
    ({"has_asked_for_referral": "purple"}, "neither yes nor no"),
)
GOOD_ROWS = 24  # rows of the programs' own log, unchanged: importing them again changes no figure
REPEATED = 3  # of these, written a second time in the same file: superseded
NO_RECORDS = 3  # a blank line, a total line, a note: skipped


def with_problems(own_log: list[list[Any]]) -> list[list[Any]]:
    """The broken file's rows: good ones, broken ones between them, repeats, a blank, a total and a note."""
    place = {name: i for i, name in enumerate(OWN_LOG_COLUMNS)}
    held: list[list[Any]] = [row for row in own_log if row[place["status"]] == "held"]
    good = held[:GOOD_ROWS]
    rows = [list(row) for row in good]
    for i, (cells, _) in enumerate((*REJECTED, *UNREADABLE)):
        row = list(held[GOOD_ROWS + i])
        for name, cell in cells.items():
            row[place[name]] = cell
        rows.insert(2 * i + 1, row)
    blank: list[Any] = [""] * len(OWN_LOG_COLUMNS)
    total = ["Total", *blank[1:]]
    total[place["referrals_count"]] = sum(int(str(row[place["referrals_count"]] or 0)) for row in good)
    note = ["Note: copied from the shared drive, dates to be checked", *blank[1:]]
    return [*rows, *(list(row) for row in good[:REPEATED]), blank, total, note]


# --- Qualtrics

_QUESTIONS = {
    "student_id": "Student ID",
    "clarity": "My career goal is clear",
    "confidence": "I feel confident reaching out to professionals",
    "networking": "I know how to network",
    "communication": "I communicate well",
    "listening": "I listen well",
    "interviewing": "I interview well",
    "goal_change": "What became of your career goal?",
}
_NAMES = ("Q1", *(f"Q2_{i}" for i in range(1, 7)), "Q3")
_SYSTEM = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("LocationLatitude", "Location Latitude", "locationLatitude"),
    ("LocationLongitude", "Location Longitude", "locationLongitude"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
)
_QUALTRICS_NAMES = (*(name for name, _, _ in _SYSTEM), *_NAMES)
GOAL_WORDS = {
    "confirmed": "It was confirmed",
    "changed": "It changed",
    "ruled_out": "I ruled it out",
    "unsure": "I am not sure",
}
PREVIEWS, UNFINISHED_EVERY, UNFINISHED_AT = 3, 14, 5  # responses beside those that count


def _qualtrics(office: Office, wave: str) -> Iterable[Sequence[object]]:
    """Below the names: question texts, ImportIds, then responses, some previews and some unfinished."""
    zone = {"timeZone": "America/New_York"}
    imports = [
        json.dumps({"ImportId": key, **(zone if key.endswith("Date") else {})}, separators=(",", ":"))
        for _, _, key in _SYSTEM
    ]
    texts = [text for _, text, _ in _SYSTEM]
    yield [*texts, *_QUESTIONS.values()]
    yield [*imports, *(json.dumps({"ImportId": f"QID{name[1:]}"}, separators=(",", ":")) for name in _NAMES)]
    responses = office.survey[office.survey["wave"] == wave].reset_index(drop=True)
    first: Any = responses.iloc[0]
    for i in range(PREVIEWS):
        at = first["responded_at"] - timedelta(days=6, minutes=9 * i)
        yield _response(at, "Survey Preview", True, f"R_preview{wave}{i}", "00000000", ["3"] * 6, "", i)
    for row in records(responses):
        own_id = student_id(office, row.student)
        answers = [getattr(row, topic) or "-99" for topic in list(_QUESTIONS)[1:7]]  # -99: seen, not answered
        if row.Index % UNFINISHED_EVERY == UNFINISHED_AT:  # began, left, came back later
            at = row.responded_at - timedelta(hours=30)
            yield _response(
                at, "IP Address", False, f"R_left{wave}{row.Index}", own_id, answers[:2], "", row.Index
            )
        goal = GOAL_WORDS.get(row.goal_change, "")
        yield _response(
            row.responded_at, "IP Address", True, row.response_id, own_id, answers, goal, row.Index
        )


def _response(
    at: datetime,
    status: str,
    is_finished: bool,
    response_id: str,
    student_id: str,
    answers: list[str],
    goal: str,
    i: int,
) -> list[object]:
    seconds = 95 + 37 * i % 400
    begun = pd.Timestamp(at) - timedelta(seconds=seconds)
    return [
        f"{begun:%Y-%m-%d %H:%M:%S}",
        f"{at:%Y-%m-%d %H:%M:%S}",
        status,
        f"192.0.2.{1 + i % 250}",  # a range kept for documentation
        100 if is_finished else 38,
        seconds,
        str(is_finished),
        f"{at:%Y-%m-%d %H:%M:%S}",
        response_id,
        "0.0",
        "0.0",
        "anonymous",
        "EN",
        student_id,
        *answers,
        *[""] * (6 - len(answers)),
        goal,
    ]


# --- workbooks


def _workbook(path: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"author": words.UNIVERSITY, "created": CREATED})
    return book


def _write_tracker(office: Office, path: Path) -> None:
    """One sheet a student, its name her id; three title rows above the header."""
    touches: Any = office.touches[office.touches["source"] == "tracker"]
    talks = office.interviews[
        (office.interviews["source"] == "tracker") & (office.interviews["status"] == "held")
    ]
    held = {(row.student, row.contact_id): row for row in records(talks)}
    book = _workbook(path)
    bold = book.add_format({"bold": True})
    day_format = book.add_format({"num_format": "m/d/yyyy"})
    header = (
        "Contact",
        "Employer",
        "Contact email",
        "How found",
        "First contacted",
        "Follow-ups",
        "Reply",
        "Reply date",
        "Talked on",
        "Names given",
        "Thanked",
    )
    for student, lines in touches.groupby("student"):
        sheet = book.add_worksheet(student_id(office, student))
        sheet.write_string(0, 0, f"{TRACKER_SECTION}: my networking tracker", bold)
        sheet.write_string(1, 0, "One line a person. Add the day of every message.")
        sheet.write_row(3, 0, header, bold)
        for i, (contact_id, line) in enumerate(lines.groupby("contact_id", sort=False), start=4):
            contact = person(office.contacts, contact_id)
            talk = held.get((student, contact_id))
            sent = line["sent_day"].tolist()
            last: Any = line.iloc[-1]
            for j, text in enumerate((contact["name"], contact["employer"], contact["email"])):
                sheet.write_string(i, j, text)
            sheet.write_string(i, 3, CHANNEL_WORDS.get(last["channel"], ""))
            sheet.write_datetime(i, 4, _midnight(sent[0]), day_format)
            sheet.write_string(i, 5, "; ".join(us_date(day) for day in sent[1:]))
            sheet.write_string(i, 6, last["reply"].replace("_", " "))
            if last["replied_day"] >= 0:
                sheet.write_datetime(i, 7, _midnight(last["replied_day"]), day_format)
            if talk is not None:
                sheet.write_datetime(i, 8, _midnight(talk.held_day), day_format)
                if talk.referrals_count != "":
                    sheet.write_number(i, 9, int(talk.referrals_count))
                sheet.write_string(i, 10, talk.has_thanked)
        sheet.set_column(0, 10, 18)
    book.close()


def _midnight(day: float) -> datetime:
    return datetime.combine(day_of(int(day)), time())


def _write_outcomes(office: Office, path: Path) -> None:
    """The outcomes sheet: two title rows, one outcome spelled many ways, dates as dates, a total row."""
    book = _workbook(path)
    bold = book.add_format({"bold": True})
    day_format = book.add_format({"num_format": "m/d/yyyy"})
    sheet = book.add_worksheet("Outcomes")
    sheet.write_string(0, 0, f"{words.UNIVERSITY}: first destinations, classes of 2025 and 2026", bold)
    sheet.write_string(1, 0, f"Exported {EXPORTED:%B %d, %Y}. Collection for 2026 is open until December 31.")
    header = (
        "Student ID",
        "Degree Level",
        "Class Year",
        "Outcome",
        "Employment Type",
        "Employer",
        "Job Title",
        "Annual Salary",
        "Accepted On",
        "Start Date",
        "Reported On",
        "Knowledge Source",
        "Found Through",
        "Institution",
        "State",
    )
    sheet.write_row(3, 0, header, bold)
    total = 0
    for i, row in enumerate(records(office.outcomes), start=4):
        spellings = OUTCOME_WORDS[row.outcome_status]
        texts = {
            0: student_id(office, row.student),
            1: row.degree_level,
            3: spellings[i % len(spellings)],
            4: row.employment_type,
            5: row.employer.upper() if i % 9 == 0 else row.employer,
            6: row.job_title,
            11: row.knowledge_source.capitalize(),
            12: FOUND_WORDS.get(row.found_through, ""),
            13: row.institution,
            14: row.location_state,
        }
        for column, text in texts.items():
            sheet.write_string(i, column, text)
        sheet.write_number(i, 2, row.class_year)
        if row.salary_usd:
            total += int(row.salary_usd)
            if i % 6:
                sheet.write_number(i, 7, int(row.salary_usd))
            else:
                sheet.write_string(i, 7, f"${int(row.salary_usd):,}")
        for column, day in ((8, row.accepted_day), (9, row.start_day), (10, row.reported_day)):
            if day >= 0:
                sheet.write_datetime(i, column, _midnight(day), day_format)
    sheet.write_string(4 + len(office.outcomes), 0, "Total", bold)
    sheet.write_number(4 + len(office.outcomes), 7, total, bold)
    sheet.set_column(0, 14, 17)
    book.close()
