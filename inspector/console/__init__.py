"""The command line: reads words, calls the workflow, prints what it returns."""
