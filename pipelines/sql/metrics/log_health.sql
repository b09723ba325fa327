/*
title = "Can this be trusted?"
says = "<value> of log rows say <part>"
question = "How completely is the interview log filled in?"
aggregate = "rate"
unit = "percent"
of = "log_row"
numerator = "Rows of the interview log that fill the column: neither blank nor “unknown”"
denominator = "Rows of the interview log"
better = "more"
tier = "core"
chart = "bars"
category = "column"
categories = ["student", "contact", "held_on", "contact_employer", "channel", "referrals_count"]
categories_are = "kinds"
begins = "Filled in"
beside = ["log_unknown_rate", "late_log_rate", "stopped_log_rate"]
needs = ["interview_log.held_on"]
*/
select
    * exclude (held_on),
    has_student as student,
    has_contact as contact,
    has_held_on as held_on,
    has_contact_employer as contact_employer,
    has_channel as channel,
    has_referrals_count as referrals_count
from marts.log_rows
