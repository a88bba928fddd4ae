"""The digest: when it is due, what it says, and how it is sent exactly once per channel and day."""
