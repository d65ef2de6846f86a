"""A process that helps with a report: outside it is asked and answers, inside it serves.

It is a Python of its own, since what makes a report holds the interpreter: a thread would not
help. It ends when its input does, so also when the process that asks is killed.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, Any, cast

from allocator.text import _, language, use_language


class HelperEnded(Exception):
    """The process ended before it had answered."""

    def __init__(self, said: str) -> None:
        super().__init__(
            _(
                "a process that helps with the report ended unexpectedly ({said}); the machine may "
                "be short of memory: close other programs, and try again"
            ).format(said=said)
        )


class HelperProcess:
    """Answers one thing after the other, in the language in use, until it is closed.

    Parameters
    ----------
    module : str
        What it runs, with :func:`serve`.
    """

    def __init__(self, module: str) -> None:
        self._said = TemporaryFile()  # noqa: SIM115 - closed when this ends
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", module, language()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()

    @property
    def has_ended(self) -> bool:
        """Whether it has."""
        return self._process.poll() is not None

    def close(self) -> None:
        """Wait for its end, which comes with the end of what it is asked."""
        with suppress(OSError):
            self._input.close()
        self._process.wait()
        self._output.close()
        self._said.close()

    def ask(self, wanted: Any) -> Any:
        """Its answer to ``wanted``, which can be pickled; this waits for it.

        Raises
        ------
        HelperEnded
            It has ended.
        """
        try:
            pickle.dump(wanted, self._input, pickle.HIGHEST_PROTOCOL)
            self._input.flush()
            return pickle.load(self._output)  # noqa: S301 - of our own process
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise HelperEnded(self._last_said()) from error

    @property
    def _input(self) -> IO[bytes]:
        return cast(IO[bytes], self._process.stdin)

    @property
    def _output(self) -> IO[bytes]:
        return cast(IO[bytes], self._process.stdout)

    def _last_said(self) -> str:
        self._process.kill()
        status = self._process.wait()
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else str(status)


def serve(answer: Callable[[Any], Any], ready: Callable[[], Any] = lambda: None) -> None:
    """Answer whatever is asked, inside the process, until there is nothing more.

    Parameters
    ----------
    ready : callable
        Done before anything is asked.
    """
    # Ctrl-C is for the process that asks, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_language(sys.argv[1])
    # What is printed by mistake is no answer.
    output, sys.stdout = sys.stdout.buffer, sys.stderr
    ready()
    with suppress(EOFError):
        while True:
            wanted = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the process that asks
            pickle.dump(answer(wanted), output, pickle.HIGHEST_PROTOCOL)
            output.flush()
    os._exit(0)  # what it holds takes a while to be given back, and the other process waits
