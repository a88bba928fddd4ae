"""The Web API: what is accepted, and every refusal with its code."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient

from handlers.local_slack import BOT_USER, LocalSlack

HEADER = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [SECTION]}


def refusal(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """Return Slack's answer to a call that must be refused."""
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, json=arguments or {"x": 1})
    answer: dict[str, Any] = refused.value.response.data
    return answer


def test_a_message_is_posted_updated_and_deleted(slack: LocalSlack, client: WebClient) -> None:
    """What the app posts is there, changes and goes."""
    posted = client.chat_postMessage(channel="#general", text="first", blocks=[SECTION])
    message = slack.wait_for_message("#general")
    assert (message.ts, message.text, message.user) == (posted["ts"], "first", BOT_USER)
    assert message.blocks[0]["block_id"]

    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="second")
    assert slack.messages("#general")[0].text == "second"
    assert slack.messages("#general")[0].blocks
    client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert slack.messages("#general") == ()


def test_the_async_client_is_served_alike(slack: LocalSlack) -> None:
    """slack_sdk's asynchronous client posts to the same server."""

    async def post() -> bool:
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        answer = await client.chat_postMessage(channel="#general", text="hello", blocks=[SECTION])
        return bool(answer["ok"])

    assert asyncio.run(post())


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-other", "invalid_auth"), ("app", "not_allowed_token_type")],
)
def test_the_token_is_checked(slack: LocalSlack, token: str | None, error: str) -> None:
    """A call needs the bot's token and no other."""
    client = WebClient(slack.app_token if token == "app" else token, base_url=slack.base_url)

    assert refusal(client, "auth.test")["error"] == error


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.shout", {}, "unknown_method"),
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C404", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "#outside", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "#secret", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "#old", "text": "x"}, "is_archived"),
        ("chat.postMessage", {"channel": "#general"}, "no_text"),
        ("chat.postMessage", {"channel": "#general", "text": "x" * 40_001}, "msg_too_long"),
        ("chat.postMessage", {"channel": "#general", "blocks": [HEADER]}, "invalid_blocks"),
        ("chat.postMessage", {"channel": "#general", "blocks": "[{"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "#general", "blocks": {"a": 1}}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "#general", "text": "x", "thread_ts": "1"}, "invalid_thread_ts"),
        (
            "chat.postMessage",
            {"channel": "#general", "text": "x", "thread_ts": "1.000000"},
            "thread_not_found",
        ),
        (
            "chat.postMessage",
            {"channel": "#general", "text": "x", "metadata": {"event_type": "e"}},
            "invalid_metadata_format",
        ),
        ("chat.postEphemeral", {"channel": "#general", "text": "x", "user": "U404"}, "user_not_found"),
        ("chat.update", {"channel": "#general", "text": "x", "ts": "1.000000"}, "message_not_found"),
        ("chat.delete", {"channel": "#general", "ts": "1.000000"}, "message_not_found"),
        ("chat.scheduleMessage", {"channel": "#general", "text": "x", "post_at": 1}, "time_in_past"),
        ("chat.scheduleMessage", {"channel": "#general", "text": "x", "post_at": 10**11}, "time_too_far"),
        ("conversations.info", {"channel": "C404"}, "channel_not_found"),
        ("conversations.history", {"channel": "#outside"}, "not_in_channel"),
        ("conversations.list", {"types": "everything"}, "invalid_types"),
        ("conversations.list", {"types": "mpim"}, "missing_scope"),
        ("conversations.list", {"cursor": "nonsense"}, "invalid_cursor"),
        ("conversations.list", {"limit": 5000}, "invalid_limit"),
        ("conversations.join", {"channel": "#outside"}, "missing_scope"),
        ("conversations.open", {"users": "U404"}, "user_not_found"),
        ("users.info", {"user": "U404"}, "user_not_found"),
        ("usergroups.users.list", {"usergroup": "S404"}, "no_such_subteam"),
        ("views.open", {"trigger_id": "1.2.3", "view": MODAL}, "invalid_trigger_id"),
        ("views.open", {"trigger_id": "1.2.3", "view": MODAL | {"type": "sheet"}}, "invalid_arguments"),
        ("views.update", {"view_id": "V404", "view": MODAL}, "not_found"),
        ("views.publish", {"user_id": "U404", "view": MODAL}, "user_not_found"),
        ("reactions.add", {"channel": "#general", "timestamp": "1.0", "name": "x"}, "message_not_found"),
        ("bots.info", {"bot": "B404"}, "bot_not_found"),
        ("files.completeUploadExternal", {"files": [{"id": "F404"}]}, "file_not_found"),
        ("oauth.v2.access", {"code": "x", "client_id": "?"}, "invalid_client_id"),
    ],
)
def test_a_call_is_refused_with_slacks_code(
    slack: LocalSlack, client: WebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    """Every refusal carries the code Slack uses."""
    slack.add_channel("outside", bot=False)
    slack.add_channel("secret", bot=False, private=True)
    slack.add_channel("old", archived=True)

    assert refusal(client, method, **arguments)["error"] == error
    assert slack.calls[-1].error == error


def test_invalid_blocks_say_what_and_where(client: WebClient) -> None:
    """The answer names every breach and its place."""
    answer = refusal(client, "chat.postMessage", channel="#general", blocks=[HEADER])

    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_blocks_may_not_be_too_long_together(client: WebClient) -> None:
    """Many long sections are refused as a whole, each being allowed."""
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}

    assert refusal(client, "chat.postMessage", channel="#general", blocks=[long] * 5)["error"] == (
        "msg_blocks_too_long"
    )


