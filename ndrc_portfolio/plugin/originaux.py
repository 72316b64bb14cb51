"""What lies in `docs/` and must not be published as it is: originals of annexes, `prive/`, photos that say where.

The originals stay known to MkDocs until all links are made, so that a link to one is no broken link; it then
leads to the annexe as it is shown, and the original is let go of.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from ndrc_portfolio.annexes import Piece, est_prive, signature
from ndrc_portfolio.dossier import Portfolio
from ndrc_portfolio.fragments import join_url, remplacer_liens
from ndrc_portfolio.images import ImageError, Vue, nettoyer_en_cache
from ndrc_portfolio.messages.catalogue.annexes import LinkToNoAnnexe, UncleanPicture
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.rendering import AnnexeRendue, ImageAnnexe

log = get_plugin_logger("ndrc-portfolio")

_IMAGES_URI = "assets/ndrc/annexes/"
_ANNEXES = "annexes"
_REFERENCE = re.compile(r'\s(href|src)="([^"#?]+)')

Cible = tuple[str, str]  # the URL that a link to an original leads to, and that of the picture shown for it


class Originaux:
    """The originals of one build, by URL, and what is shown in their place."""

    def __init__(self, config: MkDocsConfig, portfolio: Portfolio, cache: Path, prives: Iterable[Path] = ()) -> None:
        """`prives` are files that are never published, wherever they lie: those of the attestations."""
        self._config = config
        self._portfolio = portfolio
        self._cache = cache / "images"
        self._files: dict[str, File] = {}
        self._cibles: dict[str, Cible] = {}
        self._own: dict[str, dict[str, Cible]] = {}  # by page: of a file that two fiches show, each its own
        self._inline: set[str] = set()
        docs = Path(config.docs_dir)
        # Windows and macOS take `Stage.pdf` for `stage.pdf`.
        self._prives = {p.relative_to(docs).as_posix().casefold() for p in prives if p.is_relative_to(docs)}
        self._prives |= {uri.casefold() for uri in portfolio.originaux_ecartes}

    def retenir(self, files: Files) -> None:
        """Find the originals among the files of the site; drop the rest of `prive/`, and clean the photos."""
        named = {
            join_url(uri, annexe.fichier.replace("\\", "/"))
            for uri, fiche in self._portfolio.fiches.items()
            for annexe in fiche.annexes
        }
        for file in list(files):
            if est_prive(file.src_uri) and file.src_uri not in self._portfolio.fiches:
                files.remove(file)
            elif file.src_uri.casefold() in self._prives and not file.is_documentation_page():
                files.remove(file)
                named.add(file.src_uri)
        for name in sorted(named):
            if files.get_file_from_path(name) is None:
                files.append(File.generated(self._config, name, content=b"", inclusion=InclusionLevel.NOT_IN_NAV))
        for file in list(files):
            if file.is_documentation_page():
                continue
            if file.src_uri in named:
                self._cibles[file.url] = ("", "")
            if file.src_uri in named or _ANNEXES in file.src_uri.split("/")[:-1]:
                self._files[file.url] = file
            elif file.src_dir == self._config.docs_dir:
                self._nettoyer(files, file)

    def montrer(self, files: Files, page: File, piece: Piece, vues: list[Vue]) -> AnnexeRendue:
        """Publish the pictures of an annexe, and lead there what links to its original."""
        images = self.publier(files, vues)
        annexe = AnnexeRendue(piece.annexe.numero, piece.annexe.titre, images)
        if original := files.get_file_from_path(piece.uri):
            cible = (f"{page.url}#{annexe.ancre}", images[0].uri)
            self._cibles[original.url] = cible
            self._own.setdefault(page.src_uri, {})[original.url] = cible
        return annexe

    def publier(self, files: Files, vues: list[Vue]) -> list[ImageAnnexe]:
        """Put pictures into the site."""
        images = [ImageAnnexe(_IMAGES_URI + vue.name, vue.width, vue.height) for vue in vues]
        for image, vue in zip(images, vues, strict=True):
            if files.get_file_from_path(image.uri) is None:
                files.append(File.generated(self._config, image.uri, abs_src_path=str(vue.path)))
        return images

    def lier(self, html: str, url: str, uri: str) -> str:
        """Links of a page to originals lead to the annexes as they are shown."""
        if not self._files or ("href=" not in html and "src=" not in html):
            return html
        for kind, reference in _REFERENCE.findall(html):
            target = join_url(url, reference)
            if target in self._files and target not in self._cibles:
                if kind == "src":
                    self._inline.add(target)
                else:
                    message = LinkToNoAnnexe(fichier=self._files[target].src_uri)
                    log.warning(log_line(message.at(uri, Place(1))))
        return remplacer_liens(html, url, {**self._cibles, **self._own.get(uri, {})})

    def lacher(self, files: Files) -> None:
        """Take the originals out of the site, but for pictures of `annexes/` that a text shows, which are cleaned."""
        for url, file in self._files.items():
            if files.get_file_from_path(file.src_uri) is file:
                if url in self._inline and file.src_dir is not None:
                    self._nettoyer(files, file)
                else:
                    files.remove(file)

    def _nettoyer(self, files: Files, file: File) -> None:
        """A photo is published without its metadata; one that cannot be cleaned is not published."""
        source = Path(str(file.abs_src_path))
        with source.open("rb") as start:
            kind = signature(start.read(32))
        if kind in (None, "pdf", "gif") and source.suffix.lower() not in (".heic", ".heif"):
            return
        try:
            clean = nettoyer_en_cache(source, self._cache)
        except ImageError:
            log.warning(log_line(UncleanPicture().at(file.src_uri, Place(1))))
            files.remove(file)
            return
        if clean is not None:
            files.remove(file)
            files.append(File.generated(self._config, file.src_uri, abs_src_path=str(clean), inclusion=file.inclusion))
