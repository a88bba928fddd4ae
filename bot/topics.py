"""The registry of topics: what can be asked. Routing, help, examples and the example tests all follow from it.

Adding a topic is adding an entry here (and its answering function, answer type and renderer).
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.asked import Asked
from bot.answering.changes import answer_changes
from bot.answering.compare import answer_compare
from bot.answering.deadlines import answer_deadlines
from bot.answering.findings import answer_findings, answer_improvements, answer_search, answer_strengths
from bot.answering.grades import answer_grades
from bot.answering.inspections import answer_history, answer_inspections
from bot.answering.record import answer_authorities, answer_coverage
from bot.answering.summary import answer_summary
from bot.answering.tracking import answer_mine, answer_overdue, answer_track
from bot.answers import About, Answer, Help, HelpLine
from bot.instructions import INSTRUCTIONS
from bot.question import TopicName


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that can be asked.

    Attributes:
        name: The word that asks for it.
        usage: How to write it after `/ofsted`.
        summary: What it answers, for the help.
        phrases: Other words that ask for it anywhere in a sentence, most telling first.
        opening: Phrases that ask for it only at the start of the text.
        examples: Texts after `/ofsted` that run on the shipped knowledge.
        questions: Plain questions that run on the shipped knowledge.
        answer: The answering function.
        tracks: Whether it shows the tracker, which the role viewer may see.
        needs_authority: Whether to ask for the authority when none is named, rather than to look at all.
    """

    name: TopicName
    usage: str
    summary: str
    answer: Callable[[Asked], Answer]
    examples: tuple[str, ...]
    questions: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    needs_authority: bool = False
    tracks: bool = False


def answer_help(asked: Asked) -> Answer:
    """Return the help: every topic, or the one that the question names."""
    lines = (
        *(HelpLine(one.name, one.usage, one.summary, (*one.examples, *one.questions)) for one in TOPICS),
        *(HelpLine(one.name, one.usage, one.summary, one.examples, True) for one in INSTRUCTIONS),
    )
    wanted = tuple(line for line in lines if line.topic != "help" and line.topic in asked.question.words)
    return Help(About(ask=asked.question.text), wanted or lines, detailed=bool(wanted))


