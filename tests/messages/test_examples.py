"""Each message of the catalogue is really given: for the wrong example of its section in the guide, and no other.

Of the right example nothing is said. So no message is without its case, and the guide tells the truth. What an example
is a part of, a stage puts around it: a fiche, the options of a portfolio, a list of files, a command.
"""

import datetime
import errno
import io
import json
import logging
import re
import shlex
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Callable, Sequence
from contextlib import chdir
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import mkdocs.utils
import pypdfium2 as pdfium
import pytest
import yaml
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from PIL import Image

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.hosts.mkdocs.guard import check_address
from ndrc_portfolio.hosts.mkdocs.own import not_taken
from ndrc_portfolio.messages.catalogue import whole
from ndrc_portfolio.portfolio.asked import asked
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from ndrc_portfolio.portfolio.configuration.situation import read_situation
from ndrc_portfolio.portfolio.readers.gates import Readers
from ndrc_portfolio.portfolio.readers.secret import NumeroCandidat
from ndrc_portfolio.portfolio.sources import read_portfolio
from ndrc_portfolio.reglement.check import check_reglement
from tests.classe.support import followed
from tests.messages.sections import Example, examples
from tests.support import (
    CANDIDAT,
    CASES,
    CONFIGURATION,
    FICHE,
    FLAWLESS,
    FLAWLESS_TODAY,
    Contents,
    Said,
    ndrc,
    picture,
    run_mkdocs,
    try_build,
    write,
)
from tests.texts import OWN_FORM, SUBJECT_OF_CANDIDATE, SUBJECT_OF_JURY
from tests.word.documents import WORD_FILES, docx, form_blocks, with_rows

CATALOGUE = whole()
FORMS = load_forms(2020)
PROTECTED = CASES / "408-annexe-avec-mot-de-passe" / "docs" / "annexes" / "contrat.pdf"
FOR_CANDIDATE = "INHERIT: mkdocs.yml\nsite_dir: sortie\nplugins:\n  ndrc-portfolio:\n    audience: candidat\n"
UNFINISHED, OLDER_MODELS = "NDRC302", "NDRC680"  # of drafts; of the session that an example happens to have
NUMERO = "0234567012"  # which the examples write


def codes(root: Path, *arguments: str) -> set[str]:
    """The codes of what `ndrc verifier` says there."""
    return {str(d["code"]) for d in json.loads(ndrc(root, "verifier", *arguments, "--format", "json").out)}


def codes_of_reading(docs: Path, portfolios: dict[str, Path] | None = None) -> set[str]:
    """The codes of what is said of the sources of a public site."""
    audience: Audience = "jury" if portfolios else "public"
    read = read_portfolio(docs, Readers(audience, FORMS, NumeroCandidat(NUMERO)), portfolios=portfolios)
    return {d.code for d in read.diagnostics} - {UNFINISHED}


def codes_of_build(root: Path, configuration: str = "mkdocs.yml") -> set[str]:
    built = try_build(root, configuration)
    found = set(re.findall(r"NDRC\d{3}", built.output)) - {UNFINISHED, OLDER_MODELS}
    assert found or built.code == 0, built.output
    return found


# ---- Texts of a fiche, and options


def of_fiche(root: Path, example: Example) -> set[str]:
    """`ndrc verifier` of a folder with annexes of all kinds, a picture and the fiche."""
    docs = root / "docs"
    for name in ("e4", "annexes", "prive", "images"):
        (docs / name).mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Portfolio\n", encoding="utf-8")
    for name in ("annexes/mandat.jpg", "annexes/mandat.pdf", "prive/mandat.jpg", "images/parking.jpg"):
        Image.new("RGB", (9, 9)).save(docs / name)
    shutil.copy(PROTECTED, docs / "annexes" / "mandat-protege.pdf")
    (docs / "annexes" / "mandat.docx").write_bytes(b"PK\3\4")
    (docs / "e4" / "fiche.md").write_text(whole_file(example), encoding="utf-8")
    return codes(root, "docs")


def of_correction(root: Path, example: Example) -> set[str]:
    """What `ndrc corriger` says that it has done."""
    write(root, {"fiche.md": whole_file(example)}, "site_name: Portfolio\n")
    return set(re.findall(r"NDRC\d{3}", ndrc(root, "corriger", "docs").out))


def whole_file(example: Example) -> str:
    """The whole file that an example is a part of."""
    text = example.text.replace("␈", "\b")
    if "---\n" in text.splitlines(keepends=True):
        return text
    if example.language == "markdown":
        return f"---\nfiche: e4-activite\n---\n\n{text}"
    head = "" if text.startswith("fiche:") else "fiche: e4-activite\n"
    return f"---\n{head}{text}---\n"


