"""How well mistyped names of authorities are recognised, and how often ordinary English is taken for a name."""
