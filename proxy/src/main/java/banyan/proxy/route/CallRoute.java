package banyan.proxy.route;

/**
 * Where the document sends the calls to one context.
 *
 * @param fallsBack whether local code answers a query that got no answer there
 */
public record CallRoute(Destination to, boolean fallsBack) {}
