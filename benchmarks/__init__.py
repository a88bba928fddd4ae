"""Measurements: speed, memory, answer quality and reading accuracy; each prints a table and JSON."""
