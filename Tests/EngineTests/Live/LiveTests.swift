import Testing

/// Tests that need the machine for themselves, one after another: sensors on interfaces, and the flood.
@Suite(.serialized) struct LiveTests {}
