"""Digests: subscriptions, items put off, and the ledger of slots with their parts.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "digest_subscriptions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(30), nullable=False),
        sa.Column("channel", sa.String(30), nullable=False),
        sa.Column("owner", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("time", sa.String(5), nullable=False),
        sa.Column("days", sa.String(7), nullable=False),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.Column("on_holidays", sa.Boolean, nullable=False),
        sa.Column("authorities", sa.JSON, nullable=False),
        sa.Column("include", sa.JSON, nullable=False),
        sa.Column("within", sa.Integer, nullable=False),
        sa.Column("when_empty", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("next_due", sa.String(32)),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digest_subscriptions"),
        sa.UniqueConstraint("team", "channel", name="uq_digest_subscriptions_team"),
    )
    op.create_index("ix_digest_subscriptions_status", "digest_subscriptions", ["status", "next_due"])
    op.create_table(
        "digest_snoozes",
        sa.Column("team", sa.String(30), nullable=False),
        sa.Column("channel", sa.String(30), nullable=False),
        sa.Column("item", sa.String(300), nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("by", sa.String(30), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "item", name="pk_digest_snoozes"),
    )
    op.create_table(
        "digest_slots",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subscription", sa.String(32), nullable=False),
        sa.Column("team", sa.String(30), nullable=False),
        sa.Column("channel", sa.String(30), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("due", sa.String(32), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("contents", sa.JSON),
        sa.Column("claimed", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.Column("told", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_digest_slots"),
        sa.UniqueConstraint("team", "channel", "day", name="uq_digest_slots_team"),
    )
    op.create_index("ix_digest_slots_state", "digest_slots", ["state", "told"])
    op.create_table(
        "digest_parts",
        sa.Column("slot", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("message", sa.JSON, nullable=False),
        sa.Column("sender", sa.String(120)),
        sa.Column("since", sa.String(32)),
        sa.Column("place", sa.String(30)),
        sa.Column("ts", sa.String(30)),
        sa.PrimaryKeyConstraint("slot", "number", name="pk_digest_parts"),
        sa.ForeignKeyConstraint(["slot"], ["digest_slots.id"], name="fk_digest_parts_slot"),
    )
