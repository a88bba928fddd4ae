"""Rendering: an answer becomes a document, and a document becomes Slack blocks or plain text."""

from bot.rendering.render import Message, render, render_text, render_why

__all__ = ["Message", "render", "render_text", "render_why"]
