"""Threads that start at once."""

from __future__ import annotations

import threading


def together(count, work):
    """Run work(i) in ``count`` threads that start at once; return the exceptions raised."""
    errors, gate = [], threading.Barrier(count)

    def run(i):
        gate.wait()
        try:
            work(i)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return errors
