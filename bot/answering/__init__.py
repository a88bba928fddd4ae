"""Answering: one module per family of topics; a question and the record go in, a frozen answer comes out."""
