"""Builds the service from the settings: knowledge and bot wired together, without Slack."""

from bot.config import Settings
from bot.service import FindingsService
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics


def create_service(settings: Settings) -> FindingsService:
    """Return the service that answers from the knowledge database of `settings`."""
    return FindingsService(Store(settings.knowledge), load_authorities(), load_frameworks(), load_topics())
