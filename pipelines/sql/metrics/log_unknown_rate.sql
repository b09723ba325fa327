/*
title = "Filled in as unknown"
question = "How often does a column of the interview log say “unknown”?"
aggregate = "rate"
unit = "percent"
of = "log_row"
numerator = "Rows of the interview log whose cell says “unknown”; of the others that are not filled in, the cell is blank"
denominator = "Rows of the interview log"
better = "less"
tier = "more"
chart = "bars"
category = "column"
categories = ["student", "contact", "held_on", "contact_employer", "channel", "referrals_count"]
categories_are = "kinds"
needs = ["interview_log.held_on"]
*/
select
    * exclude (held_on),
    false as student,   -- a row without one is refused
    is_contact_unknown as contact,
    false as held_on,   -- nor can a date or a number say so
    is_contact_employer_unknown as contact_employer,
    is_channel_unknown as channel,
    false as referrals_count
from marts.log_rows