def of_options(root: Path, example: Example, portfolio: Path = FLAWLESS_TODAY) -> set[str]:
    """`ndrc verifier` of a portfolio where nothing else is wrong."""
    shutil.copytree(portfolio, root)
    (root / "docs" / "prive" / "stage-1.docx").write_bytes(b"PK\3\4")
    configuration = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    options = configuration["plugins"]["ndrc-portfolio"]
    given = yaml.safe_load(example.text)
    given["candidat"] = {**options["candidat"], **given.get("candidat", {})}
    configuration["plugins"]["ndrc-portfolio"] = {**options, **given}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(configuration, allow_unicode=True), encoding="utf-8")
    return codes(root)


def filled_in(configuration: str) -> str:
    """A configuration with the options that are beside the point of an example."""
    named = configuration.replace("    candidat:\n", "    candidat:\n      nom: Roussel\n      prenom: Camille\n")
    return named.replace("  ndrc-portfolio:\n", "  ndrc-portfolio:\n    session: 2020\n")


def of_files(root: Path, example: Example) -> set[str]:
    """A build of a portfolio that has the file which the example's first line names."""
    named = re.match(r"# (\S+\.yml)", example.text)
    assert named
    private = f'numero: "{NUMERO}"\n'
    write(root, {"fiche.md": FICHE, "/prive.yml": private}, CANDIDAT if named[1] == "prive.yml" else CONFIGURATION)
    head = "site_name: P\ntheme: material\n" if named[1] == "mkdocs.yml" else ""
    (root / named[1]).write_text(head + filled_in(example.text), encoding="utf-8")
    return codes_of_build(root, "mkdocs.yml" if named[1] == "prive.yml" else named[1])


# ---- A site

HEAD = "site_name: Portfolio\ntheme: material\nplugins:\n  ndrc-portfolio:\n"


def of_site_options(root: Path, example: Example) -> set[str]:
    """A build with these options, and the candidate's name if they do not say it."""
    candidat = "" if "candidat:" in example.text else "candidat: {nom: Roussel, prenom: Camille}\n"
    options = textwrap.indent(example.text + candidat, "    ")
    return codes_of_build(write(root, {"fiche.md": FICHE}, HEAD + options))


def of_configuration(root: Path, example: Example) -> set[str]:
    head = HEAD.partition("plugins:")[0]
    return codes_of_build(write(root, {"fiche.md": FICHE}, head + example.text))


def of_portfolios(root: Path, example: Example) -> set[str]:
    files: Contents = {"camille-roussel/sujet.md": SUBJECT_OF_JURY}
    options = f"{HEAD}    session: 2020\n    audience: jury\n" + textwrap.indent(example.text, "    ")
    (root / "portfolios" / "camille-roussel" / "docs").mkdir(parents=True)
    return codes_of_build(write(root / "commission", files, options + "site_dir: sortie\n"))


def of_folders(root: Path, example: Example) -> set[str]:
    """`ndrc verifier`, which refuses it, of a portfolio with a folder of forms in it, and another beside it."""
    write(root / "portfolio", {"fiche.md": FICHE}, HEAD + textwrap.indent(example.text, "    "))
    for folder in (root, root / "portfolio"):
        (folder / "formulaires").mkdir()
    return set(re.findall(r"NDRC51\d", ndrc(root / "portfolio", "verifier").err))


def of_extension(root: Path, example: Example) -> set[str]:
    """What is said of the settings when these pages are printed; with `--avec-mkdocs` they are all taken."""
    write(root, {}, CONFIGURATION + "markdown_extensions: [pymdownx.emoji]\n")
    said = not_taken(read_settings(root / "mkdocs.yml"))
    return {said.code} if said and "--avec-mkdocs" not in shlex.split(example.text) else set()


def of_server(root: Path, example: Example) -> set[str]:
    """`mkdocs serve` of a portfolio with this line, or with the address of this command."""
    command = click.Command("serve", params=[click.Option(["-a", "--dev-addr"])])
    given = shlex.split(example.text)[2:] if example.language == "bash" else []
    write(root, {}, CONFIGURATION + (example.text if example.language == "yaml" else ""))
    with command.make_context("serve", given) as context, chdir(root):
        config = load_config(dev_addr=context.params["dev_addr"])
        said = io.StringIO()
        handler = logging.StreamHandler(said)
        logging.getLogger("mkdocs.plugins").addHandler(handler)
        try:
            check_address(config, asked(read_settings(Path("mkdocs.yml")), "serve"))
        except PluginError as refused:
            said.write(str(refused))
        finally:
            logging.getLogger("mkdocs.plugins").removeHandler(handler)
    return set(re.findall(r"NDRC\d{3}", said.getvalue()))


