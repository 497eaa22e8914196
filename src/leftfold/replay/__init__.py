"""Step, fold, keyframes, history: a state is a left fold of events."""
