"""`ndrc nouveau` and `ndrc fiche`: what they write builds at once, and nothing is ever overwritten."""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from ndrc_portfolio.cli import new_portfolio
from ndrc_portfolio.cli.main import main
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.empty_fiche import empty_fiche, snippet
from ndrc_portfolio.formulaires.model import Formulaire, heading_line
from ndrc_portfolio.formulaires.sessions import current_session, load_forms
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.situation import STATUTS
from tests.portfolios import CONFIGURATION, FICHE, Construction, construire, ecrire

FORMS = load_forms(2027)
CANDIDAT = [f for f in FORMS.values() if f.by_candidat]
JURY = [f for f in FORMS.values() if not f.by_candidat]
MANUEL = ["--nom", "Roussel", "--prenom", "Camille", "--session", "2027", "--statut", "apprentissage"]

FICHES = {
    "docs/e4/fiche-1.md": ("e4-activite", "1", "negociation-vente"),
    "docs/e4/fiche-2.md": ("e4-activite", "2", "evenement-commercial"),
    "docs/e6/fiche-1.md": ("e6-activite", "1", "distributeurs"),
    "docs/e6/fiche-2.md": ("e6-activite", "2", "partenaires"),
    "docs/e6/fiche-3.md": ("e6-activite", "3", "vente-directe"),
    "docs/e6/etude-reflexive.md": ("e6-etude-reflexive", None, None),
}


class Dit(NamedTuple):
    """What a command said: its exit code, its output, its errors."""

    code: int
    out: str
    err: str


Ndrc = Callable[..., Dit]


@pytest.fixture
def ndrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ndrc:
    """Run the command in an empty current folder, without a terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    def run(*argv: str) -> Dit:
        code = main(argv)
        return Dit(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def candidat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new portfolio, only read by the tests that share it."""
    root = tmp_path_factory.mktemp("nouveau") / "mon portfolio"
    assert main(["nouveau", str(root), *MANUEL]) == 0
    return root


@pytest.fixture(scope="module")
def public(candidat: Path) -> Construction:
    return construire(candidat, "--strict")


