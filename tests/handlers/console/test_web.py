"""The console in the browser: what the page asks for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import textual_serve.server
from aiohttp.test_utils import TestClient, TestServer
from textual_serve.server import Server

from handlers.console import web


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Server]:
    """The servers that `serve` would run, not run, with their page kept."""
    servers: list[Server] = []

    def keep(server: Server) -> None:
        server.page = (Path(server.templates_path) / "app_index.html").read_text()
        servers.append(server)

    monkeypatch.setattr(textual_serve.server.Server, "serve", keep)
    return servers


async def test_the_page_and_its_files_come_from_this_server_alone(served: list[Any], tmp_path: Path) -> None:
    """Nothing on the page, nor in its files, is fetched from the internet."""
    web.serve("true", port=8123, title="Findings")
    [server] = served
    (tmp_path / "app_index.html").write_text(server.page)
    server.templates_path = tmp_path
    server.on_startup = None

    async def quiet(app: Any) -> None:
        """Print nothing."""

    server.on_startup = quiet
    async with TestClient(TestServer(await server._make_app())) as client:
        page = await (await client.get("/")).text()
        assert "<title>Findings</title>" in page
        addresses = re.findall(r"https?://[^\"')\s]+", page)
        assert addresses
        assert all(address.startswith("http://127.0.0.1:8123/static/") for address in addresses)
        for address in addresses:
            file = await client.get(address.removeprefix("http://127.0.0.1:8123"))
            assert file.status == 200
        styles = await (await client.get("/static/css/xterm.css")).text()
        assert not re.search(r"(@import|url\()[^;]*https?:", styles)
