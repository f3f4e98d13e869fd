"""What people look at: the terminal's tables, pictures, the HTML report. Views show; they never train and never judge.

`terminal` renders Rich tables, `plots` matplotlib figures with their descriptions, `report` one HTML file. Nothing is
imported here, because each costs time that the others do not need.
"""
