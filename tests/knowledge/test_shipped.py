"""The shipped knowledge holds what the reports say: every number that the first issue asks for."""

import csv
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.deadlines import item_deadline
from knowledge.outcomes import OUTCOMES_FILE
from knowledge.records import FindingRecord, InspectionRecord
from knowledge.store import Store

ISLINGTON_2010 = "islington-2010-12-01-cra"
HARINGEY_2010 = "haringey-2010-09-16-cra"
CITY_2011 = "city-of-london-2011-08-24-cra"
ISLINGTON_2012 = "islington-2012-03-09-slac"
ISLINGTON_2018 = "islington-2018-05-11-ilacs"
SEEDS = {
    "000": ISLINGTON_2010,
    "001": ISLINGTON_2012,
    "002": ISLINGTON_2018,
    "003": CITY_2011,
    "004": HARINGEY_2010,
}
SHARED = Path(os.environ.get("OFSTED_SHARED") or Path(__file__).parents[3] / "shared") / "reports"

# Judgement: first paragraph of the body under it (0: only in the closing table) and grade.
SAFEGUARDING_GRADES = {
    "Overall effectiveness": (10, "good"),
    "Capacity for improvement": (18, "outstanding"),
    "The contribution of health agencies to keeping children and young people safe": (46, "good"),
    "Children and young people are safe and feel safe": (25, "good"),
    "Ambition and prioritisation": (55, "outstanding"),
    "Leadership and management": (61, "outstanding"),
    "Performance management and quality assurance": (67, "good"),
    "Partnership working": (70, "outstanding"),
    "Quality of provision": (33, "good"),
    "Equality and diversity": (0, "good"),
}
LOOKED_AFTER_GRADES = {
    "Overall effectiveness": (76, "good"),
    "Capacity for improvement": (82, "outstanding"),
    "Being healthy": (88, "good"),
    "Staying safe": (93, "outstanding"),
    "Enjoying and achieving": (99, "good"),
    "Making a positive contribution, including user engagement": (107, "outstanding"),
    "Economic well-being": (113, "good"),
    "Quality of provision": (120, "good"),
    "Ambition and prioritisation": (125, "outstanding"),
    "Leadership and management": (130, "good"),
    "Performance management and quality assurance": (134, "good"),
    "Equality and diversity": (0, "good"),
}
FIGURES = {
    4: "42,000 20% 72% 22.5% 17% 14% 13% 7% 44%",
    5: "59 44 10 120 16",
    6: "2005 2008",
    7: "317 54 206 360 303 120 53 66 48% 40% 12% 47% 46%",
    8: "138 76 16",
}
"""Figures of the paragraphs that describe the service, by paragraph of the 2012 report."""


