"""Exports: the plan as a workbook, as CSV and as a calendar."""
