"""Makes the README's pictures as SVG: the console asked two questions, and a digest as a channel gets it.

    python docs/make_pictures.py

Both are what a person sees: the real Bolt app and the real digest on the shipped record, through the local Slack.
"""

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from bot.digest.contents import digest_of
from bot.digest.messages import digest_messages
from bot.service import FindingsService
from bot.state.subscriptions import Subscription
from bot.topics import EXAMPLES
from handlers.app import Connection, create_app
from handlers.console import Console
from handlers.local_slack import LocalSlack
from handlers.sender import SlackSender
from handlers.socket_mode import connect
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.load import load
from knowledge.sources import Folders
from knowledge.store import Store
from knowledge.topics import load_topics

HERE = Path(__file__).parent
QUESTIONS = (
    "/ofsted haringey grades 2026",
    "@ofsted What weaknesses did inspectors see in Islington's return home interviews?",
)
CHANNEL = "#improvement-board"
DAY = date(2026, 11, 23)

Scene = Callable[[Console, Pilot[Any]], Awaitable[None]]
"""What happens in the console before its picture is taken."""


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        report = load(Folders(user=Path(folder)), Path(folder) / "knowledge.sqlite3")
        service = FindingsService(
            Store(report.database), load_authorities(), load_frameworks(), load_topics()
        )

        async def digest(console: Console, pilot: Pilot[Any]) -> None:
            await pilot.pause(0.5)
            await asyncio.to_thread(_send_digest, console.slack, service)
            await pilot.pause(2)

        _picture(service, _questions, HERE / "answer.svg")
        _picture(service, digest, HERE / "digest.svg")


async def _questions(console: Console, pilot: Pilot[Any]) -> None:
    for text in QUESTIONS:
        console.query_one("Prompt").value = text  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause(1.5)


def _send_digest(slack: LocalSlack, service: FindingsService) -> None:
    subscription = Subscription("", "T", "C", "U", authorities=("Haringey",))
    digest, _ = digest_of(service.record, subscription, DAY)
    sender = SlackSender(slack.bot_token, slack.base_url)
    for message in digest_messages(digest):
        sender.post(slack.channel(CHANNEL).id, message)


def _picture(service: FindingsService, scene: Scene, path: Path) -> None:
    """Write to `path` what the console shows after `scene`."""
    with LocalSlack() as slack:
        app = create_app(service, Connection(slack.bot_token, api_url=slack.base_url), today=lambda: DAY)
        handler = connect(app, slack.app_token)
        slack.wait_for_connections()
        svg = asyncio.run(_played(slack, scene))
        handler.close()  # type: ignore[no-untyped-call]
    # The fonts that the export would fetch from the internet are left out: any fixed-width one does.
    path.write_text(re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL), "utf-8")


async def _played(slack: LocalSlack, scene: Scene) -> str:
    console = Console(slack, examples=EXAMPLES, title="Ofsted findings")
    async with console.run_test(size=(118, 50)) as pilot:
        await scene(console, pilot)
        return console.export_screenshot(title="Ofsted findings")


if __name__ == "__main__":
    main()
