"""Vega-Lite in a process of its own: its engine takes 80 MB, which no process that sends pages should hold.

The process is begun with the first plot, and ended when none was asked for in a minute; when it breaks, pages stay up.
It reads a specification from each line of its input, and writes the SVG as a line of JSON.
"""

import atexit
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

from ontology.errors import ProjectError

IDLE = 60.0  # seconds until the process is ended
_LONGEST = 10  # seconds for one plot
_COMMAND = (sys.executable, "-I", "-m", "publish.site.drawing")


class DrawingError(ProjectError):
    """A plot could not be drawn."""


class Drawer:
    """Draws plots, one after the other."""

    def __init__(self, idle: float = IDLE, command: Sequence[str] = _COMMAND) -> None:
        self._idle, self._command = idle, command
        self._alone = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: threading.Timer | None = None

    @property
    def process_id(self) -> int | None:
        """Of the process, while there is one."""
        return self._process.pid if self._process else None

    def draw(self, spec: str) -> str:
        """The SVG of a Vega-Lite specification, which is one line of JSON. Raises `DrawingError`."""
        with self._alone:
            line = self._ask(spec) or self._ask(spec)  # it may have ended since the last plot
            self._end_later()
        if not line:
            raise DrawingError("cannot be drawn", where="plot", fix="Look at what was written to standard error.")
        return str(json.loads(line))

    def stop(self) -> None:
        """End the process, if there is one."""
        with self._alone:
            self._stop()

    def _ask(self, spec: str) -> bytes:
        """The answer; empty where the process ended before it gave one."""
        process = self._process = self._process or _begin(self._command)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(spec.encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        if not line.endswith(b"\n"):
            self._stop()
            return b""
        return line

    def _end_later(self) -> None:
        if self._end is not None:
            self._end.cancel()
        self._end = threading.Timer(self._idle, self.stop)
        self._end.daemon = True
        self._end.start()

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()  # takes notice of its end, and closes the pipes
            self._process = None


def _begin(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """A process of its own session: Ctrl-C at the server is not meant for it. It ends with its input."""
    return subprocess.Popen(  # noqa: S603 -- no shell, no word of a stranger
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


def main() -> None:
    """Draw what is asked for until there is no more; a plot that takes too long ends the process."""
    import vl_convert  # here alone: whoever imports this module is to stay small

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for line in sys.stdin:
        signal.alarm(_LONGEST)
        sys.stdout.write(json.dumps(vl_convert.vegalite_to_svg(json.loads(line))) + "\n")
        sys.stdout.flush()
        signal.alarm(0)


DRAWER = Drawer()
atexit.register(DRAWER.stop)

if __name__ == "__main__":
    main()
