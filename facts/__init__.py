"""What can be said about a computation, as data: places, numbers, statements, predicates, receipts."""
