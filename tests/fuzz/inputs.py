"""Inputs that are nearly right: cases of the tests, with parts put in, taken out, doubled and moved."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.support import CASES, CONFIGURATION, FICHE, ROOT

HEAD = "---\nfiche: e6-etude-reflexive\nstatut: brouillon\n---\n"
MARKDOWN = (
    "## Problématique\n", "### Démarche\n", "## Développement structuré\n", "#### Atouts\n", "# ", "##", "######## a\n", "Titre\n===\n",
    "Titre\n---\n", "---\n", "***\n", "___", "- un\n", "* deux\n", "+ trois\n", "1. quatre\n", "12) cinq\n", "    creux\n", "\t", "  ",
    "> cite\n", ">> ", "> - ", "|a|b|\n", "|-|:-:|\n", "| x | y | z |\n", "a\tb\n", "```\n", "~~~py\n", "`code`", "``", "`", "**gras**", "**",
    "*", "_", "__init__", "[lien](fiche.md)", "[lien][ref]", "[ref]: https://exemple.fr \"titre\"\n", "![photo](a.jpg)", "[", "]", "](", "[^1]",
    "[^1]: note\n", "*[CRM]: gestion\n", "[[page]]", "==fluo==", "~~rayé~~", "%% caché %%", "%%", "<div>\n", "</div>\n", "<b>", "</b>", "<br>",
    "<details markdown>\n", "<!-- ", " -->", "<", ">", "<p", "&amp;", "&", "\\", "\\*", "{#id .cls}", "{: .x }", "!!! note\n", "???+ note\n",
    "=== \"Onglet\"\n", "/// note\n", "- [ ] faire\n", "- [x] fait\n", "• une\n", "o\tdeux\n", "➢ trois\n", "1° quatre\n", "+ 14 %\n", "> 30 appels\n",
    "5*3", "2023. année\n", "mot ", "texte ordinaire ", "été ", "l’élève ", "œuvre ", "\u00a0", "\u202f", "\u200b", "\ufeff", "\x08", "\x1b[31m", "\x85",
    "\u2028", "😀", "\n", "\n\n", "\r\n", "\r", "[TOC]\n", "--8<-- \"a\"\n", "$x$", "C:\\Users\\a", "file:///etc", "javascript:alert(1)", "\x00",
)  # fmt: skip
YAML = (
    "---\n", "...\n", "fiche: ", "fiche: e4-activite\n", "fiche: e6-activite\n", "numero: 1\n", "numero: ²\n", "nature: negociation-vente\n", "titre: ", "cadre:\n",
    "  nom: ", "  lieu: Bureau : 1er\n", "annexes:\n", "  - {titre: a, fichier: b.jpg}\n", "  - titre: a\n", "statut: finale\n", "candidat: {}\n", "vecue: oui\n",
    "tags: [a, b]\n", "hide:\n  - toc\n", "criteres:\n", "note: 14,5\n", "- ", "-", ": ", ":", "{", "}", "[", "]", "[[[[", "? ", "| \n", ">-\n", "&a ", "*a", "!!python/name:os.system ",
    "!ENV X", "<<: *a\n", "'", '"', "« »", "“mot”", "\\", "#", " # commentaire\n", "\t", "  ", "\u00a0", "\n", "\n\n", "null", "~", "0123456701", "12:30", "2026-01-05",
    "true", "texte ", "clé ", "é", "\x07", "\u2028", "@", "`", "%YAML 1.1\n", "plugins:\n", "  ndrc-portfolio:\n", "    session: ", "    audience: ", "    depot: ",
    "    candidat: {nom: A}\n", "    attestations:\n", "      - type: stage\n", "        du: 2026-01-05\n", "        semaines: 4\n", "docs_dir: ", "site_dir: ", "INHERIT: ", "theme: ",
    "markdown_extensions:\n", "hooks: [a.py]\n", "exclude_docs: |\n", "nav:\n", "../", "/", "mkdocs.yml", "docs", "2027", "99999999999999999999", "1e400", ".inf", "-1", "0",
)  # fmt: skip
JSON = (
    "{", "}", "[", "]", ",", ":", '"', "null", "true", "false", "0", "-1", "1e999", '""', '"a"', '{"a": 1}', "[[[", '"regle"', '"R1"', '"formulaire"', '"e4-activite"',
    '"controle"', '"fiches"', '"durees"', '"semaines"', '"cout"', '"NV"', '"type"', '"object"', '"properties"', '"$ref"', '"#"', '"pattern"', '"(a+)+$"', '"["',
    '"x-formulaire"', '"required"', '"title"', "\\u0000", "\\ud800", "é", "\n", "NaN", "99999999999999999999999",
)  # fmt: skip


def sources() -> list[str]:
    """The fiches of the cases."""
    found = [path.read_bytes() for path in sorted(CASES.glob("*/fiche.md"))]
    return [text.decode("utf-8", "replace") for text in found if len(text) < 5000] + [FICHE, HEAD]


def settings_files() -> list[str]:
    names = [ROOT / "mkdocs.yml", *sorted(CASES.glob("*/mkdocs.yml"))]
    return [CONFIGURATION, *(path.read_text(encoding="utf-8") for path in names)]


def schemas(name: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "schemas").glob(f"*/{name}"))]


@st.composite
def nearly(draw: st.DrawFn, seeds: Sequence[str], parts: Sequence[str], most: int = 8) -> bytes:
    """One of the seeds, changed at some places; or parts alone."""
    text = draw(st.sampled_from(seeds)) if draw(st.integers(0, 4)) else ""
    for _ in range(draw(st.integers(0 if text else 1, most))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 40)))
        part = draw(st.sampled_from(parts)) * draw(st.sampled_from((1, 1, 1, 2, 3, 40)))
        match draw(st.integers(0, 3)):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:end] + text[at:end] + text[end:]
            case 2:
                text = text[:at] + part + text[end:]
            case _:
                text = text[:at] + part + text[at:]
    return text.encode("utf-8", "surrogatepass")


@st.composite
def built(draw: st.DrawFn, head: str, parts: Sequence[str], most: int = 14) -> bytes:
    """Parts one after the other, below a head."""
    return (head + "".join(draw(st.lists(st.sampled_from(parts), max_size=most)))).encode()


def bytes_of_all_kinds() -> st.SearchStrategy[bytes]:
    """What is no text: other encodings, what was cut in the middle, noise."""
    texts = st.sampled_from(sources())
    encoded = st.tuples(texts, st.sampled_from(("utf-16", "cp1252", "utf-8-sig", "utf-32", "latin-1")))
    return st.one_of(st.binary(max_size=60), encoded.map(lambda pair: pair[0].encode(pair[1], "replace")))
