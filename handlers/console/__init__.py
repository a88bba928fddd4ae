"""The console: a small Slack client in the terminal, in front of a LocalSlack."""

from handlers.console.app import Console

__all__ = ["Console"]
