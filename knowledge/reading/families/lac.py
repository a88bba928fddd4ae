"""Inspections of services for looked after children (2013): like the two-strand reports before, with one strand."""

from knowledge.reading.draft import Draft
from knowledge.reading.families.slac import read_graded


def read(draft: Draft) -> None:
    """Read a looked after children report into `draft`."""
    read_graded(draft, "lac")
