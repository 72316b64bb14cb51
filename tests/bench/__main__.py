"""`python -m tests.bench`: all the measures of `make bench`, in one run."""

import argparse
import sys

from . import construction, lecture, profil, serveur
from .tableau import Ligne, machine, tableau

_PARTIES = ("construction", "lecture", "serveur")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description="Mesure la vitesse du portfolio.")
    parser.add_argument("--rapide", action="store_true", help="moins de tours : plus vite, et moins sûr")
    parser.add_argument("--partie", choices=_PARTIES, action="append", help="cette partie seulement")
    parser.add_argument("--profil", action="store_true", help="montre plutôt où passe le temps d’une construction")
    args = parser.parse_args()
    print(machine(), end="\n\n", flush=True)
    if args.profil:
        for n in (10, 100):
            for chaud in (True, False):
                print(profil.profiler(n, chaud=chaud), end="\n\n", flush=True)
        return 0
    parties = args.partie or _PARTIES
    lignes: list[Ligne] = []
    if "construction" in parties:
        lignes += construction.mesurer(10, 7 if args.rapide else 15)
        lignes += construction.mesurer(100, 3 if args.rapide else 9)
    if "lecture" in parties:
        lignes += lecture.mesurer(3 if args.rapide else 7)
    if "serveur" in parties:
        lignes += serveur.mesurer(5 if args.rapide else 11)
    print(tableau(lignes))
    print("\nRapport : à Material seul sur le même texte, médiane des rapports de chaque tour.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
