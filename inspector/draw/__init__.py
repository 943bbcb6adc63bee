"""The draw: frame, tickets, targets, chances and their rounding, and their recomputation.

Everything here is integers and SHA-256, so that a stranger with the exported workbook gets the same result. The
text that says how is `resources/help/draw-protocol`; `PROTOCOL` is its version.
"""

PROTOCOL = "1"
"""Version of the draw protocol. It is part of the frozen rows, so every hash depends on it."""
