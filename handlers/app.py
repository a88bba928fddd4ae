"""The Bolt app: made by a function from what it serves; registers one module per kind of listener.

Runs with `process_before_response`: an answer is computed before the acknowledgement and goes back in it, because
Bolt's default waits for an acknowledgement in naps of 10 ms.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.digest.desk import DigestDesk
from bot.feedback import FeedbackDesk
from bot.service import FindingsService
from bot.tracking.desk import Desk
from handlers import actions, commands, digest, errors, home, mentions, messages, tracking
from handlers import feedback as handlers_feedback
from handlers.once import Once


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach Slack: the bot's token, the signing secret (HTTP only) and the Web API's address."""

    bot_token: str
    signing_secret: str | None = None
    api_url: str = "https://slack.com/api/"


def _worth_saying(record: logging.LogRecord) -> bool:
    """Return False for Bolt's remark that the token in the environment goes unused: the client has it."""
    return "`token` will be unused" not in str(record.msg)


def create_app(
    service: FindingsService,
    connection: Connection,
    *,
    today: Callable[[], dt.date],
    once: Once | None = None,
    desk: Desk | None = None,
    digests: DigestDesk | None = None,
    feedback: FeedbackDesk | None = None,
) -> App:
    """Return the Bolt app that answers from `service`; asks Slack once who the bot is.

    Args:
        service: Answers questions.
        connection: Token, secret and address.
        today: Returns the day in London.
        once: Answers each message at most once; without one nothing is remembered.
        desk: Takes what people want changed; without one nothing can be.
        digests: Takes what people do with digests.
        feedback: Takes what people think of answers.

    Raises:
        slack_bolt.error.BoltError: Slack refuses the token.
    """
    client = WebClient(
        connection.bot_token,
        base_url=connection.api_url,
        timeout=10,
        # Not the SDK's default, which sends again when the connection breaks: an answer might be posted twice.
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=1)],
    )
    logging.getLogger("slack_bolt.App").addFilter(_worth_saying)
    app = App(
        client=client,
        signing_secret=connection.signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
    )
    # The slash command first: Bolt tries listeners in this order.
    once = once or Once()
    commands.register(app, service, today, desk, digests)
    mentions.register(app, service, today, once)
    messages.register(app, service, today, once)
    actions.register(app, service, today, desk)
    home.register(app, service, today)
    if desk is not None:
        tracking.register(app, desk)
    if digests is not None:
        digest.register(app, digests)
    if feedback is not None:
        handlers_feedback.register(app, feedback)
    errors.register(app)
    return app
