"""Typed text and the authorities found in it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import AuthorityMatcher
from knowledge.authorities import load_authorities

TOPICS = frozenset(
    "grades findings strengths improvements deadlines history inspections summary changes compare search coverage "
    "supervision thresholds care leavers early help placement stability".split()
)
AUTHORITIES = load_authorities()
MATCHER = AuthorityMatcher(AUTHORITIES, words=TOPICS)
CURRENT = [authority.name for authority in AUTHORITIES]

KINGSTONS = ("Kingston upon Thames", "Kingston upon Hull")
TYNESIDES = ("North Tyneside", "South Tyneside")
SUSSEXES = ("East Sussex", "West Sussex", "Brighton and Hove")
LINCOLNSHIRES = ("Lincolnshire", "North East Lincolnshire", "North Lincolnshire")
NORTHANTS = ("North Northamptonshire", "West Northamptonshire")

# What is typed, the outcome, and the names (or, for a question, some of the candidates, the first of them first).
NAMES = [
    # exact names, with and without titles
    ("Islington", "exact", ["Islington"]),
    ("ISLINGTON", "exact", ["Islington"]),
    ("LB Islington", "exact", ["Islington"]),
    ("London Borough of Islington", "exact", ["Islington"]),
    ("Islington Council", "exact", ["Islington"]),
    ("islington's", "exact", ["Islington"]),
    ("City of London", "exact", ["City of London"]),
    ("North East Lincolnshire", "exact", ["North East Lincolnshire"]),
    ("Bath and North East Somerset", "exact", ["Bath and North East Somerset"]),
    ("Bath & North East Somerset Council", "exact", ["Bath and North East Somerset"]),
    ("Kingston upon Hull", "exact", ["Kingston upon Hull"]),
    ("stoke on trent", "exact", ["Stoke-on-Trent"]),
    ("St Helens", "exact", ["St Helens"]),
    ("St. Helens", "exact", ["St Helens"]),
    ("sthelens", "exact", ["St Helens"]),
    ("isling ton", "exact", ["Islington"]),
    ("towerhamlets", "exact", ["Tower Hamlets"]),
    ("City of York Council", "exact", ["York"]),
    ("Durham County Council", "exact", ["Durham"]),
    ("Bedford", "exact", ["Bedford"]),
    ("Dorset", "exact", ["Dorset"]),
    ("Somerset County Council", "exact", ["Somerset"]),
    ("Reading", "exact", ["Reading"]),
    ("bury", "exact", ["Bury"]),
    # aliases
    ("Saint Helens", "alias", ["St Helens"]),
    ("LBI", "alias", ["Islington"]),
    ("L.B.I.", "alias", ["Islington"]),
    ("BCP", "alias", ["Bournemouth, Christchurch and Poole"]),
    ("BANES", "alias", ["Bath and North East Somerset"]),
    ("B&NES", "alias", ["Bath and North East Somerset"]),
    ("RBKC", "alias", ["Kensington and Chelsea"]),
    ("RBG", "alias", ["Greenwich"]),
    ("LBHF", "alias", ["Hammersmith and Fulham"]),
    ("H&F", "alias", ["Hammersmith and Fulham"]),
    ("Notts", "alias", ["Nottinghamshire"]),
    ("herts", "alias", ["Hertfordshire"]),
    ("Salop", "alias", ["Shropshire"]),
    ("Hants", "alias", ["Hampshire"]),
    ("IoW", "alias", ["Isle of Wight"]),
    ("CWAC", "alias", ["Cheshire West and Chester"]),
    ("NE Lincs", "alias", ["North East Lincolnshire"]),
    ("N.E. Lincs", "alias", ["North East Lincolnshire"]),
    ("N Yorks", "alias", ["North Yorkshire"]),
    ("W Sussex", "exact", ["West Sussex"]),
    ("Hull", "alias", ["Kingston upon Hull"]),
    ("City", "alias", ["City of London"]),
    ("the City", "alias", ["City of London"]),
    ("Newcastle", "alias", ["Newcastle upon Tyne"]),
    ("Newcastle on Tyne", "exact", ["Newcastle upon Tyne"]),
    ("Richmond", "alias", ["Richmond upon Thames"]),
    ("Stoke", "alias", ["Stoke-on-Trent"]),
    ("Telford", "alias", ["Telford and Wrekin"]),
    ("Southend", "alias", ["Southend-on-Sea"]),
    ("Redcar", "alias", ["Redcar and Cleveland"]),
    ("East Riding", "alias", ["East Riding of Yorkshire"]),
    ("Brighton", "alias", ["Brighton and Hove"]),
    ("Birmingham Children's Trust", "alias", ["Birmingham"]),
    ("Bradford Children and Families Trust", "alias", ["Bradford"]),
    ("Together for Children", "alias", ["Sunderland"]),
    ("Slough Children First", "alias", ["Slough"]),
    ("Worcestershire Children First", "alias", ["Worcestershire"]),
    # several authorities: always a question
    ("Kingston", "ask", KINGSTONS),
    ("Sussex", "ask", SUSSEXES),
    ("Tyneside", "ask", TYNESIDES),
    ("Berkshire", "ask", ["Bracknell Forest", "Reading", "Slough"]),
    ("Yorkshire", "ask", ["North Yorkshire", "East Riding of Yorkshire"]),
    ("LBH", "ask", ["Hackney", "Haringey", "Harrow", "Havering", "Hillingdon", "Hounslow"]),
    (
        "Achieving for Children",
        "ask",
        ["Kingston upon Thames", "Richmond upon Thames", "Windsor and Maidenhead"],
    ),
    ("Northamptonshire Children's Trust", "ask", NORTHANTS),
    ("London", "ask", ["City of London"]),
    ("Greater Manchester", "ask", ["Bolton", "Bury", "Manchester"]),
    ("South Lincolnshire", "ask", LINCOLNSHIRES),
    ("East Berkshire", "ask", ["Bracknell Forest", "West Berkshire"]),
    ("Derby County Council", "ask", ["Derbyshire", "Derby"]),
    ("Northern Lincolnshire", "ask", LINCOLNSHIRES),
    # abolished
    ("Northants", "abolished", NORTHANTS),
    ("Northamptonshire", "abolished", NORTHANTS),
    ("Cumbria", "abolished", ["Cumberland", "Westmorland and Furness"]),
    ("Cheshire", "abolished", ["Cheshire East", "Cheshire West and Chester"]),
    ("Bedfordshire", "abolished", ["Bedford", "Central Bedfordshire"]),
    ("Poole", "abolished", ["Bournemouth, Christchurch and Poole"]),
    ("Northamptnshire", "abolished", NORTHANTS),
    # one or two typing errors
    ("Islngton", "fuzzy", ["Islington"]),
    ("Hackny", "fuzzy", ["Hackney"]),
    ("hacknye council", "fuzzy", ["Hackney"]),
    ("Haringay", "fuzzy", ["Haringey"]),
    ("Hillindgon", "fuzzy", ["Hillingdon"]),
    ("Hartlepol", "fuzzy", ["Hartlepool"]),
    ("Leicestr", "fuzzy", ["Leicester"]),
    ("Leicestershre", "fuzzy", ["Leicestershire"]),
    ("Nottinghm", "fuzzy", ["Nottingham"]),
    ("Notinghamshire", "fuzzy", ["Nottinghamshire"]),
    ("Stocktn", "fuzzy", ["Stockton-on-Tees"]),
    ("Stockprot", "fuzzy", ["Stockport"]),
    ("Warringtn", "fuzzy", ["Warrington"]),
    ("Warwickshrie", "fuzzy", ["Warwickshire"]),
    ("Wolverhamptom", "fuzzy", ["Wolverhampton"]),
    ("wolverh", "fuzzy", ["Wolverhampton"]),
    ("Middlesborough", "alias", ["Middlesbrough"]),
    ("Kingston upn Tames", "fuzzy", ["Kingston upon Thames"]),
    ("Lodnon Borough of Camdn", "fuzzy", ["Camden"]),
    ("Islngton Coucil", "fuzzy", ["Islington"]),
    ("birmingham childrens trst", "fuzzy", ["Birmingham"]),
    ("Brighton nad Hove", "fuzzy", ["Brighton and Hove"]),
    ("Telford an Wrekin", "fuzzy", ["Telford and Wrekin"]),
    ("bathand north east somrset", "fuzzy", ["Bath and North East Somerset"]),
    # direction words
    ("Noth Tyneside", "fuzzy", ["North Tyneside"]),
    ("Souht Tyneside", "fuzzy", ["South Tyneside"]),
    ("Nort East Lincolnshire", "fuzzy", ["North East Lincolnshire"]),
    ("Nroth Lincolnshire", "fuzzy", ["North Lincolnshire"]),
    ("Soth Gloucestershire", "fuzzy", ["South Gloucestershire"]),
    ("Westt Berkshire", "fuzzy", ["West Berkshire"]),
    ("Est Sussex", "ask", ["East Sussex", "West Sussex"]),
    ("Wast Sussex", "ask", ["East Sussex", "West Sussex"]),
    ("Nouth Tyneside", "ask", TYNESIDES),
    ("xyzz Tyneside", None, []),
    # too near one another: a question
    ("utton", "fuzzy", ["Sutton"]),
    ("uton", "ask", ["Luton", "Sutton"]),
    ("Brant", "ask", ["Brent"]),
    ("derbysh", "ask", ["Derbyshire", "Derby"]),
    ("Barnett", "ask", ["Barnet"]),
    ("Darby", "ask", ["Derby"]),
    # ordinary words: a question at most, when nothing else was typed
    ("heading", "ask", ["Reading"]),
    ("healing", "ask", ["Ealing"]),
    ("plough", "ask", ["Slough"]),
    ("button", "ask", ["Sutton"]),
    ("grades", None, []),
    ("hello", None, []),
    ("pizza", None, []),
    ("", None, []),
    ("?!", None, []),
    # places without children's services of their own
    ("Woking", "no_authority", ["Surrey"]),
    ("Wokng", "no_authority", ["Surrey"]),
    ("Oxford", "no_authority", ["Oxfordshire"]),
    ("Burnley", "no_authority", ["Lancashire"]),
    ("Newcastle-under-Lyme", "no_authority", ["Staffordshire"]),
    ("Newcastle under Lyme", "no_authority", ["Staffordshire"]),
    ("Cambridge", "no_authority", ["Cambridgeshire"]),
    ("Northampton", "no_authority", ["West Northamptonshire"]),
    ("Harlow", "no_authority", ["Essex"]),
    ("Boston", "no_authority", ["Lincolnshire"]),
    ("Huddersfield", "no_authority", ["Kirklees"]),
    ("Wembley", "no_authority", ["Brent"]),
    ("north kent", "no_authority", ["Kent"]),
    # not in England
    ("Cardiff", "not_england", []),
    ("Derry", "not_england", []),
    ("Glasgow City Council", "not_england", []),
    ("Isle of Man", "not_england", []),
    ("Jersey", "not_england", []),
]

# A question in a sentence, and what is found in it: outcome and the first name or candidate.
SENTENCES = [
    ("grades islington", [("exact", "Islington")]),
    ("Islington's grades", [("exact", "Islington")]),
    ("what did they say about supervision in Islingtn?", [("fuzzy", "Islington")]),
    ("compare Hackney and Haringey", [("exact", "Hackney"), ("exact", "Haringey")]),
    (
        "compare Leeds, Bradford and Kirkless",
        [("exact", "Leeds"), ("exact", "Bradford"), ("fuzzy", "Kirklees")],
    ),
    ("is hull better than york", [("alias", "Kingston upon Hull"), ("exact", "York")]),
    ("deadlines for the London Borough of Hackny", [("fuzzy", "Hackney")]),
    ("findings thresholds kingston", [("ask", "Kingston upon Thames")]),
    ("what did inspectors find in north tynside last year", [("fuzzy", "North Tyneside")]),
    ("grades noth tyneside", [("fuzzy", "North Tyneside")]),
    ("grades norht somerset council", [("fuzzy", "North Somerset")]),
    ("strengths Bath & North East Somerset", [("exact", "Bath and North East Somerset")]),
    (
        "Kingston upn Thames vs Hull City Council",
        [("fuzzy", "Kingston upon Thames"), ("alias", "Kingston upon Hull")],
    ),
    ("how is Derby City Council doing vs Derbyshire", [("exact", "Derby"), ("exact", "Derbyshire")]),
    ("what happened to Northants", [("abolished", "North Northamptonshire")]),
    ("early help in Woking", [("no_authority", "Surrey")]),
    ("grades for Cardiff please", [("not_england", None)]),
    ("the last Lincolnshire inspection", [("exact", "Lincolnshire")]),
    ("grades wet sussex", [("fuzzy", "West Sussex")]),
    ("grades norhft lincolnshire", [("ask", "Lincolnshire")]),
    ("grades north kent", [("no_authority", "Kent")]),
    ("grades Barnett", [("ask", "Barnet")]),
    ("Leads Council grades", [("ask", "Leeds")]),
    ("what about the City of London", [("exact", "City of London")]),
    ("what did they find in the City", [("alias", "City of London")]),
    ("what did they find in the city", [("ask", "City of London")]),
    # names that are also words
    ("grades reading", [("exact", "Reading")]),
    ("Reading grades", [("exact", "Reading")]),
    ("supervision in reading", [("exact", "Reading")]),
    ("what did inspectors say about Reading last time", [("exact", "Reading")]),
    ("compare reading and slough", [("exact", "Reading"), ("exact", "Slough")]),
    ("how is bury doing", [("exact", "Bury")]),
    ("Bury's care leavers", [("exact", "Bury")]),
    ("bury council", [("exact", "Bury")]),
    ("READING", [("exact", "Reading")]),
    ("reading the report", []),
    ("I was reading about care leavers", []),
    ("findings reading recovery", []),
    ("is her reading age better", []),
    ("bury the report", []),
    ("the child has a bath every night", []),
    ("barking dogs next door", []),
    ("social workers plough on without supervision", []),
    # ordinary words near names
    ("heading towards permanence", []),
    ("grades healing", []),
    ("findings housing", []),
    ("findings missing children", []),
    ("improvements leading and helping families", []),
    ("findings hearing the voice of the child", []),
    ("press the button to make a referral", []),
    ("dealing with feeling hackneyed, bolting a dent", []),
    ("meeting needs and working together", []),
    ("MASH LADO CIN IRO UASC EDT", []),
    ("what must improve and by when", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "outcome", "names"), NAMES)
def test_name_alone(text, outcome, names):
    """A name alone is answered, asked about or turned away as the table says."""
    match = MATCHER.match_name(text)

    assert (match.outcome if match else None) == outcome
    if match is not None:
        if outcome in ("ask",):
            assert match.names == ()
            assert match.candidates[0] == names[0]
            assert set(names) <= set(match.candidates)
        else:
            assert list(match.names) == list(names)


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_names_in_a_sentence(text, expected):
    """Names are found inside questions, and ordinary words are left alone."""
    found = MATCHER.find(text)

    assert [(match.outcome, next(iter(match.names or match.candidates), None)) for match in found] == expected


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Northants", "Northamptonshire was abolished on 31 March 2021"),
        ("Woking", "Woking is a district of Surrey"),
        ("Corby", "Corby is now part of North Northamptonshire"),
        ("Huddersfield", "Huddersfield is in Kirklees"),
        ("north kent", "North Kent is part of Kent"),
        ("Cardiff", "Cardiff is in Wales"),
        ("Wales", "Wales is not in England"),
        ("Islington", ""),
        ("Kingston", ""),
    ],
)
def test_note(text, note):
    """The note says in words why a name is not simply answered."""
    match = MATCHER.match_name(text)

    assert match is not None
    assert match.note == note


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("grades London Borough of Hackney please", "London Borough of Hackney"),
        ("grades for Islington Council's plan", "Islington Council's"),
        ("Leeds city council deadlines", "Leeds city council"),
        ("Islington children's services findings", "Islington children's services"),
        ("grades (St. Helens)", "St. Helens"),
        ("islington_2012", "islington"),
        ("grades Northern Lincolnshire", "Northern Lincolnshire"),
    ],
)
def test_match_covers_its_title(text, covered):
    """What a match covers includes titles, so that the rest of the text can be read as words."""
    (match,) = MATCHER.find(text)

    assert match.text == covered
    assert text[match.start : match.end] == covered


def test_every_name_of_every_authority_is_recognised():
    """All canonical, official and printed names and aliases are matched, with titles and in any case."""
    for authority in AUTHORITIES:
        for name in authority.names:
            for written in ("{}", "{} council", "LB of {}", "LB {}", "the London Borough of {}"):
                for text in (
                    written.format(name),
                    written.format(name).upper(),
                    written.format(name).lower(),
                ):
                    if name == "City" and text.lower() != "city":
                        continue  # "city council" may be any city's
                    match = MATCHER.match_name(text)
                    assert match is not None, text
                    assert match.outcome in ("exact", "alias"), text
                    assert match.names == (authority.name,), text


def test_every_name_is_found_beside_a_topic():
    """All names are found in a question too, whatever their case."""
    for authority in AUTHORITIES:
        for name in authority.names:
            for text in (f"grades {name}", f"{name} grades", f"what are the GRADES of {name.upper()}?"):
                found = MATCHER.find(text)
                assert [match.names for match in found] == [(authority.name,)], text


def test_hackney_is_never_haringey():
    """No single typing error in Hackney leads anywhere else."""
    name = "hackney"
    for at in range(len(name)):
        for letter in "abcdefghijklmnopqrstuvwxyz":
            for typed in (
                name[:at] + letter + name[at:],
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at + 1 :],
            ):
                match = MATCHER.match_name(typed)
                assert match is not None
                assert match.names in ((), ("Hackney",)), typed


def test_words_given_are_never_names():
    """A word of the bot's own vocabulary is not taken for a mistyped name."""
    assert AuthorityMatcher(AUTHORITIES).find("grades lewishan") != ()
    assert AuthorityMatcher(AUTHORITIES, words=frozenset({"lewishan"})).find("grades lewishan") == ()