def of_dead_link(root: Path, example: Example, code: str) -> set[str]:
    """A fiche with the link of the wrong example, perhaps with more in its front matter."""
    more = example.text if example.language == "yaml" else ""
    link = examples(code)[0].text if more else example.text
    fiche = FICHE.replace("cadre:", f"{more}cadre:").replace("Une rubrique", link)
    mandats: Contents = {"annexes/mandat.pdf": picture(kind="PDF"), "prive/mandat.jpg": picture(kind="JPEG")}
    return codes_of_build(write(root, {**mandats, "e4/fiche.md": fiche}))


def of_settings(root: Path, example: Example) -> set[str]:
    """`ndrc verifier` of a portfolio with this `mkdocs.yml`, or with more in it."""
    configuration = example.text if "site_name" in example.text else CONFIGURATION + example.text
    head = "" if "plugins:" in configuration else CONFIGURATION.partition("theme: material\n")[2]
    write(root, {"fiche.md": FICHE, "index.md": "# Accueil\n"}, configuration + head)
    done = ndrc(root, "verifier")
    return {code for code in re.findall(r"NDRC\d{3}", done.out + done.err) if code.startswith("NDRC66")}


def of_two_pages(root: Path, example: Example) -> set[str]:
    return codes_of_build(write(root, {f"/{name}": "# Accueil\n" for name in example.text.split()}))


def of_photo(root: Path, example: Example) -> set[str]:
    """An iPhone's photo, or one in JPEG."""
    name = example.text.strip()
    photo = picture(kind="JPEG") if name.endswith(".jpg") else b"\x00\x00\x00\x18ftypheic"
    return codes_of_build(write(root, {f"/{name}": photo}))


def of_long_annexe(root: Path, example: Example) -> set[str]:
    """An annexe of as many pages as its name says, or of one."""
    named = re.search(r"catalogue-(\d+)-pages", example.text)
    document = pdfium.PdfDocument.new()
    for _ in range(int(named[1]) if named else 1):
        document.new_page(595, 842)
    content = BytesIO()
    document.save(content)
    files = re.findall(r"\.\./(annexes/\S+)", example.text)
    fiche = FICHE.replace("cadre:", f"{example.text}cadre:")
    return codes_of_build(write(root, {"e4/fiche.md": fiche, **dict.fromkeys(files, content.getvalue())}))


def of_personal_annexe(root: Path, example: Example) -> set[str]:
    """An annexe with a name in it."""
    files = re.findall(r"\.\./(\S+\.pdf)", example.text)
    content = (CASES / "532-donnees-personnelles" / "docs" / "annexes" / "devis.pdf").read_bytes()
    fiche = FICHE.replace("cadre:", f"{example.text}cadre:")
    return codes_of_build(write(root, {"e4/fiche.md": fiche, **dict.fromkeys(files, content)}))


def of_lost_file(root: Path, example: Example) -> set[str]:
    """What the command leaves, its source being another drive: a link that leads nowhere, or a copy."""
    command, *_, target = shlex.split(example.text)
    root = write(root, {"fiche.md": FICHE})
    (root / target).parent.mkdir(parents=True)
    if command == "ln":
        (root / target).symlink_to(root / "absent")
    else:
        (root / target).write_bytes(picture(kind="JPEG"))
    return codes_of_build(root)


def of_foreign_folder(root: Path, example: Example) -> set[str]:
    """What the command leaves: a link to a folder that lies elsewhere, or a copy of it."""
    command, *_, target = shlex.split(example.text)
    root, photos = write(root, {"fiche.md": FICHE}), root / "Bureau" / "photos"
    photos.mkdir(parents=True)
    (photos / "a.jpg").write_bytes(picture(kind="JPEG"))
    (root / target).parent.mkdir(parents=True)
    if command == "ln":
        (root / target).symlink_to(photos)
    else:
        shutil.copytree(photos, root / target)
    return codes_of_build(root)


def of_active_file(root: Path, example: Example) -> set[str]:
    return codes_of_build(write(root, {f"/{example.text.strip()}": "# Enquête\n"}))


def of_drawing(root: Path, example: Example) -> set[str]:
    return codes_of_build(write(root, {"images/logo.svg": example.text}))


