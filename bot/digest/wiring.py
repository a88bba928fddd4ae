"""Puts the digests together from the settings and what sends to Slack."""

import datetime as dt

from bot.config import Settings
from bot.digest.delivery import History, Surroundings
from bot.digest.service import Digests
from bot.durable import Durable
from bot.sending import Sender
from bot.service import FindingsService
from bot.state import State


def create_digests(
    settings: Settings,
    service: FindingsService,
    state: State,
    durable: Durable,
    sender: Sender,
    history: History,
) -> Digests:
    """Return the digests of a state database, not yet registered with `durable`."""
    world = Surroundings(
        poster=sender,
        history=history,
        executor=durable.lease.executor.id,
        is_dead=durable.lease.is_dead,
        catch_up=dt.timedelta(hours=settings.digest_catch_up_hours),
    )
    roles = service.record.roles
    return Digests(state, lambda: service.record, durable, world, lambda: roles.people("admin"))
