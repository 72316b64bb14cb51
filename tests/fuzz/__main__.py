"""`make fuzz`: inputs that atheris makes up by what they reach in the code, for as long as one likes.

    python -m tests.fuzz source                     until Ctrl + C, or until a promise is broken
    python -m tests.fuzz reglages -max_total_time=60

What is reached is kept in `.fuzz/<name>/`, and the next run goes on from there. An input that breaks a promise is
written to `tests/fuzz/found/<name>/`, where `make test` tries it again for ever.
"""

import sys

from tests.fuzz import inputs
from tests.support import ROOT

SEEDS = {
    "source": inputs.sources,
    "correction": inputs.sources,
    "reglages": inputs.settings_files,
    "reglement": lambda: inputs.schemas("reglement.json"),
    "formulaire": lambda: inputs.schemas("*.schema.json"),
}
WORDS = {"source": inputs.MARKDOWN + inputs.YAML, "correction": inputs.MARKDOWN + inputs.YAML, "reglages": inputs.YAML}


def main(name: str, *arguments: str) -> None:
    try:
        import atheris
    except ImportError:
        sys.exit("atheris n’est pas installé : il n’existe que pour Linux et macOS (pip install atheris).")
    with atheris.instrument_imports(include=["ndrc_portfolio"]):
        from tests.fuzz.promises import PROMISES
    corpus, found = ROOT / ".fuzz" / name, ROOT / "tests" / "fuzz" / "found" / name
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]()):  # type: ignore[no-untyped-call]
        (corpus / f"depart-{number}").write_bytes(seed.encode())
    words = corpus.with_suffix(".dict")
    listed = WORDS.get(name, inputs.JSON)
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in listed), encoding="ascii")
    given = [sys.argv[0], str(corpus), f"-artifact_prefix={found}/", f"-dict={words}", "-timeout=30", *arguments]
    atheris.Setup(given, PROMISES[name])
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main(*sys.argv[1:] or ["source"])
