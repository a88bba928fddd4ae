"""One module per family of reports: what its headings mean and where its facts stand."""