def test_long_text_is_read_in_part():
    """A pasted document is cut, not searched to the end."""
    assert MATCHER.find("word " * 5000 + "islington") == ()
    assert len(MATCHER.find("islington, " * 100)) == 100


def test_matching_is_quick():
    """A typed name and a sentence each take well under a thousandth of a second."""
    texts = ["what did inspectors find about supervision in Islingtn and North Tynside last year"] * 100
    MATCHER.find(texts[0])
    began = time.perf_counter()
    for text in texts:
        MATCHER.find(text)
    assert (time.perf_counter() - began) / len(texts) < 0.01


NAMES_AND_WORDS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*CURRENT, "grades", "reading", "north", "of", "city", "council", "&", "'s", "-", "Woking", "the"]
        ),
        max_size=8,
    ).map(" ".join),
)


@given(NAMES_AND_WORDS)
def test_matches_lie_in_the_text(text):
    """Any text is read without failing; matches lie in it, in order, without overlapping, and name authorities."""
    free = 0
    for match in MATCHER.find(text):
        assert free <= match.start < match.end <= len(text)
        assert text[match.start : match.end] == match.text
        assert all(name in AUTHORITIES for name in (*match.names, *match.candidates))
        assert (len(match.names) == 1) or match.outcome in ("ask", "abolished", "not_england")
        assert match.outcome != "ask" or match.candidates
        free = match.end


@given(NAMES_AND_WORDS)
def test_any_text_can_be_tried_as_a_name(text):
    """A name alone covers all of the text's words, or is none."""
    match = MATCHER.match_name(text)

    assert match is None or match.text == text[match.start : match.end]


@given(st.sampled_from(CURRENT), st.integers(0, 40), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_error_never_leads_to_another_authority(name, at, letter):
    """One wrong letter gives the authority, or a question, or a place's own name; never a different authority."""
    at %= len(name)
    match = MATCHER.match_name(name[:at] + letter + name[at + 1 :])

    if match is not None and match.outcome in ("exact", "alias", "fuzzy"):
        assert match.names == (name,)
