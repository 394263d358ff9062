package banyan.platform.http;

import banyan.wire.Problem;
import banyan.wire.Problems;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.servlet.JavalinServlet;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * The local side of the request path: the declared routes as one Jetty handler around Javalin's
 * servlet. It starts and stops with the server that it is put into; it owns no connector.
 */
public final class LocalApi {
  private static final int METHOD_NOT_ALLOWED = 405;

  private LocalApi() {}

  /** A handler that answers the routes, and 404 or 405 as problems to anything else. */
  public static ServletContextHandler handler(List<RouteDeclaration> routes) {
    var javalin = Javalin.create(config -> configure(config, routes));
    var handler = new ServletContextHandler();
    handler.setContextPath("/");
    // The proxy normalised the path and refused what is ambiguous; %2F gets our own 400 here.
    handler.getServletHandler().setDecodeAmbiguousURIs(true);
    // Not javalin.javalinServlet(): that one wants Jetty's WebSocket machinery in the context.
    handler.addServlet(new ServletHolder("api", new JavalinServlet(javalin.unsafe)), "/*");
    return handler;
  }

  private static void configure(JavalinConfig config, List<RouteDeclaration> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = Long.MAX_VALUE; // each route's own limit counts
    config.router.ignoreTrailingSlashes = false;
    config.router.treatMultipleSlashesAsSingleSlash = false;
    config.router.caseInsensitiveRoutes = false;
    // Javalin takes the first match, so the more fixed template goes first.
    routes.stream()
        .sorted(Comparator.comparing(r -> PathPattern.of(r.path()), PathPattern.MOST_FIXED_FIRST))
        .forEach(route -> add(config, route));
    config.routes.exception(HttpResponseException.class, LocalApi::answerUnrouted);
  }

  private static void add(JavalinConfig config, RouteDeclaration route) {
    var handler = new EndpointHandler(route);
    config.routes.addHttpHandler(HandlerType.findOrCreate(route.method()), route.path(), handler);
    if (route.method().equals("GET")) {
      // Javalin's own HEAD does not call the handler, so it knows no length and no ETag.
      config.routes.addHttpHandler(HandlerType.HEAD, route.path(), handler);
    }
  }

  private static void answerUnrouted(HttpResponseException refusal, Context context) {
    String requestId = EndpointHandler.arrival(context.req()).requestId();
    try {
      ReplyWriter.write(unrouted(refusal, context), requestId, context);
    } catch (IOException e) {
      // The client is gone; Jetty ends the connection.
      context.req().setAttribute("jakarta.servlet.error.exception", e);
    }
  }

  private static Reply unrouted(HttpResponseException refusal, Context context) {
    String path = context.req().getRequestURI();
    if (refusal.getStatus() != METHOD_NOT_ALLOWED) {
      return Reply.problem(Problem.of(Problems.ROUTE_NOT_FOUND, "no route has the path " + path));
    }
    String allowed = refusal.getDetails().getOrDefault("availableMethods", "");
    return Reply.problem(
            Problem.of(
                Problems.METHOD_NOT_ALLOWED,
                path + " does not take " + context.req().getMethod() + "; it takes " + allowed))
        .with("Allow", allowed);
  }
}
