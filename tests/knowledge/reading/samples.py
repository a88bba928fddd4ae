"""One invented report of each family, in the family's layout; every sentence is the tests' own."""

# ruff: noqa: E501 - a line of a sample is a paragraph of the letter

from tests.knowledge.reading.paper import Paper

ILACS_ROWS = (
    ("The impact of leaders on social work practice with children and families", "Good"),
    (
        "The experiences and progress of children who need help and protection",
        "Requires improvement to be good",
    ),
    ("The experiences and progress of children in care", "Outstanding"),
    ("The experiences and progress of care leavers", "Inadequate"),
    ("Overall effectiveness", "Requires improvement to be good"),
)
ILACS_ITEMS = (
    "The speed with which well-meant plans for short-term foster homes turn into places where a child can stay and "
    "settle.",
    "Supervision that asks why. (outcome 3, national framework)",
    "Answers to letters written by grandparents. (Enabler 2, National Framework)",
)
ILACS_PARAGRAPHS = (
    "Workers in the orange team knock on doors before nine and stay until the kettle has boiled twice.",
    "However, plans are too often written on the bus. They are then read by nobody, and the well-thumbed notes of earlier "
    "years are left in a drawer that has no key, which families find hard to forgive.",
    "Children told us about the boat trip.",
    "Young adults have a key to the front door of the hub and a mug with their own name on it.",
    "Leaders walk the corridors on Fridays and know the names of the cleaners’ dogs.",
)


def ilacs(
    *,
    rows: tuple[tuple[str, str], ...] = ILACS_ROWS,
    dates: str = "2 to 6 December 2024",
    lead: str = "Lead inspector: Ada Lark, His Majesty’s Inspector",
    items: tuple[str, ...] = ILACS_ITEMS,
    improve: str = "What needs to improve?",
    authority: str = "Islington",
    colon: str = ":",
) -> Paper:
    """Return an ILACS report of 2023 to 2026."""
    paper = Paper(footer=f"Inspection of {authority} local authority children’s services", page_numbers=True)
    paper.line(f"Inspection of {authority} local authority", size=26, step=31)
    paper.line("children’s services", size=26, step=31)
    paper.line(f"Inspection dates: {dates}", bold=True, step=26)
    if lead:
        paper.line(lead, bold=True, step=38)
    paper.at(77, paper.y, "Judgement", bold=True).at(303, paper.y, "Grade", bold=True)
    paper.y -= 34
    for label, grade in rows:
        paper.row(label, grade)
    paper.space(14)
    paper.paragraph("Families in this part of the town meet people who remember them, and the service has grown steadily "
                    "since the bridge was mended and the second office opened its doors.")  # fmt: skip
    paper.new_page()
    if improve:
        paper.heading(improve)
        for item in items:
            paper.bullet(item)
    number = 0
    order = {"leaders": 9}
    body = sorted(rows, key=lambda row: next((place for word, place in order.items() if word in row[0]), 0))
    for label, grade in body:
        if label.startswith("Overall"):
            continue
        paper.heading(f"{label}{colon} {grade.lower()}")
        for text in (ILACS_PARAGRAPHS[number % 5], ILACS_PARAGRAPHS[(number + 1) % 5]):
            number += 1
            paper.numbered(number, text)
    return imprint(paper)


def imprint(paper: Paper) -> Paper:
    """Add the last page that every report has."""
    paper.new_page()
    for text in (
        "The Office for Standards in Education, Children’s Services and Skills (Ofsted)",
        "looks after many things that are listed here in small print.",
        "Piccadilly Gate",
        "Textphone: 0161 000 0000",
        "© Crown copyright 2024",
    ):
        paper.line(text, size=10, step=13)
    return paper


SIF_ROWS = (
    ("1.", "Children who need help and protection", "Requires improvement"),
    ("2.", "Children looked after and achieving permanence", "Good"),
    ("2.1", "Adoption performance", "Not judged"),
    ("2.2", "Experiences and progress of care leavers", "Good"),
    ("3.", "Leadership, management and governance", "Inadequate"),
)