def test_an_update_has_less_text_than_a_post(slack: LocalSlack, client: WebClient) -> None:
    """`chat.update` takes 4,000 characters of text."""
    posted = client.chat_postMessage(channel="#general", text="x" * 4001)

    answer = refusal(client, "chat.update", channel="#general", ts=posted["ts"], text="x" * 4001)
    assert answer["error"] == "msg_too_long"


def test_only_the_bots_own_messages_change(slack: LocalSlack, client: WebClient) -> None:
    """What a person wrote can be neither updated nor deleted by the app."""
    theirs = slack.post("#general", "mine", "priya")

    where = {"channel": theirs.channel, "ts": theirs.ts}
    assert refusal(client, "chat.update", **where, text="x")["error"] == "cant_update_message"
    assert refusal(client, "chat.delete", **where)["error"] == "cant_delete_message"


def test_a_missing_scope_is_named() -> None:
    """A call without its scope says which is needed and which there are."""
    with LocalSlack(scopes={"commands"}) as slack:
        client = WebClient(slack.bot_token, base_url=slack.base_url)
        answer = refusal(client, "chat.postMessage", channel="#general", text="x")

    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "chat:write",
        "commands",
    )


def test_a_manifest_gives_scopes_events_and_commands() -> None:
    """The app's manifest decides what is granted, delivered and known."""
    manifest = {
        "features": {"slash_commands": [{"command": "/findings"}]},
        "oauth_config": {"scopes": {"bot": ["chat:write", "channels:join"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }
    slack = LocalSlack(manifest=manifest)

    assert slack.backend.scopes == {"chat:write", "channels:join"}
    assert slack.events == {"app_mention"}
    assert slack.slash("x", user="priya", channel="#general").shown == "/ofsted is not a valid command."


def test_metadata_is_given_back_when_asked_for(client: WebClient) -> None:
    """History holds a message's metadata in full only with `include_all_metadata`."""
    metadata = {"event_type": "digest", "event_payload": {"day": "2012-03-09"}}
    posted = client.chat_postMessage(channel="#general", text="x", metadata=metadata)

    short = client.conversations_history(channel=posted["channel"])["messages"][0]
    full = client.conversations_history(channel=posted["channel"], include_all_metadata=True)["messages"][0]
    assert short["metadata"] == {"event_type": "digest"}
    assert full["metadata"] == metadata


def test_history_is_newest_first_and_paged(slack: LocalSlack, client: WebClient) -> None:
    """History leaves out replies and ephemeral messages, and comes a page at a time."""
    first = client.chat_postMessage(channel="#general", text="1")
    client.chat_postMessage(channel="#general", text="1a", thread_ts=first["ts"])
    client.chat_postEphemeral(channel="#general", text="hidden", user=slack.person("tom").id)
    client.chat_postMessage(channel="#general", text="2")

    pages = client.conversations_history(channel=first["channel"], limit=1)
    assert [page["messages"][0]["text"] for page in pages] == ["2", "1"]
    newer = client.conversations_history(channel=first["channel"], oldest=first["ts"])
    assert [message["text"] for message in newer["messages"]] == ["2"]
    thread = client.conversations_replies(channel=first["channel"], ts=first["ts"])
    assert [message["text"] for message in thread["messages"]] == ["1", "1a"]


def test_people_and_conversations_are_listed(slack: LocalSlack, client: WebClient) -> None:
    """The app finds who is there, which channels there are and who is in them."""
    slack.add_usergroup("S1", ["grace", "sam"])
    channels = client.conversations_list()["channels"]

    assert [channel["name"] for channel in channels] == ["general", "improvement-board"]
    assert BOT_USER in client.conversations_members(channel=channels[0]["id"])["members"]
    assert client.users_info(user=slack.person("grace").id)["user"]["profile"]["title"] == "Governance clerk"
    assert len(client.users_list()["members"]) == 5
    assert client.conversations_open(users=slack.person("tom").id)["channel"]["id"] == slack.dm("tom").id
    assert client.usergroups_users_list(usergroup="S1")["users"] == [
        slack.person("grace").id,
        slack.person("sam").id,
    ]
    assert client.auth_test()["user_id"] == BOT_USER
    assert client.team_info()["team"]["name"]
    assert client.bots_info()["bot"]["user_id"] == BOT_USER


def test_a_trigger_opens_one_view_within_three_seconds(slack: LocalSlack, client: WebClient) -> None:
    """A trigger id is used up by the first call and expires after three seconds."""
    user = slack.person("priya").id
    trigger = slack.backend.triggers.issue(user)
    client.views_open(trigger_id=trigger, view=MODAL)
    assert refusal(client, "views.open", trigger_id=trigger, view=MODAL)["error"] == "exchanged_trigger_id"

    late = slack.backend.triggers.issue(user)
    slack.advance(3.1)
    assert refusal(client, "views.open", trigger_id=late, view=MODAL)["error"] == "trigger_expired"


def test_modals_stack_three_deep_and_change_by_hash(slack: LocalSlack, client: WebClient) -> None:
    """A fourth modal is refused, and so is a change to a view that changed meanwhile."""
    user = slack.person("priya").id
    view = client.views_open(trigger_id=slack.backend.triggers.issue(user), view=MODAL)["view"]
    for _ in range(2):
        client.views_push(trigger_id=slack.backend.triggers.issue(user), view=MODAL)
    fourth = refusal(client, "views.push", trigger_id=slack.backend.triggers.issue(user), view=MODAL)
    assert fourth["error"] == "push_limit_reached"

    client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)
    stale = refusal(client, "views.update", view_id=view["id"], hash=view["hash"], view=MODAL)
    assert stale["error"] == "hash_conflict"


def test_a_response_url_works_five_times_and_thirty_minutes(slack: LocalSlack) -> None:
    """After five posts, or half an hour, the address is gone."""
    place, person = slack.channel("#general").id, slack.person("priya").id
    hook = WebhookClient(slack.backend.issue_reply(place, person))

    assert [hook.send(text="x").status_code for _ in range(6)] == [200] * 5 + [404]
    assert "used_url" in hook.send(text="x").body
    late = WebhookClient(slack.backend.issue_reply(place, person))
    slack.advance(30 * 60 + 1)
    assert "expired_url" in late.send(text="x").body
    assert all(message.visible_to == person for message in slack.messages("#general"))


def test_a_file_is_uploaded_shared_and_read_back(slack: LocalSlack, client: WebClient) -> None:
    """The external upload's three steps end in a message with the file."""
    client.files_upload_v2(
        channel=slack.channel("#general").id, filename="pack.csv", content="a,b", initial_comment="The pack"
    )

    message = slack.wait_for_message("#general")
    assert (message.text, message.files[0]["name"], message.files[0]["size"]) == ("The pack", "pack.csv", 3)


def test_an_oauth_code_is_exchanged_once(slack: LocalSlack) -> None:
    """A code gives the bot's token to who knows the client secret, and then is spent."""
    code = slack.new_oauth_code()
    given = {"client_id": "1.2", "client_secret": "local-client-secret", "code": code}
    client = WebClient(base_url=slack.base_url)

    assert client.oauth_v2_access(**given)["access_token"] == slack.bot_token
    with pytest.raises(SlackApiError, match="invalid_code"):
        client.oauth_v2_access(**given)
    coded = base64.b64encode(b"1.2:wrong").decode()
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        client.api_call("oauth.v2.access", params={"code": "x"}, headers={"Authorization": f"Basic {coded}"})


def test_a_scheduled_message_waits_for_its_time(slack: LocalSlack, client: WebClient) -> None:
    """A scheduled message is posted once the clock has passed its time."""
    at = int(slack.workspace.now()) + 600
    client.chat_scheduleMessage(channel="#general", text="digest", post_at=at)
    assert slack.messages("#general") == ()

    slack.advance(601)
    assert [message.text for message in slack.messages("#general")] == ["digest"]


def test_a_reaction_is_added_once(slack: LocalSlack, client: WebClient) -> None:
    """The same reaction twice is refused."""
    message = slack.post("#general", "done", "tom")
    where = {"channel": message.channel, "timestamp": message.ts, "name": "white_check_mark"}
    client.reactions_add(**where)

    assert refusal(client, "reactions.add", **where)["error"] == "already_reacted"
    assert slack.messages("#general")[0].reactions == (("white_check_mark", BOT_USER),)
