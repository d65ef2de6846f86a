"""What a study came to, in names and sentences: for the terminal and for reports."""
