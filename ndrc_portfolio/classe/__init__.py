"""A class: its list, what each student handed in, how each portfolio keeps the rules, and what is made of all that."""
