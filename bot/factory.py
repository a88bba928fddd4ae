"""Builds the service from the settings: knowledge and bot wired together, without Slack."""

from typing import TYPE_CHECKING

from bot.config import STATE_FILE, Settings
from bot.roles import NO_ROLES, Roles
from bot.service import FindingsService
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics

if TYPE_CHECKING:
    from bot.state import State


def create_service(
    settings: Settings, state: "State | None" = None, roles: Roles = NO_ROLES
) -> FindingsService:
    """Return the service that answers from the knowledge of `settings`, and from what people did in `state`."""
    store = Store(settings.knowledge)
    return FindingsService(
        store, load_authorities(), load_frameworks(), load_topics(), state=state, roles=roles
    )


def open_state(settings: Settings) -> "State":
    """Return the state database of `settings`, migrated.

    Raises:
        StateError: It cannot be used.
    """
    from bot.state import State

    state = State(settings.state_url)
    state.migrate()
    return state


def existing_state(settings: Settings) -> "State | None":
    """Return the state database of `settings` if there is one yet, migrated: merely asking makes none.

    Raises:
        StateError: It cannot be used.
    """
    if settings.secrets.database_url is None and not (settings.data / STATE_FILE).exists():
        return None
    return open_state(settings)
