package banyan.proxy.sampling;

/**
 * What requests that run through the same code have in common, as far as it shows from outside.
 *
 * @param template of the path, with the method
 * @param role of the caller
 * @param parameters the shape of the query: {@link ParameterShape}
 * @param status of the answer
 * @param response the shape of the answer: {@link ResponseShape}
 */
public record BehaviourClass(
    String template, String role, String parameters, int status, long response) {}
