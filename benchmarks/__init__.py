"""Every headline number as a command: `python -m benchmarks.NAME`; `make bench` runs them all.

Peers run beside us in the same minutes on the same machine, turn by turn; every figure comes with how often it was
measured and how far the measurements lie apart. Results are written to `benchmarks/results/DATE-NAME.md`.
"""
