//! The fake upstream: every outside service's wire format from the other side, with a clinic day that moves.
