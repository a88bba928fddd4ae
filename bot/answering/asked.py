"""What an answering function is given, and the choices that several of them share."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers import About, Choice, NothingLoaded, NotInRecord
from bot.dating import Period, Turn
from bot.deadlines import long_date
from bot.question import Question
from bot.roles import NO_ROLES, Roles
from bot.searching import Searcher
from knowledge.authorities import Authorities
from knowledge.frameworks import Framework
from knowledge.records import InspectionRecord
from knowledge.store import Store
from knowledge.topics import FindingTopics

if TYPE_CHECKING:
    from bot.state import State

_TYPES: Mapping[str, str] = {
    "County": "county councils",
    "Unitary Authority": "unitary authorities",
    "Metropolitan District": "metropolitan districts",
}
KIND_NAMES: Mapping[str, str] = {
    "full inspection": "full inspection",
    "short": "short inspection",
    "standard": "standard inspection",
    "focused visit": "focused visit",
    "unannounced": "unannounced inspection",
    "monitoring visit": "monitoring visit",
    "jtai": "joint targeted area inspection",
    "LSCB review": "review of the safeguarding board",
}


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that answers are made from; `state` is None where nothing is kept of what people did."""

    store: Store
    searcher: Searcher
    authorities: Authorities
    frameworks: Mapping[str, Framework]
    topics: FindingTopics
    state: "State | None" = None
    roles: Roles = NO_ROLES


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: Slack's ids of the team, person and channel; `thread` is its first message's timestamp."""

    team: str
    user: str
    channel: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose authorities are settled; `today` is the day in London, `asker` None on the terminal."""

    question: Question
    authorities: tuple[str, ...]
    today: dt.date
    record: Record
    assumed: str | None = None
    asker: Asker | None = None

    @property
    def about(self) -> About:
        """What the answer is about."""
        return About(self.authorities, self.assumed, self.question.text)

    def inspections(self) -> tuple[InspectionRecord, ...]:
        """Return the inspections on record of the authorities asked about (all when none), newest first."""
        store = self.record.store
        if not self.authorities and self.question.group is None:
            return store.inspections(until=self.today)
        return tuple(
            inspection for name in self.among for inspection in store.inspections(name, until=self.today)
        )

    def wanted(self, inspections: Iterable[InspectionRecord]) -> tuple[InspectionRecord, ...]:
        """Return those of `inspections` that the question's years, kind and "latest" leave."""
        left = tuple(inspections)
        sense, period = self.question.sense, self.question.period
        spans = sense.since is not None or sense.until is not None or sense.under is not None
        if spans and not self.authorities and self.question.turn is not None:
            # "Whose latest is still under the 2018 framework": the latest first, then its framework.
            left = _of_turn(left, self.question.turn)
        listed = not self.authorities and sense.under is None
        if listed and "last inspected" in sense.says:
            left = _of_turn(left, "latest")
        if self.question.turn == "before" and self.question.years:
            dated = self._of_time(left)
            left = tuple(item for item in left if dated and item.published < dated[-1].published)
        elif listed and period is not None and (sense.publication or not period.of_years):
            there = tuple(item for item in left if _within(item, period, published=sense.publication))
            left = there or tuple(item for item in left if period.holds(item.published))
        else:
            left = self._of_time(left)
        if not self.authorities and self.where is not None:
            here = set(self.listed)
            left = tuple(item for item in left if item.authority in here)
        if sense.under is not None:
            frameworks = self.record.frameworks
            left = tuple(item for item in left if frameworks[item.framework].first_day.year == sense.under)
        if self.question.family is not None:
            frameworks = self.record.frameworks
            left = tuple(item for item in left if frameworks[item.framework].family == self.question.family)
        if self.question.inspection_kind is not None:
            left = tuple(item for item in left if item.kind == self.question.inspection_kind)
        if "letter" in self.question.sense.says and self.authorities:
            left = tuple(item for item in left if item.published_basis == "letter date") or left
        if self.question.turn is not None:
            left = _of_turn(left, self.question.turn)
        if self.length is not None:
            left = tuple(item for item in left if item.kind == self.length)
        return left

    def _of_time(self, inspections: tuple[InspectionRecord, ...]) -> tuple[InspectionRecord, ...]:
        """Keep the inspections of the years or the span that the question names."""
        left, sense = inspections, self.question.sense
        if sense.since is not None:
            month = self.question.months[0] if self.question.months else 1
            left = tuple(item for item in left if item.started >= dt.date(sense.since, month, 1))
        if sense.until is not None:
            left = tuple(item for item in left if item.started.year <= sense.until)
        if not self.question.years:
            return left
        strictly = sense.publication and not self.authorities
        return _of_years(left, self.question.years, self.question.months, published=strictly)

    @property
    def held_then(self) -> dt.date | None:
        """The day of which the grade is asked that held then: "at the end of 2018"; None where no such day is named."""
        period = self.question.period
        if "held then" not in self.question.sense.says or period is None:
            return None
        return period.first if _AT_THE_START.search(self.question.text.lower()) else period.last

    @property
    def where(self) -> str | None:
        """The region or the group of authorities that a list is asked of, in words; None for all of England."""
        group, sense = self.question.group, self.question.sense
        regions = joined(sense.regions, "or" if "elsewhere" in sense.says else "and")
        where = f"outside {regions}" if regions and "elsewhere" in sense.says else regions
        named = (sense.authority_type and _TYPES[sense.authority_type], group.name if group else where)
        return ", ".join(filter(None, named)) or None

    @property
    def among(self) -> tuple[str, ...]:
        """The authorities named, or those of the area named; () for all."""
        group = self.question.group
        return self.authorities or (group.authorities if group is not None else ())

    @property
    def listed(self) -> tuple[str, ...]:
        """The authorities that a list is asked of, in the order of the registry."""
        group, sense = self.question.group, self.question.sense
        return tuple(
            one.name
            for one in self.record.authorities
            if (one.name in group.authorities if group is not None else self._is_there(one.region))
            and sense.authority_type in (None, one.type)
        )

    def _is_there(self, region: str) -> bool:
        """Return whether a region is one of those asked about, or none is named, or all but those are."""
        named = self.question.sense.regions
        if not named:
            return True
        return (region in named) != ("elsewhere" in self.question.sense.says)

    @property
    def length(self) -> str | None:
        """The length of inspection, `short` or `standard`, to which a list is narrowed, if it is."""
        lengths = {"short", "standard"} & self.question.sense.says
        return next(iter(lengths)) if len(lengths) == 1 and not self.authorities else None

    @property
    def narrowed(self) -> bool:
        """Whether the question names a year, a span, a kind of inspection, the latest or the one before."""
        question = self.question
        sense = question.sense
        spans = sense.since is not None or sense.until is not None or sense.under is not None
        kinds = question.inspection_kind or question.family or self.length or "letter" in sense.says
        return bool(question.years or kinds or question.turn or spans)

    @property
    def narrowed_in_time(self) -> bool:
        """Whether the question names a year or a span of years."""
        sense = self.question.sense
        return bool(self.question.years) or not sense.since is sense.until is sense.under is None

    @property
    def telling(self) -> frozenset[str]:
        """The words of the question that say what is asked for."""
        return frozenset(word for word in self.question.words if self.record.topics.tells(word))

    @property
    def who(self) -> str:
        """The authorities in words: "Islington and Haringey", "Greater Manchester", or "all authorities"."""
        return joined(self.authorities) or self.where or "all authorities"

    def again(self, *words: str) -> str:
        """Return a text that asks something else of the same authorities: a topic and further words."""
        return " ".join((*words[:1], " and ".join(self.authorities), *words[1:])).strip()