def sif(
    *,
    rows: tuple[tuple[str, str, str], ...] = SIF_ROWS,
    overall: str = "Children’s services in Kent require improvement to be good",
    board: str = "good",
    published: str = "Report published: 14 July 2017",
    dates: str = "28 April – 25 May 2017",
    split_table: bool = False,
) -> Paper:
    """Return a report under the single inspection framework with recommendations, as from June 2015."""
    paper = Paper()
    _sif_cover(paper, "Kent County Council", dates, published)
    paper.space(20).line(overall, size=14, bold=True, step=28)
    for place, (number, label, grade) in enumerate(rows):
        if split_table and place == 3:
            paper.footnote(1, "This text is printed under a power to combine two texts in one.")
            paper.new_page()
        paper.row(label, grade, x=71 if number[-1] == "." else 119, column=388, number=number)
    if not split_table:
        paper.footnote(1, "This text is printed under a power to combine two texts in one.")
    paper.new_page().heading("Executive summary")
    paper.paragraph("The county is wide and its roads are slow, but help arrives.")
    paper.heading("The local authority", size=16)
    paper.heading("Information about this local authority area2", size=14)
    paper.heading("Children living in this area", size=12)
    paper.bullet("Approximately 12,000 children live here, most of them by the sea:")
    paper.bullet("4,000 of them in the harbour towns", x=115, sign="–")
    paper.footnote(2, "The authority looked at this section and had nothing to add.")
    paper.new_page().heading("Recommendations")
    paper.numbered(1, "Ensure that every plan names the person who keeps it, and that visits within 72 hours are noted "
                      "by that person (paragraph 9).")  # fmt: skip
    paper.numbered(2, "Make sure that these three are done at once:")
    paper.bullet("the phone is answered", x=115, sign="–")
    paper.bullet("the door is opened", x=115, sign="–")
    paper.numbered(3, "Read the old files.")
    paper.heading("Summary for children and young people")
    paper.bullet("We met you at the skate park and liked it.")
    _sif_findings(paper, rows)
    paper.new_page().heading("The Local Safeguarding Children Board (LSCB)", size=16)
    paper.heading(f"The Local Safeguarding Children Board is {board}")
    paper.heading("Executive summary").paragraph(
        "The board meets by candlelight and keeps good minutes of it."
    )
    paper.heading("Recommendations")
    paper.numbered(60, "Invite the schools.")
    paper.numbered(61, "Publish the minutes.")
    paper.heading("Inspection findings – the Local Safeguarding Children Board")
    paper.numbered(62, "The chair is independent and well read.")
    _sif_team(paper)
    return imprint(paper)


def _sif_cover(paper: Paper, authority: str, dates: str, published: str) -> None:
    paper.line(authority, size=26, step=26)
    for text in (
        "Inspection of services for children in need of help and",
        "protection, children looked after and care leavers",
    ):
        paper.line(text, size=14, bold=True, step=17)
    paper.line("and", size=14, step=22)
    paper.line("Review of the effectiveness of the Local Safeguarding Children", size=14, bold=True, step=17)
    paper.at(108, paper.y + 5, "1", size=8).line("Board", size=14, bold=True, step=23)
    paper.line(f"Inspection date: {dates}", size=14, step=23)
    if published:
        paper.line(published, size=14, step=23)


def _sif_findings(paper: Paper, rows: tuple[tuple[str, str, str], ...]) -> None:
    grades = [grade for _, _, grade in rows]
    paper.new_page()
    top = paper.y
    paper.at(71, top, "The experiences and progress of", size=14, bold=True)
    paper.at(71, top - 16, "children who need help and protection", size=14, bold=True)
    paper.at(370, top - 8, grades[0], size=14, bold=True)
    paper.y = top - 50
    paper.heading("Summary", size=12).paragraph("Help comes early in most streets of the county.")
    paper.heading("Inspection findings", size=12)
    paper.numbered(4, "Referrals are sorted before lunch.")
    paper.new_page().heading(
        f"The experiences and progress of children looked after and achieving permanence {grades[1]}"
    )
    paper.numbered(5, "Brothers and sisters live together whenever the house is big enough.")
    if grades[2] != "Not judged":
        paper.heading(
            f"The graded judgement for adoption performance is that it is {grades[2].lower()}", size=12
        )
    else:
        paper.heading("The graded judgement for adoption performance", size=12)
    paper.numbered(6, "Adopters wait for eleven weeks.")
    paper.heading(
        f"The graded judgement about the experience and progress of care leavers is that it is {grades[3].lower()}",
        size=12,
    )
    paper.numbered(7, "Care leavers keep their bus pass.")
    paper.heading(f"Leadership, management and governance {grades[4]}")
    paper.numbered(8, "Leaders have not yet met the night team.")


