"""Words that make a clause or a question say less, more or other than a plain yes: reserves, quantities, reversals."""

from bot.ways import any_of
from knowledge.stems import stem
from knowledge.topics import words_of

RESERVED = any_of(
    "no|not|never|none|nobody|without|lacks?|lacked|neither|nor|absent|absence",
    "(?:is|are|was|were|has|have|had|do|does|did|can|could)n't",
    "should|must|needs? (?:to|improv\\w*|more|better|further|attention)|needed|ought|will|would|could|may|might",
    "plans?|planned|planning|intends?|intended|propos\\w+|consider\\w*",
    "poor(?:ly)?|weak|lack\\w*|insufficient|inadequate|limited|rare|low|slow(?:ly)?|fail\\w*|delay\\w*|gaps?|difficult\\w*",
    "yet|few|fewer|rarely|seldom|unless|if|until|too|used to|formerly|previous|previously|ceased|ended",
    "historical\\w*|in the past|prospective",
    "average|at times of|in (?:these|those|such)|at the (?:time of the )?(?:last|previous) inspection",
)
"""Words of a clause that tells of a thing with a reserve, or that it isn't there."""
NOT_YET = any_of(
    "promis\\w+|bid|bids|bidding|working towards?|under-? ?development|in development|being developed",
    "departure|unable|pilot\\w*|await\\w*|aspir\\w+|ambitions? (?:to|for|of)|agreed to|forthcoming",
)
"""Words beside a thing that isn't there, or not yet."""
WEAK = any_of(
    "no|not|never|lacks?|lacked|absent|absence|too|poor(?:ly)?|weak|insufficient|inadequate|limited|rare|low|slow(?:ly)?",
    "fail\\w*|delay\\w*|gaps?|difficult\\w*|few|fewer|rarely",
)
"""Words of a question that asks for a weakness."""
HEDGED = any_of(
    "some|most|mostly|many|often|usually|sometimes|generally|partly|partially|largely|minority|majority|almost|nearly",
    "almost all|not all|not every|in part|a number of|variable|variably|inconsistent(?:ly)?|mixed",
)
"""Words that keep a clause from holding of everything."""
A_FEW = any_of("an? (?:very )?(?:small |large |growing )?(?:number|minority) of|some|a few")
"""How many there are matters nothing to whether there are any."""
TURNING = any_of(
    "however|although|but|despite|while|though|numbers?|reduc\\w*|decreas\\w*|declin\\w*|fell|fallen|falling",
    "improv\\w*|worsen\\w*|increas\\w*|grow\\w*|rose|risen|rising|quality|timeliness|effectiveness|impact",
)
"""Words of a weakness that may turn round what the rest of its clause says."""
EVERY = any_of("all|every|each|always")
CONSISTENTLY = any_of("all|every|each|always|consistent(?:ly)?|routine(?:ly)?|systematic(?:ally)?")
NEUTRAL = frozenset(
    map(
        stem,
        "make made find get getting turn turned place placement year take taken put use used people person child"
        " children staff social work worker run operate report describe subject live living stay come came across"
        " given hear heard note noted conclude concluded think thought going being according even found housed"
        " kept held offered had did treat cover send sent carry carried pick picked bring brought arrange arranged"
        " undertake undertook done base based provide provided go went gone true right actually mention mentioned"
        " whoever wherever believe wonder curious apply thinking reach".split(),
    )
)
"""Weak words that a clause may lack and still say what is asked."""
OF_VALUE = frozenset(map(stem, "late slow delay delayed poor weak".split()))
"""Those of them that a topic may hold beside their opposites: "late" with "timely"."""
IN_TIME = frozenset(
    map(stem, "previous last past earlier time year years month months single actually ever".split())
)
"""Weak words that a clause which denies may lack besides."""
THERE = frozenset(map(stem, ("available", "exist", "exists")))
MOVING = frozenset(
    map(stem, "better worse improve improved improvement up down rise risen fall fallen put right".split())
)
"""Words of a question that asks which way a thing moved: a clause says it in words of its own."""
REVERSING = frozenset(
    map(
        stem,
        "stop stopped cease ceased end ended halt quit drop dropped lose lost lack fail miss missed refuse reject deny"
        " avoid prevent reduce decrease fall fell fallen decline cut shrink lower remove abandon cancel close ignore"
        " neglect overlook reverse undo break broke broken hinder restrict limit bar ban exclude replace scrap struggle"
        " doubt delay resist discourage discard dismantle eradicate lessen weaken undermine underestimate unable"
        " incapable impossible absent away except without unless instead rather former formerly less fewer problem"
        " trouble difficulty difficult hard wrong concern gap shortcoming weakness slow late few little hardly barely"
        " rarely seldom free rid".split(),
    )
)
"""Weak words that turn round what is asked: "did it stop using any" is not denied with "there are none"."""


def counts_alike(typed: set[str], text: str) -> bool:
    """Return whether a clause speaks of as much as a question does: "are most", "do many", "is it still"."""
    held = set(words_of(text))
    return all(held & alike for words, alike in QUANTITIES if typed & words)


MET = any_of("met|addressed|put right|implemented|resolved|completed|dealt with|acted on")
"""What became of items is asked, not whether they were raised."""
QUANTITIES = (
    (
        frozenset("most mostly majority largely mainly".split()),
        frozenset("most mostly majority largely mainly predominantly almost nearly".split()),
    ),
    (
        frozenset("many lots".split()),
        frozenset("many lots large high numerous majority".split()),
    ),
    (
        frozenset("often frequent frequently".split()),
        frozenset("often frequently frequent regular regularly always never".split()),
    ),
    (
        frozenset({"still"}),
        frozenset("still remain remains continue continues continuing yet no longer".split()),
    ),
)
"""Words of quantity in a question, and those of which a clause that answers it holds one."""