def of_readers(root: Path, example: Example) -> set[str]:
    """A build of a portfolio with a document for the candidate alone, for whom the command says."""
    write(root, {"sujet.md": SUBJECT_OF_CANDIDATE, "/mkdocs.candidat.yml": FOR_CANDIDATE})
    return codes_of_build(root, example.text.partition(" -f ")[2].strip() or "mkdocs.yml")


def of_stale_pdf(root: Path, example: Example) -> set[str]:
    """What the last of the commands says, where a PDF of another text lies."""
    write(root, {"fiche.md": FICHE, "/telechargements/dossier-e4.pdf": picture(kind="PDF")})
    *before, last = (shlex.split(line) for line in example.text.splitlines())
    assert last == ["mkdocs", "build"]
    for _, *arguments in before:
        assert ndrc(root, *arguments).code == 0
    return codes_of_build(root)


# ---- Commands and other things that are done to a file


def of_encoding(root: Path, example: Example) -> set[str]:
    named = re.search(r"Encodage : (\S+)", example.text)
    assert named
    write(root, {"fiche.md": FICHE.encode({"ANSI": "cp1252"}.get(named[1], named[1]))})
    return codes(root, "docs") - {UNFINISHED}


def of_size(root: Path, example: Example) -> set[str]:
    text = example.text.replace("…", "A" * 1_100_000)
    files: Contents = {"e4/fiche.md": FICHE.replace("Une rubrique", text), "images/stand.jpg": picture(kind="JPEG")}
    return codes(write(root, files), "docs") - {UNFINISHED}


def of_nothing(root: Path, example: Example) -> set[str]:
    empty = re.search(r"(\d+) octet", example.text)
    content = "x" * int(empty[1]) if empty else example.text
    return codes(write(root, {"fiche.md": content}), "docs") - {UNFINISHED}


def of_mode(root: Path, example: Example) -> set[str]:
    """As for somebody who is not the administrator, whom no mode stops."""
    given = re.match(r"chmod (\d+) (\S+)", example.text)
    assert given
    write(root, {"/" + given[2]: FICHE})
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **more: Any) -> Any:
        if path.name == Path(given[2]).name and not int(given[1], 8) & 0o400:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **more)

    with patch.object(Path, "open", refuse):
        return codes(root, "docs") - {UNFINISHED}


def of_name(root: Path, example: Example) -> set[str]:
    return codes_of_reading(write(root, {"/" + example.text.strip(): FICHE}) / "docs")


def of_own_form(root: Path, example: Example) -> set[str]:
    """With the official form, but for a limit of its own."""
    form = json.loads((data_dir("schemas") / "2020" / "e4-activite.schema.json").read_text(encoding="utf-8"))
    form["properties"]["titre"]["maxLength"] = 50
    files: dict[str, str | bytes] = {
        "/formulaires/2020/e4-activite.schema.json": json.dumps(form),
        "fiche.md": whole_file(example),
    }
    return codes(write(root, files, CONFIGURATION + "    schemas: formulaires\n"), "docs") - {UNFINISHED}


def of_modality(root: Path, example: Example) -> set[str]:
    """`ndrc verifier` of a folder whose configuration is for candidates in CCF."""
    write(root, {"fiche.md": whole_file(example)}, HEAD + "    session: 2027\n    modalite: ccf\n")
    return codes(root, "docs") - {UNFINISHED}


def of_commission(root: Path, example: Example) -> set[str]:
    second = FICHE.replace("numero: 1", "numero: 2")
    write(root, {"camille/grille.md": whole_file(example), "/portfolio/a.md": FICHE, "/portfolio/b.md": second})
    return codes_of_reading(root / "docs", {"camille": root / "portfolio"})


def of_link(root: Path, example: Example) -> set[str]:
    annexe = "annexes:\n  - {titre: Mandat, fichier: annexes/mandat.jpg}\ncadre:"
    write(root, {"fiche.md": FICHE.replace("cadre:", annexe), "/Bureau/mandat.jpg": picture(kind="JPEG")})
    command, *_, target = shlex.split(example.text)
    (root / target).parent.mkdir()
    if command == "ln":
        (root / target).symlink_to(root / "Bureau" / "mandat.jpg")
    else:
        shutil.copy(root / "Bureau" / "mandat.jpg", root / target)
    return codes(root, "docs") - {UNFINISHED}


def of_annexe(root: Path, example: Example) -> set[str]:
    """A document of Word that has another name, or that Word has written as a PDF."""
    annexe = "annexes:\n  - {titre: Mandat, fichier: mandat.pdf}\ncadre:"
    write(root, {"fiche.md": FICHE.replace("cadre:", annexe), "mandat.pdf": b"PK\3\4"})
    if "Exporter, PDF" in example.text:
        document = pdfium.PdfDocument.new()
        document.new_page(595, 842)
        document.save(root / "docs" / "mandat.pdf")
    return codes(root, "docs") - {UNFINISHED}


