"""The bench's verdict: every bar of Benchmarks/poll/compare that is missed is named, and only those."""
import json
import subprocess

import pytest
from conftest import ROOT

HEAD = "peer\tpoll\twall_s\tcpu_s\tpeak_rss_MiB\tn200\tn304\trc\tload_before"
RESULTS = {
    "pipeline 1": "30.1 37.0 51 2000 0 0 0.1", "pipeline 2": "1.0 0.3 51 0 2000 0 0.1",
    "pipeline 3": "1.0 0.9 51 20 1980 0 0.1", "earshot 1": "5.0 8.0 92 2000 0 0 0.1",
    "earshot 2": "0.5 0.3 60 0 2000 0 0.1", "earshot 3": "0.7 0.4 60 20 1980 0 0.1"}
COUNTED = ("%s: mentions 8344 expected, %d found, %d missed, %d false, %d duplicate rows; "
           "polarity right 0.940 (en only %.3f)\n")
GOOD = {"pipeline": (8344, 0, 0, 0, 0.923), "earshot": (8344, 0, 0, 0, 0.997), "earshot-kill": (8344, 0, 0, 0, 0.997)}
KILLS = {"killed": 15, "ended": 5, "failed": 0, "last_rc": 0, "last_s": 1.0}


def verdict(folder, results=(), counted=(), kills=(), ready="0.7"):
    rows = {**RESULTS, **dict(results)}
    lines = ["\t".join(name.split() + row.split()) for name, row in rows.items() if row]
    (folder / "results.tsv").write_text("\n".join([HEAD, *lines]) + "\n")
    (folder / "output").write_text("".join(
        COUNTED % (name, *row) for name, row in {**GOOD, **dict(counted)}.items() if row))
    (folder / "kills").write_text(json.dumps({**KILLS, **dict(kills)}))
    return subprocess.run(
        [ROOT / "Benchmarks/poll/verdict", folder / "results.tsv", folder / "output", folder / "kills", ready,
         "pipeline", "2000"], capture_output=True, text=True, timeout=60)


def test_figures_at_the_bars_are_good(tmp_path):
    done = verdict(tmp_path, {"earshot 1": "5.0 10.27 120 2000 0 0 0.1"})
    assert done.returncode == 0 and done.stdout.endswith("All bars are met.\n"), done.stdout + done.stderr


@pytest.mark.parametrize("changes, words", [
    ({"results": {"earshot 1": "5.0 10.3 92 2000 0 0 0.1"}}, "of pipeline's CPU time, not 1/3.6"),
    ({"results": {"earshot 2": "0.5 0.31 60 0 2000 0 0.1"}}, "poll 2 took 0.31 s of CPU time"),
    ({"results": {"earshot 2": "0.5 0.3 60 1 1999 0 0.1"}}, "1999 answers were 304 and 1 were 200"),
    ({"results": {"earshot 3": "0.7 0.4 121 20 1980 0 0.1"}}, "poll 3 took 121 MiB"),
    ({"results": {"earshot 3": "0.7 0.4 60 20 1980 1 0.1"}}, "poll 3 ended with status 1"),
    ({"results": {"earshot 3": None}}, "there is no poll 3 of earshot"),
    ({"counted": {"earshot": (8343, 1, 0, 0, 0.997)}}, "8343 were found, 1 missed"),
    ({"counted": {"earshot": (8344, 0, 1, 0, 0.997)}}, "1 false"),
    ({"counted": {"earshot-kill": (8344, 0, 0, 2, 0.997)}}, "earshot-kill: of 8344"),
    ({"counted": {"earshot-kill": None}}, "nobody counted the mentions of earshot-kill"),
    ({"counted": {"earshot": (8344, 0, 0, 0, 0.923)}}, "polarity of English"),
    ({"kills": {"killed": 14, "ended": 6}}, "only 14 of 20 kills"),
    ({"kills": {"failed": 1, "ended": 4}}, "1 starts failed"),
    ({"kills": {"last_rc": 1}}, "ended with status 1"),
    ({"ready": "2.0"}, "/readyz in 2.00 s"),
])
def test_each_missed_bar_is_one_line_and_the_status(tmp_path, changes, words):
    done = verdict(tmp_path, **changes)
    said = [line for line in done.stdout.splitlines() if line.startswith("missed: ")]
    assert done.returncode == 1 and len(said) == 1 and words in said[0], done.stdout + done.stderr