def _sif_team(paper: Paper) -> None:
    paper.new_page().heading("Information about this inspection", size=16)
    paper.paragraph("Inspectors spoke with anyone who came to the door.")
    paper.heading("The inspection team", size=12)
    paper.paragraph("Lead inspector: Bea Finch HMI")
    paper.paragraph("Deputy lead inspector: Cal Wren")
    paper.paragraph("Team inspectors: Dee Swift, Eli Crane (AI) and Fay Heron")


def early_sif() -> Paper:
    """Return a report of early 2014: the board on the cover, one run of numbers, two kinds of lists."""
    paper = Paper()
    _sif_cover(
        paper, "London Borough of Haringey", "19 November-11 December 2013 and 28 – 30 January 2014", ""
    )
    paper.line("The overall judgement is requires improvement", size=14, step=26)
    paper.paragraph("No child was left in danger, and good care is near.")
    for number, label, grade in (
        ("1.", "Children who need help and protection", "Requires Improvement"),
        ("2.", "Children looked after and achieving permanence", "Requires Improvement"),
        ("2.1", "Adoption performance", "Good"),
        ("2.2", "Experiences and progress of care leavers", "Requires Improvement"),
        ("3.", "Leadership, management and governance", "Inadequate"),
    ):
        paper.row(label, grade, x=71 if number[-1] == "." else 126, column=409, number=number)
    paper.space(20).line(
        "The effectiveness of the Local Safeguarding Children Board (LSCB) is requires", step=14.5
    )
    paper.line("improvement", bold=True, step=24)
    paper.paragraph("The board is not yet what a good board is.")
    paper.new_page().heading("Section 1: the local authority", size=16).heading("Summary of key findings")
    paper.heading("This local authority requires improvement and is not yet good because", size=12)
    paper.numbered(1, "Too many calls end in a queue.")
    paper.heading("The local authority has the following strengths", size=12)
    paper.numbered(2, "The choir for carers is loved.")
    paper.heading("What does the local authority need to improve?")
    paper.heading("Priority and immediate action", size=12).line("Capacity", step=26)
    paper.numbered(3, "Hire two more people for the night desk.")
    paper.heading("Areas for improvement", size=12)
    paper.numbered(4, "Answer letters within 28 days of their coming.")
    paper.numbered(
        5, "Mend the lift so that a child in a chair can reach the third floor, where the toys are kept."
    )
    _early_rest(paper)
    return imprint(paper)


def _early_rest(paper: Paper) -> None:
    paper.new_page().heading("Information about this inspection").heading("The inspection team", size=12)
    paper.paragraph("Lead inspector: Gus Rook")
    paper.paragraph("Team inspectors: Hal Dove, Ida Tern")
    paper.new_page().heading("Inspection judgements about the local authority")
    paper.heading(
        "The experiences and progress of children who need help and protection require improvement", size=12
    )
    paper.numbered(6, "Duty workers are kind.")
    paper.heading("Leadership, management and governance are inadequate", size=12)
    paper.numbered(7, "The scrutiny panel sleeps.")
    paper.new_page().heading("What the inspection judgements mean: the local authority", size=16)
    paper.paragraph("A local authority that is outstanding leads with its heart.")
    paper.new_page().heading("Section 2: The effectiveness of the Local Safeguarding Children Board", size=16)
    paper.heading("The effectiveness of the LSCB requires improvement", size=12)
    paper.heading("Priority and immediate action", size=12)
    paper.numbered(8, "There are no areas for priority or immediate action.")
    paper.heading("Areas for improvement", size=12)
    paper.numbered(9, "Write shorter minutes.")
    paper.heading("Key strengths and weaknesses of the LSCB", size=12)
    paper.numbered(10, "Meetings begin on time.")
    paper.new_page().heading("What the inspection judgments mean: the LSCB", size=16)
    paper.paragraph("An LSCB that is good knows its streets.")


