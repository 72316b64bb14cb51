"""The official forms, as data: read, checked, laid out, made into sources to fill in. No form is named here."""
