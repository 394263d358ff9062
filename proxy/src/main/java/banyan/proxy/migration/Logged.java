package banyan.proxy.migration;

/** What an entry of the audit log tells. */
public sealed interface Logged permits LoggedMove, LoggedFault {}
