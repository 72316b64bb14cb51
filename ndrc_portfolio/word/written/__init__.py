"""A fiche, a dossier or a blank form as a Word file: the page that is printed, in the parts of Word."""
