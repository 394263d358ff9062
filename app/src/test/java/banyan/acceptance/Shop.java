package banyan.acceptance;

import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.Attachment;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A running product with demo data in which a client needs a token: one for all test classes of a
 * JVM that take it as a parameter, opened with the first of them and closed with the JVM. Each
 * answer is held against its description. Any thread.
 */
final class Shop {
  /** Short, so that a client which stalls is let go while a test waits for it. */
  private static final String IDLE = "2s";

  private static final Duration TTL = Duration.ofMinutes(10);

  private final BanyanProcess process;
  private final Path routes;
  private final Secret secret;
  private final ApiContract contract;
  private final Client client;
  private final AtomicInteger skus = new AtomicInteger();

  private Shop(BanyanProcess process, Path routes) throws IOException, InterruptedException {
    this.process = process;
    this.routes = routes;
    this.secret = new Secret(Files.readString(process.data().resolve("secret")));
    Client plain = new Client(process.url());
    this.contract = ApiContract.of(plain.get("/openapi.json").body());
    this.client = plain.holdingTo(contract);
  }

  private static Shop open() {
    try {
      Path folder = Folders.make();
      Path routes = Files.writeString(folder.resolve("routes.yaml"), "routes: []\n");
      BanyanProcess process =
          BanyanProcess.up(
              Folders.dataOfBefore(folder),
              "--anonymous=false",
              "--demo-data=true",
              "--proxy.idle=" + IDLE,
              "--routes",
              routes.toString());
      Shop shop = new Shop(process.awaitReady(), routes);
      // The build runs class by class: to JUnit, each of them is a run of its own.
      Runtime.getRuntime().addShutdownHook(new Thread(shop::close));
      return shop;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  BanyanProcess process() {
    return process;
  }

  /** The administrator's way to its database. */
  DatabaseAddress database() {
    return switch (EmbeddedServer.attach(process.data())) {
      case Attachment.Attached(DatabaseAddress address, long _) -> address;
      case Attachment.NotRunning(String reason) -> throw new IllegalStateException(reason);
    };
  }

  /** The routes document that it follows. */
  Path routes() {
    return routes;
  }

  ApiContract contract() {
    return contract;
  }

  /** Somebody without a token, who may read. */
  Client reader() {
    return client;
  }

  /** Somebody who may change the catalogue. */
  Client writer() {
    return holding("catalog:write");
  }

  /** Somebody who has one right. */
  Client holding(String right) {
    return client.with("Authorization", "Bearer " + token(right));
  }

  /** Sends bytes as they stand; the answer is held against the description. */
  Answer raw(String method, String path, String message) {
    Answer answer = RawClient.exchange(process.port(), message);
    contract.check(method, path, Answered.of(answer));
    return answer;
  }

  String token(String right) {
    return token(secret, CallerTokens.BEARER, right, InstantSource.system());
  }

  String token(Secret signer, String audience, String right, InstantSource clock) {
    Caller ada = new Caller(Caller.MAIN_TENANT, "ada", Set.of(right));
    return new CallerTokens(signer, audience, clock).sign(ada, TTL);
  }

  Secret secret() {
    return secret;
  }

  /** A SKU that no product has. */
  String freshSku() {
    return "ACCEPT-%04d".formatted(skus.incrementAndGet());
  }

  private void close() {
    try {
      process.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Folders.remove(routes.getParent());
  }

  /** Holder of the one shop; the class loader opens it once. */
  private static final class Running {
    static final Shop SHOP = open();
  }

  /** Gives the one shop to every test that has it as a parameter. */
  static final class Opened implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Running.SHOP;
    }
  }
}