def shared_file(name: str) -> Path:
    """Return a file of the reports beside this tree; skips the test where it is absent."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{path} is not here; set OFSTED_SHARED to compare with the reports' facts")
    return path


def gold_seeds() -> dict[str, dict[str, Any]]:
    """Return what a careful reader gets out of each seed, by inspection id."""
    gold = json.loads(shared_file("gold_seeds.json").read_text("utf-8"))
    return {SEEDS[one["seed"]]: one for one in gold}


def findings_of(store: Store, inspection: str, *kinds: str) -> tuple[FindingRecord, ...]:
    """Return the findings of one inspection, report order."""
    return store.findings([inspection], kinds=kinds)


def inspection_of(store: Store, identity: str) -> InspectionRecord:
    """Return one inspection by its id."""
    return next(item for item in store.inspections() if item.id == identity)


def paragraphs(findings: tuple[FindingRecord, ...]) -> Counter[int]:
    """Return how many findings refer to each numbered paragraph."""
    return Counter(number for one in findings if (number := paragraph_of(one.ref)))


def paragraph_of(ref: str | None) -> int:
    """Return the number of the paragraph that a reference names; 0 for one that names none."""
    found = re.match(r"para (\d+)\b", ref or "")
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    ("inspection", "strengths", "practice", "improvements"),
    [(ISLINGTON_2010, 3, 17, 3), (HARINGEY_2010, 7, 10, 3), (CITY_2011, 1, 10, 4)],
)
def test_letters_hold_every_listed_point(
    store: Store, inspection: str, strengths: int, practice: int, improvements: int
) -> None:
    """Each letter has as many strengths, requirements met and areas for development as it prints."""
    counts = Counter(one.kind for one in findings_of(store, inspection))

    assert (counts["strength"], counts["practice"], counts["improvement"]) == (
        strengths,
        practice,
        improvements,
    )


@pytest.mark.parametrize("inspection", [ISLINGTON_2010, HARINGEY_2010, CITY_2011, ISLINGTON_2018])
def test_letters_carry_no_judgement(store: Store, inspection: str) -> None:
    """Neither the unannounced inspections nor the focused visit gave a grade."""
    assert store.judgements([inspection])[inspection] == ()


@pytest.mark.parametrize("inspection", [ISLINGTON_2010, HARINGEY_2010, CITY_2011])
def test_each_listed_point_is_one_finding_with_its_own_reference(store: Store, inspection: str) -> None:
    """No two listed points share a reference, so that an answer can be looked up in the letter."""
    refs = [one.ref for one in findings_of(store, inspection, "strength", "practice", "improvement")]

    assert len(refs) == len(set(refs))


def test_the_city_letter_says_which_earlier_areas_were_addressed_and_which_is_repeated(store: Store) -> None:
    """Of the April 2010 areas two were put right (recording and training) and supervision is named again."""
    found = findings_of(store, CITY_2011)
    addressed = [one for one in found if one.addresses]
    repeated = [one for one in found if one.repeats]

    assert {one.kind for one in addressed} == {"narrative", "practice"}
    assert [one.addresses.earlier for one in addressed if one.addresses] == [
        "unannounced inspection of April 2010"
    ] * len(addressed)
    assert len([one for one in addressed if one.kind == "practice"]) == 2
    assert [one.ref for one in repeated if one.kind == "improvement"] == ["Areas for development item 1"]
    assert all("supervision" in one.text for one in repeated)


def test_the_report_of_2012_has_twenty_two_judgements_with_their_grades(store: Store) -> None:
    """Ten judgements on safeguarding and twelve on looked after children, each with grade and paragraph."""
    judgements = store.judgements([ISLINGTON_2012])[ISLINGTON_2012]
    by_strand = {
        strand: {one.name: (paragraph_of(one.ref), one.grade) for one in judgements if one.strand == strand}
        for strand in ("safeguarding", "looked after children")
    }

    assert len(judgements) == 22
    assert by_strand == {"safeguarding": SAFEGUARDING_GRADES, "looked after children": LOOKED_AFTER_GRADES}


def test_leadership_of_safeguarding_is_not_taken_for_looked_after_children(store: Store) -> None:
    """The report's closing table misplaces the rows of paragraphs 55 to 75; the body decides."""
    judgements = store.judgements([ISLINGTON_2012])[ISLINGTON_2012]
    refs = {one.ref: one for one in judgements}

    assert {refs[f"para {number}"].strand for number in (55, 61, 67, 70)} == {"safeguarding"}
    assert refs["para 61"].grade == "outstanding"
    assert refs["para 130"].grade == "good"


def test_equality_and_diversity_stands_only_in_the_closing_table(store: Store) -> None:
    """Equality and diversity is judged once per strand, with the table as its only source."""
    judgements = store.judgements([ISLINGTON_2012])[ISLINGTON_2012]
    found = [one for one in judgements if one.name == "Equality and diversity"]

    assert [one.strand for one in found] == ["safeguarding", "looked after children"]
    assert {one.ref for one in found} == {"Record of main findings"}


def test_the_report_of_2012_has_ten_items_with_their_time_limits(store: Store) -> None:
    """Four and two items in paragraph 24, three and one in paragraph 87."""
    items = findings_of(store, ISLINGTON_2012, "improvement")
    limits = Counter((one.ref.rsplit(" item", 1)[0], one.strand, one.within) for one in items)

    assert limits == {
        ("para 24", "safeguarding", "3 months"): 4,
        ("para 24", "safeguarding", "6 months"): 2,
        ("para 87", "looked after children", "3 months"): 3,
        ("para 87", "looked after children", "6 months"): 1,
    }


def test_two_items_are_marked_as_printed_under_both_strands(store: Store) -> None:
    """Paragraph 87 prints two items of paragraph 24 again; each says which it repeats, with the same limit."""
    items = {one.ref: one for one in findings_of(store, ISLINGTON_2012, "improvement")}
    twice = {ref: one.same_as for ref, one in items.items() if one.same_as}

    assert len(twice) == 2
    assert all(ref.startswith("para 87") and earlier.startswith("para 24") for ref, earlier in twice.items())
    assert all(items[ref].within == items[earlier].within for ref, earlier in twice.items())


def test_every_numbered_paragraph_of_the_report_has_a_finding(store: Store) -> None:
    """Paragraphs 10 to 136 each have at least one finding; 24 and 87 are the lists of improvements."""
    found = paragraphs(findings_of(store, ISLINGTON_2012, "narrative", "improvement"))

    assert [number for number in range(10, 137) if not found[number]] == []


