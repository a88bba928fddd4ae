"""Days on which authorities received reports, with the statutory dates computed from them and by which calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Date, String, Table, select

from bot.state import audit
from bot.state.database import State
from bot.state.schema import Instant, metadata

receipts = Table(
    "receipts",
    metadata,
    Column("inspection", String(200), primary_key=True),
    Column("received", Date, nullable=False),
    Column("publish_due", Date),
    Column("statement_due", Date),
    Column("calendar", String(40), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("set_by", String(40), nullable=False),
)

ACTION = "receipt"
"""The audit's word for a receipt date."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a report was received.

    Attributes:
        inspection: Its id.
        received: The day.
        publish_due: By when the authority publishes the report, as computed then; None where the law sets no date.
        statement_due: By when it makes its written statement of action, as computed then.
        calendar: The bank-holiday calendar by which these were computed.
        set_at: When this was recorded (UTC).
        set_by: By whom, a Slack user's id.
    """

    inspection: str
    received: dt.date
    publish_due: dt.date | None
    statement_due: dt.date | None
    calendar: str
    set_at: dt.datetime
    set_by: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A receipt date that stands now; `before` is what stood until then, None when nothing did."""

    before: Receipt | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A receipt date that was not recorded: another stands than the person knew of, or, with None, none does."""

    now: Receipt | None


class Receipts:
    """The receipt dates of a state database."""

    def __init__(self, state: State) -> None:
        self._state = state

    def of(self, inspections: Iterable[str]) -> dict[str, Receipt]:
        """Return the receipts of these inspection ids, by id."""
        wanted = frozenset(inspections)
        return {key: receipt for key, receipt in self.every().items() if key in wanted}

    def every(self) -> dict[str, Receipt]:
        """Return every receipt, by inspection id; there is one for a few inspections at most."""
        with self._state.read() as connection:
            rows = connection.execute(select(receipts)).all()
        return {row.inspection: Receipt(**row._mapping) for row in rows}

    def record(
        self, receipt: Receipt, *, replacing: dt.date | None = None, request: str
    ) -> Recorded | Conflict:
        """Record a receipt date, unless another one than the person knows of stands.

        Args:
            receipt: What is to be recorded.
            replacing: The date that the person saw and means to replace; None when they know of none.
            request: Names this piece of work; the same one again changes nothing.
        """
        with self._state.write() as connection:
            audit.lock(connection)
            done = audit.by_request(connection, request)
            if done is not None:
                return Recorded(_before(connection, done))
            before = _one(connection, receipt.inspection)
            if before is not None and as_json(before) == as_json(receipt):
                return Recorded(before)
            if not _expected(before, receipt.received, replacing):
                return Conflict(before)
            values = {name: getattr(receipt, name) for name in Receipt.__slots__}
            if before is None:
                connection.execute(receipts.insert().values(values))
            else:
                same = receipts.c.inspection == receipt.inspection
                connection.execute(receipts.update().where(same).values(values))
            audit.append(
                connection,
                at=receipt.set_at,
                actor=receipt.set_by,
                action=ACTION,
                subject=receipt.inspection,
                before=as_json(before) if before else None,
                after=as_json(receipt),
                request=request,
            )
            return Recorded(before)


def _expected(before: Receipt | None, received: dt.date, replacing: dt.date | None) -> bool:
    """Return whether what stands is what the person saw; or says the same, and only its dates are computed anew."""
    return (before.received if before else None) == replacing or (
        before is not None and before.received == received
    )


def _one(connection: Connection, inspection: str) -> Receipt | None:
    row = connection.execute(select(receipts).where(receipts.c.inspection == inspection)).first()
    return Receipt(**row._mapping) if row else None


def _before(connection: Connection, done: audit.Entry) -> Receipt | None:
    """Return what stood before an entry of the audit, None when nothing did."""
    earlier = [one for one in audit.entries(connection, done.subject) if one.number < done.number]
    if done.before is None or not earlier:
        return None
    days = {
        name: dt.date.fromisoformat(day) if (day := done.before[name]) else None
        for name in ("publish_due", "statement_due")
    }
    return Receipt(
        done.subject,
        dt.date.fromisoformat(done.before["received"]),
        **days,
        calendar=done.before["calendar"],
        set_at=earlier[-1].at,
        set_by=earlier[-1].actor,
    )


def as_json(receipt: Receipt) -> dict[str, str | None]:
    """Return what the audit keeps of a receipt."""
    dates = {name: getattr(receipt, name) for name in ("received", "publish_due", "statement_due")}
    return {name: day.isoformat() if day else None for name, day in dates.items()} | {
        "calendar": receipt.calendar
    }
