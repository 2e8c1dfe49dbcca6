"""Reverse scheduling: a network of stages on an integer axis, a pass forwards, a pass backwards, and the reason why."""
