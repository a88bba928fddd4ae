"""The tracker: what became of each improvement item, what changes are allowed, and the plan that follows."""
