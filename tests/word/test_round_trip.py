"""What was written for Word is read again as the same fiche. A link from one fiche to another is read as its text."""

import shutil
from pathlib import Path

import pytest
from lxml.etree import _Element as Element

from tests.support import CONFIGURATION, ROOT, ndrc, picture, write
from tests.word.opened import Opened

SETTINGS = f"{CONFIGURATION}markdown_extensions: [footnotes]\n"

RICH = """\
---
fiche: e6-activite
numero: 9
reseau: partenaires
titre: "Une fiche & ses signes : l’« épreuve »"
vecue: oui
annexes:
  - {titre: Plan du parc, fichier: ../annexes/plan.png}
---
## Analyse de l’activité réalisée au sein du réseau
### Présentation du réseau
Un paragraphe avec **gras**, *italique*, ***les deux***, `code` et `` un ` seul ``.
Une note[^1], un [lien](https://exemple.fr/a?b=c&d=e), <https://exemple.fr>.

[^1]: Le texte de la note, avec un [lien](https://note.fr).

> Une citation
> sur deux lignes.

### Contexte
1. un
2. deux
    - deux a
    - deux b
        1. profond
3. trois

    suite du trois
4. quatre

### Diagnostic du réseau
#### Un titre
Texte \\* avec \\_ signes \\# et 1\\. point.
##### Un sous-titre

| A | B | C |
|---|:-:|--:|
| g | c | d |
| **gras** | a<br>b | [l](https://x.fr) |

```
code   sur
  deux lignes
```

### Animation(s) du réseau
![Un plan](../annexes/plan.png)

Une ligne
deux lignes

### Résultats
- \\+ 14 %
- 5 \\< 6 & 7 > 3
- \\{acc\\} \\[crochets\\] a_b_c 2 \\* 3 \\* 4

### Préconisations
Le prix : 10 € ; « oui » ! 1\\) pas une liste
"""


def shape(opened: Opened) -> list[tuple[str, ...]]:
    """Each paragraph: its style, its place in a list, where it stands, its text, its letters; and the notes."""

    def said(paragraph: Element, path: str) -> str:
        return "".join(e.get(opened.w("val"), "") for e in paragraph.findall(f"w:pPr/{path}", opened.names))

    def letters(paragraph: Element, path: str) -> str:
        runs = [run for run in paragraph.iter(opened.w("r")) if run.find(f"w:rPr/{path}", opened.names) is not None]
        return "|".join("".join(map(str, run.itertext())) for run in runs)

    code = f"w:rStyle[@{opened.w('val')}='Code']"
    roots = [opened.body, opened.root("word/footnotes.xml")]
    return [
        (
            *(said(p, path) for path in ("w:pStyle", "w:numPr/w:ilvl", "w:jc")),
            line,
            *(letters(p, path) for path in ("w:b", "w:i", code)),
        )
        for root in roots
        for p in root.iter(opened.w("p"))
        if (line := opened.line(p)) and said(p, "w:pStyle") != "Caption"
    ]


def links(opened: Opened) -> set[str]:
    relations = opened.root("word/_rels/document.xml.rels")
    return {target for r in relations if (target := r.get("Target", "")).startswith("http") and r.get("TargetMode")}


def ticked(opened: Opened) -> list[str]:
    return [e.get(opened.w14("val"), "") for e in opened.body.iter(opened.w14("checked"))]


def exported(root: Path, *fiches: str) -> Opened:
    done = ndrc(root, "word", *fiches, "-o", "fiches.docx")
    assert done.code == 0, done.err
    return Opened((root / "fiches.docx").read_bytes())


def read_again(before: Path, root: Path) -> Opened:
    """The fiches of a portfolio after they were imported into another, as they are written then."""
    write(root, {}, SETTINGS)
    done = ndrc(root, "importer", str(before / "fiches.docx"))
    assert done.code in (0, 1), done.err
    return exported(root, *sorted({path.parent.relative_to(root).as_posix() for path in root.glob("docs/e?/*.md")}))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return tmp_path / "autre"


def test_a_text_of_every_kind(tmp_path: Path, other: Path) -> None:
    root = write(tmp_path / "un", {"e6/riche.md": RICH, "annexes/plan.png": picture(size=(300, 200))}, SETTINGS)
    before = exported(root, "e6/riche.md")
    after = read_again(root, other)
    assert shape(after) == shape(before)
    assert (links(after), ticked(after)) == (links(before), ticked(before))
    assert "Annexe 1 — Plan du parc" in after.lines


def test_the_fiches_of_the_example(tmp_path: Path, other: Path) -> None:
    root = write(tmp_path / "un", {}, SETTINGS)
    for folder in ("e4", "e6", "annexes", "images"):
        shutil.copytree(ROOT / "docs" / folder, root / "docs" / folder)
    before = exported(root, "docs/e4", "docs/e6")
    after = read_again(root, other)
    assert shape(after) == shape(before)
    assert ticked(after) == ticked(before)
