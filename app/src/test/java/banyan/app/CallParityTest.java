package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import banyan.catalog.Catalog;
import banyan.catalog.Money;
import banyan.catalog.OffersAsked;
import banyan.catalog.Sku;
import banyan.inventory.Inventory;
import banyan.inventory.ReservationId;
import banyan.inventory.ReserveStock;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import banyan.orders.OrderLine;
import banyan.orders.Orders;
import banyan.platform.calls.Calls;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.proxy.upstream.CallClient;
import banyan.testing.TestSize;
import banyan.testing.calls.ContractParity;
import banyan.testing.calls.Divergence;
import banyan.testing.calls.Oracle;
import banyan.testing.calls.Samples;
import banyan.testing.calls.SerialisedCalls;
import banyan.testing.calls.Workshop;
import banyan.testing.calls.WorkshopCalls;
import banyan.testing.calls.WorkshopParity;
import banyan.wire.Placement;
import banyan.wire.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every contract gives the same results whichever way it is called: copied within the process,
 * through bytes, through HTTP, and in another process.
 */
final class CallParityTest {
  private static final Samples SAMPLES =
      Samples.standard()
          .with(Sku.class, random -> new Sku("SKU-" + random.nextInt(1_000_000)))
          .with(Money.class, random -> new Money(random.nextInt(1_000_000), "EUR"))
          .with(OffersAsked.class, random -> new OffersAsked(skus(random)))
          .with(StockLine.class, random -> new StockLine(skus(random).getFirst(), pieces(random)))
          .with(StockLevel.class, CallParityTest::stockLevel)
          .with(ReserveStock.class, CallParityTest::reserveStock)
          .with(OrderLine.class, CallParityTest::orderLine);

  /** Every exported contract, a line each. */
  private static final List<Class<?>> CONTRACTS =
      List.of(Catalog.class, Inventory.class, Orders.class);

  private static CallPeer peer;
  private static CallPeerProcess process;
  private static CallClient client;

  static List<Offer<?>> offers() {
    return Stream.concat(
            CONTRACTS.stream().map(contract -> new Oracle(contract, SAMPLES).offer()),
            Stream.of(Offer.of(Workshop.class, new WorkshopCalls())))
        .<Offer<?>>map(offer -> offer)
        .toList();
  }

  @BeforeAll
  static void start() throws IOException {
    client = CallClient.start(new Settings(Map.of()));
    peer = CallPeer.start(offers());
    process = CallPeerProcess.start();
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    peer.close();
    process.close();
  }

  @TestFactory
  Stream<DynamicContainer> answersAlikeWhicheverWayItIsCalled() {
    return bindings().entrySet().stream()
        .map(
            binding ->
                DynamicContainer.dynamicContainer(binding.getKey(), checks(binding.getValue())));
  }

  @ParameterizedTest
  @EnumSource
  void findsAPlantedDivergence(Divergence planted) {
    var check = WorkshopParity.of(planted.in(local())).get(planted.foundBy());

    assertThat(check).as("the check '%s'", planted.foundBy()).isNotNull();
    assertThat(catchThrowable(check::execute)).isNotNull();
  }

  @Test
  void knowsEveryContract() throws IOException {
    Path modules = Path.of(System.getProperty("banyan.root"), "modules");
    try (Stream<Path> files = Files.walk(modules)) {
      List<String> declared =
          files
              .filter(file -> file.toString().matches(".*/src/main/java/banyan/[a-z]+/\\w+\\.java"))
              .filter(CallParityTest::isContract)
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .toList();
      assertThat(CONTRACTS).extracting(Class::getSimpleName).hasSameElementsAs(declared);
    }
  }

  private static Map<String, Calls> bindings() {
    Map<String, Calls> bindings = new LinkedHashMap<>();
    bindings.put("copied", local());
    bindings.put("serialised", new SerialisedCalls(local()));
    bindings.put("loopback", CallPeer.callsTo(client, peer.url()));
    bindings.put("process", CallPeer.callsTo(client, process.url()));
    return bindings;
  }

  private static Stream<DynamicTest> checks(Calls binding) {
    int samples = TestSize.pick("generated calls an operation", 40, 200, 2_000);
    Stream<DynamicTest> contracts =
        CONTRACTS.stream()
            .flatMap(
                contract -> ContractParity.of(new Oracle(contract, SAMPLES), binding, samples));
    Stream<DynamicTest> workshop =
        WorkshopParity.of(binding).entrySet().stream()
            .map(check -> DynamicTest.dynamicTest(check.getKey(), check.getValue()));
    return Stream.concat(contracts, workshop);
  }

  private static Calls local() {
    Switchboard switchboard = CallPeer.switchboard(new Placement.Place.Local());
    offers().forEach(switchboard::add);
    return switchboard;
  }

  private static boolean isContract(Path file) {
    try {
      return Files.readString(file).contains("\n@Contract(");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Some, none of them twice. */
  private static List<Sku> skus(Random random) {
    int from = random.nextInt(1_000);
    return Stream.iterate(from, number -> number + 1)
        .limit(1 + random.nextInt(20))
        .map(number -> new Sku("SKU-" + number))
        .toList();
  }

  private static int pieces(Random random) {
    return 1 + random.nextInt(OrderLine.QUANTITY_MAX);
  }

  private static StockLevel stockLevel(Random random) {
    long reserved = random.nextInt(1_000);
    return new StockLevel(skus(random).getFirst(), reserved + random.nextInt(1_000), reserved);
  }

  private static ReserveStock reserveStock(Random random) {
    return new ReserveStock(
        new ReservationId(new UUID(random.nextLong(), random.nextLong())),
        skus(random).stream().map(sku -> new StockLine(sku, pieces(random))).toList());
  }

  private static OrderLine orderLine(Random random) {
    return new OrderLine(
        skus(random).getFirst(), pieces(random), new Money(random.nextInt(1_000_000), "EUR"));
  }
}
