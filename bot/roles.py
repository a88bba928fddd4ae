"""Roles: who may do what, by Slack user or user group, as `config.yaml` says.

A role holds everything that those before it hold: viewer, editor, approver, admin.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.sending import Directory, SendError

logger = logging.getLogger(__name__)

RoleName = Literal["viewer", "editor", "approver", "admin"]

ORDER: tuple[RoleName, ...] = ("viewer", "editor", "approver", "admin")
"""Least first."""

EVERYONE = "everyone"
"""Stands for every person of the workspace."""

REMEMBERED_SECONDS = 300.0
"""How long the members of a user group are remembered before Slack is asked again."""

DEFAULT_ROLES: dict[RoleName, tuple[str, ...]] = {
    "viewer": (EVERYONE,),
    "editor": (EVERYONE,),
    "approver": (),
    "admin": (),
}
"""Roles where the configuration names none."""


@dataclass(slots=True)
class Groups:
    """Members of user groups, asked of Slack and remembered for a while; the last known ones when Slack is silent."""

    directory: Directory
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)

    def members(self, group: str) -> frozenset[str]:
        """Return the ids of the people in a user group; nobody when Slack never said."""
        known = self._known.get(group)
        if known is not None and self.clock() - known[0] < REMEMBERED_SECONDS:
            return known[1]
        try:
            members = self.directory.members(group)
        except SendError as error:
            logger.warning("members of user group %s are not known: %s", group, error)
            return known[1] if known is not None else frozenset()
        self._known[group] = (self.clock(), members)
        return members


class Roles:
    """Tells who may do what."""

    def __init__(
        self, granted: Mapping[RoleName, tuple[str, ...]] = DEFAULT_ROLES, groups: Groups | None = None
    ) -> None:
        """Keep who holds which role.

        Args:
            granted: For each role, user ids (U..., W...), user group ids (S...) or `everyone`.
            groups: Knows who is in a user group; None where there is no Slack to ask, then groups are empty.
        """
        self._granted = {role: frozenset(granted.get(role, ())) for role in ORDER}
        self._groups = groups

    def may(self, user: str, role: RoleName) -> bool:
        """Return whether a person holds `role` or a higher one; may ask Slack who is in a user group."""
        names = frozenset[str]().union(*(self._granted[one] for one in ORDER[ORDER.index(role) :]))
        if EVERYONE in names or user in names:
            return True
        if self._groups is None:
            return False
        groups = sorted(name for name in names if name.startswith("S"))
        return any(user in self._groups.members(group) for group in groups)

    def people(self, role: RoleName) -> tuple[str, ...]:
        """Return the people, by id, who are named for exactly this role, members of user groups included."""
        names = self._granted[role]
        users = {name for name in names if name != EVERYONE and not name.startswith("S")}
        if self._groups is not None:
            users.update(*(self._groups.members(name) for name in names if name.startswith("S")))
        return tuple(sorted(users))


def everyone_may() -> Roles:
    """Return roles in which everyone holds every right: for a bot that only its owner can reach."""
    return Roles({"admin": (EVERYONE,)})


NO_ROLES = Roles()
"""The roles where nothing is configured and no Slack is there to ask."""
