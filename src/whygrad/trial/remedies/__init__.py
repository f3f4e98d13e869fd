"""The remedies, one a file: a new file here is a new remedy, found by listing the folder (docs/how-to/add-a-remedy.md).

A file defines `REMEDY`; files that begin with an underscore are passed over.
"""
