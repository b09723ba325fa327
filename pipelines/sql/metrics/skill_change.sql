/*
title = "Change in skills"
question = "How much better do students say they have become at networking, communication, listening and interviewing?"
aggregate = "change"
unit = "points"
of = "response"
numerator = "Sum of latest “post” less latest “pre” answers"
denominator = "Students who answered both waves on the same scale"
better = "more"
tier = "more"
chart = "bars"
category = "skill"
categories_are = "groups"
beside = ["goal_change_share"]
caveats = ["self_reported", "both_waves", "not_a_cause"]
needs = ["survey.networking|survey.communication|survey.listening|survey.interviewing"]
*/
select
    *,
    change as value,
    -- one skill asked about on several scales is told apart by them
    case when topic in (select topic from marts.survey_changes group by topic having count(distinct scale) > 1)
         then topic || ', ' || scale
         else topic end as category
from marts.survey_changes
where topic in ('networking', 'communication', 'listening', 'interviewing')
