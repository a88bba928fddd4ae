"""Feedback: whether an answer helped, and why not; taken as durable work, kept in the state database."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.answering.asked import Asker
from bot.rendering import Message
from bot.sending import Sender
from bot.state import State
from bot.state.conversations import REASON_LIMIT, Conversations, Feedback
from bot.tasks import Tasks

Json = dict[str, Any]

TASK = "feedback"
FORM = "feedback.form"
"""Callback id of the form that asks what was wrong."""

REASON_BLOCK, REASON_FIELD = "reason", "text"


@dataclass(frozen=True, slots=True)
class FeedbackDesk:
    """Takes feedback and keeps it; thanks whoever gave it, privately."""

    state: State
    tasks: Tasks
    sender: Sender
    now: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))

    def register(self) -> None:
        """Make the task known; before it is started."""
        self.tasks.register(TASK, self._kept)

    def take(
        self, asker: Asker, question: str, *, helpful: bool, reason: str, response_url: str | None, key: str
    ) -> None:
        """Hand over what someone thinks of the answer to `question`; `key` names the very press or form."""
        payload = {
            "team": asker.team,
            "user": asker.user,
            "question": question,
            "helpful": helpful,
            "reason": reason,
            "url": response_url,
            "request": key,
        }
        self.tasks.submit(TASK, payload, key=key)

    def _kept(self, payload: Json) -> None:
        given = Feedback(
            payload["team"],
            payload["user"],
            payload["question"],
            payload["helpful"],
            payload["reason"],
            self.now(),
        )
        Conversations(self.state).give_feedback(given, request=payload["request"])
        if payload["url"] is not None:
            thanks = "Thank you. It is kept for those who look after this bot."
            self.sender.respond(payload["url"], Message(thanks, (), 1, 1))


def reason_form(question: str, response_url: str | None) -> Json:
    """Return the form that asks what was wrong with an answer."""
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps({"question": question[:1500], "url": response_url}),
        "title": {"type": "plain_text", "text": "What was wrong?"},
        "submit": {"type": "plain_text", "text": "Send"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": [
            {
                "type": "input",
                "block_id": REASON_BLOCK,
                "optional": True,
                "label": {"type": "plain_text", "text": "What did you expect, or what is not right?"},
                "element": {
                    "type": "plain_text_input",
                    "action_id": REASON_FIELD,
                    "multiline": True,
                    "max_length": REASON_LIMIT,
                },
            }
        ],
    }
