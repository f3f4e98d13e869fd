"""PyTorch observed: one function mode, one set of hooks and one provenance graph, for those who record a training and
for those who act on it.

Knows nothing of traces and facts. `docs/internals/watching.md` tells what each module does. Importing this package does
not import PyTorch.
"""
