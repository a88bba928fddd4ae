"""Sends to Slack for the bot's durable work, and says exactly what is known of the outcome.

Never tries again by itself: whoever asked decides, because a message whose answer was lost may have been sent.
"""

import errno
import logging
import socket
import ssl
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.rendering import Message
from bot.sending import SendLater, SendRefused, SendUnknown, Sent

TIMEOUT = 10
"""Seconds to wait for Slack's answer."""

_MAY_HAVE_HAPPENED = frozenset({"fatal_error", "internal_error"})
_TEMPORARY = frozenset({"ratelimited", "rate_limited", "service_unavailable", "request_timeout"})
_NOBODY = frozenset({"user_not_found", "user_not_visible"})
_UNREACHED = frozenset({errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH})

T = TypeVar("T")


class SlackSender:
    """Sends with the bot's token; for any number of threads. Fulfils `bot.sending.Sender`."""

    def __init__(self, bot_token: str, api_url: str = "https://slack.com/api/") -> None:
        self._client = WebClient(
            bot_token, base_url=api_url, timeout=TIMEOUT, retry_handlers=[], logger=_quiet()
        )

    def respond(
        self, response_url: str, message: Message, *, replace: bool = False, thread: str | None = None
    ) -> None:
        """Answer privately at the address that came with a command or a button."""
        client = WebhookClient(response_url, timeout=TIMEOUT, retry_handlers=[], logger=_quiet())
        body = {
            "text": message.text,
            "blocks": list(message.blocks),
            "response_type": "ephemeral",
            "replace_original": replace,
            "unfurl_links": False,
            "unfurl_media": False,
            **({"thread_ts": thread} if thread else {}),
        }
        response = _outcome(lambda: client.send_dict(body))
        if response.status_code == 429 or response.status_code >= 500:
            raise SendLater(f"status {response.status_code}", _seconds(response.headers))
        if response.status_code != 200:
            raise SendRefused(f"{response.status_code} {response.body}"[:200])

    def post(
        self,
        channel: str,
        message: Message,
        *,
        thread: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Sent:
        """Post a message into a channel, or into the direct message with a person."""
        response = _outcome(
            lambda: self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread,
                metadata=dict(metadata) if metadata is not None else None,
                **message.payload(),
            )
        )
        return Sent(str(response["channel"]), str(response["ts"]))

    def upload(
        self,
        channel: str,
        name: str,
        content: bytes,
        *,
        title: str,
        alt_text: str | None = None,
        comment: str | None = None,
        thread: str | None = None,
    ) -> None:
        """Upload a file into a conversation."""
        _outcome(
            lambda: self._client.files_upload_v2(
                channel=channel,
                filename=name,
                content=content,
                title=title,
                alt_txt=alt_text,
                initial_comment=comment,
                thread_ts=thread,
            )
        )

    def members(self, group: str) -> frozenset[str]:
        """Return the ids of the people in a user group."""
        response = _outcome(lambda: self._client.usergroups_users_list(usergroup=group))
        return frozenset(map(str, response["users"]))

    def name(self, user: str) -> str:
        """Return a person's name; needs the scope users:read."""
        try:
            response = _outcome(lambda: self._client.users_info(user=user))
        except SendRefused as error:
            if error.code in _NOBODY:
                return ""
            raise
        return _name(response["user"])


def _name(user: Mapping[str, Any]) -> str:
    """Return the name of a person of `users.info`: the real one, else the one that people call them by."""
    profile = user.get("profile") or {}
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return next((str(one).strip() for one in names if one and str(one).strip()), "")


def _outcome(call: Callable[[], T]) -> T:
    """Return what `call` returns, or raise what its failure tells of the outcome."""
    try:
        return call()
    except SlackApiError as error:
        raise _of_api_error(error) from error
    except HTTPError as error:
        raise SendLater(f"status {error.code}", _seconds(dict(error.headers.items()))) from error
    except URLError as error:
        if _never_reached(error.reason):
            raise SendLater(f"cannot be reached: {error.reason}") from error
        raise SendUnknown(type(error).__name__) from error
    except (SlackClientError, OSError, HTTPException) as error:
        raise SendUnknown(type(error).__name__) from error


def _of_api_error(error: SlackApiError) -> SendLater | SendRefused | SendUnknown:
    response = error.response
    code = str(response.get("error", ""))
    status = int(response.status_code)
    if status == 429 or status >= 500 or code in _TEMPORARY:
        return SendLater(f"status {status}", _seconds(dict(response.headers)))
    if code in _MAY_HAVE_HAPPENED:
        return SendUnknown(code)
    return SendRefused(code[:200])


def _never_reached(reason: object) -> bool:
    """Return whether a connection failed before anything of the request was sent."""
    if isinstance(reason, socket.gaierror | ssl.SSLError):
        return True
    return isinstance(reason, OSError) and reason.errno in _UNREACHED


def _seconds(headers: Mapping[str, Any]) -> float | None:
    """Return the seconds that Slack asks to wait, None when it does not say."""
    values = {name.lower(): value for name, value in headers.items()}
    value = values.get("retry-after")
    if isinstance(value, list):
        value = value[0] if value else None
    try:
        return float(value) if value is not None else None
    except ValueError:
        return None


def _quiet() -> logging.Logger:
    """Return a logger for the SDK, which would log what it raises anyway, with the message's text."""
    logger = logging.getLogger("handlers.sender.sdk")
    logger.setLevel(logging.CRITICAL)
    return logger