_AT_THE_START = re.compile(r"\b(?:start|beginning) of\b")


def _within(inspection: InspectionRecord, period: Period, *, published: bool) -> bool:
    """Return whether an inspection was published within a period, or inspectors were there."""
    if published:
        return period.holds(inspection.published)
    return period.overlaps(inspection.started, inspection.ended)


def _of_years(
    inspections: Iterable[InspectionRecord],
    years: tuple[int, ...],
    months: tuple[int, ...],
    *,
    published: bool,
) -> tuple[InspectionRecord, ...]:
    """Keep the inspections of each of `years`."""
    every = tuple(inspections)
    kept = {item.id for year in years for item in of_year(every, year, months, published=published)}
    return tuple(item for item in every if item.id in kept)


def of_year(
    inspections: Iterable[InspectionRecord],
    year: int,
    months: tuple[int, ...] = (),
    *,
    published: bool = False,
) -> tuple[InspectionRecord, ...]:
    """Return the inspections published in `year`; where none was, and not `published`, those whose fieldwork was then.

    Of those, the ones of `months`, where there are such: a month may stand beside another year.
    """
    every = tuple(inspections)
    own = tuple(one for one in every if one.published.year == year)
    if not own and not published:
        own = tuple(one for one in every if year in one.years)
    return _of_months(own, months) or own


