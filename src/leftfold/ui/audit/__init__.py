"""The audit in the window: who changed what, when and why; whether that was tampered with; undoing it."""
