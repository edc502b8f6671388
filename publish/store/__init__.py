"""The store: a release's statements, opened read-only, and the only place that knows how they are kept."""
