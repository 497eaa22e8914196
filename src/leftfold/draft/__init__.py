"""What if: edits staged on a stream, replayed as if they were stored, and committed only as previewed."""
