"""The only reader of deployment's tables: ``plans`` for a viewer, ``known`` for commands that decide."""
