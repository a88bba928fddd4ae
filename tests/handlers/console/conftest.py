"""A console in front of a local Slack with a small real Bolt app."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from handlers.console import Console
from handlers.local_slack import LocalSlack

CONFIRM = {
    "title": {"type": "plain_text", "text": "Close this item?"},
    "text": {"type": "mrkdwn", "text": "It *stays* in the record."},
    "confirm": {"type": "plain_text", "text": "Close it"},
    "deny": {"type": "plain_text", "text": "Keep it"},
}


def words(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def options(*names: str) -> list[dict[str, Any]]:
    return [{"text": words(name), "value": name.lower()} for name in names]


ANSWER: list[dict[str, Any]] = [
    {"type": "header", "text": words("Islington: grades")},
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Overall* was _good_."}},
    {
        "type": "section",
        "fields": [{"type": "mrkdwn", "text": "*Safeguarding*\ngood"}, {"type": "mrkdwn", "text": "x"}],
    },
    {"type": "divider"},
    {"type": "image", "image_url": "https://example.org/i.png", "alt_text": "A chart of grades"},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "Return home interviews"},
        "accessory": {"type": "button", "action_id": "track", "text": words("Track this"), "value": "7"},
    },
    {
        "type": "actions",
        "block_id": "more",
        "elements": [
            {"type": "button", "action_id": "close", "text": words("Close"), "confirm": CONFIRM},
            {
                "type": "static_select",
                "action_id": "pick",
                "placeholder": words("Another authority"),
                "options": options("Camden", "Islington"),
            },
            {"type": "overflow", "action_id": "menu", "options": options("Share", "Copy")},
            {"type": "external_select", "action_id": "find", "placeholder": words("Find")},
            {
                "type": "multi_static_select",
                "action_id": "several",
                "placeholder": words("Several"),
                "options": options("One", "Two"),
            },
        ],
    },
    {"type": "markdown", "text": "**markdown** text"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in ("ab", "cd")]},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "published 9 March 2012"}]},
]
FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": words("Track"),
    "submit": words("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "owner",
            "label": words("Owner"),
            "hint": words("Who does it"),
            "element": {"type": "users_select", "action_id": "who"},
        },
        {
            "type": "input",
            "block_id": "due",
            "label": words("Due"),
            "element": {"type": "datepicker", "action_id": "date", "initial_date": "2012-06-09"},
        },
        {
            "type": "input",
            "block_id": "note",
            "optional": True,
            "label": words("Note"),
            "element": {"type": "plain_text_input", "action_id": "text", "multiline": True},
        },
        {
            "type": "input",
            "block_id": "state",
            "optional": True,
            "label": words("Status"),
            "element": {"type": "radio_buttons", "action_id": "one", "options": options("Open", "Done")},
        },
        {
            "type": "input",
            "block_id": "tags",
            "optional": True,
            "label": words("Topics"),
            "element": {"type": "checkboxes", "action_id": "many", "options": options("Care", "Court")},
        },
    ],
}


def console_app(client: WebClient, acted: list[dict[str, Any]]) -> App:
    """Return a Bolt app that answers with one of everything and keeps what was done in `acted`."""
    app = App(client=client, process_before_response=True)

    @app.command("/ofsted")
    def ofsted(ack: Any, command: dict[str, Any]) -> None:
        if command["text"] != "never":
            ack(text="Islington: grades", blocks=ANSWER)

    @app.event("app_mention")
    def mention(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="*In* the thread")

    @app.event("message")
    def message(event: dict[str, Any], client: WebClient) -> None:
        if event["channel_type"] == "im":
            client.chat_postMessage(channel=event["channel"], text=f"heard {event['text']}")

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Your items*"}}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("track")
    def track(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.action(re.compile("^(?!track$)"))
    def other(ack: Any, action: dict[str, Any]) -> None:
        acted.append(action)
        ack()

    @app.options("find")
    def find(ack: Any, payload: dict[str, Any]) -> None:
        ack(options=options(*(name for name in ("Derby", "Devon") if payload["value"] in name)))

    @app.view("form")
    def form(ack: Any, view: dict[str, Any]) -> None:
        acted.append(view["state"]["values"])
        if view["state"]["values"]["due"]["date"]["selected_date"] == "2012-01-01":
            ack(response_action="errors", errors={"due": "That day is past."})
        else:
            ack()

    return app


@pytest.fixture(scope="package")
def connected() -> Iterator[tuple[LocalSlack, list[dict[str, Any]]]]:
    """A local Slack with the app connected, and what the app was told, shared by the tests of this folder.

    No longer than theirs: its connection draws random numbers, which other tests' strategies would be blamed for.
    """
    acted: list[dict[str, Any]] = []
    with LocalSlack() as slack:
        handler = SocketModeHandler(
            console_app(WebClient(slack.bot_token, base_url=slack.base_url), acted), slack.app_token
        )
        handler.connect()
        slack.wait_for_connections()
        yield slack, acted
        handler.close()


@pytest.fixture
def slack(connected: tuple[LocalSlack, list[dict[str, Any]]]) -> LocalSlack:
    """The shared local Slack, its conversations emptied."""
    started = connected[0]
    for channel in started.channels:
        for message in started.messages(channel):
            started.workspace.remove(message)
    started.workspace.modals.clear()
    started.workspace.homes.clear()
    return started


@pytest.fixture
def acted(connected: tuple[LocalSlack, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What the app was told in this test: actions and submitted values."""
    connected[1].clear()
    return connected[1]


@pytest.fixture
def console(slack: LocalSlack) -> Console:
    """A console, not yet running."""
    return Console(slack, examples=["/ofsted islington grades", "What must Derby improve?"], title="Findings")


@pytest.fixture
def make_console(slack: LocalSlack) -> Callable[..., Console]:
    """What builds further consoles on the same Slack."""
    return lambda **more: Console(slack, **({"examples": [], "title": "Findings"} | more))
