"""Ways of saying one thing: a pattern out of a list of them, one a line, so that a reader sees each."""

import re


def any_of(*ways: str) -> re.Pattern[str]:
    """Return a pattern that finds any of `ways`, regular expressions over lower-case text, as whole words."""
    return re.compile("|".join(rf"\b(?:{way})(?!\w)" for way in ways))
