"""The command line: the contract of the design, thin over the session."""
