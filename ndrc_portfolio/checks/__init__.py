"""One fiche against its form: JSON Schema, values, completeness."""
