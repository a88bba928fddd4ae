"""The methods about the app itself: tokens, the Socket Mode address, team, bot, OAuth, and files."""

from __future__ import annotations

import secrets

from handlers.local_slack.api import Args, Method
from handlers.local_slack.api_messages import content, from_bot
from handlers.local_slack.backend import Backend, Refusal, StoredFile
from handlers.local_slack.models import APP_ID, BOT_ID, BOT_USER, TEAM_ID, TEAM_NAME, Json

FILE_BYTES = 1_000_000_000


def api_test(backend: Backend, args: Args) -> Json:
    """`api.test`: gives back its arguments, or the error asked for."""
    if error := args.text("error"):
        raise Refusal(error, args={**args.values})
    return {"args": {**args.values}}


def auth_test(backend: Backend, args: Args) -> Json:
    """`auth.test`."""
    return {
        "url": f"{backend.base_url}/",
        "team": TEAM_NAME,
        "user": backend.workspace.people[BOT_USER].handle,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def open_connection(backend: Backend, args: Args) -> Json:
    """`apps.connections.open`: a WebSocket address that can be used once."""
    ticket = secrets.token_hex(16)
    backend.tickets.add(ticket)
    return {"url": f"{backend.base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={APP_ID}"}


def team_info(backend: Backend, args: Args) -> Json:
    """`team.info`."""
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": "northmoor", "email_domain": ""}}


def bot_info(backend: Backend, args: Args) -> Json:
    """`bots.info`."""
    if args.text("bot", BOT_ID) != BOT_ID:
        raise Refusal("bot_not_found")
    name = backend.workspace.people[BOT_USER].handle
    return {"bot": {"id": BOT_ID, "deleted": False, "name": name, "app_id": APP_ID, "user_id": BOT_USER}}


def oauth_access(backend: Backend, args: Args) -> Json:
    """`oauth.v2.access`: exchanges a code, once, for the bot's token."""
    if args.text("client_id") != backend.client_id:
        raise Refusal("invalid_client_id")
    if args.text("client_secret") != backend.client_secret:
        raise Refusal("bad_client_secret")
    if args.text("code") not in backend.oauth_codes:
        raise Refusal("invalid_code")
    backend.oauth_codes.discard(args.text("code"))
    return {
        "app_id": APP_ID,
        "authed_user": {"id": next(iter(backend.workspace.people.values())).id},
        "scope": ",".join(sorted(backend.scopes)),
        "token_type": "bot",
        "access_token": backend.bot_token,
        "bot_user_id": BOT_USER,
        "team": {"id": TEAM_ID, "name": TEAM_NAME},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def file_payload(backend: Backend, file: StoredFile) -> Json:
    """Return a file as messages and `files.info` carry it."""
    link = f"{backend.base_url}/files-pri/{TEAM_ID}-{file.id}/{file.name}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "filetype": file.name.rpartition(".")[2].lower(),
        "mimetype": "application/pdf" if file.name.lower().endswith(".pdf") else "application/octet-stream",
        "size": len(file.content or b""),
        "user": file.user,
        "mode": "hosted",
        "is_external": False,
        "file_access": "visible",
        "url_private": link,
        "url_private_download": f"{link}?download=1",
    }


def upload_address(backend: Backend, args: Args) -> Json:
    """`files.getUploadURLExternal`: where to send the bytes."""
    length = args.number("length", 0)
    if not 0 < length <= FILE_BYTES:
        raise Refusal("file_upload_size_restricted" if length > FILE_BYTES else "invalid_arguments")
    file = StoredFile(backend.workspace.next_id("F"), args.text("filename"), length, BOT_USER)
    backend.files[file.id] = file
    return {"upload_url": f"{backend.base_url}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(backend: Backend, args: Args) -> Json:
    """`files.completeUploadExternal`: shares uploaded files, in a channel when one is named."""
    named = args.parsed("files")
    if not isinstance(named, list) or not named:
        raise Refusal("invalid_arguments", "missing required field: files")
    files = []
    for entry in named:
        file = backend.files.get(str(entry.get("id")))
        if file is None or file.content is None or file.shared:
            raise Refusal("file_not_found" if file is None else "internal_error")
        file.title = str(entry.get("title") or file.name)
        files.append(file)
    payloads = [file_payload(backend, file) for file in files]
    if where := args.text("channel_id") or args.text("channels"):
        channel = backend.writable_channel(where)
        comment = args.text("initial_comment")
        held = content(backend, Args({"text": comment})) if comment else {}
        backend.workspace.add(
            from_bot(
                backend,
                channel.id,
                held,
                files=tuple(payloads),
                subtype="file_share",
                thread_ts=args.text("thread_ts") or None,
            )
        )
    for file in files:
        file.shared = True
    return {"files": payloads}


def file_info(backend: Backend, args: Args) -> Json:
    """`files.info`."""
    file = backend.files.get(args.text("file"))
    if file is None:
        raise Refusal("file_not_found")
    return {"file": file_payload(backend, file)}


METHODS: dict[str, Method] = {
    "api.test": Method(api_test, token="none"),
    "auth.test": Method(auth_test),
    "apps.connections.open": Method(open_connection, token="app"),
    "team.info": Method(team_info, (), ("team:read",)),
    "bots.info": Method(bot_info, (), ("users:read",)),
    "oauth.v2.access": Method(oauth_access, ("code",), token="none"),
    "files.getUploadURLExternal": Method(upload_address, ("filename", "length"), ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files",), ("files:write",)),
    "files.info": Method(file_info, ("file",), ("files:read",)),
}
