"""KLASS, the register of SSB's classifications."""
