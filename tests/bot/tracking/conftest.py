"""The state database of each kind for this folder's tests."""

from tests.databases import postgres, state, state_url

__all__ = ["postgres", "state", "state_url"]
