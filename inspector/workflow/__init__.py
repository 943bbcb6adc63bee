"""What a user can do: each function is one act, checks that it is its turn, and changes the county file
in one transaction or not at all.

The desktop program and the command line both stand on these functions and nothing else.
"""