def _of_months(
    inspections: Iterable[InspectionRecord], months: tuple[int, ...]
) -> tuple[InspectionRecord, ...]:
    return tuple(
        item
        for item in inspections
        if {item.published.month, item.started.month, item.ended.month} & set(months)
    )


def _of_turn(inspections: Iterable[InspectionRecord], turn: Turn) -> tuple[InspectionRecord, ...]:
    """Keep the inspection of each authority that comes first or last in time, or before the last."""
    own: dict[str, list[InspectionRecord]] = {}
    for item in inspections:
        own.setdefault(item.authority, []).append(item)
    place = {"latest": 0, "before": 0, "previous": 1, "first": -1}[turn]
    return tuple(items[place] for items in own.values() if len(items) > max(place, 0))


def stands_in(ref: str, paragraphs: Iterable[int]) -> bool:
    """Return whether a finding's reference ("para 24 item 2") is to this paragraph, or to this item of it."""
    numbers = [int(number) for number in re.findall(r"\d+", ref)]
    named = set(paragraphs)
    return named <= set(numbers) if len(named) > 1 else bool(named & set(numbers[:1]))


def joined(names: Iterable[str], last: str = "and") -> str:
    """Return names as in a sentence: "A", "A and B"; "A; B and C" where a name holds a comma.

    A comma parts the last where it or the one before it holds an "and": "A, Windsor and Maidenhead, and Wokingham".
    """
    every = tuple(names)
    if len(every) < 2:
        return "".join(every)
    separator = "; " if any("," in name for name in every) else ", "
    parted = len(every) > 2 and any(f" {last} " in name for name in every[-2:])
    return f"{separator.join(every[:-1])}{separator.rstrip() if parted else ''} {last} {every[-1]}"


def inspection_name(inspection: InspectionRecord) -> str:
    """Return an inspection as a reader knows it: "focused visit, published 11 May 2018"."""
    verb = "letter of" if inspection.published_basis == "letter date" else "published"
    return f"{KIND_NAMES[inspection.kind]}, {verb} {long_date(inspection.published)}"


def nothing_loaded(asked: Asked) -> NothingLoaded:
    """Return the answer for an authority of which nothing at all is on record."""
    return NothingLoaded(
        asked.about,
        missing=f"Nothing is on record for {asked.who}: no inspection has been loaded."
        " Read a report with “ofsted-bot read” to add it.",
    )


def no_such_inspection(asked: Asked, inspections: Iterable[InspectionRecord]) -> NotInRecord:
    """Return the answer for a year or kind of which no inspection is on record, offering those that are."""
    question = asked.question
    sense = question.sense
    limits = [str(year) for year in question.years]
    limits += [f"since {sense.since}"] if sense.since is not None else []
    limits += [f"until {sense.until}"] if sense.until is not None else []
    limits += [f"under a framework of {sense.under}"] if sense.under is not None else []
    period = question.period
    if not limits and period is not None and period.first is not None and period.last is not None:
        limits.append(f"{long_date(period.first)} to {long_date(period.last)}")
    if question.family is not None:
        limits.insert(0, question.family.upper())
    if question.inspection_kind is not None:
        limits.insert(0, KIND_NAMES[question.inspection_kind])
    every = tuple(inspections)
    return NotInRecord(
        asked.about,
        asked=f"an inspection of {asked.who} ({', '.join(limits)})",
        searched=f"{len(every)} inspections of {asked.who}",
        near=tuple(
            Choice(f"{inspection_name(item)[:1].upper()}{inspection_name(item)[1:]}", _ask_year(asked, item))
            for item in every[:5]
        ),
    )


def _ask_year(asked: Asked, inspection: InspectionRecord) -> str:
    topic = "grades" if inspection.grades_only else asked.question.topic
    return f"{topic} {inspection.authority} {inspection.published.year}"
