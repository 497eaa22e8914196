"""The list of aggregates: found by type and id, fetched page by page, one of them selected."""
