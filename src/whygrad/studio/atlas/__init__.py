"""The atlas: maps of two settings that the page trains by itself, pixel by pixel.

`axes` lists the settings that may be varied, `plane` lowers the pixels of a map, `pixel` diagnoses one of them, `maps`
lists the ready-made ones, `wire` holds the questions.
"""