def of_git(root: Path, example: Example) -> set[str]:
    write(root, {"prive/mandat.jpg": picture(kind="JPEG"), "/.gitignore": "/docs/prive/\n"})
    added = ["git", "add", "--force", "docs/prive/mandat.jpg"] if "--cached" in example.text else ["git", "add", "."]
    for command in (["git", "init", "-q"], added, shlex.split(example.text)):
        subprocess.run(command, cwd=root, check=True, capture_output=True)
    return codes_of_reading(root / "docs")


def of_place(root: Path, example: Example) -> set[str]:
    """A document of the jury in the portfolio, or in the commission's own."""
    named = re.search(r"(\S+\.md) +(fiche: \S+)", example.text)
    name, key = named.groups() if named else ("sujet.md", "fiche: e4-sujet-jury")
    write(root, {name: f"---\n{key}\n---\n"}, filled_in(example.text) if example.language == "yaml" else CONFIGURATION)
    return codes_of_build(root)


def of_number(root: Path, example: Example) -> set[str]:
    return codes_of_reading(write(root, {"page.md": example.text}) / "docs")


def of_private_name(root: Path, example: Example) -> set[str]:
    files: Contents = {f"/{name}": f'numero: "{NUMERO}"\n' for name in re.findall(r"\S+\.\w+", example.text)}
    return codes_of_build(write(root, {"fiche.md": FICHE, **files}))


def of_publication(root: Path, example: Example) -> set[str]:
    """In a folder that git does not know, so that nothing goes anywhere."""
    write(root, {"fiche.md": FICHE, "/mkdocs.candidat.yml": FOR_CANDIDATE})
    command, *arguments = shlex.split(example.text)
    assert command == "mkdocs"
    done = run_mkdocs(root, *arguments, GIT_CEILING_DIRECTORIES=str(root.parent))
    assert done.returncode
    return set(re.findall(r"NDRC\d{3}", done.stdout)) - {UNFINISHED}


def of_pdf(root: Path, example: Example) -> set[str]:
    return codes_of_reading(write(root, {"/" + example.text.strip(): b"%PDF ndrc-audience:candidat"}) / "docs")


# ---- The system


def of_system(root: Path, example: Example) -> set[str]:
    """A build that the system refuses a thing, if the example says so."""
    write(root, {"page.md": "# Une page"})
    for words, owner, name, fault in (
        ("0 octet libre", mkdocs.utils, "write_file", OSError(errno.ENOSPC, "")),
        ("lecture seule", tempfile, "mkdtemp", OSError(errno.EROFS, "", str(root / "site"))),
        ("en cours", Page, "read_source", FileNotFoundError(errno.ENOENT, "", str(root / "docs" / "page.md"))),
        ("retirée", mkdocs.utils, "write_file", OSError(errno.EIO, "")),
    ):
        if words in example.text:
            with patch.object(owner, name, side_effect=fault):
                return codes_of_build(root)
    return codes_of_build(root)


def of_killed(root: Path, example: Example) -> set[str]:
    """A portfolio with these folders, as a killed build left them."""
    write(root, {"page.md": "# Une page"})
    above = root
    for name in re.findall(r"[.\w-]+(?=/)", example.text.partition("\n")[2]):
        above = (above if name == "ancien" else root) / name
        above.mkdir(exist_ok=True)
        if name.startswith("."):
            (above / "verrou").touch()
    return codes_of_build(root)


# ---- A dossier


def flawless(root: Path) -> Path:
    """The sources of a portfolio in which nothing is wrong, and no text mentions an annexe of another fiche."""
    docs = shutil.copytree(FLAWLESS, root) / "docs"
    etude = (docs / "e6" / "etude.md").read_text(encoding="utf-8")
    (docs / "e6" / "etude.md").write_text(re.sub(", comme le montre .*", "", etude), encoding="utf-8")
    return docs


