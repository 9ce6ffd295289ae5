"""multiprocessing and hub: what torch has beside tensors, and works here."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import retrograd as rg

PROCESSES = """
import sys
import torch
import torch.multiprocessing as mp

def fill(rank, results, weight):
    results.put((rank, weight * rank))

def fail(rank):
    if rank == 1:
        torch.ones(2) @ torch.ones(3)

def die(rank):
    sys.exit(3)

if __name__ == "__main__":
    mp.set_start_method("fork", force=True)
    results = mp.get_context("spawn").SimpleQueue()
    mp.spawn(fill, args=(results, torch.ones(2)), nprocs=2)
    print(sorted((rank, x.tolist()) for rank, x in (results.get(), results.get())))
    try:
        mp.start_processes(fail, nprocs=2, start_method="fork")
    except mp.ProcessRaisedException as error:
        print(error.error_index, "inner lengths differ" in str(error), "in fail" in str(error))
    try:
        mp.start_processes(die, nprocs=1, start_method="fork")
    except mp.ProcessExitedException as error:
        print(error.exit_code, error.signal_name)
    with mp.Pool(1) as pool:
        print(pool.map(torch.sum, [torch.ones(3)]))
"""


def test_processes_are_started_with_their_numbers_and_their_errors_come_back(tmp_path):
    (tmp_path / "a.py").write_text(PROCESSES)
    command = [sys.executable, "-m", "retrograd", "run", "a.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "[(0, [0.0, 0.0]), (1, [1.0, 1.0])]",
        "1 True True",
        "3 None",
        "[tensor(3.)]",
    ]


def test_sharing_strategies_are_names():
    assert (
        rg.multiprocessing.get_sharing_strategy() in rg.multiprocessing.get_all_sharing_strategies()
    )
    with pytest.raises(AssertionError, match="set_sharing_strategy: expected one of"):
        rg.multiprocessing.set_sharing_strategy("no such")


@pytest.fixture
def hub(tmp_path):
    rg.hub.set_dir(tmp_path)
    yield rg.hub
    rg.hub.set_dir(None)


def test_the_hub_loads_what_is_on_this_machine(hub, tmp_path):
    (tmp_path / "who_net_main").mkdir()
    (tmp_path / "who_net_main" / "helper.py").write_text("from retrograd.nn import Linear\n")
    (tmp_path / "who_net_main" / "hubconf.py").write_text(
        "from helper import Linear as _Linear\n"
        "def small(width=3, pretrained=False):\n"
        "    'A layer.'\n"
        "    return _Linear(width, 1)\n"
    )
    folder = str(tmp_path / "who_net_main")
    assert (
        hub.list(folder, source="local") == ["small"] and hub.help("who/net", "small") == "A layer."
    )
    assert hub.load(folder, "small", 5, source="local", trust_repo=True).in_features == 5
    assert hub.load("who/net:main", "small", width=2, verbose=False).in_features == 2
    with pytest.raises(RuntimeError, match="no function 'large'"):
        hub.load(folder, "large", source="local")
    with pytest.raises(
        RuntimeError, match=r"downloads nothing; fetch https://github\.com/who/other"
    ):
        hub.load("who/other", "small")
    with pytest.raises(RuntimeError, match="pass trust_repo=True"):
        hub.load("who/net", "small", trust_repo=False)
    with pytest.raises(RuntimeError, match="leave out force_reload"):
        hub.load("who/net", "small", force_reload=True)
    assert hub.load("who/net", "small", skip_validation=True, trust_repo=None).in_features == 3


def test_the_hub_loads_weights_that_are_there_and_says_where_others_belong(hub, tmp_path):
    os.mkdir(tmp_path / "checkpoints")
    rg.save({"w": rg.ones(2)}, tmp_path / "checkpoints" / "net.pth")
    for url in ("https://no.host/a/net.pth", f"file://{tmp_path}/checkpoints/net.pth"):
        assert hub.load_state_dict_from_url(url, progress=False)["w"].tolist() == [1, 1]
    with pytest.raises(RuntimeError, match=r"fetch https://no\.host/x\.pth .*checkpoints/x\.pth"):
        hub.load_state_dict_from_url("https://no.host/x.pth")
