"""The places that one text names: found, judged by their surroundings, resolved to the gazetteer."""
