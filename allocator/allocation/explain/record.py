"""An explanation as plain data, for JSON."""

from typing import Any

from allocator.allocation.explain.explanation import Explanation, Stop
from allocator.allocation.explain.option_words import sentence
from allocator.allocation.explain.scarcity import Worth
from allocator.allocation.explain.trade import Shift, Trade
from allocator.allocation.plan.exact import exact_text


def recorded(explanation: Explanation) -> dict[str, Any]:
    """The explanation; numbers of the goals are exact, as text."""
    request = explanation.request
    return {
        "request": request.id,
        "unit": request.unit,
        "quota_type": request.quota_type,
        "purpose": request.purpose,
        "asked": request.asked,
        "own_vacancies": explanation.own,
        "lent": [
            {"pool": loan.pool, "posts": loan.posts, "due_year": loan.due}
            for loan in explanation.lent
        ],
        "granted": explanation.granted,
        "stopped_by": [_stop(stop) for stop in explanation.stops],
        "next_post": None if explanation.next_post is None else _trade(explanation.next_post),
        "met_in_full_by": [
            {
                "kind": option.kind.value,
                "text": sentence(option, explanation),
                "what_if": [str(change) for change in option.changes],
                "waived": list(option.waived),
                **_trade(option.trade),
            }
            for option in explanation.options
        ],
        "near_tie": {
            "more": _number(explanation.could_get_more),
            "less": _number(explanation.could_get_less),
        },
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "posts": [stop.first, stop.last],
        "kind": stop.kind.value,
        "any_of": [
            [{"rule": reason.rule, "detail": reason.detail} for reason in way] for way in stop.ways
        ],
        "remark": stop.remark.detail,
    }


def _trade(trade: Trade) -> dict[str, Any]:
    return {
        "goals": [
            {
                "id": shift.goal,
                "before": exact_text(shift.before),
                "after": exact_text(shift.after),
                "lost": exact_text(shift.lost),
            }
            for shift in trade.goals
        ],
        "given_up": exact_text(trade.given_up),
        "requests": [_shift(shift) for shift in (trade.request, *trade.others)],
        "renewals": [_shift(shift) for shift in trade.renewals],
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "id": shift.id,
        "unit": shift.unit,
        "before": shift.before,
        "after": shift.after,
        "worth": exact_text(shift.value),
    }


def _number(value: Any) -> str | None:
    return None if value is None else exact_text(value)


def recorded_worth(worth: Worth) -> dict[str, str]:
    """The worth of one change of something scarce."""
    return {
        "kind": worth.kind,
        "more": format(worth.more, "f"),
        "change": str(worth.change),
        "gain": exact_text(worth.gain),
    }
