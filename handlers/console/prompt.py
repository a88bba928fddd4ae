"""The line a person types in, and the questions they can press instead."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Button, Input

from handlers.console.mrkdwn import plain

HISTORY = 200


class Prompt(Input):
    """The input line, which remembers what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall(-1)", "Earlier", show=False),
        Binding("down", "recall(1)", "Later", show=False),
    ]

    def __init__(self) -> None:
        """Start with nothing remembered."""
        super().__init__(id="prompt")
        self._typed: list[str] = []
        self._at = 0

    def remember(self, text: str) -> None:
        """Keep a line for `Up`."""
        if self._typed[-1:] != [text]:
            self._typed = [*self._typed[-HISTORY:], text]
        self._at = len(self._typed)

    def action_recall(self, step: int) -> None:
        """Show the line `step` places away in what was typed."""
        self._at = min(max(self._at + step, 0), len(self._typed))
        self.value = self._typed[self._at] if self._at < len(self._typed) else ""
        self.cursor_position = len(self.value)


class Example(Button):
    """A question that is asked when pressed."""

    def __init__(self, question: str) -> None:
        """Show the question."""
        super().__init__(plain(question), compact=True, classes="example")
        self.question = question
