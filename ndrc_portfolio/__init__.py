"""Dossiers E4 et E6 du BTS NDRC : des fiches en Markdown, vérifiées, mises en page et imprimées.

The folders are the phases, in the order in which data crosses them; each imports only from those before it:

    disk         what of a disk is read, and what is kept on it from one run to the next
    messages     what a fault is: everything below returns its faults, and one place reports them
    formulaires  schemas/*.json        → a form: a tree of rubriques, and its layout
    fiches       the bytes of a file   → a fiche: the text of each rubrique, and where it stands
    checks       a fiche and its form  → diagnostics
    annexes      the files of a fiche  → pictures that may be shown
    portfolio    a folder, settings    → all documents, and only those that a reader may see
    reglement    a portfolio           → the checklist of the rules R1 to R12
    rendering    documents             → HTML: pages, print views, dossiers, and which of them a site has
    pdf          the HTML of a dossier → the PDF that is handed in
    word         a Word form → fiches, and a page to print → a Word form
    classe       many portfolios: who handed in what, and how each keeps the rules
    hosts        MkDocs reads, renders and serves with all of these
    cli          and so does the command `ndrc`
"""

__version__ = "0.1.0"
