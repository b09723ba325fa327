/*
title = "Can this be trusted?"
question = "How completely is the interview log filled in?"
aggregate = "rate"
unit = "percent"
of = "log_row"
numerator = "Rows of the interview log that fill the column"
denominator = "Rows of the interview log"
tier = "core"
chart = "bars"
category = "column"
categories = ["student", "contact", "held_on", "contact_employer", "channel", "referrals_count"]
categories_are = "kinds"
beside = ["late_log_rate", "stopped_log_rate"]
needs = ["interview_log.held_on"]
*/
select
    *,
    [
        case when has_student then 'student' end,
        case when has_contact then 'contact' end,
        case when has_held_on then 'held_on' end,
        case when has_contact_employer then 'contact_employer' end,
        case when has_channel then 'channel' end,
        case when has_referrals_count then 'referrals_count' end
    ] as kinds
from marts.log_rows
