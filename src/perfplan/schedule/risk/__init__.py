"""How likely a project keeps its deadline: simulation of three-point durations, and the buffers that follow."""
