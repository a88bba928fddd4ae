"""The framework of a document: its family and its first day on site decide, never its publication date."""

from knowledge.frameworks import framework_for
from knowledge.reading.draft import Draft


def choose_framework(draft: Draft, *families: str) -> None:
    """Set the draft's framework to the first of `families` in force on the first day on site; warn if none was."""
    day = draft.started
    for family in families if day is not None else ():
        draft.framework = framework_for(family, day, dict(draft.sources.frameworks)) if day else None
        if draft.framework is not None:
            return
    nearest = [key for key, one in draft.sources.frameworks.items() if one.family == families[0]]
    draft.framework = nearest[0] if nearest else None
    draft.warn(
        f"no {families[0]} framework was in force on the first day of the inspection ({day}); check the dates"
    )
