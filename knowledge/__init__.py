"""What inspectors found: inspection files, their validation, the knowledge database and its queries."""
