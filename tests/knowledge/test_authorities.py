"""The list of authorities: what it holds, exact look-up, and what it refuses."""

import time
from pathlib import Path

import pytest

from knowledge.authorities import Authorities, AuthoritiesError, load_authorities, name_key, slug

ENTRY = """\
authorities:
- name: Islington
  official: London Borough of Islington
  aliases: [LBI]
  ofsted_urn: 80505
  dfe_code: 206
  ons_code: E09000019
  region: London
  type: London Borough
"""
SECOND = """\
- name: Hackney
  official: London Borough of Hackney
  dfe_code: 204
  ons_code: E09000012
  region: London
  type: London Borough
"""


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    return load_authorities()


def load(tmp_path: Path, text: str) -> Authorities:
    path = tmp_path / "authorities.yaml"
    path.write_text(text, encoding="utf-8")
    return load_authorities(path)


def test_all_authorities_are_listed(authorities):
    """England has 153 authorities with children's-services duties; ten abolished ones are kept."""
    assert len(authorities) == len(authorities.current) == 153
    assert len(authorities.abolished) == 10
    assert len({authority.name for authority in authorities.all}) == 163


def test_codes_belong_to_one_authority_each(authorities):
    """No two current authorities share a code."""
    for codes in zip(*((a.ofsted_urn, a.dfe_code, a.ons_code, a.slug) for a in authorities), strict=True):
        assert None not in codes
        assert len(set(codes)) == 153


def test_every_name_leads_to_its_authority(authorities):
    """Canonical, official, printed names and aliases are found, with and without titles, in any case."""
    for authority in authorities:
        for name in authority.names:
            for written in ("{}", "{} Council", "LB of {}", "London Borough of {}", "the {} council"):
                text = written.format(name)
                if name == "City" and text != name:
                    continue  # "city council" may be any city's
                assert authorities.named(text) is authority, text
                assert authorities.named(text.upper()) is authority, text
                assert authorities.named(text.lower()) is authority, text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brighton & Hove", "Brighton and Hove"),
        ("st. helens", "St Helens"),
        ("Saint Helens", "St Helens"),
        ("STOKE ON TRENT", "Stoke-on-Trent"),
        ("City of York", "York"),
        ("Bristol, City of", "Bristol"),
        ("Hull", "Kingston upon Hull"),
        ("Royal Borough of Kingston upon Thames", "Kingston upon Thames"),
        ("Dorset", "Dorset"),
        ("Dorset County Council", "Dorset"),
        ("Buckinghamshire County Council", "Buckinghamshire"),
        ("Somerset County Council", "Somerset"),
        ("North Yorkshire County Council", "North Yorkshire"),
        ("Medway Children’s Services", "Medway"),
        ("Bradford Children and Families Trust", "Bradford"),
        ("Northants", "Northamptonshire"),
        ("Borough of Poole", "Poole"),
    ],
)
def test_name_is_looked_up(authorities, text, name):
    """A name is found whatever its case and punctuation; a county's name leads to the living authority."""
    assert authorities.named(text) is authorities[name]


@pytest.mark.parametrize(
    "text",
    ["", " ", "Kingston", "London", "Sussex", "LBH", "Woking", "Cardiff", "Islngton", "council", "the"],
)
def test_name_of_no_single_authority_is_none(authorities, text):
    """Shared, foreign, mistyped and empty names are not looked up."""
    assert authorities.named(text) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Islington", "islington"),
        ("City of London", "city-of-london"),
        ("Kingston upon Hull", "kingston-upon-hull"),
        ("St Helens", "st-helens"),
        ("Bournemouth, Christchurch and Poole", "bournemouth-christchurch-and-poole"),
        ("Telford & Wrekin", "telford-and-wrekin"),
        ("Southend-on-Sea", "southend-on-sea"),
    ],
)
def test_slug(name, expected):
    """The slug is what inspection ids begin with."""
    assert slug(name) == expected


