"""The made-up words of the sample office: people, employers, colleges, majors. None of them is real."""

from __future__ import annotations

UNIVERSITY = "Northmere University"  # invented

_FIRST_NAMES = """
Abelia Ansel Ardith Basil Briar Calla Cedric Clover Corin Dahlia Dorian Edda Elowen Emeric Fable Fenna
Galen Greta Hollis Idris Imani Isolde Jory Juniper Kael Keziah Lark Leif Linnea Lorcan Maren Marlow Merrin
Mirela Nadia Nerys Odell Orla Osric Paloma Perrin Petra Quilla Quincy Rafe Rosalind Rowan Sabine Sorrel
Sunniva Tamsin Thea Tobin Ulla Vesper Viggo Wilder Wren Xanthe Yara Yorick Zephyr
"""
FIRST_NAMES = _FIRST_NAMES.split()

_STARTS = """
Amber Ash Bell Birch Bram Brindle Copper Crane Dapple Ember Fern Flint Gorse Hazel Heather Holly Larch
Linden Marigold Moss Nettle Oak Pebble Plover Quill Raven Rush Saffron Sedge Tansy Teasel Thistle Umber
Willow Wren Yarrow
"""
_SURNAME_STARTS = _STARTS.split()
_ENDS = """
bough brook combe croft dale fell feather field ford garth grove hurst keep lea mere moor run stead thorpe
vale wick wold
"""
_SURNAME_ENDS = _ENDS.split()
SURNAMES = [start + end for start in _SURNAME_STARTS for end in _SURNAME_ENDS]

_EMPLOYERS = """
Acornfield Bluegate Brightwater Cinderpath Cloverleigh Copperline Daybreak Driftstone Eastlantern Farrowby
Glasswing Greyharbor Highmeadow Ironbridge Juniperworks Kestrelway Lanternhill Larkfield Millrace
Moonquarry Nightingale Oakhollow Pinecrest Quillstone Redfern Saltmarsh Silverbirch Stonecrop Tidewell
Umberlight Violetrow Westerwind Wildrye Yellowgate
"""
EMPLOYER_STARTS = _EMPLOYERS.split()

# industry -> (endings of employer names, job titles)
INDUSTRIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Finance": (("Capital", "Credit Union"), ("Credit Analyst", "Portfolio Associate", "Branch Manager")),
    "Technology": (("Software", "Systems"), ("Software Engineer", "Product Manager", "Data Analyst")),
    "Health Care": (("Clinics", "Health"), ("Nurse Manager", "Clinic Director", "Physical Therapist")),
    "Engineering": (("Works", "Engineering"), ("Civil Engineer", "Process Engineer", "Project Engineer")),
    "Media and Design": (("Studio", "Press"), ("Art Director", "Editor", "UX Designer", "Producer")),
    "Education": (("Schools", "Learning"), ("Teacher", "Program Director", "Admissions Officer")),
    "Government": (("County", "Transit Authority"), ("Policy Analyst", "Planner", "Budget Officer")),
    "Nonprofit": (("Foundation", "Alliance"), ("Program Manager", "Grants Officer", "Development Director")),
    "Consulting": (("Advisory", "Partners"), ("Consultant", "Engagement Manager", "Research Associate")),
    "Retail": (("Outfitters", "Market"), ("Buyer", "Store Manager", "Merchandise Planner")),
}

# college -> (campus, share of students, likely industries, majors as (name, CIP 2020 code))
COLLEGES: dict[str, tuple[str, int, tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "College of Arts and Sciences": (
        "Lakeside",
        700,
        ("Education", "Government", "Nonprofit", "Media and Design", "Technology", "Consulting"),
        (
            ("Psychology", "42.0101"),
            ("Biology", "26.0101"),
            ("Political Science", "45.1001"),
            ("Economics", "45.0603"),
            ("English", "23.0101"),
            ("History", "54.0101"),
            ("Mathematics", "27.0101"),
            ("Sociology", "45.1101"),
        ),
    ),
    "School of Business": (
        "Lakeside",
        540,
        ("Finance", "Consulting", "Retail", "Technology"),
        (
            ("Accounting", "52.0301"),
            ("Finance", "52.0801"),
            ("Marketing", "52.1401"),
            ("Management", "52.0201"),
            ("Business Analytics", "30.7102"),
        ),
    ),
    "College of Engineering": (
        "Hillcrest",
        460,
        ("Engineering", "Technology", "Consulting", "Government"),
        (
            ("Mechanical Engineering", "14.1901"),
            ("Civil Engineering", "14.0801"),
            ("Computer Science", "11.0701"),
            ("Electrical Engineering", "14.1001"),
            ("Industrial Engineering", "14.3501"),
        ),
    ),
    "College of Health Professions": (
        "Harborside",
        300,
        ("Health Care", "Nonprofit", "Government"),
        (
            ("Nursing", "51.3801"),
            ("Public Health", "51.2201"),
            ("Kinesiology", "31.0505"),
            ("Health Administration", "51.0701"),
        ),
    ),
    "College of Design and Media": (
        "Harborside",
        400,
        ("Media and Design", "Technology", "Retail", "Nonprofit"),
        (
            ("Graphic Design", "50.0409"),
            ("Film and Video", "50.0602"),
            ("Journalism", "09.0401"),
            ("Advertising", "09.0903"),
            ("Public Relations", "09.0902"),
            ("Interior Design", "50.0408"),
            ("Animation", "10.0304"),
            ("Photography", "50.0605"),
            ("Game Design", "50.0411"),
            ("Studio Art", "50.0702"),
            ("Music", "50.0901"),
            ("Theater", "50.0501"),
        ),
    ),
}

ADVISORS = (
    "Maren Plovergarth",
    "Tobin Yarrowlea",
    "Idris Coppermoor",
    "Thea Lindenwick",
    "Rosalind Gorsehurst",
    "Leif Emberdale",
    "Nadia Sedgefell",
    "Corin Bramstead",
)

GENDERS = (("Woman", 0.53), ("Man", 0.42), ("Nonbinary", 0.03), ("", 0.02))
RACES = (
    ("White", 0.46),
    ("Hispanic or Latino", 0.19),
    ("Black or African American", 0.12),
    ("Asian", 0.10),
    ("Two or more races", 0.05),
    ("American Indian or Alaska Native", 0.01),
    ("", 0.07),
)
