"""The JSON API under /api/v1, each route with the types it takes and gives; the OpenAPI document is made from them."""
