"""The domains that ship with Leftfold, registered as a stranger's would be."""
