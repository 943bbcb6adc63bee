"""Data files that ship with the program: help, translations, icons, templates."""
