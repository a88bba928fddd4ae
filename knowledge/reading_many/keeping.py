"""Keeps what was read as an inspection file, without ever losing what a person wrote.

The last line of a file that was read is a comment with the hash of the text above it. Whoever changes the text
need not know: the hash no longer matches, and the file is theirs.
"""

import hashlib
import importlib.metadata
import os
import re
import secrets
import shutil
from enum import Enum
from pathlib import Path

from knowledge.sources import yaml_paths

_MARK = re.compile(r"# read by ofsted-bot \S+, content ([0-9a-f]{64})\s*\Z")
_ID = re.compile(r"^id:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)


class Kept(Enum):
    """What became of a file: its value is what people are told. The last three are a shelf's."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "edited by hand, kept"
    FORCED = "replaced, .bak kept"
    DRAFT = "draft"
    SAME = "same inspection"
    OTHER = "kept as it was"


def keep(text: str, path: Path, *, force: bool = False) -> Kept:
    """Write the inspection file `text` to `path`, unless that holds the same already or a person has edited it.

    Args:
        text: YAML, ending in a line break.
        path: Its folder is made when it does not exist.
        force: Replace even an edited file, which is kept beside it with `.bak` added to its name.

    Raises:
        OSError: The file or its folder cannot be read or written.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, _marked(text))
        return Kept.NEW
    above, untouched = _split(path)
    if above == text:
        return Kept.UNCHANGED
    if untouched:
        _write(path, _marked(text))
        return Kept.UPDATED
    if not force:
        return Kept.EDITED
    shutil.copy2(path, _free_name(path))
    _write(path, _marked(text))
    return Kept.FORCED


def is_edited(path: Path) -> bool:
    """Return whether the inspection file at `path` exists and is a person's work, in part or altogether.

    Raises:
        OSError: It cannot be read.
    """
    return path.exists() and not _split(path)[1]


def other_file_of(identity: str, path: Path) -> Path | None:
    """Return a file beside `path`, under another name, that holds the inspection `identity` already.

    Raises:
        OSError: A file of the folder cannot be read.
    """
    for other in yaml_paths(path.parent):
        if other.name != path.name:
            found = _ID.search(other.read_text("utf-8", errors="replace"))
            if found is not None and found.group(1) == identity:
                return other
    return None


def _marked(text: str) -> str:
    version = importlib.metadata.version("ofsted-findings-bot")
    return f"{text}# read by ofsted-bot {version}, content {_hash(text)}\n"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _split(path: Path) -> tuple[str, bool]:
    """Return the text above the mark, and whether it is as it was written; line ends may have been converted."""
    text = path.read_text("utf-8", errors="replace")
    mark = _MARK.search(text)
    if mark is None:
        return text, False
    above = text[: mark.start()]
    return above, _hash(above) == mark.group(1)


def _write(path: Path, text: str) -> None:
    """Put `text` in place at once, so that no reader ever sees half a file."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with new.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, new)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def _free_name(path: Path) -> Path:
    backup, number = path.with_name(f"{path.name}.bak"), 2
    while backup.exists():
        backup, number = path.with_name(f"{path.name}.bak{number}"), number + 1
    return backup
