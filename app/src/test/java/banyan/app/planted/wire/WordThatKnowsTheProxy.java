package banyan.app.planted.wire;

import banyan.app.planted.proxy.ProxyThatReadsTables;
import io.javalin.Javalin;

public record WordThatKnowsTheProxy(ProxyThatReadsTables proxy, Javalin server) {}
