//! What the sync services last said about themselves, and how to ask them to run.
