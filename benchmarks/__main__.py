"""Run every benchmark: `python -m benchmarks` (what `make bench` does), or some of them by name.

    python -m benchmarks [NAME…] [--playground PATH] [--clones FOLDER]

Without the path to a clone of TensorFlow Playground the comparison with it is left out, without a folder for clones of
public repositories the programs from there; both are said.
`benchmarks.gpu` and `benchmarks.gpu_overhead` need an NVIDIA GPU, and are run by themselves.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from benchmarks.common import ROOT

NAMES = (
    "population",
    "playground",
    "worker",
    "peak",
    "maps",
    "recording",
    "injected",
    "trial",
    "search",
    "script_trial",
    "startup",
    "confusion",
    "remedies",
    "server",
    "page",
    "atlas",
    "lessons",
    "claims",
    "clinic",
    "clinic.equal",
    "clinic.repairs",
    "public",
    "spellings",
    "fashion",
    "features",
    "lenet_overhead",
    "loading",
    "classify",
    "overhead",
    "fuzz",
)


def main() -> int:
    """Run them one after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(description="Every headline number, one command each.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(NAMES)} (all)")
    parser.add_argument("--playground", default=os.environ.get("PLAYGROUND"), help="a clone of tensorflow/playground")
    parser.add_argument("--clones", default=os.environ.get("CLONES"), help="a folder for clones of public repositories")
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    failed: list[str] = []
    for name in options.names or NAMES:
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        if name in ("playground", "worker") and not options.playground:
            print(f"{name}: left out, no clone given (PLAYGROUND=PATH make bench)\n")
            continue
        if name == "public":
            if not options.clones:
                print("public: left out, no folder for clones given (CLONES=FOLDER make bench)\n")
                continue
            command += ["--clones", options.clones]
        if name in ("playground", "worker", "page") and options.playground:
            command.append(options.playground)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
