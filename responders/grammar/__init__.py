"""The grammar an answer needs: how to call a person, formal or familiar, counts and days in three languages."""
