"""An effect explained: what ordered it, to whom it goes with what, and by when the act is to be reported (S25)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedback_rules.explain.limits import limit_words
from feedback_rules.explain.moments import joined
from feedback_rules.explain.story import Story
from feedback_rules.workflow.spec import EMPTY, Cited, Transition

if TYPE_CHECKING:
    from feedback_rules.explain.explanation import Explanation
    from feedback_rules.workflow.effect import Effect
    from feedback_rules.workflow.spec import EffectSpec, Outcome, Rulebook

__all__ = ["explain_effect"]


def explain_effect(book: Rulebook, effect: Effect) -> Explanation:
    """Give an effect step by step, from its cause to its own clock."""
    address = effect.case.partition("/")[2]
    ordering = _ordering(book, effect)
    ground = Cited(basis=effect.basis, inferred=next((spec.inferred for _, spec in ordering), None))
    story = Story(book, ground)
    names = story.names
    cause = effect.id.removeprefix(f"{effect.case}/").rpartition("/")[0]
    moves = [outcome for outcome, _ in ordering if isinstance(outcome, Transition)]
    words: dict[str, Any] = {"at": story.when(effect.at), "cause": names.cause(cause, address)}
    if moves and not cause.endswith(".due"):
        events = dict.fromkeys(names.event(move.event, address=address, states=(move.source,)) for move in moves)
        basis = tuple(dict.fromkeys(cited for move in moves for cited in move.basis))
        story.tell("happened", "ordered_by", basis=basis, start=effect.at, what=joined(events, "explain.or"), **words)
    else:
        story.tell("happened", "ordered", start=effect.at, **words)
    what = effect.title if effect.title != EMPTY else names.verb(effect.verb)
    words = {"verb": names.verb(effect.verb), "title": what}
    if effect.verb == "signal":
        words |= {"case": effect.to, "event": names.event(effect.event or "")}
        story.tell("rule", "signalled", **words)
    else:
        to = names.addressee(effect.to)
        words["to"] = (f"{to[0]} {effect.unit}", f"{to[1]} {effect.unit}") if effect.unit else to
        story.tell("rule", "addressed", **words)
    if effect.carries:
        story.tell("rule", "carries", fields=names.fields(effect.carries))
    if effect.channel:
        story.tell("rule", "channel", channel=effect.channel)
    if effect.clock is not None:
        name = effect.clock.rpartition(".")[0]
        spec = next(flow.clocks[name] for flow in names.flows(address) if name in flow.clocks)
        limit = joined((limit_words(row) for row in spec.rows), "explain.or")
        acts = joined((names.event(event) for event in sorted(spec.met_by)), "explain.or")
        story.tell("rule", "own_clock", cited=spec, clock=names.run(effect.clock, address), limit=limit, acts=acts)
    return story.told("head_effect", effect=effect.id, title=what)


def _ordering(book: Rulebook, effect: Effect) -> list[tuple[Outcome, EffectSpec]]:
    """Find the outcomes that can have ordered an effect, with the entry that describes it."""
    known = (effect.verb, effect.basis, effect.title, effect.carries)
    return [
        (outcome, spec)
        for flow in book.workflows.values()
        for outcome in flow.outcomes()
        for spec in outcome.effects
        if (spec.verb, spec.basis, spec.title, spec.carries) == known
    ]
