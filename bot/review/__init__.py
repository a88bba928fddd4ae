"""The review page: a report's pages beside what was read from them, as one HTML file."""

from bot.review.review import write_review

__all__ = ["write_review"]
