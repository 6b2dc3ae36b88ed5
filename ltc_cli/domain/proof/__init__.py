"""What must hold of records, by name: steps, documents, quantities, money."""