def test_paragraphs_that_make_several_points_have_several_findings(store: Store) -> None:
    """A long paragraph is not squeezed into one finding."""
    found = paragraphs(findings_of(store, ISLINGTON_2012, "narrative"))

    assert sum(found.values()) > 2 * len(found)
    assert all(found[number] >= 2 for number in (11, 13, 14, 15))


@pytest.mark.parametrize("number", FIGURES)
def test_the_service_is_described_with_the_reports_figures(store: Store, number: int) -> None:
    """Every figure of paragraphs 4 to 8 stands in a context finding that refers to its paragraph."""
    found = findings_of(store, ISLINGTON_2012, "context")
    text = " ".join(one.text for one in found if one.ref == f"para {number}")

    missing = [
        one for one in FIGURES[number].split() if not re.search(rf"(?<![\d,.]){re.escape(one)}(?!\d)", text)
    ]

    assert missing == []


def test_the_context_covers_paragraphs_four_to_nine(store: Store) -> None:
    """Paragraph 9, on who commissions health services, is there as well."""
    found = paragraphs(findings_of(store, ISLINGTON_2012, "context"))

    assert set(range(4, 10)) <= set(found)


def test_the_report_of_2012_says_what_became_of_the_letters_three_areas(store: Store) -> None:
    """Paragraph 13 of the 2012 report: two of the 2010 areas were addressed, the third partly."""
    items = findings_of(store, ISLINGTON_2010, "improvement")
    outcomes = [[(one.inspection, one.outcome, one.ref) for one in item.followed_up] for item in items]

    assert outcomes == [
        [(ISLINGTON_2012, "addressed", "para 13")],
        [(ISLINGTON_2012, "addressed", "para 13")],
        [(ISLINGTON_2012, "partly addressed", "para 13")],
    ]


def test_the_letter_of_2010_says_that_the_earlier_areas_were_addressed(store: Store) -> None:
    """The January 2010 areas were all addressed by November 2010."""
    found = [one for one in findings_of(store, ISLINGTON_2010) if one.addresses]

    assert [one.addresses.earlier for one in found if one.addresses] == [
        "unannounced inspection of 19 and 20 January 2010"
    ]


def test_every_point_of_the_focused_visit_is_covered(store: Store) -> None:
    """The overview's paragraphs and each of the 12 findings have at least one finding."""
    refs = {one.ref for one in findings_of(store, ISLINGTON_2018, "narrative")}

    assert {f"Findings item {number}" for number in range(1, 13)} <= refs
    assert {f"Overview para {number}" for number in range(1, 4)} <= refs


def test_the_focused_visit_has_two_undated_improvement_items(store: Store) -> None:
    """Two things need to improve, and the letter sets no date for either."""
    items = findings_of(store, ISLINGTON_2018, "improvement", "priority")

    assert [one.within for one in items] == [None, None]


def test_weaknesses_told_in_passing_are_marked(store: Store) -> None:
    """The visit's findings 7 and 10 name a weakness though they are no improvement items."""
    weak = [one for one in findings_of(store, ISLINGTON_2018, "narrative") if one.weakness]

    assert [one.ref for one in weak] == ["Findings item 7", "Findings item 10"]


def test_the_report_of_2012_marks_weaknesses_within_its_narrative(store: Store) -> None:
    """Paragraphs 14 to 16 praise and then say "however"; the however is found."""
    weak = paragraphs(tuple(one for one in findings_of(store, ISLINGTON_2012, "narrative") if one.weakness))

    assert {11, 13, 14, 15, 16} <= set(weak)
    assert 12 not in weak


@pytest.mark.parametrize(
    ("inspection", "started", "ended", "published", "lead"),
    [
        (ISLINGTON_2010, "2010-11-02", "2010-11-03", "2010-12-01", "Chris Sands"),
        (HARINGEY_2010, "2010-08-17", "2010-08-18", "2010-09-16", "Martin Ayres"),
        (CITY_2011, "2011-07-26", "2011-07-27", "2011-08-24", "Martin Davis"),
        (ISLINGTON_2012, "2012-01-23", "2012-02-03", "2012-03-09", "Simon Rushall"),
        (ISLINGTON_2018, "2018-04-17", "2018-04-18", "2018-05-11", "Andy Whippey"),
    ],
)
def test_dates_and_lead_inspectors_are_exact(
    store: Store, inspection: str, started: str, ended: str, published: str, lead: str
) -> None:
    """Fieldwork, publication and lead inspector are as printed."""
    found = inspection_of(store, inspection)

    assert (str(found.started), str(found.ended), str(found.published)) == (started, ended, published)
    assert found.lead_inspector == lead


