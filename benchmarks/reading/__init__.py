"""How accurately and how fast reports are read: `python -m benchmarks.reading`."""
