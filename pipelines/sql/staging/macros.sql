-- Small words used by the files beside this one, there for the length of a build. Who is one and the same person or employer
-- is told by these alone; what Python compares with them is in identity/normalised.py, and a test holds the two equal.

-- a name as people mean it: no case, accents, punctuation or double blanks
create temp macro normal_name(t) as
    nullif(trim(regexp_replace(lower(strip_accents(t)), '[^\p{L}\p{N}]+', ' ', 'g')), '');

-- a profile address without protocol, www, query and trailing slash
create temp macro normal_url(t) as
    nullif(rtrim(regexp_replace(regexp_replace(lower(trim(t)), '^(https?://)?(www\.)?', ''), '[?#].*$', '', 's'), '/'), '');

-- a whole name in one cell, “Ames, Alice” or “Alice Ames”, as {given, family}: particles (van, de la) and suffixes (Jr.) go
-- with the family name, and a single word is one
create temp macro spoken_name(t) as case when regexp_full_match(trim(t), '\S+') then {'given': '', 'family': trim(t)}
    else regexp_extract(trim(t),
        '(?i)^(\S.*?)\s+((?:(?:van|von|der|den|ter|de|del|della|di|da|do|dos|das|du|la|las|los|le|el|al|bin|ibn|st\.?)\s+)*\S+(?:,?\s+(?:jr|sr|ii|iii|iv)\.?)?)$',
        ['given', 'family']) end;
create temp macro whole_name(t) as case
    when contains(t, ',') and not regexp_full_match(t, '(?i)[^,]+,\s*(jr|sr|ii|iii|iv|phd|md)\.?\s*')
        then {'given': trim(regexp_extract(t, ',(.*)$', 1)), 'family': trim(regexp_extract(t, '^([^,]*)', 1))}
    else spoken_name(t)
end;

-- an e-mail address, without case
create temp macro normal_email(t) as lower(t);

-- how a contact is written in one row; a name without anything else means somebody of this student only
create temp macro contact_hash(student_key, email, url, nname, nemployer) as
    hash(case when email is null and url is null and nemployer is null then student_key end,
         email, url, nname, nemployer);

-- an id that is an address: a list of members may know its students by nothing else
create temp macro is_address(id) as coalesce(contains(id, '@'), false);

-- how a row writes its student: the id, else the e-mail, else the name alone
create temp macro student_ident(id, email := null, name := null) as
    coalesce(lower(id), normal_email(email), 'name:' || normal_name(name));

-- a contact given as one word: an e-mail or a name
create temp macro email_in(t) as case when contains(t, '@') then normal_email(trim(t)) end;
create temp macro name_in(t) as case when not contains(t, '@') then normal_name(t) end;
create temp macro contact_hash_in(student_key, t) as contact_hash(student_key, email_in(t), null, name_in(t), null);

-- somebody answered: neither an absence note nor a message that came back
create temp macro is_human_reply(reply) as reply in ('accepted', 'declined', 'replied');

create temp macro yes_no(b) as case when b then 'yes' when not b then 'no' else 'Unknown' end;
-- a cell that says something: neither blank nor “unknown”
create temp macro is_filled(t) as coalesce(lower(trim(t)) not in ('', 'unknown'), false);
create temp macro known(t) as coalesce(nullif(t, ''), 'Unknown');

-- the graduating class of a day, July 1 to June 30, and the day a class ends
create temp macro class_of(day) as (year(day) + case when month(day) >= 7 then 1 else 0 end)::integer;
create temp macro end_of_class(class_year) as make_date(try_cast(class_year as integer), 6, 30);

-- the two digits that say which sector (NAICS) or major group (SOC) a code belongs to; any length, any punctuation
create temp macro first_two_digits(code) as nullif(regexp_extract(code, '^\D*(\d\d)', 1), '');