def lac(*, grade: str = "Grade 3 (Adequate)", table_grade: str = "Adequate") -> Paper:
    """Return a looked after children report of 2013."""
    paper = Paper(
        header="Kent County Council Inspection of looked after children services", page_numbers=False
    )
    paper.line("Inspection of looked after children", size=26, step=31).line("services", size=26, step=30)
    paper.line("Kent County Council", size=18, step=300)
    paper.line("Inspection dates: 15 – 19 July 2013", size=10, bold=True)
    paper.line("Reporting inspector Ike Stork HMI", size=10, bold=True, step=100)
    paper.line("Age group: All", size=10, bold=True)
    paper.line("Published: 23 August 2013", size=10, bold=True)
    paper.new_page().at(85, 137, "© Crown copyright 2013", size=10).at(
        85, 108, "Website: www.ofsted.gov.uk", size=10
    )
    paper.new_page().heading("About this inspection", size=18)
    paper.numbered(1, "This visit looked at the care of children who live away from home.")
    paper.heading("The inspection judgements and what they mean", size=18)
    paper.numbered(2, "There is a scale of four.")
    paper.line("Outstanding (Grade 1) A service beyond every wish", x=119, size=11)
    paper.line("Good (Grade 2) A service beyond what must be", x=119, size=11)
    paper.new_page().heading(
        "Overall effectiveness of services for looked after children and young people", size=18
    )
    paper.line(grade, size=14, bold=True, step=27)
    paper.numbered(3, "The county looks after its children adequately.")
    paper.heading("Areas for improvement")
    paper.numbered(
        4, "In order to improve things for these children, the county should take the following action."
    )
    paper.line("Immediately:", x=HANG_LAC, bold=True, step=26).bullet("mend the phones", x=121)
    paper.line("Within three months:", x=HANG_LAC, bold=True, step=26)
    paper.bullet("visit each child within six weeks of a move", x=121).bullet("count the visits", x=121)
    paper.line("Within six months:", x=HANG_LAC, bold=True, step=26).bullet("print the pledge", x=121)
    for title, mark in (
        ("Capacity to improve", "Grade 2 (Good)"),
        ("Outcomes for looked after children and young people", "Grade 3 (Adequate)"),
        ("Quality of provision", "Grade 3 (Adequate)"),
        ("Leadership and management", "Grade 3 (Adequate)"),
    ):
        paper.heading(title, size=18).line(mark, size=14, bold=True, step=27)
        paper.numbered(5, f"Here follows what was seen under {title.lower()}.")
    paper.new_page().heading("Record of main findings", size=18)
    paper.heading("Services for looked after children")
    for label, mark in (
        ("Overall effectiveness", table_grade),
        ("Capacity to improve", "Good"),
        ("Outcomes for looked after children and young people", "Adequate"),
        ("Quality of provision", "Adequate"),
        ("Leadership and management", "Adequate"),
    ):
        paper.row(label, mark, x=90, column=392)
    return paper


HANG_LAC = 113.0

