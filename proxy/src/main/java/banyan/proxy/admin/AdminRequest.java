package banyan.proxy.admin;

/**
 * What an endpoint of the admin listener is asked.
 *
 * @param role of the token; VIEWER where none is needed
 * @param body empty where none is read
 */
public record AdminRequest(AdminRole role, String body) {}
