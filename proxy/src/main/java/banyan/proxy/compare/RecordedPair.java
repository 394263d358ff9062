package banyan.proxy.compare;

/**
 * Two answers to one request.
 *
 * @param name what reports call it
 * @param from of the target that serves today
 * @param to of the one that shall serve
 */
public record RecordedPair(
    String name, RecordedRequest request, RecordedAnswer from, RecordedAnswer to) {}
