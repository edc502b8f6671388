"""The command `policygraph`: one file per subcommand, and what all of them share: help, errors, exit codes."""

import importlib
from dataclasses import dataclass

import click

from ontology.errors import ProjectError, SettingsError
from publish.release.publishing import BusyError

GOOD, DATA_WRONG, COMMAND_WRONG = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Command:
    """Where a subcommand lives; it is loaded when it is called, so that `--help` and `build` need no web server."""

    module: str
    help: str


COMMANDS = {
    "init": Command("publish.cli.init", "Make a new workspace."),
    "add": Command("publish.cli.add", "Take articles into a workspace."),
    "extract": Command("publish.cli.extract", "Tell what articles say, without a workspace."),
    "review": Command("publish.cli.review", "Decide on what the extraction proposes."),
    "evaluate": Command("publish.cli.evaluate", "Measure the extraction against annotated or reviewed articles."),
    "anchor": Command("publish.cli.anchor", "Write digests and words of a record's spans."),
    "build": Command("publish.cli.build", "Make a release from the records."),
    "check": Command("publish.cli.check", "Tell whether a release is whole."),
    "audit": Command("publish.cli.audit", "Draw statements by chance, and take verdicts on them."),
    "rollback": Command("publish.cli.rollback", "Make an earlier release the current one."),
    "serve": Command("publish.cli.serve", "Publish the current release over HTTP."),
    "export": Command("publish.cli.export", "Write a release for another store."),
    "query": Command("publish.cli.query", "Ask a release or an endpoint in SPARQL."),
}


class CommandWrongError(ProjectError):
    """A command that cannot be carried out as it was given."""


# Faults of the command and its surroundings; every other fault is one of the data.
_COMMAND_FAULTS = (CommandWrongError, SettingsError, BusyError)


class Commands(click.Group):
    """The group of subcommands. Our errors become messages and exit codes here, never stack traces."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names, in the order in which one would meet them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The subcommand of that name."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name].module).command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, made from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in COMMANDS.items()])

    def invoke(self, context: click.Context) -> object:
        """Run a subcommand."""
        try:
            return super().invoke(context)
        except ProjectError as error:
            click.echo(f"what:   {error.what}\nwhere:  {error.where}\nto do:  {error.fix}", err=True)
            context.exit(COMMAND_WRONG if isinstance(error, _COMMAND_FAULTS) else DATA_WRONG)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="policygraph")
def main() -> None:
    """From articles about public policy to a published graph whose every statement leads to the words it rests on.

    A WORKSPACE is a folder with records, decisions and settings. Where none is named, it is the current folder if
    that is one, and else the five articles that come with the program.

    \b
    Examples:
      policygraph serve                        build the five articles and serve them on port 8000
      policygraph init my-articles             begin a workspace of your own
      policygraph add news.txt -w my-articles  take an article into it
      policygraph build my-articles            make a release of it
      policygraph build --help                 more about one command, with examples

    Exit codes: 0 good, 1 the data is wrong, 2 the command is wrong.
    """
