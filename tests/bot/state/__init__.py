"""Tests of the state database, each on SQLite and on PostgreSQL."""
