"""Modules that the start does not need are loaded after it, and garbage is collected from then."""

from __future__ import annotations

import gc
import threading

from meeting_tui import preload


def test_the_collector_rests_until_all_modules_are_loaded() -> None:
    usual = preload._COLLECT_USUALLY
    gc.set_threshold(*usual)  # a test before this one may have started an app
    preload.postpone_collection()
    assert gc.get_threshold()[0] > usual[0]
    preload.start_preloading()
    for thread in threading.enumerate():
        if thread.name == "preload":
            thread.join()
    assert gc.get_threshold() == usual
