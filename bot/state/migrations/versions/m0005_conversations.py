"""The last question of each thread, the authorities that people and channels set, and feedback on answers.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "threads",
        sa.Column("team", sa.String(30), nullable=False),
        sa.Column("channel", sa.String(30), nullable=False),
        sa.Column("thread", sa.String(30), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "thread", name="pk_threads"),
    )
    op.create_table(
        "preferences",
        sa.Column("team", sa.String(30), nullable=False),
        sa.Column("owner", sa.String(30), nullable=False),
        sa.Column("authority", sa.String(100), nullable=False),
        sa.Column("set_by", sa.String(40), nullable=False),
        sa.Column("set_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("team", "owner", name="pk_preferences"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("request", sa.String(200), nullable=False),
        sa.Column("team", sa.String(30), nullable=False),
        sa.Column("user", sa.String(30), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("given", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("request", name="uq_feedback_request"),
    )
