"""`python -m tests.bench`: all the measures of `make bench`, in one run."""

import argparse
import sys

from . import builds, profiling, reading, server, start
from .builds import Case
from .corpus import commission, corpus
from .table import Line, drawn, machine

_PARTS = ("construction", "mille", "lecture", "demarrage", "serveur")


def _builds() -> list[tuple[Case, int]]:
    """What is built, and in how many rounds."""
    return [
        (Case("construction", corpus(10), {"warm": 0.62, "cold": 0.95}), 15),
        (Case("construction", corpus(100), {"warm": 0.85, "cold": 1.10}), 9),
        (Case("une fiche changée", corpus(100), {"warm": 0.60}, changed=1), 9),
        (Case("commission de 35", commission(35), {"warm": None, "cold": None}, audience="jury"), 5),
    ]


def _thousand() -> Case:
    return Case("construction", corpus(1000), {"warm": 0.50})


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description="Mesure la vitesse du portfolio.")
    parser.add_argument("--rapide", action="store_true", help="moins de tours : plus vite, et moins sûr")
    parser.add_argument("--partie", choices=_PARTS, action="append", help="cette partie seulement")
    parser.add_argument("--profil", action="store_true", help="montre plutôt où passe le temps d’une construction")
    args = parser.parse_args()
    print(machine(), end="\n\n", flush=True)
    if args.profil:
        for n in (10, 100):
            for warm in (True, False):
                print(profiling.profile(n, warm=warm), end="\n\n", flush=True)
        return 0
    parts = args.partie or _PARTS
    lines: list[Line] = []
    if "construction" in parts:
        for case, rounds in _builds():
            lines += builds.measure(case, rounds // 2 if args.rapide else rounds)
    if "mille" in parts:  # Material alone takes 40 s
        lines += builds.measure(_thousand(), 1 if args.rapide else 3)
    if "lecture" in parts:
        lines += reading.measure(3 if args.rapide else 7)
    if "demarrage" in parts:
        lines += start.measure(7 if args.rapide else 15)
    if "serveur" in parts:
        lines += server.measure(5 if args.rapide else 11)
    print(drawn(lines))
    print("\nRapport : à Material seul sur le même texte, médiane des rapports de chaque tour.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
