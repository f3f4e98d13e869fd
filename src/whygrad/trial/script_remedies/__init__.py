"""The remedies that can be applied to a running script from outside, one a file, found by listing the folder.

A file defines `REMEDY`; its code is that of a remedy in `trial/remedies`, which has the texts. Files that begin with
an underscore are passed over. How they act is told in docs/decisions/remedies-from-outside.md.
"""
