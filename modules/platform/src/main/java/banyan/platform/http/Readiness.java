package banyan.platform.http;

/**
 * Whether one part of this process can do its work.
 *
 * @param name such as {@code database.catalog}
 * @param detail one line for an operator; it is public, so without addresses and secrets
 */
public record Readiness(String name, boolean isReady, String detail) {}
