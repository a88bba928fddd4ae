"""Makes the picture of a digest in the README: set up and sent in the console, as an SVG.

    python docs/make_digest_picture.py

What is shown is what the real digest sends on the shipped record, through the local Slack.
"""

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path

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

PICTURE = Path(__file__).with_name("digest.svg")
DAY = date(2026, 11, 23)
CHANNEL = "#improvement-board"


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        report = load(Folders(user=Path(folder)), Path(folder) / "knowledge.sqlite3")
        service = FindingsService(
            Store(report.database), load_authorities(), load_frameworks(), load_topics()
        )
        with LocalSlack() as slack:
            connection = Connection(slack.bot_token, api_url=slack.base_url)
            app = create_app(service, connection, today=lambda: DAY)
            handler = connect(app, slack.app_token)
            slack.wait_for_connections()
            asyncio.run(_draw(slack, service))
            handler.close()  # type: ignore[no-untyped-call]


def _send(slack: LocalSlack, service: FindingsService) -> None:
    subscription = Subscription("", "T", "C", "U", authorities=("Haringey",))
    digest, _ = digest_of(service.record, subscription, DAY)
    sender = SlackSender(slack.bot_token, slack.base_url)
    for message in digest_messages(digest):
        sender.post(slack.channel(CHANNEL).id, message)


async def _draw(slack: LocalSlack, service: FindingsService) -> None:
    console = Console(slack, examples=EXAMPLES, title="Ofsted findings")
    async with console.run_test(size=(118, 50)) as pilot:
        await pilot.pause(0.5)
        await asyncio.to_thread(_send, slack, service)
        await pilot.pause(2)
        svg = console.export_screenshot(title="Ofsted findings")
    # The fonts that the export would fetch from the internet are left out: any fixed-width one does.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    PICTURE.write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
