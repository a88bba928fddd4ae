"""Spans of years that a text names ("since 2018", "under the 2026 framework"). Pure."""

import re

_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?"
YEAR = r"((?:19|20)\d\d)"
MONTH_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_START = r"(?:(?:the )?(?:start|beginning) of )?"
_FROM = "(?<!report )(?<!inspection )(?<!visit )(?<!letter )from"
_SINCE = re.compile(
    rf"(?<!looked )\b(?:since|after|{_FROM}|back to|back as far as) {_START}{_MONTH}{YEAR}\b"
    r"(?! (?:inspections?|visits?|reports?|letters?)\b)"
    rf"|\b{YEAR}(?= (?:to|until|till) (?:19|20)\d\d\b)|\bbetween {YEAR}(?= and (?:19|20)\d\d\b)"
    rf"|\b{YEAR}(?= (?:onwards?|or later|and (?:later|after|since)|to (?:date|now|present)))"
)
_UNTIL = re.compile(
    rf"\b(?:before|until|up to|(?<!back )to) (?:the |its |their )?{_MONTH}{YEAR}\b"
    r"(?! (?:\w+ )?(?:inspections?|visits?|reports?|letters?)\b)"
    rf"|(?<=between \d\d\d\d )and {YEAR}\b"
)
_UNDER = re.compile(
    rf"\bunder (?:the )?(?:\w+ )?{_MONTH}{YEAR}\b|\b{YEAR}[ -](?:(?!which|what)\w+ )?framework\b"
    rf"|\b(?:version|edition|regime)\b.* (?:since|from|of|in) {_MONTH}{YEAR}\b"
    rf"|\bnew (?:{_MONTH}{YEAR} (?:ilacs|framework|inspections?|regime)"
    rf"|(?:ilacs|framework)\b.* (?:since|from|of) {_MONTH}{YEAR}\b)"
    rf"|\bframework (?:that |which )?(?:started|starting|began|introduced|came in|of|from) "
    rf"(?:in |from )?{_MONTH}{YEAR}\b"
)


def under_in(text: str) -> int | None:
    """Return the year of the framework that a text names."""
    under = _UNDER.search(text)
    return int(next(filter(None, under.groups()))) if under else None


def span_in(text: str) -> tuple[int | None, int | None]:
    """Return the first and the last year of the span that a text names; None for an end that is open."""
    since, until = _SINCE.search(text), _UNTIL.search(text)
    first = int(next(filter(None, since.groups()))) + since.group().startswith("after") if since else None
    last = int(next(filter(None, until.groups()))) - until.group().startswith("before") if until else None
    return first, last
