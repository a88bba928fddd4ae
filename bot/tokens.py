"""The words of a text with their places, and what single ones of them say: limits, paragraphs, what is counted.

Pure: text and words in, values out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.dating import names_month
from bot.matching import NameMatch
from bot.named_grades import GRADE
from knowledge.models import FindingKind

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['/&-][A-Za-z0-9]+)*")
_INSPECTION_KINDS = (
    ("focused visit", ("focused", "visit")),
    ("focused visit", ("focused", "visits")),
    ("focused visit", ("focussed", "visit")),
    ("monitoring visit", ("monitoring", "visit")),
    ("monitoring visit", ("monitoring", "visits")),
    ("unannounced", ("unannounced", "inspection")),
    ("unannounced", ("unannounced",)),
    ("unannounced", ("contact", "referral", "and", "assessment", "inspection")),
    ("jtai", ("joint", "targeted", "area", "inspection")),
    ("jtai", ("joint", "targeted", "area", "inspections")),
    ("jtai", ("jtai",)),
    ("jtai", ("jtais",)),
    ("LSCB review", ("lscb", "review")),
    ("LSCB review", ("lscb", "reviews")),
    ("LSCB review", ("review", "of", "lscb")),
    ("LSCB review", ("review", "of", "the", "lscb")),
    ("LSCB review", ("review", "of", "its", "lscb")),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, lower case and without its possessive ending, and where it stands in the text."""

    word: str
    start: int
    end: int


