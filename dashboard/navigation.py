"""Which pages there are: file name, title, what it answers. Data only."""

PAGES = (
    ("overview", "Overview", "The year in three figures and two charts."),
    ("outreach", "Outreach", "Whom students contact, when, and whether they hear back."),
    ("interviews", "Interviews", "How many students hold how many conversations."),
    ("referrals", "Referrals", "Names given, and what students do with them."),
    ("outcomes", "Outcomes", "What became of each class, of all its graduates."),
    ("growth", "Growth", "What students say changed between the two surveys."),
    ("research", "Research", "What goes together and what that cannot say, caveats first."),
    ("compare", "Compare", "Two groups or periods side by side, and which differences are more than noise."),
    ("this_week", "This week", "Who could use a nudge this week, a row a student. With names."),
    ("uploads", "Uploads", "Bring files in, see what became of them, undo."),
    ("who_is_who", "Who is who", "Students, contacts and employers written in several ways."),
    ("plans", "Plans", "Targets, dated notes and saved views."),
    ("definitions", "Definitions", "What every figure counts, with its SQL."),
)

# Reached from another page: chains from Referrals, a student by a link or by looking for them.
LINKED = (
    ("chains", "Chains", "One interview and what it led to, as a tree."),
    ("student", "Student", "One student's whole story. With names."),
)

UNFILTERED = ("Uploads", "Who is who", "Definitions")  # what they show does not depend on a filter
