"""The pictures of a Word file as files of a portfolio: made anew, so that nothing that a phone wrote is in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath

from ndrc_portfolio.annexes.apart import apart
from ndrc_portfolio.annexes.images import image_pages
from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.messages.catalogue.word import LinkedPicture, NotTaken, OtherPicture
from ndrc_portfolio.word.given.model import Image
from ndrc_portfolio.word.given.package import Package

_MOST = 60
"""Pictures of one file: each takes its time to be made anew."""
_DRAWN = frozenset((".emf", ".wmf", ".svg", ".wdp", ".pict", ".pct"))


@dataclass(slots=True)
class Pictures:
    """The pictures that a fiche shows: `files` by name, in the order in which they are met.

    `stem` is what their names begin with, `folder` the way from the fiche to them; `said` what could not be taken.
    """

    package: Package
    stem: str
    folder: str
    files: dict[str, bytes] = field(default_factory=dict)
    said: list[NotTaken] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)

    def file(self, image: Image) -> str:
        """The way from the fiche to a picture; empty if there is none: what is linked is never fetched."""
        if image.address:
            self.said.append(LinkedPicture(adresse=image.address))
            return ""
        if image.part not in self.known:
            self.known[image.part] = self._made(image)
        return self.known[image.part]

    def shown(self, image: Image) -> str:
        """A picture in Markdown."""
        alt = " ".join(image.alt.replace("[", "(").replace("]", ")").split())
        file = self.file(image)
        return f"![{alt or 'Image'}]({file})" if file else ""

    def joined(self, files: Sequence[str]) -> str:
        """Pictures that are the pages of one annexe, as one PDF."""
        from PIL import Image as Picture

        names = [file.removeprefix(self.folder) for file in files]
        pages = [Picture.open(BytesIO(self.files.pop(name))).convert("RGB") for name in names]
        made = BytesIO()
        pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=150)
        name = f"{PurePosixPath(names[0]).stem}.pdf"
        self.files[name] = made.getvalue()
        return f"{self.folder}{name}"

    def _made(self, image: Image) -> str:
        content = self.package.picture(image.part)
        suffix = PurePosixPath(image.part).suffix.lower()
        name = PurePosixPath(image.part).name
        if content is None or suffix in _DRAWN or len(self.known) >= _MOST:
            self.said.append(OtherPicture(fichier=name))
            return ""
        try:
            ((end, made), *_) = apart(image_pages, content)
        except (PictureError, ValueError):
            self.said.append(OtherPicture(fichier=name))
            return ""
        name = f"{self.stem}-image-{len(self.files) + 1}{PurePosixPath(end).suffix}"
        self.files[name] = made
        return f"{self.folder}{name}"
