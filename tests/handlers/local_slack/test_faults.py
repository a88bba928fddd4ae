"""Faults on demand: rate limits, server errors, lost answers and slow ones."""

from __future__ import annotations

from time import monotonic

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler

from handlers.local_slack import LocalSlack


def test_a_rate_limit_says_when_to_come_back(slack: LocalSlack, client: WebClient) -> None:
    """429 comes with `Retry-After`, as often as asked for, and takes no effect."""
    slack.faults.rate_limit("chat.postMessage", times=1, retry_after=30)

    with pytest.raises(SlackApiError) as limited:
        client.chat_postMessage(channel="#general", text="x")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "30"
    assert slack.messages("#general") == ()
    assert client.chat_postMessage(channel="#general", text="x")["ok"]


def test_the_sdk_waits_and_tries_again(slack: LocalSlack, client: WebClient) -> None:
    """slack_sdk's rate limit handler gets through after the wait."""
    client.retry_handlers = [RateLimitErrorRetryHandler(max_retry_count=1)]
    slack.faults.rate_limit("chat.postMessage", retry_after=0)

    assert client.chat_postMessage(channel="#general", text="x")["ok"]
    assert [call.status for call in slack.calls_of("chat.postMessage")] == [429, 200]


def test_a_lost_answer_leaves_the_outcome_unknown(slack: LocalSlack, client: WebClient) -> None:
    """The connection closes after the message was posted: a blind retry posts it twice."""
    client.retry_handlers = [ConnectionErrorRetryHandler(max_retry_count=1)]
    slack.faults.drop("chat.postMessage")

    client.chat_postMessage(channel="#general", text="once?")
    assert len(slack.messages("#general")) == 2
    assert [call.response is None for call in slack.calls] == [True, False]


def test_a_connection_may_close_before_anything_happened(slack: LocalSlack, client: WebClient) -> None:
    """Dropped unprocessed, the call took no effect."""
    client.retry_handlers = []
    slack.faults.drop("chat.postMessage", processed=False)

    with pytest.raises(OSError, match="closed connection"):
        client.chat_postMessage(channel="#general", text="x")
    assert slack.messages("#general") == ()


def test_a_server_error_is_not_json(slack: LocalSlack, client: WebClient) -> None:
    """HTTP 500 comes with a page, not with Slack's JSON."""
    slack.faults.server_error("auth.test")

    with pytest.raises(SlackApiError) as failed:
        client.auth_test()
    assert failed.value.response.status_code == 500


def test_any_error_code_and_any_delay_can_be_asked_for(slack: LocalSlack, client: WebClient) -> None:
    """A refusal by code, a slow answer, and forgetting what was asked for."""
    slack.faults.refuse("auth.test", "account_inactive")
    with pytest.raises(SlackApiError, match="account_inactive"):
        client.auth_test()

    slack.faults.slow("auth.test", seconds=0.1)
    begun = monotonic()
    client.auth_test()
    assert monotonic() - begun >= 0.1

    slack.faults.server_error()
    slack.faults.clear()
    assert client.auth_test()["ok"]
