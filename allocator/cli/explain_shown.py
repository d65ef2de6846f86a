"""Explanations shown as they are made, and put into the plan's files."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.options import Shared
from allocator.text import _

if TYPE_CHECKING:
    from allocator.allocation.explain.explainer import Explainer
    from allocator.allocation.explain.explanation import Explanation
    from allocator.allocation.explain.scarcity import Worth


class Shown:
    """Takes explanations and step tables one after the other."""

    def __init__(self, explainer: "Explainer", shared: Shared) -> None:
        self._explainer, self._shared = explainer, shared
        self._explanations: list[Explanation] = []
        self._worth: list[Worth] = []
        self._everything = False

    @cached_property
    def _names(self) -> Mapping[str, str]:
        units = self._explainer.scenario.tables["units"]
        return dict(zip(units["unit_id"], units["name"], strict=True))

    def take(self, each: Any) -> None:
        """Show one explanation at once; keep a step table for the end."""
        from allocator.allocation.explain.explanation import Explanation
        from allocator.allocation.explain.words import explained

        if not isinstance(each, Explanation):
            self._worth += each
            self._everything = True
            return
        if not self._shared.json and not self._shared.quiet:
            apart = "\n" if self._explanations else ""
            click.echo(apart + explained(each, self._names))
        self._explanations.append(each)

    def finish(self, folder: Path) -> None:
        """Complete the plan's files, and show what is shown in one piece."""
        from allocator.allocation.explain.columns import write_explanations

        worth = self._worth if self._everything else None
        write_explanations(self._explanations, worth, folder)
        if self._shared.json:
            self._show_json()
            return
        if self._worth and not self._shared.quiet:
            click.echo()
            self._show_worth()
        if self._everything and not self._shared.quiet:
            click.echo(
                _("{path} says so of {count} request(s)").format(
                    path=folder / "decisions.csv", count=len(self._explanations)
                ),
                err=True,
            )

    def _show_json(self) -> None:
        from allocator.allocation.explain.record import recorded, recorded_worth
        from allocator.cli.show import show_json

        content: dict[str, Any] = {"requests": [recorded(each) for each in self._explanations]}
        if self._everything:
            content["worth"] = [recorded_worth(each) for each in self._worth]
        show_json(content)

    def _show_worth(self) -> None:
        from allocator.allocation.plan.exact import exact_text
        from allocator.cli.show import show_table

        brings = [each for each in self._worth if each.gain]
        if not brings:
            click.echo(
                _("More capital, room under ceilings or another confidence would bring nothing.")
            )
            return
        show_table(
            _("What scarce things are worth to the whole plan"),
            [_("change"), _("more"), _("gain")],
            ((str(each.change), format(each.more, "f"), exact_text(each.gain)) for each in brings),
        )
        click.echo(_("What is not listed would bring nothing."))
