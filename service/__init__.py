"""How the house is run: settings, application, identity, limits, command line, and the pages that a browser sees."""
