"""Who is who: what a person decides where the rules of the build cannot.

The build resolves what is certain by rule (`sql/staging`): students by id, then e-mail; contacts by e-mail, profile
address, name and employer. The rest are *suggestions* that wait for a yes; until then the two stay apart. A *decision*
names two ways of writing somebody (`keys`), is only ever added and can be undone; the staging SQL reads the decisions
that stand, so undoing one gives back the figures from before, and their order says nothing.

    normalised     names and addresses as they are compared, equal to the macros of the staging SQL
    keys           a way of writing a student, contact, employer or sector, as text
    decisions      the append-only table in the record
    employers, contacts, students    pure: what looks like the same one, and why
    gathering      their input and output in a build
    connections    a LinkedIn connections file, matched against contacts already logged
"""
