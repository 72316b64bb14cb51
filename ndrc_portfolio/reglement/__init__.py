"""The rules of the dossier, R1 to R12."""
