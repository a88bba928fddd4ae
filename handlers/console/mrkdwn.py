"""Slack's markup as styled terminal text: bold, italic, strike, code, links, quotes, mentions.

Pure: text in, `Content` out. How ids become names is passed in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from textual.content import Content
from textual.style import Style

Names = Callable[[str], str]
Part = tuple[str, Style]

_PLAIN = Style()
_CODE = Style(bold=True, dim=True)
_QUOTE = Style(italic=True)
_NAMED = Style(bold=True, underline=True)
_TOKEN = re.compile(r"`(?P<code>[^`\n]+)`|<(?P<angle>[^<>\n]+)>|(?P<emoji>:[a-z0-9_+-]+:)")
_MARKED = tuple(
    (
        re.compile(rf"(?<![\w{re.escape(mark)}]){re.escape(mark)}(?=\S)(.+?)(?<=\S){re.escape(mark)}(?!\w)"),
        style,
    )
    for mark, style in (("*", Style(bold=True)), ("_", Style(italic=True)), ("~", Style(strike=True)))
)
_EMOJI = {
    ":white_check_mark:": "✓",
    ":heavy_check_mark:": "✓",
    ":x:": "✗",
    ":warning:": "!",
    ":information_source:": "i",
    ":mag:": "⌕",
    ":arrow_up:": "↑",
    ":arrow_down:": "↓",
    ":arrow_right:": "→",
}


def nobody(identifier: str) -> str:
    """Name nobody: the id itself is the name."""
    return identifier


def mrkdwn(text: str, names: Names = nobody) -> Content:
    """Return Slack markup as styled text, line breaks kept.

    Args:
        text: The markup, with `&amp;`, `&lt;` and `&gt;` as Slack has them.
        names: What a user or channel id is called.
    """
    parts: list[Part] = []
    for index, stretch in enumerate(text.split("```")):
        if index % 2:
            parts.append((html.unescape(stretch.strip("\n")), _CODE))
            continue
        lines = stretch.split("\n")
        for number, line in enumerate(lines):
            if number:
                parts.append(("\n", _PLAIN))
            parts += _line(line, names)
    return _assembled(parts)


def plain(text: str) -> Content:
    """Return text without markup, as `plain_text` objects have it."""
    return Content(html.unescape(_EMOJI_NAME.sub(lambda match: _EMOJI[match.group()], text)))


_EMOJI_NAME = re.compile("|".join(re.escape(name) for name in _EMOJI))


def text_object(text: Mapping[str, Any] | None, names: Names = nobody) -> Content:
    """Return a Block Kit text object as styled text; nothing for None."""
    if not text:
        return Content("")
    words = str(text.get("text", ""))
    return mrkdwn(words, names) if text.get("type") == "mrkdwn" else plain(words)


def rich_text(elements: Iterable[Mapping[str, Any]], names: Names = nobody) -> Content:
    """Return the elements of a `rich_text` block as styled text."""
    return _assembled(list(_rich(elements, names, _PLAIN)))


def _assembled(parts: Iterable[Part]) -> Content:
    return Content.assemble(*((text, style) for text, style in parts if text))


def _line(line: str, names: Names) -> Iterator[Part]:
    quoted = line.removeprefix("&gt;") if line.startswith("&gt;") else line.removeprefix(">")
    if quoted != line:
        yield "▌ ", Style(dim=True)
        yield from _inline(quoted.lstrip(), names, _QUOTE)
    elif match := re.match(r"(\s*)[-*•]\s+(.*)", line):
        yield f"{match.group(1)}• ", _PLAIN
        yield from _inline(match.group(2), names, _PLAIN)
    else:
        yield from _inline(line, names, _PLAIN)


def _inline(text: str, names: Names, style: Style) -> Iterator[Part]:
    """Yield a line's parts: code, links and emoji first, because marks inside them mean nothing."""
    kept: list[Part] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(_token(match, names, style))
        return f"\x00{len(kept) - 1}\x00"

    yield from _marked(_TOKEN.sub(keep, text), style, kept)


def _token(match: re.Match[str], names: Names, style: Style) -> Part:
    if code := match.group("code"):
        return html.unescape(code), style + _CODE
    if emoji := match.group("emoji"):
        return _EMOJI.get(emoji, emoji), style
    target, _, label = match.group("angle").partition("|")
    label = html.unescape(label)
    if target.startswith("@"):
        return f"@{label or names(target[1:])}", style + _NAMED
    if target.startswith("#"):
        return f"#{label or names(target[1:])}", style + _NAMED
    if target.startswith("!"):
        return (label or "@" + target[1:].partition("^")[0]), style + Style(bold=True)
    address = html.unescape(target)
    return label or address, style + Style(underline=True, link=address)


def _marked(text: str, style: Style, kept: list[Part]) -> Iterator[Part]:
    found = [(match.start(), match, extra) for mark, extra in _MARKED if (match := mark.search(text))]
    if not found:
        yield from _restored(text, style, kept)
        return
    _, match, extra = min(found, key=lambda entry: entry[0])
    yield from _restored(text[: match.start()], style, kept)
    yield from _marked(match.group(1), style + extra, kept)
    yield from _marked(text[match.end() :], style, kept)


def _restored(text: str, style: Style, kept: list[Part]) -> Iterator[Part]:
    for index, piece in enumerate(text.split("\x00")):
        if index % 2:
            words, own = kept[int(piece)]
            yield words, style + own
        else:
            yield html.unescape(piece), style


def _rich(elements: Iterable[Mapping[str, Any]], names: Names, style: Style) -> Iterator[Part]:
    for element in elements:
        match element.get("type"):
            case "rich_text_section":
                yield from _rich(element.get("elements", ()), names, style)
            case "rich_text_quote":
                yield "▌ ", Style(dim=True)
                yield from _rich(element.get("elements", ()), names, style + _QUOTE)
                yield "\n", _PLAIN
            case "rich_text_preformatted":
                yield from _rich(element.get("elements", ()), names, style + _CODE)
                yield "\n", _PLAIN
            case "rich_text_list":
                yield from _rich_list(element, names, style)
            case "text":
                yield str(element.get("text", "")), style + _rich_style(element.get("style"))
            case "link":
                address = str(element.get("url", ""))
                yield str(element.get("text") or address), style + Style(underline=True, link=address)
            case "user":
                yield f"@{names(str(element.get('user_id')))}", style + _NAMED
            case "channel":
                yield f"#{names(str(element.get('channel_id')))}", style + _NAMED
            case "emoji":
                name = f":{element.get('name')}:"
                yield _EMOJI.get(name, name), style
            case _:
                yield str(element.get("fallback") or element.get("text") or ""), style


def _rich_list(element: Mapping[str, Any], names: Names, style: Style) -> Iterator[Part]:
    indent = "  " * int(element.get("indent", 0))
    for number, item in enumerate(element.get("elements", ()), 1):
        bullet = f"{number}." if element.get("style") == "ordered" else "•"
        yield f"{indent}{bullet} ", style
        yield from _rich([item], names, style)
        yield "\n", _PLAIN


def _rich_style(wanted: Mapping[str, bool] | None) -> Style:
    marks = wanted or {}
    style = Style(
        bold=marks.get("bold") or None, italic=marks.get("italic") or None, strike=marks.get("strike") or None
    )
    return style + _CODE if marks.get("code") else style
