"""Whatever ends a save(), the path names all of the old file or all of the new one."""

from __future__ import annotations

import errno
import os
import resource
import stat

import pytest
import retrograd as rg
from subprocess_run import run_python


@pytest.fixture
def path(tmp_path):
    """The path of a file that is there, alone in its folder."""
    rg.save("old", tmp_path / "x.pt")
    return tmp_path / "x.pt"


def names(path):
    return sorted(os.listdir(path.parent))


def test_a_full_disk_leaves_the_old_file(path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OSError, match="as it was") as caught:
            rg.save(rg.zeros(1_000_000), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.errno == errno.EFBIG and caught.value.filename == str(path)
    assert rg.load(path) == "old" and names(path) == ["x.pt"]


def test_a_killed_writer_leaves_the_old_file(path):
    code = f"""
        import os, signal
        import retrograd as rg

        write, done = os.write, []
        def few(file, data):
            done.append(write(file, data[:70_000]))
            if len(done) == 3:
                os.kill(os.getpid(), signal.SIGKILL)
            return done[-1]
        os.write = few
        rg.save(rg.zeros(1_000_000), {str(path)!r})
    """
    with pytest.raises(AssertionError, match="exit code -9"):
        run_python(code)
    assert rg.load(path) == "old"
    (left,) = [name for name in names(path) if name != "x.pt"]
    assert left.startswith(".x.pt.") and left.endswith(".tmp")


def test_an_interrupted_writer_leaves_the_old_file_alone(path, monkeypatch):
    def interrupted(file, data):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rg.save("new", path)
    monkeypatch.undo()
    assert rg.load(path) == "old" and names(path) == ["x.pt"]


def test_nothing_is_written_of_what_cannot_be_saved(path):
    with pytest.raises(TypeError):
        rg.save((i for i in range(3)), path)
    assert rg.load(path) == "old" and names(path) == ["x.pt"]


def test_a_reader_keeps_the_old_file_while_a_new_one_is_saved(path):
    rg.save(rg.arange(4), path)
    mapped = rg.load(path, mmap=True)
    rg.save(rg.zeros(4), path)
    assert mapped.tolist() == [0, 1, 2, 3]
    mapped.add_(1)
    rg.save(mapped, path)  # over the file that it is mapped from
    assert rg.load(path).tolist() == [1, 2, 3, 4]


def test_the_permissions_of_the_old_file_stay_and_a_new_one_has_the_usual_ones(path):
    path.chmod(0o640)
    rg.save("new", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = os.umask(0o027)
    try:
        rg.save("new", path.with_name("y.pt"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.with_name("y.pt").stat().st_mode) == 0o640


def test_a_link_stays_a_link(path):
    link = path.with_name("link.pt")
    link.symlink_to("x.pt")
    rg.save("new", link)
    assert link.is_symlink() and rg.load(path) == "new"
    assert names(path) == ["link.pt", "x.pt"]


def test_the_old_file_is_replaced_only_once_the_new_one_is_on_the_disk(path, monkeypatch):
    done = []
    monkeypatch.setattr(os, "fsync", lambda file: done.append("fsync"))
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda *names: (done.append("replace"), replace(*names)))
    rg.save("new", path)
    assert done == ["fsync", "replace"]
    rg.save("new", path.with_name("y.pt"))
    assert done == ["fsync", "replace", "replace"]


def test_devices_are_written_to_as_they_are():
    rg.save(rg.zeros(3), "/dev/null")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_directory_and_a_missing_one_are_errors(tmp_path):
    with pytest.raises(IsADirectoryError):
        rg.save(1, tmp_path)
    with pytest.raises(FileNotFoundError, match="no such directory"):
        rg.save(1, tmp_path / "a" / "b.pt")
    with pytest.raises(RuntimeError):  # torch's class
        rg.save(1, tmp_path / "a" / "b.pt")


def test_a_long_name_and_a_name_in_this_folder_are_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    long = "ü" * 120 + ".pt"
    rg.save(1, long)
    assert rg.load(long) == 1 and os.listdir() == [long]


def test_saving_takes_no_memory_for_the_elements(tmp_path):
    code = f"""
        import resource
        import retrograd as rg

        x = rg.ones(16 << 20)
        rg.save(rg.ones(3), {str(tmp_path / "x")!r})
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rg.save(x, {str(tmp_path / "x")!r})
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    assert int(run_python(code)) < 8_000  # KB, where the elements take 64,000
