//! The outside world: Feegow and Clinia. Knows HTTP and HTML; neither database nor routes.
