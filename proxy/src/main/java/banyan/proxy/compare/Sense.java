package banyan.proxy.compare;

/**
 * What one pass over two bodies knows of them.
 *
 * @param requested what the request says of the order of lists
 * @param areEvents whether the elements of the top are events of a stream
 * @param isSequence whether the order of the top's elements matters: events, lines
 */
record Sense(
    KnownIds ids,
    ActiveRules rules,
    Mask mask,
    Effort effort,
    RequestedOrder requested,
    boolean areEvents,
    boolean isSequence) {}
