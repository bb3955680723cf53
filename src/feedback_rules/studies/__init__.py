"""Studies: whoever looks at many cases: logs in and out, scenarios, coverage, simulation, oversight, duties."""
