//! What the tests share: applications on both engines, requests, the fake upstream.
