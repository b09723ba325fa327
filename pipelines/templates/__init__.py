"""Files an office fills in: templates, the interview form, the survey before and after."""
