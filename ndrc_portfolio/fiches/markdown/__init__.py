"""What a student writes, read as CommonMark reads it, and spelled out for Python-Markdown."""
