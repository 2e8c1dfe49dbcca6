"""What a person may write: pydantic models of plan files. Unknown keys are errors; numbers and dates arrive as text."""
