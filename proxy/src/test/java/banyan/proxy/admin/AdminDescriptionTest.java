package banyan.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.fault.LiveFaults;
import banyan.proxy.gate.Margins;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.Migrations;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.publish.VersionsFolder;
import banyan.proxy.recent.RecentRequests;
import banyan.proxy.resilience.Guards;
import banyan.proxy.rollout.Builds;
import banyan.proxy.rollout.LiveGates;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.RoutesFile;
import banyan.proxy.shadow.ShadowReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the admin listener names its endpoints, with their roles, and no others. */
final class AdminDescriptionTest {
  @TempDir Path folder;

  @Test
  void everyEndpointIsDescribedWithItsRole() throws IOException {
    Map<String, String> answered = new TreeMap<>();
    for (AdminEndpoint endpoint : endpoints()) {
      AdminRole role = endpoint.role();
      answered.put(endpoint.method() + " " + endpoint.path(), role == null ? "none" : role.word());
    }
    Map<String, String> described = new TreeMap<>();
    description()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            described.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue().path("x-role").asText())));
    assertThat(described).isEqualTo(answered);
  }

  @Test
  void everySchemaThatIsNamedIsThere() throws IOException {
    TreeSet<String> there = new TreeSet<>();
    description().at("/components/schemas").fieldNames().forEachRemaining(there::add);
    List<String> named =
        description().findValuesAsText("$ref").stream()
            .map(reference -> reference.replace("#/components/schemas/", ""))
            .toList();
    assertThat(there).containsAll(named);
    assertThat(named).isNotEmpty();
  }

  private List<AdminEndpoint> endpoints() throws IOException {
    Path file = Files.writeString(folder.resolve("routes.yaml"), "routes: []\n");
    var opened = (RoutesFile.Opening.Opened) RoutesFile.open(file, LocalCode.none());
    RouteTable table = LocalCode.none().table();
    try (PublishedRoutes routes =
            new PublishedRoutes(
                opened.file(),
                LocalCode.none(),
                new VersionsFolder(folder.resolve("versions"), InstantSource.system()),
                null,
                "proxy");
        Migrations migrations =
            new Migrations(
                new MigrationFolder(folder.resolve("log")),
                null,
                EvidenceSource.none(),
                (_, _) -> Optional.empty(),
                InstantSource.system())) {
      List<AdminEndpoint> endpoints = new ArrayList<>(StandardEndpoints.health(List.of()));
      endpoints.add(StandardEndpoints.description());
      endpoints.add(StandardEndpoints.metrics(() -> ""));
      endpoints.add(
          StandardEndpoints.routes(
              () -> {
                throw new IllegalStateException("not asked here");
              }));
      endpoints.add(StandardEndpoints.upstreams(List::of, new Guards(System::nanoTime)));
      endpoints.add(RouteEndpoints.explain(() -> table, () -> null));
      endpoints.add(
          RouteEndpoints.whatIf(
              () -> table,
              LocalCode.none(),
              new RecentRequests(InstantSource.system()),
              "routes.yaml"));
      endpoints.addAll(VersionEndpoints.of(routes, "proxy"));
      endpoints.addAll(FaultEndpoints.of(LiveFaults.none()));
      endpoints.addAll(AuditEndpoints.of(migrations.log()));
      endpoints.addAll(
          MigrationEndpoints.of(
              migrations, () -> table, _ -> ShadowReport.NOTHING, _ -> Optional.empty()));
      endpoints.addAll(ParityEndpoints.of(migrations, null, null));
      endpoints.addAll(CertificateEndpoints.of(migrations, null));
      endpoints.addAll(
          GateEndpoints.of(
              migrations,
              new LiveGates(
                  _ -> Margins.DEFAULT, false, 1, Builds.untold(), InstantSource.system())));
      return endpoints;
    }
  }

  private static JsonNode description() throws IOException {
    return new JsonMapper()
        .readTree(StandardEndpoints.description().code().apply(request()).body());
  }

  private static AdminRequest request() {
    return new AdminRequest(AdminRole.VIEWER, "");
  }
}
