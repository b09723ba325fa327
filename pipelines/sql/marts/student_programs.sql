-- One row per student and program: the roster's programs and those her own rows name; 'Unknown' where neither does.
with named as (
    select s.student_key, unnest(string_split(r.programs, ';')) as program
    from stg_roster r join student_idents s on s.ident = student_ident(r.student_id)
    union all
    select student_key, unnest(string_split(program, ';')) from (
        select distinct student_key, program from rows_interviews
        union select distinct student_key, program from rows_outreach
    )
),
known_programs as (
    select distinct student_key, trim(program) as program from named where trim(program) <> ''
)
select student_key, program from known_programs
union all
select student_key, 'Unknown' from marts.students anti join known_programs using (student_key)
order by student_key, program
