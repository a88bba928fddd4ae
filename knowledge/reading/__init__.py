"""Reads published reports into inspection files: see `docs/reading.md`."""

from knowledge.reading.draft import ReadingWarning, TopicTagger, WordCount
from knowledge.reading.errors import UnreadableReport
from knowledge.reading.reading import Reading, read_report
from knowledge.reading.yaml_text import to_yaml

__all__ = [
    "Reading",
    "ReadingWarning",
    "TopicTagger",
    "UnreadableReport",
    "WordCount",
    "read_report",
    "to_yaml",
]
