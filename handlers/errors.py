"""What went wrong: logged under a reference, and told to the person who asked. The one place that catches broadly."""

import logging
import secrets
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

logger = logging.getLogger(__name__)


def register(app: App) -> None:
    """Answer for every listener that fails."""

    @app.error
    def failed(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        reference = secrets.token_hex(4)
        logger.error("listener failed, reference %s, %s", reference, _where(body), exc_info=error)
        text = (
            "Something went wrong on my side, so this has no answer. Please try again; if it goes on, tell your"
            f" administrator the reference {reference}."
        )
        if "command" in body:
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
        _tell(client, body, text)
        return BoltResponse(status=200)


def _tell(client: WebClient, body: dict[str, Any], text: str) -> None:
    """Tell the person privately where they asked; when Slack refuses even that, the log has to do."""
    event = body.get("event", {})
    channel = event.get("channel") or body.get("channel", {}).get("id")
    user = event.get("user") or body.get("user", {}).get("id")
    if not channel or not isinstance(user, str) or "bot_id" in event:
        return
    try:
        client.chat_postEphemeral(channel=channel, user=user, text=text, thread_ts=event.get("thread_ts"))
    except (SlackApiError, SlackClientError, OSError) as error:
        logger.warning("the error could not be told: %s", type(error).__name__)


def _where(body: dict[str, Any]) -> str:
    """Return identifiers of the request, and no message text."""
    event = body.get("event", {})
    team = body.get("team_id") or body.get("team", {}).get("id")
    kind = event.get("type") or body.get("type") or body.get("command")
    return f"team {team}, event {body.get('event_id')}, type {kind}"