SLAC = """
Inspection of safeguarding and looked after children services

Wigan Council

Inspection dates: 5 March 2012 – 16 March 2012

Reporting inspector: Jo Plover HMI

Published: 27 April 2012

Age group: All

Website: www.ofsted.gov.uk

© Crown copyright 2012

Contents

About this inspection\t2
Safeguarding services\t5
Record of main findings\t9

About this inspection

1. The visit looked at everything.
2. The evidence included:
 - talks on the stairs
 - a review of 12 files

The inspection judgements and what they mean

3. The scale has four points.

Outstanding (Grade 1)\tFar beyond what must be
Good (Grade 2)\tBeyond what must be

Safeguarding services

Overall effectiveness

Grade 2 (good)

4. Safeguarding is good and the board

is well attended by its members.
5. Partners trust each other. This was an

old wish of the board.

Areas for improvement

6. To get better still, the council should do this:

Within three months:

- keep notes of every talk
- write them in ink

Within six months:

- use the old notes

Quality of provision **Grade 3 (adequate)**

7. Visits within 72 hours are the rule here.

Services for looked after children

Overall effectiveness

Grade 1 (outstanding)

8. Children say that they are at home.

Areas for improvement

9. The council should do this:

Within three months:

- keep notes of every talk.

Record of main findings:

Safeguarding services\t
Overall effectiveness\tGood
Services for looked after children\t
Quality of provision\tAdequate
Equality and diversity\tGood
Services for looked after children\t
Overall effectiveness\tOutstanding
Equality and diversity\tOutstanding
"""

CRA = """Freshford House Bristol enquiries@ofsted.gov.uk

30 June 2011

Ms Kay Linnet Director of Community Services Rutland County Council Catmose LE15 6HP

Dear Ms Linnet

Annual unannounced inspection of contact, referral and assessment arrangements within Rutland County Council children's services

Here is told what was seen on a visit without notice to Rutland County Council which was conducted on 8 and
9 June 2011. I would like to thank all who made the coffee.

Two of the areas of development named at the last inspection on 19 and 20 April 2010 are mended. One is not.

Strengths

The first desk is staffed by people who listen and who write down what they hear in

a book that all can read.

The service meets the requirements of statutory guidance in the following areas

- Calls are answered. Doors
are opened.
- Plans are made.
 Families see them before the ink is dry.
- Notes are kept by the duty worker and by the

manager.

Areas for development

- Supervision notes are thin.

Areas for priority action

- Two children waited for a week. Visits within 24 hours are the rule.

Any areas for development identified above will be looked at again.

Yours sincerely

Lee Martin Her Majesty's Inspector

Copy: Moe Dunlin, Chief Executive, Rutland County Council Ned Knot, Department for Education
"""

FOCUSED = """Piccadilly Gate
Manchester M1 2WD
T 0300 000 0000

11 May 2018

Ms Ola Ruff
Director of Children's Services
Camden
N1C 4AG.

Dear Ms Ruff

Focused visit to London Borough of Camden children's services

Here is told what was found on a focused visit to Camden on 24 and 25 April 2018. The inspectors were Pia Merlin, HMI, and Quin Hobby, HMI. Nothing was hidden.

Inspectors considered the local authority's arrangements for night owls in accordance with the framework.

Overview

Night owls are met with patience by workers and

members alike.

What needs to improve in this area of social work practice

- Rotas that say who does what.
- Talks after a night away.

Areas for priority action

The night desk must be staffed at once.

Findings

- Thresholds are known.
- Help comes early. However, some wait too long.

Ofsted will use what this focused visit found.

Yours sincerely

Pia Merlin
Her Majesty's Inspector
"""

MONITORING = (
    FOCUSED.replace(
        "Focused visit to London Borough of Camden", "Monitoring visit of London Borough of Camden"
    )
    .replace("focused visit", "monitoring visit")
    .replace("Findings\n", "Findings and evaluation of progress\n")
)

JTAI = """Piccadilly Gate

14 February 2018

To: all partners in Haringey

Dear local partnership

Joint targeted area inspection of the multi-agency response to lost kittens in Haringey

Between 4 and 8 December 2017, four inspectorates carried out a joint inspection of the response to lost kittens in Haringey.

Key strengths

- Partners share one telephone.

Areas for improvement

- Partners do not share one notebook.

Case study: highly effective practice

A worker sat with the kitten until its mother came.

Next steps

The director should prepare a written statement of proposed action and send it by 28 May 2018.

Yours sincerely

Rae Siskin
National Director
"""
