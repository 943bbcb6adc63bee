"""The rules a plan obeys, one file each: a rule's clause, predicates, check of a finished plan and words.

The planner and the draw use the predicates, so that a rule changes in one place; the checks know nothing of how
a plan was made.
"""