# The order is that of precedence: where a text could ask for two topics, the earlier one is meant.
TOPICS: tuple[Topic, ...] = (
    Topic(
        name="help",
        usage="help [topic]",
        summary="What can be asked, with examples.",
        answer=answer_help,
        examples=("help", "help deadlines"),
        opening=("help", "what can you do", "what can i ask", "how do i", "how does this work"),
    ),
    Topic(
        name="search",
        usage="search words",
        summary="Findings about anything, across all authorities, best first.",
        answer=answer_search,
        examples=("search private fostering", "search gangs"),
        questions=("Which authorities have findings about chronologies?",),
        opening=("search", "which authorities", "which councils", "find all", "who else"),
    ),
    Topic(
        name="compare",
        usage="compare authority authority [words]",
        summary="Two to four authorities side by side: grades like for like, and findings on your words.",
        answer=answer_compare,
        examples=("compare islington haringey", "compare city of london haringey supervision"),
        questions=("How does Camden compare with Islington?",),
        phrases=(
            "compare",
            "compared",
            "comparison",
            "versus",
            "vs",
            "side by side",
            "differ",
            "stack up",
            "measure up",
            "difference between",
            "better than",
            "worse than",
        ),
        opening=("compare",),
    ),
    Topic(
        name="changes",
        usage="authority changes",
        summary="What moved since the previous inspection: grades up or down, items that came back.",
        answer=answer_changes,
        examples=("islington changes", "changes liverpool"),
        questions=("What has changed in Hackney since the last inspection?",),
        phrases=(
            "changes",
            "changed since",
            "what has changed",
            "what changed",
            "has changed",
            "have changed",
            "what moved",
            "what's different",
            "what is different",
            "vs last time",
            "since the last inspection",
            "since the previous inspection",
            "since last inspection",
            "got better",
            "got worse",
            "up or down",
            "what improved",
            "what has improved",
            "improved since",
        ),
        needs_authority=True,
    ),
    Topic(
        name="track",
        usage="track authority [words | all | done]",
        summary="The tracker: every improvement item with status, owner, dates and evidence, to be changed there.",
        answer=answer_track,
        examples=("track islington", "track haringey all"),
        tracks=True,
    ),
    Topic(
        name="mine",
        usage="mine [authority]",
        summary="The items of the tracker that you own.",
        answer=answer_mine,
        examples=("mine",),
        opening=("my items", "my actions"),
        tracks=True,
    ),
    Topic(
        name="overdue",
        usage="overdue [authority]",
        summary="Items past the date that inspectors set, or past the authority's own target.",
        answer=answer_overdue,
        examples=("overdue islington", "overdue"),
        tracks=True,
    ),
    Topic(
        name="coverage",
        usage="coverage",
        summary="What is loaded and how old it is.",
        answer=answer_coverage,
        examples=("coverage",),
        questions=("What do you have on record?",),
        phrases=("coverage",),
        opening=(
            "coverage",
            "what is loaded",
            "what's loaded",
            "what do you have",
            "what do you know",
            "how old is the data",
            "how old is the record",
        ),
    ),
    Topic(
        name="authorities",
        usage="authorities [region]",
        summary="The authorities, by region, with what is on record of each.",
        answer=answer_authorities,
        examples=("authorities london", "authorities north east"),
        opening=(
            "authorities",
            "councils",
            "list authorities",
            "list the authorities",
            "list of authorities",
        ),
    ),
    Topic(
        name="history",
        usage="authority history",
        summary="How the grades have moved, inspection by inspection, newest first.",
        answer=answer_history,
        examples=("islington history", "history liverpool"),
        questions=("How have Haringey's grades changed over time?",),
        phrases=("history", "over time", "over the years", "track record", "previous grades", "past grades"),
        needs_authority=True,
    ),
    Topic(
        name="deadlines",
        usage="authority deadlines [year]",
        summary="What must improve and by when, with the basis of each date.",
        answer=answer_deadlines,
        examples=("islington deadlines 2012", "deadlines city of london"),
        questions=("When are Islington's improvement areas due?",),
        phrases=(
            "deadlines",
            "deadline",
            "overdue",
            "due date",
            "due dates",
            "by when",
            "still open",
            "outstanding items",
            "outstanding actions",
            "have passed",
            "has passed",
            "are late",
            "due",
            "target dates",
            "time limits",
        ),
    ),
    Topic(
        name="grades",
        usage="authority grades [year]",
        summary="The grades of the newest graded inspection, or of the year you name.",
        answer=answer_grades,
        examples=("islington grades", "liverpool grades", "grades islington 2012", "haringey grades 2010"),
        questions=("What grade did Hackney get?",),
        phrases=(
            "grades",
            "grade",
            "graded",
            "grading",
            "judgements",
            "judgement",
            "judgments",
            "judgment",
            "rating",
            "ratings",
            "rated",
            "ofsted rate",
            "score",
            "scored",
            "scores",
            "judged",
            "outcome of the inspection",
        ),
        needs_authority=True,
    ),
    Topic(
        name="inspections",
        usage="authority inspections",
        summary="Which inspections are on record: dates, kind, lead inspector.",
        answer=answer_inspections,
        examples=("islington inspections", "inspections kent"),
        questions=("Who led the last inspection of Camden?", "When was Devon inspected?"),
        phrases=(
            "inspections",
            "inspected",
            "lead inspector",
            "lead inspectors",
            "who led",
            "who inspected",
            "who was the inspector",
            "when did ofsted",
            "last inspection date",
            "inspection dates",
            "inspection date",
            "published",
            "publication date",
            "publication",
            "start date",
            "end date",
            "inspection length",
            "length of inspection",
            "lead hmi",
            "inspector led",
            "who carried out",
            "carried out",
            "theme",
            "type of visit",
            "type of inspection",
            "arrive",
            "on site",
            "which inspections",
        ),
        needs_authority=True,
    ),
    Topic(
        name="strengths",
        usage="authority strengths [words]",
        summary="What inspectors named as strengths.",
        answer=answer_strengths,
        examples=("haringey strengths", "strengths islington 2010"),
        questions=("What are City of London's strengths?",),
        phrases=(
            "strengths",
            "strength",
            "doing well",
            "do well",
            "did well",
            "good at",
            "positives",
            "works well",
            "strong points",
            "good about",
            "gone well",
            "went well",
            "praise",
            "praised",
            "anything positive",
            "does well",
        ),
    ),
    Topic(
        name="improvements",
        usage="authority improvements [words]",
        summary="What inspectors said must improve.",
        answer=answer_improvements,
        examples=("islington improvements", "improvements haringey"),
        questions=("What must City of London improve?",),
        phrases=(
            "improvements",
            "improvement",
            "improve",
            "areas for development",
            "development areas",
            "areas for dev",
            "area for dev",
            "afd",
            "afi",
            "afds",
            "afis",
            "improvement list",
            "improve list",
            "improvement points",
            "something to develop",
            "something to improve",
            "recs",
            "asked to improve",
            "area for development",
            "priority action",
            "priority actions",
            "recommendations",
            "recommendation",
            "to be improved",
            "do better",
            "areas of improvement",
        ),
    ),
    Topic(
        name="summary",
        usage="authority summary",
        summary="One screen: latest grades, open improvements, last inspections, what is missing.",
        answer=answer_summary,
        examples=("islington", "summary haringey"),
        questions=("Give me an overview of Islington",),
        phrases=("summary", "overview", "summarise", "briefing", "in brief", "at a glance"),
        needs_authority=True,
    ),
    Topic(
        name="findings",
        usage="authority findings [words]",
        summary="What inspectors found, on any subject; add a year to narrow it.",
        answer=answer_findings,
        examples=(
            "islington findings supervision",
            "findings haringey case closure",
            "islington supervision 2018",
        ),
        questions=(
            "What did inspectors find about missing children in Islington?",
            "What weaknesses did inspectors see in Islington's planning?",
        ),
        phrases=("findings", "finding"),
    ),
)

BY_NAME: dict[str, Topic] = {topic.name: topic for topic in TOPICS}

EXAMPLES: tuple[str, ...] = (
    "/ofsted islington grades",
    "/ofsted city of london improvements",
    "/ofsted haringey strengths",
    "/ofsted islington deadlines 2012",
    "What did inspectors find about missing children in Islington?",
)
"""The five example questions of the README and of `make run` without a terminal."""
