"""What recording at the default schedule costs, as a share of the whole training time.

    python -m benchmarks.recording [--rounds 9]

Each round trains the same population twice, once with the default schedule and once with nothing but the first and the
last record; the share is 1 - (without ÷ with) of the same round, in processor time of all threads.
"""

from __future__ import annotations

import whygrad as wg
from benchmarks import common

SETTINGS = ((common.SMALL, 4096), (common.SMALL, 64), (common.DEEP, 1024), (common.DEEP, 64))


def main() -> None:
    """Measure and publish."""
    options = common.arguments(__doc__, rounds=9).parse_args()
    common.warm_up()
    rows: list[list[str]] = []
    for sizes, networks in SETTINGS:
        usual = common.experiment(sizes, common.EPOCHS)
        quiet = common.unrecorded(usual)
        shares: list[float] = []
        with_recording: list[float] = []
        records = 0
        for turn in range(options.rounds):
            times: dict[bool, float] = {}
            for recorded in (True, False) if turn % 2 else (False, True):
                experiment = usual if recorded else quiet
                times[recorded] = common.processor_seconds(
                    lambda e=experiment, p=networks: wg.train(e, seeds=p, engine="kernel")
                )
            shares.append(1.0 - times[False] / times[True])
            with_recording.append(times[True])
        records = len(wg.train(usual, seeds=1, engine="kernel").steps)
        share, took = common.Samples(tuple(shares)), common.Samples(tuple(with_recording))
        rows.append(
            [
                common.shape_name(sizes),
                str(networks),
                str(common.EPOCHS),
                str(records),
                took.show(1e3, " ms"),
                share.show(100, " %"),
                str(share.n),
                common.verdict(100 * share.median, 10, at_least=False) + " (%)",
            ]
        )
    head = [
        "network",
        "networks",
        "epochs",
        "records",
        "processor time, median (range)",
        "share of recording",
        "n",
        "target",
    ]
    common.publish("recording", "The cost of recording", common.table(head, rows), versions_=common.versions("numpy"))


if __name__ == "__main__":
    main()