def of_list(root: Path, example: Example, kinds: Sequence[str]) -> set[str]:
    """The flawless portfolio, its documents of some kinds replaced by those that are listed."""
    docs = flawless(root)
    models = {"e4-activite": "e4/vente.md", "e6-activite": "e6/partenaires.md", "e6-etude-reflexive": "e6/etude.md"}
    sources = {kind: (docs / name).read_text(encoding="utf-8") for kind, name in models.items()}
    for path in docs.glob("e?/*.md"):
        if any(f"fiche: {kind}\n" in path.read_text(encoding="utf-8") for kind in kinds):
            path.unlink()
    values = {
        "e4-activite": ("nature", ["negociation-vente", "evenement-commercial"]),
        "e6-activite": ("reseau", ["distributeurs", "partenaires", "vente-directe"]),
    }
    for line in example.text.splitlines():
        name, _, key = line.partition(" ")
        kind = kind_of(line)
        source = sources[kind]
        if kind in values:
            cle, known = values[kind]
            numero = len(list((root / name).parent.glob("fiche-*.md"))) + 1
            value = key.partition(":")[2].strip() or known[(numero - 1) % len(known)]
            source = re.sub(r"^numero: .*", f"numero: {numero}", source, flags=re.MULTILINE)
            source = re.sub(rf"^{cle}: .*", f"{cle}: {value}", source, flags=re.MULTILINE)
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(source, encoding="utf-8")
    return codes(root)


def kind_of(line: str) -> str:
    """The form of a line like `docs/e4/fiche-1.md    nature: negociation-vente`."""
    if "etude" in line:
        return "e6-etude-reflexive"
    return "e6-activite" if "/e6/" in line else "e4-activite"


def of_key(root: Path, example: Example) -> set[str]:
    """The flawless portfolio with another value of a key: in all its fiches of an épreuve, or in the last."""
    docs = flawless(root)
    cle, value = yaml.load(example.text, yaml.BaseLoader).popitem()
    changed = {
        "nature": ["e4/portes-ouvertes.md"],
        "reseau": ["e6/vente-directe.md"],
        "numero": ["e4/portes-ouvertes.md"],
        "vecue": ["e6/distributeurs.md", "e6/vente-directe.md", "e6/partenaires.md"],
    }[cle]
    for name in changed if value == "non" else changed[-1:]:
        text = (docs / name).read_text(encoding="utf-8")
        assert re.search(rf"^{cle}: ", text, re.MULTILINE)
        text = re.sub(rf"^{cle}: .*", f"{cle}: {value}", text, flags=re.MULTILINE)
        (docs / name).write_text(text, encoding="utf-8")
    return codes(root)


def of_mention(root: Path, example: Example, more: str = "") -> set[str]:
    """A fiche with one annexe, and `more` in its front matter."""
    docs = flawless(root)
    head = "---\nfiche: e4-activite\nnumero: 1\nnature: negociation-vente\ntitre: Vente\n" + more
    annexe = "annexes:\n  - {titre: Mandat, fichier: ../annexes/mandat.png}\n---\n"
    (docs / "e4" / "vente.md").write_text(head + annexe + example.text, encoding="utf-8")
    return codes(root) - {UNFINISHED}


# ---- The models of a session


def of_reglement(root: Path, example: Example) -> set[str]:
    """The flawless portfolio with the règlement of its session, its rule or dispense replaced by the example."""
    reglement = json.loads((data_dir("schemas") / "2020" / "reglement.json").read_text(encoding="utf-8"))
    given = json.loads(example.text)
    place = {key: given.get(key) for key in ("regle", "controle")}
    for entries in (reglement["dispenses"], *reglement["dossiers"].values()):
        entries[:] = [given if {key: e.get(key) for key in place} == place else e for e in entries]
    said = with_models(root, {"formulaires/2020/reglement.json": json.dumps(reglement)})
    return set(re.findall(r"NDRC\d{3}", said.out + said.err)) & {code for code in CATALOGUE if "NDRC32" in code}


def of_models(root: Path, example: Example) -> set[str]:
    """The flawless portfolio with the files that are listed, for the session of their folder."""
    form, reglement = json.dumps(OWN_FORM), (data_dir("schemas") / "2020" / "reglement.json").read_text("utf-8")
    files = {name: reglement if name.endswith("reglement.json") else form for name in example.text.split()}
    moved = {re.sub(r"/\d{4}/", "/2020/", name): text for name, text in files.items()}
    return {d["code"] for d in json.loads(with_models(root, moved, "--format", "json").out)}


def of_sheet(root: Path, example: Example) -> set[str]:
    """A fiche E4 of the flawless portfolio with these annexes, where a sheet of two pages is asked for."""
    reglement = json.loads((data_dir("schemas") / "2020" / "reglement.json").read_text(encoding="utf-8"))
    sheet = {"regle": "R3", "controle": "annexe", "formulaire": "e4-activite", "pages": 2, "libelle": "Une annexe"}
    reglement["dossiers"]["E4"].append({**sheet, "cout": "obligatoire"})
    files = {"formulaires/2020/reglement.json": json.dumps(reglement)}
    for name in ("vente", "portes-ouvertes"):
        text = (FLAWLESS / "docs" / "e4" / f"{name}.md").read_text(encoding="utf-8")
        mine = example if name == "vente" else examples("NDRC643")[1]
        bare = re.sub(r"annexes:\n(?:  .*\n)+", "", text)
        files[f"docs/e4/{name}.md"] = bare.replace("\n---\n", f"\n{mine.text}---\n", 1)
    found = json.loads(with_models(root, files, "--format", "json").out)
    return {d["code"] for d in found} - {"NDRC611", "NDRC612"}  # of what the texts call


