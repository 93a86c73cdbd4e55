"""The questionnaire as one file for a phone: the page, its brain, and how they are put together."""
