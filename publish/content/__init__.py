"""What is said of a municipality, a county or an indicator, as plain data. Pages and documents are forms of it."""
