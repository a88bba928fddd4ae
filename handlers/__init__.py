"""How Slack reaches the bot: one small module per kind of listener."""
