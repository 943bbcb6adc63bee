"""Table models: plain objects in columns; no widgets."""
