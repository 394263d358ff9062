package banyan.proxy.publish;

/** One version of the published document, with the text as it was published. */
public record TableVersion(VersionEntry entry, String text) {}
