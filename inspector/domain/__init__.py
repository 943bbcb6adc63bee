"""The nouns of the field and their identities.

Standard library only: nothing here knows a file, a solver or a screen.
"""
