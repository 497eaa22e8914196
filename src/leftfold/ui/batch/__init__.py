"""The dialog that corrects many aggregates: which, what, what it would do, and done."""
