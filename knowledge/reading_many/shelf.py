"""Puts readings into a folder of inspection files, in such a way that the folder still loads afterwards."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.reading_many.keeping import Kept, is_edited, keep, other_file_of
from knowledge.reading_many.reading import FileReading

DRAFTS = "drafts"
"""Folder beside the inspection files for those that are not complete; nothing in it is loaded."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What became of a reading: `path` is its place; `other` the file that holds the same inspection, if one does."""

    kept: Kept
    path: Path
    other: Path | None = None


class Shelf:
    """A folder of inspection files; remembers which inspections it has been given."""

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self._folder = folder
        self._force = force
        self._placed: dict[str, Path] = {}

    def put(self, reading: FileReading) -> Placement:
        """Write a reading's inspection file, or its draft, and say what became of it.

        Nothing is written where the inspection is already held by another file of the folder, was given before, or
        is in a file that a person has edited (unless forced).

        Raises:
            OSError: A file cannot be read or written.
            ValueError: Nothing came out of the report.
        """
        if reading.inspection is None or reading.yaml is None:
            raise ValueError(f"{reading.path.name}: nothing was read")
        draft = self._folder / DRAFTS / f"{reading.path.stem}.yaml"
        if not reading.ok:
            keep(reading.yaml, draft, force=self._force)
            return Placement(Kept.DRAFT, draft)
        identity = str(reading.inspection["id"])
        path = self._folder / f"{identity}.yaml"
        first = self._placed.setdefault(identity, reading.path)
        if first != reading.path:
            return Placement(Kept.SAME, path, first)
        other = other_file_of(identity, path) if not path.exists() else None
        if other is not None:
            return Placement(Kept.OTHER, path, other)
        kept = keep(reading.yaml, path, force=self._force)
        if draft.exists() and not is_edited(draft):
            draft.unlink()
        return Placement(kept, path)
