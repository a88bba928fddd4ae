"""Makes the README's picture: the console, asked one question, as an SVG.

    python docs/make_picture.py

The picture is what a person sees: the real Bolt app on the local Slack.
"""

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path

from bot.service import FindingsService
from bot.topics import EXAMPLES
from handlers.app import Connection, create_app
from handlers.console import Console
from handlers.local_slack import LocalSlack
from handlers.socket_mode import connect
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.load import load
from knowledge.sources import Folders
from knowledge.store import Store
from knowledge.topics import load_topics

PICTURE = Path(__file__).with_name("answer.svg")
QUESTION = "/ofsted haringey grades 2026"
FOLLOWING = "@ofsted What weaknesses did inspectors see in Islington's return home interviews?"
AS_OF = date(2026, 11, 23)


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        report = load(Folders(user=Path(folder)), Path(folder) / "knowledge.sqlite3")
        service = FindingsService(
            Store(report.database), load_authorities(), load_frameworks(), load_topics()
        )
        with LocalSlack() as slack:
            app = create_app(
                service, Connection(slack.bot_token, api_url=slack.base_url), today=lambda: AS_OF
            )
            handler = connect(app, slack.app_token)
            slack.wait_for_connections()
            asyncio.run(_draw(slack))
            handler.close()  # type: ignore[no-untyped-call]


async def _draw(slack: LocalSlack) -> None:
    console = Console(slack, examples=EXAMPLES, title="Ofsted findings")
    async with console.run_test(size=(118, 50)) as pilot:
        for text in (QUESTION, FOLLOWING):
            console.query_one("Prompt").value = text  # type: ignore[attr-defined]
            await pilot.press("enter")
            await pilot.pause(1.5)
        svg = console.export_screenshot(title="Ofsted findings")
    # The fonts that the export would fetch from the internet are left out: any fixed-width one does.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    PICTURE.write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