def with_models(root: Path, files: dict[str, str], *arguments: str) -> Said:
    """What `ndrc verifier` says of the flawless portfolio with these files, and models of its own."""
    shutil.copytree(FLAWLESS, root)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    write(root, {f"/{name}": text for name, text in files.items()}, f"{settings.rstrip()}\n    schemas: formulaires\n")
    return ndrc(root, "verifier", *arguments)


def of_day(root: Path, example: Example) -> set[str]:
    """The day before the first of the two dates."""
    write(root, {}, CONFIGURATION + "".join(f"    {line}\n" for line in example.text.splitlines()))
    settings = read_settings(root / "mkdocs.yml")
    situation = read_situation(settings.options, settings)
    found = check_reglement([], load_models(2020), situation, today=datetime.date(2027, 4, 22))
    return {d.code for d in found.diagnostics if d.rule == "R6"}


# ---- Word


def of_word(root: Path, example: Example) -> set[str]:
    """`ndrc importer` of one of the files of a folder, or of an E6 form with these rows."""
    write(root, {"e6/fiche-1.md": "---\nfiche: e6-activite\nnumero: 1\n---\n"}, CONFIGURATION.replace("2020", "2026"))
    (root / "etude.docx").write_bytes(docx(form_blocks(FORMS["e6-etude-reflexive"], {})))
    if example.language == "bash":
        for name, content in WORD_FILES.items():
            (root / name).write_bytes(content)
        command = shlex.split(example.text)[1:]
    else:
        (root / "fiche.docx").write_bytes(docx(with_rows(load_forms(2026)["e6-activite"], example.text)))
        command = ["importer", "fiche.docx"]
    said = ndrc(root, *command, "--format", "json")
    return set(re.findall(r"NDRC\d{3}", said.out + said.err))


# ---- A class


def of_class(root: Path, example: Example) -> set[str]:
    """A class with this list, or its name; or where this was handed in; or with this in a student's `mkdocs.yml`."""
    liste = "nom;prenom\nRoussel;Camille\nBenali;Nadia\nBenali;Tom\n"
    handed_in = example.text.splitlines() if example.language == "text" else []
    configuration = CONFIGURATION
    if "mkdocs.yml" in example.text:
        handed_in, configuration = ["remises/roussel-camille"], f"site_name: P\ntheme: material\n{example.text}"
    (root / "remises").mkdir(parents=True)
    head = example.text if "candidats:" in example.text else ""
    (root / "classe.yml").write_text(f"session: 2020\n{head}", encoding="utf-8")
    (root / "eleves.csv").write_text(example.text if example.language == "csv" else liste, encoding="utf-8")
    for name in handed_in:
        named = configuration
        if "Benali" in name:
            named = (
                "site_name: P\nplugins:\n  ndrc-portfolio: {session: 2020, candidat: {nom: Benali, prenom: Nadia}}\n"
            )
        place = write(root / name.removesuffix(".zip").removesuffix(".rar"), {"fiche.md": FICHE}, named)
        if name.endswith(".zip"):
            shutil.make_archive(str(place), "zip", place)
        if name.endswith(".rar"):
            place.with_suffix(".rar").write_bytes(b"Rar!")
        if "." in Path(name).name:
            shutil.rmtree(place)
    return {d.code for d in followed(root, datetime.date(2020, 1, 15)).diagnostics}


