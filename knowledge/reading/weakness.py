"""Whether a paragraph tells a weakness: a small list of turns that inspectors use for one.

A flag for filtering, not a judgement: a paragraph may praise and criticise, and is then marked. The turns are of three
kinds: a sentence that opens with a contrast, a qualified negative, and a plain word for a fault.
"""

import re

from knowledge.reading.wording import plain

_TURNS = re.compile(
    r"(?:^|[.;?!] )(?:however|but|nevertheless|despite this|although)\b"
    r"|\bnot (?:yet|always|all|consistently|sufficiently|routinely|fully|well enough|good enough|effective|robust)\b"
    r"|\btoo (?:many|few|long|often|slow|slowly|variable|little|late)\b"
    r"|\b(?:inconsisten(?:t|cy|tly)|insufficient(?:ly)?|inadequate(?:ly)?|weak(?:ness|nesses)?|drift|shortfalls?|poor"
    r"|delays in|delayed|variable|lacks?|lack of|failed to|fails? to|failures?|gaps? in|"
    r"more work is needed|needs? to improve"
    r"|remains? a challenge|remains? an area|less effective|underdeveloped|deteriorat(?:ed|ing))\b"
)


def tells_weakness(text: str) -> bool:
    """Return whether `text` uses one of the turns listed here."""
    return _TURNS.search(plain(text)) is not None
