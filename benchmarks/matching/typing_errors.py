"""Makes typed names: the name of an authority with one or two typing errors, the same ones for the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class TypedName:
    """What was typed for an authority, with how many errors."""

    authority: str
    typed: str
    errors: int


def typed_names(names: Sequence[str], count: int, seed: int) -> Iterator[TypedName]:
    """Yield at least `count` typed names, evenly over the authorities, half of them with two errors.

    Three quarters of the letters struck wrongly are neighbours on the keyboard, the others any letter. A fifth of the
    typed names are written with a capital letter and a fifth with "council" after them.
    """
    rng = random.Random(seed)
    for number in range(-(-count // len(names))):
        errors = 1 + number % 2
        for name in names:
            typed = name.lower()
            for _ in range(errors):
                typed = with_error(typed, rng)
            if rng.random() < 0.2:
                typed = typed.title()
            if rng.random() < 0.2:
                typed += rng.choice((" council", " Council"))
            yield TypedName(name, typed, errors)


def with_error(text: str, rng: random.Random) -> str:
    """Return `text` with one letter left out, put in, replaced, or two swapped; always different from `text`."""
    while True:
        at = rng.randrange(len(text))
        letter = _wrong_letter(text[at], rng)
        match rng.choice(("leave out", "put in", "replace", "swap")):
            case "leave out":
                typed = text[:at] + text[at + 1 :]
            case "put in":
                typed = text[:at] + letter + text[at:]
            case "replace":
                typed = text[:at] + letter + text[at + 1 :]
            case _:
                typed = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
        if typed != text and typed.strip():
            return typed


def _wrong_letter(letter: str, rng: random.Random) -> str:
    beside = _BESIDE.get(letter, "")
    return rng.choice(beside if beside and rng.random() < 0.75 else _LETTERS)


def _keys_beside() -> Iterator[tuple[str, str]]:
    for row, letters in enumerate(_ROWS):
        for column, letter in enumerate(letters):
            near = "".join(keys[max(0, column - 1) : column + 2] for keys in _ROWS[max(0, row - 1) : row + 2])
            yield letter, near.replace(letter, "")


_BESIDE = dict(_keys_beside())
