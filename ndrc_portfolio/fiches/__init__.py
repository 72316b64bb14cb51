"""A source becomes a fiche: bytes, front matter, headings, the text of each rubrique. Reading never raises."""
