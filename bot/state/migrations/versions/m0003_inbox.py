"""The processes that work on this database, and the messages that have been taken to be answered.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "executors",
        sa.Column("id", sa.String(120), nullable=False),
        sa.Column("machine", sa.String(120), nullable=False),
        sa.Column("process", sa.Integer, nullable=False),
        sa.Column("process_started", sa.String(40), nullable=False),
        sa.Column("seen", sa.Float, nullable=False),
        sa.Column("adopted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_executors"),
    )
    op.create_table(
        "inbox",
        sa.Column("team", sa.String(30), nullable=False),
        sa.Column("channel", sa.String(30), nullable=False),
        sa.Column("ts", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("event", sa.JSON, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("executor", sa.String(120), nullable=False),
        sa.Column("taken", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "ts", name="pk_inbox"),
    )
    op.create_index("ix_inbox_executor", "inbox", ["executor", "state"])
