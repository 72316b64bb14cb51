"""Every fault that has a code, a class each, by subject; each code has its section in `docs/guide/messages.md`.

    file          the file itself                               NDRC001 to 005
    front_matter  between the two lines `---`                   NDRC101 to 137
    body          headings and Markdown                         NDRC201 to 225
    completeness  what is missing                               NDRC301 to 303, 643 and 644
    sessions      forms that a session does not have            NDRC306 to 308
    reglement     a règlement, the year of the models           NDRC320 to 324, 680 and 681
    annexes       the files that are joined                     NDRC401 to 416
    content       what a text or a file may not hold            NDRC440 to 446
    audience      who may read what                             NDRC501 to 509, 530 and 531
    personal      what is somebody's                            NDRC532 to 534
    trust         what a portfolio may not do                   NDRC515 to 518
    system        the disk, a file that another program holds   NDRC540 to 544
    dossier       its fiches, its annexes, attestations, date   NDRC601 to 645
    pages         as they are printed                           NDRC651 to 653
    site          what a build has to say                       NDRC661 to 665
    presentation  the home page's colour, line, photo           NDRC685 to 688
    word          what `ndrc importer` makes of a Word file     NDRC700 to 712

A phase imports the subjects it speaks of, and no more, so that `ndrc verifier` starts at once. The blanks of a class
are the facts that its sentence needs; nouns of the règlement are French, as everywhere.
"""

from collections.abc import Mapping
from importlib import import_module

from ndrc_portfolio.messages.message import CATALOGUE, Message

SUBJECTS = (
    *("file", "front_matter", "body", "completeness", "sessions", "reglement", "annexes", "links"),
    *("content", "audience", "personal", "trust", "system", "dossier", "pages", "site", "settings", "presentation"),
    "word",
)


def whole() -> Mapping[str, type[Message]]:
    """The faults of all subjects, by code, in the order of their codes; their variants are their subclasses."""
    for subject in SUBJECTS:
        import_module(f"{__name__}.{subject}")
    return dict(sorted(CATALOGUE.items()))
