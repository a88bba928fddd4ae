"""A local Slack, and one with a small real Bolt app connected to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from handlers.local_slack import LocalSlack

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "track",
    "title": {"type": "plain_text", "text": "Track an improvement"},
    "submit": {"type": "plain_text", "text": "Save"},
    "notify_on_close": True,
    "private_metadata": "islington",
    "blocks": [
        {
            "type": "input",
            "block_id": "owner",
            "label": {"type": "plain_text", "text": "Owner"},
            "element": {"type": "users_select", "action_id": "who"},
        },
        {
            "type": "input",
            "block_id": "note",
            "optional": True,
            "label": {"type": "plain_text", "text": "Note"},
            "element": {"type": "plain_text_input", "action_id": "words"},
        },
        {
            "type": "input",
            "block_id": "place",
            "optional": True,
            "label": {"type": "plain_text", "text": "Authority"},
            "element": {"type": "external_select", "action_id": "authority", "min_query_length": 1},
        },
    ],
}
BUTTONS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "What next?"}},
    {
        "type": "actions",
        "block_id": "next",
        "elements": [
            {
                "type": "button",
                "action_id": "open",
                "value": "7",
                "text": {"type": "plain_text", "text": "Track this"},
            },
            {
                "type": "button",
                "action_id": "replace",
                "value": "x",
                "text": {"type": "plain_text", "text": "Replace"},
            },
            {
                "type": "static_select",
                "action_id": "pick",
                "placeholder": {"type": "plain_text", "text": "Authority"},
                "options": [
                    {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
                    for name in ("Camden", "Islington")
                ],
            },
        ],
    },
]


def small_app(client: WebClient, **options: Any) -> App:
    """Return a Bolt app with one listener of each kind; `app.seen` holds the bodies it got."""
    app = App(client=client, process_before_response=True, **options)
    seen: list[dict[str, Any]] = []
    app.seen = seen  # type: ignore[attr-defined]

    @app.middleware
    def keep(body: dict[str, Any], context: Any, payload: Any, next: Any, req: Any) -> None:
        seen.append(body | {"retry": req.headers.get("x-slack-retry-num")})
        next()

    @app.command("/ofsted")
    def ofsted(ack: Any, command: dict[str, Any], respond: Any) -> None:
        match command["text"]:
            case "silent":
                ack()
            case "buttons":
                ack(text="What next?", blocks=BUTTONS)
            case "broken":
                ack(blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}])
            case "public":
                ack(text="for all", response_type="in_channel")
            case "later":
                ack("at once")
                respond("later", response_type="in_channel")
            case "never":
                pass
            case text:
                ack(f"you asked: {text}")

    @app.event("app_mention")
    def mention(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postMessage(
            channel=event["channel"], thread_ts=event["ts"], text="What next?", blocks=BUTTONS
        )

    @app.event("message")
    def message(event: dict[str, Any], client: WebClient) -> None:
        if event["channel_type"] == "im" and "subtype" not in event and "bot_id" not in event:
            client.chat_postMessage(channel=event["channel"], text=f"heard: {event['text']}")

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Your items*"}}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("open")
    def open_modal(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        ack()

    @app.action("replace")
    def replace(ack: Any, respond: Any) -> None:
        respond(text="replaced", replace_original=True)
        ack()

    @app.action("pick")
    def pick(ack: Any, action: dict[str, Any], respond: Any) -> None:
        respond(text=f"picked {action['selected_option']['value']}")
        ack()

    @app.view("track")
    def track(ack: Any, view: dict[str, Any]) -> None:
        words = view["state"]["values"]["note"]["words"]["value"]
        if words == "bad":
            ack(response_action="errors", errors={"note": "Not that."})
        elif words == "long title":
            ack(response_action="update", view=MODAL | {"title": {"type": "plain_text", "text": "x" * 25}})
        elif words == "another":
            ack(response_action="push", view=MODAL | {"title": {"type": "plain_text", "text": "Second"}})
        else:
            ack()

    @app.view_closed("track")
    def closed(ack: Any) -> None:
        ack()

    @app.options("authority")
    def authorities(ack: Any, payload: dict[str, Any]) -> None:
        names = [name for name in ("Camden", "Islington") if payload["value"].lower() in name.lower()]
        ack(options=[{"text": {"type": "plain_text", "text": name}, "value": name} for name in names])

    @app.shortcut("note_this")
    def shortcut(ack: Any) -> None:
        ack()

    return app


@pytest.fixture
def make_app() -> Callable[..., App]:
    """What builds the small app, for tests that connect it their own way."""
    return small_app


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A local Slack with no app connected."""
    with LocalSlack() as started:
        yield started


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    """A Web API client with the bot's token."""
    return WebClient(slack.bot_token, base_url=slack.base_url)


@pytest.fixture(scope="module")
def connected() -> Iterator[tuple[LocalSlack, App]]:
    """A local Slack and a Bolt app connected to it over Socket Mode, shared by a module's tests."""
    with LocalSlack() as started:
        app = small_app(WebClient(started.bot_token, base_url=started.base_url))
        handler = SocketModeHandler(app, started.app_token)
        handler.connect()
        started.wait_for_connections()
        yield started, app
        handler.close()


@pytest.fixture
def live(connected: tuple[LocalSlack, App]) -> LocalSlack:
    """The shared local Slack with an app connected, its records emptied."""
    started, app = connected
    started.calls.clear()
    started.deliveries.clear()
    app.seen.clear()  # type: ignore[attr-defined]
    return started


@pytest.fixture
def seen(connected: tuple[LocalSlack, App], live: LocalSlack) -> list[dict[str, Any]]:
    """The bodies the connected app has received in this test."""
    bodies: list[dict[str, Any]] = connected[1].seen  # type: ignore[attr-defined]
    return bodies
