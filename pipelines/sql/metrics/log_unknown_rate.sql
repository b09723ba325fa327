/*
title = "Filled in as unknown"
question = "How often does a column of the interview log say “unknown”?"
aggregate = "rate"
unit = "percent"
of = "log_row"
numerator = "Rows of the interview log whose cell says “unknown”; of the others that are not filled in, the cell is blank"
denominator = "Rows of the interview log"
less_is_better = true
tier = "more"
chart = "bars"
category = "column"
categories = ["contact", "contact_employer", "channel"]
categories_are = "kinds"
needs = ["interview_log.held_on"]
*/
select
    * exclude (held_on),
    is_contact_unknown as contact,
    is_contact_employer_unknown as contact_employer,
    is_channel_unknown as channel
from marts.log_rows
