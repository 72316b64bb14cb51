"""All of a candidate's documents, the settings, and who may read what."""