def test_summaries_are_marked_as_our_own_words(store: Store) -> None:
    """Every shipped inspection says that it holds a summary, not the report's words."""
    assert {one.wording for one in store.inspections()} == {"summary"}


def test_every_finding_names_its_source(store: Store) -> None:
    """No shipped finding lacks text, section or reference."""
    found = store.findings(SEEDS.values())

    assert [
        one.key for one in found if not (one.text.strip() and one.section.strip() and one.ref.strip())
    ] == []


def test_no_shipped_finding_is_told_twice(store: Store) -> None:
    """Within one inspection no two findings have the same text, whatever their reference."""
    for identity in SEEDS.values():
        texts = Counter(one.text for one in findings_of(store, identity))
        assert [text for text, times in texts.items() if times > 1] == []


def test_every_row_of_the_table_of_grades_is_loaded(store: Store) -> None:
    """All 493 inspections of 2013 to 2026 are there, with judgements and without findings."""
    rows = [one for one in store.inspections() if one.origin == "outcomes"]
    judgements = store.judgements(one.id for one in rows)

    assert len(rows) == 493
    assert all(one.grades_only for one in rows)
    assert [identity for identity, found in judgements.items() if not found] == []
    assert {one.published.year for one in rows} == set(range(2013, 2027))


def test_every_date_of_the_table_says_on_what_it_rests(store: Store) -> None:
    """Each row gives the basis of its publication date and whether it was checked by hand."""
    rows = [one for one in store.inspections() if one.origin == "outcomes"]

    assert {one.published_basis for one in rows} <= {
        "printed",
        "date listed by Ofsted",
        "file name",
        "derived",
    }
    assert {one.checked for one in rows} == {"by hand", "automatic"}


def test_every_current_authority_has_grades_on_record(store: Store) -> None:
    """All 153 authorities answer a question about their grades on the first run."""
    assert len(store.authorities()) == 153


def test_the_seeds_agree_with_a_careful_readers_counts(store: Store) -> None:
    """Sections, judgements, dates and deadlines are those of gold_seeds.json."""
    gold = gold_seeds()
    kinds = {"Strengths": "strength", "Areas for development": "improvement"}
    for identity, one in gold.items():
        if "sections" not in one:
            continue
        own = Counter(item.kind for item in findings_of(store, identity))
        for section in one["sections"]:
            if section["heading"] == "Findings":
                continue
            default = "improvement" if section["heading"].startswith("What needs") else "practice"
            assert own[kinds.get(section["heading"], default)] == section["count"], (
                identity,
                section["heading"],
            )
    report = gold[ISLINGTON_2012]
    strands = {
        "Safeguarding services": "safeguarding",
        "Services for looked after children": "looked after children",
    }
    printed = {
        (strands[one["section"]], one["judgement"]): (
            one["grade"],
            f"para {one['first_paragraph']}" if one["first_paragraph"] else "Record of main findings",
        )
        for one in report["judgements"]
    }
    own_judgements = {
        (one.strand, one.name): (one.grade, one.ref)
        for one in store.judgements([ISLINGTON_2012])[ISLINGTON_2012]
    }
    assert printed.items() <= own_judgements.items()


def test_the_deadlines_agree_with_a_careful_readers(store: Store) -> None:
    """Each of the ten items falls due on the date of gold_seeds.json, and is a repeat where it says so."""
    gold = gold_seeds()[ISLINGTON_2012]["improvement_areas"]
    inspection = inspection_of(store, ISLINGTON_2012)
    items = findings_of(store, ISLINGTON_2012, "improvement")

    own = [
        (
            int(one.ref.split()[1]),
            str(item_deadline(one.within, inspection).due),
            one.same_as is not None,
        )
        for one in items
    ]

    twice_under_87 = [
        (one["paragraph"], one["deadline"], one["duplicate_of_other_section"] and one["paragraph"] == 87)
        for one in gold
    ]
    assert own == twice_under_87


def test_the_table_of_grades_agrees_with_the_reports_facts() -> None:
    """Row by row, the shipped grades and dates are those of the checked facts."""
    # A county council that a unitary authority of the same name has succeeded goes by that one's name here.
    facts = {
        (one["authority"].removesuffix(" (county council)"), one["published"]): one
        for one in _rows(shared_file("outcomes.csv"))
    }
    own = {(one["authority"], one["published"]): one for one in _rows(OUTCOMES_FILE)}
    columns = [name for name in next(iter(facts.values())) if name not in ("authority", "ofsted_urn", "kind")]

    assert own.keys() == facts.keys()
    different = [
        (key, name, own[key][name], facts[key][name])
        for key in facts
        for name in columns
        if own[key][name] != facts[key][name]
    ]
    assert different == []


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