def test_abolished_authority_names_its_successors(authorities):
    """An abolished authority has an end and successors that exist."""
    gone = authorities["Northamptonshire"]

    assert gone.status == "abolished"
    assert gone.valid_to is not None
    assert gone.valid_to.isoformat() == "2021-03-31"
    assert gone.successors == ("North Northamptonshire", "West Northamptonshire")
    assert all(name in authorities for abolished in authorities.abolished for name in abolished.successors)


def test_places_and_shared_names_lead_to_authorities(authorities):
    """Whatever a place or a shared name leads to is a current authority, and no authority is listed as a place."""
    current = {authority.name for authority in authorities}
    for place in authorities.places:
        assert place.authority in current
        assert authorities.named(place.name) is None, place.name
    for shared in authorities.shared_names:
        assert set(shared.authorities) <= current
        assert name_key(shared.name) not in authorities.keys
    for outside in authorities.elsewhere:
        assert authorities.named(outside.name) is None, outside.name


def test_all_shire_districts_are_listed(authorities):
    """There are 164 districts in 21 counties."""
    districts = [place for place in authorities.places if place.kind == "district"]

    assert len(districts) == 164
    assert len({place.authority for place in districts}) == 21


def test_collection_looks_up_canonical_names(authorities):
    """The collection answers by canonical name and holds abolished authorities too."""
    assert authorities.get("Islington") is authorities["Islington"]
    assert authorities.get("LBI") is None
    assert "Cumbria" in authorities
    assert "Nowhere" not in authorities
    assert [authority.name for authority in authorities][:2] == ["Barking and Dagenham", "Barnet"]


def test_loading_is_quick():
    """The list is read in a few hundredths of a second; every process start pays for it."""

    def seconds() -> float:
        began = time.perf_counter()
        load_authorities()
        return time.perf_counter() - began

    assert min(seconds() for _ in range(5)) < 0.1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("authorities: [", "not valid YAML"),
        ("- a", "line 1: expected sections"),
        ("places: {}", "line 1: unknown section 'places'"),
        ("towns: {}", "line 1: expected a section authorities:"),
        ("authorities: Islington", "line 1: expected a list of authorities"),
        (ENTRY.replace("  region: London\n", ""), "line 2: no region:"),
        (ENTRY + "  colour: red\n", "line 10: unknown key 'colour'"),
        (ENTRY.replace("206", "26"), "line 6: '26' is not such a code"),
        (ENTRY + "  from: yesterday\n", "line 10: 'yesterday' is not a date"),
        (ENTRY + "  to: 2021-03-31\n", "line 2: Islington has a to: but no successors:"),
        (ENTRY + "  successors: [Nowhere]\n", "line 2: no authority is called 'Nowhere'"),
        (
            ENTRY + SECOND.replace("Borough of Hackney", "Borough of Islington"),
            "names both Islington and Hackney",
        ),
        (ENTRY + "towns:\n  Hackney: [Dalston]\n", "line 11: no authority is called 'Hackney'"),
        (ENTRY + "shared_names:\n  LB: [Islington]\n", "line 11: 'LB' leads to 1 authorities"),
        (ENTRY + "shared_names:\n  LB: [Islington, Hackney]\n", "line 11: no authority is called 'Hackney'"),
        (ENTRY + "elsewhere:\n  Wales: Cardiff\n", "line 11: expected a list of names"),
        (ENTRY + "elsewhere:\n  Wales: []\n  Wales: []\n", "line 12: 'Wales' stands here twice"),
        (ENTRY.replace("[LBI]", "['']"), "line 4: expected a word or a name"),
    ],
)
def test_fault_is_reported_with_its_line(tmp_path, text, message):
    """A faulty list is refused with the line and what was expected."""
    with pytest.raises(AuthoritiesError) as caught:
        load(tmp_path, text)

    assert str(caught.value).startswith("authorities.yaml")
    assert message in str(caught.value)


def test_small_list_loads(tmp_path):
    """Sections other than authorities may be missing."""
    loaded = load(tmp_path, ENTRY + SECOND)

    assert [authority.slug for authority in loaded] == ["islington", "hackney"]
    assert loaded["Hackney"].ofsted_urn is None
    assert loaded.places == ()
