"""The one exception that reading a report may raise."""


class UnreadableReport(Exception):
    """The file is not a report that can be read; the message says why and what to do about it."""
