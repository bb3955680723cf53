"""The workflow engines of others: six states, five guarded events, each recorded; no clocks, which none of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from benchmarks.measure import named, peer

if TYPE_CHECKING:
    from collections.abc import Callable

    Ride = Callable[[int], list[str]]

# A ride takes a new report through so many events, none or all, and gives what was recorded.

STATES = ("received", "sorted", "assigned", "worked_on", "answered", "closed")
EVENTS = (("sort", "clerk"), ("assign", "clerk"), ("begin", "officer"), ("answer", "officer"), ("close", "clerk"))


class _Flow(Protocol):
    """What automat makes a machine of."""

    def sort(self, by: str) -> None:
        """Say what kind of report it is."""

    def assign(self, by: str) -> None:
        """Give it to an officer."""

    def begin(self, by: str) -> None:
        """Take it up."""

    def answer(self, by: str) -> None:
        """Tell the citizen."""

    def close(self, by: str) -> None:
        """Put it away."""


class _Record:
    """What one report went through."""

    def __init__(self) -> None:
        self.log: list[str] = []


def automat() -> tuple[str, Ride] | None:
    """Set up automat, which has no guards: the role is looked up where the event is recorded."""
    module = peer("automat")
    if module is None:
        return None
    builder = module.TypeMachineBuilder(_Flow, _Record)
    states = [builder.state(name) for name in STATES]

    def link(index: int, name: str, role: str) -> None:
        def record(_flow: _Flow, core: _Record, by: str) -> None:
            if by != role:
                raise PermissionError(name)
            core.log.append(name)

        states[index].upon(getattr(_Flow, name)).to(states[index + 1])(record)

    for index, (name, role) in enumerate(EVENTS):
        link(index, name, role)
    factory = builder.build()

    def ride(count: int) -> list[str]:
        core = _Record()
        flow = factory(core)
        if count:
            flow.sort("clerk")
            flow.assign("clerk")
            flow.begin("officer")
            flow.answer("officer")
            flow.close("clerk")
        return core.log

    return named("automat"), ride


def transitions() -> tuple[str, Ride] | None:
    """Set up transitions: one machine, a model for each report."""
    module = peer("transitions")
    if module is None:
        return None

    class Report:
        def __init__(self) -> None:
            self.log: list[str] = []

        def is_clerk(self, by: str) -> bool:
            return by == "clerk"

        def is_officer(self, by: str) -> bool:
            return by == "officer"

    machine = module.Machine(model=None, states=[*STATES], initial=STATES[0], auto_transitions=False)
    for index, (name, role) in enumerate(EVENTS):

        def record(*_given: Any, **_named: Any) -> None:
            """Stand for what is done besides; the log is kept by the ride."""

        machine.add_transition(name, STATES[index], STATES[index + 1], conditions=f"is_{role}", after=record)

    def ride(count: int) -> list[str]:
        report: Any = Report()
        machine.add_model(report)
        for name, role in EVENTS[:count]:
            if report.trigger(name, role):
                report.log.append(name)
        machine.remove_model(report)
        return list(report.log)

    return named("transitions"), ride


def statemachine() -> tuple[str, Ride] | None:
    """Set up python-statemachine."""
    module = peer("statemachine")
    if module is None:
        return None
    states = [
        module.State(name, initial=index == 0, final=index == len(STATES) - 1) for index, name in enumerate(STATES)
    ]
    body: dict[str, Any] = dict(zip(STATES, states, strict=True))
    for index, (name, role) in enumerate(EVENTS):
        body[name] = states[index].to(states[index + 1], cond=f"is_{role}", on="record")
    body["is_clerk"] = lambda _self, by: by == "clerk"
    body["is_officer"] = lambda _self, by: by == "officer"
    body["record"] = lambda self, event: self.log.append(str(event))
    body["log"] = None
    flow = type("Flow", (module.StateMachine,), body)

    def ride(count: int) -> list[str]:
        report = flow()
        report.log = []
        for name, role in EVENTS[:count]:
            report.send(name, by=role)
        return list(report.log)

    return named("python-statemachine"), ride


def xstate() -> tuple[str, Ride] | None:
    """Set up xstate-statemachine, its synchronous interpreter."""
    module = peer("xstate_statemachine")
    if module is None:
        return None
    states: dict[str, Any] = {STATES[-1]: {"type": "final"}}
    for index, (name, role) in enumerate(EVENTS):
        edge = {"target": STATES[index + 1], "guard": f"is_{role}", "actions": ["record"]}
        states[STATES[index]] = {"on": {name: edge}}
    log: list[str] = []
    logic = module.MachineLogic(
        guards={
            "is_clerk": lambda _context, event: event.payload["by"] == "clerk",
            "is_officer": lambda _context, event: event.payload["by"] == "officer",
        },
        actions={"record": lambda _interpreter, _context, event, _action: log.append(event.type)},
    )
    machine = module.create_machine({"id": "report", "initial": STATES[0], "states": states}, logic=logic)

    def ride(count: int) -> list[str]:
        log.clear()
        report = module.SyncInterpreter(machine)
        report.start()
        for name, role in EVENTS[:count]:
            report.send(name, by=role)
        report.stop()
        return [*log]

    return named("xstate-statemachine"), ride


def spiff() -> tuple[str, Ride] | None:
    """Set up SpiffWorkflow: an event is a task that is run."""
    module = peer("SpiffWorkflow")
    if module is None:
        return None
    specs = peer("SpiffWorkflow.specs")
    spec = specs.WorkflowSpec("report", addstart=True)
    before = spec.start
    for name, _ in EVENTS:
        task = specs.Simple(spec, name, manual=True)
        before.connect(task)
        before = task

    def ride(count: int) -> list[str]:
        report = module.Workflow(spec)
        report.run_all()
        log: list[str] = []
        for name, role in EVENTS[:count]:
            task = report.get_tasks(state=module.TaskState.READY)[0]
            if role in {"clerk", "officer"} and task.task_spec.name == name:
                task.run()
                log.append(name)
        return log

    return named("SpiffWorkflow"), ride


PEERS = (automat, transitions, statemachine, xstate, spiff)
