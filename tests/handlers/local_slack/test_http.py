"""Delivery over HTTP: signed requests to a real Bolt app behind Flask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, Response, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient
from werkzeug.serving import make_server

from handlers.local_slack import LocalSlack
from handlers.local_slack.delivery import signature


@pytest.fixture
def web(slack: LocalSlack, make_app: Callable[..., App]) -> Iterator[list[dict[str, Any]]]:
    """The bodies received by an app served over HTTP, to which `slack` delivers."""
    client = WebClient(slack.bot_token, base_url=slack.base_url)
    app = make_app(client, signing_secret=slack.signing_secret)
    handler = SlackRequestHandler(app)
    flask = Flask("bot")

    @flask.post("/slack/events")
    def events() -> Response:
        answer: Response = handler.handle(request)
        return answer

    server = make_server("127.0.0.1", 0, flask, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    slack.deliver_over_http(f"http://127.0.0.1:{server.server_port}/slack/events")
    yield app.seen  # type: ignore[attr-defined]
    slack.deliver_over_sockets()
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_signature_is_slacks() -> None:
    """The request signature is that of Slack's published example."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
        b"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
        b"response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
        b"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )

    assert signature("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


def test_the_url_is_verified(slack: LocalSlack, web: list[dict[str, Any]]) -> None:
    """The challenge comes back."""
    assert slack.verify_url()


def test_commands_events_and_clicks_arrive(slack: LocalSlack, web: list[dict[str, Any]]) -> None:
    """The same app answers the same over HTTP, in Slack's three forms of request."""
    assert slack.slash("islington & camden", user="priya", channel="#general").shown == (
        "you asked: islington & camden"
    )
    asked = slack.mention("#general", "what next", "priya")
    message = slack.wait_for_message("#general", after=asked)
    assert slack.click(message, "open", user="priya").ok
    assert slack.submit_view("priya", {"who": slack.person("tom").id}).ok

    assert {delivery.ack.status for delivery in slack.deliveries} == {200}


def test_a_retry_says_so_in_headers(slack: LocalSlack, web: list[dict[str, Any]]) -> None:
    """A redelivered event has `X-Slack-Retry-Num`."""
    slack.post("#general", "words", "tom")
    slack.redeliver(attempt=3, reason="http_error")

    assert [body["retry"] for body in web] == [None, ["3"]]


def test_a_wrong_secret_is_refused_by_the_app(slack: LocalSlack, web: list[dict[str, Any]]) -> None:
    """Requests signed with another secret fail, as they do for a stranger."""
    url = slack._delivery._url.geturl()  # type: ignore[attr-defined]
    slack.deliver_over_http(url, "another secret")

    assert slack.slash("x", user="priya", channel="#general").error == "dispatch_failed"
    assert slack.deliveries[-1].ack.status == 401


def test_an_app_that_is_not_there_is_said(slack: LocalSlack) -> None:
    """A refused connection is `dispatch_failed`."""
    slack.deliver_over_http("http://127.0.0.1:1/slack/events")

    assert slack.slash("x", user="priya", channel="#general").error == "dispatch_failed"


def test_a_slow_app_is_a_timeout(web: list[dict[str, Any]], slack: LocalSlack) -> None:
    """No answer in the time an ack may take is `operation_timeout`."""
    slack.ack_seconds = 0.2
    slack.faults.slow("chat.postMessage", seconds=0.5)

    slack.post("sam", "hello", "sam")
    assert slack.deliveries[-1].ack.error == "operation_timeout"