Stage = Callable[[Path, Example], set[str]]
OPTIONS = re.compile(r"NDRC6(2\d|3\d|42|45|8\d)")
PAGES = ("NDRC651", "NDRC652")
LISTS = ("NDRC601", "NDRC603", "NDRC604", "NDRC606", "NDRC608", "NDRC609")
STAGES: dict[str, Stage] = {
    "NDRC308": of_modality,
    "NDRC001": of_encoding,
    "NDRC002": of_size,
    "NDRC003": of_nothing,
    "NDRC004": of_mode,
    "NDRC005": of_name,
    **dict.fromkeys(("NDRC136", "NDRC222", "NDRC223", "NDRC224", "NDRC225"), of_correction),
    "NDRC120": of_own_form,
    "NDRC134": of_commission,
    "NDRC320": of_reglement,
    "NDRC321": of_models,
    "NDRC322": of_reglement,
    "NDRC323": of_reglement,
    "NDRC324": of_reglement,
    "NDRC404": of_link,
    "NDRC406": of_annexe,
    "NDRC410": of_git,
    "NDRC412": partial(of_dead_link, code="NDRC412"),
    "NDRC431": partial(of_dead_link, code="NDRC431"),
    "NDRC433": partial(of_dead_link, code="NDRC433"),
    "NDRC413": of_photo,
    "NDRC414": of_long_annexe,
    "NDRC415": of_foreign_folder,
    "NDRC416": of_lost_file,
    "NDRC445": of_active_file,
    "NDRC446": of_drawing,
    "NDRC501": of_place,
    "NDRC502": of_files,
    "NDRC503": of_files,
    "NDRC504": of_number,
    "NDRC505": of_files,
    "NDRC506": of_files,
    "NDRC507": of_publication,
    "NDRC508": of_pdf,
    "NDRC509": of_readers,
    "NDRC515": of_folders,
    "NDRC516": of_extension,
    "NDRC517": of_server,
    "NDRC518": of_server,
    **dict.fromkeys(("NDRC540", "NDRC541", "NDRC542", "NDRC544"), of_system),
    "NDRC543": of_killed,
    "NDRC530": of_private_name,
    "NDRC531": of_private_name,
    "NDRC533": of_personal_annexe,
    "NDRC602": of_key,
    "NDRC605": of_key,
    "NDRC607": of_key,
    "NDRC610": of_key,
    "NDRC611": lambda root, example: of_mention(root, example, "cadre: {nom: Voir annexe 1}\n"),
    "NDRC612": of_mention,
    "NDRC641": of_day,
    "NDRC643": of_sheet,
    "NDRC644": of_sheet,
    "NDRC661": of_portfolios,
    "NDRC662": of_configuration,
    "NDRC663": of_stale_pdf,
    "NDRC664": of_site_options,
    "NDRC665": of_site_options,
    "NDRC681": lambda root, example: of_options(root, example, FLAWLESS),
    "NDRC666": of_settings,
    "NDRC667": of_settings,
    "NDRC668": of_site_options,
    "NDRC669": of_two_pages,
    **dict.fromkeys((code for code in CATALOGUE if code.startswith(("NDRC70", "NDRC71"))), of_word),
    **dict.fromkeys((code for code in CATALOGUE if code.startswith(("NDRC74", "NDRC75"))), of_class),
}


def stage(code: str) -> Stage:
    if code in LISTS:
        kinds = {kind_of(line) for example in examples(code) for line in example.text.splitlines()}
        # the fiches of the étude's épreuve are listed with it, and stay
        return lambda root, example: of_list(root, example, sorted(kinds))
    return STAGES.get(code) or (of_options if OPTIONS.fullmatch(code) else of_fiche)


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code not in PAGES])
def test_a_message_is_given_for_its_wrong_example_alone(code: str, tmp_path: Path) -> None:
    wrong, right = examples(code)
    drafts = {UNFINISHED} if stage(code) is of_fiche and code != UNFINISHED else set()
    assert stage(code)(tmp_path / "faux", wrong) - drafts == {code}
    if not (stage(code) is of_fiche and right.text.startswith("# dans mkdocs.yml")):
        assert stage(code)(tmp_path / "juste", right) - drafts == set()


@pytest.mark.navigateur
def test_the_messages_of_pages_are_given_for_their_wrong_examples_alone(tmp_path: Path) -> None:
    """The examples show how to say the same in fewer lines: each stands there as many times as the right one fits."""
    lines = {"NDRC651": 10, "NDRC652": 60}
    heads = {"NDRC651": FICHE + "## Déroulement de l’activité\n", "NDRC652": "---\nfiche: e6-etude-reflexive\n---\n"}
    expected = set()
    write(tmp_path, {})
    for code in PAGES:
        for name, example in zip(("faux", "juste"), examples(code), strict=True):
            heading, _, text = example.text.partition("\n\n")
            source = f"{heads[code]}{heading}\n\n" + f"{text}\n" * lines[code]
            (tmp_path / "docs" / f"{name}-{code}.md").write_text(source, encoding="utf-8")
        expected.add((code, f"docs/faux-{code}.md"))
    found = json.loads(ndrc(tmp_path, "verifier", "--pages", "--format", "json").out)
    assert {(d["code"], d["path"]) for d in found if d["code"] in PAGES} == expected
