package banyan.proxy.compare;

/** A header field as it was recorded: the name as written, the value without spaces around it. */
public record RecordedField(String name, String value) {}