@pytest.fixture(scope="module")
def jury(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new commission, only read by the tests that share it."""
    root = tmp_path_factory.mktemp("commission")
    assert (
        main(["nouveau", str(root), "--commission", "--nom", "Béna-Li", "--prenom", "Nadia", "--session", "2027"]) == 0
    )
    return root


def fichiers(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def entete(path: Path) -> dict[str, Any]:
    data = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def options(root: Path) -> dict[str, Any]:
    configuration = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    found = configuration["plugins"]["ndrc-portfolio"]
    assert isinstance(found, dict)
    return found


# ---- A candidate's portfolio


def test_tout_y_est(candidat: Path) -> None:
    written = fichiers(candidat)
    assert {
        *("mkdocs.yml", "mkdocs.candidat.yml", "prive.yml", ".gitignore", "docs/index.md"),
        *(".vscode/tasks.json", ".vscode/settings.json", ".vscode/ndrc.code-snippets"),
        *FICHES,
    } <= set(written)
    assert (candidat / "docs" / "annexes").is_dir()
    assert (candidat / "docs" / "prive").is_dir()
    assert not [name for name in written if name.endswith(".modele")]
    assert options(candidat) == {
        "session": 2027,
        "candidat": {"nom": "Roussel", "prenom": "Camille", "statut": "apprentissage"},
    }


def test_les_fiches_ont_leur_numero_et_leur_nature(candidat: Path) -> None:
    for name, (form, numero, choix) in FICHES.items():
        head = entete(candidat / name)
        assert (head["fiche"], head["statut"]) == (form, "brouillon")
        assert head.get("numero") == numero
        assert choix in (None, head.get("nature"), head.get("reseau"))


def test_il_se_construit(candidat: Path, public: Construction) -> None:
    assert public.code == 0, public.output
    assert "Camille Roussel" in public.page("")
    complet = construire(candidat, "--strict", "-f", "mkdocs.candidat.yml", "-d", "site-candidat")
    assert complet.code == 0, complet.output
    assert "dossier/e4/index.html" in complet.files()
    assert not [name for name in (*public.files(), *complet.files()) if "LISEZMOI" in name]


def test_l_aide_ne_parait_nulle_part(candidat: Path, public: Construction) -> None:
    told = {c.description[:60] for f in CANDIDAT for c in f.rubriques}  # the lines of a comment are longer
    sources = "".join((candidat / name).read_text(encoding="utf-8") for name in FICHES)
    assert not [text for text in told if text not in sources]
    pages = [p.decode() for n, p in public.files().items() if n.endswith((".html", ".json")) and "modeles" not in n]
    assert not [text for text in told for page in pages if text in page]


@pytest.mark.parametrize("name", FICHES)
def test_verifier_n_a_rien_a_redire(
    candidat: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(candidat)
    assert main(["verifier", name, "--strict", "--format", "json"]) == 0
    assert {d["code"] for d in json.loads(capsys.readouterr().out)} == {"NDRC302"}


def test_git_n_enregistre_rien_de_prive(candidat: Path) -> None:
    ignored = (candidat / ".gitignore").read_text(encoding="utf-8").split("\n")
    assert {"prive.yml", "/docs/prive/", "/.cache/", "/.venv/", "/site/"} <= set(ignored)
    assert yaml.safe_load((candidat / "prive.yml").read_text(encoding="utf-8")) == {"numero": ""}


def test_les_options_proposees_sont_du_yaml(candidat: Path) -> None:
    """Once its `#` is gone, an option stands where it belongs."""
    text = (candidat / "mkdocs.yml").read_text(encoding="utf-8")
    opened = re.sub(r"^( *)#(?=\S| {2})", r"\1", text, flags=re.MULTILINE)
    found = yaml.load(opened, yaml.BaseLoader)["plugins"]["ndrc-portfolio"]
    assert found["candidat"]["amenagement"] == "oui"
    assert found["depot"] == "2027-04-30"
    assert [set(a) for a in found["attestations"]] == [
        {"type", "organisation", "du", "au", "semaines", "temps", "signee", "fichier"}
    ]


def test_la_typographie_est_francaise(candidat: Path, jury: Path) -> None:
    for root in (candidat, jury):
        for name, content in fichiers(root).items():
            if not name.startswith(("site", ".cache")):
                assert typeset(content.decode()) == content.decode(), name
                assert b"\r" not in content


def test_un_modele_de_plus_ne_demande_aucun_code(ndrc: Ndrc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workflow of GitHub, whose `${{ … }}` is not for us, is copied as it is."""
    workflow = b"on: push\nenv: {A: '${{ github.ref }}'}\n"
    modeles = tmp_path / "modeles"
    shutil.copytree(new_portfolio._TEMPLATES, modeles)
    more = modeles / "candidat" / ".github" / "workflows" / "pages.yml"
    more.parent.mkdir(parents=True, exist_ok=True)
    more.write_bytes(workflow)
    monkeypatch.setattr(new_portfolio, "_TEMPLATES", modeles)
    assert ndrc("nouveau", "ici").code == 0
    assert (tmp_path / "ici" / ".github" / "workflows" / "pages.yml").read_bytes() == workflow


# ---- Skeletons and snippets


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_un_squelette_a_tous_les_titres(form: Formulaire) -> None:
    lines = empty_fiche(form).split("\n")
    titles = [line for line in lines[lines.index("---", 1) :] if line.startswith("#")]
    assert titles == [typeset(heading_line(n)) for n in form.noeuds]


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_un_squelette_donne_l_aide(form: Formulaire) -> None:
    flat = re.sub(r"\s+", " ", re.sub(r"\n *# ", " ", empty_fiche(form)))
    wanted = [n.description for n in form.noeuds] + [c.description for c in form.identification.values()]
    hidden = {c.description for c in form.identification.values() if form.by_candidat and c.chemin[0] == "candidat"}
    told = [re.sub(r"\s+", " ", typeset(text)) for text in wanted if text not in hidden]
    assert not [text for text in told if text not in flat]


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_un_extrait_rempli_est_le_squelette(form: Formulaire) -> None:
    body = "\n".join(snippet(form))
    stops = [int(n) for n in re.findall(r"(?<!\\)\$\{?(\d+)", body)]
    assert stops == [*range(1, len(stops)), 0]
    for champ in form.champs.values():
        if champ.options and not (form.by_candidat and champ.chemin[0] == "candidat"):
            assert f"|{','.join(o.valeur for o in champ.options)}|" in body
    filled = re.sub(r"\\([\\$}])", r"\1", re.sub(r"(?<!\\)\$(?:\d+|\{\d+\|.*?\|\})", "", body))
    assert re.sub(r" +$", "", filled, flags=re.MULTILINE) == empty_fiche(form)


def test_les_extraits_sont_ceux_de_l_auteur(candidat: Path, jury: Path) -> None:
    for root, forms in ((candidat, CANDIDAT), (jury, JURY)):
        snippets = json.loads((root / ".vscode" / "ndrc.code-snippets").read_text(encoding="utf-8"))
        assert [s["prefix"] for s in snippets.values()] == [f.id for f in forms]
        assert {s["scope"] for s in snippets.values()} == {"markdown"}


# ---- Odd names


@pytest.mark.parametrize(
    ("nom", "prenom"),
    [
        ('O\'Brien: "dit" # l’autre', "Zoé, d’Été"),
        ("- {a: [b]}", "*null*"),
        ("no", "& !x %y @z `w` \\ \t\x07"),
        ("<b>Été</b> & Cie", "[lien](x)"),
        ("ÉLÈVE-Ñ", "e\u0301"),
    ],
)
def test_un_nom_etrange(ndrc: Ndrc, tmp_path: Path, nom: str, prenom: str) -> None:
    assert ndrc("nouveau", ".", "--nom", nom, "--prenom", prenom).code == 0
    candidat = options(tmp_path)["candidat"]
    assert candidat["nom"] == nom
    assert candidat["prenom"] == {"e\u0301": "é"}.get(prenom, prenom.removesuffix(" \t\x07"))
    assert ndrc("nouveau", "c", "--commission", "--nom", nom, "--prenom", prenom).code == 0
    (folder,) = [p for p in (tmp_path / "c" / "commission").iterdir() if p.is_dir()]
    assert re.fullmatch(r"[a-z0-9-]+", folder.name)
    for path in folder.iterdir():
        assert entete(path).get("candidat", {}).get("nom", nom) == nom
    assert ndrc("verifier", "c", "docs", "--strict").code == 0


def test_un_nom_etrange_se_construit(ndrc: Ndrc, tmp_path: Path) -> None:
    ndrc("nouveau", ".", "--nom", 'O\'Brien: "x" [y](z)', "--prenom", "*Zoé*")
    built = construire(tmp_path, "--strict")
    assert built.code == 0, built.output
    assert '*Zoé* O\'Brien: "x" [y](z)' in built.page("")


# ---- The commission


def test_la_commission(jury: Path) -> None:
    folder = jury / "commission" / "bena-li-nadia"
    assert {p.stem for p in folder.iterdir()} == {f.id for f in JURY}
    for path in folder.iterdir():
        assert entete(path).get("candidat", {}).get("nom", "Béna-Li") == "Béna-Li"
    assert not (jury / "mkdocs.yml").exists()
    assert "/commission/" in (jury / ".gitignore").read_text(encoding="utf-8").split("\n")
    built = construire(jury, "--strict", "-f", "mkdocs.jury.yml", "-d", "site-jury")
    assert built.code == 0, built.output
    assert "Nadia Béna-Li" in built.page("bena-li-nadia")


def test_un_second_candidat(ndrc: Ndrc, tmp_path: Path) -> None:
    ndrc("nouveau", "c", "--commission", "--nom", "A", "--prenom", "B", "--session", "2030")
    before = fichiers(tmp_path)
    told = ndrc("nouveau", "c", "--commission", "--nom", "C", "--prenom", "D")
    assert (told.code, told.out.splitlines()[0]) == (0, "D C, session 2030.")
    after = fichiers(tmp_path)
    assert {n: after[n] for n in before} == before
    assert {n.split("/")[2] for n in after.keys() - before.keys()} == {"c-d"}


# ---- Nothing is overwritten


def test_rien_n_est_remplace(ndrc: Ndrc, tmp_path: Path) -> None:
    ecrire(
        tmp_path,
        {
            "autre/vente.md": FICHE,
            "index.md": "# À moi\n",
            "/.gitignore": "site\nprive.yml\n",
            "/prive.yml": 'numero: "0123456701"\n',
            "e4/fiche-2.md": "",
        },
    )
    before = fichiers(tmp_path)
    told = ndrc("nouveau", ".")
    after = fichiers(tmp_path)
    assert told.code == 0
    assert {n: after[n] for n in before} == before
    kept = told.out.partition("Gardé")[2]
    assert all(f"  {name}\n" in kept for name in before)
    assert "Roussel" in told.out  # of mkdocs.yml: not asked for, not a default
    # The nature that is there already is not written again; the file of the other is in the way.
    assert not (tmp_path / "docs" / "e4" / "fiche-1.md").exists()
    assert (tmp_path / "docs" / "e6" / "fiche-3.md").exists()
    ask = told.out.partition(".gitignore, pour")[2]
    assert "  /docs/prive/\n" in ask
    assert "prive.yml" not in ask.replace("/docs/prive/", "").partition("\n\n")[0]


def test_deux_fois(ndrc: Ndrc, tmp_path: Path) -> None:
    ndrc("nouveau", ".", *MANUEL)
    before = fichiers(tmp_path)
    told = ndrc("nouveau", ".")
    assert (told.code, fichiers(tmp_path)) == (0, before)
    assert "Écrit" not in told.out


def test_la_nature_qui_manque_prend_le_numero_libre(ndrc: Ndrc, tmp_path: Path) -> None:
    ecrire(tmp_path, {"e4/vente.md": FICHE})
    ndrc("nouveau", ".")
    head = entete(tmp_path / "docs" / "e4" / "fiche-2.md")
    assert (head["numero"], head["nature"]) == ("2", "evenement-commercial")
    assert not (tmp_path / "docs" / "e4" / "fiche-1.md").exists()


def test_docs_dir_et_readme_sont_respectes(ndrc: Ndrc, tmp_path: Path) -> None:
    ecrire(tmp_path, {"/textes/README.md": "# À moi\n"}, CONFIGURATION + "docs_dir: textes\n")
    told = ndrc("nouveau", ".")
    assert "  textes/README.md\n" in told.out
    assert not (tmp_path / "textes" / "index.md").exists()
    assert (tmp_path / "textes" / "e4" / "fiche-1.md").exists()
    assert "/textes/prive/" in (tmp_path / ".gitignore").read_text(encoding="utf-8")


# ---- Questions


@pytest.fixture
def repondre(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Sit at a terminal, with these answers ready; the questions that were asked."""

    def sit(*answers: str | type[BaseException]) -> list[str]:
        left: Iterator[str | type[BaseException]] = iter(answers)
        asked: list[str] = []

        def ask(prompt: str = "") -> str:
            asked.append(prompt)
            answer = next(left)
            if isinstance(answer, str):
                return answer
            raise answer

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", ask)
        return asked

    return sit


def test_ce_qui_n_est_pas_dit_est_demande(ndrc: Ndrc, tmp_path: Path, repondre: Callable[..., list[str]]) -> None:
    asked = repondre("ici", " Roussel ", "Camille", "l’an prochain", "2031", "appranti", "3")
    assert ndrc("nouveau").code == 0
    assert len(asked) == 7
    assert options(tmp_path / "ici") == {
        "session": 2031,
        "candidat": {"nom": "Roussel", "prenom": "Camille", "statut": "formation-continue"},
    }


def test_une_reponse_vide_est_la_reponse_habituelle(
    ndrc: Ndrc, tmp_path: Path, repondre: Callable[..., list[str]]
) -> None:
    repondre("", "", "", "", "")
    told = ndrc("nouveau")
    found = options(tmp_path / "mon-portfolio")
    assert (found["session"], found["candidat"]["statut"]) == (current_session(), "scolaire")
    assert f"remplacez «\u00a0{found['candidat']['prenom']}\u00a0»" in told.out


def test_ce_qui_est_dit_n_est_pas_demande(ndrc: Ndrc, tmp_path: Path, repondre: Callable[..., list[str]]) -> None:
    asked = repondre("Camille")
    assert ndrc("nouveau", ".", "--nom", "Roussel", "--session", "2027", "--statut", "Expérience").code == 0
    assert len(asked) == 1
    assert options(tmp_path)["candidat"]["statut"] == "experience"
    assert ndrc("nouveau", ".").code == 0  # mkdocs.yml has told the rest
    assert len(asked) == 1


def test_la_commission_demande_de_qui_il_s_agit(ndrc: Ndrc, tmp_path: Path, repondre: Callable[..., list[str]]) -> None:
    asked = repondre("Benali", "Nadia", "2027")
    assert ndrc("nouveau", ".", "--commission").code == 0
    assert len(asked) == 3
    assert (tmp_path / "commission" / "benali-nadia").is_dir()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_qui_s_en_va_ne_laisse_rien(
    ndrc: Ndrc, tmp_path: Path, repondre: Callable[..., list[str]], stop: type[BaseException]
) -> None:
    repondre("Roussel", stop)
    told = ndrc("nouveau", "ici")
    assert told.code == 2
    assert told.err == "ndrc\u00a0: arrêté\u00a0: rien n’a été écrit.\n"
    assert list(tmp_path.iterdir()) == []


def test_sans_terminal_rien_n_est_demande(ndrc: Ndrc, tmp_path: Path) -> None:
    assert ndrc("nouveau", ".").code == 0
    assert options(tmp_path)["session"] == current_session()
    built = construire(tmp_path, "--strict")
    assert built.code == 0, built.output


def test_ce_qui_reste_a_remplacer_est_la_ou_on_l_a_ecrit(ndrc: Ndrc, tmp_path: Path) -> None:
    ecrire(tmp_path / "a", {}, "site_name: P\ndocs_dir: textes\nplugins: [ndrc-portfolio]\n")
    told = ndrc("nouveau", "a").out
    assert "Dans textes/index.md, remplacez" in told
    assert "mkdocs.yml et" not in told
    assert "remplacez" not in ndrc("nouveau", "a").out, "nothing was written"
    assert "Dans mkdocs.yml et docs/index.md, remplacez" in ndrc("nouveau", "b").out


def test_la_suite_tient_en_trois_commandes(ndrc: Ndrc) -> None:
    for folder, first in (("mon dossier", 'cd "mon dossier"'), (".", "mkdocs serve")):
        told = ndrc("nouveau", folder).out.partition("Tapez ensuite\u00a0:\n")[2].splitlines()
        assert len(told) == 3
        assert told[0].strip().startswith(first)


# ---- One more fiche


def test_une_fiche_de_plus(ndrc: Ndrc, tmp_path: Path) -> None:
    ecrire(tmp_path, {"e4/vente.md": FICHE})
    told = ndrc("fiche", "e4-activite")
    assert told.code == 0
    assert told.out.startswith("docs/e4/fiche-2.md ")
    head = entete(tmp_path / "docs" / "e4" / "fiche-2.md")
    assert (head["numero"], head["nature"]) == ("2", "evenement-commercial")
    assert ndrc("fiche", "e4-activite", "docs/à moi/troisième.md").code == 0
    head = entete(tmp_path / "docs" / "à moi" / "troisième.md")
    assert (head["numero"], head["nature"]) == ("3", "")  # both natures are there
    assert ndrc("fiche", "e6-etude-reflexive").code == 0
    assert ndrc("verifier", "docs", "--strict").code == 0


def test_une_fiche_ne_remplace_rien(ndrc: Ndrc, tmp_path: Path) -> None:
    ecrire(tmp_path, {"e4/fiche-1.md": "", "e6/etude-reflexive.md": "à moi"})
    assert ndrc("fiche", "e4-activite").out.startswith("docs/e4/fiche-2.md ")
    before = fichiers(tmp_path)
    assert ndrc("fiche", "e6-etude-reflexive").code == 2
    assert ndrc("fiche", "e4-activite", "docs/e4/fiche-1.md").code == 2
    assert fichiers(tmp_path) == before


def test_une_fiche_de_la_commission_dit_ou(ndrc: Ndrc, tmp_path: Path) -> None:
    ecrire(tmp_path, {})
    for more in ([], ["docs/grille.md"]):
        told = ndrc("fiche", "e4-grille", *more)
        assert told.code == 2
        assert "commission" in told.err
    assert ndrc("fiche", "e4-grille", "commission/a/e4-grille.md").code == 0
    assert fichiers(tmp_path).keys() == {"mkdocs.yml", "commission/a/e4-grille.md"}


def test_une_fiche_d_un_formulaire_a_soi(ndrc: Ndrc, tmp_path: Path) -> None:
    form = json.loads((data_dir("schemas") / "2020" / "e6-etude-reflexive.schema.json").read_text(encoding="utf-8"))
    form["properties"]["theme"]["title"] = "MON THÈME"
    ecrire(
        tmp_path,
        {"/formulaires/2027/e6-mien.schema.json": json.dumps(form)},
        CONFIGURATION + "    schemas: formulaires\n",
    )
    assert ndrc("fiche", "e6-mien").code == 0
    assert "## Mon thème\n" in (tmp_path / "docs" / "e6" / "mien.md").read_text(encoding="utf-8")


# ---- Misuse


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["nouveau"], "dans quel dossier"),
        (["nouveau", "fichier"], "fichier"),
        (["nouveau", "fichier/ici"], "ne peut pas être écrit"),
        (["nouveau", ".", "--session", "27"], "2027"),
        (["nouveau", ".", "--session", "2019"], "2019"),
        (["nouveau", ".", "--session", "2001"], "2001"),
        (["nouveau", ".", "--statut", "scolere"], "vouliez-vous dire «\u00a0scolaire\u00a0»"),
        (["nouveau", ".", "--commission", "--statut", "scolaire"], "--commission"),
        (["nouveau", ".", "autre"], "--help"),
        (["fiche"], "--help"),
        (["fiche", "e4-activité"], "vouliez-vous dire «\u00a0e4-activite\u00a0»"),
        (["fiche", "bidule"], "e6-etude-reflexive"),
        (["fiche", "e4-activite"], "mkdocs.yml"),
        (["fiche", "e4-activite", "fiche.txt"], ".md"),
        (["fiche", "e4-activite", "fichier/fiche.md"], "ne peut pas être écrit"),
    ],
)
def test_commande_mal_employee(ndrc: Ndrc, tmp_path: Path, argv: list[str], said: str) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    told = ndrc(*argv)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("ndrc\u00a0: ")
    assert said in told.err
    assert [p.name for p in tmp_path.iterdir()] == ["fichier"]


def test_un_dossier_interdit(ndrc: Ndrc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    told = ndrc("nouveau", "ici")
    assert told.code == 2
    assert "l’accès est refusé" in told.err


def test_l_aide_est_en_francais(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("nouveau", "fiche"):
        with pytest.raises(SystemExit) as stop:
            main([command, "--help"])
        assert stop.value.code == 0
        assert capsys.readouterr().out.startswith(f"Utilisation\u00a0: ndrc {command}")


def test_les_statuts_sont_ceux_de_mkdocs_yml(candidat: Path) -> None:
    assert ", ".join(STATUTS) in (candidat / "mkdocs.yml").read_text(encoding="utf-8")
