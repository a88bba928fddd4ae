"""Tests that kill processes, and a simulated year: none of it may lose or double a digest."""