def asking(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Return the indexes of the tokens in those clauses of a text that ask."""
    clauses = asking_clauses(text)
    return frozenset(
        index
        for index, token in enumerate(tokens)
        if any(start <= token.start < end for start, end in clauses)
    )


def asking_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences begin and end that end with a question mark; the whole text where all or none do.

    "Rochdale was one of the first. Who led it?" asks in its second sentence.
    """
    spans = list(_parted(text, 0, len(text) + 1, _SENTENCE_ENDS))
    asking = [(start, end) for start, end in spans if text[start:end].rstrip().endswith("?")]
    if asking and all(_BARE.fullmatch(text[start:end].strip()) for start, end in asking):
        # "Somebody led the team in March. Who?" asks about what it tells.
        asking = spans
    return tuple(asking) if asking else ((0, len(text) + 1),)


def asking_clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of the `asking_sentences` begin and end that open as questions do; all where none does.

    `text` holds the names, so that what is told of one ("Slough did badly, but what ...") opens with the name.
    """
    sentences = asking_sentences(text)
    clauses = [span for start, end in sentences for span in _parted(text, start, end, _CLAUSE_ENDS)]
    asking = [(start, end) for start, end in clauses if _ASKS_FIRST.search(text[start:end].lower().strip())]
    if not asking:
        asking = [(start, end) for start, end in clauses if _ASKS_LATER.search(text[start:end].lower())]
    return tuple(asking) or sentences


def _parted(text: str, start: int, end: int, at: re.Pattern[str]) -> Iterable[tuple[int, int]]:
    """Return the spans between `start` and `end` that `at` parts, in order."""
    return pairwise((start, *(found.end() for found in at.finditer(text, start, end)), end))


_SENTENCE_ENDS = re.compile(r"[.?!;](?=\s)")
_BARE = re.compile(
    r"(?:(?:and|but|so) )?(?:by )?(?:who|whom|when|which|where|why|how many|how much|what (?:date|grade|number))\W*",
    re.IGNORECASE,
)
"""A question of a question word alone."""
_CLAUSE_ENDS = re.compile(
    r"[,:](?=\s)|\s-(?=\s+(?:has|have|had|is|are|was|were|did|does|do|where|what|who|how|which|when)\b)"
)
_ASKS_FIRST = re.compile(
    r"^(?:(?:and|but|so|or|also|then|now|just|pls|please) )*"
    r"(?:who|whose|what|which|when|where|why|how|was|were|is|are|did|does|do|has|have|had|can|any|list|name|in what"
    r"|on what|on which|by when|to what|under which|under what|in which)\b"
)


_ASKS_LATER = re.compile(
    r"\b(?:got|get|given|was|is|were|did|on) (?:which|what)\b|\bhow (?:many|long|well)\b"
)
"""A question word in the middle of a clause: "Despite the poor result, adoption got which grade?"."""


def without(text: str, names: Iterable[NameMatch]) -> str:
    """Return `text` with spaces in place of the names, so that "City of London" names no region."""
    for name in names:
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    return text


def counted(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the words of what a text asks the number of, as far as they stand together."""
    words = [token.word for token in tokens]
    start = next((at + 2 for at, pair in enumerate(pairwise(words)) if pair in _COUNTS), None)
    if start is None:
        return ()
    end = next((at for at in range(start, len(words)) if words[at] in _ENDS_COUNTED), len(words))
    return tuple(words[start:end])


_COUNTS = frozenset({("how", "many"), ("number", "of"), ("numbers", "of"), ("no", "of"), ("count", "of")})
_ENDS_COUNTED = frozenset(
    "did do does were was are is has have had in at on with from who that which there of by per and or to under"
    " when during".split()
)


_MONTH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_SHORT_YEAR = re.compile(
    rf"\b({_MONTH_NAMES}) ?['’]?(0[5-9]|[123]\d)\b(?!['’-]|th\b|st\b|[ -]?(?:year|yr|month|week|day))",
    re.IGNORECASE,
)
"""A month with a year of two digits: "jan 22"."""
_SHORTENED = tuple(
    (re.compile(short, re.IGNORECASE), whole)
    for short, whole in (
        (r"\binsp\b", "inspection"),
        (r"\binsps\b", "inspections"),
        (r"\bpub date\b", "publication date"),
        (r"\bprev\b", "previous"),
        (r"\bo(?= overall\b)", "outstanding"),
        (r"\bb4\b", "before"),
        (
            r"\b(?:according to|going by|judging by|as (?:seen|described|told|reported|found) (?:in|by)|as per"
            r"|on the evidence of)(?= (?:the|its|their|this|that|ofsted|inspectors)\b)",
            "in",
        ),
        (r"\bwich\b", "which"),
        (r"\bavg\b", "average"),
        (r"\b(?:her|his) majesty['’]?s['’]? inspectors?\b", "hmi"),
        (
            r",? ?\b(?:counting|including|incl\.?|with) the (?:lead|leader)(?: inspector)?\b"
            r"(?=[^?]*\bhow many\b|$|[?,])",
            "",
        ),
        (r"\bacc\.? to\b", "according to"),
        (r"\b((?:19|20)\d\d)-(?=[a-z])", r"\1 "),
        (r"\bwots\b", "what's"),
        (r"\bnoth(?= (?:east|west)\b)", "north"),
        (r"\blast time but one\b|\bthe time before last\b", "at the previous inspection"),
        (r"\bsecond to last\b|\blast but one\b|\bnext to last\b", "penultimate"),
        (r">\s?1\b", "more than one"),
        (r"\bstand-alone\b", "standalone"),
        (r"\bpre-?(?=(?:19|20)\d\d\b)", "before "),
        (r"\bpost-?(?=(?:19|20)\d\d\b)", "after "),
        (r"\bw/out\b|\bw/o\b", "without"),
        (r"\bw/(?=\s)", "with"),
        (r"\bh ?[+&] ?p\b", "help and protection"),
        (r"\bsub-? ?(?=judge?ments?\b)", ""),
        (r"\bw (?=(?:an? )?(?:outstanding|good|inadequate|ri\b|requires))", "with "),
        (rf"({GRADE.pattern})/(?={GRADE.pattern})", r"\1 or "),
        (r"\bc ?[+&] ?f\b", "child and family"),
        (r"(?<=\w) \+ (?=\w)", " and "),
        (r"\by ?(?:&|\+|and) ?h\b", "yorkshire and the humber"),
        (r"\bacross the board\b", "in every judgement"),
        (r"\bju?d?ge?mn?ts?\b", "judgement"),
        (r"\bpub(?= (?:in |on )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", "published"),
        (rf"\b({_MONTH_NAMES})(?:-|/| ?– ?)(?={_MONTH_NAMES}\b)", r"\1 "),
        (r"(?<![\d/])(0[5-9]|1[0-49]|2\d)/(?=[0-3]\d\b(?![/\d]))", r"20\1/"),
        (r"\bcl(?= (?:grades?|judge?ments?|rating))|\bcls\b", "care leavers"),
        (r"\bthese days\b", "nowadays"),
        (r"\bhome ed\b", "home education"),
        (
            r"(?<=\w) (?:when|at the time|by the time) (?:the|its|their) ((?:(?:19|20)\d\d )?)(?:inspection |ofsted )?"
            r"(?:report|letter) was (?:written|prepared|drafted|signed)\b",
            r" \1",
        ),
        (r"\(?\b(?:the )?(city|county),? (?:and )?not (?:the )?(?:city|county)\b\)?", r"\1"),
        (r"\bpriv(?= fostering)", "private"),
        (r"\bs(?=114\b)", "section "),
    )
)


def in_full(text: str) -> str:
    """Return `text` with what people shorten written out: "lead insp", "pub date", "h+p"."""
    for short, whole in _SHORTENED:
        text = short.sub(whole, text)
    text = _RANGE.sub(_in_words, text)
    return text if _ANY_YEAR.search(text) else _SHORT_YEAR.sub(r"\1 20\2", text)


_RANGE = re.compile(r"\b((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)\b")


def _in_words(found: re.Match[str]) -> str:
    """Return a stretch of several years as such: "2014-2017" is "2014 to 2017"; "2016-2017" is a year of the books."""
    first, last = found.groups()
    return f"{first} to {last}" if int(last) - int(first) > 1 else found.group()


_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def kinds_of(tokens: Sequence[Token]) -> tuple[FindingKind, ...]:
    """Return the kinds of finding that the text names: priority actions, or facts about the service."""
    words = {token.word for token in tokens}
    if words & {"priority", "priorities"} and words & {"action", "actions", "priority"}:
        return ("priority",)
    return ("context",) if "context" in words else ()


def find_limit(tokens: Sequence[Token]) -> tuple[str | None, frozenset[int]]:
    """Return the time limit that the text names ("within three months"), and the indexes of its tokens."""
    words = [token.word for token in tokens]
    for index, word in enumerate(words):
        if (joined := _MONTHS_JOINED.fullmatch(word)) is not None:
            return f"{_NUMBERS.get(joined.group(1), joined.group(1))} months", frozenset({index})
    for index, word in enumerate(words):
        if word in ("immediate", "immediately") and _TO_DO & set(words):
            return "immediately", frozenset({index})
    for index, word in enumerate(words[:-1]):
        number = _NUMBERS.get(word, word)
        if number in ("3", "6") and words[index + 1].rstrip("s") == "month":
            start = index - 1 if index and words[index - 1] == "within" else index
            return f"{number} months", frozenset(range(start, index + 2))
    return None, frozenset()


def on_record(words: Sequence[str]) -> frozenset[int]:
    """Return the indexes of "record" where it means ours ("on record"), not a child's."""
    return frozenset(
        index
        for index in range(1, len(words))
        if words[index] == "record" and words[index - 1] in ("on", "the", "your")
    )


def find_paragraphs(tokens: Sequence[Token]) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return the paragraphs or items that the text names ("para 24"), and the indexes of the tokens that do."""
    found = {
        index: int(after.word)
        for index, (token, after) in enumerate(pairwise(tokens))
        if token.word in _PARAGRAPH
        and after.word.isdigit()
        and len(after.word) < 4
        and not (index + 2 < len(tokens) and names_month(tokens[index + 2].word))
    }
    return tuple(found.values()), frozenset(found) | frozenset(index + 1 for index in found)


_PARAGRAPH = frozenset("para paras paragraph paragraphs item no number".split())
_TO_DO = frozenset(
    "action actions do did done improve item items area areas recommendation recommendations".split()
)
_MONTHS_JOINED = re.compile(r"(three|six|3|6)-months?")
_NUMBERS = {"three": "3", "six": "6"}


_GREETING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hiya|dear|(?:good )?(?:morning|afternoon|evening)|thanks|quick (?:one|question|query)"
    r"|one question|question|query|sorry|ok|okay|right|so)(?: (?:all|team|folks|there|everyone|both|again|please|pls))?"
    r"\s*(?:[-,:;!.–—]+|$)\s*)+",
    re.IGNORECASE,
)
"""How people begin before they ask: "hi all, quick one -"."""
_ROLE = r"(?:speaking )?as (?:an?|the|chair|lead|head|director|cabinet|one)\b[^,:;.?–—]{0,60}?"
_OURSELVES = r"(?:i|we)(?:['’ ]?(?:m|am|re|are|d|would))?"
_PAPER = (
    "(?:papers?|reports?|briefings?|presentation|table|dashboard|slides?|notes?|meeting|bid|tender|benchmarking"
    "|summary|overview|timeline|chart|spreadsheet|return|file|minutes|agenda|induction|training|case study"
    "|speech|talk|history|project)"
)
_BUSY = "(?:briefing|meeting|presenting to|reporting to|speaking to)"
_FRAME = re.compile(
    rf"\W*(?:{_ROLE}(?:[,:–—]|(?= {_OURSELVES}\b))\s*"
    rf"|{_OURSELVES} (?:an?|the|new)\b[^,:;.?–—]{{0,60}}?(?:[,:;.–—]|\s-\s)\s*"
    r"|(?:i|we|our|my|the|an?|members|colleagues|councillors|someone|somebody)\b[^.?!:]{3,90}[.:]\s+"
    r"(?=(?:has|have|had|is|are|was|were|did|does|do|could|can)\b(?![^?]*\b(?:it|they|them|this|that|those|ones|one)\b)"
    r"(?:\W+[\w'’-]+){5,}[^?]*\?)"
    r"|for (?:my|our)\b[^,:;.?–—]{0,40}?(?:[,:–—]|\s-\s)\s*"
    rf"|for (?:an?|the|this|next|tomorrow['’]s)\b[^,:;.?–—]{{0,40}}?\b{_PAPER}\b[^,:;.?–—]{{0,40}}?(?:[,:–—]|\s-\s)\s*"
    rf"|{_OURSELVES} (?:just )?"
    r"(?:preparing|writing|drafting|compiling|updating|doing|working on|(?:pull|putt)ing together)"
    rf" (?:up )?(?:an?|the|my|our) (?:\w+ ){{0,2}}{_PAPER}(?:[,:;.–—]|\s-\s)\s*"
    rf"|{_OURSELVES} (?:just )?{_BUSY}\b[^,:;.?–—]{{0,60}}?(?:[,:;.–—]|\s-\s)\s*"
    r"|(?:my|our) (?:\w+ ){1,4}?(?:has an? (?:gap|hole|blank)|is missing (?:a|one) (?:line|row|figure|cell))"
    r"(?:[,:;.–—]|\s-\s)\s*"
    r"|(?:(?:my|our|the) (?:\w+ ){1,3}?|(?:members|councillors|colleagues|governors|trustees) )"
    r"(?:wants?|needs?|would like|is asking|has asked|asks|asked)"
    r" (?:me )?(?:to (?:know|ring|call|contact|meet|thank|email|see|hear|have|find out)|for)"
    r"(?= (?:the|who|what|which|when|how|whether)\b)\s*)?"
    rf"(?:{_OURSELVES} (?:(?:was|were|have been|been|just|also|particularly|really|only|mostly) )*"
    r"(?:interested in|curious (?:about|to (?:know|hear))|keen to (?:know|hear)|wondering(?: about| if| whether)?"
    r"|(?:want|need|like|trying|hoping) to (?:know|find out|check|hear|see|understand)(?: about| if| whether)?"
    r"|(?:love|like|want) to (?:cite|quote|mention|include|use|have)"
    r"|asked (?:to find out|about))\s*)?",
    re.IGNORECASE,
)
"""How people say who asks and for what: "as an IRO, I'm interested in", "for my timeline:"."""


def greeting(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Return the indexes of the words with which a text only greets, or says who asks and for what."""
    hello = _GREETING.match(text)
    start = hello.end() if hello is not None else 0
    frame = _FRAME.match(text, start)
    end = frame.end() if frame is not None else start
    return frozenset(index for index, token in enumerate(tokens) if token.end <= end)


def tokens_of(text: str, names: Iterable[NameMatch]) -> list[Token]:
    """Return the words of `text` that are no part of a name, text order."""
    spans = [(name.start, name.end) for name in names]
    return [
        Token(match.group().lower().removesuffix("'s"), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
    ]


def find_inspection_kind(tokens: Sequence[Token]) -> tuple[str | None, frozenset[int]]:
    """Return the kind of inspection that the tokens name, and the indexes of the tokens that do."""
    words = [token.word for token in tokens]
    for kind, parts in _INSPECTION_KINDS:
        if (index := index_of(words, parts)) is not None:
            return kind, frozenset(range(index, index + len(parts)))
    return None, frozenset()


def index_of(words: Sequence[str], parts: Sequence[str]) -> int | None:
    """Return where `parts` stand one after another in `words`, or None."""
    size = len(parts)
    for index in range(len(words) - size + 1):
        if list(words[index : index + size]) == list(parts):
            return index
    return None
