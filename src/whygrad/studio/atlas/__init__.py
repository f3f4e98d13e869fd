"""The atlas: maps of two settings, trained pixel by pixel, in the page or on the server.

`axes` lists the settings that may be varied, `plane` lowers the pixels of a map, `training` trains some of them on the
server, `pixel` diagnoses one, `maps` lists the ready-made maps, `wire` holds the questions.
"""
