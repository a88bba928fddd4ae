"""The tracker: items, notes, receipts, feeds, and the audit that cannot be changed.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.String(32)


def upgrade() -> None:
    """Apply."""
    _items()
    _receipts()
    _feeds()
    _audit()


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("authority", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("owner", sa.String(40)),
        sa.Column("target", sa.Date),
        sa.Column("target_original", sa.Date),
        sa.Column("target_reason", sa.Text),
        sa.Column("reopened_over", sa.String(200)),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_items"),
    )
    op.create_index("ix_items_authority", "items", ["authority"])
    op.create_index("ix_items_owner", "items", ["owner"])
    op.create_table(
        "item_notes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("item", sa.String(300), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_item_notes"),
        sa.ForeignKeyConstraint(["item"], ["items.key"], name="fk_item_notes_item"),
    )
    op.create_index("ix_item_notes_item", "item_notes", ["item"])


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("inspection", sa.String(200), nullable=False),
        sa.Column("received", sa.Date, nullable=False),
        sa.Column("publish_due", sa.Date),
        sa.Column("statement_due", sa.Date),
        sa.Column("calendar", sa.String(40), nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("set_by", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("inspection", name="pk_receipts"),
    )


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user", sa.String(40), nullable=False),
        sa.Column("authorities", sa.Text, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT),
        sa.Column("request", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("token_hash", name="uq_feeds_token_hash"),
    )
    op.create_index("ix_feeds_user", "feeds", ["user"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("request", sa.String(200)),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sa.UniqueConstraint("request", name="uq_audit_request"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit"
                " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RAISE EXCEPTION 'the audit is append-only'; END$$"
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
    )
