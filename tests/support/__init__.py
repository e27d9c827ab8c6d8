"""Support code that tests share: databases, invented material."""
