package banyan.app;

import static banyan.app.ContractSamples.CONTRACTS;
import static banyan.app.ContractSamples.SAMPLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import banyan.platform.calls.Calls;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.proxy.upstream.CallClient;
import banyan.testing.TestSize;
import banyan.testing.calls.ContractParity;
import banyan.testing.calls.Divergence;
import banyan.testing.calls.Oracle;
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
  /** What passes a socket to this process finds its way to another. */
  private static final boolean HAS_PROCESS =
      TestSize.pick("other processes that are called", 0, 1, 1) > 0;

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
    if (HAS_PROCESS) {
      process = CallPeerProcess.start();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    peer.close();
    if (HAS_PROCESS) {
      process.close();
    }
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
    if (HAS_PROCESS) {
      bindings.put("process", CallPeer.callsTo(client, process.url()));
    }
    return bindings;
  }

  private static Stream<DynamicTest> checks(Calls binding) {
    int samples = TestSize.pick("generated calls an operation", 10, 200, 2_000);
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
}
