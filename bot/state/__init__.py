"""What people did: tracked items, owners, evidence, audit, subscriptions, settings. One database, SQLite or PostgreSQL.

All SQL of the state database stands in this package.
"""

from bot.state.database import State, StateError

__all__ = ["State", "StateError"]
