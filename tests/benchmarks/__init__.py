"""Seeded counties of three sizes, and how the planner fares on them: `python -m tests.benchmarks`."""
