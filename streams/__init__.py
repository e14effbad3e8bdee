"""Topics, schemas, Faust agents, settings, metrics and the command line: the composition root."""
