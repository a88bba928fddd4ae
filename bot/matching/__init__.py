"""Finding authorities in what people type: exact names first, then mistyped ones, and a question when unsure.

Owns the decision which authority a text means. It knows names only: nothing of topics, answers, databases or Slack.
"""

from bot.matching.matcher import AuthorityMatcher
from bot.matching.outcome import NameMatch, Outcome

__all__ = ["AuthorityMatcher", "NameMatch", "Outcome"]
