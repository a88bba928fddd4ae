"""The console in a browser: textual-serve runs the command once per visitor and shows it on a page.

The page is ours because textual-serve's own asks a font service on the internet; this one asks only the
server it came from.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from textual_serve.server import Server

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ application.name }}</title>
<link rel="stylesheet" href="{{ config.static.url }}css/xterm.css">
<script src="{{ config.static.url }}js/textual.js"></script>
<style>
@font-face { font-family: "Roboto Mono"; font-weight: 100 700;
             src: url("{{ config.static.url }}fonts/RobotoMono-VariableFont_wght.ttf"); }
@font-face { font-family: "Roboto Mono"; font-weight: 100 700; font-style: italic;
             src: url("{{ config.static.url }}fonts/RobotoMono-Italic-VariableFont_wght.ttf"); }
html, body { height: 100%; margin: 0; background: #121212; color: #e0e0e0; }
.note { position: fixed; inset: 0; display: flex; gap: 1em; align-items: center; justify-content: center;
        font: 1rem "Roboto Mono", monospace; }
#terminal { width: 100vw; height: 100vh; }
#ended, body.-first-byte #starting { display: none; }
body.-closed #ended { display: flex; z-index: 10; background: #121212; }
#start { display: none; }
#start.-delay { display: inline; }
</style>
</head>
<body>
<div id="starting" class="note" role="status">
  <span>{{ application.name }} is starting…</span>
  <button id="start" type="button" onclick="location.reload()">Start</button>
</div>
<div id="ended" class="note" role="status">
  <span>The session has ended.</span>
  <button type="button" onclick="location.reload()">Start again</button>
</div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{{ app_websocket_url }}"
     data-font-size="{{ font_size }}"></div>
</body>
</html>
"""


def serve(command: str, host: str = "127.0.0.1", port: int = 8000, *, title: str = "Ofsted findings") -> None:
    """Serve a console command in the browser until interrupted.

    Args:
        command: The shell command that runs the console, once per visitor.
        host: Address to listen on; only this machine unless changed.
        port: Port to listen on.
        title: The page's title.
    """
    with TemporaryDirectory() as folder:
        (Path(folder) / "app_index.html").write_text(PAGE, encoding="utf-8")
        Server(command, host, port, title, templates_path=folder).serve()
