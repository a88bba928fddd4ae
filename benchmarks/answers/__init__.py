"""What an answer costs beside the framework that carries it."""
