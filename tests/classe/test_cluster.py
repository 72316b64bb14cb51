"""Many machines: the same results from a cluster of dask's, and no cluster that anybody could reach."""

from contextlib import chdir
from functools import partial
from pathlib import Path

import pytest

from ndrc_portfolio.classe import engine
from ndrc_portfolio.classe.check import Task, receive_and_check
from ndrc_portfolio.classe.cluster import NoCluster, cluster
from ndrc_portfolio.classe.following import Engines, follow
from ndrc_portfolio.classe.reading import read_class
from ndrc_portfolio.classe.result import to_json
from ndrc_portfolio.cli.classe_here import verify
from tests.classe.support import TODAY, inline, portfolio, unwatched, write_class, zipped

NAMES = ("Aa", "Bb", "Cc", "Dd")
LISTE = "nom;prenom\n" + "".join(f"{nom};Camille\n" for nom in NAMES)


@pytest.mark.filterwarnings("default")  # of dask's own
def test_pool_cluster_and_one_process_say_the_same(tmp_path: Path) -> None:
    import distributed

    remises = {f"{nom} Camille.zip": zipped(portfolio(nom)) for nom in NAMES}
    remises["Dd Camille.zip"] = zipped({**portfolio("Dd"), "docs/e4/vente.md": b"---\nfiche: e4-activite\n"})
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as local:
        address = local.scheduler_address.replace("tcp", "dask")
        engines: dict[str, Engines] = {"inline": inline, "pool": engine.pool, "cluster": partial(cluster, address)}
        said = {}
        for name, kind in engines.items():
            with chdir(write_class(tmp_path / name, LISTE, remises)):
                found = follow(read_class(Path()), verify, TODAY, unwatched, kind)
                said[name] = [to_json(s.resultat) for s in found.suivis if s.resultat]
    assert len(said["inline"]) == len(NAMES)
    assert said["inline"] == said["pool"] == said["cluster"]


@pytest.mark.parametrize("address", ["dask://", "tcp://127.0.0.1:8786", "dask://127.0.0.1", "bidule"])
def test_what_is_no_engine_is_told(address: str) -> None:
    with pytest.raises(NoCluster):
        cluster(address, 1)


@pytest.mark.filterwarnings("default")
def test_another_machine_is_asked_for_its_certificate(tmp_path: Path) -> None:
    task = Task(tmp_path, "a", tmp_path, None, tmp_path, None, verify)
    with pytest.raises(NoCluster, match="tls://"):
        list(engine.run(receive_and_check, {"a": task}, cluster("dask://192.0.2.1:8786", 1), tmp_path))
