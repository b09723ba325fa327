-- One row per way a student is written (an id, an e-mail, `name:` and a name alone), with the student meant.
select ident, student_key, student from student_idents order by ident
