"""Plain frozen values that every other floor speaks in: no I/O, no plug-ins, no Qt."""
