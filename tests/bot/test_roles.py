"""Roles: by person, by user group, by everyone; higher ones include lower ones."""

import pytest

from bot.roles import REMEMBERED_SECONDS, Groups, RoleName, Roles, everyone_may
from bot.sending import SendUnknown


class Directory:
    """User groups by id; counts how often it was asked; silent while `silent`."""

    def __init__(self, **groups: frozenset[str]) -> None:
        self.groups, self.asked, self.silent = groups, 0, False

    def members(self, group: str) -> frozenset[str]:
        """Return a group's members."""
        self.asked += 1
        if self.silent:
            raise SendUnknown("lost")
        return self.groups.get(group, frozenset())


@pytest.mark.parametrize(
    ("user", "rights"),
    [
        ("U1", "viewer"),
        ("U2", "viewer editor"),
        ("U3", "viewer editor approver"),
        ("U4", "viewer editor approver admin"),
    ],
)
def test_a_role_holds_what_those_before_it_hold(user: str, rights: str) -> None:
    """An approver edits, an editor views."""
    roles = Roles(
        {"viewer": ("everyone",), "editor": ("U2",), "approver": ("S1",), "admin": ("U4",)},
        Groups(Directory(S1=frozenset({"U3"}))),
    )

    names: tuple[RoleName, ...] = ("viewer", "editor", "approver", "admin")
    assert [role for role in names if roles.may(user, role)] == rights.split()


def test_by_default_everyone_edits_and_nobody_approves() -> None:
    """Somebody must be named before reports are approved or items set aside."""
    assert Roles().may("U1", "editor")
    assert not Roles().may("U1", "approver")
    assert everyone_may().may("U1", "admin")


def test_members_of_a_group_are_remembered_for_a_while() -> None:
    """Slack is asked again only after five minutes, and somebody who has left has no right then."""
    now = 0.0
    directory = Directory(S1=frozenset({"U1"}))
    roles = Roles({"editor": ("S1",)}, Groups(directory, clock=lambda: now))

    assert all(roles.may("U1", "editor") for _ in range(5))
    assert directory.asked == 1
    directory.groups["S1"] = frozenset()
    now = REMEMBERED_SECONDS + 1
    assert not roles.may("U1", "editor")


def test_while_slack_is_silent_the_last_known_members_hold() -> None:
    """Nobody loses a right because Slack is down; nobody gains one either."""
    now = 0.0
    directory = Directory(S1=frozenset({"U1"}))
    roles = Roles({"editor": ("S1",), "viewer": ("S2",)}, Groups(directory, clock=lambda: now))
    assert roles.may("U1", "editor")

    directory.silent = True
    now = REMEMBERED_SECONDS + 1

    assert roles.may("U1", "editor")
    assert not roles.may("U9", "viewer")


def test_without_slack_groups_are_empty() -> None:
    """On the terminal nobody can be asked who is in a group."""
    assert not Roles({"editor": ("S1",)}).may("U1", "editor")
