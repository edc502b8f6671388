"""`python -m publish.cli`: the command, where it is not on the path."""

from publish.cli import main

main(prog_name="policygraph")
