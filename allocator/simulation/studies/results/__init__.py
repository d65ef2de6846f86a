"""What a study came to: tables, files, provenance."""
