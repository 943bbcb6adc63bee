"""The official forms on paper: laid out, painted, saved as PDF, printed."""
